"""List marks that are drawn on a PDF page instead of set: browsers print them so."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import NamedTuple

from congruence.extract.pdf_lines import Line, label_of

Box = tuple[float, float, float, float]

_SIZES = (0.16, 0.62)  # of a mark, in type sizes
_HEIGHTS = (0.05, 0.66)  # of its middle above the baseline
_APART = (0.1, 2.4)  # from its right edge to the words
_MOST_UNEVEN = 1.5
_INDENT = 0.8


class Shape(NamedTuple):
    """Something drawn: its box, and whether it is an outline or a rectangle."""

    box: Box
    stroked: bool = False
    is_rect: bool = False

    @property
    def mark(self) -> str:
        """The sign that looks like it."""
        if self.stroked:
            return "◦"
        return "▪" if self.is_rect else "•"


def may_have_bullets(lines: list[Line]) -> bool:
    """Whether a line stands so far from the left that a mark may be drawn before it."""
    left = min((line.x0 for line in lines), default=0.0)
    return any(
        line.x0 > left + _INDENT * line.size and line.upright and not _is_tagged(line)
        for line in lines
    )


def _is_tagged(line: Line) -> bool:
    """Whether the file itself says that a line stands in a list, a table or a heading."""
    return line.unit is not None and line.unit.role != "paragraph"


def with_drawn_bullets(lines: list[Line], shapes: list[Shape]) -> list[Line]:
    """The lines, those with a small shape right before them opened by the mark it looks like.

    The mark is no character of the page: ``extra`` takes it off the count again.

    Args:
        lines: of one page.
        shapes: everything drawn on it.
    """
    small = sorted(
        (shape for shape in shapes if _is_small(shape.box)), key=lambda shape: shape.box[1]
    )
    if not small:
        return lines
    tops = [shape.box[1] for shape in small]
    found = []
    for line in lines:
        first = bisect_left(tops, line.base - 1.5 * line.size)
        last = bisect_left(tops, line.base + line.size)
        near = [shape for shape in small[first:last] if _is_before(shape.box, line)]
        near = [shape for shape in near if not _between(shape.box, line, lines)]
        label = label_of(line.text.lstrip()) if near else None
        if not near or not line.upright or label is not None or _is_tagged(line):
            found.append(line)
            continue
        shape = max(near, key=lambda shape: shape.box[2])
        text = f"{shape.mark} {line.text.lstrip()}"
        found.append(replace(line, text=text, x0=shape.box[0], extra=line.extra - 1))
    return found


def _is_small(box: Box) -> bool:
    wide, high = box[2] - box[0], box[3] - box[1]
    return 0.8 < wide < 16 and 0.8 < high < 16 and max(wide, high) < _MOST_UNEVEN * min(wide, high)


def _is_before(box: Box, line: Line) -> bool:
    size = line.size
    middle = line.base - (box[1] + box[3]) / 2
    return (
        _SIZES[0] * size <= box[2] - box[0] <= _SIZES[1] * size
        and _HEIGHTS[0] * size <= middle <= _HEIGHTS[1] * size
        and _APART[0] * size <= line.x0 - box[2] <= _APART[1] * size
    )


def _between(box: Box, line: Line, lines: list[Line]) -> bool:
    """Whether other words stand between a mark and a line."""
    return any(
        other is not line
        and abs(other.base - line.base) < 0.5 * line.size
        and other.x0 < line.x0
        and other.x1 > box[0]
        for other in lines
    )
