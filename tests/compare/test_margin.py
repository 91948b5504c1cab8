"""The remarks in the margin of a draft, to the letter: where they stand and what they ask."""

from __future__ import annotations

from dataclasses import replace

import pytest

from congruence.compare.check import Check, MarginNote
from congruence.compare.matrix import Matrix
from congruence.compare.question import place_of, signal_question, uncovered_question
from congruence.compare.result import Band
from congruence.messages import using_language
from congruence.model import Block, BlockKind, Document, Provenance, Signal
from tests.compare.conftest import document
from tests.compare.made import comparison, finding

DRAFT = document(
    [
        "Het team kan het gezin spreken en het team legt het vast.",
        "De ouders krijgen een verslag.",
        "Klachten gaan naar de raad.",
    ],
    "concept",
)
LAW = Document(
    "wet", "Wet", "wet.txt", "txt", "0",
    (
        Block("w0", BlockKind.PARAGRAPH, "Het team moet het gezin spreken.", path="Artikel 3"),
        Block("w1", BlockKind.PARAGRAPH, "Van elk gesprek krijgt het gezin op verzoek een kopie."),
    ),
)  # fmt: skip
STRENGTH = Signal("strength", "kan", "moet", "Hier kan het, daar moet het.")


def remarks(*rows):
    """Of a check in which each row holds the findings of one passage of the draft."""
    sides = zip(*rows, strict=True)
    return Check(Matrix(tuple(comparison(DRAFT, LAW, side) for side in sides))).remarks


def found(at, *, link="w0", **what):
    return finding(DRAFT, at, Band.FOUND, links=[link, "w1"], **what)


def none(at):
    return finding(DRAFT, at, Band.NONE, links=["w1"], q=0.9)


def test_a_signal_is_remarked_at_its_words_with_the_counterpart_quoted():
    [note] = remarks([found(0, signals=[STRENGTH])])
    start = DRAFT.blocks[0].text.index("kan")
    assert note == MarginNote(
        "p-0", start, start + 3, "strength", ("wet",),
        "Hier kan het, daar moet het.\n"
        "Artikel 3 van Wet: ‘Het team moet het gezin spreken.’\n"
        "Hier staat ‘kan’, daar ‘moet’: hoe bindend is dit bedoeld?",
    )  # fmt: skip


def test_words_that_stand_there_twice_are_remarked_where_they_stand_first():
    [note] = remarks([found(0, signals=[replace(STRENGTH, first="het")])])
    first = DRAFT.blocks[0].text.index("het gezin")
    assert (note.start, note.end) == (first, first + len("het"))
    [note] = remarks([found(0, signals=[replace(STRENGTH, first="Het")])])
    assert (note.start, note.end) == (0, 3)


def test_words_of_the_chapeau_remark_the_whole_item():
    [note] = remarks([found(1, signals=[replace(STRENGTH, first="Ieder team kan")])])
    assert (note.start, note.end) == (0, len(DRAFT.blocks[1].text))


def test_a_clause_left_open_is_remarked_where_it_stands():
    clause = "en het team legt het vast."
    [note] = remarks([found(0, uncovered=[clause])])
    start = DRAFT.blocks[0].text.index(clause)
    assert note == MarginNote(
        "p-0", start, start + len(clause), "uncovered", ("wet",),
        "Van dit zinsdeel is weinig teruggevonden in de tegenhanger.\n"
        "Artikel 3 van Wet: ‘Het team moet het gezin spreken.’\n"
        "Artikel 3 lijkt ‘en het team legt het vast’ open te laten: hoort dat daar ook te staan?",
    )  # fmt: skip


def test_a_passage_without_counterpart_is_remarked_whole():
    rest = [found(1), found(2)]
    [note] = remarks([none(0)], *([row] for row in rest))
    assert note == MarginNote(
        "p-0", 0, len(DRAFT.blocks[0].text), "none", ("wet",),
        "Geen tegenhanger gevonden in: Wet.\n"
        "Is dat zo bedoeld, of staat het er in andere woorden?",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("count", "lead"),
    [
        (2, "Voor deze passage en de volgende is geen tegenhanger gevonden in: Wet."),
        (3, "Voor deze passage en de 2 volgende is geen tegenhanger gevonden in: Wet."),
    ],
)
def test_passages_of_one_section_share_a_remark(count, lead):
    rows = [[none(at)] for at in range(count)] + [[found(at)] for at in range(count, 3)]
    [note] = remarks(*rows)
    assert (note.block, note.start, note.end) == ("p-0", 0, len(DRAFT.blocks[0].text))
    assert note.text.split("\n")[0] == lead


def test_the_same_is_said_in_english():
    lead = "For this passage and the {} after it, no counterpart was found in: Wet."
    question = "Is that meant so, or does it stand there in other words?"
    with using_language("en"):
        for count in (2, 3):
            rows = [[none(at)] for at in range(count)] + [[found(at)] for at in range(count, 3)]
            [note] = remarks(*rows)
            assert note.text == f"{lead.format(count - 1)}\n{question}"


def test_only_a_counterpart_that_was_found_is_remarked_and_every_document_is_asked():
    possible = replace(found(0, signals=[STRENGTH]), band=Band.POSSIBLE)
    notes = remarks([possible, found(0, signals=[STRENGTH])])
    assert [(note.kind, note.against) for note in notes] == [("strength", ("wet",))]
    assert remarks([possible, possible]) == ()


@pytest.mark.parametrize(
    ("rows", "fired"),
    [
        ([found(0)], ("found",)),
        ([found(0, signals=[STRENGTH])], ("found", "signal")),
        ([found(0, signals=[replace(STRENGTH, kind="term")])], ("found", "signal", "term")),
        ([found(0, uncovered=["en het team legt het vast."])], ("found",)),
        ([none(0)], ("none",)),
        ([replace(found(0, signals=[STRENGTH]), band=Band.POSSIBLE)], ()),
    ],
)
def test_what_stops_a_run_that_asks_for_it(rows, fired):
    checked = Check(Matrix((comparison(DRAFT, LAW, rows),)))
    assert checked.fired(("term", "signal", "none", "found")) == fired
    assert [checked.fired([condition]) for condition in fired] == [(name,) for name in fired]


@pytest.mark.parametrize(
    ("words", "shown"),
    [(59, 59), (60, 60), (61, 60)],
)
def test_a_long_counterpart_is_quoted_by_its_first_sixty_words(words, shown):
    text = " ".join(f"woord{n}" for n in range(words))
    law = document([text], "lang")
    made = comparison(DRAFT, law, [finding(DRAFT, 0, Band.FOUND, links=["p-0"],
                                           signals=[STRENGTH])])  # fmt: skip
    [note] = Check(Matrix((made,))).remarks
    quote = " ".join(text.split()[:shown]) + (" …" if words > shown else "")
    assert note.text.split("\n")[1] == f"lang: ‘{quote}’"


@pytest.mark.parametrize(
    ("block", "place"),
    [
        (Block("x", BlockKind.PARAGRAPH, "Tekst.", label="2.1"), "2.1 van Wet"),
        (Block("x", BlockKind.FOOTNOTE, "Tekst.", label="4"), "voetnoot 4 van Wet"),
        (Block("x", BlockKind.PARAGRAPH, "Tekst.", provenance=Provenance(page=7)),
         "bladzijde 7 van Wet"),
        (Block("x", BlockKind.PARAGRAPH, "Tekst."), "Wet"),
    ],
)  # fmt: skip
def test_a_place_is_named_as_a_reader_finds_it(block, place):
    assert place_of(block, LAW) == place


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("strength", "Hier staat ‘x’, daar ‘y’: hoe bindend is dit bedoeld?"),
        ("negation", "Hier staat ‘x’, daar ‘y’: kan aan beide tegelijk gevolg worden gegeven?"),
        ("actor", "Hier handelt ‘x’, daar ‘y’: wie is aan zet?"),
        ("number", "Hier staat ‘x’, daar ‘y’: welk getal is bedoeld?"),
        ("deadline", "Hier staat ‘x’, daar ‘y’: welke termijn geldt?"),
        ("term", "Hier staat ‘x’, daar ‘y’: is hetzelfde bedoeld?"),
        ("setting", "Hier staat ‘x’, daar ‘y’: blijft dit binnen het vrijwillig kader?"),
    ],
)
def test_every_signal_has_its_question(kind, question):
    assert signal_question(Signal(kind, "x", "y", "")) == question


def test_a_long_clause_is_asked_about_by_its_first_words():
    clause = ", " + " ".join(str(n) for n in range(20)) + " ;"
    assert uncovered_question(clause, "Artikel 3") == (
        "Artikel 3 lijkt ‘, 0 1 2 3 4 5 6 7 8 9 10 …’ open te laten: hoort dat daar ook te staan?"
    )
    assert "‘dan wel X’" in uncovered_question("dan wel X.,:;", "Artikel 3")
