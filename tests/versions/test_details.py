"""What a change of one operator in the code would turn, and no other test would see."""

from __future__ import annotations

import pytest

from congruence.versions import Turn, compare_versions, turn_of

OLD = [
    "Artikel 1",
    "1. Het team moet binnen twee weken een gesprek met het gezin voeren over de hulp.",
    "2. Van het gesprek maakt het team een verslag dat het gezin kan aanvullen.",
]


@pytest.fixture
def diff(make):
    def compare(old, new):
        return compare_versions(make.document(old, "o"), make.document(new, "n"))

    return compare


def test_changes_are_numbered_from_one_without_a_gap(diff):
    changes = diff(
        OLD, [*OLD[:2], "2. Iets geheel anders over de wachttijd van een klacht."]
    ).changes
    assert [change.id for change in changes] == [f"c{n}" for n in range(1, len(changes) + 1)]


def test_a_strength_signal_quotes_both_wordings(diff):
    changes = diff(OLD, [OLD[0], OLD[1].replace("moet", "kan"), OLD[2]]).changes
    [signal] = [s for change in changes for s in change.signals if s.kind == "strength"]
    assert "moet" in signal.first
    assert "kan" in signal.second


def test_the_notes_of_a_version_are_in_words(diff):
    result = diff(OLD, OLD)
    assert [note.message for note in result.notes] == ["De twee versies hebben dezelfde tekst."]


def test_a_passage_put_before_all_others_comes_first(diff):
    first = "Deze regeling geldt voor ieder gezin dat vrijwillig om hulp vraagt."
    changes = diff(OLD, [first, *OLD]).changes
    assert changes[0].new_text == first
    assert changes[0].kind == "inserted"


@pytest.mark.parametrize(
    ("old", "new", "turn"),
    [
        ("Het team moet het gezin spreken.", "Het team kan het gezin spreken.", Turn.WEAKER),
        ("Het team kan het gezin spreken.", "Het team moet het gezin spreken.", Turn.STRONGER),
        ("Het team mag het gezin spreken.", "Het team mag het gezin niet spreken.", Turn.STRONGER),
        (
            "Het team legt vast welke hulp moet worden geboden.",
            "Het team legt vast welke hulp kan worden geboden.",
            Turn.WEAKER,
        ),
        (
            "Het team behoort het gezin vooraf te spreken.",
            "Het team is verplicht het gezin vooraf te spreken.",
            Turn.STRONGER,
        ),
    ],
)
def test_a_signal_of_strength_says_which_way_the_norm_went(diff, old, new, turn):
    result = diff([OLD[0], old, OLD[2]], [OLD[0], new, OLD[2]])
    turns = {
        turn_of(change, signal)
        for change in result.changes
        for signal in change.signals
        if signal.kind == "strength"
    }
    assert turns == {turn}


def test_a_norm_far_into_the_passage_is_the_one_that_turned(diff):
    opening = "Het team mag hulp weigeren. "
    old = opening + "De gemeente moet de kosten van die hulp binnen een maand vergoeden."
    result = diff([OLD[0], old], [OLD[0], old.replace("moet", "kan")])
    [change] = [change for change in result.changes if change.signals]
    assert {turn_of(change, signal) for signal in change.signals} == {Turn.WEAKER}
