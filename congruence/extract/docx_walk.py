"""The walk through a Word file's XML: its paragraphs as one view of the tracked changes shows them.

This module knows what stands where in the XML and nothing of headings or labels, so that it also
serves whoever must write into the file: every character of a paragraph's text can be traced to
the ``w:t`` (or ``w:delText``) element it came from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from congruence.extract.docx_math import MATH, signs_around
from congruence.extract.docx_nodes import (
    COMPATIBLE,
    DIAGRAM,
    SUPERSCRIPT,
    TEXT,
    choice,
    form_value,
    has_any,
    integer,
    is_contents,
    is_on_attribute,
    symbol,
)
from congruence.extract.docx_styles import is_on, w
from congruence.model import OffsetMap, View

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

INSERTED = frozenset({w("ins"), w("moveTo")})
DELETED = frozenset({w("del"), w("moveFrom")})
_INLINE = frozenset(
    {w("hyperlink"), w("smartTag"), w("customXml"), w("sdtContent"), w("fldSimple"), w("dir"),
     w("bdo"), w("ruby"), w("rubyBase"), MATH + "oMath", MATH + "oMathPara"}
)  # fmt: skip
_WRAPPERS = frozenset({w("customXml"), w("sdtContent"), w("smartTag")}) | INSERTED | DELETED
_SPACES = frozenset({w("tab"), w("br"), w("cr"), w("ptab")})
_LINE_BREAKS = (None, "textWrapping")
_DRAWN = frozenset({w("drawing"), w("pict"), w("object")})


class RunPiece(NamedTuple):
    """``length`` characters from offset ``start`` of a paragraph's raw text, in one element.

    ``element`` is a ``w:t``, ``w:delText`` or ``m:t`` whose own text these characters are; other
    characters of the raw text (tabs, note marks) belong to no piece.
    """

    start: int
    length: int
    element: Element


class Anchor(NamedTuple):
    """Where a comment begins or ends in a paragraph's raw text."""

    comment: str
    offset: int
    opens: bool


@dataclass(slots=True)
class Place:
    """Where a paragraph stands.

    ``boxed``: in a text box or a table that is only a frame; ``alone``: in the only cell of a row.
    """

    table: tuple[int, int, int] | None = None
    contents: bool = False
    boxed: bool = False
    alone: bool = False
    note: str | None = None


@dataclass(slots=True)
class Paragraph:
    """A paragraph as the view shows it.

    Attributes:
        elements: the ``w:p`` elements it is made of: more than one where a tracked paragraph
            mark joins them.
        raw: its text before cleaning.
        runs: which element each stretch of ``raw`` stands in.
        marks: the keys of the notes whose marks stand in it, in order.
        mark_places: where in ``raw`` each of these marks stands.
        breaks: the offsets in ``raw`` of its soft line breaks (a space each).
        place: the table cell, box or note it stands in.
        marked_away: whether its own mark is deleted (in the marked view).
        generated: characters of ``raw`` that stand in no text element (note marks, marks of
            the marked view).
        to_raw: from the offsets of the block made of it to those of ``raw``.
    """

    elements: list[Element]
    place: Place
    raw: str = ""
    runs: list[RunPiece] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    mark_places: list[int] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    diagrams: list[str] = field(default_factory=list)
    contents: bool = False
    marked_away: bool = False
    generated: int = 0
    hidden: int = 0
    to_raw: OffsetMap = field(default_factory=lambda: OffsetMap(()))

    @property
    def properties(self) -> Element | None:
        """The ``w:pPr`` that holds for the whole paragraph: that of its last mark."""
        found: Element | None = self.elements[-1].find(w("pPr"))
        return found


class Walker:
    """Walks the stories of one file (body, notes, headers) in one view.

    Args:
        view: how tracked changes are read.
        mark: gives the visible mark of a note reference: key -> text.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self.numbers: dict[str, str] = {}
        self._note_counts = {"f": 0, "e": 0}
        self._tables = 0
        self._fields: list[list[str]] = []  # per open field: its phase, its instruction
        self._text: list[str] = []
        self._size = 0
        self.endnote_format = "lowerRoman"
        self.footnote_format = "decimal"

    def story(self, root: Element, place: Place | None = None) -> Iterator[Paragraph]:
        """The paragraphs below ``root``, with those of text boxes after the one that holds them."""
        before, self._fields = self._fields, []
        yield from self._blocks(root, place or Place())
        self._fields = before

    def shows(self, element: Element) -> bool:
        """Whether the view shows what a tracked change wraps."""
        if element.tag in INSERTED:
            return self.view is not View.ORIGINAL
        if element.tag in DELETED:
            return self.view is not View.ACCEPTED
        return True

    def _gone(self, properties: Element | None) -> bool:
        """Whether the view does away with a paragraph mark or row that has these properties."""
        if properties is None:
            return False
        if self.view is View.ACCEPTED:
            return any(properties.find(tag) is not None for tag in DELETED)
        if self.view is View.ORIGINAL:
            return any(properties.find(tag) is not None for tag in INSERTED)
        return False

    def _blocks(self, container: Element, place: Place) -> Iterator[Paragraph]:
        joining: Paragraph | None = None
        for element in self._flat(container):
            if element.tag == w("p"):
                paragraph = joining or Paragraph([], place)
                paragraph.elements.append(element)
                self._collect(paragraph, element)
                mark = element.find(f"{w('pPr')}/{w('rPr')}")
                if self._gone(mark):
                    joining = paragraph
                    continue
                paragraph.marked_away = self.view is View.MARKED and has_any(mark, DELETED)
                joining = None
                yield from self._with_boxes(paragraph)
                continue
            if joining is not None:
                yield from self._with_boxes(joining)
                joining = None
            if element.tag == w("tbl"):
                yield from self._table(element, place)
            elif element.tag == w("sdt"):
                content = element.find(w("sdtContent"))
                if content is not None:
                    inside = replace(place, contents=place.contents or is_contents(element))
                    yield from self._blocks(content, inside)
        if joining is not None:
            yield from self._with_boxes(joining)

    def _flat(self, container: Element) -> Iterator[Element]:
        """The block elements of ``container``, through wrappers that mean nothing here."""
        for child in container:
            if child.tag in _WRAPPERS:
                if self.shows(child):
                    yield from self._flat(child)
            elif child.tag == w("sdt") and not is_contents(child):
                content = child.find(w("sdtContent"))
                if content is not None:
                    yield from self._flat(content)
            elif child.tag == COMPATIBLE + "AlternateContent":
                yield from self._flat(choice(child))
            else:
                yield child

    def _with_boxes(self, paragraph: Paragraph) -> Iterator[Paragraph]:
        yield paragraph
        for box in paragraph.boxes:
            before, self._fields = self._fields, []
            yield from self._blocks(box, replace(paragraph.place, boxed=True))
            self._fields = before

    def _table(self, table: Element, place: Place) -> Iterator[Paragraph]:
        rows = [
            row
            for row in self._flat(table)
            if row.tag == w("tr") and not self._gone(row.find(w("trPr")))
        ]
        single = len(rows) == 1 and sum(cell.tag == w("tc") for cell in self._flat(rows[0])) == 1
        number = self._tables
        self._tables += not single  # a lone cell is a frame around text, no table
        for at, row in enumerate(rows):
            column = integer(row.find(f"{w('trPr')}/{w('gridBefore')}"), 0)
            cells = [cell for cell in self._flat(row) if cell.tag == w("tc")]
            for cell in cells:
                properties = cell.find(w("tcPr"))
                if not self._cell_gone(properties):
                    spot = place.table if single else (number, at, column)
                    boxed, alone = place.boxed or single, len(cells) == 1
                    inside = replace(place, table=spot, boxed=boxed, alone=alone)
                    yield from self._blocks(cell, inside)
                span = properties.find(w("gridSpan")) if properties is not None else None
                column += max(1, integer(span, 1))

    def _cell_gone(self, properties: Element | None) -> bool:
        if properties is None or self.view is View.MARKED:
            return False
        tag = "cellDel" if self.view is View.ACCEPTED else "cellIns"
        return properties.find(w(tag)) is not None

    def _collect(self, paragraph: Paragraph, element: Element) -> None:
        """Append the words of a ``w:p`` to ``paragraph``."""
        self._text, self._size = [paragraph.raw], len(paragraph.raw)
        depth = len(self._fields)
        paragraph.contents = paragraph.contents or self._in_contents()
        self._inline(paragraph, element)
        paragraph.contents = paragraph.contents or self._in_contents()
        while len(self._fields) > depth and self._fields[-1][0] == "instruction":
            self._fields.pop()  # a field without a result must not swallow what follows
        paragraph.raw = "".join(self._text)

    def _in_contents(self) -> bool:
        return any(
            phase == "result" and instruction.split()[:1] == ["TOC"]
            for phase, instruction in self._fields
        )

    def _add(self, paragraph: Paragraph, text: str, element: Element | None = None) -> None:
        if element is not None:
            paragraph.runs.append(RunPiece(self._size, len(text), element))
        self._text.append(text)
        self._size += len(text)

    def _generate(self, paragraph: Paragraph, text: str) -> None:
        paragraph.generated += len(text)
        self._add(paragraph, text)

    def _inline(self, paragraph: Paragraph, element: Element) -> None:
        for child in element:
            tag = child.tag
            if tag == w("r") or tag == MATH + "r":
                self._run(paragraph, child)
            elif tag in TEXT:
                self._add(paragraph, child.text or "", child)
            elif tag in INSERTED or tag in DELETED:
                if self.shows(child):
                    self._change(paragraph, child)
            elif tag in _INLINE:
                self._inline(paragraph, child)
            elif tag.startswith(MATH) and not tag.endswith("Pr"):
                before, after = signs_around(child)
                self._generate(paragraph, before)
                self._inline(paragraph, child)
                self._generate(paragraph, after)
            elif tag == w("sdt"):
                content = child.find(w("sdtContent"))
                if content is not None:
                    self._inline(paragraph, content)
            elif tag == COMPATIBLE + "AlternateContent":
                self._inline(paragraph, choice(child))
            elif tag in (w("commentRangeStart"), w("commentRangeEnd")):
                key = child.get(w("id")) or ""
                opens = tag == w("commentRangeStart")
                paragraph.anchors.append(Anchor(key, self._size, opens))

    def _change(self, paragraph: Paragraph, element: Element) -> None:
        if self.view is not View.MARKED:
            self._inline(paragraph, element)
            return
        opens, closes = ("{+", "+}") if element.tag in INSERTED else ("[-", "-]")
        before = self._size
        self._generate(paragraph, opens)
        self._inline(paragraph, element)
        if self._size == before + len(opens):  # nothing to see between the marks
            self._text.pop()
            self._size = before
            paragraph.generated -= len(opens)
        else:
            self._generate(paragraph, closes)

    def _run(self, paragraph: Paragraph, run: Element) -> None:
        properties = run.find(w("rPr"))
        visible = all(phase == "result" for phase, _instruction in self._fields)
        hidden = properties is not None and is_on(properties.find(w("vanish")))
        for child in run:
            tag = child.tag
            if tag == w("fldChar"):
                self._field(child.get(w("fldCharType")) or "")
                if not hidden:
                    self._generate(paragraph, form_value(child))
                visible = all(phase == "result" for phase, _instruction in self._fields)
            elif tag in (w("instrText"), w("delInstrText")):
                if self._fields and self._fields[-1][0] == "instruction":
                    self._fields[-1][1] += child.text or ""
            elif tag in TEXT and visible:
                text = child.text or ""
                if hidden:
                    paragraph.hidden += len("".join(text.split()))
                    continue
                self._add(paragraph, text, child)
            elif visible and not hidden:
                self._special(paragraph, child, tag)

    def _special(self, paragraph: Paragraph, child: Element, tag: str) -> None:
        """What a run may hold besides text."""
        if tag in _SPACES:
            if tag == w("cr") or (tag == w("br") and child.get(w("type")) in _LINE_BREAKS):
                paragraph.breaks.append(self._size)
            self._add(paragraph, " ")
        elif tag == w("noBreakHyphen"):
            self._add(paragraph, "-")
        elif tag == w("sym"):
            self._add(paragraph, symbol(child))
        elif tag in (w("footnoteReference"), w("endnoteReference")):
            kind = "f" if tag == w("footnoteReference") else "e"
            custom = is_on_attribute(child.get(w("customMarkFollows")))
            self._note(paragraph, kind + (child.get(w("id")) or ""), custom)
        elif tag == w("commentReference"):
            paragraph.anchors.append(Anchor(child.get(w("id")) or "", self._size, True))
        elif tag in _DRAWN:
            self._drawing(paragraph, child)
        elif tag == COMPATIBLE + "AlternateContent":
            for inner in choice(child):
                self._special(paragraph, inner, inner.tag)
        elif tag == w("ruby"):
            self._inline(paragraph, child)
        elif (tag in INSERTED or tag in DELETED) and self.shows(child):  # within a formula
            self._change(paragraph, child)

    def _note(self, paragraph: Paragraph, key: str, custom: bool) -> None:
        if key not in self.numbers and not custom:
            self._note_counts[key[0]] += 1
            format = self.footnote_format if key[0] == "f" else self.endnote_format
            from congruence.extract.docx_numbering import numeral

            self.numbers[key] = numeral(self._note_counts[key[0]], format)
        paragraph.marks.append(key)
        paragraph.mark_places.append(self._size)
        if not custom:
            self._generate(paragraph, self.numbers[key].translate(SUPERSCRIPT))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(["instruction", ""])
        elif kind == "separate" and self._fields:
            self._fields[-1][0] = "result"
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _drawing(self, paragraph: Paragraph, element: Element) -> None:
        stack = [element]
        while stack:
            found = stack.pop()
            if found.tag == w("txbxContent"):
                paragraph.boxes.append(found)
            elif found.tag == COMPATIBLE + "AlternateContent":
                stack.append(choice(found))
            elif found.tag == DIAGRAM:
                paragraph.diagrams.append(found.get(f"{_R}dm") or "")
            else:
                stack.extend(reversed(found))
