"""The lexical view: which character sequences two texts share, whatever they mean.

Names, numbers and new words carry no vector in a semantic model; here they count in full. On
Dutch, character n-grams inside word bounds (3 to 5) beat words: compounds share their parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

NAME = "lexical"


class LexicalView:
    """Character n-gram TF-IDF, weighted on the texts at hand.

    Not an `Encoder`: its columns depend on what it was fitted on, so its rows cannot be cached
    or compared between corpora.
    """

    def __init__(self, ngrams: tuple[int, int] = (3, 5)) -> None:
        self.ngrams = ngrams
        self._vectorizer: Any = None

    def fit(self, texts: Sequence[str]) -> LexicalView:
        """Learn which n-grams are rare in ``texts`` (both sides of a comparison together)."""
        from sklearn.feature_extraction.text import TfidfVectorizer

        vectorizer = TfidfVectorizer(
            analyzer="char_wb", ngram_range=self.ngrams, norm=None, dtype=np.float32
        )
        # Nothing but white space gives no n-gram at all, which sklearn calls an error.
        self._vectorizer = vectorizer.fit(texts) if any(t.strip() for t in texts) else None
        return self

    def weights(self, texts: Sequence[str]) -> csr_matrix:
        """Sparse TF-IDF rows, not normalised: ``(len(texts), number of n-grams)``.

        Counts are linear and no n-gram crosses a space, so the row of two texts joined by a space
        is the sum of their rows: decoys made of halves cost no counting of their own.
        """
        from scipy.sparse import csr_matrix

        if self._vectorizer is None:
            return csr_matrix((len(texts), 1), dtype=np.float32)
        return csr_matrix(self._vectorizer.transform(texts))

    def vectors(self, texts: Sequence[str]) -> csr_matrix:
        """Sparse unit rows, one per text: ``(len(texts), number of n-grams)``.

        A text without a known n-gram has an empty row; before `fit` every row is empty.
        """
        from sklearn.preprocessing import normalize

        return normalize(self.weights(texts))
