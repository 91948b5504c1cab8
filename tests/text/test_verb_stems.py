"""The lists of verb forms are what their script makes of the table of Dutch forms."""

from __future__ import annotations

import pytest

from congruence.text.lexicon import load_words
from scripts.build_verb_stems import LISTS, is_present, is_stem, known_forms


@pytest.mark.parametrize(
    "stem",
    [
        "maak",
        "bespreek",
        "leg",
        "wacht",
        "geef",
        "doe",
        "ga",
        "sta",
        "bied",
        "luister",
        "neem",
        "lees",
        "betrek",
        "check",
    ],
)
def test_stems_of_verbs_are_known(stem):
    assert is_stem(stem)
    assert stem in load_words("verb_stems")


@pytest.mark.parametrize(
    "word", ["maakt", "biedt", "wagens", "team", "gemaakt", "kleine", "maken", "werkte"]
)
def test_other_forms_and_words_are_not(word):
    assert not is_stem(word)
    assert word not in load_words("verb_stems")


def test_the_present_tense_in_t_is_known():
    words = load_words("verbs_in_t")
    assert {"houdt", "werkt", "stelt", "behandelt"} <= words
    assert not {"gemaakt", "team", "gezegd"} & words
    assert is_present("houdt")
    assert not is_present("gemaakt")


def test_the_lists_are_up_to_date():
    forms = list(known_forms())
    for name, wanted in LISTS.items():
        assert load_words(name) == {form for form in forms if wanted(form)}
