"""Which clauses of a passage its best counterpart answers, and which it leaves open.

Between paraphrases no measure tells "whole" from "partly", so no verdict is drawn: every clause
is held against the clauses of the best counterpart and those that fare no better there than in
passages taken at random are shown verbatim. The comparison with random passages makes the
measure the same thing for every encoder; an absolute cut would not be.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from congruence.compare.result import Uncovered
from congruence.embed import Encoder
from congruence.embed.lexical import LexicalView
from congruence.model import Span
from congruence.text.pairing import stems
from congruence.text.sentences import clauses
from congruence.text.tokens import words

Matrix = NDArray[np.float32]

# Passages taken at random as the measure of chance, and the share of them a clause must beat.
_SAMPLE = 60
_BEATEN = 0.95
# A clause whose content words stand in the counterpart for this share is answered, however the
# counterpart spreads them over its own clauses.
_SAME_WORDS = 0.6
_ROWS = 2048
_PAIRS = 20_000


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a passage its counterpart answers.

    ``share`` is the mean over the clauses, weighted by how rare their words are, of the
    similarity above chance (0: as little as any passage, 1: the same words).
    """

    share: float
    uncovered: tuple[Uncovered, ...]


class _Pieces:
    """The clauses of texts, encoded: those of text t are rows ``starts[t]:starts[t + 1]``."""

    def __init__(self, texts: Sequence[str], view: LexicalView, encoder: Encoder) -> None:
        self.spans: list[Span] = []
        self.texts: list[str] = []
        self.starts = [0]
        for text in texts:
            spans = clauses(text) or [Span(0, len(text))]
            self.spans += spans
            self.texts += [text[span.start : span.end] for span in spans]
            self.starts.append(len(self.spans))
        self.lexical = view.vectors(self.texts)
        self.semantic = encoder.encode(self.texts)

    def of(self, text: int) -> slice:
        """The rows of one text."""
        return slice(self.starts[text], self.starts[text + 1])

    def with_all(self, rows: slice, other: _Pieces) -> Matrix:
        """Similarity of ``rows`` with every clause of ``other``: mean cosine, none below zero."""
        lexical = (self.lexical[rows] @ other.lexical.T).toarray()
        semantic = self.semantic[rows] @ other.semantic.T
        return np.asarray((lexical + np.maximum(semantic, 0)) / 2, dtype=np.float32)

    def best_in(self, other: _Pieces, texts: Sequence[int]) -> Matrix:
        """For every clause of text t, its best similarity with a clause of ``texts[t]``."""
        rows = [text for at, text in enumerate(texts) for _ in range(*_bounds(self.of(at)))]
        best = np.empty(len(rows), dtype=np.float32)
        start = 0
        while start < len(rows):
            # Whole clauses at a time, as many as make up a bounded number of pairs.
            end, pairs = start, 0
            while end < len(rows) and (end == start or pairs < _PAIRS):
                low, high = _bounds(other.of(rows[end]))
                pairs, end = pairs + high - low, end + 1
            best[start:end] = self._best_of(range(start, end), other, rows[start:end])
            start = end
        return best

    def _best_of(self, clauses: range, other: _Pieces, texts: Sequence[int]) -> Matrix:
        columns = [np.arange(*_bounds(other.of(text))) for text in texts]
        left = np.repeat(np.array(clauses), [len(column) for column in columns])
        right = np.concatenate(columns)
        starts = np.cumsum([0, *(len(column) for column in columns)])[:-1]
        shared = self.lexical[left].multiply(other.lexical[right])
        lexical = np.asarray(shared.sum(axis=1)).ravel()
        semantic = np.einsum("ij,ij->i", self.semantic[left], other.semantic[right])
        similarity = (lexical + np.maximum(semantic, 0)) / 2
        return np.asarray(np.maximum.reduceat(similarity, starts), dtype=np.float32)


def _bounds(rows: slice) -> tuple[int, int]:
    return int(rows.start), int(rows.stop)


def coverages(
    passages: Sequence[str],
    best: Sequence[int],
    targets: Sequence[str],
    view: LexicalView,
    encoder: Encoder,
    *,
    seed: int = 0,
) -> list[Coverage]:
    """How far ``targets[best[i]]`` answers ``passages[i]``, for every i.

    Args:
        passages: texts of one side.
        best: for each passage the index of its best counterpart in ``targets``.
        targets: all texts of the other side.
        view: the lexical view, fitted on both sides.
        encoder: the semantic view.
        seed: for the choice of the random passages.
    """
    if not passages:
        return []
    sample = sorted(random.Random(seed).sample(range(len(targets)), min(_SAMPLE, len(targets))))
    answers = sorted(set(best))
    place = {target: at for at, target in enumerate(answers)}
    own = _Pieces(passages, view, encoder)
    similarity = own.best_in(
        _Pieces([targets[target] for target in answers], view, encoder),
        [place[target] for target in best],
    )
    chance = _chance(own, _Pieces([targets[target] for target in sample], view, encoder))
    rarity = _rarity([*passages, *targets])
    found = []
    for at, target in enumerate(best):
        rows = own.of(at)
        # The counterpart itself, where it was drawn, is no measure of chance.
        drawn = [column for column, sampled in enumerate(sample) if sampled != target]
        found.append(
            _coverage(own, rows, similarity[rows], chance[rows][:, drawn], targets[target], rarity)
        )
    return found


def _chance(own: _Pieces, sample: _Pieces) -> Matrix:
    """Best similarity of every clause with each random passage: (clauses, passages)."""
    best = np.empty((len(own.texts), len(sample.starts) - 1), dtype=np.float32)
    for start in range(0, len(own.texts), _ROWS):
        rows = slice(start, start + _ROWS)
        similarity = own.with_all(rows, sample)
        best[rows] = np.maximum.reduceat(similarity, sample.starts[:-1], axis=1)
    return best


def _rarity(texts: Sequence[str]) -> dict[str, float]:
    """Inverse document frequency of every word, natural logarithm."""
    counts = Counter(word for text in texts for word in set(words(text)))
    return {word: log((1 + len(texts)) / (1 + count)) + 1 for word, count in counts.items()}


def _coverage(
    own: _Pieces,
    rows: slice,
    similarity: Matrix,
    chance: Matrix,
    target: str,
    rarity: Mapping[str, float],
) -> Coverage:
    middle = np.median(chance, axis=1) if chance.size else np.zeros(len(similarity))
    bar = np.quantile(chance, _BEATEN, axis=1) if chance.size else np.zeros(len(similarity))
    above = np.clip((similarity - middle) / np.maximum(1 - middle, 1e-6), 0, 1)
    weights = np.array(
        [sum(rarity[word] for word in words(text)) for text in own.texts[rows]], dtype=np.float64
    )
    share = float((weights * above).sum() / weights.sum()) if weights.sum() else 0.0
    answered = stems(target)
    uncovered = [
        Uncovered(span.start, span.end, text)
        for span, text, s, least in zip(
            own.spans[rows], own.texts[rows], similarity, bar, strict=True
        )
        if s <= least and not _same_words(text, answered)
    ]
    # A passage of one clause is judged by its band; nothing of it is left over.
    whole = len(similarity) == 1
    return Coverage(round(share, 4), () if whole else tuple(uncovered))


def _same_words(clause: str, answered: frozenset[str]) -> bool:
    own = stems(clause)
    return not own or len(own & answered) >= _SAME_WORDS * len(own)
