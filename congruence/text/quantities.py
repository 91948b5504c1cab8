"""Numbers and terms of time in Dutch (and English) prose, leaving out references and dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from congruence.model import Span
from congruence.text.lexicon import load_lexicon
from congruence.text.quoting import phrase_pattern

_FIGURE = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_BEFORE = re.compile(r"[\w&]+(?:\s+[\w&]+){0,3}\s*[€(]?\s*$")
_AFTER = re.compile(r"\s*(%|°|[^\W\d_]+)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ENUMERATED = re.compile(r"(?:,|en|of|tot en met|t/m|and|or)\s*$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number (or a term of time) as it stands in a text.

    ``value`` is the number, in days for a term and in times a year for a frequency; None for a
    term without a number ("onverwijld"). ``unit`` is what is counted ("day", "workday", "year"
    for a frequency, else the noun after the number). ``bound`` is "least", "most" or None.
    """

    span: Span
    value: float | None
    unit: str
    bound: str | None
    is_deadline: bool


@cache
def _lexicon() -> tuple[dict[str, Any], dict[str, Any]]:
    lexicon = load_lexicon("signals")
    return lexicon["numbers"], lexicon["deadlines"]


@cache
def _number_pattern() -> re.Pattern[str]:
    spelled = "|".join(sorted(_lexicon()[0]["words"], key=len, reverse=True))
    return re.compile(rf"(?<![\w.,/-])(?:{_FIGURE}|(?:{spelled})\b)", re.IGNORECASE)


def quantities(text: str, within: Span) -> list[Quantity]:
    """The numbers and terms of time of ``text`` inside ``within``, in reading order."""
    numbers, deadlines = _lexicon()
    found = [
        quantity
        for match in _number_pattern().finditer(text, within.start, within.end)
        if (quantity := _quantity(text, within, match)) is not None
    ]
    for match in phrase_pattern(*deadlines["vague"]).finditer(text, within.start, within.end):
        found.append(Quantity(Span(*match.span()), None, "day", None, True))
    for match in phrase_pattern(*deadlines["frequency"]).finditer(text, within.start, within.end):
        times = float(deadlines["frequency"][match.group().lower()])
        found.append(Quantity(Span(*match.span()), times, "year", None, True))
    return sorted(found, key=lambda quantity: quantity.span)


def _quantity(text: str, within: Span, match: re.Match[str]) -> Quantity | None:
    numbers, deadlines = _lexicon()
    before = text[within.start : match.start()]
    if _is_reference(before, numbers):
        return None
    follows = _AFTER.match(text, match.end(), within.end)
    unit = follows.group(1).lower() if follows else ""
    if unit == "°" or unit in numbers["months"]:
        return None
    value = _value(match.group(), numbers)
    window = _BEFORE.search(before)
    lead = window.group() if window else ""
    bound, at = _bound(lead, numbers)
    if not unit or (unit in ("en", "of", "tot", "and", "or")):
        # A bare year or number: nothing says what is counted, unless it is a least or a most.
        if bound is None or at is None or _YEAR.fullmatch(match.group()):
            return None
        return Quantity(Span(match.start() - len(lead) + at, match.end()), value, "", bound, False)
    start = match.start() if at is None else match.start() - len(lead) + at
    end = follows.end() if follows else match.end()
    working = unit in deadlines["working_days"]
    if working or unit in deadlines["days"]:
        opening = phrase_pattern(*deadlines["opening"]).search(lead)
        is_deadline = working or opening is not None
        if opening is not None:
            start = min(start, match.start() - len(lead) + opening.start())
        days = value if working else value * float(deadlines["days"][unit])
        named = "workday" if working else "day"
        return Quantity(Span(start, end), days, named, bound, is_deadline)
    return Quantity(Span(start, end), value, _stem(unit), bound, False)


def _is_reference(before: str, numbers: dict[str, Any]) -> bool:
    tail = before.rstrip(" .:(")
    while True:
        last = re.search(r"[\w/]+$", tail)
        if last is None:
            return False
        if last.group().lower() in numbers["reference"]:
            return True
        # "artikel 3, 4 en 5": look past the numbers named before this one.
        listed = _ENUMERATED.search(tail)
        if listed is not None and last.group().lower() in ("en", "of", "met", "and", "or", "t/m"):
            tail = tail[: listed.start()].rstrip(" ,")
        elif last.group()[0].isdigit():
            tail = tail[: last.start()].rstrip(" ,")
        else:
            return False


def _value(raw: str, numbers: dict[str, Any]) -> float:
    spelled = numbers["words"].get(raw.lower())
    if spelled is not None:
        return float(spelled)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", raw):
        raw = raw.replace(".", "")
    return float(raw.replace(",", "."))


def _bound(lead: str, numbers: dict[str, Any]) -> tuple[str | None, int | None]:
    """Whether a least or a most is named before a number, and where in ``lead``."""
    for name in ("least", "most"):
        named = phrase_pattern(*numbers[name]).search(lead)
        if named is not None:
            return name, named.start()
    return None, None


def _stem(unit: str) -> str:
    if unit in ("procent", "percent"):
        return "%"
    for ending in ("en", "s"):
        if len(unit) > len(ending) + 3 and unit.endswith(ending):
            return unit[: -len(ending)]
    return unit
