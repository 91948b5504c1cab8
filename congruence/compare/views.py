"""Similarity of every passage of one side with every passage, and every decoy, of the other.

A view compares row blocks against all targets, so that no full matrix need be held. Both views
give cosines. The lexical view counts character n-grams within words, so the vector of a decoy is
the exact sum of the vectors of its halves, and a draw costs no new product.
"""

from __future__ import annotations

from collections.abc import Sequence
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

    def decoy_blocks(self, rows: slice | Ints, draws: int) -> list[Matrix]:
        """Similarities (rows, m) with the decoys of each draw."""


class LexicalSide:
    """Character n-gram TF-IDF of queries against targets and their decoys."""

    name = LEXICAL

    def __init__(
        self, view: LexicalView, queries: Sequence[str], targets: Sequence[str], decoys: Decoys
    ) -> None:
        self._queries = view.vectors(queries)
        self._targets = view.vectors(targets).T.tocsr()
        first, second = view.weights(decoys.first), view.weights(decoys.second)
        self._first, self._second = first.T.tocsr(), second.T.tocsr()
        self._successors = decoys.successors
        self._norms = [_joint_norms(first, second[others]) for others in decoys.successors]

    def block(self, rows: slice | Ints) -> Matrix:
        """See `View.block`."""
        return _dense(self._queries[rows] @ self._targets)

    def decoy_blocks(self, rows: slice | Ints, draws: int) -> list[Matrix]:
        """See `View.decoy_blocks`."""
        first = _dense(self._queries[rows] @ self._first)
        second = _dense(self._queries[rows] @ self._second)
        return [
            (first + second[:, self._successors[draw]]) / self._norms[draw] for draw in range(draws)
        ]


class SemanticSide:
    """An encoder's vectors of queries against targets and their decoys.

    The vector of a decoy is the mean of its halves' vectors, weighted by their words: what a
    model that reads long texts by windows gives anyway. So a draw costs no encoding, and on
    statutes with articles held out the null is at least as honest as with decoys encoded whole.
    """

    name = SEMANTIC

    def __init__(
        self, encoder: Encoder, queries: Sequence[str], targets: Sequence[str], decoys: Decoys
    ) -> None:
        self._queries = encoder.encode(list(queries))
        self._targets = encoder.encode(list(targets)).T
        first, second = (_weighted(encoder, half) for half in (decoys.first, decoys.second))
        self._decoys = [unit_rows(first + second[others]).T for others in decoys.successors]

    def block(self, rows: slice | Ints) -> Matrix:
        """See `View.block`."""
        return np.asarray(self._queries[rows] @ self._targets, dtype=np.float32)

    def decoy_blocks(self, rows: slice | Ints, draws: int) -> list[Matrix]:
        """See `View.decoy_blocks`."""
        return [self._queries[rows] @ decoys for decoys in self._decoys[:draws]]


def _weighted(encoder: Encoder, texts: Sequence[str]) -> Matrix:
    """Vectors of ``texts``, each as long as the text has words."""
    lengths = np.array([len(text.split()) for text in texts], dtype=np.float32)
    weighted: Matrix = encoder.encode(list(texts)) * lengths[:, None]
    return weighted


def _joint_norms(first: sparse.csr_matrix, second: sparse.csr_matrix) -> Matrix:
    joined = first + second
    norms = np.sqrt(np.asarray(joined.multiply(joined).sum(axis=1)).ravel())
    return np.asarray(np.maximum(norms, 1e-9), dtype=np.float32)


def _dense(product: sparse.csr_matrix) -> Matrix:
    return np.asarray(product.toarray(), dtype=np.float32)
