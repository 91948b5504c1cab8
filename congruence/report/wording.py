"""Which stretches of two passages are the same words, so that a reader sees it at once."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from congruence.model import Span

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
LEAST_WORDS = 4
MOST_WORDS = 2000


def same_words(first: str, second: str) -> tuple[tuple[Span, Span], ...]:
    """Stretches of at least `LEAST_WORDS` words that stand in both texts, in the same order.

    Case and punctuation are left out of account. Returns pairs of spans (code points), the
    first into ``first``, the second into ``second``. Passages of more than `MOST_WORDS` words
    are not compared: a longest-match search is quadratic.
    """
    ours, theirs = list(_WORD.finditer(first)), list(_WORD.finditer(second))
    if max(len(ours), len(theirs)) > MOST_WORDS:
        return ()
    matcher = SequenceMatcher(
        None,
        [word.group().casefold() for word in ours],
        [word.group().casefold() for word in theirs],
        autojunk=False,
    )
    return tuple(
        (
            Span(ours[at].start(), ours[at + size - 1].end()),
            Span(theirs[to].start(), theirs[to + size - 1].end()),
        )
        for at, to, size in matcher.get_matching_blocks()
        if size >= LEAST_WORDS
    )


def is_verbatim(first: str, second: str) -> bool:
    """Whether two texts are the same words, whatever their case, spaces and punctuation."""
    ours, theirs = ([word.casefold() for word in _WORD.findall(text)] for text in (first, second))
    return bool(ours) and ours == theirs
