"""The numbers Word prints: "Artikel 1", "1.1", "a)". No number stands in the text itself.

Follows ECMA-376 part 1, 17.9: a paragraph points to a numbering instance and a level, itself or
through its style; the instance points to an abstract definition and may override its levels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from congruence.extract.docx_styles import Styles, value_of, w
from congruence.text.numerals import letter, roman

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_BULLET_FORMATS = frozenset({"bullet", "none"})
_MOST_LINKS = 20


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts and how it is printed."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    marked: bool = False  # whether a bullet is printed


@dataclass(frozen=True, slots=True)
class Numbered:
    """What a paragraph gets from its list: ``label`` is empty for a bullet.

    ``shows`` says whether anything is printed: a level may stand in a list without a mark.
    """

    label: str
    level: int  # from 0
    bullet: bool
    shows: bool = True


@dataclass(slots=True)
class _Instance:
    abstract: str
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of one Word file, and how far each has counted.

    Args:
        root: ``word/numbering.xml``, or None where the file has none.
        styles: the file's styles.
    """

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, dict[int, Level]] = {}
        self._instances: dict[str, _Instance] = {}
        self._style_links: dict[str, str] = {}  # list style -> the abstract list that is it
        self._links: dict[str, str] = {}  # abstract list -> the list style that it stands for
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is not None:
            self._parse(root)

    def _parse(self, root: Element) -> None:
        for element in root.iterfind(w("abstractNum")):
            key = element.get(w("abstractNumId")) or ""
            self._abstract[key] = _levels(element)
            if link := value_of(element, "styleLink"):
                self._style_links[link] = key
            if link := value_of(element, "numStyleLink"):
                self._links[key] = link
        for element in root.iterfind(w("num")):
            instance = _Instance(value_of(element, "abstractNumId") or "")
            for override in element.iterfind(w("lvlOverride")):
                at = _integer(override.get(w("ilvl")), 0)
                start = value_of(override, "startOverride")
                if start is not None:
                    instance.starts[at] = _integer(start, 1)
                for level in override.iterfind(w("lvl")):
                    instance.levels[at] = _level(level)
            self._instances[element.get(w("numId")) or ""] = instance

    def resolve(self, properties: Element | None, style: str | None) -> tuple[str, int] | None:
        """The instance and level a paragraph belongs to; None where it is not numbered.

        The instance and the level are inherited apart: a paragraph may take the list from its
        style and the level from itself.
        """
        direct = properties.find(w("numPr")) if properties is not None else None
        number = value_of(direct, "numId")
        at = value_of(direct, "ilvl")
        holder: str | None = None
        farther: str | None = None  # a level from a style below the one that names the list
        for name, element in self._styles.chain(style):
            inherited = element.find(f"{w('pPr')}/{w('numPr')}")
            if number is None:
                number, holder = value_of(inherited, "numId"), name
                at = value_of(inherited, "ilvl") if at is None else at
            elif farther is None:
                farther = value_of(inherited, "ilvl")
        if number is None or number == "0" or number not in self._instances:
            return None
        if at is None:
            linked = self._linked_level(number, style, holder)
            at = farther if linked is None else str(linked)
        return number, min(max(_integer(at, 0), 0), _LEVELS - 1)

    def _linked_level(self, number: str, style: str | None, holder: str | None) -> int | None:
        """The level whose ``pStyle`` names the paragraph's style, or the style it inherits from."""
        linked = {
            level.style: at for at, level in sorted(self._all_levels(number).items()) if level.style
        }
        for name, _element in self._styles.chain(style):
            if name in linked:
                return linked[name]
            if name == holder:
                break
        return None

    def _abstract_of(self, number: str) -> str:
        key = self._instances[number].abstract
        for _step in range(_MOST_LINKS):
            link = self._links.get(key)
            if link is None:
                return key
            target = self._style_links.get(link)
            if target is None or target == key:
                return key
            key = target
        return key

    def _all_levels(self, number: str) -> dict[int, Level]:
        levels = dict(self._abstract.get(self._abstract_of(number), {}))
        levels.update(self._instances[number].levels)
        return levels

    def advance(self, number: str, at: int, *, count: bool = True) -> Numbered:
        """Number the next paragraph of a list.

        Args:
            number: the instance.
            at: the level, from 0.
            count: False where the paragraph shows a number without taking it (its mark was
                deleted in tracked changes).
        """
        levels = self._all_levels(number)
        level = levels.get(at, Level())
        counts = self._counts.setdefault(self._abstract_of(number), {})
        saved = dict(counts)
        self._start(number, at, levels, counts)
        label = self._print(level, at, levels, counts)
        if not count:
            counts.clear()
            counts.update(saved)
        bullet = level.format in _BULLET_FORMATS and not re.search(r"\w", label)
        return Numbered("" if bullet else label, at, bullet, bool(label) or level.marked)

    def _start(
        self, number: str, at: int, levels: dict[int, Level], counts: dict[int, int]
    ) -> None:
        override = self._instances[number].starts.get(at)
        if override is not None and (number, at) not in self._started:
            self._started.add((number, at))
            counts[at] = override - 1
        for above in range(at):
            if above not in counts or counts[above] < 0:
                counts[above] = levels.get(above, Level()).start
        counts[at] = counts[at] + 1 if at in counts else levels.get(at, Level()).start
        for deeper in range(at + 1, _LEVELS):
            restart = levels.get(deeper, Level()).restart
            if restart is None or (restart != 0 and at < restart):
                counts.pop(deeper, None)

    @staticmethod
    def _print(level: Level, at: int, levels: dict[int, Level], counts: dict[int, int]) -> str:
        def number(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            if place > at:
                return ""
            other = levels.get(place, Level())
            value = counts.get(place, other.start)
            format = other.format
            if level.legal and format != "none":
                format = "decimal"
            return numeral(value, format)

        if level.format == "bullet":
            return ""
        return _PLACEHOLDER.sub(number, level.text).strip()


def numeral(value: int, format: str) -> str:
    """``value`` in one of Word's number formats; in digits where the format is an unusual one."""
    match format:
        case "none" | "bullet":
            return ""
        case "lowerLetter":
            return letter(value)
        case "upperLetter":
            return letter(value).upper()
        case "lowerRoman":
            return roman(value)
        case "upperRoman":
            return roman(value).upper()
        case "decimalZero":
            return f"{value:02d}"
        case "ordinal":
            return f"{value}e"
    return str(value)


def _levels(element: Element) -> dict[int, Level]:
    return {
        _integer(level.get(w("ilvl")), 0): _level(level) for level in element.iterfind(w("lvl"))
    }


def _level(element: Element) -> Level:
    legal = element.find(w("isLgl"))
    restart = value_of(element, "lvlRestart")
    format = value_of(element, "numFmt")
    if format is None and (choice := element.find(f".//{w('numFmt')}")) is not None:
        format = choice.get(w("val"))
    text = value_of(element, "lvlText") or ""
    picture = element.find(w("lvlPicBulletId")) is not None
    return Level(
        start=_integer(value_of(element, "start"), 0),  # absent means 0 (17.9.25)
        format=format or "decimal",
        text=text,
        restart=None if restart is None else _integer(restart, 0),
        legal=legal is not None and legal.get(w("val")) not in ("0", "false", "off"),
        style=value_of(element, "pStyle"),
        marked=format == "bullet" and (picture or bool(text.strip())),
    )


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,8}", text) else default
