"""The paragraphs of one page, by the structure tree or by the geometry of the lines."""

from __future__ import annotations

from congruence.extract.pdf_blocks import Paragraph, Typography, find_notes, paragraphs_of
from congruence.extract.pdf_columns import reading_order
from congruence.extract.pdf_lines import Line
from congruence.extract.pdf_page import Page
from congruence.model import FurnitureKind

_BAND = 0.14


def by_geometry(lines: list[Line], page: Page, type_: Typography) -> list[Paragraph]:
    """The paragraphs of a page, column by column, its footnotes marked."""
    upright = [line for line in lines if line.upright]
    found = [
        paragraph
        for run in reading_order(upright, page.width)
        for paragraph in paragraphs_of(run, type_)
    ]
    found += [Paragraph([line], line.x1) for line in lines if not line.upright]
    find_notes(found, type_)
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
