"""The lexical view: shared character sequences, whatever the texts are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.sparse import issparse
from sklearn.feature_extraction.text import TfidfVectorizer

from congruence.embed import LexicalView


def test_inflection_and_compounds_share_ngrams():
    texts = ["het wijkteam", "de wijkteams overleggen", "begroting vastgesteld"]
    rows = LexicalView().fit(texts).vectors(texts)
    near = (rows @ rows.T).toarray()
    assert issparse(rows)
    assert near[0, 1] > 0.2
    assert near[0, 2] == pytest.approx(0, abs=1e-6)


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_any_text_gives_unit_or_empty_rows(texts):
    rows = LexicalView().fit(texts).vectors(texts)
    lengths = np.sqrt(rows.multiply(rows).sum(axis=1))
    assert rows.shape[0] == len(texts)
    assert np.all((np.abs(lengths - 1) < 1e-4) | (lengths == 0))


def test_unfitted_and_empty_views_give_empty_rows():
    assert LexicalView().vectors(["a", "b"]).nnz == 0
    assert LexicalView().fit(["", " "]).vectors(["veiligheid"]).nnz == 0


@given(
    st.lists(st.text(alphabet="abcdé İß \n\t-.1", max_size=40), min_size=1, max_size=6),
    st.lists(st.text(alphabet="abcdxy é", max_size=40), min_size=1, max_size=3),
)
def test_weights_are_those_of_scikit_learn(texts, others):
    """The peer is the measure: same n-grams, counts and rarities, also on unseen texts."""
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), norm=None)
    assume(any(text.strip() for text in texts))
    expected = vectorizer.fit(texts).transform(texts + others)
    rows = LexicalView().fit(texts).weights(texts + others)
    assert rows.shape == expected.shape
    # The columns stand in another order: equal weights in every row and equal inner products.
    assert np.allclose(np.sort(rows.toarray()), np.sort(expected.toarray()), rtol=1e-5)
    assert np.allclose((rows @ rows.T).toarray(), (expected @ expected.T).toarray(), rtol=1e-5)
