"""OpenDocument text: lists, notes, tables, tracked changes."""

from __future__ import annotations

import io
import zipfile

import pytest

from congruence.extract import read_bytes
from congruence.model import BlockKind, FurnitureKind

from .office import printed_by_office, printed_by_us, with_marks

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = " ".join(
    f'xmlns:{short}="{_NS}{long}:1.0"'
    for short, long in (("office", "office"), ("text", "text"), ("table", "table"),
                        ("style", "style"), ("draw", "drawing"), ("fo", "xsl-fo-compatible"))
)  # fmt: skip

_TYPE = "application/vnd.oasis.opendocument.text"
_MANIFEST = (
    f'<m:manifest xmlns:m="{_NS}manifest:1.0" m:version="1.2">'
    f'<m:file-entry m:full-path="/" m:media-type="{_TYPE}"/>'
    '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
)


def odt(body: str, *, styles: str = "", master: str = "") -> bytes:
    content = (
        f"<office:document-content {_SPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", _TYPE)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        if master:
            archive.writestr(
                "styles.xml", f"<office:document-styles {_SPACES}>{master}</office:document-styles>"
            )
    return stream.getvalue()


def read(data: bytes, view: str = "accepted"):
    document = read_bytes(data, name="stuk.odt", view=view)
    assert document.warnings == ()
    return document


NUMBERED = (
    '<text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>'
    '<text:list-level-style-bullet text:level="3" text:bullet-char="•"/></text:list-style>'
)


def test_lists_have_the_numbers_of_their_style():
    body = (
        '<text:list text:style-name="L"><text:list-item><text:p>een</text:p>'
        "<text:list><text:list-item><text:p>twee</text:p></text:list-item>"
        "<text:list-item><text:p>drie</text:p></text:list-item></text:list></text:list-item>"
        "<text:list-item><text:p>vier</text:p></text:list-item></text:list>"
        '<text:list text:style-name="L" text:continue-numbering="true"><text:list-item>'
        "<text:p>vijf</text:p></text:list-item></text:list>"
        '<text:list text:style-name="L"><text:list-item><text:p>nieuw</text:p></text:list-item>'
        "</text:list>"
    )
    found = [(b.label, b.level, b.text) for b in read(odt(body, styles=NUMBERED)).blocks]
    assert found == [
        ("1.", 1, "een"), ("a)", 2, "twee"), ("b)", 2, "drie"), ("2.", 1, "vier"),
        ("3.", 1, "vijf"), ("1.", 1, "nieuw"),
    ]  # fmt: skip


def _list(*items: str, style: str = "L", extra: str = "") -> str:
    """A list of items in a style; an item that is no ``text:list-item`` yet becomes one."""
    inner = "".join(item if item.startswith("<text:list-item") else _item(item) for item in items)
    return f'<text:list text:style-name="{style}" {extra}>{inner}</text:list>'


def _item(*inner: str, extra: str = "") -> str:
    body = "".join(i if i.startswith("<") else f"<text:p>{i}</text:p>" for i in inner)
    return f"<text:list-item {extra}>{body}</text:list-item>"


OTHER = NUMBERED.replace('"L"', '"M"').replace('format="1"', 'format="I"')
CONTINUED = 'text:continue-numbering="true"'
LISTS: dict[str, tuple[str, list[str]]] = {
    "a list that goes on after text": (
        _list("een", "twee") + "<text:p>tussen</text:p>" + _list("drie", extra=CONTINUED),
        ["1.", "2.", "", "3."],
    ),
    "a list that goes on by name, past another": (
        _list("een", extra='xml:id="a"') + _list("anders", style="M")
        + _list("twee", extra='text:continue-list="a"'),
        ["1.", "I.", "2."],
    ),
    "lists of one style that do not go on": (_list("een") + _list("een"), ["1.", "1."]),
    "a start value": (_list(_item("zeven", extra='text:start-value="7"'), "acht"), ["7.", "8."]),
    "a deeper list that goes on": (
        _list(_item("een", _list("a", "b"))) + _list(_item(_list("c"))  , extra=CONTINUED),
        ["1.", "a)", "b)", "c)"],
    ),
    "an item in another style counts along": (
        _list("een", _item("twee", extra='text:style-override="M"'), "drie"),
        ["1.", "II.", "3."],
    ),
    "a level that was passed over": (
        _list(_item(_list("diep")), "twee", _item(_list("weer"))),
        ["a)", "2.", "a)"],
    ),
    "a header is not counted": (
        _list("een", "<text:list-header><text:p>kop</text:p></text:list-header>", "twee").replace(
            "<text:list-item ><text:list-header>", "<text:list-header>"
        ).replace("</text:list-header></text:list-item>", "</text:list-header>"),
        ["1.", "", "2."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LISTS)
def test_lists_go_on_where_they_say_so(case):
    body, labels = LISTS[case]
    blocks = read(odt(body, styles=NUMBERED + OTHER)).blocks
    assert [block.label or "" for block in blocks] == labels


@pytest.mark.office
def test_libreoffice_numbers_these_lists_the_same(tmp_path):
    files = {
        f"lijst{at}.odt": with_marks(odt(body, styles=NUMBERED + OTHER))
        for at, (body, _labels) in enumerate(LISTS.values())
    }
    printed = printed_by_office(files, tmp_path)
    for (name, data), case in zip(files.items(), LISTS, strict=True):
        assert printed_by_us(data, name) == printed[name], case


def test_titles_captions_quotations_and_headings_without_number():
    styles = (
        '<style:style style:name="Title" style:family="paragraph"/>'
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
        '<style:style style:name="Caption" style:family="paragraph"/>'
        '<style:style style:name="Quotations" style:family="paragraph"/>'
        '<style:style style:name="P2" style:family="paragraph" style:list-style-name=""/>'
    )
    outline = (
        '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" '
        'style:num-format="1" style:num-prefix="Hoofdstuk "/></text:outline-style>'
    )
    body = (
        '<text:p text:style-name="P1">Kader</text:p>'
        '<text:h text:outline-level="1" text:style-name="P2">Aanhef</text:h>'
        '<text:h text:outline-level="1">Doel</text:h>'
        '<text:p text:style-name="Caption">De wijk in beeld</text:p>'
        "<text:p>Figuur 2: De buurt</text:p>"
        '<text:p text:style-name="Quotations">Zo is het.</text:p>'
    )
    document = read(odt(body, styles=styles, master=outline))
    assert document.title == "Kader"
    assert [(b.kind.value, b.label, b.text) for b in document.blocks] == [
        ("heading", None, "Kader"),
        ("heading", None, "Aanhef"),
        ("heading", "Hoofdstuk 1", "Doel"),
        ("caption", None, "De wijk in beeld"),
        ("caption", None, "Figuur 2: De buurt"),
        ("quote", None, "Zo is het."),
    ]


def test_a_frame_is_no_table_and_a_heading_alone_in_its_row_a_heading():
    def row(*cells: str) -> str:
        inner = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
        return f"<table:table-row>{inner}</table:table-row>"

    heading = '<text:h text:outline-level="1">Norm</text:h>'
    body = (
        f"<table:table>{row('<text:p>Let op.</text:p>')}</table:table>"
        f"<table:table>{row(heading)}{row('<text:p>a</text:p>', heading)}</table:table>"
    )
    assert [(b.kind.value, b.text) for b in read(odt(body)).blocks] == [
        ("paragraph", "Let op."), ("heading", "Norm"), ("table_cell", "a"), ("table_cell", "Norm"),
    ]  # fmt: skip


def test_line_breaks_part_a_title_and_a_list_from_text():
    bold = '<style:style style:name="T" style:family="text"><style:text-properties '
    bold += 'fo:font-weight="bold"/></style:style>'
    note = (
        '<text:note text:id="n" text:note-class="footnote"><text:note-citation>1'
        "</text:note-citation><text:note-body><text:p>Bron.</text:p></text:note-body></text:note>"
    )
    body = (
        '<text:h text:outline-level="1">Kader</text:h><text:p><text:span text:style-name="T">Doel'
        f"</text:span><text:line-break/>Het team helpt{note} en beslist.<text:line-break/>"
        "<text:line-break/>Het team zorgt voor:<text:line-break/>- zicht;<text:line-break/>- hulp."
        "</text:p>"
    )
    document = read(odt(body, styles=bold))
    assert [(b.kind.value, b.level, b.text) for b in document.blocks] == [
        ("heading", 1, "Kader"),
        ("heading", 2, "Doel"),
        ("paragraph", None, "Het team helpt¹ en beslist."),
        ("paragraph", None, "Het team zorgt voor:"),
        ("list_item", 1, "zicht;"),
        ("list_item", 1, "hulp."),
        ("footnote", None, "Bron."),
    ]
    assert document.blocks[2].notes == (document.blocks[-1].id,)
    assert document.counts.source_characters == document.counts.body_characters


def test_headings_notes_spaces_and_tables():
    body = (
        '<text:h text:outline-level="2">Kop</text:h>'
        '<text:p>Het<text:s text:c="2"/>team<text:note text:id="n1" text:note-class="footnote">'
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>Bron.</text:p>"
        "</text:note-body></text:note> werkt<text:tab/>hier.</text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>b</text:p>'
        "</table:table-cell></table:table-row></table:table>"
    )
    heading, text, note, first, second = read(odt(body)).blocks
    assert (heading.kind, heading.level) == (BlockKind.HEADING, 2)
    assert text.text == "Het team¹ werkt hier." and text.notes == (note.id,)
    assert (note.kind, note.label, note.text) == (BlockKind.FOOTNOTE, "1", "Bron.")
    assert [(c.row, c.column_index, c.text) for c in (first, second)] == [(0, 0, "a"), (0, 3, "b")]


CHANGED = (
    '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><text:p>oude </text:p>'
    '</text:deletion></text:changed-region><text:changed-region text:id="c2"><text:insertion/>'
    "</text:changed-region></text:tracked-changes>"
    '<text:p>Het <text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>nieuwe '
    '<text:change-end text:change-id="c2"/>team.</text:p>'
)


def test_tracked_changes_in_three_views():
    data = odt(CHANGED)
    views = {view: read(data, view).blocks[0].text for view in ("accepted", "original", "marked")}
    assert views == {
        "accepted": "Het nieuwe team.",
        "original": "Het oude team.",
        "marked": "Het [-oude-] {+nieuwe+} team.",
    }


def test_heads_and_contents_are_furniture():
    master = (
        "<office:master-styles><style:master-page><style:header><text:p>Statuut</text:p>"
        "</style:header></style:master-page></office:master-styles>"
    )
    body = (
        "<text:table-of-content><text:index-body><text:p>1 Kop 2</text:p></text:index-body>"
        "</text:table-of-content><text:p>Tekst.</text:p>"
    )
    document = read(odt(body, master=master))
    assert [b.text for b in document.blocks] == ["Tekst."]
    assert [(f.kind, f.text) for f in document.furniture] == [
        (FurnitureKind.TOC, "1 Kop 2"),
        (FurnitureKind.HEADER, "Statuut"),
    ]
