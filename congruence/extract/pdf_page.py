"""Reading one page of a PDF: its lines, its size, and its characters counted apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from congruence.errors import InputError
from congruence.extract.pdf_boxes import boxes_on
from congruence.extract.pdf_bullets import Shape, may_have_bullets, with_drawn_bullets
from congruence.extract.pdf_grid import grids_on
from congruence.extract.pdf_lines import (
    Line,
    Spans,
    join_labels,
    joined,
    lines_of,
    parts_of,
)
from congruence.extract.pdf_redline import (
    Box,
    Redline,
    Strokes,
    find_redline,
    marked_lines,
    struck_ink,
)
from congruence.extract.pdf_tables import Table, cut_at_rules, stands_side_by_side, tables_on
from congruence.extract.pdf_tags import RawLine, is_whole, tagged_lines
from congruence.messages import _
from congruence.model import View
from congruence.text.clean import ink

_LEAST_COLOUR = 0x40
_GAP_IN_TABLES = 0.5
_SAMPLES = 200


@dataclass(slots=True)
class Page:
    """A page as read.

    Attributes:
        number: from 1.
        width, height: in points, as the page is shown.
        lines: its lines in the order of the file.
        characters: how many characters it holds, counted from its plain text.
        dropped: those of them that the view of a redline does not show.
        struck: how many characters have a stroke through them; None where nobody looked.
        ocr: whether its text was recognised from an image.
        tables: the tables on it, ruled and not, and boxes as tables of one cell.
    """

    number: int
    width: float
    height: float
    lines: list[Line]
    characters: int
    dropped: int = 0
    struck: int | None = None
    ocr: bool = False
    tables: list[Table] = field(default_factory=list)

    def in_table(self, line: Line) -> bool:
        """Whether a line stands in a cell of a table, where a number is a cell and no mark."""
        place = self.cell(line)
        return place is not None and not self.tables[place[0]].is_box

    def cell(self, line: Line) -> tuple[int, int, int] | None:
        """The table (or box), row and column that a line stands in."""
        for number, table in enumerate(self.tables):
            place = table.cell(line)
            if place is not None:
                return number, *place
        return None


class _Content:
    """The content of one page.

    Args:
        page: a PyMuPDF page.
        listed: whether to interpret it once and take text, structure and strokes from the list
            of what it draws. That saves much time; but MuPDF ends the whole process when it
            meets an error while it makes such a list of a tagged page (1.28).
    """

    def __init__(self, page: Any, *, listed: bool) -> None:  # noqa: ANN401 - MuPDF is untyped
        self.width: float = page.rect.width
        self.height: float = page.rect.height
        self._page = page
        self._turn: Any = page.rotation_matrix if page.rotation else None
        self._list: Any = None
        if listed:
            rotation = page.rotation
            if rotation:
                page.set_rotation(0)
            self._list = page.get_displaylist()
            if rotation:  # the page may be rendered later on
                page.set_rotation(rotation)

    def text(self, flags: int) -> Any:  # noqa: ANN401 - MuPDF is untyped
        """A PyMuPDF text page, in the coordinates of the page before it is turned."""
        import pymupdf

        if self._list is None:
            return self._page.get_textpage(flags=flags)
        return pymupdf.TextPage(self._list.get_textpage(flags))

    def lines(self, text: Any) -> list[RawLine]:  # noqa: ANN401 - MuPDF is untyped
        """The lines of a text page as they are seen."""
        return self.seen(tagged_lines(text.extractDICT()["blocks"]))

    def seen(self, lines: Iterable[RawLine]) -> list[RawLine]:
        """Lines in the coordinates of the page as it is shown."""
        return list(lines) if self._turn is None else [_turned(raw, self._turn) for raw in lines]

    def shapes(self) -> list[Shape]:
        """Everything drawn."""
        import pymupdf

        blocks = self.text(int(pymupdf.TEXT_COLLECT_VECTORS)).extractDICT()["blocks"]
        found = [
            Shape(block["bbox"], bool(block.get("stroked")), bool(block.get("isrect")))
            for block in blocks
            if "lines" not in block
        ]
        if self._turn is None:
            return found
        return [shape._replace(box=_turned_box(shape.box, self._turn)) for shape in found]

    def drawn(self) -> list[Box]:
        """The boxes of everything drawn."""
        return [shape.box for shape in self.shapes()]

    def links(self) -> list[Box]:
        """The boxes of its links."""
        return [tuple(link["from"]) for link in self._page.get_links() if "from" in link]


def _turned(raw: RawLine, turn: Any) -> RawLine:  # noqa: ANN401 - MuPDF is untyped
    """A line of a page that is shown turned."""
    import pymupdf

    line, unit = raw
    spans = []
    for span in line["spans"]:
        origin = tuple(pymupdf.Point(span["origin"]) * turn)
        new = {**span, "bbox": _turned_box(span["bbox"], turn), "origin": origin}
        if "chars" in span:
            new["chars"] = [
                {**letter, "bbox": _turned_box(letter["bbox"], turn)} for letter in span["chars"]
            ]
        spans.append(new)
    x, y = line["dir"]
    turned = (x * turn.a + y * turn.c, x * turn.b + y * turn.d)
    return {
        **line, "spans": spans, "bbox": _turned_box(line["bbox"], turn), "dir": turned,
    }, unit  # fmt: skip


def _turned_box(box: Box, turn: Any) -> Box:  # noqa: ANN401 - MuPDF is untyped
    import pymupdf

    x0, y0, x1, y1 = pymupdf.Rect(box) * turn
    return x0, y0, x1, y1


class PageReader:
    """Reads the pages of one open PDF.

    Args:
        document: a PyMuPDF document.
        name: what to call the file in errors.
        view: which reading of a redline is wanted.

    Attributes:
        redline: how the document marks its changes, once it proved to be a redline.
    """

    def __init__(self, document: Any, name: str, view: View) -> None:  # noqa: ANN401 - MuPDF is untyped
        import pymupdf

        self.redline: Redline | None = None
        self._document = document
        self._name = name
        self._view = view
        self._flags = (
            pymupdf.TEXT_PRESERVE_WHITESPACE
            | pymupdf.TEXT_MEDIABOX_CLIP
            | pymupdf.TEXT_CID_FOR_UNKNOWN_UNICODE
        )
        tagged = self._is_tagged()
        self._untagged = tagged is False
        self._structure = int(pymupdf.TEXT_COLLECT_STRUCTURE) if tagged else 0
        self._loaded = False
        self._said = ""
        self._tools: Any = pymupdf.TOOLS

    def read_all(self) -> list[Page]:
        """All pages in order; those of a redline in the wanted view.

        Raises:
            InputError: a page is damaged.
        """
        pages: list[Page] = []
        looked = False
        for number in range(1, self._document.page_count + 1):
            page = self._read(number)
            pages.append(page)
            if page.struck and not looked:
                looked = True
                found = self._read_redline()
                if found is not None:
                    return found
        if not pages:  # the tree of pages proved to be damaged
            return pages
        fullest = max(pages, key=lambda page: (page.characters, -page.number))
        if not looked and fullest.struck is None and self._is_struck(fullest.number):
            pages = self._read_redline() or pages
        return pages

    def _is_tagged(self) -> bool | None:
        """Whether the file has a structure tree; None where that cannot be known."""
        try:
            catalog = self._document.pdf_catalog()
            kind, _value = self._document.xref_get_key(catalog, "StructTreeRoot")
        except Exception:  # a damaged catalogue is no reason not to read the pages
            return None
        return bool(kind != "null")

    def _is_sound(self) -> bool:
        """Whether the structure tree may be read: a file with any error so far may not."""
        if not self._structure:
            return False
        if not self._loaded:
            self._loaded = True
            self._warnings()
            self._tools.reset_mupdf_warnings()
            if not is_whole(self._document) or self._tools.mupdf_warnings(0):
                self._structure = 0
        if self._document.is_repaired or "error" in self._warnings():
            self._structure = 0
        return bool(self._structure)

    def _warnings(self) -> str:
        """What MuPDF said of this file so far, or enough of it."""
        said: str = self._tools.mupdf_warnings()  # which forgets what it tells
        if "error" not in self._said:
            self._said += said
        return self._said

    def _is_clean(self, page: Any) -> bool:  # noqa: ANN401 - MuPDF is untyped
        """Whether nothing whatever is wrong with a page, as far as can be seen at once."""
        if self._untagged:
            return not self._document.is_repaired and not self._warnings()
        if not self._is_sound() or self._warnings():
            return False
        try:
            page.read_contents()
        except Exception:  # MuPDF raises its own kinds, some of them undocumented
            return False
        return not self._warnings()

    def _content(self, number: int) -> _Content:
        try:
            page = self._document.load_page(number - 1)
            return _Content(page, listed=self._is_clean(page))
        except Exception as error:  # MuPDF raises its own kinds
            raise self._damaged(number) from error

    def _damaged(self, number: int) -> InputError:
        return InputError(
            _("this page is damaged and cannot be read"),
            file=self._name,
            place=_("page {page}").format(page=number),
            remedy=_("open it in a PDF reader and save or print it to a new PDF"),
        )

    def _read(self, number: int) -> Page:
        content = self._content(number)
        try:
            text = content.text(self._flags)
            counted = ink(text.extractText())
            if self._is_sound():
                text = content.text(self._flags | self._structure)
            raw = content.lines(text)
            parts = parts_of(number, raw)
            lines = joined(parts)
            found = Page(number, content.width, content.height, lines, counted)
            coloured, beside = _is_coloured(raw), stands_side_by_side(lines)
            indented = may_have_bullets(lines)
            shapes = content.shapes() if coloured or beside or indented else []
        except Exception as error:  # MuPDF raises its own kinds
            raise self._damaged(number) from error
        boxes = [shape.box for shape in shapes]
        if coloured:
            found.struck = struck_ink(raw, Strokes(boxes))
        if beside:
            found.tables = tables_on(boxes, lines, content.width * content.height)
            apart = join_labels(joined(parts, gap=_GAP_IN_TABLES), bullets=True)
            found.tables += grids_on(apart, found.tables)
            found.tables += boxes_on(boxes, apart, found.tables, content.width * content.height)
            if found.tables:
                cut = cut_at_rules(raw, found.tables)
                cells = parts_of(number, cut)
                lines = joined(cells, gap=_GAP_IN_TABLES, cell=found.cell)
        found.lines = join_labels(lines, apart=found.in_table if found.tables else None)
        if indented:
            found.lines = with_drawn_bullets(found.lines, shapes)
        return found

    def _is_struck(self, number: int) -> bool:
        """Whether text on a page has strokes through it: the page where that is most likely."""
        content = self._content(number)
        try:
            raw = content.lines(content.text(self._flags))
            return struck_ink(raw, Strokes(content.drawn())) > 0
        except Exception:  # the page was read before without its strokes; that must do
            return False

    def _read_redline(self) -> list[Page] | None:
        """All pages as those of a redline, or None where it proves to be none.

        What marks a change is decided over many pages at once: every author has a colour.
        """
        sample: list[_Marked] = []
        pages: list[Page] = []
        for number in range(1, self._document.page_count + 1):
            marked = self._marked(number)
            if self.redline is not None:
                pages.append(self._shown(marked, self.redline))
                continue
            sample.append(marked)
            if len(sample) == _SAMPLES or number == self._document.page_count:
                self.redline = find_redline(
                    [page.lines for page in sample], sum(page.struck for page in sample)
                )
                if self.redline is None:
                    return None
                pages += [self._shown(page, self.redline) for page in sample]
        return pages

    def _marked(self, number: int) -> _Marked:
        content = self._content(number)
        try:
            text = content.text(self._flags)
            raw = content.lines(text)
            strokes = Strokes(content.drawn())

            def letters() -> list[Spans]:
                blocks = text.extractRAWDICT()["blocks"]
                return [line["spans"] for line, _unit in content.seen(tagged_lines(blocks))]

            lines = marked_lines(raw, letters, strokes, content.links())
            counted = ink(text.extractText())
        except Exception as error:  # MuPDF raises its own kinds, some of them undocumented
            raise self._damaged(number) from error
        struck = struck_ink(raw, strokes)
        return _Marked(number, content.width, content.height, lines, counted, struck)

    def _shown(self, page: _Marked, redline: Redline) -> Page:
        lines, dropped = redline.visible(page.lines, self._view)
        read = join_labels(lines_of(page.number, lines))
        return Page(page.number, page.width, page.height, read, page.characters, dropped)


class _Marked(NamedTuple):
    """A page whose spans know whether they are struck or underlined."""

    number: int
    width: float
    height: float
    lines: list[RawLine]
    characters: int
    struck: int


def _is_coloured(raw: list[RawLine]) -> bool:
    """Whether a line holds words in a colour that the rest of the line has not."""
    for line, _unit in raw:
        spans = line["spans"]
        if len(spans) < 2:
            continue
        colours = {span["color"] for span in spans if not span["text"].isspace()}
        if len(colours) > 1 and any(map(_is_colour, colours)):
            return True
    return False


def _is_colour(colour: int) -> bool:
    """Whether a colour is no shade of grey."""
    channels = (colour >> 16 & 255, colour >> 8 & 255, colour & 255)
    return max(channels) - min(channels) > _LEAST_COLOUR
