"""Cleaning keeps the words and the way back to the source."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from congruence.text.clean import Traced, clean, ink, tidy


def test_ligatures_spaces_and_soft_hyphens():
    source = "  De o\ufb03ci\u00eble\n\tkwali\u00adteit\u00a0telt "
    text = clean(Traced.of(source))
    assert text.text == "De officiële kwaliteit telt"
    origin = text.origin
    at = text.text.index("telt")
    assert source[origin.source_of(at) :].startswith("telt")


def test_a_group_keeps_its_own_place():
    import re

    text = Traced.of("zie **dit** hier").sub(re.compile(r"\*\*(.+?)\*\*"), 1)
    assert text.text == "zie dit hier"
    assert [text.positions[4], text.positions[8]] == [6, 12]


@given(st.text(max_size=80))
def test_tidy_and_clean_agree_and_are_done_after_once(source):
    text = clean(Traced.of(source)).text
    assert tidy(source) == text
    assert tidy(text) == text


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_every_kept_letter_stands_where_the_map_says(source):
    text = clean(Traced.of(source))
    for character, at in zip(text.text, text.positions, strict=True):
        if character.isalnum() and at is not None and source[at] not in "ﬀﬁﬂﬃﬄﬅﬆĲĳ":
            assert source[at] == character


@given(st.text(max_size=80))
def test_no_letter_is_lost(source):
    letters = [c for c in source if c.isalnum() and c not in "ﬀﬁﬂﬃﬄﬅﬆĲĳ"]
    kept = [c for c in clean(Traced.of(source)).text if c.isalnum()]
    assert len(kept) >= len(letters)


def test_ink_counts_what_is_seen():
    assert ink(" a\u00adb\u200b\n c ") == 3
