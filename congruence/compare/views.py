"""Similarity of every passage of one side with every passage, and every decoy, of the other.

A view compares row blocks against all targets, so that no full matrix need be held. Both views
give cosines, and in both the vector of a decoy is the sum of the vectors of its halves, so that a
draw costs neither counting, nor encoding, nor a product of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from congruence.compare.null import Decoys, Ints
from congruence.embed import Encoder
from congruence.embed.lexical import LexicalView, row_lengths, unit_rows

Matrix = NDArray[np.float32]
Vectors: TypeAlias = Any  # a Matrix or a sparse.csr_matrix; scipy ships no types

LEXICAL = "lexical"
SEMANTIC = "semantic"
_LEAST = 1e-9
# Up to so many targets all products of their halves cost less than those of the draws.
_ALL_PAIRS = 1_000
_WRITTEN_OUT = 64


class View(Protocol):
    """One way of telling how alike two passages are: cosines of n queries with m targets."""

    name: str

    def block(self, rows: slice | Ints) -> Matrix:
        """Similarities (rows, m) of the queries in ``rows`` with all targets."""

    def decoy_blocks(self, rows: slice | Ints, draws: int) -> Iterator[Matrix]:
        """Similarities (rows, m) with the decoys of each draw, one draw at a time."""


@dataclass(frozen=True)
class Rows:
    """One side in one view: its texts as unit rows (n, d), and the halves of its decoys.

    ``first`` and ``second`` are not normalised: the vector of a decoy points where their sum does.
    ``successors`` is (draws, n), see `congruence.compare.null.Decoys`.
    """

    whole: Vectors
    first: Vectors
    second: Vectors
    successors: Ints


def lexical_rows(view: LexicalView, decoys: Decoys) -> Rows:
    """Count character n-grams once: a text's row is exactly the sum of the rows of its halves."""
    first, second = view.weights(decoys.first), view.weights(decoys.second)
    return Rows(unit_rows(first + second), first, second, decoys.successors)


def semantic_rows(encoder: Encoder, texts: Sequence[str], decoys: Decoys) -> Rows:
    """Encode the texts and their halves, a half as heavy as it has words.

    The vector of a decoy is then the mean of its halves': what a model that reads long texts by
    windows gives anyway. On statutes with articles held out the null is at least as honest as
    with decoys encoded whole.
    """
    first, second = (_weighted(encoder, half) for half in (decoys.first, decoys.second))
    return Rows(encoder.encode(list(texts)), first, second, decoys.successors)


class Side:
    """The passages of one side as queries against the other side and its decoys."""

    def __init__(self, name: str, queries: Rows, targets: Rows) -> None:
        self.name = name
        self._queries = queries.whole
        self._targets = targets.whole
        self._first, self._second = targets.first, targets.second
        self._successors = targets.successors
        self._norms = _joined_lengths(targets)

    def block(self, rows: slice | Ints) -> Matrix:
        """See `View.block`."""
        return products(self._targets, self._queries[rows]).T

    def decoy_blocks(self, rows: slice | Ints, draws: int) -> Iterator[Matrix]:
        """See `View.decoy_blocks`."""
        # Targets down, queries across: joining the halves of a draw then moves whole rows.
        queries = self._queries[rows]
        first, second = products(self._first, queries), products(self._second, queries)
        for draw in range(draws):
            joined = second[self._successors[draw]]
            joined += first
            joined /= self._norms[draw][:, None]
            yield joined.T


def _weighted(encoder: Encoder, texts: Sequence[str]) -> Matrix:
    """Vectors of ``texts``, each as long as the text has words."""
    lengths = np.array([len(text.split()) for text in texts], dtype=np.float32)
    weighted: Matrix = encoder.encode(list(texts)) * lengths[:, None]
    return weighted


def _lengths(rows: Vectors) -> Matrix:
    """Euclidean length of each row, (n,)."""
    if sparse.issparse(rows):
        return row_lengths(rows)
    lengths: Matrix = np.sqrt(np.einsum("ij,ij->i", rows, rows), dtype=np.float32)
    return lengths


def _joined_lengths(targets: Rows) -> Matrix:
    """Length of the vector of every decoy, (draws, n)."""
    squares = _lengths(targets.first) ** 2 + _lengths(targets.second)[targets.successors] ** 2
    shared = _paired_products(targets.first, targets.second, targets.successors)
    lengths: Matrix = np.sqrt(np.maximum(squares + 2 * shared, _LEAST**2), dtype=np.float32)
    return lengths


def _paired_products(first: Vectors, second: Vectors, partners: Ints) -> Matrix:
    """Inner product of row j of ``first`` with row ``partners[r, j]`` of ``second``, (draws, n)."""
    count = first.shape[0]
    if count <= _ALL_PAIRS:
        every: Matrix = products(first, second)[np.arange(count), partners]
        return every
    if not sparse.issparse(first):
        return np.stack([np.einsum("ij,ij->i", first, second[others]) for others in partners])
    rows = [first.multiply(second[others]).sum(axis=1) for others in partners]
    return np.asarray(np.hstack(rows).T, dtype=np.float32)


def products(targets: Vectors, queries: Vectors) -> Matrix:
    """Inner products (targets, queries) of all rows with all rows."""
    if not sparse.issparse(targets):
        dense: Matrix = targets @ queries.T
        return dense
    # Nearly every two texts share some n-gram. With a few queries written out a product is four
    # times as fast as one of sparse matrices, and takes no more memory than those few.
    out = np.empty((targets.shape[0], queries.shape[0]), dtype=np.float32)
    for start in range(0, queries.shape[0], _WRITTEN_OUT):
        few = slice(start, start + _WRITTEN_OUT)
        out[:, few] = targets @ queries[few].T.toarray(order="C")
    return out
