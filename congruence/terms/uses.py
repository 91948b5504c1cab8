"""The uses of terms in a document: place, form, part of the text, strength, words around."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from congruence.model import Block, BlockKind, Document, FurnitureKind, Span
from congruence.terms.match import Hit, Role, TermIndex
from congruence.terms.quotes import name_spans
from congruence.terms.reading import genre_of
from congruence.terms.result import (
    Occurrence,
    Place,
    UseContext,
    place_of,
)
from congruence.text.fold import fold
from congruence.text.lemma import lemma
from congruence.text.lexicon import load_lexicon
from congruence.text.norms import Genre, Norm, read_norms

_AROUND = 70  # characters of context on either side
_NEAR = 5  # words of context that count as neighbours
_ADDRESS = re.compile(r"https?:|www\.|@|\.(?:nl|com|org|eu|pdf)\b", re.IGNORECASE)
_CONTEXTS = {
    BlockKind.HEADING: UseContext.HEADING,
    BlockKind.FOOTNOTE: UseContext.FOOTNOTE,
    BlockKind.TABLE_CELL: UseContext.TABLE,
}


@dataclass(frozen=True, slots=True)
class Uses:
    """What one document holds of a set of terms.

    Attributes:
        occurrences: (index of the term, the use), in reading order.
        opposites: index of a term for each use of its opposite.
        blocks: the blocks in which a term stands.
        neighbours: (index of the term, word) for each word near a use.
    """

    occurrences: tuple[tuple[int, Occurrence], ...]
    opposites: tuple[int, ...]
    blocks: tuple[Block, ...]
    neighbours: tuple[tuple[int, str], ...]


def find_uses(document: Document, index: TermIndex) -> Uses:
    """Every use of every term of ``index`` in ``document``, the table of contents included."""
    genre = genre_of(document)
    occurrences: list[tuple[int, Occurrence]] = []
    opposites: list[int] = []
    blocks: list[Block] = []
    near: list[tuple[int, str]] = []
    for block in document.blocks:
        hits = index.find(block.text)
        if not hits:
            continue
        opposites.extend(hit.term for hit in hits if hit.role is Role.OPPOSITE)
        hits = [hit for hit in hits if hit.role is not Role.OPPOSITE]
        if hits:
            blocks.append(block)
            occurrences.extend(_in_block(document, block, hits, genre))
            near.extend(_neighbours(block, hits))
    occurrences.extend(_in_contents(document, index))
    return Uses(tuple(occurrences), tuple(opposites), tuple(blocks), tuple(near))


def _in_block(
    document: Document, block: Block, hits: Sequence[Hit], genre: Genre
) -> Iterator[tuple[int, Occurrence]]:
    norms = read_norms(block.text, genre=genre)
    names = name_spans(block)
    for hit in hits:
        norm = next(
            (n for n in norms if n.span.start <= hit.span.start < n.span.end),
            None,
        )
        place = place_of(document, block, hit.span)
        context = _CONTEXTS.get(block.kind, UseContext.TEXT)
        named = _is_named(block.text, hit.span, norm.span.start if norm else 0, names)
        yield hit.term, _occurrence(place, hit, context, named, norm, block.text)


def _occurrence(
    place: Place, hit: Hit, context: UseContext, named: bool, norm: Norm | None, text: str
) -> Occurrence:
    before = text[max(0, hit.span.start - _AROUND) : hit.span.start].lstrip()
    after = text[hit.span.end : hit.span.end + _AROUND].rstrip()
    if hit.span.start > _AROUND:
        before = "…" + before.partition(" ")[2]
    if hit.span.end + _AROUND < len(text):
        after = after.rpartition(" ")[0] + "…"
    if context is UseContext.HEADING:
        norm = None
    return Occurrence(
        place=place,
        use=hit.use,
        context=context,
        in_name=named,
        strength=norm.label.value if norm else "none",
        mode=norm.mode.value if norm else "direct",
        bearer=norm.bearer if norm else None,
        confidence=norm.confidence.value if norm else "high",
        before=before,
        after=after,
        sentence=text[norm.span.start : norm.span.end] if norm else text,
    )


def _is_named(text: str, span: Span, sentence: int, names: Sequence[Span]) -> bool:
    """Whether the use is part of a name, a title or an address."""
    if any(name.start <= span.start and span.end <= name.end for name in names):
        return True
    low = text.rfind(" ", 0, span.start) + 1
    high = text.find(" ", span.end)
    if _ADDRESS.search(text[low : high if high >= 0 else len(text)]):
        return True
    first = text[span.start]
    if not first.isupper() or text.isupper():
        return False
    before = text[sentence : span.start].rstrip(" \"'‘’“”(")
    return bool(before) and before[-1] not in ".!?:" and not text[span.start : span.end].isupper()


def _in_contents(document: Document, index: TermIndex) -> Iterator[tuple[int, Occurrence]]:
    for line in document.furniture:
        if line.kind is not FurnitureKind.TOC:
            continue
        for hit in index.find(line.text):
            if hit.role is Role.OPPOSITE:
                continue
            words = line.text[hit.span.start : hit.span.end]
            place = Place(
                document.id, None, hit.span.start, hit.span.end, words, line.page,
                None, None, None, None,
            )  # fmt: skip
            yield hit.term, _occurrence(place, hit, UseContext.TOC, False, None, line.text)


def _neighbours(block: Block, hits: Sequence[Hit]) -> Iterator[tuple[int, str]]:
    """The words of weight near each use, without the words of the use itself."""
    words = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(block.text)]
    starts, ends = [word[0] for word in words], [word[1] for word in words]
    lemmas = [lemma(word) for _low, _high, word in words]
    heavy = [word.lower() not in _stopwords() for _low, _high, word in words]
    for hit in hits:
        first = bisect_right(ends, hit.span.start)  # the first word that ends in or after the use
        last = bisect_left(starts, hit.span.end)  # the first word that begins after it
        own = set(lemmas[first:last])
        if first == last:
            continue
        near = (*range(max(0, first - _NEAR), first), *range(last, min(len(words), last + _NEAR)))
        for at in near:
            if heavy[at] and lemmas[at] not in own:
                yield hit.term, lemmas[at]


_WORD = re.compile(r"[^\W\d_][\w-]{2,}")


@lru_cache(maxsize=1)
def _stopwords() -> frozenset[str]:
    return frozenset(load_lexicon("stopwords")["words"])


def key_of(words: str) -> str:
    """The lemmas of a phrase without articles: what two spellings of one term share."""
    bare = [match.group() for match in re.finditer(r"[^\W_][\w-]*", fold(words).text)]
    lemmas = [lemma(word) for word in bare if word not in {"de", "het", "een", "'t"}]
    return " ".join(lemmas or bare)
