"""Word and Excel files open clean: against the standard's schemas, and in LibreOffice."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as open_word
from openpyxl import load_workbook

from congruence.compare.result import Comparison
from congruence.report.write import view_of, write_report


@pytest.fixture()
def folder(comparison: Comparison, tmp_path: Path) -> Path:
    return write_report(comparison, tmp_path / "rapport", formats=["docx", "xlsx"])


def convert(source: Path, kind: str, out: Path) -> Path:
    """What LibreOffice makes of ``source``; its profile is the test's own."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(out / 'profile').as_uri()}", "--headless",
         "--convert-to", kind, "--outdir", str(out), str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return out / f"{source.stem}.{kind.split(':')[0]}"


@pytest.mark.parametrize("name", ["report.docx", "report.xlsx"])
@pytest.mark.parametrize("office", ["OFFICE_2010", "OFFICE_2019", "MICROSOFT_365"])
def test_the_schemas_of_the_standard_have_no_complaint(
    folder: Path, name: str, office: str
) -> None:
    audit = pytest.importorskip("openxml_audit")
    validator = audit.OpenXmlValidator(file_format=getattr(audit.FileFormat, office))
    result = validator.validate(str(folder / name))
    assert [str(error) for error in result.errors] == []


@pytest.mark.office
def test_word_survives_the_round_trip(folder: Path, comparison: Comparison) -> None:
    (folder / "terug").mkdir()
    back = open_word(str(convert(folder / "report.docx", "docx", folder / "terug")))
    ours = open_word(str(folder / "report.docx"))
    for before, after in zip(ours.tables, back.tables, strict=True):
        for row, again in zip(before.rows, after.rows, strict=True):
            assert [cell.text for cell in row.cells] == [cell.text for cell in again.cells]
    assert [p.text for p in ours.paragraphs if p.text.strip()] == [
        p.text for p in back.paragraphs if p.text.strip()
    ]
    pdf = convert(folder / "report.docx", "pdf", folder).read_bytes()
    assert pdf.startswith(b"%PDF")


@pytest.mark.office
def test_excel_survives_the_round_trip(comparison: Comparison, tmp_path: Path) -> None:
    evil = replace(comparison.findings[0], question='=HYPERLINK("http://kwaad.example";"klik")')
    result = replace(comparison, findings=(evil, *comparison.findings[1:]))
    folder = write_report(result, tmp_path / "rapport", formats=["xlsx"])
    (folder / "terug").mkdir()
    back = convert(folder / "report.xlsx", "xlsx", folder / "terug")
    ours = load_workbook(BytesIO((folder / "report.xlsx").read_bytes()))
    theirs = load_workbook(back)
    assert theirs.sheetnames == ours.sheetnames
    for name in ours.sheetnames:
        before = [[c.value for c in row] for row in ours[name].iter_rows()]
        after = [[c.value for c in row] for row in theirs[name].iter_rows()]
        trimmed = [[None if value == "" else value for value in row] for row in before]
        assert [row[: len(trimmed[0])] for row in after][: len(trimmed)] == trimmed
    assert not [c for sheet in theirs for row in sheet.iter_rows() for c in row
                if c.data_type == "f"]  # fmt: skip


def test_the_view_and_the_sheets_have_the_same_rows(folder: Path, comparison: Comparison) -> None:
    book = load_workbook(folder / "report.xlsx")
    for section in view_of(comparison).sections:
        assert book[section.short].max_row == len(section.rows) + 1
