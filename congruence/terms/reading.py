"""Sentences of a document, mended for reading, with the way back to their blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from congruence.model import Block, BlockKind, Document, Role, Span
from congruence.terms.result import Place, place_of
from congruence.text.fold import Folded, fold
from congruence.text.norms import Genre
from congruence.text.sentences import sentences

_ARTICLE = re.compile(r"(?i)artikel(?:en)?\s+\d")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without typographic noise.

    Attributes:
        text: the sentence as it reads.
        start: where it begins in the folded text of its block.
        number: its place in the block, from 0.
    """

    document: Document
    block: Block
    folded: Folded
    text: str
    start: int
    number: int

    def place(self, low: int = 0, high: int | None = None) -> Place:
        """The place in the document of the characters ``low`` to ``high`` of the sentence."""
        end = len(self.text) if high is None else high
        span = self.folded.to_source(self.start + low, self.start + end)
        return place_of(self.document, self.block, span)


def read_block(document: Document, block: Block) -> list[Sentence]:
    """The sentences of one block."""
    folded, spans = _sentences(block.text)
    return [
        Sentence(document, block, folded, folded.text[span.start : span.end], span.start, number)
        for number, span in enumerate(spans)
    ]


@lru_cache(maxsize=4096)  # a block is read for definitions, objections and other wording
def _sentences(text: str) -> tuple[Folded, tuple[Span, ...]]:
    folded = fold(text, lower=False)
    return folded, tuple(sentences(folded.text))


def read_sentences(
    document: Document, blocks: Iterable[Block] | None = None, *, headings: bool = False
) -> Iterator[Sentence]:
    """The sentences of ``blocks`` (default: the whole body), headings only when asked for."""
    for block in document.blocks if blocks is None else blocks:
        if headings or not block.is_heading:
            yield from read_block(document, block)


def genre_of(document: Document) -> Genre:
    """Whether the document is drafted law: by its role, else by how many of its labels say so."""
    if document.role is Role.LAW:
        return Genre.STATUTE
    articles = sum(
        bool(_ARTICLE.match(block.path or block.label or block.text[:20]))
        for block in document.blocks
        if block.kind is BlockKind.HEADING or block.path
    )
    return Genre.STATUTE if articles >= 5 and articles * 8 >= len(document.blocks) else Genre.POLICY


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one.start < other.end and other.start < one.end
