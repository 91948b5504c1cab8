"""Folding keeps the way back to the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congruence.text.fold import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Het Team", "het team"),
        ("wijk\u00adteam", "wijkteam"),
        ("een\u00a0team", "een team"),
        ("teams¹² en", "teams en"),
        ("teams<sup>12</sup> en", "teams en"),
        ("**Vet** en *schuin*", "vet en schuin"),
        (r"\(on\)veilig", "(on)veilig"),
        ("eﬃciënt", "efficiënt"),
        ("cliënt", "cliënt"),
        ("’s avonds", "'s avonds"),
        ("samen-\nwerking", "samenwerking"),
        ("kind-\nen jeugd", "kind-\nen jeugd"),
    ],
)
def test_typography_is_mended(text, folded):
    assert fold(text).text == folded


def test_quotation_marks_and_capitals_stay_for_reading():
    assert fold("‘Het’ **Team**", lower=False).text == "‘Het’ Team"


@given(st.text(alphabet="aB \u00ad*²ﬁë\u00a0İ-\n", max_size=60))
def test_every_folded_letter_leads_back_to_its_own(text):
    read = fold(text)
    for at, letter in enumerate(read.text):
        span = read.to_source(at, at + 1)
        assert 0 <= span.start < span.end <= len(text)
        source = text[span.start : span.end]
        if letter.isascii() and letter.isalpha():
            assert letter in source.lower() or source in "ﬁ"
