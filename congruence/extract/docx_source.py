"""From a block of a Word file back to its XML: for whoever writes remarks or changes into it."""

from __future__ import annotations

import builtins
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from congruence.extract.docx import WordFile
from congruence.extract.docx_walk import Paragraph
from congruence.model import Document, Span, View

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


class Stretch(NamedTuple):
    """Characters ``start`` to ``end`` (end exclusive) of the text of one ``w:t`` element."""

    element: Element
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class BlockSource:
    """Where a block stands in the XML.

    Attributes:
        paragraph: the paragraph it was made of, with its ``w:p`` elements.
        cut: how many characters of the paragraph's text became the block's label.
    """

    paragraph: Paragraph
    cut: int

    @property
    def elements(self) -> list[Element]:
        """The ``w:p`` elements of the block: several where a tracked mark joins them."""
        return self.paragraph.elements

    def stretches(self, span: Span) -> list[Stretch]:
        """The text elements that hold ``span`` (offsets into the block's text), in order."""
        raw = self.paragraph.to_raw.to_source(Span(span.start + self.cut, span.end + self.cut))
        found = []
        for run in self.paragraph.runs:
            low, high = max(raw.start, run.start), min(raw.end, run.start + run.length)
            if low < high:
                found.append(Stretch(run.element, low - run.start, high - run.start))
        return found


@dataclass(frozen=True)
class SourcedDocument:
    """A Word file as read, with the way back from its blocks (by id) to its XML."""

    document: Document
    word: WordFile
    sources: Mapping[str, BlockSource]


def read_sourced(
    data: bytes,
    *,
    name: str,
    view: View | str = View.ACCEPTED,
    id: str | None = None,
    title: str | None = None,
) -> SourcedDocument:
    """Read a Word file and keep the way back; the Document is that of `congruence.extract.read`.

    The XML is that of ``word.body``'s tree (and of the notes, whose elements stand in their own
    trees): whoever changes it writes it back into a copy of the file.

    Raises:
        InputError: see `congruence.extract.read`.
    """
    from congruence.extract import id_from
    from congruence.extract.assemble import Identity, assemble

    view = View(view)
    word = WordFile(data, name, view)
    by_piece = {builtins.id(piece): paragraph for piece, paragraph in word.sources}
    identity = Identity(id or id_from(name), title, name, hashlib.sha256(data).hexdigest(), view)
    document, made = assemble(word.reading, identity)
    sources = {
        block.id: BlockSource(by_piece[builtins.id(piece)], cut)
        for block, (piece, cut) in zip(document.blocks, made, strict=True)
        if builtins.id(piece) in by_piece  # the words of a drawn diagram have no paragraph
    }
    return SourcedDocument(document, word, MappingProxyType(sources))
