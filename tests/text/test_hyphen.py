"""Broken words, the Dutch way."""

from __future__ import annotations

import pytest

from congruence.text.hyphen import breaks_words, drops_hyphen, join_lines, vocabulary_of


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("de kwali-", "teit van zorg", "de kwaliteit van zorg"),
        ("de jeugd-", "en gezinsprofessional", "de jeugd- en gezinsprofessional"),
        ("voor- en na-", "of uitvoer", "voor- en na- of uitvoer"),
        ("twee-", "tot driemaal", "twee- tot driemaal"),
        ("de EU-", "Verordening", "de EU-Verordening"),
        ("de AI-", "verordening", "de AI-verordening"),
        ("de 24-", "uurszorg", "de 24-uurszorg"),
        ("Noord-", "Holland", "Noord-Holland"),
        ("kenmerk 2020-", "11", "kenmerk 2020-11"),
        ("de kwali\u00ad", "teit", "de kwaliteit"),
        ("het einde", "van de regel", "het einde van de regel"),
        ("dit –", "zo staat er", "dit – zo staat er"),
    ],
)
def test_lines_join(left, right, joined):
    assert join_lines(left, right) == joined


def test_the_document_decides_doubtful_words():
    vocabulary = vocabulary_of(["de sociaal-economische positie", "de samenwerking"])
    assert join_lines("de sociaal-", "economische", vocabulary) == "de sociaal-economische"
    assert join_lines("de samen-", "werking", vocabulary) == "de samenwerking"


def test_a_word_that_begins_like_a_conjunction_is_joined_where_the_document_has_it():
    assert drops_hyphen("de kind-", "eren spelen")
    assert not drops_hyphen("de moeder-", "en kindzorg")


def test_the_broken_word_itself_is_no_evidence():
    assert "kwali-" not in vocabulary_of(["de kwali-", "teit"])
    assert "kwali" not in vocabulary_of(["de kwali-", "teit"])


def test_a_document_that_breaks_no_words_keeps_its_hyphens():
    filler = ["Het team legt de afspraken vast en de inwoner leest ze na."] * 120
    own = [*filler, "Zie het bestand logboek-", "dataverwerkingen op de site."]
    assert not breaks_words(own, vocabulary_of(own))
    broken = [*own, "Elk team en elke inwo-", "ner leest het na."]
    assert breaks_words(broken, vocabulary_of(broken))
    assert breaks_words(own[-10:], vocabulary_of(own))  # too short to tell
    assert not drops_hyphen("bestand logboek-", "dataverwerkingen", typeset=False)
    assert drops_hyphen("elke inwo-", "ner", frozenset({"inwoner"}), typeset=False)


def test_a_word_that_is_written_both_ways_is_joined_by_the_rules_of_spelling():
    both = frozenset({"informatieuitwisseling", "informatie-uitwisseling"})
    assert not drops_hyphen("van informatie-", "uitwisseling", both)
    both = frozenset({"wijkteam", "wijk-team"})
    assert drops_hyphen("het wijk-", "team", both)


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("zoals tekst-", "naar-beeld en spraak", "zoals tekst-naar-beeld en spraak"),
        ("een op kop-aan-", "staart gelijke rij", "een op kop-aan-staart gelijke rij"),
        ("uitkeringen en -", "voorzieningen", "uitkeringen en -voorzieningen"),
        ("de hoogte van score of -", "cijfer", "de hoogte van score of -cijfer"),
        ("zoals gezegd -", "en dat is zo", "zoals gezegd - en dat is zo"),
    ],
)  # fmt: skip
def test_hyphens_within_and_before_a_word_stay(left, right, joined):
    assert join_lines(left, right) == joined
