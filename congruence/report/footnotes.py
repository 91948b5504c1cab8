"""Real footnotes in a Word file: python-docx makes none, so their part is written here.

Structure after ECMA-376 part 1, 17.11: ``word/footnotes.xml`` with the two separators, a
relationship from the main part, and a reference in the running text.
"""

from __future__ import annotations

from typing import Any

from congruence.report.wordfile import Element, WordFile, add_text, child, element

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_STYLE, _MARK = "FootnoteText", "FootnoteReference"


class Footnotes:
    """The footnotes of one file; `save` must be called instead of the file's own."""

    def __init__(self, file: WordFile) -> None:
        self._file = file
        self._root = element("w:footnotes")
        self._count = 0
        self._styles()
        for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
            note = child(self._root, "w:footnote", {"w:type": kind, "w:id": str(number)})
            child(child(child(note, "w:p"), "w:r"), f"w:{kind}")

    def _styles(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Pt

        styles: Any = self._file.document.styles
        text = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
        text.element.set(_qualified("w:styleId"), _STYLE)
        text.base_style = styles["Normal"]
        text.font.size = Pt(8.5)
        text.paragraph_format.space_after = Pt(1)
        mark = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
        mark.element.set(_qualified("w:styleId"), _MARK)
        mark.font.superscript = True

    def add(self, paragraph: Element, text: str) -> None:
        """Put a reference at the end of ``paragraph`` (a ``w:p``) to a note with ``text``."""
        self._count += 1
        number = str(self._count)
        child(_add_mark(paragraph), "w:footnoteReference", {"w:id": number})
        body = child(child(self._root, "w:footnote", {"w:id": number}), "w:p")
        child(child(body, "w:pPr"), "w:pStyle", {"w:val": _STYLE})
        child(_add_mark(body), "w:footnoteRef")
        add_text(child(body, "w:r"), " " + text)

    def save(self) -> bytes:
        """The file with its footnotes."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from lxml import etree

        main: Any = self._file.document.part
        blob = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        main.relate_to(Part(PackURI("/word/footnotes.xml"), _TYPE, blob, main.package), _RELATION)
        settings: Any = self._file.document.settings.element
        properties = element("w:footnotePr")
        for number in ("-1", "0"):
            child(properties, "w:footnote", {"w:id": number})
        _in_order(settings, properties)
        return self._file.save()


def _add_mark(paragraph: Element) -> Element:
    """A run at the end of ``paragraph`` that looks like a footnote mark."""
    run = child(paragraph, "w:r")
    child(child(run, "w:rPr"), "w:rStyle", {"w:val": _MARK})
    return run


def _in_order(settings: Any, properties: Element) -> None:  # noqa: ANN401 - lxml is untyped
    """Settings have a fixed order: footnotes stand before the compatibility settings."""
    for setting in settings:
        if setting.tag == _qualified("w:compat"):
            setting.addprevious(properties)
            return
    settings.append(properties)


def _qualified(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))
