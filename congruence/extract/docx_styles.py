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
_OFF = ("0", "false", "off", "none")
_BOLD, _ITALIC, _LINE, _SIZE = w("b"), w("i"), w("u"), w("sz")


def value_of(element: Element | None, name: str) -> str | None:
    """The ``w:val`` of the child called ``name``."""
    child = element.find(w(name)) if element is not None else None
    return child.get(_VAL) if child is not None else None


def is_on(element: Element | None) -> bool:
    """Whether a switch (``<w:b/>``, ``<w:b w:val="0"/>``) is set."""
    return element is not None and (element.get(_VAL) or "1") not in _OFF


def _on(given: dict[str, str | None], name: str, otherwise: bool) -> bool:
    return (given[name] or "1") not in _OFF if name in given else otherwise


def _half_points(value: str | None, otherwise: int) -> int:
    return int(value) if value and value.isdigit() and len(value) < 5 else otherwise


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
        self._lines: dict[str | None, tuple[str, ...]] = {}
        self._inherited: dict[tuple[str | None, str | None], Look] = {}

    def look(self, run: Element | None, style: str | None) -> Look:
        """How a run with the properties ``run`` looks in a paragraph of a style."""
        own = value_of(run, "rStyle")
        inherited = self._inherited.get((own, style))
        if inherited is None:
            inherited = self._inherited[own, style] = self._inherit(own, style)
        if run is None or len(run) == 0:
            return inherited
        given = {child.tag: child.get(_VAL) for child in run}
        underlined = _on(given, _LINE, False) and not self._is_link(own)
        return Look(
            _on(given, _BOLD, inherited.bold),
            _on(given, _ITALIC, inherited.italic) or underlined,
            _half_points(given.get(_SIZE), inherited.size),
            inherited.level,
        )

    def _inherit(self, own: str | None, style: str | None) -> Look:
        """How runs look that only name a style, in paragraphs of a style."""
        holders = [
            properties
            for name in (own, style or self.default)
            if name
            for _key, element in self.chain(name)
            if (properties := element.find(w("rPr"))) is not None
        ]
        given: dict[str, str | None] = {}
        for holder in (*holders, *(() if self._usual is None else (self._usual,))):
            for child in holder:
                given.setdefault(child.tag, child.get(_VAL))
        underlined = _on(given, _LINE, False) and not self._is_link(own)
        return Look(
            _on(given, _BOLD, False),
            _on(given, _ITALIC, False) or underlined,
            _half_points(given.get(_SIZE), _USUAL_SIZE),
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
        return any(_TOC.fullmatch(name) for name in self._line(style))

    def is_named(self, style: str | None, names: frozenset[str]) -> bool:
        """Whether the style, or one it is based on, has one of ``names`` (lower case)."""
        return not names.isdisjoint(self._line(style))

    def _line(self, style: str | None) -> tuple[str, ...]:
        """The names of the style and those it is based on, in lower case."""
        found = self._lines.get(style)
        if found is None:
            found = tuple(
                self._names.get(key, "").strip().lower() for key, _element in self.chain(style)
            )
            self._lines[style] = found
        return found


def is_default(element: Element) -> bool:
    """Whether a style is the one of paragraphs that name none."""
    return element.get(w("default")) in ("1", "true", "on")
