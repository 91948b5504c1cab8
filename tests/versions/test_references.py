"""References are read as lawyers write them, and held against the renumbering."""

from __future__ import annotations

from dataclasses import replace

import pytest

from congruence.model import Block, BlockKind, Document
from congruence.versions import ReferenceState, Weight, compare_versions
from congruence.versions.references import Addresses, mentions


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


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("de artikelen 2, 3a en 4, tweede lid, van",
         [("artikelen 2", "artikel 2"), ("3a", "artikel 3a"),
          ("4, tweede lid", "artikel 4 lid 2")]),
        ("het eerste tot en met derde lid",
         [("eerste tot en met derde lid", "lid 1"), ("eerste tot en met derde lid", "lid 3")]),
        ("de leden 1 en 2b van", [("leden 1", "lid 1"), ("2b", "lid 2b")]),
        ("lid 2A, onderdeel b en c,",
         [("lid 2A, onderdeel b", "lid 2a onderdeel b"), ("c", "lid 2a onderdeel c")]),
        ("artikel 2, artikel 3", [("artikel 2", "artikel 2"), ("artikel 3", "artikel 3")]),
        ("tweede lid, derde lid", [("tweede lid", "lid 2"), ("derde lid", "lid 3")]),
    ],
)  # fmt: skip
def test_a_reference_is_quoted_as_it_stands(text, read):
    found = [(m.text, " ".join(word for step in m.steps for word in step)) for m in mentions(text)]
    assert found == read


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


def numbered(id_, path, text="De raad stelt regels vast.", *, heading=False, label=None):
    kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
    return Block(id_, kind, text, 1 if heading else None, label, path)


def found(reference, places, inside=""):
    """The place that ``reference`` points at from ``inside``, in a text that has ``places``."""
    here = numbered("here", inside or None)
    blocks = (here, *(numbered(f"{at} {place}", place) for at, place in enumerate(places)))
    addresses = Addresses(Document("d", "d", "d", "text", "", blocks))
    [mention] = mentions(reference)
    return addresses.find(mention, here)


@pytest.mark.parametrize(
    ("reference", "places", "inside", "target"),
    [
        ("artikel 3", ["Artikel 2", "Artikel 3"], "", "1 Artikel 3"),
        ("artikel 3", ["Art. 3"], "", "0 Art. 3"),
        ("artikel 3", ["Hoofdstuk 1, Artikel 3"], "", "0 Hoofdstuk 1, Artikel 3"),
        ("artikel 3, tweede lid", ["Artikel 3, lid 1", "Artikel 3, lid 2"], "",
         "1 Artikel 3, lid 2"),
        ("artikel 3, tweede lid", ["Artikel 3"], "", None),
        # an article that stands there twice is the first; another number is nobody's for sure
        ("artikel 3", ["Artikel 3", "Artikel 3"], "", "0 Artikel 3"),
        ("paragraaf 3.1", ["3.1"], "", "0 3.1"),
        ("paragraaf 3.1", ["3.1", "3.1"], "", None),
        ("paragraaf 3.1", ["Paragraaf 3.1", "3.1"], "", "0 Paragraaf 3.1"),
        ("§ 2.1", ["§ 2.1"], "", "0 § 2.1"),
        ("hoofdstuk II", ["Hoofdstuk II"], "", "0 Hoofdstuk II"),
        ("hoofdstuk IV", ["IV"], "", "0 IV"),
        ("paragraaf 3.1", ["Hoofdstuk 3, paragraaf 3.1"], "", "0 Hoofdstuk 3, paragraaf 3.1"),
        ("bijlage B", ["Bijlage A", "Bijlage B"], "", "1 Bijlage B"),
        # a division is no article, whatever its number
        ("artikel 3", ["3"], "", None),
        # members are read from where they stand
        ("het tweede lid", ["Artikel 2, lid 2", "Artikel 3, lid 2"], "Artikel 3, lid 1",
         "1 Artikel 3, lid 2"),
        ("onderdeel b", ["Artikel 3, lid 1, onderdeel b", "Artikel 3, lid 2, onderdeel b"],
         "Artikel 3, lid 2, onderdeel a", "1 Artikel 3, lid 2, onderdeel b"),
        ("onder b", ["Artikel 3, lid 1, onder b"], "Artikel 3, lid 1",
         "0 Artikel 3, lid 1, onder b"),
        ("onderdeel b", ["Artikel 3, onderdeel b"], "Artikel 3, lid 2", "0 Artikel 3, onderdeel b"),
        ("onderdeel b", ["2.1, onderdeel b"], "2.1", "0 2.1, onderdeel b"),
        ("het tweede lid", ["Artikel 3, lid 1, lid 2"], "Artikel 3, lid 1", None),
        ("het tweede lid", ["Artikel 3, lid 2"], "", None),
    ],
)  # fmt: skip
def test_where_a_reference_points(reference, places, inside, target):
    assert found(reference, places, inside) == target


def test_a_heading_is_found_by_its_label_and_a_word_is_no_number():
    heading = numbered("h", None, "Toegang", heading=True, label="2.1")
    item = numbered("i", None, label="2.2")
    named = numbered("t", "Toelichting")
    addresses = Addresses(Document("d", "d", "d", "text", "", (heading, item, named)))
    assert [addresses.find(mentions(f"paragraaf {number}")[0], named) for number in
            ("2.1", "2.2", "g")] == ["h", None, None]  # fmt: skip
    assert not addresses.has_articles


def test_a_reference_in_a_split_or_merged_passage_stands_in_its_own_block(make):
    first = "Het team voert binnen twee weken een gesprek met het gezin over de hulp."
    second = "Daarop is artikel 9 van toepassing, tenzij het gezin anders heeft gevraagd."
    third = "De raad stelt elk jaar vast, met inachtneming van artikel 9, wat de hulp kost."
    target = ["Artikel 9", "Wie hulp vraagt, hoort binnen een week wie hem helpt."]
    for old, new in (
        ([f"{first} {second}"], [first, second]),
        ([f"{first} {second} {third}"], [first, second, third]),
    ):
        result, _found = states(make, [*old, *target], [*new, *target])
        assert result.changes[0].kind == "split"
        assert [result.new.by_id[r.block].text for r in result.references] == new[1:]


def test_new_references_follow_dangle_or_say_nothing(make):
    text = "Het team voert binnen twee weken een gesprek met het gezin"
    old = ["Artikel 1", f"{text}.", "Artikel 2", "De raad stelt de kosten van de hulp vast."]
    cases = {
        "als bedoeld in artikel 2": ("artikel 2", ReferenceState.FOLLOWS, None, "Artikel 2"),
        "als bedoeld in artikel 7": ("artikel 7", ReferenceState.DANGLING, None, None),
        "als bedoeld in artikel 2, vierde lid": None,
        "als bedoeld in paragraaf 7": None,
    }
    for words, reference in cases.items():
        _result, got = states(make, old, [old[0], f"{text} {words}.", *old[2:]])
        assert got == ({reference} if reference else set())
    # What pointed at nothing already is no news.
    nowhere = [old[0], f"{text} als bedoeld in artikel 7.", *old[2:]]
    _result, got = states(make, nowhere, nowhere)
    assert got == set()
    # In a text without articles an article is one of another text.
    _result, got = states(make, [f"{text}."], [f"{text} als bedoeld in artikel 7."])
    assert got == set()


def test_a_target_that_lost_its_number_is_named_by_its_words():
    words = "De hulp van paragraaf 2.1 wordt door de gemeente betaald."
    heading = numbered("a", None, "Toegang tot de hulp", heading=True, label="2.1")
    old = Document("o", "o", "o", "text", "", (heading, numbered("b", None, words)))
    bare = replace(heading, label=None)
    new = Document("n", "n", "n", "text", "", (bare, old.blocks[1]))
    for version, target, state in ((old, "2.1", "follows"), (new, "Toegang tot de hulp", "stale")):
        [reference] = compare_versions(old, version).references
        assert (reference.block, reference.text) == ("b", "paragraaf 2.1")
        assert (reference.target_old, reference.target_new) == ("2.1", target)
        assert reference.state == state


def test_a_reference_is_paired_with_the_one_that_stood_in_its_place(make):
    tail = "met inachtneming van de wensen van het gezin geldt artikel 2 voor hulp thuis."
    body = ["Artikel 1", "De raad stelt elk jaar de kosten van de hulp vast.",
            "Artikel 2", "Wie hulp vraagt, hoort binnen een week wie hem helpt."]  # fmt: skip
    old = [*body, "Artikel 3", f"Onverminderd artikel 1 en {tail}"]
    new = [*FIRST, *renumber(renumber(body, 2, 3), 1, 2),
           "Artikel 4", tail.replace("artikel 2", "artikel 3").capitalize()]  # fmt: skip
    result, found_ = states(make, old, new)
    assert found_ == {("artikel 3", ReferenceState.FOLLOWS, "Artikel 2", "Artikel 3")}


def test_a_second_reference_beside_the_first_is_a_new_one(make):
    body = ["Artikel 1", "De raad stelt elk jaar de kosten van de hulp vast.", "Artikel 2"]
    text = "Wie hulp vraagt, hoort met toepassing van artikel 1{} binnen een week wie hem helpt."
    old, new = ([*body, text.format(more)] for more in ("", " en artikel 2"))
    for one, other, expected in (
        (old, new, {("artikel 1", "Artikel 1"), ("artikel 2", None)}),
        (new, old, {("artikel 1", "Artikel 1")}),
    ):
        _result, found_ = states(make, one, other)
        assert {(text, target_old) for text, _state, target_old, _new in found_} == expected
        assert {state for _text, state, _old, _new in found_} == {ReferenceState.FOLLOWS}
