"""What a document is to every part of congruence: blocks with their place in the source.

Offsets are code points into a block's ``text``, end exclusive. Pages count from 1. Boxes are
PDF points (1/72 inch) from the top left of the page: ``(x0, y0, x1, y1)``. The field names are
those of the JSON contract (`congruence.schema`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

BBox = tuple[float, float, float, float]
# Controls that turn the text after them around (Unicode Standard Annex 9).
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


class BlockKind(StrEnum):
    """What a block is in the body of a document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    FOOTNOTE = "footnote"
    CAPTION = "caption"
    QUOTE = "quote"


class FurnitureKind(StrEnum):
    """What stands on a page without being part of the text."""

    HEADER = "header"
    FOOTER = "footer"
    PAGE_NUMBER = "page_number"
    TOC = "toc"


class View(StrEnum):
    """Which reading of a document with tracked changes (or a redline) is wanted."""

    ACCEPTED = "accepted"
    ORIGINAL = "original"
    MARKED = "marked"


class Role(StrEnum):
    """What a document is to the corpus it stands in."""

    STATUTE = "statute"
    FRAMEWORK = "framework"
    RESEARCH = "research"
    REACTION = "reaction"
    LAW = "law"
    OTHER = "other"


def _in_line(text: str) -> str:
    return " ".join(_TURNING.sub("", text).split())


class Span(NamedTuple):
    """A stretch of text: code points, end exclusive."""

    start: int
    end: int


class Segment(NamedTuple):
    """``length`` characters of a derived text that stand unbroken in its source."""

    start: int
    source: int
    length: int


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """The way back from a derived (cleaned, joined) text to the text it came from.

    ``segments`` are ordered by ``start`` and do not overlap. A character of the derived text
    outside every segment was put there by cleaning (a space for a line break, say); it maps to
    the end of the source stretch before it.
    """

    segments: tuple[Segment, ...]

    @classmethod
    def identity(cls, length: int, source: int = 0) -> OffsetMap:
        """The map of a text that stands whole in its source, from ``source`` on."""
        return cls((Segment(0, source, length),) if length else ())

    @classmethod
    def from_positions(cls, positions: Sequence[int | None]) -> OffsetMap:
        """Build from one source offset per derived character (None: put there by cleaning)."""
        segments: list[Segment] = []
        start = first = length = 0
        for at, source in enumerate(positions):
            if length and source == first + length and at == start + length:
                length += 1
                continue
            if length:
                segments.append(Segment(start, first, length))
            length = 0
            if source is not None:
                start, first, length = at, source, 1
        if length:
            segments.append(Segment(start, first, length))
        return cls(tuple(segments))

    def source_of(self, offset: int) -> int:
        """Where the derived character at ``offset`` stands in the source."""
        at = bisect_right(self.segments, offset, key=lambda segment: segment.start) - 1
        if at < 0:
            return self.segments[0].source if self.segments else 0
        segment = self.segments[at]
        return segment.source + min(offset - segment.start, segment.length)

    def to_source(self, span: Span) -> Span:
        """The smallest source span that holds the characters of ``span``."""
        start = self.source_of(span.start)
        if span.end <= span.start:
            return Span(start, start)
        return Span(start, self.source_of(span.end - 1) + 1)

    def after(self, earlier: OffsetMap) -> OffsetMap:
        """Compose: ``earlier`` maps the text this map points into to *its* source."""
        segments: list[Segment] = []
        for segment in self.segments:
            for step in earlier.segments:
                low = max(segment.source, step.start)
                high = min(segment.source + segment.length, step.start + step.length)
                if low < high:
                    segments.append(
                        Segment(
                            segment.start + low - segment.source,
                            step.source + low - step.start,
                            high - low,
                        )
                    )
        return OffsetMap(tuple(segments))


class SourceRange(NamedTuple):
    """A place in a plain-text source: 1-based lines and code-point columns, end inclusive."""

    line: int
    column: int
    line_end: int
    column_end: int


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a block's text comes from.

    ``origin`` maps the block's text to offsets in the source file (plain-text sources only);
    ``ocr`` says the words were recognised from an image and may be misread.
    """

    page: int | None = None
    bbox: BBox | None = None
    origin: OffsetMap | None = None
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, cell or note of a document.

    Attributes:
        id: stable when other blocks change; unique in the document.
        text: the words, without ``label`` and without furniture.
        level: heading depth or list depth, from 1; None where it means nothing.
        label: the number as printed ("Artikel 3", "2.1", "a.", "1°").
        path: the full place a lawyer cites ("Artikel 7, lid 2, onderdeel a"), or None.
        section: ids of the headings above, outermost first.
        notes: ids of the footnotes whose marks stand in ``text``.
        lead: id of the block that opens the list this item completes (its chapeau, "aanhef").
        table, row, column_index: place of a table cell, each from 0.
        provenance: place in the source.
    """

    id: str
    kind: BlockKind
    text: str
    level: int | None = None
    label: str | None = None
    path: str | None = None
    section: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    lead: str | None = None
    table: int | None = None
    row: int | None = None
    column_index: int | None = None
    provenance: Provenance = field(default_factory=Provenance)

    @property
    def page(self) -> int | None:
        """The page the block begins on, from 1."""
        return self.provenance.page

    @property
    def bbox(self) -> BBox | None:
        """The block's box on its page, in points."""
        return self.provenance.bbox

    @property
    def place(self) -> str | None:
        """What to cite: the legal path, else the printed label, else None."""
        return self.path or self.label

    @property
    def is_heading(self) -> bool:
        """Whether the block is a heading."""
        return self.kind is BlockKind.HEADING


@dataclass(frozen=True, slots=True)
class Furniture:
    """Text that was set aside: running heads, page numbers, a table of contents."""

    kind: FurnitureKind
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class ReadWarning:
    """Something the reader of a report must know about how a document was read."""

    code: str
    message: str
    page: int | None = None
    block: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Characters other than white space: in the source, kept as body, set aside as furniture."""

    source_characters: int
    body_characters: int
    furniture_characters: int


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark that stood in the margin of a document, with the words it was anchored on."""

    text: str
    author: str | None = None
    date: str | None = None
    block: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Document:
    """A document as read: its blocks in reading order and everything set aside.

    ``lines`` are the offsets at which the lines of a plain-text source begin (empty for other
    formats); `locate` needs them. ``role``, ``version``, ``date`` and ``holder`` come from the
    corpus, where the document stands in one.
    """

    id: str
    title: str
    path: str
    format: str
    sha256: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    view: View = View.ACCEPTED
    furniture: tuple[Furniture, ...] = ()
    warnings: tuple[ReadWarning, ...] = ()
    comments: tuple[Comment, ...] = ()
    counts: Counts = Counts(0, 0, 0)
    lines: tuple[int, ...] = ()
    language: str | None = None
    role: Role | None = None
    version: str | None = None
    date: str | None = None
    holder: str | None = None

    @cached_property
    def by_id(self) -> Mapping[str, Block]:
        """Blocks by id."""
        return MappingProxyType({block.id: block for block in self.blocks})

    @cached_property
    def headline(self) -> str:
        """The title on one line, fit to stand in a sentence of ours."""
        return _in_line(self.title)

    @cached_property
    def name(self) -> str:
        """Headline with version, as a report names the document."""
        return f"{self.headline} ({_in_line(self.version)})" if self.version else self.headline

    def passages(self) -> Iterator[Block]:
        """The blocks that say something: all but the headings."""
        return (block for block in self.blocks if not block.is_heading)

    def headings_above(self, block: Block) -> tuple[Block, ...]:
        """The headings over ``block``, outermost first."""
        return tuple(self.by_id[heading] for heading in block.section)

    def locate(self, block: Block, span: Span | None = None) -> SourceRange | None:
        """Line and column of ``span`` (default: the whole block) in a plain-text source."""
        origin = block.provenance.origin
        if origin is None or not self.lines:
            return None
        whole = span or Span(0, len(block.text))
        start, end = origin.to_source(whole)
        last = max(start, end - 1)
        line, line_end = bisect_right(self.lines, start), bisect_right(self.lines, last)
        return SourceRange(
            line, start - self.lines[line - 1] + 1, line_end, last - self.lines[line_end - 1] + 1
        )


@dataclass(frozen=True, slots=True)
class Signal:
    """Something on which two counterparts differ, quoting both: a reason to look, no verdict.

    ``kind`` is one of strength, negation, actor, number, deadline, term, setting; ``old``/``new``
    in a version diff and ``a``/``b`` in a comparison are ``first``/``second`` here.
    """

    kind: str
    first: str
    second: str
    detail: str
