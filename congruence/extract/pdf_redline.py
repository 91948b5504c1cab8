"""Redline PDFs: printed tracked changes, where struck text is old and underlined text new.

MuPDF can flag characters with a stroke, but takes long and is one character off where two strokes
meet. So words are held against the strokes as they are drawn, character by character where a
stroke begins or ends within them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from congruence.extract.inline import unmarked
from congruence.extract.pdf_tags import RawLine
from congruence.extract.pieces import Piece
from congruence.model import BlockKind, View
from congruence.text.clean import ink
from congruence.text.labels import LabelKind, split_label

_STRUCK = 1
_UNDERLINED = 2
_BOTH = 3  # inserted by one and struck by another: in neither version
_ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)\S+|\S+@\S+")
_ADJACENT = re.compile(r"-\] \[-|\+\} \{\+")
_CHANGE = re.compile(r"(\[-|\{\+)(.*?)(-\]|\+\})", re.DOTALL)
_MARKED_LABEL = re.compile(r"(?:(?:\[-[^-\]]{1,20}-\]|\{\+[^+}]{1,20}\+\})\s*){1,2}")
_FEWEST = 20
_MOSTLY = 0.6
_THICKEST = 2.5
_MOST_STROKES = 20_000
_SLACK = 0.1
_SPACE = 0.35  # about the width of a space, in type sizes
# How far above the baseline a stroke runs, in type sizes.
_THROUGH = (0.12, 0.6)
_UNDER = (-0.35, 0.12)

Box = tuple[float, float, float, float]
Span = dict[str, Any]
Stroke = tuple[int, float, float]  # struck or underlined, from x0 to x1


@dataclass(frozen=True, slots=True)
class Redline:
    """How a document marks its changes.

    Attributes:
        colours: the colours of changed text; empty where changes have the colour of the rest.
    """

    colours: frozenset[int]

    def visible(self, lines: list[RawLine], view: View) -> tuple[list[RawLine], int]:
        """What ``view`` shows of the lines of a page, and how many characters it does not.

        In the marked view changes stand in marks. A line keeps its printed width (``right``) and
        knows the hidden line right above it (``above``, a baseline), so that what is hidden
        parts no paragraph.

        Args:
            lines: as `marked_lines` gives them.
            view: the reading that is wanted.
        """
        found: list[RawLine] = []
        dropped = 0
        hidden: float | None = None
        for line, unit in lines:
            printed = [span for span in line["spans"] if not span["text"].isspace()]
            if not printed:
                continue
            spans: list[Span] = []
            for span in line["spans"]:
                state = self._state(span)
                shown = _shown(span["text"], state, view) if state else span["text"]
                if shown:
                    spans.append(span if shown == span["text"] else {**span, "text": shown})
                if shown != span["text"]:
                    dropped += ink(span["text"]) - ink(shown)
            if any(not span["text"].isspace() for span in spans):
                right = max(span["bbox"][2] for span in printed)
                found.append(({**line, "spans": spans, "right": right, "above": hidden}, unit))
                hidden = None
            else:
                hidden = max(span["origin"][1] for span in printed)
        return found, dropped

    def _state(self, span: Span) -> int:
        """Whether a span is old, new, both or neither: underlining need not mean new."""
        state: int = span["state"]
        if not state:
            return 0
        new = span["color"] in self.colours if self.colours else not span["linked"]
        state = state if new or not state & _UNDERLINED else state & _STRUCK
        # A struck web address was underlined before it was struck.
        address = state == _BOTH and _ADDRESS.match(span["text"].strip())
        return _STRUCK if address else state


def _shown(text: str, state: int, view: View) -> str:
    if view is View.MARKED:
        inner = text.strip()
        marks = ("{+", "+}") if state == _UNDERLINED else ("[-", "-]")
        return text.replace(inner, f"{marks[0]}{inner}{marks[1]}", 1) if inner else text
    return text if state == (_STRUCK if view is View.ORIGINAL else _UNDERLINED) else ""


def tidy_marks(piece: Piece) -> Piece:
    """A piece of the marked view with its label apart, and one pair of marks for each change."""
    text, label, kind = piece.text, piece.label, piece.kind
    opening = _MARKED_LABEL.match(text)
    if opening is not None and label is None and kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        found = split_label(f"{unmarked(opening.group())} {unmarked(text[opening.end() :])}")
        if found is not None and found.end >= len(unmarked(opening.group()).strip()):
            label, text = opening.group().strip(), text[opening.end() :].strip()
            division = found.kind in (LabelKind.DIVISION, LabelKind.ARTICLE)
            kind = BlockKind.HEADING if division else BlockKind.LIST_ITEM
    text, joined = _ADJACENT.subn(" ", text)
    extra = piece.extra + 4 * joined
    change = _CHANGE.match(text)
    inner = split_label(change.group(2)) if change is not None and label is None else None
    if change is not None and inner is not None and kind is BlockKind.PARAGRAPH:
        opened, words, closed = change.groups()
        label, kind = f"{opened}{inner.printed}{closed}", BlockKind.LIST_ITEM
        text = f"{opened}{words[inner.end :]}{closed}{text[change.end() :]}"
        extra -= 4
    return replace(piece, text=text, label=label, kind=kind, extra=extra)


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

    def beside(self, span: Span) -> list[Stroke]:
        """The strokes that run through or under a span, or a part of it."""
        base, size = span["origin"][1], span["size"]
        left, _y0, right, _y1 = span["bbox"]
        first = bisect_left(self._heights, base - _THROUGH[1] * size)
        last = bisect_left(self._heights, base - _UNDER[0] * size)
        return [
            (_STRUCK if base - y > _THROUGH[0] * size else _UNDERLINED, x0, x1)
            for y, x0, x1 in self._lines[first:last]
            if x0 < right and x1 > left
        ]


def struck_ink(lines: list[RawLine], strokes: Strokes) -> int:
    """How many characters have a stroke through them that keeps within their line.

    A stroke that runs on past the words is a ruling or the grid of a chart.
    """
    if not strokes:
        return 0
    total = 0.0
    for line, _unit in lines:
        for span in line["spans"]:
            low, high = line["bbox"][0] - span["size"], line["bbox"][2] + span["size"]
            left, _y0, right, _y1 = span["bbox"]
            for kind, x0, x1 in strokes.beside(span):
                if kind == _STRUCK and low <= x0 and x1 <= high:
                    share = (min(x1, right) - max(x0, left)) / max(right - left, 0.1)
                    total += share * len(span["text"].strip())
    return round(total)


def marked_lines(
    lines: list[RawLine],
    letters: Callable[[], list[list[Span]]],
    strokes: Strokes,
    links: list[Box],
) -> list[RawLine]:
    """The lines of a page, cut into spans that have one ``state`` each, and are ``linked`` or not.

    Args:
        lines: PyMuPDF's ``dict`` of a page.
        letters: gives the spans of the same lines with their characters (``rawdict``), which
            takes a while and is asked for only where a stroke ends within a span.
        strokes: the lines drawn on the page.
        links: the boxes of its links, which are underlined without being new.
    """
    known: list[list[Span]] | None = None
    found: list[RawLine] = []
    for at, (line, unit) in enumerate(lines):
        spans: list[Span] = []
        for place, span in enumerate(line["spans"]):
            near = strokes.beside(span)
            linked = _linked(span, links)
            runs = _whole(span, near)
            if runs is None:
                known = known or letters()
                runs = _runs(known[at][place], near)
            for state, text in runs:
                spans.append({**span, "text": text, "state": state, "linked": linked})
        found.append(({**line, "spans": spans}, unit))
    return found


def _whole(span: Span, near: list[Stroke]) -> list[tuple[int, str]] | None:
    """The stretches of a span whose strokes are as long as its words; None where one is not."""
    text: str = span["text"]
    slack = _SLACK * span["size"]
    left, _y0, right, _y1 = span["bbox"]
    words = text.rstrip()
    space = _SPACE * span["size"] * (len(text) - len(words))
    state = 0
    bare = False  # whether the space at the end is without stroke
    for kind, x0, x1 in near:
        if x1 - left < slack or right - x0 < slack:
            continue  # the stroke of a neighbour
        if x0 - left > slack or right - x1 > space + slack:
            return None
        bare = bare or right - x1 > slack
        state |= kind
    return [(state, words), (0, text[len(words) :])] if bare else [(state, text)]


def _runs(span: Span, near: list[Stroke]) -> list[tuple[int, str]]:
    """The stretches of a span that have one state."""
    pairs: list[tuple[int, str]] = []
    for character in span["chars"]:
        middle = (character["bbox"][0] + character["bbox"][2]) / 2
        state = 0
        for kind, x0, x1 in near:
            if x0 <= middle <= x1:
                state |= kind
        pairs.append((state, character["c"]))
    return [
        (state, "".join(letter for _state, letter in group))
        for state, group in groupby(pairs, key=lambda pair: pair[0])
    ]


def find_redline(pages: Iterable[list[RawLine]], struck: int) -> Redline | None:
    """Whether these pages are a redline, and how it marks changes.

    Args:
        pages: the `marked_lines` of each page.
        struck: how many characters on them are surely struck (`struck_ink`).
    """
    if struck < _FEWEST:
        return None
    inked: Counter[int] = Counter()
    old: Counter[int] = Counter()
    lined: Counter[int] = Counter()
    for lines in pages:
        for line, _unit in lines:
            for span in line["spans"]:
                if span["linked"]:
                    continue
                size = len(span["text"].strip())
                inked[span["color"]] += size
                old[span["color"]] += size if span["state"] & _STRUCK else 0
                lined[span["color"]] += size if span["state"] else 0
    if not inked:
        return None
    common = inked.most_common(1)[0][0]
    colours = {
        colour
        for colour in inked
        if colour != common and lined[colour] >= max(_MOSTLY * inked[colour], 3)
    }
    if sum(old[colour] for colour in colours) >= 0.5 * sum(old.values()):
        return Redline(frozenset(colours))
    return Redline(frozenset())


def _linked(span: Span, links: list[Box]) -> bool:
    if not links:
        return False
    x0, y0, x1, y1 = span["bbox"]
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in links)
