"""The commands `matrix` and `check`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from congruence.cli.main import cli
from tests.compare.test_comparison import ONLY_A, ONLY_B, SHARED

DEMO = Path(__file__).resolve().parents[2] / "corpora" / "demo"


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


@pytest.fixture
def demo(tmp_path, monkeypatch):
    """The sample corpus in a folder of its own."""
    shutil.copytree(DEMO, tmp_path / "demo")
    monkeypatch.chdir(tmp_path / "demo")
    return tmp_path / "demo"


def tables(folder):
    memo = docx.Document(folder / "reactiememo.docx")
    rows = [[[cell.text for cell in row.cells] for row in table.rows[1:]] for table in memo.tables]
    return rows, "\n".join(paragraph.text for paragraph in memo.paragraphs)


def test_memo_has_the_terms_and_the_passages_that_deserve_a_reaction(demo):
    result = run("check", "kader-concept", "--against", "statuut-1.0", "reactie-juristen",
                 "--memo", "--out", "uit", "--format", "json")  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "reactiememo.docx" in result.stdout
    (terms, passages), said = tables(demo / "uit")
    named = {row[0].split("\n")[0]: row for row in terms}
    assert set(named) == {"zicht op veiligheid", "stabiele veiligheid", "outreachend"}
    assert "Juristenkring" in named["outreachend"][-3]
    for row in passages:
        assert row[-2:] == ["", ""]
        assert row[1].startswith("Kwaliteitskader") and row[0]
    assert any("Kwaliteitsstatuut" in row[2] and "“" in row[2] for row in passages)
    assert any("Geen tegenhanger" in row[0] for row in passages)
    assert any("Juristenkring" in row[-3] or "Zie hierboven bij" in row[-3] for row in passages)
    assert len(passages) <= 25
    assert "zonder tegenhanger" in said


def test_memo_without_a_term_file_takes_the_terms_found(demo):
    toml = demo / "congruence.toml"
    toml.write_text(toml.read_text("utf-8").replace('terms = "terms.toml"', ""), "utf-8")
    result = run("check", "kader-concept", "--against", "statuut-1.0", "reactie-juristen",
                 "--memo", "--out", "uit", "--format", "md")  # fmt: skip
    assert result.exit_code == 0, result.output
    (terms, _passages), said = tables(demo / "uit")
    assert 0 < len(terms) <= 8
    assert "geen begrippen opgegeven" in said


def test_memo_of_files_without_roles_puts_the_draft_first(folder):
    result = run("check", "concept.docx", "--against", "statuut.txt", "--memo", "--out", "uit",
                 "--format", "md")  # fmt: skip
    assert result.exit_code == 0, result.output
    rows, _said = tables(folder / "uit")
    (changed,) = [row for row in rows[-1] if "tien werkdagen" in row[1]]
    assert "vijf werkdagen" in changed[2]


def test_memo_shows_the_words_of_the_draft_whatever_its_role(demo):
    toml = demo / "congruence.toml"
    text = toml.read_text("utf-8")
    assert 'role = "framework"' in text
    toml.write_text(text.replace('role = "framework"', 'role = "reaction"'), "utf-8")
    result = run("check", "kader-concept", "--against", "statuut-1.0",
                 "--memo", "--out", "uit", "--format", "md")  # fmt: skip
    assert result.exit_code == 0, result.output
    (_terms, passages), _said = tables(demo / "uit")
    assert passages and all("“" in row[1] for row in passages)


def test_memo_gives_the_law_its_own_column_and_says_what_is_left_out(demo, monkeypatch):
    monkeypatch.setattr("congruence.report.memo_passages.MOST_PASSAGES", 3)
    toml = demo / "congruence.toml"
    old = '"statuut-0.1.docx"\ntitle = "Kwaliteitsstatuut buurtteams"\nrole = "statute"'
    assert old in toml.read_text("utf-8")
    law = '"statuut-0.1.docx"\ntitle = "Wet op de buurtteams"\nrole = "law"'
    toml.write_text(toml.read_text("utf-8").replace(old, law), "utf-8")
    result = run("check", "kader-concept", "--against", "statuut-1.0", "statuut-0.1",
                 "--memo", "--out", "uit", "--format", "md")  # fmt: skip
    assert result.exit_code == 0, result.output
    (_terms, passages), said = tables(demo / "uit")
    assert len(passages) == 3
    assert all("Wet op de buurtteams" in row[3] for row in passages)
    assert all("Wet op de buurtteams" not in row[2] for row in passages)
    assert "Hier weggelaten" in said
