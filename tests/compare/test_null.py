"""The null: halves, decoys, p-values and false-discovery rates."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from congruence.compare.null import (
    Decoys,
    benjamini_hochberg,
    p_values,
    pruned_q,
    split_half,
)

TEXTS = st.lists(st.text(alphabet="ab .,", max_size=30), min_size=2, max_size=12)


def test_a_text_is_cut_at_the_mark_nearest_its_middle():
    text = "een twee drie vier, vijf zes zeven acht negen tien"
    assert split_half(text) == ("een twee drie vier,", "vijf zes zeven acht negen tien")


def test_without_a_mark_near_the_middle_the_middle_word_decides():
    assert split_half("a, b c d e f g h") == ("a, b c d", "e f g h")
    assert split_half("woord") == ("woord", "")
    assert split_half("") == ("", "")


@given(TEXTS, st.integers(0, 5))
def test_no_decoy_holds_both_halves_of_one_text(texts, seed):
    decoys = Decoys.draw(texts, draws=3, seed=seed)
    for row in decoys.successors:
        assert sorted(row) == list(range(len(texts)))
        assert all(other != at for at, other in enumerate(row))
        # one cycle: from any text every other is reached before coming back
        at, seen = 0, set()
        while at not in seen:
            seen.add(at)
            at = row[at]
        assert len(seen) == len(texts)


@given(TEXTS)
def test_decoys_are_the_same_on_every_run(texts):
    one, two = (Decoys.draw(texts, draws=2, seed=7) for _ in range(2))
    assert [one.texts(0), one.texts(1)] == [two.texts(0), two.texts(1)]


def test_benjamini_hochberg_on_a_worked_example():
    p = np.array([0.01, 0.04, 0.03, 0.5])
    assert benjamini_hochberg(p) == pytest.approx([0.04, 0.16 / 3, 0.16 / 3, 0.5])
    assert benjamini_hochberg(p, tests=2) == pytest.approx(benjamini_hochberg(p))
    assert benjamini_hochberg(p, tests=8) == pytest.approx([0.08, 0.32 / 3, 0.32 / 3, 1.0])


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=30))
def test_a_rate_is_never_below_its_p_and_keeps_the_order(values):
    p = np.array(values)
    q = benjamini_hochberg(p)
    assert (q >= p - 1e-12).all() and (q <= 1).all()
    assert (np.diff(q[np.argsort(p, kind="stable")]) >= -1e-12).all()


def test_a_p_value_counts_ties_against_the_finding():
    assert p_values(np.array([1.0, 2.0, 0.0]), np.array([0.5, 1.0, 1.5])) == pytest.approx(
        [3 / 4, 1 / 4, 1.0]
    )


def test_rows_already_found_leave_the_null_and_let_weaker_ones_be_seen():
    rng = np.random.default_rng(0)
    maxima = np.concatenate([np.full(10, 10.0), np.full(10, 6.0), rng.normal(0, 1, 80)])
    # the decoys of the first ten still hold half of their counterpart and score 7
    null = rng.normal(0, 1, (10, 100))
    null[:, :10] = 7.0
    assert (benjamini_hochberg(p_values(maxima, null))[10:20] > 0.10).all()
    q = pruned_q(maxima, null)
    assert (q[:20] <= 0.10).all()
    assert (q[20:] > 0.10).mean() > 0.9


def test_at_most_two_rows_in_five_are_pruned():
    maxima = np.full(10, 10.0)
    null = np.zeros((10, 10))
    null[:, 5:] = 11.0  # only pruning half of the rows would hide these
    assert (pruned_q(maxima, null) > 0.10).all()
