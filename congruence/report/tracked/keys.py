"""When two things in a line are the same: an image, a note, a break, a formula."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Mapping

from congruence.report.tracked.notes import Notes
from congruence.report.tracked.ooxml import Element, Package, R, canonical, local
from congruence.report.tracked.ooxml import w as w_
from congruence.report.tracked.stream import is_math

_DRAWN = {"drawing", "pict", "object", "AlternateContent"}
_NOTES = {"footnoteReference": "footnoteReference", "endnoteReference": "endnoteReference"}


class ThingKeys:
    """Keys of things in one part: equal for things a reader would call the same."""

    def __init__(
        self, package: Package, part: str, notes: Mapping[str, Notes], *, of_new: bool
    ) -> None:
        self._package, self._notes, self._of_new = package, notes, of_new
        self._targets = {
            id_: target if external else _digest(package.parts.get(target, b""))
            for id_, _kind, target, external in package.relationships(part)
        }

    def key(self, element: Element) -> object:
        """The key of ``element``."""
        name = local(element)
        if name in _NOTES:
            return self._notes[name].key(element.get(w_("id"), ""), of_new=self._of_new)
        if name in _DRAWN:
            return self._drawn(element)
        if is_math(element):
            return (name, canonical(_without_properties(element)))
        if name in ("tab", "cr", "noBreakHyphen", "softHyphen"):
            return name
        return (name, canonical(element))

    def _drawn(self, element: Element) -> object:
        """A drawing is its pictures, its size and what is in it; not its ids or its text."""
        images: list[str] = []
        shape: list[object] = []
        boxes = 0
        for node in element.iter():
            for attribute, value in sorted(node.attrib.items()):
                if attribute.startswith(f"{{{R}}}"):
                    images.append(self._targets.get(value, value))
            name = local(node)
            if name == "extent":
                shape.append((node.get("cx"), node.get("cy")))
            elif name in ("prstGeom", "graphicData"):
                shape.append((node.get("prst"), node.get("uri")))
            boxes += name == "txbxContent"
        return ("drawing", tuple(images), tuple(shape), boxes)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _without_properties(element: Element) -> Element:
    bare = copy.deepcopy(element)
    for node in list(bare.iter()):
        parent = node.getparent()
        if parent is not None and local(node) in ("ctrlPr", "rPr"):
            parent.remove(node)
    return bare
