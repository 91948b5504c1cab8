"""Word files: tracked changes in three views, and everything that is not a plain paragraph."""

from __future__ import annotations

import re

import pytest

from congruence.extract import read_bytes
from congruence.extract.docx import WordFile
from congruence.model import BlockKind, FurnitureKind, View

from .word import (
    abstract,
    cell,
    deleted,
    docx,
    inserted,
    level,
    num,
    p,
    run,
    style,
    table,
    with_mark,
)

VIEWS = ("accepted", "original", "marked")


def texts(data: bytes, view: str = "accepted") -> list[str]:
    document = read_bytes(data, name="stuk.docx", view=view)
    assert document.warnings == (), document.warnings
    assert (
        document.counts.source_characters
        == document.counts.body_characters + document.counts.furniture_characters
    )
    return [block.text for block in document.blocks]


TRACKED = {
    "words": (
        p(inner=run("Het team ") + deleted("kan") + inserted(run("moet")) + run(" helpen.")),
        ["Het team moet helpen."],
        ["Het team kan helpen."],
        ["Het team [-kan-]{+moet+} helpen."],
    ),
    "an inserted paragraph": (
        p("Een.") + with_mark("ins", inserted(run("Nieuw."))) + p("Twee."),
        ["Een.", "Nieuw.", "Twee."],
        ["Een.", "Twee."],
        ["Een.", "{+Nieuw.+}", "Twee."],
    ),
    "a deleted paragraph": (
        p("Een.") + with_mark("del", deleted("Oud.")) + p("Twee."),
        ["Een.", "Twee."],
        ["Een.", "Oud.", "Twee."],
        ["Een.", "[-Oud.-]", "Twee."],
    ),
    "a deleted mark joins two paragraphs": (
        with_mark("del", run("Het team ")) + p("werkt."),
        ["Het team werkt."],
        ["Het team", "werkt."],
        ["Het team", "werkt."],
    ),
    "an inserted mark splits one": (
        with_mark("ins", run("Het team werkt.")) + p("De wijk ook."),
        ["Het team werkt.", "De wijk ook."],
        ["Het team werkt.De wijk ook."],
        ["Het team werkt.", "De wijk ook."],
    ),
    "a move": (
        with_mark("moveFrom", "<w:moveFrom w:id='5'>" + run("Verhuisd.") + "</w:moveFrom>")
        + p("Blijft.")
        + with_mark("moveTo", "<w:moveTo w:id='6'>" + run("Verhuisd.") + "</w:moveTo>")
        + p("Slot."),
        ["Blijft.", "Verhuisd.", "Slot."],
        ["Verhuisd.", "Blijft.", "Slot."],
        ["[-Verhuisd.-]", "Blijft.", "{+Verhuisd.+}", "Slot."],
    ),
    "table rows": (
        table(
            cell(p("a")) + cell(p("b")),
            cell(p(inner=deleted("c"))) + cell(p(inner=deleted("d"))),
            cell(p(inner=inserted(run("e")))) + cell(p(inner=inserted(run("f")))),
            marks=("", '<w:del w:id="7"/>', '<w:ins w:id="8"/>'),
        ),
        ["a", "b", "e", "f"],
        ["a", "b", "c", "d"],
        ["a", "b", "[-c-]", "[-d-]", "{+e+}", "{+f+}"],
    ),
}


@pytest.mark.parametrize("case", TRACKED)
def test_tracked_changes_in_three_views(case):
    body, *expected = TRACKED[case]
    data = docx(body)
    assert [texts(data, view) for view in VIEWS[:2]] == expected[:2]
    marked = read_bytes(data, name="stuk.docx", view="marked")
    assert [block.text for block in marked.blocks] == expected[2]


def test_a_changed_style_counts_in_the_old_view():
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Kop1"/><w:pPrChange w:id="1" w:author="A"><w:pPr/>'
        f"</w:pPrChange></w:pPr>{run('Toegang')}</w:p>"
    )
    data = docx(body, styles=style("Kop1", name="heading 1"))
    kinds = [read_bytes(data, name="a.docx", view=view).blocks[0].kind for view in VIEWS[:2]]
    assert kinds == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def _note(kind: str, key: int, text: str) -> str:
    return f'<w:{kind} w:id="{key}">{p(text)}</w:{kind}>'


def _reference(kind: str, key: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'


def test_notes_are_linked_to_their_marks():
    data = docx(
        p(
            inner=run("De teams") + _reference("footnote", 4)
            + run(" werken") + _reference("footnote", 2)
        )
        + p(inner=run("Slot") + _reference("endnote", 7)),
        footnotes=_note("footnote", 2, "Tweede.") + _note("footnote", 4, "Eerste."),
        endnotes=_note("endnote", 7, "Aan het eind."),
    )  # fmt: skip
    document = read_bytes(data, name="noten.docx")
    assert texts(data) == ["De teams¹ werken²", "Eerste.", "Tweede.", "Slotⁱ", "Aan het eind."]
    host, first, second, last, end = document.blocks
    assert host.notes == (first.id, second.id) and last.notes == (end.id,)
    assert [(b.kind, b.label) for b in (first, second, end)] == [
        (BlockKind.FOOTNOTE, "1"),
        (BlockKind.FOOTNOTE, "2"),
        (BlockKind.FOOTNOTE, "i"),
    ]


def test_text_boxes_are_read_once_and_after_their_paragraph():
    box = f"<w:txbxContent>{p('In het kader.')}</w:txbxContent>"
    new = f"<w:drawing><wp:inline><wps:txbx>{box}</wps:txbx></wp:inline></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
    choice = (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    )
    assert texts(docx(p(inner=run("Erbuiten.") + f"<w:r>{choice}</w:r>") + p("Erna."))) == [
        "Erbuiten.",
        "In het kader.",
        "Erna.",
    ]
    assert texts(docx(p(inner=f"<w:r>{old}</w:r>"))) == ["In het kader."]


def test_tables_nested_too_have_rows_and_columns():
    inner = table(cell(p("binnen")) + cell(p("in")))
    data = docx(
        table(
            cell(p("a"), '<w:gridSpan w:val="2"/>') + cell(p("b")),
            cell(p("c") + inner + p("")) + cell(p("d")) + cell(p("e")),
        )
    )
    places = [
        (b.text, b.table, b.row, b.column_index)
        for b in read_bytes(data, name="t.docx").blocks
        if b.kind is BlockKind.TABLE_CELL
    ]
    assert places == [
        ("a", 0, 0, 0), ("b", 0, 0, 2), ("c", 0, 1, 0), ("binnen", 1, 0, 0), ("in", 1, 0, 1),
        ("d", 0, 1, 1), ("e", 0, 1, 2),
    ]  # fmt: skip


def test_a_table_of_one_cell_is_a_frame():
    data = docx(table(cell(p("Let op.") + p("Lees dit."))))
    assert [b.kind for b in read_bytes(data, name="k.docx").blocks] == [BlockKind.PARAGRAPH] * 2


def test_fields_links_controls_and_special_characters():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("artikel 2")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )  # fmt: skip
    body = (
        p(
            inner=run("Zie ")
            + field
            + "<w:r><w:tab/></w:r>"
            + f"<w:hyperlink>{run('de site')}</w:hyperlink>"
            + f"<w:sdt><w:sdtContent>{run(' hier')}</w:sdtContent></w:sdt>"
            + '<w:r><w:noBreakHyphen/></w:r><w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>'
            + "<w:r><w:t>jeugd</w:t><w:softHyphen/><w:t>hulp</w:t></w:r>"
            + f'<w:fldSimple w:instr="PAGE">{run(" 7")}</w:fldSimple>'
        )
        + f"<w:sdt><w:sdtContent>{p('In een veld.')}</w:sdtContent></w:sdt>"
    )
    assert texts(docx(body)) == ["Zie artikel 2 de site hier-•jeugdhulp 7", "In een veld."]


def test_a_field_without_end_swallows_nothing():
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF</w:instrText></w:r>'
    assert texts(docx(p(inner=run("Een.") + broken) + p("Twee."))) == ["Een.", "Twee."]


def test_running_heads_and_the_table_of_contents_are_furniture():
    data = docx(
        p("1 Inleiding\t3", style="TOC1") + p("Inleiding", style="Kop") + p("Tekst."),
        styles=style("TOC1", name="toc 1") + style("Kop", name="heading 1"),
        header1=p("Kwaliteitsstatuut"),
        footer1=p("Concept"),
    )
    document = read_bytes(data, name="k.docx")
    assert texts(data) == ["Inleiding", "Tekst."]
    assert [(item.kind, item.text) for item in document.furniture] == [
        (FurnitureKind.TOC, "1 Inleiding 3"),
        (FurnitureKind.FOOTER, "Concept"),
        (FurnitureKind.HEADER, "Kwaliteitsstatuut"),
    ]


def test_comments_have_their_anchor():
    body = p(
        inner=run("Het team ") + '<w:commentRangeStart w:id="0"/>' + run("moet")
        + '<w:commentRangeEnd w:id="0"/>' + run(" helpen.")
    )  # fmt: skip
    remark = f'<w:comment w:id="0" w:author="Jurist" w:date="2024">{p("Te streng?")}</w:comment>'
    document = read_bytes(docx(body, comments=remark), name="c.docx")
    (comment,) = document.comments
    block = document.blocks[0]
    assert (comment.text, comment.author, comment.block) == ("Te streng?", "Jurist", block.id)
    assert block.text[comment.start : comment.end] == "moet"


def test_hidden_text_is_left_out_with_a_warning():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r>"
    document = read_bytes(docx(p(inner=run("Zichtbaar.") + hidden)), name="v.docx")
    assert document.blocks[0].text == "Zichtbaar."
    assert "hidden" in [warning.code for warning in document.warnings]


def test_every_character_of_a_block_is_found_in_the_xml():
    body = p(
        inner=run("  Het  ") + inserted(run("wijk")) + deleted("team") + run("team\u00ad werkt.")
    )
    word = WordFile(docx(body), "x.docx", View.ACCEPTED)
    (piece, paragraph), *_rest = word.sources
    assert piece.text == "Het wijkteam werkt."
    for at, character in enumerate(piece.text):
        raw = paragraph.to_raw.source_of(at)
        run_ = next(r for r in paragraph.runs if r.start <= raw < r.start + r.length)
        assert run_.element.text[raw - run_.start] == character


def test_the_tracked_file_reads_as_its_two_versions(shared_data):
    from rapidfuzz.distance import Indel

    folder = shared_data / "docx"
    name = "vng-burgerpeiling-modelvragenlijst"
    data = (folder / f"{name}.docx").read_bytes()
    for view, version in (("accepted", "after"), ("original", "before")):
        document = read_bytes(data, name="v.docx", view=view)
        words = " ".join(f"{b.label or ''} {b.text}" for b in document.blocks).split()
        other = (folder / name / f"{version}.txt").read_text(encoding="utf-8").split()
        assert Indel.normalized_similarity(words, other) >= 0.99


def test_no_character_of_a_real_word_file_goes_missing(shared_data):
    for path in sorted(shared_data.glob("docx*/**/*.docx")):
        for view in VIEWS[:2]:
            counts = read_bytes(path.read_bytes(), name=path.name, view=view).counts
            kept = counts.body_characters + counts.furniture_characters
            assert counts.source_characters == kept, (path.name, view)


def test_a_span_of_a_block_is_found_in_its_runs():
    from congruence.extract.docx_source import read_sourced
    from congruence.model import Span

    body = p(
        inner=run("a. Het  ") + inserted(run("wijk")) + deleted("team") + run("team werkt hier.")
    ) + p("Slot.")
    data = docx(body)
    sourced = read_sourced(data, name="x.docx")
    assert sourced.document == read_bytes(data, name="x.docx")
    block = sourced.document.blocks[0]
    assert (block.label, block.text) == ("a.", "Het wijkteam werkt hier.")
    at = block.text.index("wijkteam")
    stretches = sourced.sources[block.id].stretches(Span(at, at + 8))
    assert [s.element.text[s.start : s.end] for s in stretches] == ["wijk", "team"]
    assert sourced.sources[block.id].elements[0].tag.endswith("}p")


def test_form_fields_show_their_value():
    def legacy(data: str) -> str:
        field = '<w:fldChar w:fldCharType="{}">{}</w:fldChar>'
        begin = field.format("begin", f"<w:ffData>{data}</w:ffData>")
        return f"<w:r>{begin}</w:r><w:r>{field.format('end', '')}</w:r>"

    choices = '<w:listEntry w:val="hoog"/><w:listEntry w:val="laag"/>'
    body = (
        p(inner=legacy('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>') + run(" ja"))
        + p(inner=legacy('<w:checkBox><w:default w:val="0"/></w:checkBox>') + run(" nee"))
        + p(inner=run("Risico: ") + legacy(f'<w:ddList><w:result w:val="1"/>{choices}</w:ddList>'))
        + p(inner=run("Risico: ") + legacy(f"<w:ddList>{choices}</w:ddList>"))
    )
    assert texts(docx(body)) == ["☒ ja", "☐ nee", "Risico: laag", "Risico: hoog"]


def _math(inner: str) -> str:
    """A formula in short: ``x`` for a run, ``<f>`` for an element of the formula's own."""
    inner = re.sub(r"(?<=>)([^<>]+)(?=<)", r"<r><t>\1</t></r>", inner)
    inner = re.sub(r"<(/?)(\w+)", r"<\1m:\2", inner)
    space = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    return f"<m:oMath {space}>{inner}</m:oMath>".replace(" val=", " m:val=")


FORMULAS = {
    "1/2": "<f><num>1</num><den>2</den></f>",
    "(a+b)/2": "<f><num>a+b</num><den>2</den></f>",
    "n¦k": '<f><fPr><type val="noBar"/></fPr><num>n</num><den>k</den></f>',
    "r^2": "<sSup><e>r</e><sup>2</sup></sSup>",
    "x_i": "<sSub><e>x</e><sub>i</sub></sSub>",
    "√(x+1)": "<rad><deg/><e>x+1</e></rad>",
    "[a;b)": '<d><dPr><begChr val="["/><sepChr val=";"/></dPr><e>a</e><e>b</e></d>',
    "∑_(i=1)^nx": '<nary><naryPr><chr val="∑"/></naryPr><sub>i=1</sub><sup>n</sup><e>x</e></nary>',
}


@pytest.mark.parametrize("line", FORMULAS)
def test_a_formula_on_one_line_keeps_its_bars_and_brackets(line):
    assert texts(docx(p(inner=run("Zie ") + _math(FORMULAS[line])))) == [f"Zie {line}"]


def test_page_numbers_are_named_as_such():
    data = docx(p("Tekst."), footer1=p("Pagina 2 van 10") + p("12") + p("Concept 2024"))
    assert [(item.kind, item.text) for item in read_bytes(data, name="k.docx").furniture] == [
        (FurnitureKind.PAGE_NUMBER, "Pagina 2 van 10"),
        (FurnitureKind.PAGE_NUMBER, "12"),
        (FurnitureKind.FOOTER, "Concept 2024"),
    ]


def test_a_bullet_that_begins_with_the_name_of_an_annex_keeps_its_words():
    bullets = abstract(1, level(0, "bullet", "•")) + num(1, 1)
    data = docx(p("Bijlage III Model van de wijk", num="1", level="0"), numbering=bullets)
    (block,) = read_bytes(data, name="b.docx").blocks
    assert (block.kind, block.label) == (BlockKind.LIST_ITEM, None)
    assert block.text == "Bijlage III Model van de wijk"


def test_running_text_ends_the_bullets_above_a_numbered_list():
    body = p("- zicht;") + p("- hulp.") + p("Daarna volgt:") + p("1. melden") + p("2. wegen")
    blocks = read_bytes(docx(body), name="b.docx").blocks
    assert [block.level for block in blocks] == [1, 1, None, 1, 1]
