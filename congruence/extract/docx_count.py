"""Counting the characters of a Word story apart from the walk, so that the walk can be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from congruence.extract.docx_styles import w
from congruence.model import View
from congruence.text.clean import ink

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_INSERTED = ("ins", "moveTo")
_DELETED = ("del", "moveFrom")


def count_characters(root: Element, view: View) -> int:
    """The characters (without white space) that ``view`` shows below ``root``.

    Every text element is counted once, wherever it stands, unless a tracked change takes it away
    or it is the older twin of alternative content.
    """
    gone = {View.ACCEPTED: _DELETED, View.ORIGINAL: _INSERTED, View.MARKED: ()}[view]
    wrappers = frozenset(w(name) for name in gone)
    cell = {View.ACCEPTED: "cellDel", View.ORIGINAL: "cellIns"}.get(view)
    rows = {
        row
        for name in gone
        for change in root.iter(w(name))
        if (properties := change.getparent()) is not None
        and properties.tag == w("trPr")
        and (row := properties.getparent()) is not None
    }
    if cell is not None:
        rows |= {
            owner
            for change in root.iter(w(cell))
            if (properties := change.getparent()) is not None
            and (owner := properties.getparent()) is not None
        }
    total = 0
    for element in root.iter(w("t"), w("delText"), _MATH_TEXT, w("sym"), w("noBreakHyphen")):
        if not any(
            ancestor.tag in wrappers or ancestor in rows or _is_twin(ancestor)
            for ancestor in element.iterancestors()
        ):
            total += 1 if element.tag in (w("sym"), w("noBreakHyphen")) else ink(element.text or "")
    return total


def _is_twin(element: Element) -> bool:
    if element.tag != _FALLBACK:
        return False
    parent = element.getparent()
    choice = parent.find(_CHOICE) if parent is not None else None
    return (
        choice is not None and next(choice.iter(w("t"), w("delText"), _MATH_TEXT), None) is not None
    )
