"""Signals between two counterparts: what they catch, what they leave alone, what they quote."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congruence.messages import using_language
from congruence.text.quantities import quantities
from congruence.text.sentences import Span
from congruence.text.signals import ORDER, passage_signals

TERMS = ("zicht op veiligheid", "stabiele veiligheid")


def kinds(first: str, second: str, terms=TERMS) -> list[str]:
    return [signal.kind for signal in passage_signals(first, second, terms=terms)]


def quotes(first: str, second: str, kind: str) -> tuple[str, str]:
    return next(
        (signal.first, signal.second)
        for signal in passage_signals(first, second, terms=TERMS)
        if signal.kind == kind
    )


@pytest.mark.parametrize(
    ("kind", "first", "second", "expected"),
    [
        (
            "strength",
            "Het wijkteam moet een plan opstellen met het gezin.",
            "Het wijkteam kan een plan opstellen met het gezin.",
            ("moet", "kan"),
        ),
        (
            "strength",
            "De aanbieder is verplicht klachten te registreren.",
            "De aanbieder streeft naar het registreren van klachten.",
            ("is verplicht", "streeft naar"),
        ),
        (
            "negation",
            "De professional deelt gegevens met school.",
            "De professional deelt geen gegevens met school.",
            ("deelt gegevens met", "deelt geen gegevens met"),
        ),
        (
            "negation",
            "Deelname aan het overleg is verplicht.",
            "Deelname aan het overleg is vrijblijvend.",
            ("overleg is verplicht", "overleg is vrijblijvend"),
        ),
        (
            "negation",
            "Een veilig huis telt voor elk kind.",
            "Een onveilig huis telt voor elk kind.",
            ("Een veilig huis telt", "Een onveilig huis telt"),
        ),
        (
            "negation",
            "Het team deelt het verslag met de gemeente.",
            "Het team deelt het verslag met de gemeente, tenzij de inwoner bezwaar maakt.",
            (
                "Het team deelt het verslag met de gemeente.",
                "tenzij de inwoner bezwaar maakt.",
            ),
        ),
        (
            "actor",
            "Het college stelt het ondersteuningsplan vast.",
            "Het ondersteuningsplan wordt door de gecertificeerde instelling vastgesteld.",
            ("college", "gecertificeerde instelling"),
        ),
        (
            "number",
            "Een team bestaat uit minimaal acht medewerkers.",
            "Een team bestaat uit minimaal 6 medewerkers.",
            ("minimaal acht medewerkers", "minimaal 6 medewerkers"),
        ),
        (
            "number",
            "Een team bestaat uit ten minste 8 medewerkers.",
            "Een team bestaat uit ten hoogste 8 medewerkers.",
            ("ten minste 8 medewerkers", "ten hoogste 8 medewerkers"),
        ),
        (
            "deadline",
            "Het college beslist binnen twee weken op de aanvraag.",
            "Het college beslist binnen zes weken op de aanvraag.",
            ("binnen twee weken", "binnen zes weken"),
        ),
        (
            "deadline",
            "Het team meldt de zorgen onverwijld bij de inspectie.",
            "Het team meldt de zorgen binnen vijf werkdagen bij de inspectie.",
            ("onverwijld", "binnen vijf werkdagen"),
        ),
        (
            "term",
            "Het team houdt zicht op veiligheid.",
            "Het team houdt oog voor duurzame veiligheid.",
            ("zicht op veiligheid", "duurzame veiligheid"),
        ),
        (
            "setting",
            "Hulp gebeurt in het vrijwillig kader.",
            "Soms is drang nodig om hulp op gang te brengen.",
            ("vrijwillig kader", "drang"),
        ),
    ],
)
def test_a_difference_is_shown_with_the_words_of_both_sides(kind, first, second, expected):
    assert quotes(first, second, kind) == expected
    assert quotes(second, first, kind) == expected[::-1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # The same term of time and the same number, written otherwise.
        (
            "Het college beslist binnen 14 dagen op de aanvraag van drie ouders.",
            "Binnen twee weken beslist het college op de aanvraag van 3 ouders.",
        ),
        # References and dates are no quantities.
        (
            "Het college, bedoeld in artikel 3, eerste lid, onderdeel 2, beslist per 1 mei 2014.",
            "Het college, bedoeld in de artikelen 5 en 6 of 7, beslist per 3 juni 2015.",
        ),
        # Active and passive; "niet alleen" denies nothing.
        (
            "Het wijkteam bespreekt het plan met de ouders.",
            "Het plan wordt niet alleen door het lokale team met de ouders besproken.",
        ),
        # Other words for the same rule.
        (
            "De gemeente zorgt dat inwoners snel hulp krijgen bij vragen over opvoeden.",
            "Wie vastloopt in de opvoeding, vindt zonder wachttijd steun dichtbij huis.",
        ),
        # A duty drafted in the present tense against one drafted with a modal verb.
        (
            "Het college stelt een beleidsplan vast.",
            "Het college moet een beleidsplan vaststellen.",
        ),
    ],
)
def test_rewording_alone_is_no_signal(first, second):
    assert kinds(first, second) == []
    assert kinds(second, first) == []


def test_a_least_or_most_needs_no_unit():
    first = "Het aantal gezinnen per medewerker is ten hoogste 18."
    (signal,) = passage_signals(first, first.replace("18", "16"))
    assert (signal.kind, signal.first, signal.second) == (
        "number",
        "ten hoogste 18",
        "ten hoogste 16",
    )
    assert kinds("Dit geldt vanaf 2019.", "Dit geldt vanaf 2021.") == []


def test_a_duty_that_is_denied_in_the_same_words_is_a_negation_too():
    duty = "De bewoner is verplicht aan het gesprek deel te nemen."
    assert kinds(duty, duty.replace("verplicht", "niet verplicht")) == ["strength", "negation"]
    released = "De bewoner hoeft niet aan het gesprek deel te nemen."
    assert kinds(duty, released) == ["strength"]


def test_a_modal_verb_that_was_replaced_in_a_side_clause_is_seen():
    first = "De gemeente noemt de eisen waaraan het plan van de aanbieder moet beantwoorden."
    assert quotes(first, first.replace("moet", "kan"), "strength") == ("moet", "kan")
    assert kinds(first, first.replace("eisen", "regels")) == []


def test_zonder_denies_only_its_noun():
    told = "De mentor, de ouder {} en de voogd krijgen het verslag van het gesprek."
    assert kinds(told.format("zonder gezag"), told.format("")) == []
    assert kinds(told.format("zonder gezag"), told.format("met gezag")) == ["negation"]
    shared = "Het team deelt het verslag {} voorafgaande toestemming van de bewoner."
    assert kinds(shared.format("zonder"), shared.format("met")) == ["negation"]


def test_a_negation_denies_nothing_in_another_clause():
    first = "Het bestuur voorziet in een overdracht van het dossier naar de nieuwe school."
    second = "Het bestuur dat niet kan, voorziet in een overdracht van het dossier naar de school."
    assert "negation" not in kinds(first, second)


def test_what_both_sides_deny_is_no_difference():
    first = "Het bestuur voorziet in een raad met een voorzitter die niet werkzaam is bij het team."
    second = first.replace("een raad", "een raad zonder leden")
    assert "negation" not in kinds(first, second)


def test_a_word_without_content_is_no_actor():
    first = "Nodig is het gesprek over het plan dat het gezin met elkaar voert."
    second = "Dat moet in het gesprek over het plan dat het gezin met elkaar voert."
    assert "actor" not in kinds(first, second)


def test_only_sentences_about_the_same_matter_are_compared():
    first = "Het team moet zorgen melden. Ouders kunnen een klacht indienen bij de aanbieder."
    second = "Ouders kunnen bij de aanbieder een klacht indienen. Het team moet zorgen melden."
    assert kinds(first, second) == []


def test_a_quotation_is_long_enough_to_be_found_again():
    first = "Het team moet luisteren en moet zorgen melden."
    second = "Het team kan luisteren en zorgen melden."
    quote, answer = quotes(first, second, "strength")
    assert (quote, answer) == ("moet luisteren", "kan")
    assert first.count(quote) == 1


def test_the_explanation_is_dutch_by_default():
    first, second = "Het team moet melden.", "Het team kan melden."
    assert "verplichting" in passage_signals(first, second)[0].detail
    with using_language("en"):
        assert "obligation" in passage_signals(first, second)[0].detail


def test_figures_in_dutch_notation():
    text = "Het budget is 1.250,50 euro voor 1.000 inwoners, ofwel 12,5 procent."
    assert [(q.value, q.unit) for q in quantities(text, Span(0, len(text)))] == [
        (1250.5, "euro"), (1000.0, "inwoner"), (12.5, "%"),
    ]  # fmt: skip


PIECES = (
    "het team moet kan niet geen melden binnen twee weken 3 dagen college ouder drang tenzij . ,"
    " zicht op veiligheid Veilig Thuis onveilig \n ’ ( ° €"
)
WORDS = st.sampled_from(PIECES.split(" "))


@given(st.lists(WORDS, max_size=25).map(" ".join), st.lists(WORDS, max_size=25).map(" ".join))
def test_quotes_are_exact_and_the_order_is_fixed(first, second):
    signals = passage_signals(first, second, terms=TERMS)
    assert all(signal.first in first and signal.second in second for signal in signals)
    assert all(signal.first and signal.second and signal.detail for signal in signals)
    assert [s.kind for s in signals] == sorted((s.kind for s in signals), key=ORDER.index)
    assert passage_signals(first, first, terms=TERMS) == ()


def test_negation_on_sentence_pairs_labelled_by_people(shared_data):
    """Most contradictions of the Dutch SICK set light up and hardly any entailment does."""
    with (shared_data / "sts" / "sick-nl-train-trial.tsv").open(encoding="utf-8") as source:
        rows = list(csv.DictReader(source, delimiter="\t"))
    share = {}
    for label in ("CONTRADICTION", "ENTAILMENT"):
        chosen = [row for row in rows if row["entailment_label"] == label]
        share[label] = sum(
            "negation" in kinds(row["sentence_A"], row["sentence_B"], ()) for row in chosen
        ) / len(chosen)
    assert share["CONTRADICTION"] > 0.75
    assert share["ENTAILMENT"] < 0.02
