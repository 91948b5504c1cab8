"""Reading one page of a PDF: its lines, its size, and its characters counted apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from congruence.errors import InputError
from congruence.extract.pdf_lines import Line, Spans, lines_of
from congruence.extract.pdf_redline import Box, Redline, Strokes, find_redline
from congruence.extract.pdf_tables import Table, stands_side_by_side, tables_on
from congruence.extract.pdf_tags import tagged_lines
from congruence.messages import _
from congruence.model import View
from congruence.text.clean import ink

_SAMPLES = 2
_LEAST_COLOUR = 0x40
_GAP_IN_TABLES = 0.5


@dataclass(slots=True)
class Page:
    """A page as read.

    Attributes:
        number: from 1.
        width, height: in points.
        lines: its lines in the order of the file.
        characters: how many characters it holds, counted from its plain text.
        dropped: those of them that the view of a redline does not show.
        coloured: how many have a colour that the rest of their line has not.
        ocr: whether its text was recognised from an image.
        tables: the ruled tables on it.
    """

    number: int
    width: float
    height: float
    lines: list[Line]
    characters: int
    dropped: int = 0
    coloured: int = 0
    ocr: bool = False
    tables: list[Table] = field(default_factory=list)


class PageReader:
    """Reads the pages of one open PDF.

    Args:
        document: a PyMuPDF document.
        name: what to call the file in errors.
        view: which reading of a redline is wanted.
    """

    def __init__(self, document: Any, name: str, view: View) -> None:  # noqa: ANN401
        import pymupdf

        self._document = document
        self._name = name
        self._view = view
        self._flags = (
            pymupdf.TEXT_PRESERVE_WHITESPACE
            | pymupdf.TEXT_MEDIABOX_CLIP
            | pymupdf.TEXT_CID_FOR_UNKNOWN_UNICODE
        )
        # Strokes are found only where the structure tree is not asked for.
        self._styled = self._flags | int(pymupdf.TEXT_COLLECT_STYLES)
        self._structure = int(pymupdf.TEXT_COLLECT_STRUCTURE) if self.is_tagged() else 0
        self._loaded = False
        self._tools: Any = pymupdf.TOOLS

    def is_tagged(self) -> bool:
        """Whether the file has a structure tree."""
        try:
            catalog = self._document.pdf_catalog()
            kind, _value = self._document.xref_get_key(catalog, "StructTreeRoot")
        except Exception:  # a damaged catalogue is no reason not to read the pages
            return False
        return bool(kind != "null")

    def _is_sound(self) -> bool:
        """Whether the structure tree may be read.

        MuPDF ends the whole process when it meets an error while it collects structure (1.28),
        so every object of the file is loaded first, and a file with any error so far is read by
        its geometry.
        """
        if not self._structure:
            return False
        if not self._loaded:
            self._loaded = True
            for number in range(1, self._document.xref_length()):
                try:
                    self._document.xref_is_stream(number)
                except Exception:  # a broken object; MuPDF raises its own kinds
                    self._structure = 0
                    return False
        if self._document.is_repaired or "error" in self._tools.mupdf_warnings():
            self._structure = 0
        return bool(self._structure)

    def read(self, number: int, redline: Redline | None = None) -> Page:
        """Read page ``number`` (from 1).

        Raises:
            InputError: the page is damaged.
        """
        try:
            page = self._document.load_page(number - 1)
            return self._read(page, number, redline)
        except InputError:
            raise
        except Exception as error:  # MuPDF raises its own kinds, some of them undocumented
            raise InputError(
                _("this page is damaged and cannot be read"),
                file=self._name,
                place=_("page {page}").format(page=number),
                remedy=_("open it in a PDF reader and save or print it to a new PDF"),
            ) from error

    def _read(self, page: Any, number: int, redline: Redline | None) -> Page:  # noqa: ANN401
        if redline is not None:
            return self._read_redline(page, number, redline)
        text = page.get_textpage(flags=self._flags)
        counted = ink(text.extractText())
        if self._is_sound():
            text = page.get_textpage(flags=self._flags | self._structure)
        blocks: list[dict[str, Any]] = text.extractDICT()["blocks"]
        lines = lines_of(number, blocks)
        found = Page(number, page.rect.width, page.rect.height, lines, counted)
        found.coloured = _coloured(blocks)
        if stands_side_by_side(lines):
            boxes = [tuple(drawing["rect"]) for drawing in page.get_cdrawings()]
            found.tables = tables_on(boxes, lines, page.rect.width * page.rect.height)
            if found.tables:
                found.lines = lines_of(number, blocks, gap=_GAP_IN_TABLES)
        return found

    def _read_redline(self, page: Any, number: int, redline: Redline) -> Page:  # noqa: ANN401
        text = page.get_textpage(flags=self._flags)
        blocks: list[dict[str, Any]] = text.extractRAWDICT()["blocks"]
        strokes = Strokes(tuple(drawing["rect"]) for drawing in page.get_cdrawings())
        links = _links(page)
        dropped = 0

        def shown(spans: Spans) -> Spans:
            nonlocal dropped
            visible = redline.visible(spans, self._view, strokes, links)
            before = sum(ink("".join(c["c"] for c in span["chars"])) for span in spans)
            dropped += before - sum(ink(span["text"]) for span in visible)
            return visible

        lines = lines_of(number, blocks, shown)
        counted = ink(text.extractText())
        return Page(number, page.rect.width, page.rect.height, lines, counted, dropped)

    def find_redline(self, pages: list[Page]) -> Redline | None:
        """Whether the document is a redline, judged by a few of its pages.

        Looking for strokes takes several times as long as reading, so only the pages with most
        colour within their lines are looked at, and the fullest one.
        """
        by_colour = sorted(pages, key=lambda page: (-page.coloured, page.number))[:_SAMPLES]
        chosen = {page.number for page in by_colour if page.coloured}
        chosen.add(max(pages, key=lambda page: (page.characters, -page.number)).number)
        samples = []
        for number in sorted(chosen):
            try:
                page = self._document.load_page(number - 1)
                if not Strokes(tuple(drawing["rect"]) for drawing in page.get_cdrawings()):
                    continue
                blocks = page.get_textpage(flags=self._styled).extractDICT()["blocks"]
            except Exception:  # the page was read before without its strokes; that must do
                continue
            spans = [span for line, _unit in tagged_lines(blocks) for span in line["spans"]]
            samples.append((spans, _links(page)))
        return find_redline(samples)


def _links(page: Any) -> list[Box]:  # noqa: ANN401
    return [tuple(link["from"]) for link in page.get_links() if "from" in link]


def _coloured(blocks: list[dict[str, Any]]) -> int:
    """How many characters have a colour that the rest of their line has not."""
    total = 0
    for line, _unit in tagged_lines(blocks):
        inked = [span for span in line["spans"] if not span["text"].isspace()]
        if len({span["color"] for span in inked}) > 1:
            total += sum(len(span["text"]) for span in inked if _is_colour(span["color"]))
    return total


def _is_colour(colour: int) -> bool:
    """Whether a colour is no shade of grey."""
    channels = (colour >> 16 & 255, colour >> 8 & 255, colour & 255)
    return max(channels) - min(channels) > _LEAST_COLOUR
