"""Word's styles: what a paragraph inherits (outline level, list, being a heading or a caption)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DEEPEST = 30
_HEADING = re.compile(r"(?:heading|kop|titre|überschrift)\s*([1-9])", re.I)
_TWIN = re.compile(r"\s*(?:char|teken|zchn|car)", re.I)  # of a style for runs, in Word's languages
_USUAL_SIZE = 20
_TOC = re.compile(
    r"(?:toc|inhopg|inhoudsopgave|table of figures|lijst met afbeeldingen)\s*\d?", re.I
)


def w(name: str) -> str:
    """The name of a WordprocessingML element or attribute as lxml writes it."""
    return f"{{{W}}}{name}"


_VAL = w("val")


def value_of(element: Element | None, name: str) -> str | None:
    """The ``w:val`` of the child called ``name``."""
    child = element.find(w(name)) if element is not None else None
    return child.get(_VAL) if child is not None else None


def is_on(element: Element | None) -> bool:
    """Whether a switch (``<w:b/>``, ``<w:b w:val="0"/>``) is set."""
    return element is not None and (element.get(_VAL) or "1") not in ("0", "false", "off", "none")


class Look(NamedTuple):
    """How a run is set: ``size`` in half-points, ``level`` where its style is that of a heading.

    Underlining counts as italics, but not that of a link.
    """

    bold: bool
    italic: bool
    size: int
    level: int | None = None


class Styles:
    """The styles of one Word file, by id.

    Args:
        root: ``word/styles.xml``, or None where the file has none.
    """

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self.default: str | None = None
        for element in root.iterfind(w("style")) if root is not None else ():
            key = element.get(w("styleId")) or ""
            self._elements.setdefault(key, element)
            if element.get(w("type")) == "paragraph" and is_default(element):
                self.default = key
        self._names = {
            key: value_of(element, "name") or "" for key, element in self._elements.items()
        }
        self._usual = root.find(f"{w('docDefaults')}//{w('rPr')}") if root is not None else None
        self._set: dict[tuple[str | None, str | None], list[Element]] = {}

    def look(self, run: Element | None, style: str | None) -> Look:
        """How a run with the properties ``run`` looks in a paragraph of a style."""
        own = value_of(run, "rStyle")
        if (own, style) not in self._set:
            holders = [
                properties
                for name in (own, style or self.default)
                if name
                for _key, element in self.chain(name)
                if (properties := element.find(w("rPr"))) is not None
            ]
            usual = [] if self._usual is None else [self._usual]
            self._set[own, style] = holders + usual
        holders = self._set[own, style] if run is None else [run, *self._set[own, style]]

        def found(name: str) -> Element | None:
            return next((e for holder in holders if (e := holder.find(w(name))) is not None), None)

        size = found("sz")
        half = size.get(_VAL) if size is not None else None
        return Look(
            is_on(found("b")),
            is_on(found("i")) or (is_on(found("u")) and not self._is_link(own)),
            int(half) if half and half.isdigit() and len(half) < 5 else _USUAL_SIZE,
            self._twin_level(own),
        )

    def _is_link(self, style: str | None) -> bool:
        return style is not None and "hyperlink" in self._names.get(style, style).lower()

    def _twin_level(self, style: str | None) -> int | None:
        """The level of the heading style whose twin for runs this style is ("Kop 1 Char")."""
        name = _TWIN.sub("", self._names.get(style, "")) if style else ""
        heading = _HEADING.fullmatch(name.strip())
        return int(heading.group(1)) if heading else None

    def chain(self, style: str | None) -> Iterator[tuple[str, Element]]:
        """The style and those it is based on, nearest first; a circle ends."""
        seen: set[str] = set()
        key = style or self.default
        while key and key not in seen and len(seen) < _DEEPEST:
            seen.add(key)
            element = self._elements.get(key)
            if element is None:
                return
            yield key, element
            key = value_of(element, "basedOn")

    def name(self, style: str | None) -> str:
        """The name a user sees ("heading 1", "Title"), as stored."""
        return self._names.get(style or self.default or "", style or "")

    def outline_level(self, properties: Element | None, style: str | None) -> int | None:
        """The heading level (from 1) of a paragraph; None for body text."""
        level = value_of(properties, "outlineLvl")
        if level is None:
            for key, element in self.chain(style):
                level = value_of(element.find(w("pPr")), "outlineLvl")
                if level is not None:
                    break
                named = _HEADING.fullmatch(self._names.get(key, "").strip())
                if named:
                    return int(named.group(1))
        if level is None or not level.isdigit() or int(level) > 8:
            return None
        return int(level) + 1

    def is_contents(self, style: str | None) -> bool:
        """Whether the style is one of a table of contents."""
        return any(
            _TOC.fullmatch(self._names.get(key, "").strip()) for key, _e in self.chain(style)
        )

    def is_named(self, style: str | None, names: frozenset[str]) -> bool:
        """Whether the style, or one it is based on, has one of ``names`` (lower case)."""
        return any(
            self._names.get(key, "").strip().lower() in names for key, _e in self.chain(style)
        )


def is_default(element: Element) -> bool:
    """Whether a style is the one of paragraphs that name none."""
    return element.get(w("default")) in ("1", "true", "on")
