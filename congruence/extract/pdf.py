"""PDF files: opened with care, read page by page, put together over the pages.

For each document one of two routes is taken: its structure tree where it has one that says more
than the layout, else the geometry of its lines. Pages without text may be recognised (OCR).
"""

from __future__ import annotations

from typing import Any

from congruence.errors import InputError
from congruence.extract.pdf_blocks import classify, join_over, piece_of
from congruence.extract.pdf_furniture import furniture_of
from congruence.extract.pdf_layout import by_geometry, by_tags
from congruence.extract.pdf_lists import level_lists
from congruence.extract.pdf_page import Page, PageReader
from congruence.extract.pdf_paragraphs import Paragraph, Typography
from congruence.extract.pdf_redline import tidy_marks
from congruence.extract.pdf_tags import is_trusted
from congruence.extract.pieces import Reading, plausible_title
from congruence.messages import _
from congruence.model import BlockKind, Furniture, FurnitureKind, ReadWarning, View
from congruence.text.clean import tidy
from congruence.text.hyphen import breaks_words, vocabulary_of
from congruence.text.labels import split_label

MAX_PAGES = 20_000
_NAMED_PAGES = 12
_LONGEST_TITLE = 200


def read_pdf(data: bytes, *, name: str, view: View, ocr: bool = False) -> Reading:
    """Read a PDF.

    Raises:
        InputError: the file is protected, damaged or has no pages.
    """
    document = open_pdf(data, name)
    reading = Reading(format="pdf", pages=document.page_count)
    reading.title = plausible_title((document.metadata or {}).get("title"))
    reader = PageReader(document, name, view)
    pages = reader.read_all()
    if not pages:
        raise _damaged(name)
    if document.is_repaired:
        message = _(
            "the file is damaged and was read as far as possible; compare it with the source"
        )
        reading.warnings.append(ReadWarning("repaired", message))
    if reader.redline is not None:
        _warn_redline(view, reading)
    if ocr:
        from congruence.extract.pdf_ocr import recognise

        pages = recognise(document, pages, reading)
    _warn_empty(pages, reading)
    reading.source_characters = sum(page.characters - page.dropped for page in pages)
    _assemble(pages, reading, marked=reader.redline is not None and view is View.MARKED)
    opening = (p for p in reading.pieces[:4] if p.page == 1 and p.level == 1)
    titles = (p.text for p in opening if p.kind is BlockKind.HEADING and p.text)
    heading = next((text for text in titles if split_label(text, heading=True) is None), None)
    if heading is not None and len(heading) <= _LONGEST_TITLE:
        reading.title = heading  # metadata is often that of the file it was copied from
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
    tools.reset_mupdf_warnings()
    try:
        document: Any = pymupdf.Document(stream=data, filetype="pdf")
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


def _warn_redline(view: View, reading: Reading) -> None:
    if view is View.ACCEPTED:
        message = _("this is a redline: struck text was left out; --view original reads it")
    elif view is View.ORIGINAL:
        message = _("this is a redline: inserted text was left out; --view accepted reads it")
    else:
        message = _("this is a redline: struck and inserted text stand in marks")
    reading.warnings.append(ReadWarning("redline", message))


def _warn_empty(pages: list[Page], reading: Reading) -> None:
    empty = [page.number for page in pages if not page.lines]
    for number in empty[:_NAMED_PAGES]:
        message = _("page {page} holds no text: it is empty or an image (--ocr reads images)")
        reading.warnings.append(ReadWarning("no_text", message.format(page=number), number))
    if len(empty) > _NAMED_PAGES:
        message = _("{count} more pages hold no text")
        rest = len(empty) - _NAMED_PAGES
        reading.warnings.append(ReadWarning("no_text", message.format(count=rest)))


def _assemble(pages: list[Page], reading: Reading, *, marked: bool) -> None:
    """Set furniture aside and make pieces of the rest."""
    lines = [page.lines for page in pages]
    taken = furniture_of(lines, [page.height for page in pages])
    body = [line for page in lines for line in page if id(line) not in taken]
    tagged = is_trusted([(line.unit, line.ink, line.text) for line in body])
    reading.route = "tags" if tagged else "geometry"
    found: list[Paragraph] = []
    type_ = Typography.of(lines)
    for page in pages:
        kept = [line for line in page.lines if id(line) not in taken]
        if tagged:
            paragraphs, aside = by_tags(kept, page, type_)
            taken.update(aside)
        else:
            paragraphs = by_geometry(kept, page, type_)
        found.extend(paragraphs)
    for page in pages:
        for line in page.lines:
            kind = taken.get(id(line))
            if kind is not None:
                reading.furniture.append(Furniture(kind, tidy(line.text), line.page))
    classify(found, type_)
    level_lists(found)
    recognised = frozenset(page.number for page in pages if page.ocr)
    words = [line.text.strip() for line in body]
    vocabulary = vocabulary_of(words)
    typeset = breaks_words(words, vocabulary)
    for paragraph in join_over(found):
        piece = piece_of(paragraph, vocabulary, ocr=paragraph.page in recognised, typeset=typeset)
        if piece is None:
            continue
        if marked:
            piece = tidy_marks(piece)
        if paragraph.unit is not None and paragraph.unit.role == "contents":
            item = Furniture(FurnitureKind.TOC, piece.text, piece.page)
            reading.furniture.append(item)
        else:
            reading.pieces.append(piece)
