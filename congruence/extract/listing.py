"""Lists of provisions: CSV, Excel and JSON lines with columns ``id`` and ``text``."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from congruence.errors import InputError
from congruence.extract.archive import Archive
from congruence.extract.decode import decode, line_starts
from congruence.extract.pieces import Piece, Reading
from congruence.extract.sniff import Format
from congruence.messages import _
from congruence.model import BlockKind, ReadWarning
from congruence.text.clean import Traced, clean, tidy

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TEXT = ("text", "tekst")
_ID = ("id", "label", "nummer", "nr", "artikel")
_MOST_ROWS = 200_000
_MOST_CELLS = 10_000_000
_CELL = re.compile(r"([A-Z]{0,4})([0-9]{1,9})")


def read_listing(data: bytes, *, name: str, format: Format) -> Reading:
    """Read a list: one block a row, its ``id`` as label.

    Raises:
        InputError: there is no ``text`` column, or the file is damaged.
    """
    reading = Reading(format=format.value)
    if format is Format.XLSX:
        reading.pieces = list(_pieces(_sheet(data, name), name, reading))
        return reading
    text, reading.warnings = decode(data, name)
    reading.lines = line_starts(text)
    if format is Format.CSV:
        rows = _csv(text, name)
        reading.pieces = list(_pieces(rows, name, reading))
        _locate(reading, text)
    else:
        reading.pieces = list(_pieces(_json_lines(text, name), name, reading))
        _locate(reading, text)
    return reading


def _pieces(
    rows: Iterable[tuple[int, dict[str, str]]], name: str, reading: Reading
) -> Iterator[Piece]:
    empty = 0
    for count, (_number, row) in enumerate(rows):
        if count >= _MOST_ROWS:
            raise InputError(
                _("the list has more than {count} rows").format(count=_MOST_ROWS),
                file=name,
                remedy=_("split it into smaller files"),
            )
        text = tidy(next((row[key] for key in _TEXT if row.get(key)), ""))
        label = tidy(next((row[key] for key in _ID if row.get(key)), ""))
        if not text:
            empty += 1
            continue
        yield Piece(BlockKind.PARAGRAPH, text, label=label or None, numbered=False)
    if empty:
        message = _("{count} rows without text were passed over").format(count=empty)
        reading.warnings.append(ReadWarning("empty_rows", message))


def _no_column(name: str, columns: Iterable[str]) -> InputError:
    return InputError(
        _("there is no column called text (found: {columns})").format(
            columns=", ".join(column[:40] for column in list(columns)[:12]) or "-"
        ),
        file=name,
        place=_("first row"),
        remedy=_("give the list the columns id and text"),
    )


def _header(cells: list[str], name: str) -> list[str]:
    columns = [cell.strip().lower() for cell in cells]
    if not any(key in columns for key in _TEXT):
        raise _no_column(name, columns)
    return columns


def _csv(text: str, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)
    csv.field_size_limit(10_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns: list[str] | None = None
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if columns is None:
                columns = _header(row, name)
                continue
            yield reader.line_num, dict(zip(columns, row, strict=False))
    except csv.Error as error:
        raise InputError(
            _("this row cannot be read as a list"),
            file=name,
            place=_("line {line}").format(line=reader.line_num),
            remedy=_("save the list again as CSV or as .xlsx"),
        ) from error


def _json_lines(text: str, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            row = error
        if not isinstance(row, dict):
            raise InputError(
                _("this line is no JSON object"),
                file=name,
                place=_("line {line}").format(line=number),
                remedy=_('write one object a line: {"id": "...", "text": "..."}'),
            )
        columns = {str(key).lower(): value for key, value in row.items()}
        if not any(key in columns for key in _TEXT):
            raise _no_column(name, columns)
        yield number, {key: "" if value is None else str(value) for key, value in columns.items()}


def _sheet(data: bytes, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    from python_calamine import CalamineWorkbook

    _bounded(data, name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [book.get_sheet_by_name(sheet) for sheet in book.sheet_names]
        tables = [sheet.to_python(skip_empty_area=True) for sheet in sheets]
    except BaseException as error:  # calamine's own kinds; a panic in it is a BaseException
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise InputError(
            _("the file is damaged: no sheet can be read"),
            file=name,
            remedy=_("open it in Excel and save it again"),
        ) from error
    found: list[str] = []
    for rows in tables:
        cells = [[_cell(cell) for cell in row] for row in rows]
        cells = [row for row in cells if any(cell.strip() for cell in row)]
        if not cells:
            continue
        columns = [cell.strip().lower() for cell in cells[0]]
        found.extend(columns)
        if any(key in columns for key in _TEXT):
            for number, row in enumerate(cells[1:], 2):
                yield number, dict(zip(columns, row, strict=False))
            return
    raise _no_column(name, found)


def _bounded(data: bytes, name: str) -> None:
    """Refuse what unpacks too far, or a sheet whose outermost cells span too wide an area.

    The reader lays a sheet out whole, empty cells too: one stray cell in the last row and column
    would ask for more memory than there is, and the program would be gone without a word.
    """
    archive = Archive(data, name)
    for part in archive.parts:
        if b"sheetData" not in archive.read(part):  # wherever in the file a sheet is kept
            continue
        rows, columns = _extent(archive.xml(part))
        if rows * columns > _MOST_CELLS:
            raise InputError(
                _("a sheet runs to row {row} and column {column}, mostly empty").format(
                    row=rows, column=columns
                ),
                file=name,
                remedy=_("delete the empty rows and columns and save it again"),
            )


def _extent(sheet: Element) -> tuple[int, int]:
    """The last row and column that a sheet names, both from 1."""
    rows = columns = 1
    for element in sheet.iter("{*}row", "{*}c"):
        if element.tag.endswith("}row"):
            columns = max(columns, len(element))
        place = _CELL.fullmatch(element.get("r") or "")
        if place is None:
            continue
        letters, number = place.groups()
        rows = max(rows, int(number))
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - ord("A") + 1
        columns = max(columns, column)
    return rows, columns


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _locate(reading: Reading, text: str) -> None:
    """Give each piece its offsets, where its text stands literally in the file."""
    from dataclasses import replace

    at = 0
    for index, piece in enumerate(reading.pieces):
        start = text.find(piece.text, at)
        if start < 0:
            continue
        at = start + len(piece.text)
        origin = clean(Traced.of(piece.text, start)).origin
        reading.pieces[index] = replace(piece, origin=origin)
