"""The rows and cells of a table, also those inside content controls."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from lxml import etree

from congruence.report.tracked.ooxml import Element, local, w
from congruence.report.tracked.stream import plain_text
from congruence.versions.units import Unit, unit_of_text


def rows_of(table: Element) -> list[Element]:
    """The rows of a table, in order."""
    rows: list[Element] = []
    for child in table:
        if local(child) == "tr":
            rows.append(child)
        elif local(child) in ("sdt", "customXml"):
            inner = child.find(w("sdtContent")) if local(child) == "sdt" else child
            rows += rows_of(inner) if inner is not None else []
    return rows


def cells_of(row: Element) -> list[Element]:
    """The cells of a row, in order."""
    cells: list[Element] = []
    for child in row:
        if local(child) == "tc":
            cells.append(child)
        elif local(child) in ("sdt", "customXml"):
            inner = child.find(w("sdtContent")) if local(child) == "sdt" else child
            cells += cells_of(inner) if inner is not None else []
    return cells


def row_units(rows: Sequence[Element]) -> list[Unit]:
    """The rows as units to align by their words."""
    return [unit_of_text(plain_text(row), at) for at, row in enumerate(rows)]


def shape(row: Element) -> tuple[object, ...]:
    """How many columns each cell spans and whether it is merged with the one above."""
    return tuple(
        tuple(
            (local(node), node.get(w("val")))
            for node in cell.iterfind(f"{w('tcPr')}/*")
            if local(node) in ("gridSpan", "vMerge", "hMerge")
        )
        for cell in cells_of(row)
    )


def without_cells(row: Element) -> Element:
    """A copy of a row with its properties and no cells."""
    bare = etree.Element(row.tag, dict(row.attrib), nsmap=row.nsmap)
    bare.extend(copy.deepcopy(c) for c in row if local(c) in ("tblPrEx", "trPr"))
    return bare
