# ruff: noqa: E501 - a table of sentences is read a line at a time
"""Who objects to what; and what only sounds like an objection."""

from __future__ import annotations

import pytest

from congruence.terms.objections import find_objections
from congruence.terms.result import Level, Voice
from tests.terms.documents import document

EXPLICIT = """
volledige dossierplicht    | Wij maken bezwaar tegen een volledige dossierplicht.
meldplicht                 | De meldplicht staat op gespannen voet met het beroepsgeheim.
term                       | Wij vinden deze term veel te vaag.
signaalkaart               | De signaalkaart werkt averechts.
risicotaxatie              | De term risicotaxatie zou beter geschrapt kunnen worden.
regeldruk                  | Het plan mag niet leiden tot nieuwe regeldruk.
cijfers                    | Teams moeten niet op cijfers sturen, maar op verhalen.
casusregie; ketenregie     | Ongelukkige termen in deze nota zijn ‘casusregie’ en ‘ketenregie’.
afrekenen                  | Niet ‘afrekenen’, maar leren is de bedoeling.
de indruk van toezicht     | De vereniging is kritisch over de indruk van toezicht.
doel van de registratie    | Gelet hierop is het doel van de registratie in dit plan niet specifiek genoeg.
verlenging zonder overleg  | De raad acht het ongewenst dat verlenging zonder overleg kan.
termijn van zes weken      | Uit de toelichting blijkt niet waarom een termijn van zes weken geldt.
rust in het gezin          | De nieuwe meldroute doet afbreuk aan de rust in het gezin.
eigen kracht               | Als met ‘eigen kracht’ bedoeld wordt: zoek het zelf maar uit, dan hebben wij bezwaar.
"""
NONE = """
De inwoner kan bezwaar maken tegen het besluit van het college.
Wij hebben geen bezwaar tegen deze termijn.
Hij vervult de rol van ‘kritische vriend’.
De kritische succesfactoren staan in bijlage 2.
Het team begeleidt gezinnen met problematische schulden.
Ouders die zich zorgen maken over hun kind, bellen het team.
We willen niet één keer overleggen, maar elke maand.
Het is niet alleen een plan, maar ook een belofte.
De termijn voor bezwaar en beroep is zes weken.
De praktijk is niet altijd eenvoudig te beschrijven.
Een team dat niet thuis geeft, maar wel bereikbaar is, belt terug.
In deze notitie wordt niet ingegaan op de kosten.
Deze regel doet geen afbreuk aan het recht op inzage.
De systemen zijn voldoende beveiligd tegen aanvallen.
Een huis is niet groot of klein, maar een thuis voor velen.
Het kan zijn dat het onevenredig veel tijd kost om iedereen te bellen.
"""


def read(text: str, **facts):
    return find_objections(document(f"# Reactie\n\n{text}\n", **facts))


@pytest.mark.parametrize("row", EXPLICIT.strip().splitlines())
def test_an_objection_said_outright_is_found_with_its_target(row):
    target, sentence = (cell.strip() for cell in row.split("|"))
    found = read(sentence, holder="Juristenkring")
    assert [item.level for item in found] == [Level.EXPLICIT]
    assert target.lower().removeprefix("de ") in (found[0].target or "").lower()
    if not sentence.startswith("De raad"):
        assert found[0].holder == "Juristenkring" and found[0].voice is Voice.DIRECT


@pytest.mark.parametrize("sentence", NONE.strip().splitlines())
def test_look_alikes_are_no_explicit_objections(sentence):
    assert [item for item in read(sentence) if item.level is Level.EXPLICIT] == []


@pytest.mark.parametrize(
    ("text", "holder", "voice"),
    [
        ("Volgens de Raad van Ouderen is deze norm onhoudbaar.", "Raad van Ouderen", "reported"),
        ("De cliëntenraad vindt dit plan te vaag.", "De cliëntenraad", "reported"),
        (
            "Het Netwerk Zorgrecht schreef een notitie. Deze eis is onuitvoerbaar.",
            "Netwerk Zorgrecht",
            "reported",
        ),
        (
            "Het Netwerk Zorgrecht schreef een notitie. Wij vinden deze eis onuitvoerbaar.",
            "Bestuur",
            "direct",
        ),
        ("Daarbij merkt de commissie op dat de norm onhoudbaar is.", "de commissie", "reported"),
        ("Daarbij is deze norm onhoudbaar.", "Bestuur", "direct"),
        ("De Wijkraad (WR) acht dit plan ongewenst.", "Wijkraad", "reported"),
        ("Lisa de Wit zei: ‘Niet ‘zorgmijder’, maar buurman.’", None, None),
    ],
)
def test_whose_objection_it_is(text, holder, voice):
    found = read(text, holder="Bestuur")
    if holder is None:
        assert all(item.place.text for item in found)
        return
    assert (found[-1].holder, found[-1].voice.value) == (holder, voice)


def test_a_pointing_word_takes_the_target_before_it():
    found = read("Wij hebben moeite met ‘vinger aan de pols’. Dat past niet bij vrijwillige hulp.")
    assert [item.target for item in found] == ["vinger aan de pols"] * 2


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Artikel 7, tweede lid, verplicht tot een plan. Deze bepaling is te ruim.",
         "Artikel 7, tweede lid"),
        ("Het stuk zegt: ‘altijd melden’. Deze eis is onhoudbaar.", "altijd melden"),
        ("De meldplicht ligt anders. Over de meldroute: die is onwerkbaar.", "meldroute"),
    ],
)  # fmt: skip
def test_this_provision_is_the_one_named_before(text, target):
    assert target in (read(text)[-1].target or "")


def test_this_provision_may_stand_in_the_passage_or_heading_above():
    paper = document("# Reactie\n\n## Artikel 4\n\nDeze bepaling is onhoudbaar.\n")
    assert [item.target for item in find_objections(paper)] == ["Artikel 4"]
    paper = document("# Reactie\n\nWij lezen artikel 9.\n\nDeze bepaling is onhoudbaar.\n")
    assert [item.target for item in find_objections(paper)] == ["artikel 9"]


def test_a_question_put_to_a_text_is_doubt():
    found = read(
        "Voorts is de vraag of de regeling afdoende is. Dat leidt niet zonder meer tot rust."
    )
    assert [item.level for item in found] == [Level.HEDGED, Level.HEDGED]


def test_doubt_and_tension_are_not_called_objections():
    found = read("De vraag is of dit werkt. De meningen daarover zijn verdeeld.")
    assert [item.level for item in found] == [Level.HEDGED, Level.TENSION]
