"""The reader of each format, imported only when a file of that format is read."""

from __future__ import annotations

from congruence.extract.pieces import Reading
from congruence.extract.sniff import Format
from congruence.model import View


def reading_of(data: bytes, *, name: str, format: Format, view: View, ocr: bool) -> Reading:
    """What the reader of ``format`` finds in ``data``.

    Raises:
        InputError: see `congruence.extract.read`.
    """
    match format:
        case Format.PDF:
            from congruence.extract.pdf import read_pdf

            return read_pdf(data, name=name, view=view, ocr=ocr)
        case Format.DOCX:
            from congruence.extract.docx import read_docx

            return read_docx(data, name=name, view=view)
        case Format.ODT:
            from congruence.extract.odt import read_odt

            return read_odt(data, name=name, view=view)
        case Format.HTML:
            from congruence.extract.html import read_html

            return read_html(data, name=name)
        case Format.XLSX | Format.CSV | Format.JSONL:
            from congruence.extract.listing import read_listing

            return read_listing(data, name=name, format=format)
        case Format.MARKDOWN | Format.TEXT:
            from congruence.extract.plain import read_plain

            return read_plain(data, name=name, format=format)
