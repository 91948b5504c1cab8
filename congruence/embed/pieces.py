"""Dutch text as numbers for the contextual model: whole words first, then their parts.

A word in the list has a row of its own or shares one (an inflected form, its lemma's). A compound
that is not listed becomes its two parts; what is left (names, foreign words, numbers) is read in
pieces, the longest known piece first, as WordPiece does (Schuster and Nakajima, 2012).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from congruence.embed.static import split_compound

START, STOP, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
INSIDE = "##"

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_LONGEST_WORD = 60
_REMEMBERED = 200_000


class Vocabulary:
    """Words and pieces with the number of their row.

    Args:
        entries: (word, row); several words may share a row.
    """

    def __init__(self, entries: Iterable[tuple[str, int]]) -> None:
        self.rows = dict(entries)
        self._words = frozenset(
            word for word in self.rows if word.isalpha() and not word.startswith(INSIDE)
        )
        self._seen: dict[str, tuple[int, ...]] = {}

    def numbers(self, text: str) -> list[int]:
        """Row numbers of ``text``, without start and stop."""
        plain = unicodedata.normalize("NFC", text).replace("\xad", "").lower()
        numbers: list[int] = []
        for token in _TOKEN.findall(plain):
            found = self._seen.get(token)
            if found is None:
                if len(self._seen) >= _REMEMBERED:
                    self._seen.clear()
                found = self._seen[token] = self._look_up(token)
            numbers += found
        return numbers

    def _look_up(self, token: str) -> tuple[int, ...]:
        row = self.rows.get(token)
        if row is not None:
            return (row,)
        parts = split_compound(token, self._words) if len(token) <= _LONGEST_WORD else None
        if parts:
            return tuple(self.rows[part] for part in parts)
        plain = "".join(
            letter
            for letter in unicodedata.normalize("NFD", token)
            if not unicodedata.combining(letter)
        )
        if plain != token and plain in self.rows:
            return (self.rows[plain],)
        return self._pieces(plain)

    def _pieces(self, token: str) -> tuple[int, ...]:
        if len(token) > _LONGEST_WORD:
            return (self.rows[UNKNOWN],)
        found: list[int] = []
        at = 0
        while at < len(token):
            mark = INSIDE if at else ""
            for end in range(len(token), at, -1):
                row = self.rows.get(mark + token[at:end])
                if row is not None:
                    found.append(row)
                    at = end
                    break
            else:
                return (self.rows[UNKNOWN],)
        return tuple(found)
