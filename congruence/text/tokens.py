"""Words of a text with their places."""

from __future__ import annotations

import re
from typing import NamedTuple

# Letters and digits, joined by hyphen, apostrophe, full stop between characters ("1.2", "d.w.z")
# or an opening bracket reading such as "(wijk)teams", which stays one word.
_WORD = re.compile(r"\w+(?:(?:[-‑'’.]|\)(?=\w))\w+)*", re.UNICODE)


class Token(NamedTuple):
    """A word and where it stands (code points, end exclusive)."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words of ``text`` in order; punctuation and white space are left out."""
    return [Token(match.group(), *match.span()) for match in _WORD.finditer(text)]


def words(text: str) -> list[str]:
    """The words of ``text``, lower case."""
    return [word.lower() for word in _WORD.findall(text)]
