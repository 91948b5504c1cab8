"""Tables: which blocks make a row, and which cells of two rows belong together."""

from __future__ import annotations

import pytest

from congruence.model import Block, BlockKind, Document
from congruence.versions import ChangeKind, Weight, compare_versions
from congruence.versions.rows import pair_cells
from congruence.versions.units import unit_of_text, units, without_glued_label


def paired(make, old, new):
    """Pairs of cells by their words; None where there is no cell."""
    one, other = make.table([old]), make.table([new])
    [left], [right] = units(one), units(other)
    return [
        (old[was[0]] if was else None, new[now[0]] if now else None)
        for was, now in pair_cells(left, right)
    ]


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        (["a", "b", "c"], ["a", "x", "c"], [("a", "a"), ("b", "x"), ("c", "c")]),
        (["a", "b"], ["b", "a"], [("a", "b"), ("b", "a")]),
        (["a", "b", "c"], ["a", "c"], [("a", "a"), ("b", None), ("c", "c")]),
        (["a", "c"], ["a", "b", "c"], [("a", "a"), (None, "b"), ("c", "c")]),
        (["a", "b", "c", "d"], ["a", "x", "d"],
         [("a", "a"), ("b", "x"), ("c", None), ("d", "d")]),
        (["a", "p", "q", "d"], ["a", "x", "y", "z", "d"],
         [("a", "a"), ("p", "x"), ("q", "y"), (None, "z"), ("d", "d")]),
        (["k", "a", "b"], ["a", "b", "l", "m"],
         [("k", None), ("a", "a"), ("b", "b"), (None, "l"), (None, "m")]),
        (["een", "Twee drie"], ["nul", "een", "twee  drie"],
         [(None, "nul"), ("een", "een"), ("Twee drie", "twee  drie")]),
        (["a", "", "c"], ["a", "c"], [("a", "a"), ("", None), ("c", "c")]),
        (["", ""], ["", "", "-"], [("", ""), ("", ""), (None, "-")]),
        ([""], ["", ""], [("", ""), (None, "")]),
    ],
)  # fmt: skip
def test_cells_keep_their_columns(make, old, new, pairs):
    assert paired(make, old, new) == pairs


def test_a_row_is_what_stands_in_one_row_of_one_table():
    def cell(id_, table, row):
        return Block(id_, BlockKind.TABLE_CELL, id_, table=table, row=row)

    blocks = (
        cell("a", 0, 0), cell("b", 0, 0), cell("c", 0, 1), cell("d", 1, 1),
        Block("e", BlockKind.PARAGRAPH, "e"), cell("f", 1, 1), cell("g", None, None),
        cell("h", None, None), Block("i", BlockKind.PARAGRAPH, "i", table=1, row=1),
    )  # fmt: skip
    made = units(Document("d", "d", "d", "docx", "", blocks))
    assert [(unit.blocks, unit.row, unit.key) for unit in made] == [
        ((0, 1), True, "a\tb"), ((2,), True, "c"), ((3,), True, "d"), ((4,), False, "e"),
        ((5,), True, "f"), ((6,), False, "g"), ((7,), False, "h"), ((8,), False, "i"),
    ]  # fmt: skip


def test_a_row_holds_its_words_and_its_cells(make):
    [row] = units(make.table([["De  hulp¹", "", "in 2024."]]))
    assert (row.words, row.key) == (("de", "hulp", "in", "2024"), "dehulp\t\tin2024")
    [bare] = units(make.table([["-", ""]]))
    assert (bare.words, bare.key, bare.blocks) == ((), "", (0, 1))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("1. De raad", "De raad"), ("12) De raad", "De raad"), ("a. de raad", "de raad"),
        ("iv. de raad", "de raad"), ("- de raad", "de raad"), ("• de raad", "de raad"),
        ("3 De raad", "De raad"), ("1° de raad", "de raad"), ("  2. De raad", "De raad"),
        ("3 leden", "3 leden"), ("2024. De raad", "2024. De raad"), ("1.500 euro", "1.500 euro"),
        ("de raad", "de raad"),
    ],
)  # fmt: skip
def test_a_number_or_bullet_in_the_text_is_no_word_of_it(text, left):
    assert without_glued_label(text) == left
    assert unit_of_text(text, 4, "x", note=True) == unit_of_text(left, 4, "x", note=True)


def test_a_column_put_in_leaves_the_other_cells_alone(make):
    old = make.table([["jaar", "bedrag"], ["2024", "honderd euro"]], "o")
    new = make.table([["jaar", "wijk", "bedrag"], ["2024", "noord", "honderd euro"]], "n")
    result = compare_versions(old, new)
    assert [(c.kind, c.old_text, c.new_text) for c in result.changes] == [
        (ChangeKind.UNCHANGED, "jaar", "jaar"), (ChangeKind.INSERTED, "", "wijk"),
        (ChangeKind.UNCHANGED, "bedrag", "bedrag"), (ChangeKind.UNCHANGED, "2024", "2024"),
        (ChangeKind.INSERTED, "", "noord"),
        (ChangeKind.UNCHANGED, "honderd euro", "honderd euro"),
    ]  # fmt: skip


def test_a_number_in_a_cell_is_substance_and_beside_the_text_a_page(make):
    rows = [["jaar", "bedrag"], ["hulp thuis", "honderd euro"]]
    result = compare_versions(make.table(rows, "o"), make.table([[*rows[0], "12"], rows[1]], "n"))
    assert [c.weight for c in result.changes if c.new_text == "12"] == [Weight.SUBSTANTIVE]
    text = ["De raad stelt een verslag vast.", "Het team voert het uit."]
    result = compare_versions(make.document(text, "o"), make.document([*text, "- 12 -"], "n"))
    assert [c.weight for c in result.changes if c.kind == "inserted"] == [Weight.EDITORIAL]
