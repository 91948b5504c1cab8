"""Cutting long paragraphs: every word is read, no window is too long."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from congruence.embed.windows import encode_windows, split_windows


def words(text: str) -> int:
    return len(text.split())


@given(st.lists(st.text("ab. ;\n", max_size=12), max_size=30).map(" ".join), st.integers(1, 9))
def test_no_word_is_lost_and_every_window_fits(text, limit):
    windows = split_windows(text, words, limit)
    assert " ".join(windows).split() == text.split()
    assert all(words(window) <= limit for window in windows)


def test_windows_end_where_sentences_end():
    text = "Een twee drie. Vier vijf zes. Zeven acht."
    assert split_windows(text, words, 6) == ["Een twee drie. Vier vijf zes.", "Zeven acht."]
    assert split_windows(text, words, 40) == [text]


def test_one_word_longer_than_the_window_stays_whole():
    assert split_windows("abcdefgh ij", len, 3) == ["abcdefgh", "ij"]


def test_rows_are_averaged_by_window_length():
    def encode(texts):
        return np.array([[1, 0] if "a" in text else [0, 1] for text in texts], np.float32)

    rows = encode_windows(["a a a. b", "b", ""], encode, words, 3, 2)
    assert np.allclose(rows[0], np.array([3, 1]) / np.sqrt(10))
    assert np.allclose(rows[1], [0, 1])
    assert not rows[2].any()


def test_short_texts_come_first():
    seen: list[str] = []

    def encode(texts):
        seen.extend(texts)
        return np.ones((len(texts), 1), np.float32)

    encode_windows(["a b c", "a", "a b"], encode, words, 10, 1)
    assert seen == ["a", "a b", "a b c"]
