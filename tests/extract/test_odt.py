"""OpenDocument text: lists, notes, tables, tracked changes."""

from __future__ import annotations

import io
import zipfile

from congruence.extract import read_bytes
from congruence.model import BlockKind, FurnitureKind

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = " ".join(
    f'xmlns:{short}="{_NS}{long}:1.0"'
    for short, long in (("office", "office"), ("text", "text"), ("table", "table"),
                        ("style", "style"), ("draw", "drawing"))
)  # fmt: skip


def odt(body: str, *, styles: str = "", master: str = "") -> bytes:
    content = (
        f"<office:document-content {_SPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
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
