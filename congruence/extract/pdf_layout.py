"""The paragraphs of one page, by the structure tree or by the geometry of the lines."""

from __future__ import annotations

from congruence.extract.pdf_blocks import Paragraph, Typography, find_notes, paragraphs_of
from congruence.extract.pdf_columns import reading_order
from congruence.extract.pdf_lines import Line
from congruence.extract.pdf_page import Page
from congruence.model import FurnitureKind

_BAND = 0.14
_TABLES_ON_A_PAGE = 1000


def by_geometry(lines: list[Line], page: Page, type_: Typography) -> list[Paragraph]:
    """The paragraphs of a page, column by column, its cells and footnotes marked."""
    upright = [line for line in lines if line.upright]
    cells: dict[int, list[Paragraph]] = {}
    if page.tables:
        upright, cells = _cells(upright, page)
    found: list[Paragraph] = []
    for run in reading_order(upright, page.width):
        in_run: list[Paragraph] = []
        for stretch in _stretches(run, cells):
            table = cells.get(id(stretch[0]))
            in_run += table if table is not None else paragraphs_of(stretch, type_)
        find_notes(in_run, type_)
        found += in_run
    found += [Paragraph([line], line.x1) for line in lines if not line.upright]
    return found


def _cells(lines: list[Line], page: Page) -> tuple[list[Line], dict[int, list[Paragraph]]]:
    """Take the lines in tables out: one line stands for each table, with the cells by its id."""
    loose: list[Line] = []
    held: dict[int, dict[tuple[int, int], list[Line]]] = {}
    for line in lines:
        for number, table in enumerate(page.tables):
            place = table.cell(line)
            if place is not None:
                held.setdefault(number, {}).setdefault(place, []).append(line)
                break
        else:
            loose.append(line)
    cells: dict[int, list[Paragraph]] = {}
    for number, places in sorted(held.items()):
        x0, y0, x1, y1 = page.tables[number].box
        size = next(iter(places.values()))[0].size
        stand_in = Line(page.number, x0, y0, x1, y1, y1, "", size)
        loose.append(stand_in)
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

    What stands outside every element near the edge of the page is furniture; what stands so
    elsewhere is read by its geometry, before the tagged text where it stands above all of it.
    """
    found: list[Paragraph] = []
    loose: list[Line] = []
    aside: dict[int, FurnitureKind] = {}
    for line in lines:
        if line.unit is None:
            top, foot = line.y1 < _BAND * page.height, line.y0 > (1 - _BAND) * page.height
            if top or foot:
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
    if loose:
        first = min((line.y0 for paragraph in found for line in paragraph.lines), default=0.0)
        above = [line for line in loose if line.y1 <= first]
        below = [line for line in loose if line.y1 > first]
        found = [*by_geometry(above, page, type_), *found, *by_geometry(below, page, type_)]
    return found, aside
