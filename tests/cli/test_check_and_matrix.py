"""The commands `matrix` and `check`."""

from __future__ import annotations

import json

import docx
import pytest
from click.testing import CliRunner

from congruence.cli.main import cli
from tests.compare.test_comparison import ONLY_A, ONLY_B, SHARED


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    draft = docx.Document()
    changed = SHARED[1].replace("vijf werkdagen", "tien werkdagen")
    for text in [SHARED[0], changed, *SHARED[2:], *ONLY_A]:
        draft.add_paragraph(text)
    draft.save(tmp_path / "concept.docx")
    for name, texts in (("statuut", [*ONLY_B, *SHARED]), ("ander", [*ONLY_B, *ONLY_A])):
        (tmp_path / f"{name}.txt").write_text("\n\n".join(texts), encoding="utf-8")
    return tmp_path


def run(*arguments: str):
    return CliRunner().invoke(cli, list(arguments))


def test_check_writes_the_report_and_the_draft_with_remarks(folder):
    result = run("check", "concept.docx", "--against", "statuut.txt", "ander.txt", "--out", "uit")
    assert result.exit_code == 0, result.output
    names = {file.name for file in (folder / "uit").iterdir()}
    assert {"concept-met-opmerkingen.docx", "report.html", "report.docx"} <= names
    comments = [
        c.text for c in docx.Document(folder / "uit" / "concept-met-opmerkingen.docx").comments
    ]
    assert any("tien werkdagen" in comment for comment in comments)
    again = run("check", "concept.docx", "--against", "statuut.txt", "--out", "uit", "--force")
    assert again.exit_code == 0, again.output


@pytest.mark.parametrize(
    ("condition", "status"), [("signal", 3), ("found", 3), ("none", 3), ("term", 0)]
)
def test_fail_on_gives_exit_status_three(folder, condition, status):
    result = run(
        "check", "concept.docx", "--against", "statuut.txt", "--fail-on", condition, "--json"
    )
    assert result.exit_code == status, result.output
    assert json.loads(result.stdout)["schema"] == "congruence/check/1"


def test_check_of_a_text_file_says_where_the_remarks_are(folder):
    result = run("check", "statuut.txt", "--against", "concept.docx", "--out", "uit")
    assert result.exit_code == 0, result.output
    assert "Word" in result.stderr
    assert not list((folder / "uit").glob("remarks.*"))


def test_matrix_prints_counts_and_writes_the_report(folder):
    result = run("matrix", "concept.docx", "statuut.txt", "ander.txt", "--out", "uit")
    assert result.exit_code == 0, result.output
    assert "12 passages" in result.stdout
    assert (folder / "uit" / "report.xlsx").is_file()


def test_a_headings_only_document_is_a_clear_failure(folder):
    (folder / "leeg.md").write_text("# Alleen\n\n## Koppen\n", encoding="utf-8")
    result = run("matrix", "concept.docx", "leeg.md", "--out", "uit")
    assert result.exit_code == 1
    assert "leeg.md" in result.stderr
    assert not (folder / "uit").exists()
