"""The lines of a PDF page with their boxes and type, as the geometry of the page shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from congruence.extract.inline import SUPERSCRIPT, unmarked
from congruence.extract.pdf_tags import RawLine, Unit
from congruence.text.clean import ink
from congruence.text.labels import Label, LabelKind, split_label

_BOLD = 16
_ITALIC = 2
_SUPERSCRIPT = 1
_MOST_MARK = 4
_LONGEST_LABEL = 8
_STRETCHED = 15.0  # the widest space of a justified line, in type sizes


@dataclass(slots=True)
class Line:
    """One line of text, or the part of it that stands in one column.

    Attributes:
        page: from 1.
        x0, y0, x1, y1: its box in points.
        base: the height of its baseline.
        text: as printed; note marks are superscript digits.
        size: the type size most of it is set in.
        bold: whether all of it is bold.
        italic: whether all of it is italic.
        marks: the note marks in it, as digits.
        upright: whether it runs from left to right.
        ink: how many characters (no white space) it holds.
        unit: the element of the structure tree it stands in.
        extra: how many characters stood before it that are no text.
        above: the baseline of a line right above it that is not shown (in a redline).
        spaced: whether a stretched space parts it from the words before it: justified text.
    """

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    text: str
    size: float
    bold: bool = False
    italic: bool = False
    marks: tuple[str, ...] = ()
    upright: bool = True
    ink: int = 0
    unit: Unit | None = None
    extra: int = 0
    above: float | None = None
    spaced: bool = False

    @property
    def plain(self) -> str:
        """The text without the marks of a redline, as the new version reads where it can."""
        return unmarked(self.text).strip()

    @property
    def height(self) -> float:
        """The height of the box."""
        return self.y1 - self.y0

    @property
    def width(self) -> float:
        """The width of the box."""
        return self.x1 - self.x0


Spans = list[dict[str, Any]]
Box = tuple[float, float, float, float]


def lines_of(page: int, raw: Iterable[RawLine]) -> list[Line]:
    """The lines in PyMuPDF's ``dict`` of a page; parts of one line close together are joined.

    Args:
        page: its number.
        raw: its lines, each with the element it stands in.
    """
    return joined(parts_of(page, raw))


def parts_of(page: int, raw: Iterable[RawLine]) -> list[Line]:
    """The lines in PyMuPDF's ``dict`` of a page as they are, for `joined`."""
    lines: list[Line] = []
    space: Box | None = None
    for printed, unit in raw:
        line = _line(page, printed, printed["spans"])
        if line is None:
            space = printed["bbox"]
            continue
        line.unit = unit
        line.spaced = bool(lines) and space is not None and _parts_words(lines[-1], space, line)
        lines.append(line)
        space = None
    return lines


@lru_cache(maxsize=4096)
def label_of(text: str, *, heading: bool = False) -> Label | None:
    """`split_label` of a line, which is asked for many times."""
    return split_label(text, heading=heading)


def _line(page: int, raw: dict[str, Any], spans: Spans) -> Line | None:
    if not any(not span["text"].isspace() for span in spans):
        return None
    spans, extra = _without_self_link(spans)
    sizes: dict[float, int] = {}
    for span in spans:
        size = round(span["size"] * 2) / 2
        sizes[size] = sizes.get(size, 0) + len(span["text"].strip())
    size = max(sizes, key=lambda key: (sizes[key], key))
    words: list[str] = []
    marks: list[str] = []
    bold = italic = True
    for span in spans:
        text = span["text"]
        if _is_mark(span, size, bool(words)):
            digits = text.strip()
            marks.append(digits)
            text = text.replace(digits, digits.translate(SUPERSCRIPT))
        elif not text.isspace():
            bold = bold and bool(span["flags"] & _BOLD or "bold" in span["font"].lower())
            italic = italic and bool(span["flags"] & _ITALIC)
        words.append(text)
    x0, y0, x1, y1 = raw["bbox"]
    x0 = spans[0]["bbox"][0] if extra else x0
    x1 = raw.get("right") or max(s["bbox"][2] for s in spans if not s["text"].isspace())
    text = "".join(words)
    cosine, _sine = raw["dir"]
    base = max(span["origin"][1] for span in spans)
    if len(spans) > 1:  # a raised mark must not lift the line
        base = next(span["origin"][1] for span in spans if round(span["size"] * 2) / 2 == size)
    return Line(
        page, x0, y0, x1, y1, base, text, size, bold, italic, tuple(marks),
        upright=cosine > 0.99, ink=ink(text), extra=extra, above=raw.get("above"),
    )  # fmt: skip


def _is_mark(span: dict[str, Any], size: float, within: bool) -> bool:
    """Whether a span is the raised number of a note."""
    text = span["text"].strip()
    if not text.isdecimal() or len(text) > _MOST_MARK or not text.isascii():
        return False
    raised = bool(span["flags"] & _SUPERSCRIPT)
    return raised or (within and span["size"] <= 0.72 * size)


def _parts_words(last: Line, space: Box, line: Line) -> bool:
    """Whether a space stands loose between two parts of one row: set so to fill the row."""
    loose = 0.3 * line.size
    return _same_row(last, line) and last.x1 + loose < space[0] and space[2] + loose < line.x0


def joined(
    parts: list[Line], *, gap: float = 1.0, cell: Callable[[Line], object] | None = None
) -> list[Line]:
    """Join what MuPDF split on one baseline, as long as the gap is that of words.

    Args:
        parts: as `parts_of` gives them; they stay as they are.
        gap: the widest space within a line, in type sizes: wide in justified text, narrow
            between the cells of a table.
        cell: the cell of a table that a line stands in, or None: lines of two cells are not
            joined.
    """
    found: list[Line] = []
    for line in parts:
        last = found[-1] if found else None
        mark = _as_mark(line, last) if last is not None else None
        if (
            last is not None
            and last.upright
            and line.upright
            and (last.unit == line.unit or (mark is not None and not (last.unit and line.unit)))
            and _same_row(last, line)
            and -0.5 * line.size <= line.x0 - last.x1
            and line.x0 - last.x1 <= max((_STRETCHED if line.spaced else 1.0) * last.size, 4.0)
            and _may_join(last, line, gap, cell)
        ):
            line = mark or line
            apart = line.x0 - last.x1 > 0.12 * last.size
            spaced = last.text[-1:].isspace() or line.text[:1].isspace()
            larger = last if last.ink >= line.ink else line
            found[-1] = replace(
                last,
                unit=last.unit or line.unit,
                text=last.text + (" " if apart and not spaced else "") + line.text,
                x1=line.x1, y0=min(last.y0, line.y0), y1=max(last.y1, line.y1),
                marks=last.marks + line.marks,
                bold=line.bold and (last.bold or is_division(last.plain)),
                italic=last.italic and line.italic, size=larger.size, base=larger.base,
                ink=last.ink + line.ink, extra=last.extra + line.extra,
            )  # fmt: skip
        else:
            found.append(line)
    return _without_self_links(found)


def _may_join(last: Line, line: Line, gap: float, cell: Callable[[Line], object] | None) -> bool:
    """Whether no cells part two lines: outside a table only a wider space does."""
    if cell is not None:
        place = cell(line)
        if place != cell(last):
            return False
        gap = 1.0 if place is None else gap
    return line.spaced or line.x0 - last.x1 <= max(gap * last.size, 4.0)


def _as_mark(line: Line, last: Line) -> Line | None:
    """A part of a line that is the raised number of a note, set in an element of its own."""
    digits = line.text.strip()
    if not digits.isdecimal() or len(digits) > _MOST_MARK or not digits.isascii():
        return None
    if line.size > 0.72 * last.size or line.y1 > last.y1 - 0.15 * last.size:
        return None
    text = line.text.replace(digits, digits.translate(SUPERSCRIPT))
    return replace(line, text=text, marks=(*line.marks, digits), bold=last.bold, italic=last.italic)


def is_division(text: str) -> bool:
    """Whether a text is all label of an article or chapter, whose title may be bold beside it."""
    label = label_of(text, heading=True)
    kinds = (LabelKind.ARTICLE, LabelKind.DIVISION)
    return label is not None and label.kind in kinds and label.end >= len(text)


def join_labels(
    lines: list[Line],
    *,
    bullets: bool = False,
    apart: Callable[[Line], bool] | None = None,
) -> list[Line]:
    """Join a list mark or number that stands apart with the line beside it.

    Marks of their own would hide the columns of a page.

    Args:
        lines: of a page.
        bullets: whether to join bullets only.
        apart: whether a line stays as it is: in a table a number is a cell.
    """
    found: list[Line] = []
    for line in lines:
        last = found[-1] if found else None
        if (
            last is not None
            and _is_mark_of(last, line, bullets)
            and (apart is None or not (apart(last) or apart(line)))
        ):
            found[-1] = replace(
                line, x0=last.x0, y0=min(last.y0, line.y0), y1=max(last.y1, line.y1),
                text=f"{last.text.rstrip()} {line.text.lstrip()}", ink=last.ink + line.ink,
                marks=last.marks + line.marks, extra=last.extra + line.extra,
                bold=line.bold, above=last.above if line.above is None else line.above,
            )  # fmt: skip
        else:
            found.append(line)
    return found


def _is_mark_of(first: Line, second: Line, bullets: bool) -> bool:
    text = first.plain
    if len(text) > _LONGEST_LABEL or first.unit != second.unit or not _same_row(first, second):
        return False
    if not (first.upright and second.upright and 0 <= second.x0 - first.x1 < 4 * second.size):
        return False
    label = label_of(text)
    if label is None or (bullets and label.kind is not LabelKind.BULLET):
        return False
    return label.end >= len(text)


def _without_self_link(spans: Spans) -> tuple[Spans, int]:
    """The spans without the "§" at their front that web pages print there as a link."""
    words = [span for span in spans if not span["text"].isspace()]
    if len(words) < 2 or words[0]["text"].strip() != "§":
        return spans, 0
    styles = [(round(span["size"]), span["flags"] & _BOLD, span["color"]) for span in words[:2]]
    return (words[1:], 1) if styles[0] != styles[1] else (spans, 0)


def _without_self_links(lines: list[Line]) -> list[Line]:
    """Take out each "§" that web pages print before a heading, as a link to itself."""
    links = [line for line in lines if line.text.strip() == "§"]
    if not links:
        return lines
    found = list(lines)
    for link in links:
        for at, line in enumerate(found):
            beside = _same_row(link, line) and 0 <= line.x0 - link.x1 < 2 * line.size
            if beside and (link.size, link.bold) != (line.size, line.bold):
                found[at] = replace(line, extra=line.extra + link.ink)
                found = [other for other in found if other is not link]
                break
    return found


def _same_row(first: Line, second: Line) -> bool:
    overlap = min(first.y1, second.y1) - max(first.y0, second.y0)
    return overlap > 0.6 * min(first.height, second.height)
