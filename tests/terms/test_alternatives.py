"""Other words that a text itself proposes: the words, and the phrase that proposes them."""

from __future__ import annotations

import pytest

from congruence.terms.alternatives import find_alternatives
from tests.terms.documents import document


def proposed(text):
    read = document(text + "\n")
    return [(found.place.text, found.why) for found in find_alternatives(read, read.blocks)]


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("Vervang ‘zicht op veiligheid’ door ‘aandacht voor veiligheid’.",
         "‘aandacht voor veiligheid’", "Vervang ‘zicht op veiligheid’ door"),
        ("Wij stellen voor deze term te vervangen door: gedeelde zorg, omdat die past bij de wet.",
         "gedeelde zorg", "te vervangen door:"),
        ("Het lijkt ons goed het woord casus te wijzigen in gezin; dat leest prettiger.",
         "gezin", "te wijzigen in"),
        ("De leden spreken daarom liever van gezinsgerichte hulp.",
         "gezinsgerichte hulp", "spreken daarom liever van"),
        ("Wij gebruiken voortaan het begrip hulp thuis want dat is duidelijk.",
         "hulp thuis", "gebruiken voortaan het begrip"),
        ("Ik stel als alternatief voor: “samen met het gezin”.",
         "“samen met het gezin”", "stel als alternatief voor:"),
        ("Een beter alternatief is ‘passende hulp’.", "‘passende hulp’", "alternatief is"),
        ("Noemen we dit voortaan gewone hulp.", "gewone hulp", "Noemen we dit voortaan"),
    ],
)  # fmt: skip
def test_words_that_a_text_proposes_are_quoted_with_the_phrase(text, words, why):
    assert proposed(text) == [(words, why)]


@pytest.mark.parametrize(
    "text",
    [
        "Niets hiervan.",
        "Wij vervangen de lampen elk jaar.",
        # more than ten words are a sentence, no term
        "Wij wijzigen dit in een zeer lange reeks van losse woorden die te veel is.",
    ],
)
def test_what_proposes_no_words_is_left_alone(text):
    assert proposed(text) == []


def test_a_sentence_proposes_once_and_every_sentence_may():
    text = (
        "Vervang casus door gezin, want wij spreken liever van een gezin. "
        "Wij gebruiken voortaan het woord hulp."
    )
    assert [words for words, _why in proposed(text)] == ["gezin", "hulp"]


def test_the_place_is_where_the_words_stand():
    text = "Een kop.\n\nWij spreken liever van ‘gewone hulp’."
    read = document(text)
    [found] = find_alternatives(read, read.blocks)
    block = read.by_id[found.place.block]
    assert block.text[found.place.start : found.place.end] == "‘gewone hulp’"
    assert (found.place.line, found.place.column) == (3, 24)
