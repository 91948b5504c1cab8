"""The paragraphs of one page, by the structure tree or by the geometry of the lines."""

from __future__ import annotations

from congruence.extract.pdf_breaks import lines_apart
from congruence.extract.pdf_columns import reading_order
from congruence.extract.pdf_lines import Line
from congruence.extract.pdf_page import Page
from congruence.extract.pdf_paragraphs import (
    Paragraph,
    Typography,
    find_notes,
    first_word,
    goes_on,
    paragraphs_of,
)
from congruence.model import FurnitureKind

_BAND = 0.14
_TABLES_ON_A_PAGE = 1000


def by_geometry(lines: list[Line], page: Page, type_: Typography) -> list[Paragraph]:
    """The paragraphs of a page, column by column, its cells and footnotes marked."""
    upright = [line for line in lines if line.upright]
    cells: dict[int, list[Paragraph]] = {}
    if page.tables:
        upright, cells = _cells(upright, page, type_)
    found: list[Paragraph] = []
    for run in reading_order(upright, page.width):
        in_run: list[Paragraph] = []
        apart = lines_apart(run, type_)
        for stretch in _stretches(run, cells):
            table = cells.get(id(stretch[0]))
            in_run += table if table is not None else paragraphs_of(stretch, type_, apart)
        find_notes(in_run, type_)
        if found and in_run and _joins(found[-1], in_run[0], type_):
            found[-1].lines += in_run.pop(0).lines
        found += in_run
    found += [Paragraph([line], line.x1) for line in lines if not line.upright]
    return found


def _joins(last: Paragraph, first: Paragraph, type_: Typography) -> bool:
    plain = last.cell is None and first.cell is None and last.note == first.note
    return plain and goes_on(last, first.lines[0], type_)


def _cells(
    lines: list[Line], page: Page, type_: Typography
) -> tuple[list[Line], dict[int, list[Paragraph]]]:
    """Take the lines in tables out: one line stands for each table, with the cells by its id."""
    loose: list[Line] = []
    held: dict[int, dict[tuple[int, int], list[Line]]] = {}
    for line in lines:
        place = page.cell(line)
        if place is None:
            loose.append(line)
        else:
            number, *spot = place
            held.setdefault(number, {}).setdefault((spot[0], spot[1]), []).append(line)
    cells: dict[int, list[Paragraph]] = {}
    for number, places in sorted(held.items()):
        table = page.tables[number]
        x0, y0, x1, y1 = table.box
        size = next(iter(places.values()))[0].size
        stand_in = Line(page.number, x0, y0, x1, y1, y1, "", size)
        loose.append(stand_in)
        if table.is_box:
            inside = sorted(places[0, 0], key=lambda line: (line.base, line.x0))
            cells[id(stand_in)] = paragraphs_of(inside, type_)
            continue
        cells[id(stand_in)] = [
            Paragraph(
                sorted(inside, key=lambda line: (line.base, line.x0)),
                x1,
                cell=(page.number * _TABLES_ON_A_PAGE + number, row, column),
            )
            for (row, column), inside in sorted(places.items())
        ]
    return loose, cells


def _stretches(run: list[Line], cells: dict[int, list[Paragraph]]) -> list[list[Line]]:
    """A run of lines, cut before and after each table that stands in it."""
    found: list[list[Line]] = []
    open_ = False
    for line in run:
        if id(line) in cells:
            found.append([line])
            open_ = False
        elif open_:
            found[-1].append(line)
        else:
            found.append([line])
            open_ = True
    return found


def by_tags(
    lines: list[Line], page: Page, type_: Typography
) -> tuple[list[Paragraph], dict[int, FurnitureKind]]:
    """The paragraphs of a page as its author tagged them, and the lines that are furniture.

    What stands outside every element near the edge of the page, smaller than the text, is
    furniture. Any other line outside (MuPDF knows the element of a paragraph on its first page
    only) is read by its geometry and put where it stands among the tagged text.
    """
    found: list[Paragraph] = []
    loose: list[Line] = []
    aside: dict[int, FurnitureKind] = {}
    for line in _in_rows(lines):
        if line.unit is None:
            top, foot = line.y1 < _BAND * page.height, line.y0 > (1 - _BAND) * page.height
            if (top or foot) and line.size < type_.body - 0.4:
                aside[id(line)] = FurnitureKind.HEADER if top else FurnitureKind.FOOTER
            else:
                loose.append(line)
        elif found and found[-1].unit == line.unit:
            found[-1].lines.append(line)
            found[-1].measure = max(found[-1].measure, line.x1)
        else:
            found.append(Paragraph([line], line.x1, unit=line.unit))
    for paragraph in found:
        assert paragraph.unit is not None
        paragraph.note = paragraph.unit.role == "footnote"
    found = [part for paragraph in found for part in _without_title(paragraph)]
    table: tuple[int, int] | None = None  # that the last loose cell stood in, and its place
    for paragraph in by_geometry(loose, page, type_):
        at = _place(paragraph, found)
        if paragraph.cell is not None:
            if table is not None and table[0] == paragraph.cell[0]:
                at = table[1] + 1
            table = paragraph.cell[0], at
        else:
            table = None
        found.insert(at, paragraph)
    return found, aside


def _without_title(paragraph: Paragraph) -> list[Paragraph]:
    """A tagged paragraph, the bold line that it opens with apart: a title above its text."""
    lines = paragraph.lines
    if paragraph.unit is None or paragraph.unit.role != "paragraph" or len(lines) < 2:
        return [paragraph]
    first, second = lines[:2]
    alone = first.bold and not second.bold and second.base > first.base + 0.5 * first.size
    short = first.x1 + first_word(second) + first.size < paragraph.measure
    if not alone or not short:
        return [paragraph]
    title = Paragraph([first], paragraph.measure)
    return [title, Paragraph(lines[1:], paragraph.measure, unit=paragraph.unit)]


def _in_rows(lines: list[Line]) -> list[Line]:
    """The lines in order, one without an element beside the tagged one it shares a row with."""
    tagged = [line for line in lines if line.unit is not None]
    ordered = list(tagged)
    for line in lines:
        if line.unit is not None:
            continue
        beside = next((other for other in tagged if _continues(line, other)), None)
        if beside is None:
            ordered.append(line)
            continue
        line.unit = beside.unit
        at = next(i for i, other in enumerate(ordered) if other is beside)
        ordered.insert(at + (line.x0 > beside.x0), line)
    return ordered


def _continues(line: Line, other: Line) -> bool:
    """Whether two parts of one row belong to one paragraph."""
    if other.unit is None or other.unit.role not in ("paragraph", "list_item"):
        return False
    overlap = min(line.y1, other.y1) - max(line.y0, other.y0)
    gap = max(line.x0 - other.x1, other.x0 - line.x1)
    return overlap > 0.4 * min(line.height, other.height) and gap < line.size


def _place(paragraph: Paragraph, among: list[Paragraph]) -> int:
    """Where an untagged paragraph goes: before the first that stands below it."""
    first = paragraph.lines[0]
    for at, other in enumerate(among):
        line = other.lines[0]
        if line.base > first.base and line.x0 < paragraph.measure and line.x1 > first.x0:
            return at
    return len(among)
