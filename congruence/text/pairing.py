"""Which sentence of one passage answers which of another: by the content words they share.

Two counterparts say several things each; only sentences about the same matter may be held
against each other, or every rewording would look like a difference.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from congruence.model import Span
from congruence.text.lexicon import load_lexicon
from congruence.text.sentences import clauses, sentences
from congruence.text.tokens import words

# Letters that make a stem: enough to pair "aanbieder" with "aanbieders", nothing finer is needed.
_STEM = 6
# Share of content words (Dice) under which two sentences are not about the same matter.
RELATED = 0.2
# A "sentence" of more words is no sentence (a list without full stops, a table in one line).
_LONGEST = 400
# Texts whose stems are kept: the clauses of a counterpart are held against many others.
_REMEMBERED = 4_096
# Closeness from which two actors or negations may be held against each other at all.
SAME_MATTER = 0.3
# Closeness from which what only one side says is worth showing.
ALIKE = 0.6


class SentencePair(NamedTuple):
    """Two sentences about the same matter; ``closeness`` is 0 to 1 (1: the same content words)."""

    first: Span
    second: Span
    closeness: float


@cache
def _common() -> frozenset[str]:
    return frozenset(load_lexicon("signals")["common"])


@lru_cache(maxsize=_REMEMBERED)
def stems(text: str) -> frozenset[str]:
    """The content words of ``text``, cut to a stem."""
    return frozenset(word[:_STEM] for word in words(text) if word not in _common())


def closeness(first: frozenset[str], second: frozenset[str]) -> float:
    """Dice coefficient of two sets of stems; 0 when either is empty."""
    total = len(first) + len(second)
    return 2 * len(first & second) / total if first and second else 0.0


def sentence_pairs(first: str, second: str) -> list[SentencePair]:
    """Pair the sentences of two passages one to one, the closest first, in reading order.

    Two passages of one sentence each are always paired: the caller says they are counterparts.
    """
    left, right = _readable(first), _readable(second)
    left_stems = [stems(first[span.start : span.end]) for span in left]
    right_stems = [stems(second[span.start : span.end]) for span in right]
    if len(left) == len(right) == 1:
        return [SentencePair(left[0], right[0], closeness(left_stems[0], right_stems[0]))]
    ranked = sorted(
        (-closeness(a, b), i, j)
        for i, a in enumerate(left_stems)
        for j, b in enumerate(right_stems)
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    pairs: list[SentencePair] = []
    for negative, i, j in ranked:
        if -negative < RELATED:
            break
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            pairs.append(SentencePair(left[i], right[j], -negative))
    return sorted(pairs)


def _readable(text: str) -> list[Span]:
    return [span for span in sentences(text) if text.count(" ", *span) < _LONGEST]


def closest_clause(wanted: str, text: str, within: Span) -> Span:
    """The clause of ``text`` inside ``within`` that shares most content words with ``wanted``."""
    goal = stems(wanted)
    pieces = [
        Span(piece.start + within.start, piece.end + within.start)
        for piece in clauses(text[slice(*within)])
    ]
    return max(pieces, key=lambda p: (closeness(stems(text[slice(*p)]), goal), -p.start))
