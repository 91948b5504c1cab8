"""Tables without rulings: words in columns, row by row, with white between them.

The white says it alone, so this is careful: running text in columns, lists with their numbers,
and tables of contents stand in columns too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from congruence.extract.headings import is_caption
from congruence.extract.pdf_lines import Line, label_of
from congruence.extract.pdf_tables import Table
from congruence.text.labels import LabelKind

_STRIP = 0.5  # the least white between two columns, in type sizes
_ALIGNED = 1.5  # how far cells of one column may differ where less white will do, in points
_ROW_GAP = 3.4  # the farthest from row to row, in type sizes
_WRAPPED = 1.45  # and from line to line within a cell
_MOST_WORDS = 14  # in a line of a cell: more is a line of text
_OVERLAP = 0.4  # what the boxes of two cells may overlap, in points
_FEWEST = 3
_CLEAN = 0.85  # how many of the cells begin where no other cell goes on
_LONG = 6
_LONGEST_CELL = 4.5  # lines in a cell that they fill, on average

Span = tuple[float, float]


@dataclass(slots=True)
class _Row:
    """The lines on one baseline, from left to right."""

    lines: list[Line]

    @property
    def base(self) -> float:
        return self.lines[0].base

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)


def grids_on(lines: list[Line], ruled: list[Table]) -> list[Table]:
    """The tables without rulings on a page, from top to bottom.

    Args:
        lines: of the page.
        ruled: its ruled tables; what stands in them is passed over.
    """
    loose = [line for line in lines if line.upright and not any(t.cell(line) for t in ruled)]
    rows = _rows(loose)
    found: list[Table] = []
    at = 0
    while at < len(rows):
        if len(rows[at].lines) > 1:
            taken = _region(rows, at)
            table = _table(rows[at:taken]) if taken - at > 1 else None
            if table is not None and _stands_apart(table, rows, at, taken):
                found.append(table)
                at = taken
                continue
            at = taken - 1 if taken - at >= _LONG else at
        at += 1
    return found


def _stands_apart(table: Table, rows: list[_Row], start: int, end: int) -> bool:
    """Whether no column of a table goes on right above or below it, as running text does."""
    outer = (*rows[max(0, start - 2) : start], *rows[end : end + 2])
    return not any(
        _is_near(line, row) and _in_one(table.columns, line)
        for other in outer
        for line in other.lines
        for row in (rows[start], rows[end - 1])
    )


def _is_near(line: Line, row: _Row) -> bool:
    return 0 < abs(line.base - row.base) <= _WRAPPED * row.size


def _in_one(columns: tuple[float, ...], line: Line) -> bool:
    """Whether a line stands within one column, the last of the edges being the right one."""
    at = sum(edge <= line.x0 + 0.6 for edge in columns)
    return 0 < at < len(columns) and line.x1 <= columns[at] + 0.6


def _rows(lines: list[Line]) -> list[_Row]:
    rows: list[_Row] = []
    for line in sorted(lines, key=lambda line: (line.base, line.x0)):
        if rows and line.base - rows[-1].base < 0.35 * line.size:
            rows[-1].lines.append(line)
        else:
            rows.append(_Row([line]))
    for row in rows:
        row.lines.sort(key=lambda line: line.x0)
    return rows


def _region(rows: list[_Row], start: int) -> int:
    """The row after the last that may stand in one table with ``rows[start]``."""
    spans = _spans(rows[start].lines)
    end = last = start + 1
    for at in range(start + 1, len(rows)):
        row, above = rows[at], rows[at - 1]
        gap = row.base - above.base
        if gap > _ROW_GAP * row.size or is_caption(row.lines[0].text.strip()):
            break
        if len(row.lines) == 1 and gap > _WRAPPED * row.size:
            break
        if any(len(line.text.split()) > _MOST_WORDS for line in row.lines):
            break
        joined = _merged([*spans, *_spans(row.lines)])
        if len(joined) < max(2, len(spans)):
            break
        spans = joined
        end = at + 1
        if len(row.lines) > 1:
            last = end
    # a lone line below the last full row is the rest of a cell only if it stands close to it
    while last < end and rows[last].base - rows[last - 1].base <= _WRAPPED * rows[last].size:
        last += 1
    return last


def _spans(lines: list[Line]) -> list[Span]:
    return [(line.x0, line.x1) for line in lines]


def _merged(spans: list[Span]) -> list[Span]:
    """Spans that overlap as one."""
    found: list[Span] = []
    for low, high in sorted(spans):
        if found and low < found[-1][1] - _OVERLAP:
            found[-1] = found[-1][0], max(found[-1][1], high)
        else:
            found.append((low, high))
    return found


def _table(rows: list[_Row]) -> Table | None:
    lines = [line for row in rows for line in row.lines]
    columns = _columns(rows, lines)
    full = [row for row in rows if len({_column(columns, line) for line in row.lines}) > 1]
    needed = _FEWEST if len(columns) == 2 else _FEWEST - 1
    if len(columns) < 2 or len(full) < needed or len(full) < 0.5 * len(rows):
        return None
    cells = [[line for line in lines if _column(columns, line) == at] for at in range(len(columns))]
    # In a damaged file a line may have a place that no column holds.
    if not all(cells) or _is_list(cells) or _is_contents(rows) or _flows(cells):
        return None
    tops = list(_tops(rows, columns))
    left, right = columns[0], max(line.x1 for line in lines)
    box = (left, tops[0], right, max(line.y1 for line in rows[-1].lines))
    return Table(box, (*columns, right + 1), (*tops, box[3]))


def _columns(rows: list[_Row], lines: list[Line]) -> list[float]:
    """The left edges of the columns; a column holds words of two rows or more."""
    size = median(line.size for line in lines)
    edges: list[float] = []
    reach = -1e9
    for low, high in _merged(_spans(lines)):
        inside = [
            next((line for line in row.lines if low - 0.1 <= line.x0 <= high), None) for row in rows
        ]
        held = [line for line in inside if line is not None]
        starts = [line.x0 for line in held]
        aligned = len(held) >= _FEWEST and max(starts) - min(starts) < _ALIGNED
        if len(held) > 1 and (low - reach >= _STRIP * size or aligned) or not edges:
            edges.append(low)
        reach = high
    return edges


def _column(columns: list[float], line: Line) -> int:
    return sum(edge <= line.x0 + 0.6 for edge in columns) - 1


def _is_list(cells: list[list[Line]]) -> bool:
    """Whether the columns are marks or numbers with their words, or lists side by side."""
    labelled = [
        sum(label_of(line.plain) is not None for line in column) >= 0.5 * len(column)
        for column in cells
        if column
    ]
    bullets = [sum(_is_bullet(line.plain) for line in column) for column in cells]
    marks = [all(_is_mark(line.plain) for line in column) for column in cells]
    pair = (len(cells) == 2 and (marks[0] or labelled[0])) or (marks[0] and sum(marks) > 1)
    several = sum(count > 0 for count in bullets) > 1 or (labelled[0] and sum(labelled) > 1)
    return pair or several or bullets[0] >= 0.5 * len(cells[0])


def _is_bullet(text: str) -> bool:
    label = label_of(text)
    return label is not None and label.kind is LabelKind.BULLET


def _is_mark(text: str) -> bool:
    label = label_of(text, heading=True)
    bare = text.rstrip(".").isdigit() and len(text) < 4
    return bare or (label is not None and label.end >= len(text))


def _is_contents(rows: list[_Row]) -> bool:
    """Whether every row ends in a number that is no lower than the one above: page numbers."""
    last = [row.lines[-1].text.strip() for row in rows if len(row.lines) > 1]
    if len(last) < _FEWEST or not all(text.isdigit() and len(text) < 4 for text in last):
        return False
    return all(int(above) <= int(below) for above, below in pairwise(last))


def _flows(cells: list[list[Line]]) -> bool:
    """Whether the columns are running text and no cells: a cell begins where no other goes on."""
    full = [_is_full(column) for column in cells]
    if not any(full):
        return False
    blocks = [_blocks(column) for column in cells]
    lengths = [len(column) / len(found) for column, found in zip(cells, blocks, strict=True)]
    if any(filled and length > _LONGEST_CELL for filled, length in zip(full, lengths, strict=True)):
        return True
    begins = [
        (at, block[0]) for at, column in enumerate(blocks) for block in column[1:]
    ]  # where a column goes on after white
    clean = sum(
        not any(_straddles(block, line) for other in (*blocks[:at], *blocks[at + 1 :])
                for block in other)
        for at, line in begins
    )  # fmt: skip
    return not begins or clean < _CLEAN * len(begins)


def _blocks(column: list[Line]) -> list[list[Line]]:
    """The lines of a column, parted where there is more white than within a cell."""
    found = [column[:1]]
    for above, line in pairwise(column):
        if line.base - above.base > _WRAPPED * line.size:
            found.append([line])
        else:
            found[-1].append(line)
    return found


def _straddles(block: list[Line], line: Line) -> bool:
    """Whether a block of another column goes on past the place where ``line`` begins one."""
    return block[0].base < line.base - 0.5 * line.size < block[-1].base


def _is_full(column: list[Line]) -> bool:
    low, high = min(line.x0 for line in column), max(line.x1 for line in column)
    full = sum(line.width > 0.6 * (high - low) for line in column)
    words = sum(len(line.text.split()) for line in column)
    return full > 0.55 * len(column) and words >= 3 * len(column) and len(column) > _FEWEST


def _tops(rows: list[_Row], columns: list[float]) -> Iterator[float]:
    """The top of each row of the table: of a line that begins one, not one that fills a cell."""
    gaps = [(below.base - above.base) / below.size for above, below in pairwise(rows)]
    wide = bool(gaps) and max(gaps) > 1.25 * min(gaps) and min(gaps) <= _WRAPPED
    limit = (max(gaps) + min(gaps)) / 2 if wide else 0.0
    yield min(line.y0 for line in rows[0].lines) - 1
    for above, row, gap in zip(rows, rows[1:], gaps, strict=False):
        begins = gap > limit if wide else gap > _WRAPPED or not _wraps(row, columns)
        if begins:
            bottom = max(line.y1 for line in above.lines)
            yield min((bottom + min(line.y0 for line in row.lines)) / 2, row.base - 0.3 * row.size)


def _wraps(row: _Row, columns: list[float]) -> bool:
    """Whether a row with no more white above it than any other goes on with the cells above."""
    if len(row.lines) > 1:
        return False
    return _column(columns, row.lines[0]) > 0 or row.lines[0].text.lstrip()[:1].islower()
