"""The marks of tracked changes: making them, and taking the accepted view of those that exist."""

from __future__ import annotations

import copy
from collections.abc import Iterable

from lxml import etree

from congruence.report.tracked.ooxml import Element, W, as_number, local, w

_GONE = {"del", "moveFrom"}
_KEPT = {"ins", "moveTo"}
_RANGES = {
    "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
    "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart",
    "customXmlDelRangeEnd", "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd",
    "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd",
}  # fmt: skip
_PROPERTY_CHANGES = {
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange",
    "tcPrChange", "tblPrExChange", "numberingChange", "cellMerge",
}  # fmt: skip
_PROPERTIES = {"rPr", "trPr", "tcPr"}


class Revisions:
    """Makes revision marks with one author, one date and ids that stand nowhere else."""

    def __init__(self, author: str, date: str, roots: Iterable[Element]) -> None:
        self.author, self.date = author, date
        self.count = 0
        highest = 0
        for root in roots:
            for value in root.xpath("//@w:id", namespaces={"w": W}):
                highest = max(highest, as_number(value))
        self._last = highest

    def new_id(self) -> str:
        """An id for a mark or a bookmark."""
        self._last += 1
        return str(self._last)

    def mark(self, name: str) -> Element:
        """A revision element (``w:ins``, ``w:del``, ``w:pPrChange``, ...)."""
        self.count += 1
        element = etree.Element(w(name))
        element.set(w("id"), self.new_id())
        element.set(w("author"), self.author)
        element.set(w("date"), self.date)
        return element

    def mark_paragraph(self, properties: Element, name: str) -> None:
        """Say in a ``w:pPr`` that the paragraph mark itself came or went."""
        run = properties.find(w("rPr"))
        if run is None:
            run = etree.Element(w("rPr"))
            after = [child for child in properties if local(child) in ("sectPr", "pPrChange")]
            if after:
                after[0].addprevious(run)
            else:
                properties.append(run)
        run.insert(0, self.mark(name))

    def mark_row(self, row: Element, name: str) -> None:
        """Say that a table row came (``ins``) or went (``del``)."""
        properties = row.find(w("trPr"))
        if properties is None:
            properties = etree.Element(w("trPr"))
            place = sum(local(child) in ("tblPrEx",) for child in row)
            row.insert(place, properties)
        changes = [child for child in properties if local(child) == "trPrChange"]
        mark = self.mark(name)
        if changes:
            changes[0].addprevious(mark)
        else:
            properties.append(mark)


def has_revisions(root: Element) -> bool:
    """Whether a part holds tracked changes."""
    names = _GONE | _KEPT | _PROPERTY_CHANGES
    return any(local(element) in names for element in root.iter(f"{{{W}}}*"))


def accept_all(root: Element) -> None:
    """Turn a part into its accepted view, in place. Text that was not struck is kept."""
    for paragraph in list(root.iter(w("p"))):
        _join_struck_mark(paragraph)
    for element in list(root.iter(f"{{{W}}}*")):
        name, parent = local(element), element.getparent()
        if parent is None:
            continue
        if name in _RANGES or name in _PROPERTY_CHANGES or local(parent) in _PROPERTIES:
            if name in _RANGES | _PROPERTY_CHANGES | _GONE | _KEPT | {"cellIns"}:
                if name == "del" and local(parent) == "trPr":
                    _drop_row(parent.getparent())
                else:
                    parent.remove(element)
            elif name == "cellDel":
                _drop(parent.getparent())
        elif name in _GONE:
            _drop(element)
        elif name in _KEPT:
            _unwrap(element)


def _join_struck_mark(paragraph: Element) -> None:
    """A struck paragraph mark joins the paragraph with the one after it."""
    mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    if mark is None or not any(local(child) in _GONE for child in mark):
        return
    content = [child for child in paragraph if local(child) != "pPr"]
    following = paragraph.getnext()
    while following is not None and local(following) in ("bookmarkStart", "bookmarkEnd"):
        following = following.getnext()
    if following is None or local(following) != "p":
        left = any(local(child) not in _GONE | _RANGES for child in content)
        alone = len(paragraph.getparent().findall(w("p"))) == 1
        if not left and not alone and following is not None:
            _drop(paragraph)
        return
    place = 1 if following.find(w("pPr")) is not None else 0
    for child in reversed(content):
        following.insert(place, child)
    _drop(paragraph)


def _drop_row(row: Element) -> None:
    table = row.getparent()
    _drop(row)
    if table is not None and table.find(w("tr")) is None:
        _drop(table)


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: Element) -> None:
    parent = element.getparent()
    place = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(place, child)
    parent.remove(element)


def without_marks(properties: Element | None) -> Element:
    """A copy of ``w:pPr`` as it stands inside ``w:pPrChange``: no run properties, no section."""
    kept = etree.Element(w("pPr"))
    for child in properties if properties is not None else ():
        if local(child) not in ("rPr", "sectPr", "pPrChange"):
            kept.append(copy.deepcopy(child))
    return kept
