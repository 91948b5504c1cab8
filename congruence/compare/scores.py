"""Fused scores of two sides, block by block: maxima for the bands, ranked links for the reader.

S is the sum of the views, each standardised by the mean and deviation of the real A x B matrix.
Links are ranked by how much of each target's likeness to all of the other side goes to this
passage (the inverted softmax of Smith et al. 2017, with the rows scaled first): a passage that
resembles everything ("hub") is no counterpart of all. On paraphrases, statutes and expert links
this ranks better than the nearest-neighbour correction of Conneau et al. 2018
(docs/congruentie.md). A provision said in wholly other words shares no letters with its
counterpart, and in the sum passages with a few words in common go before it; so the shares that
the meaning alone gives are added to those of the sum: either may be convinced.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from congruence.compare.null import Ints
from congruence.compare.views import SEMANTIC, Matrix, View

Maxima = NDArray[np.float64]

LINKS = 25
_ROWS = 512
_SCALE_ROWS = 2_048  # rows of a long document that mean and deviation are taken from
_HELD_CELLS = 8_000_000


class Scale(NamedTuple):
    """Mean and standard deviation of one view over the real matrix."""

    mean: float
    deviation: float


@dataclass(frozen=True)
class Ranked:
    """The best targets of each row: indices, logarithmic shares and each view's cosine, (n, k)."""

    targets: NDArray[np.intp]
    scores: Matrix
    views: dict[str, Matrix]


class Scored(NamedTuple):
    """What is read off the fused scores, each for the rows and for the columns.

    ``maxima`` are the best scores (1 + views, n): fused, then of each view.
    """

    maxima: tuple[Maxima, Maxima]
    ranked: tuple[Ranked, Ranked]


class Totals(NamedTuple):
    """The logarithm of the summed exponentials of each row and of each column."""

    rows: Matrix
    columns: Matrix

    @classmethod
    def of(cls, shape: tuple[int, int]) -> Totals:
        """Totals of nothing yet."""
        return cls(np.empty(shape[0], np.float32), np.full(shape[1], -np.inf, np.float32))


class FusedScores:
    """The fused score of n queries (side a) with m targets (side b)."""

    def __init__(self, views: Sequence[View], rows: int, columns: int) -> None:
        self.views = tuple(views)
        self.shape = (rows, columns)
        held = rows * columns * len(self.views) <= _HELD_CELLS
        self._held: list[list[Matrix]] | None = None
        if held:
            self._held = [self._similarities(block) for block in self._slices()]
        self.scales = self._scales()

    def _slices(self) -> Iterator[slice]:
        for start in range(0, self.shape[0], _ROWS):
            yield slice(start, min(start + _ROWS, self.shape[0]))

    def _similarities(self, rows: slice | Ints) -> list[Matrix]:
        return [view.block(rows) for view in self.views]

    def _blocks(self) -> Iterator[tuple[slice, list[Matrix]]]:
        for at, rows in enumerate(self._slices()):
            yield rows, self._held[at] if self._held is not None else self._similarities(rows)

    def _scales(self) -> tuple[Scale, ...]:
        total = np.zeros(len(self.views))
        squares = np.zeros(len(self.views))
        rows = 0
        for similarities in self._measured():
            rows += len(similarities[0])
            for at, similarity in enumerate(similarities):
                total[at] += similarity.sum(dtype=np.float64)
                squares[at] += np.square(similarity, dtype=np.float64).sum()
        cells = max(1, rows * self.shape[1])
        means = total / cells
        deviations = np.sqrt(np.maximum(squares / cells - means**2, 0)) + 1e-9
        return tuple(Scale(float(m), float(d)) for m, d in zip(means, deviations, strict=True))

    def _measured(self) -> Iterator[list[Matrix]]:
        """The blocks that mean and deviation are taken from: all, or evenly spread rows."""
        if self.shape[0] <= _SCALE_ROWS:
            yield from (similarities for _, similarities in self._blocks())
            return
        spread = np.linspace(0, self.shape[0] - 1, _SCALE_ROWS).astype(np.intp)
        for start in range(0, len(spread), _ROWS):
            yield self._similarities(spread[start : start + _ROWS])

    def standardised(self, similarities: Sequence[Matrix]) -> list[Matrix]:
        """Each view's block less its mean, over its deviation."""
        return [(s - scale.mean) / scale.deviation
                for s, scale in zip(similarities, self.scales, strict=True)]  # fmt: skip

    def fused_blocks(self) -> Iterator[tuple[slice, Matrix, list[Matrix], list[Matrix]]]:
        """Row blocks: fused scores, standardised views and the views' cosines."""
        for rows, similarities in self._blocks():
            parts = self.standardised(similarities)
            yield rows, sum(parts[1:], start=parts[0]), parts, similarities

    def _readings(self, fused: Matrix, parts: Sequence[Matrix]) -> list[Matrix]:
        """What links are ranked by: the sum, and the meaning alone as heavy as the sum."""
        alone = [part * len(parts) for view, part in zip(self.views, parts, strict=True)
                 if view.name == SEMANTIC and len(parts) > 1]  # fmt: skip
        return [fused, *alone]

    def read(self) -> Scored:
        """Maxima and ranked candidates of every row and column.

        A matrix too large to hold is made three times over, since the share of a candidate needs
        the totals of every column, and those the totals of every row.
        """
        maxima, totals = self._maxima_and_totals()
        names = [view.name for view in self.views]
        backward = _Best(self.shape[1], min(LINKS, self.shape[0]), names)
        left = [np.full(self.shape[1], -np.inf, dtype=np.float32) for _ in totals]
        for rows, fused, parts, similarities in self.fused_blocks():
            shares = []
            for reading, total, column_left in zip(
                self._readings(fused, parts), totals, left, strict=True
            ):
                share = reading - total.columns[None, :]
                shares.append(share - _log_sum(share, axis=1)[:, None])
                of_rows = _log_sum(reading - total.rows[rows, None], axis=0)
                np.logaddexp(column_left, of_rows, out=column_left)
            backward.merge(rows, _added(shares).T, [each.T for each in similarities])
        forward = _Best(self.shape[0], min(LINKS, self.shape[1]), names)
        for rows, fused, parts, similarities in self.fused_blocks():
            shares = [
                reading - total.rows[rows, None] - column_left[None, :]
                for reading, total, column_left in zip(
                    self._readings(fused, parts), totals, left, strict=True
                )
            ]
            forward.put(rows, _added(shares), similarities)
        return Scored(maxima, (forward.ranked(), backward.ranked()))

    def _maxima_and_totals(self) -> tuple[tuple[Maxima, Maxima], list[Totals]]:
        """Best scores of each row and column, and the totals of each reading."""
        width = 1 + len(self.views)
        best_of_row = np.full((width, self.shape[0]), -np.inf)
        best_of_column = np.full((width, self.shape[1]), -np.inf)
        totals: list[Totals] = []
        for rows, fused, parts, _ in self.fused_blocks():
            for at, part in enumerate((fused, *parts)):
                best_of_row[at, rows] = part.max(axis=1)
                np.maximum(best_of_column[at], part.max(axis=0), out=best_of_column[at])
            readings = self._readings(fused, parts)
            totals = totals or [Totals.of(self.shape) for _ in readings]
            for reading, total in zip(readings, totals, strict=True):
                total.rows[rows] = _log_sum(reading, axis=1)
                np.logaddexp(total.columns, _log_sum(reading, axis=0), out=total.columns)
        return (best_of_row, best_of_column), totals


def _added(shares: Sequence[Matrix]) -> Matrix:
    """The logarithm of the sum of shares that are given as logarithms."""
    total = shares[0]
    for share in shares[1:]:
        total = np.logaddexp(total, share)
    return total


def _log_sum(values: Matrix, axis: int) -> Matrix:
    top = values.max(axis=axis, keepdims=True)
    total: Matrix = np.log(np.exp(values - top).sum(axis=axis)) + top.squeeze(axis)
    return total


class _Best:
    """The k best per row, filled whole rows at a time or merged column block by column block."""

    def __init__(self, rows: int, k: int, names: Sequence[str]) -> None:
        self.k = k
        self.names = tuple(names)
        self.targets = np.zeros((rows, k), dtype=np.intp)
        self.scores = np.full((rows, k), -np.inf, dtype=np.float32)
        self.views = [np.zeros((rows, k), dtype=np.float32) for _ in names]

    def put(self, rows: slice, scores: Matrix, similarities: Sequence[Matrix]) -> None:
        """Set the rows of a block that holds all columns."""
        chosen = np.argpartition(-scores, self.k - 1, axis=1)[:, : self.k]
        self.targets[rows] = chosen
        self.scores[rows] = np.take_along_axis(scores, chosen, axis=1)
        for view, similarity in zip(self.views, similarities, strict=True):
            view[rows] = np.take_along_axis(similarity, chosen, axis=1)

    def merge(self, columns: slice, scores: Matrix, similarities: Sequence[Matrix]) -> None:
        """Let a block of some columns, for all rows, compete with the best so far."""
        width = scores.shape[1]
        targets = np.broadcast_to(np.arange(columns.start, columns.stop), (len(scores), width))
        pool = np.hstack([self.scores, scores])
        chosen = np.argpartition(-pool, self.k - 1, axis=1)[:, : self.k]
        self.scores = np.take_along_axis(pool, chosen, axis=1)
        self.targets = np.take_along_axis(np.hstack([self.targets, targets]), chosen, axis=1)
        self.views = [
            np.take_along_axis(np.hstack([view, similarity]), chosen, axis=1)
            for view, similarity in zip(self.views, similarities, strict=True)
        ]

    def ranked(self) -> Ranked:
        """Best first; equal scores in document order, so that every run gives the same."""
        order = np.lexsort((self.targets, -self.scores), axis=1)
        return Ranked(
            np.take_along_axis(self.targets, order, axis=1),
            np.take_along_axis(self.scores, order, axis=1),
            {
                name: np.take_along_axis(view, order, axis=1)
                for name, view in zip(self.names, self.views, strict=True)
            },
        )


def decoy_maxima(
    views: Sequence[View], scores: FusedScores, rows: Ints, draws: int
) -> NDArray[np.float64]:
    """Best decoy score of each of ``rows``: (1 + views, draws, rows), fused first, real scale."""
    maxima = np.empty((1 + len(views), draws, len(rows)))
    for start in range(0, len(rows), _ROWS):
        block = slice(start, start + _ROWS)
        by_view = [view.decoy_blocks(rows[block], draws) for view in views]
        for draw, similarities in enumerate(zip(*by_view, strict=True)):
            parts = scores.standardised(similarities)
            fused = sum(parts[1:], start=parts[0])
            for at, part in enumerate((fused, *parts)):
                maxima[at, draw, block] = part.max(axis=1)
    return maxima
