"""The lexical view: shared character sequences, whatever the texts are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import issparse

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
