"""The entry point: any supported file becomes a Document, anything else one clear sentence."""

from __future__ import annotations

import io
import json
import zipfile

import openpyxl
import pytest

from congruence.errors import InputError
from congruence.extract import SUPPORTED, Format, read, read_bytes, read_stream, sniff
from congruence.model import BlockKind


def test_text_from_a_file_has_line_and_column(tmp_path):
    path = tmp_path / "Brief aan het bestuur.txt"
    path.write_bytes(
        b"Artikel 1 Doel\r\n\r\nHet team in de buurt werkt elke dag\r\nsamen met de wijk.\r\n"
    )
    document = read(path)
    assert (document.id, document.format, document.path) == (
        "brief-aan-het-bestuur",
        "txt",
        str(path),
    )
    heading, paragraph = document.blocks
    assert (heading.kind, heading.label, heading.text) == (BlockKind.HEADING, "Artikel 1", "Doel")
    assert paragraph.text == "Het team in de buurt werkt elke dag samen met de wijk."
    assert paragraph.path == "Artikel 1"
    assert document.locate(paragraph) == (3, 1, 4, 18)
    assert document.locate(heading) == (1, 11, 1, 14)


def test_ids_do_not_depend_on_other_blocks(read_text):
    short = read_text("Eerste alinea.\n\nTweede alinea.\n")
    longer = read_text("Nieuw begin.\n\nEerste alinea.\n\nTussendoor.\n\nTweede alinea.\n")
    assert {block.id for block in short.blocks} <= {block.id for block in longer.blocks}


def test_equal_blocks_have_different_ids(read_text):
    document = read_text("Vervallen.\n\nVervallen.\n")
    first, second = document.blocks
    assert second.id == f"{first.id}-2"


def test_a_stream_and_options():
    document = read_stream(io.BytesIO(b"Een zin.\n"), name="invoer", id="x", title="Titel")
    assert (document.id, document.title, document.blocks[0].text) == ("x", "Titel", "Een zin.")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_list_gives_one_block_a_row(read_text, delimiter):
    rows = [["id", "text"], ["E-1", "Het team is bereikbaar."], ["E-2", "De wijk doet mee."]]
    text = "\n".join(delimiter.join(row) for row in rows)
    document = read_text(text, "eisen.csv")
    assert [(b.label, b.text) for b in document.blocks] == [tuple(row) for row in rows[1:]]
    assert document.locate(document.blocks[1]).line == 3


def test_excel_and_json_lines_give_the_same_blocks(read_text):
    rows = [("1", "Het team is bereikbaar."), ("2", "De wijk doet mee.")]
    book = openpyxl.Workbook()
    for row in [("id", "tekst"), (1, rows[0][1]), (2, rows[1][1])]:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    excel = read_bytes(stream.getvalue(), name="eisen.xlsx")
    lines = "\n".join(json.dumps({"id": key, "text": text}) for key, text in rows)
    listed = read_text(lines, "eisen.jsonl")
    assert [(b.label, b.text) for b in excel.blocks] == rows
    assert [(b.label, b.text) for b in listed.blocks] == rows


def _zip(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"""
DEEP = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    + b"<w:sdt><w:sdtContent>" * 5000
)


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "leeg.pdf", "leeg"),
        (b" \n\t", "leeg.txt", "leeg"),
        (b"%PDF-1.7\nrommel", "stuk.pdf", "beschadigd"),
        (b"Gewone tekst", "brief.docx", "volgens de naam"),
        (b"<!DOCTYPE html><html></html>", "download.pdf", "html"),
        (b"%PDF-1.7\n", "brief.docx", "pdf"),
        (b"PK\x03\x04 stuk", "brief.docx", "beschadigd"),
        (OLE + b"\0" * 600, "oud.doc", "2007"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "dicht.docx", "wachtwoord"),
        (b"{\\rtf1 tekst}", "oud.rtf", "kan niet worden gelezen"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "scan.png", "afbeelding"),
        (b"abc\x00\x01\x02def", "iets.txt", "geen leesbare tekst"),
        (b"naam,waarde\na,b\n", "lijst.csv", "kolom"),
        (b"geen json\n", "lijst.jsonl", "regel 1"),
        (_zip({"word/document.xml": BOMB}), "bom.docx", "entiteiten"),
        (_zip({"word/document.xml": DEEP}), "diep.docx", "beschadigd"),
        (_zip({"word/document.xml": b"<a"}), "kapot.docx", "beschadigd"),
        (_zip({"[Content_Types].xml": b"<a/>", "word/x.xml": b"<a/>"}), "half.docx", "beschadigd"),
        (_zip({"a.txt": b"x"}), "pak.zip", "kan niet worden gelezen"),
    ],
)  # fmt: skip
def test_bad_input_is_one_dutch_sentence(data, name, says):
    with pytest.raises(InputError) as caught:
        read_bytes(data, name=name)
    sentence = str(caught.value)
    assert sentence.startswith(name) and says in sentence and sentence.endswith(".")
    assert caught.value.remedy and "\n" not in sentence


def test_a_missing_file_and_a_folder(tmp_path):
    with pytest.raises(InputError, match="bestaat niet"):
        read(tmp_path / "weg.pdf")
    with pytest.raises(InputError, match="map"):
        read(tmp_path)
    with pytest.raises(InputError):
        read("naam\0met nul.txt")


def test_content_decides_for_a_name_that_says_nothing():
    assert sniff(b"%PDF-1.4 ...", "stuk") is Format.PDF
    assert sniff(b"<html><body>x</body></html>", "pagina") is Format.HTML
    assert sniff(b"gewone tekst", "notitie") is Format.TEXT
    assert SUPPORTED[".odt"] is Format.ODT


def test_windows_text_is_read_with_a_warning():
    document = read_bytes("Een café in de wijk.".encode("cp1252"), name="oud.txt")
    assert document.blocks[0].text == "Een café in de wijk."
    assert [warning.code for warning in document.warnings] == ["encoding"]


def test_reading_twice_gives_the_same(read_text):
    text = "# Kop\n\n1. een\n   - twee\n\n| a | b |\n|---|---|\n| c | d |\n"
    assert read_text(text, "a.md") == read_text(text, "a.md")
