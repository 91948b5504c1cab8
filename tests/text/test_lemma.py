"""Dictionary forms and parts of compounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congruence.text.lemma import compound_parts, lemma


@pytest.mark.parametrize(
    "forms",
    [
        ("kader", "kaders", "Kaders"),
        ("wijkteam", "wijkteams"),
        ("opgave", "opgaven"),
        ("lokaal", "lokale"),
        ("outreachend", "outreachende"),
        ("werkend", "werkende"),
        ("kwaliteitsstatuut", "kwaliteitsstatuten"),
        ("beroepsnorm", "beroepsnormen"),
        ("drangmaatregel", "drangmaatregelen"),
        ("regio", "regio's", "regio’s"),
        ("cliëntondersteuner", "cliëntondersteuners"),
        ("kwetsbaar", "kwetsbare"),
        ("huisbezoek", "huisbezoeken"),
        ("casusregisseur", "casusregisseurs"),
    ],
)
def test_forms_of_a_word_meet_in_one_key(forms):
    assert len({lemma(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("veiligheid", "onveiligheid"),
        ("zicht", "inzicht"),
        ("regie", "regio"),
        ("gelijk", "ongelijk"),
        ("team", "wijkteam"),
        ("gewenst", "ongewenst"),
    ],
)
def test_opposites_and_neighbours_stay_apart(one, other):
    assert lemma(one) != lemma(other)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("veiligheidsteams", ("veiligheid", "team")),
        ("kwaliteitskader", ("kwaliteit", "kader")),
        ("drangmaatregelen", ("drang", "maatregel")),
        ("jeugdhulpaanbieders", ("jeugd", "hulp", "aanbieder")),
        ("casusregie", ("casus", "regie")),
        ("toezicht", ("toezicht",)),
        ("overzicht", ("overzicht",)),
        ("onveiligheid", ("onveiligheid",)),
        ("gemeenten", ("gemeente",)),
    ],
)
def test_a_compound_has_its_head_last(word, parts):
    assert compound_parts(word) == parts


@given(st.text(max_size=30))
def test_any_text_has_a_lower_case_key(word):
    assert lemma(word) == lemma(word.lower())
    assert compound_parts(word)
