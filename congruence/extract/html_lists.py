"""The numbers a browser prints before the items of a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from congruence.text.clean import tidy
from congruence.text.labels import split_label
from congruence.text.numerals import letter, roman

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def ordinal(item: Element) -> str | None:
    """The number a browser prints before an item of an ordered list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or "list-style" in (parent.get("style") or ""):
        return None
    if "toc" in (parent.get("class") or "").split() or split_label(_opening(item)):
        return None  # the page numbers its items itself
    start = parent.get("start") or "1"
    number = int(start) if re.fullmatch(r"-?\d{1,6}", start) else 1
    for sibling in parent:
        if sibling.tag != "li":
            continue
        value = sibling.get("value") or ""
        if re.fullmatch(r"-?\d{1,6}", value):
            number = int(value)
        if sibling is item:
            break
        number += 1
    return _numeral(number, parent.get("type") or "1")


def _opening(item: Element) -> str:
    """The first words of an item."""
    words = []
    for text in item.itertext():
        words.append(text)
        if sum(map(len, words)) > 80:
            break
    return tidy("".join(words))


def _numeral(number: int, style: str) -> str:
    if style in "aA" and number > 0:
        text = letter(number)
        return f"{text}." if style == "a" else f"{text.upper()}."
    if style in "iI" and number > 0:
        text = roman(number)
        return f"{text}." if style == "i" else f"{text.upper()}."
    return f"{number}."
