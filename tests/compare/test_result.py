"""A result by itself: its JSON, its bands, the classes of a matrix; no model takes part."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from congruence import schema
from congruence.compare.context import text_in_context
from congruence.compare.matrix import Matrix, matrix
from congruence.compare.result import Band, band_of, banded
from congruence.model import Block, BlockKind, Document, Signal
from tests.compare.conftest import document
from tests.compare.made import comparison, finding

A = document(["een", "twee", "drie", "vier", "vijf"], "a")
B, C, D = (document(["een", "twee"], name) for name in "bcd")
SIGNAL = Signal("number", "3", "4", "drie of vier")


@pytest.mark.parametrize(("side", "quotes"), [("a", ("3", "4")), ("b", ("4", "3"))])
def test_a_signal_names_the_words_of_either_document_by_its_letter(side, quotes):
    made = finding(A, 0, Band.FOUND, side=side, links=["p-1"], signals=[SIGNAL])
    payload = json.loads(schema.dumps(comparison(A, A, [made])))
    assert payload["findings"][0]["signals"] == [
        {"kind": "number", "a": quotes[0], "b": quotes[1], "detail": "drie of vier"}
    ]


@pytest.mark.parametrize(
    ("q", "band"),
    [(None, "possible"), (0.1, "found"), (0.1001, "possible"), (0.3, "possible"), (0.31, "none")],
)
def test_a_rate_at_the_bound_still_counts(q, band):
    assert band_of(q, 0.1, 0.3) == band


@pytest.mark.parametrize(
    ("repeats", "band", "stability"),
    [
        ({"even": 0.05, "odd": 0.05, "lexical": 0.05, "semantic": 0.05}, "found", 1.0),
        ({"even": 0.05, "odd": 0.05, "lexical": 0.90, "semantic": 0.05}, "found", 0.75),
        ({"even": 0.05, "odd": 0.20, "lexical": 0.05, "semantic": 0.05}, "possible", 0.25),
        ({"even": 0.05, "odd": 0.05, "lexical": 0.05, "semantic": 0.20}, "possible", 0.25),
        ({"even": 0.05, "odd": 0.05, "lexical": 0.05, "semantic": 0.90}, "possible", 0.0),
        ({}, "found", 0.0),
    ],
)
def test_a_band_that_the_repeats_do_not_bear_out_is_possible(repeats, band, stability):
    made = replace(finding(A, 0, Band.NONE, q=0.05), repeats=repeats)
    judged = banded(made, 0.1, 0.3)
    assert (judged.band, judged.stability) == (band, stability)
    assert banded(replace(made, verbatim=True), 0.1, 0.3).band is Band.FOUND


def test_other_thresholds_give_other_bands_counts_and_method():
    made = comparison(A, A, [finding(A, at, Band.FOUND, q=q)
                             for at, q in enumerate((0.05, 0.2, 0.5))])  # fmt: skip
    strict = made.rebanded(q_found=0.01, q_possible=0.4)
    assert [f.band for f in strict.findings] == ["possible", "possible", "none"]
    assert strict.summary["a"] == {"found": 0, "possible": 2, "none": 1, "passages": 3}
    assert (strict.method.q_found, strict.method.q_possible) == (0.01, 0.4)


@pytest.mark.parametrize(
    ("q_found", "q_possible", "fits"),
    [(0.1, 0.1, True), (0.1, 1, True), (1, 1, True),
     (0, 0.3, False), (0.4, 0.3, False), (0.1, 1.1, False)],
)  # fmt: skip
def test_thresholds_must_rise_from_above_nothing_to_at_most_one(q_found, q_possible, fits):
    made = comparison(A, A, [])
    if fits:
        assert made.rebanded(q_found=q_found, q_possible=q_possible).findings == ()
    else:
        with pytest.raises(ValueError, match="^0 < q_found <= q_possible <= 1$"):
            made.rebanded(q_found=q_found, q_possible=q_possible)


def test_a_finding_is_asked_for_by_its_side_and_block():
    made = comparison(A, B, [finding(A, 1, Band.FOUND), finding(B, 1, Band.NONE, side="b")])
    assert made.finding_of("b", "p-1").band is Band.NONE
    with pytest.raises(KeyError, match="p-9"):
        made.finding_of("a", "p-9")


def bands(*names):
    """A comparison for each document: one letter a passage, f(ound), p(ossible) or n(one)."""
    kinds = {"f": Band.FOUND, "p": Band.POSSIBLE, "n": Band.NONE}
    return Matrix(tuple(
        comparison(A, other, [
            finding(A, at, kinds[letter], links=["p-1", "p-0"] if letter != "n" else [])
            for at, letter in enumerate(column)
        ])
        for other, column in zip((B, C, D), names, strict=False)
    ))  # fmt: skip


def test_a_matrix_counts_passages_by_the_documents_they_stand_in():
    made = bands("fffpn", "ffnnn", "fnnnn")
    assert made.summary == {
        "none": 1, "possible": 1, "one": 1, "several": 1, "every": 1, "passages": 5,
    }  # fmt: skip
    alone = bands("ffpnn")
    assert alone.summary == {
        "none": 2, "possible": 1, "one": 2, "several": 0, "every": 0, "passages": 5,
    }  # fmt: skip


def test_a_cell_holds_the_best_link_or_none():
    rows = json.loads(schema.dumps(bands("fffpn")))["rows"]
    assert [row["cells"][0]["link"] for row in rows] == ["p-1"] * 4 + [None]


def test_a_matrix_of_nothing_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="^a matrix needs at least one other document$"):
        matrix(A, [], encoder=None)


@pytest.mark.parametrize("count", [59, 60, 61, 70])
def test_of_a_long_chapeau_the_last_sixty_words_count(count):
    parts = [f"w{n}" for n in range(count)]
    lead = Block("l", BlockKind.PARAGRAPH, "  ".join(parts))
    item = Block("i", BlockKind.LIST_ITEM, "een verslag;", lead="l")
    text = text_in_context(Document("x", "x", "x", "txt", "", (lead, item)), item)
    expected = lead.text if count <= 60 else " ".join(parts[-60:])
    assert text == f"{expected} een verslag;"
