"""References are read as lawyers write them, and held against the renumbering."""

from __future__ import annotations

import pytest

from congruence.versions import ReferenceState, Weight, compare_versions
from congruence.versions.references import mentions


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("bedoeld in artikel 4, tweede lid, is", [(("artikel", "4"), ("lid", "2"))]),
        ("in artikel 7, eerste lid, onderdeel b, genoemde",
         [(("artikel", "7"), ("lid", "1"), ("onderdeel", "b"))]),
        ("de artikelen 2.2, 2.3 en 2.4, tweede lid,",
         [(("artikel", "2.2"),), (("artikel", "2.3"),), (("artikel", "2.4"), ("lid", "2"))]),
        ("het eerste en derde lid", [(("lid", "1"),), (("lid", "3"),)]),
        ("zie paragraaf 3.2.", [(("paragraaf", "3.2"),)]),
        ("op grond van onderdeel c kan", [(("onderdeel", "c"),)]),
        ("bedoeld onder 1° vindt", [(("onder", "1"),)]),
        ("artikel 8 van de Wet op de zorg", []),
        ("artikel 302 van Boek 1 van het Burgerlijk Wetboek", []),
        ("artikel 6 EVRM en artikel 30 AVG", []),
        ("artikel 3, eerste lid, van die wet", []),
        ("artikel 4.1.1, tweede lid, is van overeenkomstige toepassing",
         [(("artikel", "4.1.1"), ("lid", "2"))]),
    ],
)  # fmt: skip
def test_mentions(text, steps):
    assert [mention.steps for mention in mentions(text)] == steps
    assert all(text[m.start : m.end] == m.text for m in mentions(text))


OLD = [
    "Artikel 1", "1. Het team voert een gesprek over de hulp die wordt gevraagd.",
    "2. Van het gesprek wordt een verslag gemaakt dat het gezin kan aanvullen.",
    "Artikel 2", "1. De kosten van de hulp, bedoeld in artikel 1, eerste lid, draagt de gemeente.",
    "Artikel 3", "1. Op het verslag, bedoeld in artikel 1, tweede lid, geldt artikel 2 niet.",
    "2. In afwijking van het eerste lid kan de raad een bedrag vaststellen.",
]  # fmt: skip
FIRST = ["Artikel 1", "1. Deze regeling geldt voor alle inwoners van de gemeente."]


def renumber(lines, old, new):
    return [line.replace(f"Artikel {old}", f"Artikel {new}") for line in lines]


def states(make, old, new):
    result = compare_versions(make.document(old, "o"), make.document(new, "n"))
    return result, {(r.text, r.state, r.target_old, r.target_new) for r in result.references}


def shifted():
    return [*FIRST, *renumber(renumber(renumber(OLD, 3, 4), 2, 3), 1, 2)]


def test_a_reference_that_was_not_renumbered_is_stale(make):
    _result, found = states(make, OLD, shifted())
    stale = ReferenceState.STALE
    assert ("artikel 1, eerste lid", stale, "Artikel 1, lid 1", "Artikel 2, lid 1") in found
    assert ("eerste lid", ReferenceState.FOLLOWS, "Artikel 3, lid 1", "Artikel 4, lid 1") in found


def test_a_reference_that_follows_is_no_change_of_substance(make):
    pairs = (("artikel 2 niet", "artikel 3 niet"), ("in artikel 1,", "in artikel 2,"))
    new = shifted()
    for before, after in pairs:
        new = [line.replace(before, after) for line in new]
    result, found = states(make, OLD, new)
    assert {state for _text, state, _old, _new in found} == {ReferenceState.FOLLOWS}
    edited = [c for c in result.changes if c.kind == "edited"]
    assert len(edited) == 2
    assert {c.weight for c in edited} == {Weight.CONSEQUENTIAL}


def test_a_reference_to_what_is_gone_dangles(make):
    new = [line for line in OLD if "verslag gemaakt" not in line]
    _result, found = states(make, OLD, new)
    assert ("artikel 1, tweede lid", ReferenceState.DANGLING, "Artikel 1, lid 2", None) in found


def test_a_reference_dangles_though_the_number_was_given_to_another(make):
    new = [line for line in OLD if "verslag gemaakt" not in line]
    new.insert(2, "2. Bij verhindering belt men tijdig af met opgave van redenen.")
    _result, found = states(make, OLD, new)
    assert ("artikel 1, tweede lid", ReferenceState.DANGLING, "Artikel 1, lid 2", None) in found


def test_a_reference_turned_to_another_provision_is_substance(make):
    new = [line.replace("in artikel 1, eerste lid", "in artikel 1, tweede lid") for line in OLD]
    result, _found = states(make, OLD, new)
    assert [c.weight for c in result.changes if c.kind == "edited"] == [Weight.SUBSTANTIVE]
