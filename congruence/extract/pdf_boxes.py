"""Boxes with words on a PDF page that stand beside other words: flow charts and frames.

Words in a box belong together; read by rows they would mix with those of the box beside it.
"""

from __future__ import annotations

from congruence.extract.pdf_lines import Line
from congruence.extract.pdf_tables import Box, Table

_SMALLEST = 18.0
_LARGEST = 0.25  # of the page
_MOST_BOXES = 400
_MOST_LINES = 14
_MARGIN = 3.0


def boxes_on(shapes: list[Box], lines: list[Line], tables: list[Table], area: float) -> list[Table]:
    """The boxes on a page that hold two lines or more beside other words, as tables of one cell.

    Args:
        shapes: the boxes of everything drawn.
        lines: of the page.
        tables: what stands in these is passed over.
        area: of the page.
    """
    large = [box for box in shapes if _is_box(box, area)]
    if len(large) > _MOST_BOXES:
        return []
    loose = [line for line in lines if line.upright and not any(t.cell(line) for t in tables)]
    held: dict[Box, list[Line]] = {}
    for line in loose:
        around = [box for box in large if _holds(box, line)]
        if around:
            smallest = min(around, key=lambda box: ((box[2] - box[0]) * (box[3] - box[1]), box))
            held.setdefault(smallest, []).append(line)
    return [
        Table(box, (box[0], box[2]), (box[1], box[3]))
        for box, inside in sorted(held.items(), key=lambda item: (item[0][1], item[0][0]))
        if 1 < len(inside) <= _MOST_LINES and _is_beside(inside, loose)
    ]


def _is_box(box: Box, area: float) -> bool:
    wide, high = box[2] - box[0], box[3] - box[1]
    return wide >= _SMALLEST and high >= _SMALLEST and wide * high <= _LARGEST * area


def _holds(box: Box, line: Line) -> bool:
    x0, y0, x1, y1 = box
    middle = (line.y0 + line.y1) / 2
    return x0 - _MARGIN <= line.x0 and line.x1 <= x1 + _MARGIN and y0 <= middle <= y1


def _is_beside(inside: list[Line], lines: list[Line]) -> bool:
    """Whether another line stands on a row with one of these, close enough to be mixed with it."""
    own = {id(line) for line in inside}
    return any(
        id(other) not in own and min(line.y1, other.y1) - max(line.y0, other.y0) > 0.3 * line.height
        for line in inside
        for other in lines
    )
