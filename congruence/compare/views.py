"""Similarity of every passage of one side with every passage, and every decoy, of the other.

A view compares row blocks against all targets, so that no full matrix need be held. Both views
give cosines. The lexical view counts character n-grams within words, so the vector of a decoy is
the exact sum of the vectors of its halves, and a draw costs no new product.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from congruence.compare.null import Decoys, Ints
from congruence.embed import Encoder, unit_rows
from congruence.embed.lexical import LexicalView

Matrix = NDArray[np.float32]

LEXICAL = "lexical"
SEMANTIC = "semantic"


class View(Protocol):
    """One way of telling how alike two passages are: cosines of n queries with m targets."""

    name: str

    def block(self, rows: slice | Ints) -> Matrix:
        """Similarities (rows, m) of the queries in ``rows`` with all targets."""

    def decoy_blocks(self, rows: slice | Ints, draws: int) -> Iterator[Matrix]:
        """Similarities (rows, m) with the decoys of each draw, one draw at a time."""


@dataclass(frozen=True)
class LexicalRows:
    """Character n-gram TF-IDF of one side: its texts (unit rows) and the halves of its decoys."""

    whole: sparse.csr_matrix
    first: sparse.csr_matrix
    second: sparse.csr_matrix
    successors: Ints

    @classmethod
    def of(cls, view: LexicalView, decoys: Decoys) -> LexicalRows:
        """Count once: a text's row is the sum of the rows of its halves."""
        first, second = view.weights(decoys.first), view.weights(decoys.second)
        whole = first + second
        scale = 1 / np.maximum(_lengths(whole), 1e-9)
        return cls(sparse.csr_matrix(whole.multiply(scale[:, None])), first, second,
                   decoys.successors)  # fmt: skip


@dataclass(frozen=True)
class SemanticRows:
    """An encoder's vectors of one side: its texts, and its decoys' halves weighted by words."""

    whole: Matrix
    first: Matrix
    second: Matrix
    successors: Ints

    @classmethod
    def of(cls, encoder: Encoder, texts: Sequence[str], decoys: Decoys) -> SemanticRows:
        """Encode the texts and their halves."""
        first, second = (_weighted(encoder, half) for half in (decoys.first, decoys.second))
        return cls(encoder.encode(list(texts)), first, second, decoys.successors)


class LexicalSide:
    """Character n-gram TF-IDF of queries against targets and their decoys."""

    name = LEXICAL

    def __init__(self, queries: LexicalRows, targets: LexicalRows) -> None:
        self._queries = queries.whole
        self._targets = targets.whole.T.tocsr()
        self._first, self._second = targets.first.T.tocsr(), targets.second.T.tocsr()
        self._successors = targets.successors
        self._norms = [
            np.maximum(_lengths(targets.first + targets.second[others]), 1e-9)
            for others in targets.successors
        ]

    def block(self, rows: slice | Ints) -> Matrix:
        """See `View.block`."""
        return _dense(self._queries[rows] @ self._targets)

    def decoy_blocks(self, rows: slice | Ints, draws: int) -> Iterator[Matrix]:
        """See `View.decoy_blocks`."""
        first = _dense(self._queries[rows] @ self._first)
        second = _dense(self._queries[rows] @ self._second)
        for draw in range(draws):
            joined = first + second[:, self._successors[draw]]
            yield np.divide(joined, self._norms[draw], out=joined)


class SemanticSide:
    """An encoder's vectors of queries against targets and their decoys.

    The vector of a decoy is the mean of its halves' vectors, weighted by their words: what a
    model that reads long texts by windows gives anyway. So a draw costs no encoding, and on
    statutes with articles held out the null is at least as honest as with decoys encoded whole.
    """

    name = SEMANTIC

    def __init__(self, queries: SemanticRows, targets: SemanticRows) -> None:
        self._queries = queries.whole
        self._targets = targets.whole.T
        self._decoys = [
            unit_rows(targets.first + targets.second[others]).T for others in targets.successors
        ]

    def block(self, rows: slice | Ints) -> Matrix:
        """See `View.block`."""
        return np.asarray(self._queries[rows] @ self._targets, dtype=np.float32)

    def decoy_blocks(self, rows: slice | Ints, draws: int) -> Iterator[Matrix]:
        """See `View.decoy_blocks`."""
        for decoys in self._decoys[:draws]:
            yield self._queries[rows] @ decoys


def _weighted(encoder: Encoder, texts: Sequence[str]) -> Matrix:
    """Vectors of ``texts``, each as long as the text has words."""
    lengths = np.array([len(text.split()) for text in texts], dtype=np.float32)
    weighted: Matrix = encoder.encode(list(texts)) * lengths[:, None]
    return weighted


def _lengths(rows: sparse.csr_matrix) -> Matrix:
    return np.asarray(
        np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel()), dtype=np.float32
    )


def _dense(product: sparse.csr_matrix) -> Matrix:
    return np.asarray(product.toarray(), dtype=np.float32)
