"""A null without labels: how high does a passage score against text that cannot answer it?

Decoys are made of the other document's own words: each passage is cut near its middle and joined
to the second half of another passage. What a real passage gains over its best decoy is what whole
counterparts share and shreds do not. P-values come from pooled decoy maxima and are corrected by
Benjamini and Hochberg (1995); rows already found leave the null pool, since their decoys still
hold half of the true counterpart. The recipe is empirical, without a guarantee.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

FEWEST_PASSAGES = 10
"""Of fewer passages no decoys can be made that say what the other side would meet by chance."""

NULL_ROWS = 2_000
"""Rows of a long document whose decoys are scored: 20,000 draws fix a rate of one in a thousand."""

_FEWEST_DRAWS, _MOST_DRAWS = 10, 100
_DECOYS = 20_000

_PRUNE_AT = 0.10
_PRUNE_CAP = 0.40
_PRUNE_ROUNDS = 5
_MIDDLE = (0.35, 0.65)


def draws_for(count: int) -> int:
    """How often to draw decoys for a side of ``count`` passages.

    The smallest p-value is one over all decoys. With ten draws a single verbatim quotation among
    a hundred passages could not come under a rate of .10, however close it is; so a short
    document gets more draws, until there are about 20,000 decoys.
    """
    return min(_MOST_DRAWS, max(_FEWEST_DRAWS, -(-_DECOYS // max(1, count))))


def split_half(text: str) -> tuple[str, str]:
    """Cut ``text`` at the punctuation mark nearest its middle, else at its middle word."""
    words = text.split()
    count = len(words)
    if count < 2:
        return text, ""
    low, high = (share * count for share in _MIDDLE)
    marks = [at for at in range(1, count) if words[at - 1][-1] in ".;:,!?" and low <= at <= high]
    cut = min(marks or [count // 2], key=lambda at: abs(at - count / 2))
    return " ".join(words[:cut]), " ".join(words[cut:])


@dataclass(frozen=True)
class Decoys:
    """``draws`` seeded recombinations of the halves of ``texts``.

    ``successors`` is (draws, len(texts)): the decoy of text j in draw r is its first half and the
    second half of text ``successors[r, j]``. Each draw puts the texts in one random cycle, so
    that no text meets its own second half.
    """

    halves: tuple[tuple[str, str], ...]
    successors: Ints

    @classmethod
    def draw(cls, texts: Sequence[str], *, draws: int, seed: int) -> Decoys:
        """Make the decoys of ``texts``; the same texts and seed give the same decoys."""
        rng = random.Random(seed)
        successors = np.empty((draws, len(texts)), dtype=np.intp)
        order = list(range(len(texts)))
        for row in successors:
            rng.shuffle(order)
            row[order] = np.roll(order, -1)
        return cls(tuple(split_half(text) for text in texts), successors)

    @property
    def draws(self) -> int:
        """How many recombinations there are."""
        return len(self.successors)

    @cached_property
    def first(self) -> list[str]:
        """First halves, one per text."""
        return [first for first, _ in self.halves]

    @cached_property
    def second(self) -> list[str]:
        """Second halves, one per text."""
        return [second for _, second in self.halves]

    def texts(self, draw: int) -> list[str]:
        """The decoy texts of one draw, in the order of the texts."""
        pairs = zip(self.first, self.successors[draw], strict=True)
        return [f"{first} {self.second[other]}".strip() for first, other in pairs]


def benjamini_hochberg(p: Floats, *, tests: int = 0) -> Floats:
    """False-discovery rates of p-values ``p`` (n,): the q at which each would be accepted.

    With ``tests`` above n the rates are those among so many, all others with a p of 1.
    """
    count = len(p)
    order = np.argsort(-p, kind="stable")
    q = np.empty(count)
    ranks = np.arange(count, 0, -1)
    q[order] = np.minimum(np.minimum.accumulate(p[order] * max(count, tests) / ranks), 1.0)
    return q


def p_values(maxima: Floats, null: Floats) -> Floats:
    """Share of the pooled decoy maxima ``null`` that reach each of ``maxima`` (n,), plus one."""
    pool = np.sort(np.ravel(null))
    reached = len(pool) - np.searchsorted(pool, maxima, side="left")
    return np.asarray((1 + reached) / (1 + len(pool)), dtype=np.float64)


def null_rows(count: int, *, seed: int) -> Ints:
    """Rows whose decoy maxima make the null: all, or `NULL_ROWS` of a long document by lot."""
    if count <= NULL_ROWS:
        return np.arange(count)
    return np.array(sorted(random.Random(seed).sample(range(count), NULL_ROWS)), dtype=np.intp)


def pruned_q(maxima: Floats, null: Floats, rows: Ints | None = None) -> Floats:
    """False-discovery rate per row, from real maxima (n,) and decoy maxima (draws, rows).

    Rows found at q <= .10, best first and at most 40 % of all, leave the pool and the rates are
    taken again, until nothing changes or five times. Without the cap false coverage grows.
    ``rows`` are the rows the columns of ``null`` belong to (default: all). A handful of rows is
    judged as strictly as `FEWEST_PASSAGES`: a note of one would else be found at a p of .10.
    """
    count = len(maxima)
    drawn = np.arange(count) if rows is None else rows
    order = np.argsort(-maxima, kind="stable")
    keep = np.ones(count, dtype=bool)
    q = np.ones(count)
    for _ in range(_PRUNE_ROUNDS):
        p = p_values(maxima, null[:, keep[drawn]])
        q = benjamini_hochberg(p, tests=FEWEST_PASSAGES)
        found = order[q[order] <= _PRUNE_AT][: int(_PRUNE_CAP * count)]
        kept = np.ones(count, dtype=bool)
        kept[found] = False
        if (kept == keep).all():
            break
        keep = kept
    return q
