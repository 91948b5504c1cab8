"""A Word file with real styles: what every report in Word is built with.

python-docx opens the file and its styles; tables are built on the XML below it, because its own
cell access walks the whole table for every cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from lxml import etree

from congruence.messages import _
from congruence.report.safe import xml_text
from congruence.report.view import Mark, Run

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

Element = Any  # an lxml element: python-docx's own classes are untyped here
LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
_TWIPS_CM = 567
_INK, _SOFT, _ACCENT = "1C2326", "566066", "0A5F6B"
_HEAD_FILL, _GROUP_FILL, _SAME_FILL = "E6EDEE", "F4F1EA", "DCEBF7"


class WordFile:
    """A document under construction; `save` gives its bytes."""

    def __init__(self, title: str, language: str, *, landscape: bool) -> None:
        from docx import Document
        from docx.enum.section import WD_ORIENT
        from docx.shared import Cm

        self.document: WordDocument = Document()
        self.language = LANGUAGES[language]
        self._bookmarks = 0
        self._style_ids: dict[str, str] = {}
        section = self.document.sections[0]
        long, short = Cm(29.7), Cm(21.0)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (long, short) if landscape else (short, long)
        section.left_margin = section.right_margin = Cm(1.7)
        section.top_margin = section.bottom_margin = Cm(1.8)
        properties = self.document.core_properties
        properties.title = xml_text(title)[:255]
        properties.author, properties.comments = "", ""
        properties.language = self.language
        self._drop_old_styles()
        self._styles()
        self._running(section, title)

    # -- styles -------------------------------------------------------------------------------

    def _drop_old_styles(self) -> None:
        """Leave out the second set of styles (Word 2007): it would contradict ours."""
        relations = self.document.part.rels
        for key in [k for k, r in relations.items() if r.reltype.endswith("/stylesWithEffects")]:
            relations.pop(key)

    def _styles(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.oxml.ns import qn
        from docx.shared import Pt, RGBColor

        styles = self.document.styles
        present = {style.name for style in styles}
        for lang in styles.element.iter(qn("w:lang")):
            lang.set(qn("w:val"), self.language)
        looks = {
            "Normal": ("Calibri", 10, _INK, False, 0, 4),
            "Title": ("Cambria", 24, _INK, True, 0, 6),
            "Heading 1": ("Cambria", 16, _INK, True, 16, 4),
            "Heading 2": ("Cambria", 13, _ACCENT, True, 12, 3),
            "Heading 3": ("Calibri", 11, _INK, True, 8, 2),
            "List Bullet": ("Calibri", 10, _INK, False, 0, 3),
            "Passage": ("Cambria", 10, _INK, False, 0, 4),
            "Opening": ("Cambria", 9, _INK, False, 0, 0),
            "Place": ("Calibri", 8.5, _SOFT, False, 0, 1),
            "Question": ("Calibri", 10, _INK, True, 0, 3),
            "Table Head": ("Calibri", 9.5, _INK, True, 2, 2),
        }  # fmt: skip
        for name, (font, size, colour, bold, before, after) in looks.items():
            known = name in present
            style: Any = styles[name] if known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            if not known:
                style.base_style = styles["Normal"]
                style.quick_style = True
            style.font.name, style.font.size, style.font.bold = font, Pt(size), bold
            style.font.italic = False
            style.font.color.rgb = RGBColor.from_string(colour)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            for script in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(qn(f"w:{script}"), font)
            style.paragraph_format.space_before = Pt(before)
            style.paragraph_format.space_after = Pt(after)
            style.paragraph_format.line_spacing = 1.0
        border = styles["Title"].element.find(f".//{qn('w:pBdr')}")
        if border is not None:
            border.getparent().remove(border)

    def _running(self, section: Any, title: str) -> None:  # noqa: ANN401
        head = section.header.paragraphs[0]
        head.text, head.style = xml_text(title), self.document.styles["Place"]
        foot = section.footer.paragraphs[0]
        foot.style = self.document.styles["Place"]
        words = _("Page {page} of {pages}").format(page="\0", pages="\0")
        before, between, after = words.split("\0")
        for text, code in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
            if text:
                foot.add_run(text)
            if code:
                field = child(foot._p, "w:fldSimple", {"w:instr": code})
                add_text(child(field, "w:r"), "1")

    # -- running text -------------------------------------------------------------------------

    def heading(self, text: str, level: int) -> None:
        """A heading; level 0 is the title."""
        made = self.document.add_paragraph(xml_text(text))
        made._p.style = self.style_id(f"Heading {level}" if level else "Title")

    def paragraph(
        self, text: str, style: str = "Normal", links: Sequence[tuple[str, str]] = ()
    ) -> None:
        """A paragraph of ours; ``links`` are (text, bookmark) pairs put after it."""
        made = self.document.add_paragraph(xml_text(text))
        made._p.style = self.style_id(style)
        for at, (label, bookmark) in enumerate(links):
            made.add_run("  " if at == 0 else "; ")
            _add_run(_add_link(made._p, bookmark), Run(label), linked=True)

    # -- tables -------------------------------------------------------------------------------

    def table(
        self, widths_cm: Sequence[float], heads: Sequence[str], caption: str, *, tight: bool = False
    ) -> WordTable:
        """A table of fixed widths whose header row is repeated on every page.

        ``tight`` is for long lists of one or two lines a row.
        """
        made = WordTable(self, widths_cm, caption, tight=tight)
        if heads:
            made.head(heads)
        # The paragraph that python-docx puts last holds the section; tables go before it.
        self.document.element.body.insert_element_before(made.root, "w:sectPr")
        self.document.add_paragraph()._p.style = self.style_id("Place")
        return made

    def next_bookmark(self) -> int:
        """A number no other bookmark of this file has."""
        self._bookmarks += 1
        return self._bookmarks

    def style_id(self, name: str) -> str:
        """The id under which the XML refers to the style ``name``."""
        # python-docx searches the whole styles part at every look-up.
        if name not in self._style_ids:
            self._style_ids[name] = str(self.document.styles[name].style_id)
        return self._style_ids[name]

    def save(self) -> bytes:
        """The file."""
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()


class WordTable:
    """Rows of cells; a cell is a list of paragraphs made by `paragraph`."""

    def __init__(
        self, file: WordFile, widths_cm: Sequence[float], caption: str, *, tight: bool = False
    ) -> None:
        self.file = file
        self.empty = "Opening" if tight else "Normal"
        above = 20 if tight else 50
        self.widths = [round(width * _TWIPS_CM) for width in widths_cm]
        self.root = element("w:tbl")
        look = child(self.root, "w:tblPr")
        child(look, "w:tblW", {"w:w": str(sum(self.widths)), "w:type": "dxa"})
        _add_borders(look)
        child(look, "w:tblLayout", {"w:type": "fixed"})
        margins = child(look, "w:tblCellMar")
        for side, width in (("top", above), ("left", 90), ("bottom", above), ("right", 90)):
            child(margins, f"w:{side}", {"w:w": str(width), "w:type": "dxa"})
        child(look, "w:tblLook", {"w:val": "0620"})
        child(look, "w:tblCaption", {"w:val": xml_text(caption)[:250]})
        grid = child(self.root, "w:tblGrid")
        for width in self.widths:
            child(grid, "w:gridCol", {"w:w": str(width)})

    def paragraph(
        self,
        runs: Iterable[Run] | str,
        style: str = "Normal",
        bookmark: str | None = None,
        link: str | None = None,
    ) -> Element:
        """A paragraph for a cell; ``bookmark`` names it as a place, ``link`` leads to a place."""
        made = element("w:p")
        child(child(made, "w:pPr"), "w:pStyle", {"w:val": self.file.style_id(style)})
        number = str(self.file.next_bookmark()) if bookmark else ""
        if bookmark:
            child(made, "w:bookmarkStart", {"w:id": number, "w:name": bookmark})
        holder = _add_link(made, link) if link else made
        for run in (Run(runs),) if isinstance(runs, str) else runs:
            _add_run(holder, run, linked=bool(link))
        if bookmark:
            child(made, "w:bookmarkEnd", {"w:id": number})
        return made

    def head(self, titles: Sequence[str]) -> None:
        """The header row, repeated on every page."""
        row = self._row(header=True)
        for title, width in zip(titles, self.widths, strict=True):
            _add_cell(row, width, [self.paragraph(title, "Table Head")], _HEAD_FILL)

    def group(self, title: str) -> None:
        """A row across the table that names what follows."""
        row = self._row()
        made = self.paragraph(title, "Table Head")
        child(made[0], "w:keepNext")
        _add_cell(row, sum(self.widths), [made], _GROUP_FILL, span=len(self.widths))

    def row(self, cells: Sequence[Sequence[Element]], *, may_split: bool = False) -> None:
        """A row; an empty cell gets the empty paragraph that Word demands.

        A row stays whole unless it ``may_split`` over two pages.
        """
        row = self._row(may_split=may_split)
        for paragraphs, width in zip(cells, self.widths, strict=True):
            _add_cell(row, width, paragraphs or [self.paragraph("", self.empty)])

    def _row(self, *, header: bool = False, may_split: bool = False) -> Element:
        row = child(self.root, "w:tr")
        look = child(row, "w:trPr")
        if not may_split:
            child(look, "w:cantSplit")
        if header:
            child(look, "w:tblHeader")
        return row


def element(name: str, attributes: dict[str, str] | None = None) -> Element:
    """An element of WordprocessingML; names and attributes with their ``w:`` prefix."""
    from docx.oxml.parser import oxml_parser

    return oxml_parser.makeelement(_qualified(name), _named(attributes), nsmap=_namespaces())


def child(parent: Element, name: str, attributes: dict[str, str] | None = None) -> Element:
    """A new last child of ``parent``; far cheaper than `element` and ``append``."""
    return etree.SubElement(parent, _qualified(name), _named(attributes))


def _named(attributes: dict[str, str] | None) -> dict[str, str]:
    return {_qualified(key): value for key, value in (attributes or {}).items()}


@cache
def _qualified(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(name)


@cache
def _namespaces() -> dict[str, str]:
    from docx.oxml.ns import nsmap

    return {"w": nsmap["w"]}


def add_text(run: Element, text: str) -> None:
    """Put ``text`` in ``run`` as a ``w:t`` that keeps its spaces."""
    made = child(run, "w:t", {"xml:space": "preserve"})
    made.text = xml_text(text).replace("\r", " ").replace("\n", " ").replace("\t", " ")


def _add_link(paragraph: Element, bookmark: str) -> Element:
    return child(paragraph, "w:hyperlink", {"w:anchor": bookmark, "w:history": "1"})


def _add_run(paragraph: Element, run: Run, *, linked: bool = False) -> None:
    made = child(paragraph, "w:r")
    look = child(made, "w:rPr")
    marks = set(run.marks)
    # In the order that the schema prescribes for run properties.
    if marks & {Mark.SIGNAL, Mark.TERM}:
        child(look, "w:b")
    if Mark.DELETE in marks:
        child(look, "w:strike")
    if Mark.INSERT in marks or Mark.DELETE in marks:
        child(look, "w:color", {"w:val": "14623B" if Mark.INSERT in marks else "98261B"})
    elif linked:
        child(look, "w:color", {"w:val": _ACCENT})
    if Mark.INSERT in marks or linked:
        child(look, "w:u", {"w:val": "single"})
    elif Mark.UNCOVERED in marks:
        child(look, "w:u", {"w:val": "dotted"})
    if Mark.SAME in marks:
        child(look, "w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": _SAME_FILL})
    if not len(look):
        made.remove(look)
    add_text(made, run.text)


def _add_cell(
    row: Element, width: int, paragraphs: Sequence[Element], fill: str = "", span: int = 1
) -> None:
    made = child(row, "w:tc")
    look = child(made, "w:tcPr")
    child(look, "w:tcW", {"w:w": str(width), "w:type": "dxa"})
    if span > 1:
        child(look, "w:gridSpan", {"w:val": str(span)})
    if fill:
        child(look, "w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": fill})
    made.extend(paragraphs)


def _add_borders(look: Element) -> None:
    made = child(look, "w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        child(
            made, f"w:{side}", {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "B9B4AA"}
        )
