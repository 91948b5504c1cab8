"""OpenDocument text: paragraphs, lists, tables and notes in one view of the tracked changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from congruence.extract.archive import Archive
from congruence.extract.headings import is_caption, names_division
from congruence.extract.inline import SUPERSCRIPT
from congruence.extract.lines import starts
from congruence.extract.odt_changes import deletions, insertions
from congruence.extract.odt_lists import ListStyles
from congruence.extract.odt_styles import Counts, TextStyles, setting_of
from congruence.extract.pieces import Piece, Reading
from congruence.extract.titles import Setting, find_titles
from congruence.messages import _
from congruence.model import BlockKind, Furniture, FurnitureKind, ReadWarning, View
from congruence.text.clean import ink, tidy

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NS = "urn:oasis:names:tc:opendocument:xmlns:"


def _n(prefix: str, name: str) -> str:
    return f"{{{_NS}{prefix}:1.0}}{name}"


_TEXT, _TABLE, _OFFICE, _DRAW = "text", "table", "office", "drawing"
_PARAGRAPHS = frozenset({_n(_TEXT, "p"), _n(_TEXT, "h")})
_SKIPPED = frozenset(
    {_n(_TEXT, "tracked-changes"), _n(_OFFICE, "annotation"), _n(_OFFICE, "annotation-end"),
     _n(_OFFICE, "forms"), _n(_TEXT, "sequence-decls"), _n(_TEXT, "ruby-text"),
     _n(_TEXT, "bibliography-source"), _n(_TEXT, "table-of-content-source")}
)  # fmt: skip
_ITEMS = frozenset({_n(_TEXT, "list-item"), _n(_TEXT, "list-header")})
_TITLES = frozenset({"title"})
_CAPTIONS = frozenset({"caption", "figure", "table", "illustration", "drawing"})
_QUOTES = frozenset({"quotations"})
_MOST_SPACES = 100
_MOST_REPEATS = 100


def read_odt(data: bytes, *, name: str, view: View) -> Reading:
    """Read an OpenDocument text.

    Raises:
        InputError: the file is damaged or protected.
    """
    archive = Archive(data, name)
    root = archive.xml("content.xml")
    styles = archive.xml("styles.xml") if "styles.xml" in archive else None
    body = root.find(f"{_n(_OFFICE, 'body')}/{_n(_OFFICE, 'text')}")
    if body is None:
        raise archive.damaged("content.xml")
    lists = ListStyles(root, styles)
    walker = _Walker(
        Reading(format="odt"), view, lists, TextStyles(root, styles), deletions(body),
        insertions(body),
    )  # fmt: skip
    walker.blocks(body, _Place())
    walker.titles()
    for master in styles.iter() if styles is not None else ():
        kind = {"header": FurnitureKind.HEADER, "footer": FurnitureKind.FOOTER}.get(
            str(master.tag).rpartition("}")[2]
        )
        if kind is not None and str(master.tag).startswith(f"{{{_NS}style"):
            walker.furniture(master, kind)
    reading = walker.reading
    reading.source_characters = _count(body) + walker.generated
    if "meta.xml" in archive:
        title = archive.xml("meta.xml").findtext(".//{http://purl.org/dc/elements/1.1/}title")
        reading.title = tidy(title) if title and title.strip() else reading.title
    if walker.unread:
        reading.warnings.append(
            ReadWarning(
                "embedded", _("a part that was inserted from another file could not be read")
            )
        )
    return reading


@dataclass(frozen=True, slots=True)
class _Place:
    table: tuple[int, int, int] | None = None
    contents: bool = False
    note: str | None = None
    item: bool = False
    boxed: bool = False
    alone: bool = False  # in the only cell of a row
    depth: int = 0
    style: str | None = None
    list: int | None = None
    label: str | None = None
    continued: bool = False


@dataclass(slots=True)
class _Walker:
    reading: Reading
    view: View
    lists: ListStyles
    styles: TextStyles
    deletions: dict[str, Element]
    insertions: frozenset[str]
    inserting: bool = False
    generated: int = 0
    unread: bool = False
    words: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    breaks: list[tuple[int, int]] = field(default_factory=list)  # so many words, marks before
    notes: list[tuple[str, str, Element]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    tables: int = 0
    settings: dict[int, Setting] = field(default_factory=dict)

    def titles(self) -> None:
        """Make headings of the paragraphs that are only set as titles."""
        pieces = self.reading.pieces
        headed = any(piece.kind is BlockKind.HEADING for piece in pieces)
        for at, piece in find_titles(pieces, self.settings, headed=headed).items():
            pieces[at] = piece

    def blocks(self, container: Element, place: _Place) -> None:
        """The block elements below ``container``, in order."""
        for element in container:
            tag = element.tag
            if tag in _PARAGRAPHS:
                self.paragraph(element, place)
                place = replace(place, item=False, label=None) if place.item else place
            elif tag == _n(_TEXT, "list"):
                self.list(element, place)
            elif tag == _n(_TABLE, "table"):
                self.table(element, place)
            elif tag == _n(_TEXT, "table-of-content"):
                self.blocks(element, replace(place, contents=True))
            elif tag == _n(_DRAW, "frame") or str(tag).startswith(f"{{{_NS}drawing"):
                self.box(element, place)
            elif tag not in _SKIPPED and isinstance(tag, str):
                self.blocks(element, place)

    def list(self, element: Element, place: _Place) -> None:
        style = element.get(_n(_TEXT, "style-name")) or place.style
        depth = place.depth + 1
        continued = place.continued or (
            element.get(_n(_TEXT, "continue-numbering")) == "true"
            or element.get(_n(_TEXT, "continue-list")) is not None
        )
        number = self.lists.begin(element, style) if place.list is None else place.list
        if not continued:
            self.lists.restart(number, depth)
        for item in element:
            if item.tag not in _ITEMS:
                continue
            counted = item.tag == _n(_TEXT, "list-item") and _opens(item)
            label = self.lists.advance(number, style, depth, item) if counted else None
            wraps = continued and not _opens(item)  # the list goes on at a deeper level
            inside = replace(
                place,
                item=item.tag == _n(_TEXT, "list-item"),
                depth=depth,
                style=style,
                list=number,
                label=label,
                continued=wraps,
            )
            self.blocks(item, inside)

    def table(self, element: Element, place: _Place) -> None:
        rows = [
            row
            for row in element.iter(_n(_TABLE, "table-row"))
            if next(row.iterancestors(_n(_TABLE, "table")), None) is element
        ]
        cells = [[cell for cell in row if cell.tag == _n(_TABLE, "table-cell")] for row in rows]
        if len(rows) == 1 and len(cells[0]) == 1:  # a lone cell is a frame around text, no table
            self.blocks(cells[0][0], replace(place, item=False, boxed=True))
            return
        number = self.tables
        self.tables += 1
        for at, row in enumerate(rows):
            column = 0
            for cell in row:
                if cell.tag == _n(_TABLE, "table-cell"):
                    spot, alone = (number, at, column), len(cells[at]) == 1
                    self.blocks(cell, replace(place, table=spot, item=False, alone=alone))
                repeat = cell.get(_n(_TABLE, "number-columns-repeated")) or "1"
                column += min(int(repeat) if repeat.isdigit() else 1, _MOST_REPEATS)

    def box(self, element: Element, place: _Place) -> None:
        """A frame: the text box in it."""
        if next(element.iter(_n(_DRAW, "object")), None) is not None:
            self.unread = True
        for child in element:
            if child.tag == _n(_DRAW, "text-box"):
                self.blocks(child, replace(place, item=False, boxed=True))
            elif isinstance(child.tag, str) and child.tag not in _PARAGRAPHS:
                self.box(child, place)
            elif child.tag in _PARAGRAPHS:
                self.paragraph(child, replace(place, item=False))

    def paragraph(self, element: Element, place: _Place) -> None:
        """One ``text:p`` or ``text:h``, and after it the notes and boxes it holds."""
        outer = self.words, self.marks, self.notes, self.boxes, self.breaks
        self.words, self.marks, self.notes, self.boxes, self.breaks = [], [], [], [], []
        self.inline(element)
        words, marks, notes, boxes = self.words, self.marks, self.notes, self.boxes
        edges = [(0, 0), *self.breaks, (len(words), len(marks))]
        self.words, self.marks, self.notes, self.boxes, self.breaks = outer
        lines = self.styles.settings(element)
        begins = self.begins(element, words, edges, lines, place)
        for first, end in pairwise([*begins, len(edges) - 1]):
            (low, low_mark), (high, high_mark) = edges[first], edges[end]
            text = tidy("".join(words[low:high]))
            if text and place.contents:
                self.reading.furniture.append(Furniture(FurnitureKind.TOC, text))
            elif text:
                setting = setting_of(lines[first:end], boxed=place.boxed)
                self.add(element, text, tuple(marks[low_mark:high_mark]), place, setting)
                place = replace(place, item=False, label=None) if place.item else place
        for box in boxes:
            self.box(box, place)
        for key, citation, body in notes:
            self.blocks(body, _Place(note=key, label=citation))

    def begins(
        self,
        element: Element,
        words: Sequence[str],
        edges: Sequence[tuple[int, int]],
        lines: Sequence[Counts],
        place: _Place,
    ) -> Sequence[int]:
        """The lines of a paragraph at which a new one begins."""
        apart = place.table is not None or place.note is not None or place.contents
        whole = apart or self.view is View.MARKED or element.tag == _n(_TEXT, "h")
        if len(edges) < 3 or whole or len(lines) != len(edges) - 1:
            return [0]
        texts = [tidy("".join(words[low:high])) for (low, _m), (high, _k) in pairwise(edges)]
        return starts(texts, lambda a, b: setting_of(lines[a:b]), numbered=place.item)

    def add(
        self,
        element: Element,
        text: str,
        marks: tuple[str, ...],
        place: _Place,
        setting: Setting,
    ) -> None:
        kind, level, label = BlockKind.PARAGRAPH, None, place.label
        if place.note is not None:
            kind = BlockKind.FOOTNOTE
        elif place.table is not None and not (place.alone and element.tag == _n(_TEXT, "h")):
            kind = BlockKind.TABLE_CELL
        elif element.tag == _n(_TEXT, "h"):
            kind = BlockKind.HEADING
            depth = element.get(_n(_TEXT, "outline-level")) or "1"
            level = int(depth) if depth.isdigit() and 0 < int(depth) < 11 else 1
            numbered = self.styles.list_style(element) != ""
            label = (self.lists.outline(level, element) if numbered else None) or label
        elif place.item:
            kind, level = BlockKind.LIST_ITEM, place.depth
        else:
            kind, level = self.kind_of(element, text)
        table, row, column = place.table or (None, None, None)
        first = place.note is None or place.note not in {p.note for p in self.reading.pieces[-8:]}
        if not first:
            label = None
        self.generated += ink(label or "")
        if kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            self.settings[len(self.reading.pieces)] = setting
        self.reading.pieces.append(
            Piece(
                kind,
                text,
                label=label,
                level=level,
                marks=marks,
                note=place.note if first else None,
                table=table,
                row=row,
                column=column,
                numbered=not (place.item and label is None and names_division(text)),
            )  # fmt: skip
        )

    def kind_of(self, element: Element, text: str) -> tuple[BlockKind, int | None]:
        """What a paragraph outside lists and tables is, by the names of its styles."""
        names = self.styles.names(element)
        if names & _TITLES:
            self.reading.title = self.reading.title or text
            return BlockKind.HEADING, 1
        if names & _CAPTIONS or is_caption(text):
            return BlockKind.CAPTION, None
        return BlockKind.QUOTE if names & _QUOTES else BlockKind.PARAGRAPH, None

    def inline(self, element: Element) -> None:
        """The words of a paragraph, in the view."""
        self.say(element.text or "")
        for child in element:
            self.child(child)
            self.say(child.tail or "")

    def say(self, text: str) -> None:
        """Take in words of the file, unless the view leaves insertions out."""
        if self.inserting and self.view is View.ORIGINAL:
            self.generated -= ink(text)
        else:
            self.words.append(text)

    def child(self, child: Element) -> None:
        tag = child.tag
        if tag == _n(_TEXT, "s"):
            count = child.get(_n(_TEXT, "c")) or "1"
            self.words.append(" " * (min(int(count), _MOST_SPACES) if count.isdigit() else 1))
        elif tag in (_n(_TEXT, "tab"), _n(_TEXT, "line-break")):
            self.words.append(" ")
            if tag == _n(_TEXT, "line-break"):
                self.breaks.append((len(self.words), len(self.marks)))
        elif tag == _n(_TEXT, "note"):
            self.note(child)
        elif tag == _n(_DRAW, "frame") or str(tag).startswith(f"{{{_NS}drawing"):
            self.boxes.append(child)
        elif tag == _n(_TEXT, "change"):
            self.deletion(child)
        elif tag in (_n(_TEXT, "change-start"), _n(_TEXT, "change-end")):
            self.insertion(child)
        elif tag not in _SKIPPED and isinstance(tag, str):
            self.inline(child)

    def deletion(self, element: Element) -> None:
        """The place where tracked text was deleted."""
        removed = self.deletions.get(element.get(_n(_TEXT, "change-id")) or "")
        if removed is None or self.view is View.ACCEPTED:
            return
        text = " ".join("".join(p.itertext()) for p in removed if p.tag in _PARAGRAPHS)
        marked = self.view is View.MARKED and text.strip()
        space = " " if marked and text.endswith(" ") else ""
        self.words.append(f"[-{text.strip()}-]{space}" if marked else text)
        self.generated += ink(text) + (4 if marked else 0)

    def insertion(self, element: Element) -> None:
        """Where tracked inserted text begins or ends."""
        if element.get(_n(_TEXT, "change-id")) not in self.insertions:
            return
        self.inserting = element.tag == _n(_TEXT, "change-start")
        if self.view is View.MARKED:
            if not self.inserting and self.words and self.words[-1].endswith(" "):
                self.words[-1] = self.words[-1][:-1]
                self.words.append("+} ")
            else:
                self.words.append("{+" if self.inserting else "+}")
            self.generated += 2

    def note(self, element: Element) -> None:
        citation = tidy("".join(element.findtext(_n(_TEXT, "note-citation")) or ""))
        body = element.find(_n(_TEXT, "note-body"))
        key = element.get(_n(_TEXT, "id")) or f"{len(self.reading.pieces)}-{len(self.notes)}"
        self.marks.append(key)
        self.words.append(citation.translate(SUPERSCRIPT))
        if body is not None:
            self.notes.append((key, citation, body))

    def furniture(self, element: Element, kind: FurnitureKind) -> None:
        seen = {item.text for item in self.reading.furniture}
        for paragraph in element.iter(*_PARAGRAPHS):
            text = tidy("".join(paragraph.itertext()))
            if text and text not in seen:
                seen.add(text)
                self.generated += ink(text)
                self.reading.furniture.append(Furniture(kind, text))


def _opens(item: Element) -> bool:
    """Whether a list item has words of its own (and so takes a number), not only a list."""
    return len(item) > 0 and item[0].tag != _n(_TEXT, "list")


def _count(body: Element) -> int:
    """Count the characters of the text apart from the walk."""
    total = 0
    stack: list[Element] = [body]
    while stack:
        element = stack.pop()
        if element is not body:
            total += ink(element.tail or "")
        if not isinstance(element.tag, str) or element.tag in _SKIPPED:
            continue
        total += ink(element.text or "")
        stack.extend(element)
    return total
