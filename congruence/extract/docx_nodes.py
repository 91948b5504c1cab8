"""Small questions about single elements of Word's XML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from congruence.extract.docx_math import MATH
from congruence.extract.docx_styles import is_on, w

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
TEXT = frozenset({w("t"), w("delText"), MATH + "t"})
"""The elements that hold characters."""

SUPERSCRIPT = str.maketrans("0123456789ivxlcn", "⁰¹²³⁴⁵⁶⁷⁸⁹ⁱᵛˣˡᶜⁿ")
_SYMBOLS = {
    "F0B7": "•", "F0A7": "▪", "F0FC": "✓", "F0FE": "☒", "F0A8": "☐", "F06F": "☐",
    "F0E0": "→", "F0B0": "°", "F0B1": "±", "F0B3": "≥", "F0A3": "≤", "F0D7": "×",
}  # fmt: skip


def symbol(element: Element) -> str:
    """The character a ``w:sym`` shows; empty where it names none."""
    code = (element.get(w("char")) or "").upper()
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if 0xF020 <= number <= 0xF07E and (element.get(w("font")) or "").lower() not in (
        "symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings",
    ):  # fmt: skip
        number -= 0xF000
    return chr(number) if 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE else ""


def is_on_attribute(value: str | None) -> bool:
    """Whether an on-off attribute is set (absent: off)."""
    return value is not None and value not in ("0", "false", "off")


def choice(element: Element) -> Element:
    """The branch of alternative content to read: the newer one, unless only the older has text."""
    newer = element.find(COMPATIBLE + "Choice")
    older = element.find(COMPATIBLE + "Fallback")
    if newer is None:
        return older if older is not None else element.makeelement("none")
    if older is not None and not _has_text(newer) and _has_text(older):
        return older
    return newer


def _has_text(element: Element) -> bool:
    return next(element.iter(*TEXT, DIAGRAM), None) is not None


def has_any(properties: Element | None, tags: frozenset[str]) -> bool:
    """Whether one of ``tags`` stands among the properties."""
    return properties is not None and any(properties.find(tag) is not None for tag in tags)


def is_contents(sdt: Element) -> bool:
    """Whether a content control holds the table of contents."""
    gallery = sdt.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}")
    return gallery is not None and gallery.get(w("val")) == "Table of Contents"


def integer(element: Element | None, default: int) -> int:
    """The ``w:val`` of an element as a small number, else ``default``."""
    value = element.get(w("val")) if element is not None else None
    return int(value) if value and value.isdigit() and len(value) < 5 else default


def form_value(field: Element) -> str:
    """What a form field of the older kind shows that is no text: a box, a choice from a list.

    Such a field stands in the ``w:fldChar`` that begins it (ECMA-376 part 1, 17.16.17).
    """
    box = field.find(f"{w('ffData')}/{w('checkBox')}")
    if box is not None:
        checked = box.find(w("checked"))
        state = box.find(w("default")) if checked is None else checked
        return "☒" if is_on(state) else "☐"
    choices = field.find(f"{w('ffData')}/{w('ddList')}")
    if choices is None:
        return ""
    chosen = choices.find(w("result"))
    at = integer(choices.find(w("default")) if chosen is None else chosen, 0)
    entries = [entry.get(w("val")) or "" for entry in choices.iterfind(w("listEntry"))]
    return "".join(entries[at : at + 1])
