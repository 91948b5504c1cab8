"""Pieces that an expression cannot do without: nothing it fits may lack them."""

from __future__ import annotations

import re

import pytest

from congruence.terms.needed import alternatives, needed_pieces
from congruence.terms.objections import _markers


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("bezwaar", [{"bezwaar"}]),
        (r"(?:heb|maak)\s+bezwaar", [{"bezwaar"}, {"heb", "maak"}]),
        (r"(?:zie|zien)\s+(?:niet\s+)?zitten", [{"zitten"}, {"zie"}]),
        (r"(?:te\s+)+vaag", [{"vaag"}]),
        (r"[a-z]+\s+is\s+\w+", []),
        (r"(?:verwerp|af)", []),
        (r"Geen\s+Kader(?!lid)", [{"kader"}, {"geen"}]),
    ],
)
def test_sets_of_which_every_match_holds_one(pattern, expected):
    assert [set(each) for each in needed_pieces(re.compile(pattern))] == expected


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("a|b", ["a", "b"]),
        ("(?:a|b)|c", ["(?:a|b)", "c"]),
        (r"a\|b|[|)]|[]|]x|[^]|]", [r"a\|b", "[|)]", "[]|]x", "[^]|]"]),
        (r"a\(|b", [r"a\(", "b"]),
    ],
)
def test_an_expression_is_parted_at_its_outermost_bars(pattern, parts):
    assert alternatives(pattern) == parts


def test_nearly_every_marker_can_be_passed_over():
    parts = [part for marker in _markers() for part in marker.parts]
    assert sum(not part.needs for part in parts) < len(parts) / 10
    assert all(piece == piece.lower() for part in parts for needs in part.needs for piece in needs)
