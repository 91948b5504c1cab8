"""From an alignment to changes: order, kinds, notes on the whole, to the letter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from congruence.model import Block, BlockKind, Document, Provenance, ReadWarning
from congruence.versions import ChangeKind, Op, Weight, compare_versions

A = "Het team voert binnen twee weken een gesprek met het gezin."
B = "Van dat gesprek maakt iemand een verslag voor het dossier."
C = "De ouders krijgen daarvan op hun verzoek een kopie toegestuurd."
D = "Wie bezwaar heeft kan dat schriftelijk laten weten aan de raad."


def told(make, old, new):
    """Changes in order: kind, the letters of what was and what is, by the lists above."""
    result = compare_versions(make.document(old, "o"), make.document(new, "n"))
    return [(change.kind.value, *change.old, *change.new) for change in result.changes]


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ([A, B, C], [A, D, C],
         [("unchanged", "o-0", "n-0"), ("deleted", "o-1"), ("inserted", "n-1"),
          ("unchanged", "o-2", "n-2")]),
        # what went stands where it stood, before what came there, also at either end
        ([A, B], [C, B], [("deleted", "o-0"), ("inserted", "n-0"), ("unchanged", "o-1", "n-1")]),
        ([A, B], [A, C], [("unchanged", "o-0", "n-0"), ("deleted", "o-1"), ("inserted", "n-1")]),
        ([A, B, C], [C], [("deleted", "o-0"), ("deleted", "o-1"), ("unchanged", "o-2", "n-0")]),
        # what moved is no mark for what went
        ([A, B, C, D], [B, C, A],
         [("unchanged", "o-1", "n-0"), ("unchanged", "o-2", "n-1"), ("deleted", "o-3"),
          ("moved", "o-0", "n-2")]),
        ([A, B], [f"{A} {B}", C], [("merged", "o-0", "o-1", "n-0"), ("inserted", "n-1")]),
        ([], [A], [("inserted", "n-0")]),
        ([A], [], [("deleted", "o-0")]),
    ],
)  # fmt: skip
def test_changes_stand_in_reading_order(make, old, new, changes):
    assert told(make, old, new) == changes


def test_what_came_or_went_is_struck_or_new_as_a_whole(make):
    result = compare_versions(make.document([A, ""], "o"), make.document([B], "n"))
    assert [[(words.op, words.text) for words in change.words] for change in result.changes] == [
        [(Op.DELETE, A)], [], [(Op.INSERT, B)],
    ]  # fmt: skip
    assert [change.kind for change in result.changes] == ["deleted", "deleted", "inserted"]


def test_parts_are_joined_by_a_line(make):
    split = compare_versions(make.document([f"{A} {B}"], "o"), make.document([A, B], "n"))
    [change] = split.changes
    assert (change.old_text, change.new_text) == (f"{A} {B}", f"{A}\n{B}")


def test_a_cell_that_stands_in_the_text_now_moved_if_it_has_five_words(make):
    for text, kinds in (
        ("zie daarvoor artikel drie nu", ["moved", "deleted"]),
        ("zie daarvoor artikel drie", ["inserted", "deleted", "deleted"]),
    ):
        table, plain = make.table([[text, "bedrag"]], "t"), make.document([text], "n")
        result = compare_versions(table, plain)
        assert sorted(change.kind for change in result.changes) == sorted(kinds)


def scan(document):
    return replace(document, warnings=(ReadWarning("no_text", "niets te lezen"),))


def recognised(document):
    blocks = (replace(document.blocks[0], provenance=Provenance(page=1, ocr=True)),)
    return replace(document, blocks=blocks + document.blocks[1:])


def test_notes_on_the_whole_are_said_in_words(make):
    def notes(old, new):
        return [(note.code, note.message) for note in compare_versions(old, new).notes]

    one, other, empty = (make.document(lines, name) for lines, name in
                         (([A, B], "oud"), ([C, D], "nieuw"), ([], "leeg")))  # fmt: skip
    unrelated = ("Bijna geen passage van oud komt terug in nieuw: dit lijken geen versies van "
                 "één document.")  # fmt: skip
    assert notes(one, other) == [("unrelated", unrelated)]
    assert notes(one, one) == [("identical", "De twee versies hebben dezelfde tekst.")]
    assert notes(one, empty) == [("empty", "In leeg is geen tekst gevonden.")]
    assert notes(empty, empty) == [
        ("identical", "De twee versies hebben dezelfde tekst."),
        ("empty", "In leeg is geen tekst gevonden."), ("empty", "In leeg is geen tekst gevonden."),
    ]  # fmt: skip
    message = (
        "Geen bladzijde van leeg bevat leesbare tekst; het lijkt een scan. Er is niets van "
        "vergeleken: wat de andere versie zegt, staat hier als nieuw of vervallen. Met --ocr "
        "worden de woorden herkend."
    )
    assert notes(one, scan(empty)) == [("scan", message)]
    assert notes(scan(empty), scan(empty)) == [("scan", message)] * 2
    assert notes(scan(one), one) == [("identical", "De twee versies hebben dezelfde tekst.")]
    letters = ("De tekst van nieuw is uit afbeeldingen herkend: een verschil van een letter kan "
               "een leesfout zijn.")  # fmt: skip
    assert notes(one, recognised(other)) == [("recognised", letters)]


@pytest.mark.parametrize(("shared", "codes"), [(0, ["unrelated"]), (1, []), (2, [])])
def test_versions_that_share_a_tenth_of_their_passages_are_related(make, shared, codes):
    old = [f"De {n}e regel over {n} zaken van dit jaar." for n in ("a", "b", *"cdefghij")]
    new = [*old[:shared], *(f"Geheel andere woorden, {n} keer {n}, om niets." for n in "klmnop")]
    result = compare_versions(make.document(old, "o"), make.document(new, "n"))
    assert [note.code for note in result.notes] == codes


def test_passages_of_three_words_say_nothing_about_being_related(make):
    short = ["een twee drie", "vier vijf zes"]
    result = compare_versions(make.document(short, "o"), make.document([A, B], "n"))
    assert result.notes == ()


def test_signals_are_of_changed_words_of_substance_only(make):
    def signals(old, new):
        result = compare_versions(make.document(old, "o"), make.document(new, "n"))
        return [[signal.kind for signal in change.signals] for change in result.changes]

    weaker = A.replace("voert", "kan").replace("gezin.", "gezin voeren.")
    strong = A.replace("voert", "moet").replace("gezin.", "gezin voeren.")
    assert signals([strong], [weaker]) == [["strength"]]
    assert signals([strong, B], [B, strong]) == [[], []]  # moved, the same words
    assert signals([strong], [B]) == [[], []]
    moved = signals([strong, B, C], [B, C, weaker])
    assert moved == [[], [], ["strength"]]


def test_a_renumbered_passage_keeps_its_words_and_its_weight(make):
    result = compare_versions(
        make.document(["Artikel 1", f"1. {A}"], "o"), make.document(["Artikel 1", f"2. {A}"], "n")
    )
    assert [(c.kind, c.weight) for c in result.changes] == [
        (ChangeKind.UNCHANGED, Weight.EDITORIAL), (ChangeKind.RELABELLED, Weight.CONSEQUENTIAL),
    ]  # fmt: skip


def test_every_kind_is_counted(make):
    result = compare_versions(make.document([A, B, C], "o"), make.document([B, A, D], "n"))
    assert result.summary == {
        "unchanged": 1, "edited": 0, "inserted": 1, "deleted": 1, "moved": 1, "moved_edited": 0,
        "split": 0, "merged": 0, "relabelled": 0,
    }  # fmt: skip
    assert set(result.by_old) == {"o-0", "o-1", "o-2"}
    assert result.by_new["n-2"].kind == "inserted"


def test_a_split_item_of_a_list_is_consequential(make):
    def item(id_, label, text):
        return Block(id_, BlockKind.LIST_ITEM, text, label=label)

    def version(name, *items):
        return Document(name, name, name, "text", "", items)

    old = version("o", item("a", "1.", f"{A} {B}"))
    new = version("n", item("a", "1.", A), item("b", "2.", B))
    assert [c.weight for c in compare_versions(old, new).changes] == [Weight.CONSEQUENTIAL]
    bare = [replace(block, label=None) for block in (*old.blocks, *new.blocks)]
    plain = compare_versions(version("o", bare[0]), version("n", *bare[1:]))
    assert [c.weight for c in plain.changes] == [Weight.EDITORIAL]
