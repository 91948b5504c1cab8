"""HTML: the main content, with headings, lists, tables and notes; navigation set aside."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from congruence.errors import InputError
from congruence.extract.html_lists import ordinal
from congruence.extract.inline import SUPERSCRIPT
from congruence.extract.lines import starts
from congruence.extract.pieces import Piece, Reading
from congruence.extract.titles import Setting, find_titles
from congruence.messages import _
from congruence.model import BlockKind, Furniture, FurnitureKind
from congruence.text.clean import ink, tidy

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HIDDEN = frozenset(
    {"script", "style", "template", "noscript", "head", "svg", "math", "button", "select",
     "option", "input", "textarea", "datalist", "iframe", "object", "canvas", "audio", "video"}
)  # fmt: skip
_ASIDE = frozenset({"nav", "menu"})
_ASIDE_ROLES = frozenset({"navigation", "search", "menu", "menubar", "banner", "contentinfo"})
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
     "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
     "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol",
     "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)  # fmt: skip
_HEADING = re.compile(r"h([1-6])")
_NOTE_ID = re.compile(
    r"(?:foot|end|voet|eind)?[-_]?(?:note|noot|fn|ftn|edn)[-_:.]?(?:text|ref)?[-_:.]?\d+", re.I
)
_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"i", "em", "cite", "u"})
_NEARLY_ALL = 0.9
_DEEPEST = 400
# What else Dutch pages are found in; browsers read Latin-1 as Windows-1252, and so do we.
_ENCODINGS = frozenset({"iso-8859-15", "iso-8859-2", "windows-1250", "macintosh"})


def read_html(data: bytes, *, name: str) -> Reading:
    """Read an HTML page.

    Raises:
        InputError: no element can be found in it.
    """
    from lxml import html

    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    encoded = data.decode(_encoding(data), errors="replace").encode("utf-8", errors="replace")
    try:
        root = html.document_fromstring(encoded, parser=parser, ensure_head_body=True)
    except Exception as error:  # lxml raises several kinds on input without any element
        raise InputError(
            _("no text can be found in this page"),
            file=name,
            remedy=_("open it in a browser and save it again"),
        ) from error
    body = root.find("body")
    reading = Reading(format="html", language=root.get("lang"))
    title = root.findtext(".//title")
    reading.title = tidy(title) if title and title.strip() else None
    walker = _Walker(reading)
    walker.walk(body if body is not None else root)
    walker.flush()
    walker.titles()
    reading.source_characters = _visible(body if body is not None else root)
    walker.count_labels()
    return reading


def _encoding(data: bytes) -> str:
    """The encoding of a page: UTF-8 where its bytes are UTF-8, else what it declares."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        declared = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]{2,30})", data[:4096], re.I)
        name = declared.group(1).decode("ascii", "ignore").lower() if declared else ""
        return name if name in _ENCODINGS else "windows-1252"
    return "utf-8-sig"


def _visible(body: Element) -> int:
    """The characters a reader can see, counted apart from the pieces."""
    total = 0
    stack = [body]
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str):
            continue
        if element.tag not in _HIDDEN:
            total += ink(element.text or "")
            stack.extend(element)
        if element is not body:
            total += ink(element.tail or "")
    return total


@dataclass(slots=True)
class _Context:
    """Where the walk is: what the words here belong to."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int | None = None
    note: str | None = None
    cell: tuple[int, int, int] | None = None
    aside: FurnitureKind | None = None
    depth: int = 0


class _Spot(NamedTuple):
    """How far a walk has come since a flush: words, marks, and letters (all, bold, italic)."""

    words: int
    marks: int
    ink: tuple[int, int, int]

    def setting(self, end: _Spot) -> Setting:
        """How the letters from here to ``end`` are set."""
        total, bold, italic = (last - first for first, last in zip(self.ink, end.ink, strict=True))
        needed = max(1, _NEARLY_ALL * total)
        return Setting(bold=bold >= needed, italic=italic >= needed)


@dataclass(slots=True)
class _Walker:
    reading: Reading
    words: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    context: _Context = field(default_factory=_Context)
    tables: int = 0
    item: bool = False  # whether a list item was opened that has no words yet
    label: str | None = None  # the number of that item
    noted: set[str] = field(default_factory=set)  # notes that have a piece
    generated: int = 0  # characters of labels the browser writes, which are not in the file
    set: list[str] = field(default_factory=list)  # the tags for bold and italic that are open
    ink: list[int] = field(default_factory=lambda: [0, 0, 0])  # all, bold, italic since a flush
    breaks: list[_Spot] = field(default_factory=list)
    settings: dict[int, Setting] = field(default_factory=dict)

    def walk(self, element: Element, depth: int = 0) -> None:
        """Collect the words below ``element``, breaking at block elements."""
        if depth > _DEEPEST:
            raise InputError(
                _("the page is nested too deeply"), remedy=_("save it as text and read that")
            )
        self.say(element.text or "")
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _HIDDEN:
                self._child(child, depth + 1)
            self.say(child.tail or "")

    def say(self, text: str) -> None:
        """Take in words, with how they are set."""
        self.words.append(text)
        length = ink(text)
        self.ink[0] += length
        self.ink[1] += length * any(tag in _BOLD for tag in self.set)
        self.ink[2] += length * any(tag in _ITALIC for tag in self.set)

    def _child(self, child: Element, depth: int) -> None:
        tag = child.tag
        if tag == "br":
            self.words.append(" ")
            self.breaks.append(self._here())
        elif tag == "img":
            self.words.append(" ")
        elif tag in _BOLD or tag in _ITALIC:
            self.set.append(tag)
            self.walk(child, depth)
            self.set.pop()
        elif tag == "sup" or (tag == "a" and child.get("role") == "doc-noteref"):
            self._superscript(child, depth)
        elif tag in _BLOCKS:
            self.flush()
            before = self.context
            self.context = self._inside(child, before)
            self._block(child, depth)
            self.flush()
            self.context = before
        else:
            self.walk(child, depth)

    def _superscript(self, element: Element, depth: int) -> None:
        text = "".join(element.itertext()).strip()
        digits = text.strip("[]()")
        if digits.isdigit() and len(digits) <= 4:
            link = element if element.tag == "a" else element.find(".//a")
            target = (link.get("href") or "") if link is not None else ""
            self.words.append(digits.translate(SUPERSCRIPT))
            self.generated -= len(text) - len(digits)
            self.marks.append(target.rpartition("#")[2] or digits)
        else:
            self.walk(element, depth)

    def _inside(self, element: Element, outer: _Context) -> _Context:
        tag = element.tag
        aside = outer.aside or _aside(element)
        context = replace(outer, aside=aside)
        heading = _HEADING.fullmatch(tag)
        if heading and context.cell is None:
            return replace(context, kind=BlockKind.HEADING, level=int(heading.group(1)))
        if tag in ("ul", "ol"):
            return replace(context, depth=outer.depth + 1)
        if tag == "li" and context.cell is None:
            note = self._note_key(element)
            if note:
                return replace(context, kind=BlockKind.FOOTNOTE, note=note, level=None)
            self.item, self.label = True, ordinal(element)
            return replace(context, kind=BlockKind.LIST_ITEM, level=max(outer.depth, 1))
        if tag == "blockquote" and context.cell is None:
            return replace(context, kind=BlockKind.QUOTE, level=None)
        if tag in ("figcaption", "caption"):
            return replace(context, kind=BlockKind.CAPTION, level=None)
        if note := self._note_key(element):
            return replace(context, kind=BlockKind.FOOTNOTE, note=note, level=None)
        return context

    def _note_key(self, element: Element) -> str | None:
        key = element.get("id") or ""
        if element.get("role") in ("doc-footnote", "doc-endnote"):
            return key or None
        return (
            key if _NOTE_ID.fullmatch(key) and element.tag in ("li", "div", "p", "aside") else None
        )

    def _block(self, element: Element, depth: int) -> None:
        if element.tag == "table" and self.context.cell is None:
            self._table(element, depth)
        else:
            self.walk(element, depth)

    def _table(self, table: Element, depth: int) -> None:
        number = self.tables
        self.tables += 1
        row = -1
        outer = self.context
        for element in _rows(table):
            if element.tag == "caption":
                self.context = replace(outer, kind=BlockKind.CAPTION, level=None)
                self.walk(element, depth + 1)
                self.flush()
                continue
            row += 1
            column = 0
            for cell in element:
                if cell.tag in ("td", "th"):
                    self.context = replace(
                        outer, kind=BlockKind.TABLE_CELL, level=None, cell=(number, row, column)
                    )
                    self.walk(cell, depth + 2)
                    self.flush()
                    span = cell.get("colspan") or "1"
                    column += int(span) if span.isdigit() and 0 < int(span) < 1000 else 1
        self.context = outer

    def _here(self) -> _Spot:
        total, bold, italic = self.ink
        return _Spot(len(self.words), len(self.marks), (total, bold, italic))

    def flush(self) -> None:
        """Close the piece that is being collected: or pieces, parted by line breaks."""
        edges = self._edges()
        words, marks = self.words, self.marks
        self.words, self.marks, self.ink, self.breaks = [], [], [0, 0, 0], []
        for low, high in pairwise(edges):
            text = tidy("".join(words[low.words : high.words]))
            if text:
                self._emit(text, tuple(marks[low.marks : high.marks]), low.setting(high))

    def _edges(self) -> list[_Spot]:
        """Where the pieces begin and end."""
        first, last, context = _Spot(0, 0, (0, 0, 0)), self._here(), self.context
        running = context.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        apart = context.cell is not None or context.aside is not None
        if not self.breaks or not running or apart:
            return [first, last]
        edges = [first, *self.breaks, last]
        lines = [tidy("".join(self.words[a.words : b.words])) for a, b in pairwise(edges)]

        def setting(low: int, high: int) -> Setting:
            return edges[low].setting(edges[high])

        return [*(edges[at] for at in starts(lines, setting, numbered=self.item)), last]

    def _emit(self, text: str, marks: tuple[str, ...], setting: Setting) -> None:
        context = self.context
        if context.aside is not None:
            self.reading.furniture.append(Furniture(context.aside, text))
            return
        table, row, column = context.cell or (None, None, None)
        kind, level, label, note = context.kind, context.level, None, context.note
        if kind is BlockKind.LIST_ITEM:
            # Only the first piece of an item carries its label; the rest continue it.
            if self.item:
                label = self.label
            else:
                kind, level = BlockKind.PARAGRAPH, None
            self.item, self.label = False, None
            self.generated += ink(label or "")
        elif note is not None and note in self.noted:
            note = None
        if note is not None:
            self.noted.add(note)
        if kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            self.settings[len(self.reading.pieces)] = setting
        self.reading.pieces.append(
            Piece(
                kind,
                text,
                label=label,
                level=level,
                marks=marks,
                note=note,
                table=table,
                row=row,
                column=column,
            )  # fmt: skip
        )

    def titles(self) -> None:
        """Make headings of the paragraphs that are only set as titles."""
        pieces = self.reading.pieces
        headed = any(piece.kind is BlockKind.HEADING for piece in pieces)
        for at, piece in find_titles(pieces, self.settings, headed=headed).items():
            pieces[at] = piece

    def count_labels(self) -> None:
        """Labels of ordered lists are seen on screen but do not stand in the file."""
        if self.reading.source_characters is not None:
            self.reading.source_characters += self.generated


def _rows(table: Element) -> list[Element]:
    found = []
    for child in table:
        if child.tag in ("tr", "caption"):
            found.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            found.extend(row for row in child if row.tag == "tr")
    return found


def _aside(element: Element) -> FurnitureKind | None:
    role = element.get("role") or ""
    if element.tag in _ASIDE or role in _ASIDE_ROLES:
        names = f"{element.get('id') or ''} {element.get('class') or ''}".lower()
        return FurnitureKind.TOC if "toc" in names.split() else FurnitureKind.HEADER
    if role == "doc-toc":
        return FurnitureKind.TOC
    if any(ancestor.tag in ("article", "main", "section") for ancestor in element.iterancestors()):
        return None
    if element.tag == "footer":
        return FurnitureKind.FOOTER
    if element.tag == "header" and element.find(".//h1") is None:
        return FurnitureKind.HEADER
    return None
