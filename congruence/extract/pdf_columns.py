"""Reading order on a page: columns from top to bottom, what spans them in between."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import pairwise
from statistics import median

from congruence.extract.pdf_lines import Line, label_of
from congruence.extract.pdf_paragraphs import is_ended

_LEAST_LINES = 4
_MOST_CROSSING = 0.34
_FILLED = 0.55
_INNER_FILLED = 0.8
_CLOSE = 1.8  # the widest leading within a paragraph, in type sizes
_ALIGNED = 0.5
_FLOWING = 8
_DEEPEST = 4


def reading_order(lines: list[Line], width: float) -> list[list[Line]]:
    """The lines of a page as runs to be read one after the other.

    A gutter is a white strip with running text on both sides; a line that crosses it (a heading,
    a full-width paragraph) divides the page in bands. Two blocks of short cells side by side are
    a table and no columns: their rows stay together. Where columns take up a part of the page
    only, what stands above and below them is read before and after.

    Args:
        lines: the upright lines of one page, without furniture.
        width: of the page.
    """
    return _order(sorted(lines, key=lambda line: (line.y0, line.x0)), width, _DEEPEST)


def _order(lines: list[Line], width: float, depth: int) -> list[list[Line]]:
    if not lines:
        return []
    if not depth or len(lines) < 2 * _LEAST_LINES or not _side_by_side(lines):
        return [_rows(lines)]
    gutter = _gutter(lines, width)
    if gutter is not None:
        return _in_bands(lines, gutter, width, depth)
    part = _columned_part(lines)
    if part is None:
        return [_rows(lines)]
    start, end, gutter = part
    return [
        *_order(lines[:start], width, depth - 1),
        *_band(lines[start:end], gutter, width, depth, closed=end < len(lines)),
        *_order(lines[end:], width, depth - 1),
    ]


def _side_by_side(lines: list[Line]) -> bool:
    """Whether any line stands beside another: on most pages none does."""
    ordered = sorted(lines, key=lambda line: line.base)
    return any(
        line.base - before.base < 0.5 * line.size and (line.x0 > before.x1 or line.x1 < before.x0)
        for first in (1, 2)
        for before, line in zip(ordered, ordered[first:], strict=False)
    )


def _in_bands(lines: list[Line], gutter: float, width: float, depth: int) -> list[list[Line]]:
    runs: list[list[Line]] = []
    band: list[Line] = []
    for line in lines:
        if line.x0 < gutter < line.x1:
            runs.extend(_band(band, gutter, width, depth, closed=True))
            band = []
            if runs and runs[-1] and _spans(runs[-1], gutter):
                runs[-1].append(line)
            else:
                runs.append([line])
        else:
            band.append(line)
    runs.extend(_band(band, gutter, width, depth, closed=False))
    return runs


def _columned_part(lines: list[Line]) -> tuple[int, int, float] | None:
    """The stretch of lines that stand in columns: its first line, the one after it, the gutter."""
    size = median(line.size for line in lines)
    starts = Counter(round(line.x0) for line in lines)
    best: tuple[int, tuple[int, int, float]] | None = None
    for place, count in sorted(starts.items()):
        if count < _LEAST_LINES - 1:
            continue
        gutter = place - 0.35 * size
        start = 0
        for at in range(len(lines) + 1):
            if at < len(lines) and not lines[at].x0 < gutter < lines[at].x1:
                continue
            stretch = lines[start:at]
            if len(stretch) > (best[0] if best else 2 * _LEAST_LINES - 1):
                found = _strip(stretch, gutter, size)
                if found is not None:
                    best = len(stretch), (start, at, gutter)
            start = at + 1
    return best[1] if best else None


def _tail(left: list[Line], right: list[Line], *, closed: bool) -> int:
    """Where in the left column the text begins that goes on below both columns.

    Columns that take up a part of a page end at about the same height. What stands a gap below
    that, on the left, is the text after them, if the sentence above runs on in the right column;
    or if it ends, and more text stands below the columns (``closed``).
    """
    if len(left) < _LEAST_LINES or len(right) < 2:
        return len(left)
    gaps = [line.base - before.base for before, line in pairwise(left) if line.base > before.base]
    leading = median(gaps) if gaps else 0.0
    bottom = max(line.base for line in right)
    for at, line in enumerate(left[1:], 1):
        above = left[at - 1]
        if line.base <= bottom + 0.5 * line.size or line.base - above.base <= 1.3 * leading:
            continue
        if above.base > bottom + 2.2 * leading:
            break
        ended = is_ended(above.text)
        if closed if ended else right[0].text.lstrip()[:1].islower():
            return at
        break
    return len(left)


def _spans(run: list[Line], gutter: float) -> bool:
    return run[-1].x0 < gutter < run[-1].x1


def _band(
    band: list[Line], gutter: float, width: float, depth: int, *, closed: bool
) -> list[list[Line]]:
    left = [line for line in band if line.x1 <= gutter]
    right = [line for line in band if line.x0 >= gutter]
    tail = _tail(left, right, closed=closed)
    parts = (left[:tail], right, left[tail:])
    return [run for part in parts for run in _order(part, width, depth - 1)]


def _gutter(lines: list[Line], width: float) -> float | None:
    """The x of the white strip that divides running text, or None."""
    size = sorted(line.size for line in lines)[len(lines) // 2]
    edges = sorted({round(line.x0, 0) for line in lines} | {round(line.x1, 0) for line in lines})
    best: tuple[float, float] | None = None
    for low, high in pairwise(edges):
        if high - low < 0.6 * size:
            continue
        middle = (low + high) / 2
        found = _strip(lines, middle, size)
        if found is not None and (best is None or found > best[0]):
            best = (found, middle)
    return best[1] if best else None


def _strip(lines: list[Line], x: float, size: float) -> float | None:
    """How good a gutter ``x`` is (higher is better), or None where it is none."""
    left = [line for line in lines if line.x1 <= x]
    right = [line for line in lines if line.x0 >= x]
    crossing = len(lines) - len(left) - len(right)
    if len(left) < _LEAST_LINES or len(right) < _LEAST_LINES:
        return None
    if crossing > _MOST_CROSSING * len(lines):
        return None
    gap = min(line.x0 for line in right) - max(line.x1 for line in left)
    if gap < 0.7 * size:
        return None
    top, bottom = max(left[0].y0, right[0].y0), min(left[-1].y1, right[-1].y1)
    if bottom - top < 3 * size:
        return None  # one above the other: no columns
    running = [side for side in (left, right) if _running(side)]
    if not running:
        return None
    if len(running) == 1 and _aligned(left, right) >= _ALIGNED and not _flows(running[0]):
        return None
    return min(len(left), len(right)) / len(lines) + gap / 1000 - crossing / len(lines)


def _aligned(left: list[Line], right: list[Line]) -> float:
    """How many lines of the shorter side share a baseline with the other: rows of a table do."""
    fewer, more = sorted((left, right), key=len)
    bases = sorted(line.base for line in more)
    shared = 0
    for line in fewer:
        at = bisect_left(bases, line.base - 1)
        shared += at < len(bases) and bases[at] <= line.base + 1
    return shared / len(fewer)


def _flows(lines: list[Line]) -> bool:
    """Whether the lines hold a paragraph so long that it is no cell: lines without a gap."""
    longest = current = 1
    for before, line in pairwise(lines):
        current = current + 1 if line.base - before.base < 1.5 * line.size else 1
        longest = max(longest, current)
    return longest >= _FLOWING


def _running(lines: list[Line]) -> bool:
    """Whether the lines are running text: most of them fill their column.

    The last line of a paragraph and an item of a list need not.
    """
    ends = sorted(line.x1 for line in lines)
    low, high = min(line.x0 for line in lines), ends[-2] if len(ends) > 5 else ends[-1]
    if high <= low:
        return False
    inner = [
        line
        for line, below in pairwise(lines)
        if below.base - line.base < _CLOSE * line.size and label_of(below.plain) is None
    ]
    return _fill(lines, high - low, _FILLED) or (
        len(inner) >= _LEAST_LINES and _fill(inner, high - low, _INNER_FILLED)
    )


def _fill(lines: list[Line], measure: float, share: float) -> bool:
    full = sum(line.width >= 0.6 * measure for line in lines)
    words = sum(len(line.text.split()) for line in lines)
    return full >= share * len(lines) and words >= 3 * len(lines)


def _rows(lines: list[Line]) -> list[Line]:
    """Lines from top to bottom, those on one baseline from left to right."""
    ordered: list[Line] = []
    row: list[Line] = []
    for line in lines:
        if row and abs(line.base - row[0].base) > 0.5 * min(line.size, row[0].size):
            ordered.extend(sorted(row, key=lambda part: part.x0))
            row = []
        row.append(line)
    ordered.extend(sorted(row, key=lambda part: part.x0))
    return ordered
