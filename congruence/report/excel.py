"""The report as a workbook: a sheet a table, header frozen, filters on, nothing a formula.

Tables of one series share a sheet: a dossier of many terms stays a handful of sheets, in which
all terms can be sorted and filtered together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from congruence.messages import _
from congruence.report.places import page_words
from congruence.report.safe import xml_text
from congruence.report.view import Cell, Column, Passage, ReportView, Row, Section, Table

HTML_NAME = "report.html"
_CELL_LIMIT = 32_000  # Excel holds 32,767 characters in a cell
_SHEET_LIMIT = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def render_excel(view: ReportView, *, with_html: bool = True) -> bytes:
    """``view`` as an ``.xlsx`` file; ids link to the HTML beside it when ``with_html``."""
    from xlsxwriter import Workbook

    out = BytesIO()
    book = Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": xml_text(view.title), "comments": "congruence"})
    sheets = _Sheets(book, with_html)
    sheets.overview(view)
    series = _series_of(view)
    for section in view.sections:
        if section.rows or not section.table:
            sheets.rows(section)
        if section.table:
            sheets.tables(section.short, _together(section.table, series))
    for picture in view.pictures:
        sheets.tables(picture.title, _together(picture.table, series))
    sheets.account(view)
    book.close()
    return out.getvalue()


class _Sheets:
    """Writes sheets of one workbook, with its formats and the names already taken."""

    def __init__(self, book: Any, with_html: bool) -> None:  # noqa: ANN401 - XlsxWriter is untyped
        self.book = book
        self.with_html = with_html
        self.taken: set[str] = set()
        base = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
        self.head = book.add_format(
            base | {"bold": True, "bottom": 1, "bg_color": "#EEF1F2", "text_wrap": True}
        )
        self.wrap = book.add_format(base | {"text_wrap": True})
        self.bold = book.add_format(base | {"bold": True, "font_size": 14})
        self.strong = book.add_format(base | {"bold": True})
        self.left_number = book.add_format(base | {"align": "left"})
        self.link = book.add_format(base | {"font_color": "#0B4F6C", "underline": 1})

    def sheet(self, name: str) -> Any:  # noqa: ANN401
        clean = _FORBIDDEN.sub(" ", xml_text(name)).strip()[:_SHEET_LIMIT].strip() or "-"
        unique, number = clean, 2
        while unique.casefold() in self.taken:
            tail = f" {number}"
            unique, number = clean[: _SHEET_LIMIT - len(tail)] + tail, number + 1
        self.taken.add(unique.casefold())
        sheet = self.book.add_worksheet(unique)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def put(self, sheet: Any, row: int, column: int, text: str, form: Any = None) -> None:  # noqa: ANN401
        """Write data as text, whatever it looks like."""
        if len(text) > _CELL_LIMIT:
            text = text[: _CELL_LIMIT - 1] + "…"
        sheet.write_string(row, column, xml_text(text), form or self.wrap)

    def permalink(self, sheet: Any, row: int, column: int, text: str, anchor: str | None) -> None:  # noqa: ANN401
        if anchor and self.with_html:
            sheet.write_url(row, column, f"external:{HTML_NAME}#{anchor}", self.link, text)
        else:
            self.put(sheet, row, column, text)

    def grid(self, sheet: Any, columns: tuple[Column, ...], count: int) -> None:  # noqa: ANN401
        for at, column in enumerate(columns):
            sheet.set_column(at, at, max(6, min(70, column.width)))
            self.put(sheet, 0, at, column.title, self.head)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
        sheet.repeat_rows(0)

    def overview(self, view: ReportView) -> None:
        sheet = self.sheet(_("In brief"))
        sheet.set_column(0, 0, 46)
        sheet.set_column(1, 1, 90)
        sheet.set_column(2, 2, 40)
        self.put(sheet, 0, 0, view.title, self.bold)
        self.put(sheet, 1, 1, view.lead)
        at = 3
        for note in view.notes:
            self.put(sheet, at, 1, note)
            at += 1
        for tally in view.tallies:
            self.put(sheet, at, 0, tally.title, self.strong)
            for count in tally.counts:
                at += 1
                self.put(sheet, at, 0, count.tag.label)
                sheet.write_number(at, 1, count.value, self.left_number)
            at += 1
            self.put(sheet, at, 0, _("{unit} in all").format(unit=tally.unit))
            sheet.write_number(at, 1, tally.total, self.left_number)
            at += 2
        for digest in view.digests:
            self.put(sheet, at, 0, f"{digest.title} ({len(digest.items)})", self.strong)
            at += 1
            if not digest.items:
                self.put(sheet, at, 1, digest.empty)
                at += 1
            for item in digest.items:
                self.put(sheet, at, 0, item.text)
                self.put(sheet, at, 1, item.quote)
                label, anchor = item.places[0] if item.places else ("", "")
                more = "; ".join(label for label, _anchor in item.places)
                self.permalink(sheet, at, 2, xml_text(more or label)[:2000], anchor)
                at += 1
            at += 1

    def rows(self, section: Section) -> None:
        sheet = self.sheet(section.short)
        most = max((len(row.right) for row in section.rows), default=0)
        columns = [
            Column(_("Id"), 14),
            Column(_("Section"), 26),
            Column(_("Kind"), 18),
            Column(_("Place"), 20),
            Column(_("Page"), 7, numeric=True),
            Column(section.columns[0] or _("Passage"), 60),
        ]
        for number in range(1, most + 1):
            title = section.columns[1] or _("Beside it")
            columns += [
                Column(_("Place of candidate {number}").format(number=number), 20),
                Column(f"{title} ({number})" if most > 1 else title, 60 if number == 1 else 36),
            ]
        columns += [
            Column(_("Observation"), 36),
            Column(_("Signals"), 40),
            Column(_("Question"), 40),
            Column(_("Reaction"), 40),
        ]
        self.grid(sheet, tuple(columns), len(section.rows))
        for at, row in enumerate(section.rows, start=1):
            self._row(sheet, at, row, most)
        if not section.rows:
            self.put(sheet, 1, 0, section.empty or _("Nothing found."))

    def _row(self, sheet: Any, at: int, row: Row, most: int) -> None:  # noqa: ANN401
        subject = row.subject
        self.permalink(sheet, at, 0, row.id, row.anchor)
        self.put(sheet, at, 1, " › ".join(row.group))
        self.put(sheet, at, 2, row.tag.label)
        self.put(sheet, at, 3, subject.place)
        if subject.page is not None:
            sheet.write_number(at, 4, subject.page, self.left_number)
        self.put(sheet, at, 5, "\n\n".join(passage.text for passage in row.left))
        for number in range(most):
            passage = row.right[number] if number < len(row.right) else None
            self.put(sheet, at, 6 + 2 * number, _cited(passage) if passage else "")
            self.put(sheet, at, 7 + 2 * number, passage.text if passage else "")
        last = 6 + 2 * most
        observation = " ".join(part for part in (row.empty, row.observation) if part)
        self.put(sheet, at, last, observation)
        self.put(sheet, at, last + 1, "\n".join(remark.text for remark in row.remarks))
        self.put(sheet, at, last + 2, row.question)
        self.put(sheet, at, last + 3, "")

    def tables(self, name: str, tables: Sequence[Table]) -> None:
        """One sheet for one table, or for a whole series; none for no table."""
        if not tables:
            return
        series = tables[0].series
        sheet = self.sheet(series.title if series else name)
        columns = tables[0].columns
        if series:
            columns = (Column(series.kind, 24), *columns)
        lines: list[tuple[Cell, ...]] = []
        for table in tables:
            about = (Cell.of(table.series.member),) if table.series else ()
            rows = table.rows or ((Cell.of(table.empty or _("Nothing found.")),),)
            lines += [(*about, *cells) for cells in rows]
        self.grid(sheet, columns, len(lines))
        for at, line in enumerate(lines, start=1):
            for column, cell in enumerate(line):
                self._cell(sheet, at, column, cell, columns[column])

    def _cell(self, sheet: Any, row: int, column: int, cell: Cell, kind: Column) -> None:  # noqa: ANN401
        if kind.numeric and cell.text.isdecimal() and len(cell.text) < 12:
            sheet.write_number(row, column, int(cell.text), self.left_number)
        elif cell.anchor and len(cell.text) < 255:
            self.permalink(sheet, row, column, xml_text(cell.text), cell.anchor)
        else:
            self.put(sheet, row, column, cell.text)

    def account(self, view: ReportView) -> None:
        sheet = self.sheet(_("How this was made"))
        columns = (Column(_("Document"), 30), Column(_("What"), 26), Column(_("Value"), 70))
        lines = [("", label, value) for label, value in view.method]
        for document in view.documents:
            lines += [(document.name, label, value) for label, value in document.facts]
            lines += [(document.name, _("Remarks on reading"), text) for text in document.warnings]
        self.grid(sheet, columns, len(lines))
        for at, line in enumerate(lines, start=1):
            for column, text in enumerate(line):
                self.put(sheet, at, column, text)


def _series_of(view: ReportView) -> dict[str, list[Table]]:
    """The tables of each series, by its title."""
    found: dict[str, list[Table]] = {}
    tables = [section.table for section in view.sections]
    for table in [*tables, *(picture.table for picture in view.pictures)]:
        if table and table.series:
            found.setdefault(table.series.title, []).append(table)
    return found


def _together(table: Table, series: dict[str, list[Table]]) -> list[Table]:
    """What shares a sheet with ``table``: itself first, nothing where it was given before."""
    return series.pop(table.series.title, []) if table.series else [table]


def _cited(passage: Passage) -> str:
    return ", ".join(part for part in (passage.place, page_words(passage.page)) if part)
