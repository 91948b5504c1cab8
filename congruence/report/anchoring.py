"""Where the words of a block stand in the stream of characters of a file.

A reader cleans what it reads: hyphens at line ends, spaces, footnote marks, quotation marks. So
words are found again by their letters and digits alone, first in the order of the document.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence

# Letters that are enough to find the beginning and the end of a passage whose middle was
# interrupted (a running head between two pages, a footnote mark), and how far apart they may be.
_ENDS = 24
_STRETCH = 1.5


class Letters:
    """The letters and digits of a text, lower case, each with its place in the text."""

    def __init__(self, text: str) -> None:
        self.places: list[int] = []
        kept: list[str] = []
        for at, character in enumerate(text):
            for letter in unicodedata.normalize("NFKC", character).lower():
                if letter.isalnum():
                    kept.append(letter)
                    self.places.append(at)
        self.text = "".join(kept)

    def index(self, place: int) -> int:
        """The first letter at or after ``place`` in the text."""
        return bisect_left(self.places, place)


class Anchors:
    """Finds passages in a file's characters, given in reading order."""

    def __init__(self, characters: str) -> None:
        self._file = Letters(characters)
        self._cursor = 0

    def find(self, text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int] | None]:
        """Places ``(start, end)`` in the file's characters of ``spans`` of a block's ``text``.

        Blocks are asked for in reading order; each is looked for after the one before it, then
        from the beginning. None for a span without letters, or a block that is not there.
        """
        block = Letters(text)
        whole = self._locate(block.text, self._cursor) or self._locate(block.text, 0)
        if whole is None:
            return [None] * len(spans)
        start, end = whole
        self._cursor = end
        exact = end - start == len(block.text)
        found: list[tuple[int, int] | None] = []
        for low, high in spans:
            first, last = block.index(low), block.index(high)
            if last <= first:
                found.append(None)
                continue
            letters: tuple[int, int] | None
            if exact:
                letters = (start + first, start + last)
            else:
                letters = self._locate(block.text[first:last], start, end) or whole
            found.append((self._file.places[letters[0]], self._file.places[letters[1] - 1] + 1))
        return found

    def _locate(self, letters: str, start: int, end: int | None = None) -> tuple[int, int] | None:
        if not letters:
            return None
        limit = len(self._file.text) if end is None else end
        at = self._file.text.find(letters, start, limit)
        if at >= 0:
            return at, at + len(letters)
        if len(letters) < 2 * _ENDS:
            return None
        first = self._file.text.find(letters[:_ENDS], start, limit)
        if first < 0:
            return None
        reach = min(limit, first + int(len(letters) * _STRETCH) + 200)
        last = self._file.text.rfind(letters[-_ENDS:], first + _ENDS, reach)
        return None if last < 0 else (first, last + _ENDS)
