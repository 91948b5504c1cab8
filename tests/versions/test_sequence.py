"""What two sequences share, also where they are too long to compare item by item."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congruence.versions import sequence
from congruence.versions.sequence import Match, common, once_in_both

ITEMS = st.lists(st.integers(0, 8), max_size=40)


@given(ITEMS, ITEMS)
def test_what_is_shared_is_equal_in_both_and_rises(old, new):
    low_old = low_new = 0
    for match in common(old, new):
        assert match.size > 0
        assert match.old >= low_old and match.new >= low_new
        low_old, low_new = match.old + match.size, match.new + match.size
        assert old[match.old : low_old] == new[match.new : low_new]


@given(ITEMS, ITEMS)
def test_a_long_pair_is_cut_and_shares_no_more_than_the_whole(old, new):
    whole = sum(match.size for match in common(old, new))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sequence, "LARGEST_PRODUCT", 0)
        cut = common(old, new)
    assert sum(match.size for match in cut) <= whole
    for match in cut:
        assert old[match.old : match.old + match.size] == new[match.new : match.new + match.size]


def test_a_long_pair_is_cut_at_what_stands_once_in_both(monkeypatch):
    monkeypatch.setattr(sequence, "LARGEST_PRODUCT", 0)
    old = ["a", "x", "P", "b", "y", "y", "Q", "c", "u"]
    new = ["z", "a", "P", "y", "y", "b", "b", "Q", "c", "v", "w"]
    # Between the cuts P, Q and c: what touches a cut is still shared, what stands apart is not.
    assert common(old, new) == [Match(0, 1, 1), Match(2, 2, 1), Match(6, 7, 2)]


def test_cuts_out_of_order_are_not_crossed(monkeypatch):
    monkeypatch.setattr(sequence, "LARGEST_PRODUCT", 0)
    old = [9, "P", 1, "Q", 2, "R", 3]
    new = [8, "Q", 4, "P", 5, "R", 7]
    assert common(old, new) == [Match(1, 3, 1), Match(5, 5, 1)]


def test_nothing_in_common_is_no_match(monkeypatch):
    monkeypatch.setattr(sequence, "LARGEST_PRODUCT", 0)
    assert common([1, 2, 2], [3, 4, 4]) == []
    assert common([], [1]) == []


def test_items_that_stand_once_in_both_come_in_the_order_of_the_first():
    assert once_in_both("abcadz", "zdxxcb") == [(1, 5), (2, 4), (4, 1), (5, 0)]


def test_what_repeats_beside_a_cut_is_shared_up_to_the_cut(monkeypatch):
    monkeypatch.setattr(sequence, "LARGEST_PRODUCT", 0)
    assert common("bbPx", "cbbPy") == [Match(0, 1, 3)]
    assert common("xPbbyQaa1", "zzPbbwQaa2") == [Match(1, 2, 3), Match(5, 6, 3)]
