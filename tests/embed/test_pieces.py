"""Words to rows: whole words, shared rows, compounds, accents and pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congruence.embed.pieces import Vocabulary

WORDS = "[UNK] [CLS] [SEP] het plan veiligheid kast coordinatie rot ##ter ##dam . 2 ##0 r ##a"
ENTRIES = [(word, row) for row, word in enumerate(WORDS.split())]


@pytest.fixture
def vocabulary() -> Vocabulary:
    return Vocabulary([*ENTRIES, ("plannen", dict(ENTRIES)["plan"])])


def rows(vocabulary: Vocabulary, *words: str) -> list[int]:
    return [vocabulary.rows[word] for word in words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Het plan.", ["het", "plan", "."]),
        ("plannen", ["plan"]),
        ("veiligheidsplan", ["veiligheid", "plan"]),
        ("veiligheidsplankast", ["veiligheid", "plan", "kast"]),
        ("Coördinatie", ["coordinatie"]),
        ("co\xadördinatie", ["coordinatie"]),
        ("Rotterdam", ["rot", "##ter", "##dam"]),
        ("200", ["2", "##0", "##0"]),
        ("xyz", ["[UNK]"]),
        ("a" * 100, ["[UNK]"]),
        (" \n ", []),
    ],
)
def test_text_becomes_rows(vocabulary, text, words):
    assert vocabulary.numbers(text) == rows(vocabulary, *words)
    assert vocabulary.numbers(text) == rows(vocabulary, *words)  # again, now remembered


@given(st.text(max_size=80))
def test_any_text_gives_known_rows(text):
    vocabulary = Vocabulary(ENTRIES)
    assert all(0 <= row < len(ENTRIES) for row in vocabulary.numbers(text))
