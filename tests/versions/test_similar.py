"""Likeness of passages, worked out by hand; which pairs are looked at; what counts as a number."""

from __future__ import annotations

from itertools import product
from math import log

import pytest

from congruence.model import Block, BlockKind, Document
from congruence.versions import ChangeKind, compare_versions
from congruence.versions.labels import label_value, relabelled
from congruence.versions.sequence import heaviest_rising
from congruence.versions.similar import Similarity
from congruence.versions.units import unit_of_text


def likeness(old, new):
    sides = [[unit_of_text(text, at) for at, text in enumerate(side)] for side in (old, new)]
    return Similarity(*sides)


def test_likeness_is_the_mean_of_rare_words_shared_and_words_in_order():
    # Four passages: a word of one of them weighs log(1 + 4/1), one of two of them log(1 + 4/2).
    made = likeness(["een twee drie vier", "los woord"], ["twee een drie zes", "ander ding"])
    one, two = log(5), log(3)
    dice = 2 * (3 * two) / ((3 * two + one) * 2)
    in_order = 2 * 2 / 8  # "een drie": two of four words on either side
    assert made.score(0, 0) == pytest.approx((dice + in_order) / 2)


def test_a_word_that_is_said_twice_counts_twice():
    made = likeness(["hulp hulp thuis nu"], ["hulp hulp elders daar"])
    shared, alone = log(2), log(3)
    dice = 2 * 2 * shared / (2 * (2 * shared + 2 * alone))
    assert made.score(0, 0) == pytest.approx((dice + 4 / 8) / 2)


def test_hardly_a_word_in_common_is_halved():
    old = "een twee drie vier vijf zes zeven acht negen tien"
    new = "een elf twaalf dertien veertien vijftien zestien zeventien achttien negentien"
    shared, alone = log(2), log(3)
    dice = shared / (shared + 9 * alone)
    assert dice < 0.15
    assert likeness([old], [new]).score(0, 0) == pytest.approx(dice / 2)


@pytest.mark.parametrize(
    ("old", "new", "score"),
    [
        ("de raad beslist", "de raad beslist", 1.0),
        ("de raad", "de raden", 2 * 5 / 13),  # letters: "dera" and "d" of six and seven
        ("abc", "xyz", 0.0),
        ("", "de raad", 0.0),
        ("de raad", "", 0.0),
    ],
)
def test_of_a_few_words_the_letters_are_held_together(old, new, score):
    assert likeness([old], [new]).score(0, 0) == pytest.approx(score)


def test_passages_that_share_rare_words_are_candidates_the_best_six_of_them():
    rare = [f"zeldzaam gezegde nummer{n}" for n in range(8)]
    made = likeness([*rare, "niets daarvan"], ["zeldzaam gezegde nummer5", "iets anders"])
    # The one with its number first, then by place; of the others no word is shared.
    assert made.candidates(range(9), [0, 1]) == [(at, 0) for at in (5, 0, 1, 2, 3, 4)]
    assert made.candidates([6, 7], [0]) == [(6, 0), (7, 0)]


@pytest.mark.parametrize(("count", "found"), [(24, 6), (25, 0)])
def test_a_word_of_many_passages_proposes_none(count, found):
    made = likeness(["overal aanwezig"] * count, ["overal"])
    assert len(made.candidates(range(count), [0])) == found


def test_words_of_three_letters_propose_no_pair_but_two_in_a_row_do():
    made = likeness(["een wet", "wet een"], ["een wet"])
    assert made.candidates([0, 1], [0]) == [(0, 0)]


def best_by_trying(values, weights):
    best = 0
    for chosen in product((False, True), repeat=len(values)):
        picked = [value for value, one in zip(values, chosen, strict=True) if one]
        if all(one < other for one, other in zip(picked, picked[1:], strict=False)):
            best = max(best, sum(w for w, one in zip(weights, chosen, strict=True) if one))
    return best


@pytest.mark.parametrize("weights", [(3, 1, 2, 2, 1), (1, 1, 1, 1, 1), (1, 2, 4, 2, 1)])
def test_the_heaviest_rising_chain_is_as_heavy_as_any(weights):
    for values in product(range(4), repeat=5):
        chain = heaviest_rising(values, weights)
        picked = [values[at] for at in chain]
        assert chain == sorted(set(chain))
        assert all(one < other for one, other in zip(picked, picked[1:], strict=False))
        assert sum(weights[at] for at in chain) == best_by_trying(values, weights)


def test_of_chains_as_heavy_the_one_that_ends_lowest_is_taken():
    assert heaviest_rising([5, 3], [2, 2]) == [1]
    assert heaviest_rising([1, 4, 2, 3], [1, 2, 1, 1]) == [0, 2, 3]
    assert heaviest_rising([], []) == []
    assert heaviest_rising([7], [0]) == []


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Artikel 3", "artikel 3"), ("Art. 3", "artikel 3"), ("art 3.", "artikel 3"),
        ("ARTIKEL 3", "artikel 3"), (" 2. ", "2"), ("2.1", "2 1"), ("a)", "a"), ("1°", "1"),
        ("–", ""), ("•", ""), ("", ""), (None, ""), ("Artistiek", "artistiek"),
    ],
)  # fmt: skip
def test_of_a_number_only_the_number_counts(label, value):
    assert label_value(label) == value


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [("1.", "2.", True), ("1.", "1)", False), ("Artikel 1", "Art. 1", False), (None, "2.", False),
     ("1.", None, False), ("–", "2.", False)],
)  # fmt: skip
def test_a_number_changed_where_both_have_one(old, new, changed):
    blocks = [Block("x", BlockKind.PARAGRAPH, "x", label=label) for label in (old, new)]
    assert relabelled(*blocks) is changed


def test_the_concordance_has_provisions_in_the_new_order_and_no_notes():
    def version(name, *rows):
        return Document(name, name, name, "text", "", tuple(
            Block(f"{name}{at}", kind, text, label=label, path=path)
            for at, (kind, label, path, text) in enumerate(rows)
        ))  # fmt: skip

    item, note = BlockKind.LIST_ITEM, BlockKind.FOOTNOTE
    stays = "Het team voert binnen twee weken een gesprek met het gezin."
    edited = "De raad stelt ieder jaar vast wat de hulp aan een gezin mag kosten."
    remark = "Zie daarover ook de toelichting bij de verordening van dat jaar."
    old = version("o", (item, "1.", "Artikel 1, lid 1", stays), (item, "2.", None, edited),
                  (note, "1", None, remark))  # fmt: skip
    new = version("n", (item, "2.", "Artikel 1, lid 2", stays),
                  (item, "3.", None, edited.replace("jaar", "kwartaal")),
                  (note, "2", None, remark))  # fmt: skip
    result = compare_versions(old, new)
    assert [change.kind for change in result.changes] == [
        ChangeKind.RELABELLED, ChangeKind.EDITED, ChangeKind.RELABELLED,
    ]  # fmt: skip
    assert [(row.old, row.new) for row in result.labels] == [
        ("Artikel 1, lid 1", "Artikel 1, lid 2"), ("2.", "3."),
    ]  # fmt: skip
