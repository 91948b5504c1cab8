"""The lexical view: which character sequences two texts share, whatever they mean.

Names, numbers and new words carry no vector in a semantic model; here they count in full. On
Dutch, character n-grams inside word bounds (3 to 5) beat words: compounds share their parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from congruence.embed.encoder import Vectors

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

NAME = "lexical"

_LEAST = 1e-9


class LexicalView:
    """Character n-gram TF-IDF, weighted on the texts at hand.

    The same numbers as scikit-learn's ``TfidfVectorizer(analyzer="char_wb")`` (tests hold the two
    equal). Since no n-gram crosses a space, the n-grams of a word are counted once however often
    the word is used: several times faster, and a comparison starts without importing scikit-learn.

    Not an `Encoder`: its columns depend on what it was fitted on, so its rows cannot be cached
    or compared between corpora.
    """

    def __init__(self, ngrams: tuple[int, int] = (3, 5)) -> None:
        self.ngrams = ngrams
        self._columns: dict[str, int] = {}
        self._words: dict[str, list[int]] = {}
        self._rarity = np.ones(1, dtype=np.float32)

    def fit(self, texts: Sequence[str]) -> LexicalView:
        """Learn which n-grams are rare in ``texts`` (both sides of a comparison together)."""
        uses, vocabulary = _word_counts(texts)
        columns: dict[str, int] = {}
        self._words = {
            word: [columns.setdefault(gram, len(columns)) for gram in self._ngrams(word)]
            for word in vocabulary
        }
        self._columns = columns
        texts_with = np.bincount((uses @ self._counts(vocabulary)).indices, minlength=len(columns))
        rarity = np.log((1 + len(texts)) / (1 + texts_with)) + 1
        self._rarity = rarity.astype(np.float32)
        return self

    def weights(self, texts: Sequence[str]) -> csr_matrix:
        """Sparse TF-IDF rows, not normalised: ``(len(texts), number of n-grams)``.

        Counts are linear and no n-gram crosses a space, so the row of two texts joined by a space
        is the sum of their rows: decoys made of halves cost no counting of their own.
        """
        uses, vocabulary = _word_counts(texts)
        rows: csr_matrix = uses @ self._counts(vocabulary)
        rows.data *= self._rarity[rows.indices]
        return rows

    def vectors(self, texts: Sequence[str]) -> csr_matrix:
        """Sparse unit rows, one per text: ``(len(texts), number of n-grams)``.

        A text without a known n-gram has an empty row; before `fit` every row is empty.
        """
        return unit_rows(self.weights(texts))

    def _ngrams(self, word: str) -> list[str]:
        """The n-grams of one word between spaces, as often as they stand in it."""
        padded = f" {word} " if word else ""
        shortest, longest = self.ngrams
        grams: list[str] = []
        for size in range(shortest, longest + 1):
            grams += [padded[at : at + size] for at in range(len(padded) - size + 1)]
        return grams or [padded] * bool(word)  # of a shorter word: the word itself

    def _counts(self, vocabulary: Iterable[str]) -> csr_matrix:
        """How often each known n-gram stands in each word: (words, n-grams)."""
        return _count_matrix([self._known(word) for word in vocabulary], len(self._columns))

    def _known(self, word: str) -> list[int]:
        """Columns of the n-grams of ``word`` that were seen in `fit`."""
        if word in self._words:
            return self._words[word]
        columns = self._columns
        return [columns[gram] for gram in self._ngrams(word) if gram in columns]


def unit_rows(rows: csr_matrix) -> csr_matrix:
    """Every row divided by its Euclidean length; an empty row stays empty."""
    lengths = np.repeat(np.maximum(row_lengths(rows), _LEAST), np.diff(rows.indptr))
    scaled = rows.copy()
    scaled.data /= lengths
    return scaled


def row_lengths(rows: csr_matrix) -> Vectors:
    """Euclidean length of each row, (n,)."""
    squares = np.asarray(rows.multiply(rows).sum(axis=1)).ravel()
    lengths: Vectors = np.sqrt(squares, dtype=np.float32)
    return lengths


def _word_counts(texts: Sequence[str]) -> tuple[csr_matrix, list[str]]:
    """How often each word stands in each text, (texts, words), and the words.

    The first of the words is none, so that texts without any still make a matrix.
    """
    numbers = {"": 0}
    rows = [
        [numbers.setdefault(word, len(numbers)) for word in text.lower().split()] for text in texts
    ]
    return _count_matrix(rows, len(numbers)), list(numbers)


def _count_matrix(rows: Sequence[list[int]], width: int) -> csr_matrix:
    from scipy.sparse import csr_matrix

    bounds = np.cumsum([0, *map(len, rows)])
    columns = np.fromiter(chain.from_iterable(rows), dtype=np.int32, count=bounds[-1])
    ones = np.ones(len(columns), dtype=np.float32)
    matrix = csr_matrix((ones, columns, bounds), shape=(len(rows), max(1, width)))
    matrix.sum_duplicates()
    return matrix
