"""The numbers OpenDocument prints before list items and headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from congruence.text.numerals import letter, roman

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LEVELS = 10


@dataclass(frozen=True, slots=True)
class _Level:
    format: str = ""
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    start: int = 1


class ListStyles:
    """The list styles of one file, and how far each list has counted.

    Args:
        roots: the parts that hold styles; None for one that is absent.
    """

    def __init__(self, *roots: Element | None) -> None:
        self._styles: dict[str, dict[int, _Level]] = {}
        self._outline: dict[int, _Level] = {}
        self._counts: list[dict[int, int]] = []
        self._named: dict[str, int] = {}  # lists that others may go on with, by their id
        self._last: dict[str, int] = {}  # the last list of each style
        self._headings: dict[int, int] = {}
        for root in roots:
            if root is None:
                continue
            for style in root.iter(_TEXT + "list-style"):
                self._styles.setdefault(style.get(_STYLE + "name") or "", _levels(style))
            for outline in root.iter(_TEXT + "outline-style"):
                self._outline = _levels(outline)

    def begin(self, element: Element, style: str | None) -> int:
        """The list that ``element`` (an outermost ``text:list``) counts on: a new or an older one.

        Items of one list count together, whatever style each of them is printed in.
        """
        older = self._named.get(element.get(_TEXT + "continue-list") or "")
        if older is None and element.get(_TEXT + "continue-numbering") == "true":
            older = self._last.get(style or "")
        if older is None:
            older = len(self._counts)
            self._counts.append({})
        self._last[style or ""] = older
        if name := element.get(_XML_ID):
            self._named[name] = older
        return older

    def restart(self, number: int, depth: int) -> None:
        """A list begins at ``depth`` that does not continue one."""
        counts = self._counts[number]
        for level in range(depth, _LEVELS + 1):
            counts.pop(level, None)

    def advance(self, number: int, style: str | None, depth: int, item: Element) -> str | None:
        """The label of the next item of a list in a style, or None for a bullet."""
        levels = self._styles.get(item.get(_TEXT + "style-override") or style or "", {})
        return self._next(self._counts[number], levels, depth, item.get(_TEXT + "start-value"))

    def outline(self, depth: int, heading: Element) -> str | None:
        """The number of a heading, or None."""
        if heading.get(_TEXT + "is-list-header") == "true":
            return None
        start = heading.get(_TEXT + "start-value")
        return self._next(self._headings, self._outline, depth, start)

    @staticmethod
    def _next(
        counts: dict[int, int], levels: dict[int, _Level], depth: int, start: str | None
    ) -> str | None:
        level = levels.get(depth, _Level())
        for above in range(1, depth):  # a level that was passed over counts as begun
            if above not in counts:
                counts[above] = levels.get(above, _Level()).start
        if start is not None and start.isdigit() and len(start) < 8:
            counts[depth] = int(start)
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in range(depth + 1, _LEVELS + 1):
            counts.pop(deeper, None)
        if not level.format:
            return None
        shown = range(max(1, depth - level.shown + 1), depth + 1)
        numbers = []
        for at in shown:
            other = levels.get(at)
            if other is not None and other.format:
                numbers.append(_numeral(counts.get(at, other.start), other.format))
        return f"{level.prefix}{'.'.join(numbers)}{level.suffix}".strip() or None


def _levels(style: Element) -> dict[int, _Level]:
    found = {}
    for element in style:
        depth = element.get(_TEXT + "level") or ""
        if not depth.isdigit() or element.tag == _TEXT + "list-level-style-bullet":
            continue
        found[int(depth)] = _Level(
            element.get(_STYLE + "num-format") or "",
            element.get(_STYLE + "num-prefix") or "",
            element.get(_STYLE + "num-suffix") or "",
            _integer(element.get(_TEXT + "display-levels")),
            _integer(element.get(_TEXT + "start-value")),
        )
    return found


def _integer(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 8 else 1


def _numeral(value: int, format: str) -> str:
    match format[:2]:
        case "01":  # "01, 02, 03, ..."
            return f"{value:02d}"
        case "1s":  # "1st, 2nd, 3rd, ..."
            return f"{value}e"
        case "a":
            return letter(value)
        case "A":
            return letter(value).upper()
        case "i":
            return roman(value)
        case "I":
            return roman(value).upper()
    return str(value)
