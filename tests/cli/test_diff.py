"""diff as a user runs it: two versions, more than two, tracked changes, what cannot be done."""

from __future__ import annotations

import json

import docx
import pymupdf
import pytest

OLD = ["Het team moet binnen twee weken met het gezin spreken.", "De gemeente betaalt de hulp.",
       "Wie het niet eens is met een besluit kan om heroverweging vragen."]  # fmt: skip
NEW = [OLD[0].replace("moet", "kan"), OLD[2], "De gemeente betaalt de hulp niet altijd."]


@pytest.fixture
def texts(tmp_path):
    for name, lines in (("oud.txt", OLD), ("nieuw.txt", NEW), ("nieuwer.txt", NEW[:2])):
        (tmp_path / name).write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return tuple(tmp_path / name for name in ("oud.txt", "nieuw.txt", "nieuwer.txt"))


@pytest.fixture
def words(tmp_path):
    for name, lines in (("oud.docx", OLD), ("nieuw.docx", NEW)):
        document = docx.Document()
        for line in lines:
            document.add_paragraph(line)
        document.save(tmp_path / name)
    return tmp_path / "oud.docx", tmp_path / "nieuw.docx"


def test_two_versions(run, texts, tmp_path):
    result = run("diff", *texts[:2], "--quiet")
    assert result.exit_code == 0, result.output
    assert "inhoudelijke wijzigingen" in result.stdout
    folder = tmp_path / "reports" / "oud-nieuw-diff"
    assert {path.suffix for path in folder.iterdir()} == {".html", ".docx", ".xlsx", ".json", ".md"}


def test_json_alone_on_standard_output(run, texts):
    result = run("diff", *texts[:2], "--json")
    assert json.loads(result.stdout)["schema"] == "congruence/diff/1"


def test_more_versions_make_a_history(run, texts, tmp_path):
    result = run("diff", *texts, "--json")
    payload = json.loads(result.stdout)
    assert payload["schema"] == "congruence/history/1"
    assert len(payload["diffs"]) == 2
    assert run("diff", *texts, "--out", tmp_path / "uit", "--quiet").exit_code == 0


def test_layout_and_format_are_no_change(run, texts, words):
    payload = json.loads(run("diff", texts[0], words[0], "--json").stdout)
    assert payload["summary"]["unchanged"] == len(OLD)


def test_tracked_changes_are_written_once(run, words, tmp_path):
    target = tmp_path / "met-wijzigingen.docx"
    arguments = ("diff", *words, "--tracked", target, "--json")
    assert run(*arguments).exit_code == 0
    written = target.read_bytes()
    refused = run(*arguments)
    assert refused.exit_code == 1
    assert "--force" in refused.stderr
    assert target.read_bytes() == written


@pytest.fixture
def scan(tmp_path):
    """The old version as pictures of its pages."""
    path = tmp_path / "scan.pdf"
    with pymupdf.open() as typed, pymupdf.open() as scanned:
        page = typed.new_page()
        for at, line in enumerate(OLD):
            page.insert_text((60, 100 + 60 * at), line, fontsize=13)
        pictured = scanned.new_page()
        pictured.insert_image(pictured.rect, pixmap=page.get_pixmap(dpi=200))
        scanned.save(path)
    return path


def test_a_scan_is_named_and_its_pair_is_no_news(run, texts, scan):
    for pair in ((scan, texts[0]), (texts[0], scan)):
        result = run("diff", *pair)
        assert result.exit_code == 0, result.output
        assert "het lijkt een scan" in result.stdout
        assert "als nieuw of vervallen" in result.stdout
        assert "--ocr" in result.stdout
        assert "lijken geen versies" not in result.stdout


def test_two_scans_are_not_called_the_same(run, scan, tmp_path):
    result = run("diff", scan, scan, "--out", tmp_path / "uit")
    assert "het lijkt een scan" in result.stdout
    assert "dezelfde tekst" not in result.stdout
    report = (tmp_path / "uit" / "report.md").read_text("utf-8")
    assert "Er was geen tekst om te vergelijken." in report
    assert "Er is geen woord veranderd." not in report


@pytest.mark.ocr
def test_a_scan_that_was_recognised_is_compared(run, texts, scan):
    result = run("diff", texts[0], scan, "--ocr")
    assert "uit afbeeldingen herkend" in result.stdout
    assert "het lijkt een scan" not in result.stdout


def test_a_verb_turned_in_a_side_clause_opens_the_report(run, tmp_path):
    line = "De gemeente noemt vooraf de eisen waaraan het plan van de aanbieder moet beantwoorden."
    for name, text in (("a.txt", line), ("b.txt", line.replace("moet", "kan"))):
        (tmp_path / name).write_text(f"{text}\n", encoding="utf-8")
    run("diff", tmp_path / "a.txt", tmp_path / "b.txt", "--out", tmp_path / "uit", "--quiet")
    assert "Zwakker geworden (1)" in (tmp_path / "uit" / "report.md").read_text("utf-8")


def test_files_of_one_name_are_told_apart(run, tmp_path):
    for folder, line in (("een", OLD[0]), ("twee", NEW[0])):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "kader.txt").write_text(f"{line}\n", encoding="utf-8")
    pair = (tmp_path / "een" / "kader.txt", tmp_path / "twee" / "kader.txt")
    run("diff", *pair, "--out", tmp_path / "uit", "--quiet")
    report = (tmp_path / "uit" / "report.md").read_text("utf-8")
    assert "Van kader (oude versie) naar kader (nieuwe versie)" in report


def test_a_line_of_versions_begins_with_what_became_weaker(run, texts, tmp_path):
    run("diff", *texts, "--out", tmp_path / "uit", "--quiet")
    report = (tmp_path / "uit" / "report.md").read_text("utf-8")
    assert report.startswith("# 3 versies, van oud tot nieuwer")
    assert "nieuw: ‘moet’ is te lezen als een verplichting, ‘kan’" in report
    page = (tmp_path / "uit" / "report.html").read_text("utf-8")
    assert "[-moet-]" not in page


def test_tracked_changes_need_two_word_files(run, texts, words, tmp_path):
    target = tmp_path / "uit.docx"
    for arguments in ((texts[0], words[1]), (*words, words[0])):
        result = run("diff", *arguments, "--tracked", target, "--json")
        assert result.exit_code == 1
        assert len(result.stderr.strip().splitlines()) == 1
    assert not target.exists()
