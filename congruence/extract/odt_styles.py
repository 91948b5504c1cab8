"""How OpenDocument text is set: bold, italic and size, through the styles it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from congruence.extract.titles import Setting
from congruence.text.clean import ink

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
# Notes, remarks and frames have paragraphs of their own.
_ELSEWHERE = (_TEXT + "note", f"{_NAMES}office:1.0}}annotation", f"{_NAMES}drawing:1.0}}")
_LINK = "Internet_20_link"
_LINE_END = "\n\n"
_NEARLY_ALL = 0.9
_USUAL_SIZE = 12.0
_DEEPEST = 30
_POINTS = re.compile(r"(\d{1,3}(?:\.\d+)?)pt")


def _points(size: str) -> float:
    points = _POINTS.fullmatch(size)
    return float(points.group(1)) if points else _USUAL_SIZE


@dataclass(slots=True)
class Counts:
    """How many letters of a stretch are set how."""

    total: int = 0
    bold: int = 0
    italic: int = 0
    sizes: Counter[float] = field(default_factory=Counter)

    def add(self, length: int, *, bold: bool, italic: bool, size: float) -> None:
        """Count ``length`` letters that are set so."""
        self.total += length
        self.bold += length * bold
        self.italic += length * italic
        self.sizes[size] += length


def setting_of(lines: Sequence[Counts], *, boxed: bool = False) -> Setting:
    """How the letters of some lines are set, taken together."""
    total = sum(line.total for line in lines)
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes.update(line.sizes)
    needed = max(1, _NEARLY_ALL * total)
    return Setting(
        bold=sum(line.bold for line in lines) >= needed,
        italic=sum(line.italic for line in lines) >= needed,
        size=max(sizes, key=lambda each: (sizes[each], -each), default=_USUAL_SIZE),
        boxed=boxed,
    )


class TextStyles:
    """The styles of one file by name, those of the content before those of the template."""

    def __init__(self, *roots: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._found: dict[tuple[tuple[str, ...], str], str] = {}
        for root in roots:
            for style in root.iter(_STYLE + "style") if root is not None else ():
                if style.get(_STYLE + "family") in ("paragraph", "text"):
                    self._styles.setdefault(style.get(_STYLE + "name") or "", style)

    def settings(self, paragraph: Element) -> list[Counts]:
        """How each line of a ``text:p`` is set; a line ends at a ``text:line-break``."""
        lines = [Counts()]
        for text, names in _runs(paragraph, (paragraph.get(_TEXT + "style-name") or "",)):
            if text == _LINE_END:
                lines.append(Counts())
            elif length := ink(text):
                lines[-1].add(
                    length,
                    bold=self._property(names, _FO + "font-weight")
                    in ("bold", "700", "800", "900"),
                    italic=self._slants(names),
                    size=_points(self._property(names, _FO + "font-size")),
                )
        return lines

    def _slants(self, names: tuple[str, ...]) -> bool:
        """Whether text is in italics or underlined, but not as a link is."""
        if self._property(names, _FO + "font-style") in ("italic", "oblique"):
            return True
        line = self._property(names, _STYLE + "text-underline-style")
        return line not in ("", "none") and _LINK not in names

    def names(self, paragraph: Element) -> frozenset[str]:
        """The names of a paragraph's style and those it is based on, in lower case."""
        return frozenset(
            (style.get(_STYLE + "name") or "").lower()
            for style in self._chain(paragraph.get(_TEXT + "style-name"))
        )

    def list_style(self, paragraph: Element) -> str | None:
        """The list style a paragraph's style names; empty where it takes the number away."""
        for style in self._chain(paragraph.get(_TEXT + "style-name")):
            found = style.get(_STYLE + "list-style-name")
            if found is not None:
                return str(found)
        return None

    def _chain(self, name: str | None) -> Iterator[Element]:
        for _step in range(_DEEPEST):
            style = self._styles.get(name or "")
            if style is None:
                return
            yield style
            name = style.get(_STYLE + "parent-style-name")

    def _property(self, names: tuple[str, ...], name: str) -> str:
        """A property of text in the innermost of the styles (last in ``names``) that has it."""
        key = (names, name)
        if key not in self._found:
            self._found[key] = next(
                (
                    str(value)
                    for first in reversed(names)
                    for style in self._chain(first)
                    if (properties := style.find(_STYLE + "text-properties")) is not None
                    and (value := properties.get(name)) is not None
                ),
                "",
            )
        return self._found[key]


def _runs(element: Element, names: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The texts of a paragraph with the styles around each, outermost first."""
    yield element.text or "", names
    for child in element:
        if child.tag == _TEXT + "line-break":
            yield _LINE_END, names
        elif isinstance(child.tag, str) and not child.tag.startswith(_ELSEWHERE):
            named = child.get(_TEXT + "style-name") if child.tag == _TEXT + "span" else None
            style = _LINK if child.tag == _TEXT + "a" else named
            yield from _runs(child, (*names, style) if style else names)
        yield child.tail or "", names
