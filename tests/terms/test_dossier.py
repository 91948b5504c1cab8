"""The dossier as a whole, on small papers made here."""

from __future__ import annotations

import json

import pytest

from congruence import schema
from congruence.model import Role
from congruence.terms.dossier import KINDS, build_dossier, read_passages
from congruence.terms.termfile import Term, TermError
from tests.terms.documents import document

STATUTE = """# Statuut

## Artikel 1 Begripsbepalingen

Onder nabijheid wordt verstaan: het team is bereikbaar en aanspreekbaar.

## Artikel 2 Hulp

Het team biedt nabijheid aan elk gezin.
"""
FRAMEWORK = """# Kader

De medewerker moet altijd nabijheid bieden. Teams kunnen afschalen als zij dat nodig vinden.

Nabijheid is de mate waarin een medewerker in huis aanwezig is. Wie afschaalt, legt dat vast.

Zie ook de nota ‘Nabijheid loont’.
"""
REACTION = """# Reactie

Wij maken bezwaar tegen de term ‘afschalen’. Die past niet bij vrijwillige hulp.

Wij spreken liever van een stap terug.
"""


@pytest.fixture(scope="module")
def papers():
    return [
        document(STATUTE, "statuut", role=Role.STATUTE, date="2023-01-01", holder="Vereniging"),
        document(FRAMEWORK, "kader", role=Role.FRAMEWORK, date="2022-01-01", holder="Bureau"),
        document(REACTION, "reactie", role=Role.REACTION, date="2024-01-01", holder="Juristen"),
    ]


@pytest.fixture(scope="module")
def dossier(papers):
    terms = [Term("nabijheid", opposites=("afstand",)), "afschalen", "regie"]
    return build_dossier(papers, terms)


def test_every_use_has_its_place_form_and_weight(dossier, papers):
    uses = dossier.terms[0].occurrences
    seen = [(u.place.document, u.place.text, u.strength, u.in_name) for u in uses]
    assert seen == [
        ("statuut", "nabijheid", "none", False),
        ("statuut", "nabijheid", uses[1].strength, False),
        ("kader", "nabijheid", "obligation", False),
        ("kader", "Nabijheid", "none", False),
        ("kader", "Nabijheid", "none", True),
    ]
    by_id = {paper.id: paper for paper in papers}
    for use in uses:
        block = by_id[use.place.document].by_id[use.place.block]
        assert block.text[use.place.start : use.place.end] == use.place.text
        assert use.place.line and use.place.column_end >= use.place.column


def test_definitions_stand_side_by_side_and_a_gap_is_a_finding(dossier):
    nabijheid, afschalen, regie = dossier.terms
    assert [item.place.document for item in nabijheid.definitions] == ["statuut", "kader"]
    assert (nabijheid.undefined, afschalen.undefined) == (False, True)
    assert regie.absent_in == ("statuut", "kader", "reactie")
    assert regie.occurrences == ()


def test_objections_name_holder_and_target(dossier):
    afschalen = dossier.terms[1]
    assert [(o.holder, o.target) for o in afschalen.objections][0] == ("Juristen", "afschalen")


def test_versions_stand_in_order_of_date(dossier):
    assert [item.document for item in dossier.terms[0].versions] == ["kader", "statuut", "reactie"]


def test_a_contested_term_nobody_listed_comes_with_its_evidence(papers):
    candidates = build_dossier(papers, discover=True).candidates
    assert candidates[0].term in {"afschalen", "nabijheid"}
    found = {candidate.term: candidate.evidence for candidate in candidates}
    kinds = {item.kind for item in found["afschalen"]}
    assert {"objection", "quotation"} <= kinds
    assert all(item.text for items in found.values() for item in items)
    listed = build_dossier(papers, ["afschalen"], discover=True).candidates
    assert "afschalen" not in {candidate.term for candidate in listed}


def test_json_has_the_keys_of_the_contract_and_is_the_same_each_time(papers, dossier):
    first = schema.dumps(dossier)
    again = schema.dumps(
        build_dossier(papers, [Term("nabijheid", opposites=("afstand",)), "afschalen", "regie"])
    )
    assert first == again
    made = json.loads(first)
    assert made["schema"] == "congruence/terms/1"
    use = made["terms"][0]["occurrences"][0]
    contract = "document block start end text class context in_name page strength line column"
    assert set(contract.split()) <= set(use)
    assert {"definitions", "objections", "versions", "neighbours", "absent_in", "undefined"} <= set(
        made["terms"][0]
    )


@pytest.mark.parametrize("kind", KINDS)
def test_passages_carry_their_contract_keys(papers, kind):
    made = json.loads(schema.dumps(read_passages(papers, kind)))
    wanted = {
        "norms": "label marker bearer mode confidence",
        "definitions": "definiendum type marker tier",
        "objections": "target holder level voice markers",
        "quotes": "function contested source_check",
    }[kind]
    assert made["passages"]
    for passage in made["passages"]:
        assert set(f"document block start end text page line {wanted}".split()) <= set(passage)


def test_norms_list_every_sentence(papers):
    from congruence.text.sentences import sentences

    count = sum(len(sentences(block.text)) for paper in papers for block in paper.passages())
    assert len(read_passages(papers, "norms").passages) == count


def test_bad_terms_are_refused(papers):
    with pytest.raises(TermError):
        build_dossier(papers, ["x"])
    with pytest.raises(ValueError, match="kind"):
        read_passages(papers, "moods")
