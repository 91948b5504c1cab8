"""What a change of one operator in the code would turn, and no other test would see."""

from __future__ import annotations

import pytest

from congruence.versions import compare_versions

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
