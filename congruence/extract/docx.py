"""Word files: paragraphs with the numbers Word prints, notes, tables, boxes and comments."""

from __future__ import annotations

import re
from builtins import id as identity
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from congruence.extract.archive import Archive
from congruence.extract.docx_count import count_characters
from congruence.extract.docx_lines import parts_of, setting_of
from congruence.extract.docx_numbering import Numbered, Numbering
from congruence.extract.docx_styles import Look, Styles, value_of, w
from congruence.extract.docx_walk import Paragraph, Place, RunPiece, Walker
from congruence.extract.headings import is_caption, names_division
from congruence.extract.pieces import Piece, Reading, Remark
from congruence.extract.titles import Setting, find_titles
from congruence.messages import _
from congruence.model import BlockKind, Furniture, FurnitureKind, ReadWarning, View
from congruence.text.clean import Traced, clean, ink, tidy

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TITLES = frozenset({"title", "titel"})
_CAPTIONS = frozenset({"caption", "bijschrift"})
_QUOTES = frozenset({"quote", "intense quote", "citaat", "duidelijk citaat"})
_LONGEST_TITLE = 150
_PAGE_NUMBER = re.compile(
    r"(?:pag(?:ina|e)?|blz|p)?\.?\s*\d{0,3}\s*(?:(?:van|of|/|-)\s*\d{0,3})?", re.IGNORECASE
)
_DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_DRAWN_PARAGRAPH = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"


def read_docx(data: bytes, *, name: str, view: View) -> Reading:
    """Read a Word file in one view of its tracked changes.

    Raises:
        InputError: the file is damaged, protected or holds no Word text.
    """
    return WordFile(data, name, view).reading


@dataclass(slots=True)
class _Parts:
    """The parts of a Word file that hold text."""

    document: str
    styles: Element | None = None
    numbering: Element | None = None
    settings: Element | None = None
    notes: dict[str, Element] = field(default_factory=dict)
    comments: Element | None = None
    furniture: list[tuple[FurnitureKind, str]] = field(default_factory=list)
    related: dict[str, tuple[str, str]] = field(default_factory=dict)


class WordFile:
    """A Word file being read: its `Reading`, and the paragraph each piece was made of.

    ``sources`` pairs each piece of ``reading`` (before the table of contents is set aside) with
    its `Paragraph`, for whoever must find a block's words in the XML again.
    """

    def __init__(self, data: bytes, name: str, view: View) -> None:
        self.archive = Archive(data, name)
        self.reading = Reading(format="docx")
        self.sources: list[tuple[Piece, Paragraph]] = []
        self.view = view
        self._parts = self._open()
        self.body = self.archive.xml(self._parts.document)
        self._styles = Styles(self._parts.styles)
        self._numbering = Numbering(self._parts.numbering, self._styles)
        self._walker = Walker(view)
        self._anchors: dict[str, list[tuple[int, int]]] = {}
        self._generated = 0
        self._hidden = 0
        self._emitted: set[str] = set()
        self._settings: dict[int, Setting] = {}
        self._headed = self._has_headings()
        self._read()

    def _open(self) -> _Parts:
        archive = self.archive
        roots = archive.related("")
        main = next((path for kind, path in roots.values() if kind == "officeDocument"), None)
        if main is None or main not in archive:
            main = "word/document.xml"
        if main not in archive:
            raise archive.damaged("word/document.xml")
        parts = _Parts(main, related=archive.related(main))
        for kind, path in sorted(parts.related.values()):
            if path not in archive:
                continue
            if kind in ("styles", "numbering", "settings", "comments"):
                setattr(parts, kind, archive.xml(path))
            elif kind in ("footnotes", "endnotes"):
                tag = kind.removesuffix("s")
                for note in archive.xml(path).iterfind(w(tag)):
                    if note.get(w("type")) in (None, "normal"):
                        parts.notes[kind[0] + (note.get(w("id")) or "")] = note
            elif kind in ("header", "footer"):
                parts.furniture.append((FurnitureKind(kind), path))
        return parts

    def _has_headings(self) -> bool:
        return any(
            self._styles.outline_level(p.find(w("pPr")), value_of(p.find(w("pPr")), "pStyle"))
            for p in self.body.iter(w("p"))
        )

    def _read(self) -> None:
        for kind in ("footnote", "endnote"):
            format = value_of(
                self._parts.settings.find(w(f"{kind}Pr"))
                if self._parts.settings is not None
                else None,
                "numFmt",
            )
            if format:
                setattr(self._walker, f"{kind}_format", format)
        body = self.body.find(w("body"))
        if body is None:
            raise self.archive.damaged(self._parts.document)
        for paragraph in self._walker.story(body):
            self._take(paragraph)
        self._title()
        self._furniture()
        self._comments()
        self._finish(body)

    def _take(self, paragraph: Paragraph) -> None:
        """Make a paragraph a piece, or several, with its notes after it."""
        self._hidden += paragraph.hidden
        self._generated += paragraph.generated
        contents = paragraph.contents or paragraph.place.contents
        properties = self._properties(paragraph)
        style = value_of(properties, "pStyle")
        numbered = self._number(paragraph, properties, style)
        for part in self._parts_of(paragraph, numbered, properties, style):
            text = clean(Traced.of(part.raw))
            part.to_raw = text.origin
            if text.text and (contents or self._styles.is_contents(style)):
                self.reading.furniture.append(Furniture(FurnitureKind.TOC, text.text))
            elif text.text or (numbered and _is_division(numbered.label)):
                self._add(part, text.text, numbered, properties, style)
                numbered = None
        for box in paragraph.diagrams:
            self._diagram(box)
        for key in paragraph.marks:
            self._note(key)

    def _parts_of(
        self,
        paragraph: Paragraph,
        numbered: Numbered | None,
        properties: Element | None,
        style: str | None,
    ) -> list[Paragraph]:
        place = paragraph.place
        apart = place.table is not None or place.note is not None
        if not paragraph.breaks or apart or self.view is View.MARKED:
            return [paragraph]
        named = self._styles.outline_level(properties, style) or self._styles.is_named(
            style, _TITLES | _CAPTIONS
        )
        if named:
            return [paragraph]
        return parts_of(paragraph, self._look_of(style), numbered=numbered is not None)

    def _look_of(self, style: str | None) -> Callable[[RunPiece], Look]:
        def look_of(run: RunPiece) -> Look:
            holder = run.element.getparent()
            look = self._styles.look(None if holder is None else holder.find(w("rPr")), style)
            linked = next(run.element.iterancestors(w("hyperlink")), None) is not None
            return look._replace(italic=False) if linked else look

        return look_of

    def _title(self) -> None:
        """Make headings of the paragraphs that are only set as titles."""
        titles = find_titles(self.reading.pieces, self._settings, headed=self._headed)
        renewed = {identity(self.reading.pieces[at]): piece for at, piece in titles.items()}
        self.reading.pieces = [titles.get(at, p) for at, p in enumerate(self.reading.pieces)]
        self.sources = [(renewed.get(identity(p), p), source) for p, source in self.sources]

    def _properties(self, paragraph: Paragraph) -> Element | None:
        properties = paragraph.properties
        if self.view is View.ORIGINAL and properties is not None:
            before = properties.find(f"{w('pPrChange')}/{w('pPr')}")
            if before is not None:
                return before
        return properties

    def _number(
        self, paragraph: Paragraph, properties: Element | None, style: str | None
    ) -> Numbered | None:
        found = self._numbering.resolve(properties, style)
        if found is None:
            return None
        numbered = self._numbering.advance(*found, count=not paragraph.marked_away)
        return numbered if numbered.shows else None

    def _add(
        self,
        paragraph: Paragraph,
        text: str,
        numbered: Numbered | None,
        properties: Element | None,
        style: str | None,
    ) -> None:
        kind, level = self._kind(paragraph, text, numbered, properties, style)
        label = numbered.label if numbered and numbered.label else None
        self._generated += ink(label or "")
        place = paragraph.place
        table, row, column = place.table or (None, None, None)
        bullet = numbered is not None and numbered.bullet
        note = place.note if place.note not in self._emitted else None
        if place.note is not None:
            self._emitted.add(place.note)
            if note is not None:
                label = self._walker.numbers.get(note)
                self._generated += ink(label or "")
        piece = Piece(
            kind, text, label=label, level=level, note=note, marks=tuple(paragraph.marks),
            table=table, row=row, column=column, numbered=not (bullet and names_division(text)),
        )  # fmt: skip
        self._anchor(paragraph, len(self.reading.pieces))
        if kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            look_of = self._look_of(style)
            self._settings[len(self.reading.pieces)] = setting_of(paragraph, look_of)
        self.reading.pieces.append(piece)
        self.sources.append((piece, paragraph))
        if self.reading.title is None and self._styles.is_named(style, _TITLES):
            self.reading.title = text

    def _kind(
        self,
        paragraph: Paragraph,
        text: str,
        numbered: Numbered | None,
        properties: Element | None,
        style: str | None,
    ) -> tuple[BlockKind, int | None]:
        if paragraph.place.note is not None:
            return BlockKind.FOOTNOTE, None
        outline = self._styles.outline_level(properties, style)
        if paragraph.place.table is not None and (outline is None or not paragraph.place.alone):
            return BlockKind.TABLE_CELL, None
        if outline is not None:
            return BlockKind.HEADING, outline
        if self._styles.is_named(style, _TITLES):
            return BlockKind.HEADING, 1
        if self._styles.is_named(style, _CAPTIONS) or (numbered is None and is_caption(text)):
            return BlockKind.CAPTION, None
        if self._styles.is_named(style, _QUOTES):
            return BlockKind.QUOTE, None
        if numbered is not None:
            title = len(text) <= _LONGEST_TITLE and text[-1:] not in (".", ";")
            if _is_division(numbered.label) and title:
                return BlockKind.HEADING, None
            return BlockKind.LIST_ITEM, numbered.level + 1
        return BlockKind.PARAGRAPH, None

    def _note(self, key: str) -> None:
        note = self._parts.notes.get(key)
        if note is None or key in self._emitted:
            return
        for paragraph in self._walker.story(note, Place(note=key)):
            self._take(paragraph)

    def _diagram(self, relationship: str) -> None:
        """The words of a drawn diagram (SmartArt), which stand in a part of their own."""
        _kind, path = self._parts.related.get(relationship, ("", ""))
        if path not in self.archive:
            return
        for paragraph in self.archive.xml(path).iter(_DRAWN_PARAGRAPH):
            text = tidy("".join(run.text or "" for run in paragraph.iter(_DRAWN_TEXT)))
            if text:
                self._generated += ink(text)
                self.reading.pieces.append(Piece(BlockKind.PARAGRAPH, text))

    def _furniture(self) -> None:
        seen: set[str] = set()
        for kind, path in self._parts.furniture:
            root = self.archive.xml(path)
            for paragraph in self._walker.story(root):
                text = tidy(paragraph.raw)
                if text and text not in seen:
                    seen.add(text)
                    self._generated += ink(text)
                    number = _PAGE_NUMBER.fullmatch(text) is not None
                    is_a = FurnitureKind.PAGE_NUMBER if number else kind
                    self.reading.furniture.append(Furniture(is_a, text))

    def _anchor(self, paragraph: Paragraph, index: int) -> None:
        for anchor in paragraph.anchors:
            at = _offset_in(paragraph, anchor.offset)
            self._anchors.setdefault(anchor.comment, []).append((index, at))

    def _comments(self) -> None:
        comments = self._parts.comments
        if comments is None:
            return
        for comment in comments.iterfind(w("comment")):
            key = comment.get(w("id")) or ""
            text = " ".join(
                found for p in Walker(self.view).story(comment) if (found := tidy(p.raw))
            )
            spots = self._anchors.get(key, [])
            piece, start = spots[0] if spots else (None, None)
            end = max((at for index, at in spots if index == piece), default=None)
            if spots and spots[-1][0] != piece:  # it runs on into later paragraphs
                end = len(self.reading.pieces[spots[0][0]].text)
            self.reading.remarks.append(
                Remark(text, comment.get(w("author")), comment.get(w("date")), piece, start, end)
            )

    def _finish(self, body: Element) -> None:
        reading = self.reading
        notes = [
            self._parts.notes[key] for key in sorted(self._emitted) if key in self._parts.notes
        ]
        counted = sum(count_characters(root, self.view) for root in (body, *notes))
        reading.source_characters = counted + self._generated
        if self._hidden:
            message = _("{count} characters are hidden text in Word and were left out")
            reading.warnings.append(ReadWarning("hidden", message.format(count=self._hidden)))
        if next(body.iter(w("altChunk")), None) is not None:
            message = _("a part that was inserted from another file could not be read")
            reading.warnings.append(ReadWarning("embedded", message))


def _offset_in(paragraph: Paragraph, raw: int) -> int:
    """The offset in the cleaned text of an offset in the raw text of a paragraph."""
    for segment in paragraph.to_raw.segments:
        if raw <= segment.source:
            return segment.start
        if raw <= segment.source + segment.length:
            return segment.start + raw - segment.source
    last = paragraph.to_raw.segments[-1:]
    return last[0].start + last[0].length if last else 0


def _is_division(label: str) -> bool:
    return bool(label) and names_division(f"{label} X", heading=True)
