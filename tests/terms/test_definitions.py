# ruff: noqa: E501 - a table of sentences is read a line at a time
"""Sentences that explain a word, and sentences that only look like it."""

from __future__ import annotations

import pytest

from congruence.terms.definitions import find_definitions
from tests.terms.documents import document

DEFINES = """
meaning        | warme overdracht    | Onder warme overdracht wordt verstaan: een gesprek met alle betrokkenen samen.
meaning        | casusregie          | In dit kader verstaan wij onder casusregie: het bewaken van de samenhang.
meaning        | onderzoek           | Onderzoek betekent hier: een gesprek met alle gezinsleden.
interpretation | nabijheid           | Met nabijheid bedoelen we dat iemand altijd gebeld kan worden.
interpretation | gedeeld beeld       | Als met een gedeeld beeld bedoeld wordt: iedereen tekent, dan gaat dat te ver.
genus          | wijkzuster          | Een wijkzuster is een verpleegkundige die in de eigen buurt werkt.
genus          | regieberaad         | Het regieberaad is het overleg waarin de partners knopen doorhakken.
genus          | Vangnetten          | Vangnetten zijn voorzieningen die pas werken als niets anders helpt.
genus          | doorlooptijd        | De definitie van doorlooptijd is: de tijd tussen melding en besluit.
naming         | steunkring          | Die groep noemen we een steunkring.
naming         | de Raad             | De Raad van Toezicht (hierna: de Raad) keurt de begroting goed.
synonym        | draagkracht         | Een ander woord voor draagkracht is veerkracht.
contrast       | Toezicht            | Toezicht is iets anders dan nabijheid.
extension      | passende hulp       | Onder passende hulp vallen ook lichte vormen van begeleiding.
purpose        | afwegingskader      | Het afwegingskader dient als hulpmiddel bij het gesprek.
interpretation | samenhang           | Als in dit stuk gesproken wordt over samenhang, dan wordt samenhang in brede zin bedoeld.
interpretation | wijkhulp            | Met wijkhulp in het kader van dit plan wordt de hulp bedoeld die een team zelf geeft.
meaning        | drempels            | Onder drempels moeten alle hindernissen voor inwoners worden verstaan.
meaning        | open inloop         | Onder een ‘open inloop’ verstaan we een inloop zonder afspraak.
meaning        | stille nood         | Van stille nood is sprake indien niemand om hulp vraagt.
meaning        | rust                | Het begrip ‘rust’ verwijst naar de tijd zonder crisis.
genus          | Wijkregister        | Het Wijkregister (WR) is een overzicht dat alle adressen bevat.
genus          | vangnet             | In de toelichting wordt het vangnet omschreven als laatste hulp.
extension      | ouder               | Als ouder wordt mede aangemerkt een verzorger die het gezag niet heeft.
gloss          | trekker             | Het plan noemt de zogenoemde ‘trekker’, dat is de partij die het overleg leidt.
purpose        | leerkring           | De leerkring heeft als doel ervaringen te delen.
"""
DOES_NOT = """
De gemeente is een van de partners in het overleg.
Een belangrijke stap is het gesprek met de ouders.
Dit is een goed voorbeeld van samenwerking.
In het voorjaar is een enquête gehouden die veel reacties gaf.
Daarin is de afspraak gemaakt dat ieder team meedoet.
Er is een verschil tussen horen en luisteren.
Dat betekent dat er snel een besluit moet komen.
De vraag is een lastige voor teams die net beginnen.
Het eerste plan is een notitie van de werkgroep.
Wat betekent dit voor de inwoner?
Afgesproken is wat onder spoed wordt verstaan.
Met geldboete wordt gestraft degene die een feit pleegt als bedoeld in artikel 3.
Registers zijn voorzien van een slot.
Deze formulering dient vooral als illustratie.
Gezinnen staan voor de uitdaging om werk en zorg te delen.
Uiteraard is een goed plan een plan dat werkt.
Stukken van voor dat jaar vallen niet onder de verordening.
"""


@pytest.mark.parametrize("row", DEFINES.strip().splitlines())
def test_a_definition_is_typed_and_names_its_word(row):
    kind, word, sentence = (cell.strip() for cell in row.split("|"))
    found = find_definitions(document(f"# Kop\n\n{sentence}\n"))
    assert [(item.type, item.definiendum.lower()) for item in found] == [(kind, _bare(word))]
    assert found[0].place.text == sentence


def _bare(word: str) -> str:
    return word.lower().removeprefix("de ")


@pytest.mark.parametrize("sentence", DOES_NOT.strip().splitlines())
def test_other_sentences_define_nothing(sentence):
    assert find_definitions(document(f"# Kop\n\n{sentence}\n")) == ()


def test_a_list_of_terms_under_its_heading_defines_each():
    text = (
        "# Artikel 1 Begripsbepalingen\n\nIn dit statuut wordt verstaan onder:\n\n"
        "- nazorg: hulp na afsluiting;\n- steunfiguur: iemand die de jongere zelf kiest.\n"
    )
    found = find_definitions(document(text))
    assert [item.definiendum for item in found] == ["nazorg", "steunfiguur"]


def test_a_glossary_may_be_a_row_of_paragraphs():
    text = (
        "# Artikel 1\n\nBegrippen hebben in deze voorwaarden de volgende betekenis:\n\n"
        "Wijkloket (WL): plek voor vragen.\n\n2\n\nMelder: degene die meldt.\n\n"
        "De gemeente betaalt dit.\n\nLet op: dit is tijdelijk.\n"
    )
    found = find_definitions(document(text))
    assert [item.definiendum for item in found] == ["Wijkloket (WL)", "Melder"]


def test_a_glossary_may_have_its_terms_as_headings_or_run_them_in():
    text = (
        "# Definities\n\nBuurtkring Elke groep bewoners die samen iets doet.\n\n"
        "## Steunpunt\n\nEen plek met koffie en een gesprek.\n\nOpen op werkdagen.\n\n"
        "Zie ook: https://example.org/steunpunt\n"
    )
    found = find_definitions(document(text))
    assert [item.definiendum for item in found] == ["Buurtkring", "Steunpunt"]


def test_a_pointing_word_takes_the_term_explained_before():
    text = (
        "Als met volledige openheid bedoeld wordt: eerlijk zijn, dan doen wij mee. "
        "Als ermee bedoeld wordt: alles delen, dan niet."
    )
    found = find_definitions(document(f"# Brief\n\n{text}\n"))
    assert [item.definiendum for item in found] == ["volledige openheid"] * 2
