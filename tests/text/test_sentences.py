"""Sentences and clauses of Dutch prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congruence.text.sentences import clauses, sentences
from congruence.text.tokens import words


def cut(text: str, spans: list) -> list[str]:
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Het team handelt volgens art. 3 van de wet. Daarna volgt overleg.",
            ["Het team handelt volgens art. 3 van de wet.", "Daarna volgt overleg."],
        ),
        (
            "Dat geldt o.a. voor jeugd, d.w.z. tot 18 jaar. En verder?  Ja!",
            ["Dat geldt o.a. voor jeugd, d.w.z. tot 18 jaar.", "En verder?", "Ja!"],
        ),
        (
            "Volgens mr. A. de Vries is dit onjuist. ‘Dat klopt.’ Zo staat het er.",
            ["Volgens mr. A. de Vries is dit onjuist.", "‘Dat klopt.’", "Zo staat het er."],
        ),
        (
            "1. Het college besluit. 2. Het team voert uit.",
            ["1. Het college besluit.", "2. Het team voert uit."],
        ),
        ("Een zin zonder punt", ["Een zin zonder punt"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, expected):
    assert cut(text, sentences(text)) == expected


def test_a_condition_is_a_clause_of_its_own():
    text = "Het team deelt gegevens met de gemeente, tenzij de inwoner bezwaar maakt."
    assert cut(text, clauses(text)) == [
        "Het team deelt gegevens met de gemeente,",
        "tenzij de inwoner bezwaar maakt.",
    ]


@given(st.text(alphabet="aB .,;:!?1\n’", max_size=80))
def test_no_word_is_lost_between_sentences_or_clauses(text):
    for split in (sentences, clauses):
        spans = split(text)
        assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))
        assert "".join("".join(cut(text, spans)).split()) == "".join(text.split())


def test_a_bracketed_prefix_stays_in_its_word():
    assert words("(wijk)teams en kind- en jeugdzorg, 1.2") == [
        "wijk)teams", "en", "kind", "en", "jeugdzorg", "1.2",
    ]  # fmt: skip
