"""Soft line breaks: one paragraph of Word that is several to its reader."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from congruence.extract import read_bytes
from congruence.extract.docx_source import read_sourced
from congruence.model import BlockKind, Span

from .test_titles import KOP, LISTS, TEXT, set_as
from .word import cell, deleted, docx, inserted, p, run, table

BREAK = "<w:r><w:br/></w:r>"


def blocks(data: bytes, view: str = "accepted") -> list[tuple[str, str | None, str]]:
    document = read_bytes(data, name="stuk.docx", view=view)
    counts = document.counts
    kept = counts.body_characters + counts.furniture_characters
    assert counts.source_characters == kept and document.warnings == ()
    return [(block.kind.value, block.label, block.text) for block in document.blocks]


def test_a_title_above_its_text():
    body = p("Kader", style="Kop1") + p(inner=set_as("Retour", "i") + BREAK + run(TEXT))
    assert blocks(docx(body, styles=KOP))[1:] == [
        ("heading", None, "Retour"),
        ("paragraph", None, TEXT),
    ]


def test_an_empty_line_ends_a_paragraph_and_a_page_break_does_not():
    page = '<w:r><w:br w:type="page"/></w:r>'
    after = BREAK + run("Drie.") + page * 2 + run("Vier.")
    body = p(inner=run("Een.") + BREAK + BREAK + run("Twee.") + after)
    assert [text for _k, _l, text in blocks(docx(body))] == ["Een.", "Twee. Drie. Vier."]


def test_a_list_made_of_lines():
    body = (
        p(inner=run("Het team zorgt voor:") + BREAK + run("- zicht;") + BREAK + run("- hulp."))
        + p(inner=run("1. melden") + BREAK + run("met zorg") + BREAK + run("2. wegen"))
        + p(inner=run("Postbus 1") + BREAK + run("1234 AB Wijk"))
    )
    assert blocks(docx(body)) == [
        ("paragraph", None, "Het team zorgt voor:"),
        ("list_item", None, "zicht;"),
        ("list_item", None, "hulp."),
        ("list_item", "1.", "melden met zorg"),
        ("list_item", "2.", "wegen"),
        ("paragraph", None, "Postbus 1 1234 AB Wijk"),
    ]


def test_numbered_items_headings_and_cells_stay_whole():
    lines = run("Een.") + BREAK + BREAK + run("Twee.")
    body = (
        p(style="Kop1", inner=run("Titel in") + BREAK + BREAK + run("twee regels"))
        + p(num="1", level="0", inner=lines)
        + table(cell(p(inner=lines)) + cell(p("b")))
    )
    assert [text for _k, _l, text in blocks(docx(body, styles=KOP, numbering=LISTS))] == [
        "Titel in twee regels", "Een. Twee.", "Een. Twee.", "b",
    ]  # fmt: skip


def test_every_view_has_the_same_lines():
    lines = run("Een ") + deleted("oude") + inserted(run("nieuwe")) + run(" regel.")
    body = p(inner=lines + BREAK + BREAK + run("Twee."))
    assert [text for _k, _l, text in blocks(docx(body))] == ["Een nieuwe regel.", "Twee."]
    assert [t for _k, _l, t in blocks(docx(body), "original")] == ["Een oude regel.", "Twee."]
    marked = read_bytes(docx(body), name="stuk.docx", view="marked")
    assert [block.text for block in marked.blocks] == [
        "Een [-oude-]{+nieuwe+} regel. Twee."
    ]  # whole: a change may run on past a break


def test_notes_comments_and_the_way_back_follow_their_line():
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    opened = '<w:commentRangeStart w:id="0"/>'
    closed = '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    body = p(
        inner=run("Een regel.") + BREAK + BREAK + run("Het ") + opened + run("team") + closed
        + run(" werkt.") + note
    )  # fmt: skip
    data = docx(
        body,
        footnotes=f'<w:footnote w:id="2">{p("Een noot.")}</w:footnote>',
        comments=f'<w:comment w:id="0" w:author="J" w:date="2024">{p("Wie?")}</w:comment>',
    )
    sourced = read_sourced(data, name="stuk.docx")
    first, second, footnote = sourced.document.blocks
    assert (first.notes, second.notes, footnote.text) == ((), (footnote.id,), "Een noot.")
    (comment,) = sourced.document.comments
    assert comment.block == second.id and second.text[comment.start : comment.end] == "team"
    at = second.text.index("werkt")
    (stretch,) = sourced.sources[second.id].stretches(Span(at, at + 5))
    assert stretch.element.text[stretch.start : stretch.end] == "werkt"


@given(st.lists(st.sampled_from(["", "- a", "1. b", "2. c", "Tekst.", "Titel", " "]), max_size=8))
def test_no_line_is_lost(lines):
    inner = BREAK.join(set_as(line, "b") if line == "Titel" else run(line) for line in lines)
    found = blocks(docx(p("Kader", style="Kop1") + p(inner=inner), styles=KOP))
    words = " ".join(f"{label or ''} {text}" for _kind, label, text in found[1:])
    assert words.replace("-", "").split() == " ".join(lines).replace("-", "").split()


def test_a_numbered_item_may_hold_a_list_of_lines():
    body = p(num="1", level="0", inner=run("Het team:") + BREAK + run("a. meldt;") + BREAK
             + run("b. weegt."))  # fmt: skip
    document = read_bytes(docx(body, numbering=LISTS), name="stuk.docx")
    assert [(b.kind, b.label, b.level) for b in document.blocks] == [
        (BlockKind.LIST_ITEM, "1.", 1),
        (BlockKind.LIST_ITEM, "a.", 2),
        (BlockKind.LIST_ITEM, "b.", 2),
    ]
