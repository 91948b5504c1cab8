"""The report of a diff: every face shows the same changes, and the counts add up."""

from __future__ import annotations

import json
import re
from io import BytesIO

import docx
import openpyxl
import pytest

from congruence.messages import using_language
from congruence.model import Block, BlockKind, Document
from congruence.report.html import render_html
from congruence.report.write import view_of, write_report
from congruence.versions import ChangeKind, compare_versions, trace


def document(name, *lines):
    blocks = tuple(
        Block(f"{name}{at}", BlockKind.PARAGRAPH, text, None, label, f"Artikel {label}")
        for at, (label, text) in enumerate(lines)
    )
    return Document(name, "Regeling hulp", f"{name}.txt", "text", "0" * 64, blocks)


A = ("1", "Het team moet binnen twee weken met het gezin over de hulp spreken.")
B = ("2", "De gemeente draagt de kosten van de hulp die het team verleent.")
C = ("3", "Wie het niet eens is met een besluit, kan om heroverweging vragen.")
D = ("4", "Het team bewaart de gegevens zo lang als voor de hulp nodig is.")
EVIL = ("5", "<script>alert('x')</script> =SOM(A1) blijft gewoon staan als tekst.")
OLD = document("oud", A, B, C, D, EVIL)
NEW = document("nieuw", ("1", A[1].replace("moet", "kan")), C, ("3", D[1]), ("4", B[1]),
               ("5", EVIL[1] + " Erbij."))  # fmt: skip


@pytest.fixture
def result():
    return compare_versions(OLD, NEW)


def test_what_became_weaker_comes_first(result):
    view = view_of(result)
    first = view.digests[0]
    assert first.id == "weaker"
    assert "[-moet-]" in first.items[0].quote and "[+kan+]" in first.items[0].quote


def test_every_change_is_one_row_and_leads_somewhere(result):
    view = view_of(result)
    changed = [c for c in result.changes if c.kind is not ChangeKind.UNCHANGED]
    assert sorted(row.id for row in view.rows()) == sorted(change.id for change in changed)
    anchors = [row.anchor for row in view.rows()]
    assert len(anchors) == len(set(anchors))
    for tally, whole in zip(view.tallies, (OLD, NEW), strict=True):
        assert tally.total == len(whole.blocks)
    texts = {row.id: row for row in view.rows()}
    for change in changed:
        row = texts[change.id]
        assert "\n".join(passage.text for passage in row.left) == change.old_text
        assert "\n".join(passage.text for passage in row.right) == change.new_text


def test_links_inside_the_page_have_a_target(result):
    page = render_html(view_of(result))
    targets = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= targets
    assert "<script>alert" not in page


def test_a_move_is_told_at_both_places(result):
    view = view_of(result)
    inline = next(section for section in view.sections if section.id == "inline").table
    told = [cells[1].text for cells in inline.rows if B[1] in cells[1].text]
    assert len(told) == 2
    assert any("verplaatst van hier naar Artikel 4" in text for text in told)
    assert any("hierheen verplaatst uit Artikel 2" in text for text in told)


def test_all_faces_are_written_in_both_languages(result, tmp_path):
    for code in ("nl", "en"):
        with using_language(code):
            folder = write_report(result, tmp_path / code)
        names = {path.name for path in folder.iterdir()}
        assert names == {f"report.{kind}" for kind in ("html", "docx", "xlsx", "json", "md")}
    words = "\n".join(
        cell.text
        for table in docx.Document(tmp_path / "nl" / "report.docx").tables
        for row in table.rows for cell in row.cells
    )  # fmt: skip
    assert "moet" in words and "kan" in words
    book = openpyxl.load_workbook(BytesIO((tmp_path / "nl" / "report.xlsx").read_bytes()))
    assert "Was-wordt-tabel" in book.sheetnames
    assert json.loads((tmp_path / "nl" / "report.json").read_text())["schema"] == (
        "congruence/diff/1"
    )


def test_the_split_passages_get_their_own_words():
    whole = A[1] + " " + B[1]
    old, new = document("oud", ("1", whole)), document("nieuw", A, B)
    row = next(view_of(compare_versions(old, new)).rows())
    assert [passage.text for passage in row.left] == [whole]
    assert [passage.text for passage in row.right] == [A[1], B[1]]


def test_a_history_has_a_line_for_each_version(tmp_path):
    third = document("derde", *[(b.label, b.text) for b in NEW.blocks[:-1]])
    history = trace([OLD, NEW, third])
    view = view_of(history)
    page = render_html(view)
    targets = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= targets
    assert len(re.findall(r'id="([^"]+)"', page)) == len(targets)
    folder = write_report(history, tmp_path / "history")
    payload = json.loads((folder / "report.json").read_text())
    assert payload["schema"] == "congruence/history/1"
    assert [diff["schema"] for diff in payload["diffs"]] == ["congruence/diff/1"] * 2
