"""Ruled tables on a PDF page: which line of text stands in which cell.

Only pages where text stands side by side are asked for their rulings. A table is a grid of drawn
strokes; a cell that spans several columns is given the first of them.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby, pairwise

from congruence.extract.pdf_lines import Line
from congruence.extract.pdf_tags import RawLine

Box = tuple[float, float, float, float]

_THIN = 2.5
_SHORTEST = 6.0
_SLACK = 2.5
_MOST_BOXES = 5_000
_LEAST_CELLS = 4
_BACKGROUND = 0.6
_DENSE = 0.3  # how many cells of a table hold words; boxes joined by arrows fill fewer


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its box, and the edges of its columns and rows."""

    box: Box
    columns: tuple[float, ...]
    rows: tuple[float, ...]

    @property
    def is_box(self) -> bool:
        """Whether this is one cell: a frame around words, and no table."""
        return len(self.columns) == 2 and len(self.rows) == 2

    def cell(self, line: Line) -> tuple[int, int] | None:
        """The row and column ``line`` stands in, or None where it stands outside."""
        x, y = line.x0 + min(2.0, line.width / 2), (line.y0 + line.y1) / 2
        x0, y0, x1, y1 = self.box
        if not (x0 - _SLACK <= x <= x1 and y0 - _SLACK <= y <= y1 + _SLACK):
            return None
        row = max(0, bisect_right(self.rows, y) - 1)
        column = max(0, bisect_right(self.columns, x) - 1)
        return min(row, len(self.rows) - 2), min(column, len(self.columns) - 2)


def cut_at_rules(raw: list[RawLine], tables: list[Table]) -> list[RawLine]:
    """The lines of a page; one that runs over several cells of a table is cut between them."""
    found: list[RawLine] = []
    for line, unit in raw:
        x0, y0, x1, y1 = line["bbox"]
        rules = [
            x
            for table in tables
            if table.box[1] <= (y0 + y1) / 2 <= table.box[3]
            for x in table.columns
            if x0 + _SLACK < x < x1 - _SLACK
        ]
        if not rules or len(line["spans"]) < 2:
            found.append((line, unit))
            continue
        words = [span for span in line["spans"] if not span["text"].isspace()]
        for _cell, spans in groupby(
            words, key=lambda span: bisect_right(rules, sum(span["bbox"][::2]) / 2)
        ):
            part = list(spans)
            box = (part[0]["bbox"][0], y0, part[-1]["bbox"][2], y1)
            found.append(({**line, "spans": part, "bbox": box}, unit))
    return found


def stands_side_by_side(lines: list[Line]) -> bool:
    """Whether enough text stands beside other text, with a gap, for a table to be possible."""
    rows = 0
    ordered = sorted(lines, key=lambda line: (round(line.base), line.x0))
    for before, line in zip(ordered, ordered[1:], strict=False):
        same = abs(line.base - before.base) < 2
        if same and line.x0 - before.x1 > 0.6 * line.size:
            rows += 1
            if rows > 1:
                return True
    return False


def tables_on(boxes: list[Box], lines: list[Line], area: float) -> list[Table]:
    """The ruled tables among what is drawn on a page.

    Args:
        boxes: of everything drawn: strokes, and filled rectangles (whose edges count).
        lines: the lines of text, to leave out grids that hold none.
        area: of the page; what covers most of it is its background.
    """
    if len(boxes) > _MOST_BOXES:
        return []
    across, down = _strokes(
        [box for box in boxes if (box[2] - box[0]) * (box[3] - box[1]) < _BACKGROUND * area]
    )
    found = []
    for group_across, group_down in _groups(across, down):
        rows = _edges([y for y, _x0, _x1 in group_across])
        if len(rows) < 3:
            continue
        kept = _own_rows(rows, group_down)
        inside = [(x, y0, y1) for x, y0, y1 in group_down if y0 < kept[-1] and y1 > kept[0]]
        columns = _edges([x for x, _y0, _y1 in inside])
        if len(columns) < 3 or len(kept) < 3:
            continue
        box = (columns[0], kept[0], columns[-1], kept[-1])
        table = Table(box, tuple(columns), tuple(kept))
        cells = {cell for line in lines if (cell := table.cell(line)) is not None}
        dense = len(cells) >= _DENSE * (len(columns) - 1) * (len(kept) - 1)
        if dense and len(cells) >= _LEAST_CELLS and len({column for _row, column in cells}) > 1:
            found.append(table)
    return sorted(found, key=lambda table: (table.box[1], table.box[0]))


def _own_rows(rows: list[float], down: list[Stroke]) -> list[float]:
    """The edges of the rows without those of a coloured box that touches the table.

    Such a box is a row of its own that no stroke divides, of another width than the rest.
    """
    bands = [
        sorted({round(x) for x, y0, y1 in down if y0 < (top + foot) / 2 < y1})
        for top, foot in pairwise(rows)
    ]
    wide = {(band[0], band[-1]) for band in bands if len(band) > 2}

    def strange(band: list[int]) -> bool:
        return len(band) == 2 and bool(wide) and not any(
            abs(band[0] - left) <= _SLACK and abs(band[1] - right) <= _SLACK
            for left, right in wide
        )  # fmt: skip

    first, last = 0, len(bands)
    while first < last and strange(bands[first]):
        first += 1
    while last > first and strange(bands[last - 1]):
        last -= 1
    return rows[first : last + 1] if last > first else rows


Stroke = tuple[float, float, float]  # its place across its direction, its begin and its end


def _strokes(boxes: list[Box]) -> tuple[list[Stroke], list[Stroke]]:
    across: list[Stroke] = []
    down: list[Stroke] = []
    for x0, y0, x1, y1 in boxes:
        wide, high = x1 - x0, y1 - y0
        if high <= _THIN and wide >= _SHORTEST:
            across.append(((y0 + y1) / 2, x0, x1))
        elif wide <= _THIN and high >= _SHORTEST:
            down.append(((x0 + x1) / 2, y0, y1))
        elif wide >= _SHORTEST and high >= _SHORTEST:
            across += [(y0, x0, x1), (y1, x0, x1)]
            down += [(x0, y0, y1), (x1, y0, y1)]
    return across, down


def _groups(across: list[Stroke], down: list[Stroke]) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Strokes that touch each other, as far as they form grids."""
    bands: list[tuple[float, float, list[Stroke]]] = []
    for stroke in sorted(down, key=lambda stroke: stroke[1]):
        if bands and stroke[1] <= bands[-1][1] + _SLACK:
            top, foot, members = bands[-1]
            members.append(stroke)
            bands[-1] = (top, max(foot, stroke[2]), members)
        else:
            bands.append((stroke[1], stroke[2], [stroke]))
    groups = []
    for top, foot, members in bands:
        left, right = min(m[0] for m in members), max(m[0] for m in members)
        inside = [
            stroke
            for stroke in across
            if top - _SLACK <= stroke[0] <= foot + _SLACK
            and stroke[1] <= right + _SLACK
            and stroke[2] >= left - _SLACK
        ]
        groups.append((inside, members))
    return groups


def _edges(places: list[float]) -> list[float]:
    """Places that lie close together as one edge each."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _SLACK + 1.5:
            edges.append(place)
    return edges
