"""How OpenDocument text is set: bold, italic and size, through the styles it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from congruence.extract.titles import Setting
from congruence.text.clean import ink

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_ELSEWHERE = frozenset(
    {_TEXT + "note", "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation"}
)
_NEARLY_ALL = 0.9
_USUAL_SIZE = 12.0
_DEEPEST = 30
_POINTS = re.compile(r"(\d{1,3}(?:\.\d+)?)pt")


class TextStyles:
    """The styles of one file by name, those of the content before those of the template."""

    def __init__(self, *roots: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        for root in roots:
            for style in root.iter(_STYLE + "style") if root is not None else ():
                if style.get(_STYLE + "family") in ("paragraph", "text"):
                    self._styles.setdefault(style.get(_STYLE + "name") or "", style)

    def setting(self, paragraph: Element, *, boxed: bool) -> Setting:
        """How the letters of a ``text:p`` are set."""
        total = bold = italic = 0
        sizes: dict[float, int] = {}
        for text, names in _runs(paragraph, (paragraph.get(_TEXT + "style-name") or "",)):
            length = ink(text)
            total += length
            bold += length * (self._property(names, "font-weight") in ("bold", "700", "800", "900"))
            italic += length * (self._property(names, "font-style") in ("italic", "oblique"))
            points = _POINTS.fullmatch(self._property(names, "font-size"))
            size = float(points.group(1)) if points else _USUAL_SIZE
            sizes[size] = sizes.get(size, 0) + length
        return Setting(
            bold=total > 0 and bold >= _NEARLY_ALL * total,
            italic=total > 0 and italic >= _NEARLY_ALL * total,
            size=max(sizes, key=lambda each: (sizes[each], -each), default=_USUAL_SIZE),
            boxed=boxed,
        )

    def _property(self, names: tuple[str, ...], name: str) -> str:
        """A property of text in the innermost of the styles (last in ``names``) that has it."""
        for first in reversed(names):
            key: str | None = first
            for _step in range(_DEEPEST):
                style = self._styles.get(key or "")
                if style is None:
                    break
                properties = style.find(_STYLE + "text-properties")
                value = properties.get(_FO + name) if properties is not None else None
                if value is not None:
                    return str(value)
                key = style.get(_STYLE + "parent-style-name")
        return ""


def _runs(element: Element, names: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The texts of a paragraph with the styles around each, outermost first."""
    yield element.text or "", names
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _ELSEWHERE:
            style = child.get(_TEXT + "style-name") if child.tag == _TEXT + "span" else None
            yield from _runs(child, (*names, style) if style else names)
        yield child.tail or "", names
