"""Exact words out of two texts: short enough to read, long enough to be found again."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from congruence.model import Span
from congruence.text.tokens import Token, tokens

# Words of a quotation inside a sentence of explanation.
_SHORT = 12


class Texts(NamedTuple):
    """The two passages that are held against each other."""

    first: str
    second: str


@cache
def phrase_pattern(*phrases: str) -> re.Pattern[str]:
    """Any of ``phrases`` as whole words, the longest first, whatever the case."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)", re.IGNORECASE)


def tokens_within(text: str, span: Span) -> list[Token]:
    """The words of ``text`` inside ``span``, with their places in the whole text."""
    return [
        Token(token.text, token.start + span.start, token.end + span.start)
        for token in tokens(text[slice(*span)])
    ]


def around(text: str, within: Span, place: Span, before: int, after: int) -> Span:
    """``place`` with up to ``before`` and ``after`` words more, inside ``within``."""
    found = tokens_within(text, within)
    touched = [i for i, t in enumerate(found) if t.end > place.start and t.start < place.end]
    if not touched:
        return place
    first, last = max(0, touched[0] - before), min(len(found) - 1, touched[-1] + after)
    return Span(min(found[first].start, place.start), max(found[last].end, place.end))


def quoted(text: str, span: Span) -> str:
    """The words at ``span``, with as many of the next (then earlier) words as make them unique.

    A reader, and a comment in the margin, must find the very words that are meant: "moet" alone
    may stand in a passage three times.
    """
    found = tokens_within(text, Span(0, len(text)))
    start, end = span
    while text.count(text[start:end]) > 1:
        later = next((token.end for token in found if token.start >= end), None)
        earlier = next((token.start for token in reversed(found) if token.end <= start), None)
        if later is not None:
            end = later
        elif earlier is not None:
            start = earlier
        else:
            break
    return text[start:end]


def quote_both(texts: Texts, first: Span, second: Span) -> tuple[str, str]:
    """Both quotations of a signal."""
    return quoted(texts.first, first), quoted(texts.second, second)


def shortened(quote: str) -> str:
    """``quote`` as a sentence of explanation shows it."""
    parts = quote.split()
    return quote if len(parts) <= _SHORT else " ".join(parts[:_SHORT]) + " …"
