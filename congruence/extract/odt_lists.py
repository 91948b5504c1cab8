"""The numbers OpenDocument prints before list items and headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from congruence.text.numerals import letter, roman

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
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
        self._counts: dict[str, dict[int, int]] = {}
        for root in roots:
            if root is None:
                continue
            for style in root.iter(_TEXT + "list-style"):
                self._styles.setdefault(style.get(_STYLE + "name") or "", _levels(style))
            for outline in root.iter(_TEXT + "outline-style"):
                self._outline = _levels(outline)

    def open(self, style: str | None, depth: int, continued: bool) -> None:
        """A list begins at ``depth``; it counts anew unless it says it continues."""
        if not continued:
            counts = self._counts.setdefault(style or "", {})
            for level in range(depth, _LEVELS + 1):
                counts.pop(level, None)

    def advance(self, style: str | None, depth: int, item: Element) -> str | None:
        """The label of the next item, or None for a bullet."""
        levels = self._styles.get(style or "", {})
        start = item.get(_TEXT + "start-value")
        return self._next(style or "", levels, depth, start)

    def outline(self, depth: int, heading: Element) -> str | None:
        """The number of a heading, or None."""
        if heading.get(_TEXT + "is-list-header") == "true":
            return None
        start = heading.get(_TEXT + "start-value")
        return self._next("\x00outline", self._outline, depth, start)

    def _next(
        self, key: str, levels: dict[int, _Level], depth: int, start: str | None
    ) -> str | None:
        level = levels.get(depth)
        if level is None or not level.format:
            return None
        counts = self._counts.setdefault(key, {})
        if start is not None and start.isdigit() and len(start) < 8:
            counts[depth] = int(start)
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in range(depth + 1, _LEVELS + 1):
            counts.pop(deeper, None)
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
    match format:
        case "a":
            return letter(value)
        case "A":
            return letter(value).upper()
        case "i":
            return roman(value)
        case "I":
            return roman(value).upper()
    return str(value)
