"""PDF files: opened with care, read page by page, put together over the pages."""

from __future__ import annotations

from typing import Any

from congruence.errors import InputError
from congruence.extract.pdf_blocks import (
    Paragraph,
    Typography,
    classify,
    find_notes,
    join_over,
    paragraphs_of,
    piece_of,
)
from congruence.extract.pdf_columns import reading_order
from congruence.extract.pdf_furniture import furniture_of
from congruence.extract.pdf_lines import Line, lines_of
from congruence.extract.pieces import Reading, plausible_title
from congruence.messages import _
from congruence.model import Furniture, FurnitureKind, ReadWarning, View
from congruence.text.clean import ink, tidy
from congruence.text.hyphen import vocabulary_of

MAX_PAGES = 20_000
_NAMED_PAGES = 12


def read_pdf(data: bytes, *, name: str, view: View, ocr: bool = False) -> Reading:
    """Read a PDF.

    Raises:
        InputError: the file is protected, damaged or has no pages.
    """
    document = open_pdf(data, name)
    reading = Reading(format="pdf", pages=document.page_count)
    reading.title = plausible_title((document.metadata or {}).get("title"))
    pages: list[list[Line]] = []
    heights: list[float] = []
    widths: list[float] = []
    source = 0
    for number in range(document.page_count):
        lines, size, counted = _page(document, number, name)
        pages.append(lines)
        widths.append(size[0])
        heights.append(size[1])
        source += counted
    reading.source_characters = source
    _warn_empty(pages, reading)
    taken = furniture_of(pages, heights)
    _set_aside(pages, taken, reading)
    body = [[line for line in lines if id(line) not in taken] for lines in pages]
    _pieces(body, widths, reading)
    return reading


def open_pdf(data: bytes, name: str) -> Any:  # noqa: ANN401 - PyMuPDF has no types
    """Open a PDF from memory as a PyMuPDF document.

    Raises:
        InputError: it is protected with a password, damaged, or has too many pages or none.
    """
    import pymupdf

    tools: Any = pymupdf.TOOLS
    tools.mupdf_display_errors(False)
    tools.mupdf_display_warnings(False)
    try:
        document: Any = pymupdf.Document(stream=data, filetype="pdf")  # type: ignore[no-untyped-call]
        protected = document.needs_pass and not document.authenticate("")
        count = 0 if protected else document.page_count
    except Exception as error:  # MuPDF raises its own kinds, some of them undocumented
        raise _damaged(name) from error
    if protected:
        raise InputError(
            _("the file is protected with a password"),
            file=name,
            remedy=_("open it, take the password off and save it again"),
        )
    if not count:
        raise _damaged(name)
    if count > MAX_PAGES:
        raise InputError(
            _("the file has {count} pages, more than can be read").format(count=count),
            file=name,
            remedy=_("split it into smaller files"),
        )
    return document


def _damaged(name: str) -> InputError:
    return InputError(
        _("the file is damaged: no page can be read"),
        file=name,
        remedy=_("open it in a PDF reader and save or print it to a new PDF"),
    )


def _page(
    document: Any,  # noqa: ANN401
    number: int,
    name: str,
) -> tuple[list[Line], tuple[float, float], int]:
    """The lines of one page, its size, and its characters counted on another way."""
    import pymupdf

    flags = (
        pymupdf.TEXT_PRESERVE_WHITESPACE
        | pymupdf.TEXT_MEDIABOX_CLIP
        | pymupdf.TEXT_CID_FOR_UNKNOWN_UNICODE
    )
    try:
        page = document.load_page(number)
        text = page.get_textpage(flags=flags)
        blocks: list[dict[str, Any]] = text.extractDICT()["blocks"]
        counted = ink(text.extractText())
        rect = page.rect
    except Exception as error:  # MuPDF raises its own kinds, some of them undocumented
        raise InputError(
            _("this page is damaged and cannot be read"),
            file=name,
            place=_("page {page}").format(page=number + 1),
            remedy=_("open it in a PDF reader and save or print it to a new PDF"),
        ) from error
    return lines_of(number + 1, blocks), (rect.width, rect.height), counted


def _warn_empty(pages: list[list[Line]], reading: Reading) -> None:
    empty = [number for number, lines in enumerate(pages, 1) if not lines]
    for number in empty[:_NAMED_PAGES]:
        message = _("page {page} holds no text: it is empty or an image")
        reading.warnings.append(ReadWarning("no_text", message.format(page=number), number))
    if len(empty) > _NAMED_PAGES:
        message = _("{count} more pages hold no text")
        rest = len(empty) - _NAMED_PAGES
        reading.warnings.append(ReadWarning("no_text", message.format(count=rest)))


def _set_aside(pages: list[list[Line]], taken: dict[int, FurnitureKind], reading: Reading) -> None:
    for lines in pages:
        for line in lines:
            kind = taken.get(id(line))
            if kind is not None:
                reading.furniture.append(Furniture(kind, tidy(line.text), line.page))


def _pieces(pages: list[list[Line]], widths: list[float], reading: Reading) -> None:
    type_ = Typography.of(pages)
    vocabulary = vocabulary_of([line.text.rstrip() for lines in pages for line in lines])
    found: list[Paragraph] = []
    for lines, width in zip(pages, widths, strict=True):
        upright = [line for line in lines if line.upright]
        on_page = [
            paragraph
            for run in reading_order(upright, width)
            for paragraph in paragraphs_of(run, type_)
        ]
        on_page += [Paragraph([line], line.x1) for line in lines if not line.upright]
        find_notes(on_page, type_)
        found.extend(on_page)
    classify(found, type_)
    for paragraph in join_over(found):
        piece = piece_of(paragraph, vocabulary)
        if piece is not None:
            reading.pieces.append(piece)
