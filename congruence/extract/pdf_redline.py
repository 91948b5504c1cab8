"""Redline PDFs: printed tracked changes, where struck text is old and underlined text new.

MuPDF can flag characters with a stroke, but is one character off where two strokes meet. That is
good enough to find out that a document is a redline; its words are then read character by
character against the strokes as they are drawn.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from congruence.model import View

_STRUCK = 1
_UNDERLINED = 2
_BOTH = 3  # inserted by one and struck by another: in neither version
_ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)\S+|\S+@\S+")
_FEWEST = 20
_MOSTLY = 0.6
_THICKEST = 2.5
_MOST_STROKES = 20_000
# How far above the baseline a stroke runs, in type sizes.
_THROUGH = (0.12, 0.6)
_UNDER = (-0.35, 0.12)

Box = tuple[float, float, float, float]
Spans = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Redline:
    """How a document marks its changes.

    Attributes:
        colours: the colours of changed text; empty where changes have the colour of the rest.
    """

    colours: frozenset[int]

    def visible(self, spans: Spans, view: View, strokes: Strokes, links: list[Box]) -> Spans:
        """The spans of a line that ``view`` shows; in the marked view changes stand in marks.

        Args:
            spans: with their characters (PyMuPDF's ``rawdict``).
            view: the reading that is wanted.
            strokes: the lines drawn on the page.
            links: the boxes of its links, which are underlined without being new.
        """
        found: Spans = []
        for span in spans:
            for state, text in self._runs(span, strokes, links):
                shown = _shown(text, state, view)
                if shown:
                    found.append({**span, "text": shown})
        return found

    def _runs(
        self, span: dict[str, Any], strokes: Strokes, links: list[Box]
    ) -> Iterable[tuple[int, str]]:
        """The stretches of a span that have one state."""
        new = span["color"] in self.colours if self.colours else not _linked(span, links)
        states = []
        for character in span["chars"]:
            state = strokes.at(character["bbox"], span["origin"][1], span["size"])
            states.append(state if new or not state & _UNDERLINED else state & _STRUCK)
        pairs = zip(states, (character["c"] for character in span["chars"]), strict=True)
        for state, group in groupby(pairs, key=lambda pair: pair[0]):
            text = "".join(letter for _state, letter in group)
            # A struck web address was underlined before it was struck.
            address = state == _BOTH and _ADDRESS.match(text.strip())
            yield _STRUCK if address else state, text


def _shown(text: str, state: int, view: View) -> str:
    if state == 0:
        return text
    if view is View.MARKED:
        inner = text.strip()
        marks = ("{+", "+}") if state == _UNDERLINED else ("[-", "-]")
        return text.replace(inner, f"{marks[0]}{inner}{marks[1]}", 1) if inner else text
    return text if state == (_STRUCK if view is View.ORIGINAL else _UNDERLINED) else ""


class Strokes:
    """The thin horizontal lines drawn on a page.

    Args:
        boxes: of everything drawn.
    """

    def __init__(self, boxes: Iterable[Box]) -> None:
        thin = [b for b in boxes if b[3] - b[1] <= _THICKEST and b[2] - b[0] > 0.5]
        self._lines = sorted(((b[1] + b[3]) / 2, b[0], b[2]) for b in thin[:_MOST_STROKES])
        self._heights = [line[0] for line in self._lines]

    def __bool__(self) -> bool:
        return bool(self._lines)

    def at(self, box: Box, base: float, size: float) -> int:
        """Whether a character is struck, underlined, both (3) or neither (0)."""
        x = (box[0] + box[2]) / 2
        state = 0
        first = bisect_left(self._heights, base - _THROUGH[1] * size)
        last = bisect_left(self._heights, base - _UNDER[0] * size)
        for y, x0, x1 in self._lines[first:last]:
            if x0 <= x <= x1:
                above = (base - y) / size
                state |= _STRUCK if _THROUGH[0] < above <= _THROUGH[1] else _UNDERLINED
        return state


def find_redline(pages: Iterable[tuple[list[dict[str, Any]], list[Box]]]) -> Redline | None:
    """Whether these pages are a redline, and how it marks changes.

    Args:
        pages: of some pages, the spans (read with their styles) and the boxes of the links.
    """
    inked: Counter[int] = Counter()
    struck: Counter[int] = Counter()
    lined: Counter[int] = Counter()
    for spans, links in pages:
        for span in spans:
            size = len(span["text"].strip())
            style = int(span["char_flags"]) & 3
            if _linked(span, links):
                continue
            inked[span["color"]] += size
            struck[span["color"]] += size if style & _STRUCK else 0
            lined[span["color"]] += size if style else 0
    if sum(struck.values()) < _FEWEST:
        return None
    common = inked.most_common(1)[0][0]
    colours = {
        colour
        for colour in inked
        if colour != common and lined[colour] >= max(_MOSTLY * inked[colour], 3)
    }
    if sum(struck[colour] for colour in colours) >= 0.5 * sum(struck.values()):
        return Redline(frozenset(colours))
    return Redline(frozenset())


def _linked(span: dict[str, Any], links: list[Box]) -> bool:
    x0, y0, x1, y1 = span["bbox"]
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in links)
