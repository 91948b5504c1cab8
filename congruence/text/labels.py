"""Printed labels: recognising them ("Artikel 3", "2.1", "a.", "1°", "Lid 2") and citing by them.

A label opens a block and is no part of its text. `split_label` cuts it off; `Trail` follows the
labels through a document and says the place a Dutch lawyer would cite: "Artikel 7, lid 2,
onderdeel a".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise


class LabelKind(StrEnum):
    """What sort of number a label is."""

    DIVISION = "division"  # Hoofdstuk 2, § 3, Bijlage A
    ARTICLE = "article"
    LID = "lid"
    NUMBER = "number"  # 1. 2.1 (3)
    LETTER = "letter"
    ROMAN = "roman"
    DEGREE = "degree"  # 1°
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Label:
    """A label that opens a text.

    Attributes:
        printed: as it stands in the source, white space made single.
        kind: what sort of number it is.
        value: the number alone ("3", "2.1", "a"); empty for a bullet.
        end: where the text after it begins (in the text it was split from).
    """

    printed: str
    kind: LabelKind
    value: str
    end: int


DIVISIONS = (
    "boek", "deel", "hoofdstuk", "titel", "afdeling", "paragraaf", "§", "artikel",
)  # fmt: skip
_NUMBER = r"\d{1,4}[a-z]{0,2}(?:[.:]\d{1,4}[a-z]{0,2})*"
_DIVISION = re.compile(
    rf"(?P<word>boek|deel|hoofdstuk|titel|afdeling|paragraaf|bijlage|bouwsteen|thema|stap|§+|"
    rf"artikel|art\.)\s*(?P<value>{_NUMBER}|(?-i:[IVXLC]+[a-z]?|[ivxlc]+)(?!\w)|[A-Z](?!\w))"
    r"(?P<stop>\s*[.:–—-](?=\s|$)|\.(?=\s|$))?",
    re.IGNORECASE,
)
_LID = re.compile(r"lid\s+(?P<value>\d{1,2}[a-z]?)(?P<stop>\s*[.:])?(?=\s|$)", re.IGNORECASE)
_BULLET = re.compile(
    r"[•●○◦▪■□◼▫‣⁃∙·–—➢➤✓✔➔→►▶❖\uf0b7\uf0a7\uf0d8\uf076-](?=\s|$)|o(?=\s)|\*(?=\s)|[•●▪–—](?=[^\W\d_])"
)
_DEGREE = re.compile(r"(?P<value>\d{1,2}[a-z]?)\s?[°º]\.?(?=\s|$|[A-Za-z])")
_DOTTED = re.compile(r"(?P<value>\d{1,3}[a-z]?(?:\.\d{1,3}[a-z]?)+)(?P<stop>[.):])?(?=\s|$)")
_SINGLE = re.compile(r"\(?(?P<value>\d{1,3}[a-z]?)(?P<stop>[.)]|:(?=\s))(?=\s|$|[A-Z][a-z])")
_LETTER = re.compile(r"\(?(?P<value>([a-z])\2?)(?P<stop>[.)])(?=\s|$|[A-Za-z]{2,}[\s,;])")
_CAPITAL = re.compile(r"\(?(?P<value>[A-Z]|[IVX]{2,5})(?P<stop>[.)])(?=\s|$)")
_NAME = re.compile(r"\s+(?:[A-Z]|d[eo]n?\b|van\b|t[eo][nr]?\b|der\b|el\b|'t\b)")
_ROMAN = re.compile(r"\(?(?P<value>[ivx]{2,5})(?P<stop>[.)])(?=\s|$)")
_BARE = re.compile(r"(?P<value>\d{1,2})(?=\s+[A-Z‘'“\"])")
_ROMAN_VALUE = re.compile(r"x{0,3}(ix|iv|v?i{0,3})")
_ABBREVIATED = re.compile(r"(?:[a-z]\.){2,}")
_TITLE_WORDS = 18


def split_label(text: str, *, heading: bool = False) -> Label | None:
    """The label that opens ``text``, or None.

    Running text that merely begins with a reference ("Artikel 3 van de wet bepaalt...", "2.1
    miljoen", "10 januari") has none. ``heading`` says that the text is known to be a heading
    (by markup or typography), where a bare number ("1 Inleiding") and a capital count too.
    """
    if not text:
        return None
    return _division(text, heading) or _enumeration(text, heading)


def _label(match: re.Match[str], kind: LabelKind) -> Label:
    text = match.string
    end = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
    value = "" if kind is LabelKind.BULLET else match.group("value")
    return Label(" ".join(match.group().split()), kind, value, end)


def _division(text: str, heading: bool) -> Label | None:
    match = _LID.match(text)
    if match and (match.group("stop") or match.end() == len(text)):
        return _label(match, LabelKind.LID)
    match = _DIVISION.match(text)
    if match is None:
        return None
    rest = text[match.end() :]
    if rest and not rest[0].isspace():
        return None
    rest = rest.strip()
    if rest and not match.group("stop") and not _is_title(rest, heading):
        return None
    article = match.group("word").lower() in ("artikel", "art.")
    return _label(match, LabelKind.ARTICLE if article else LabelKind.DIVISION)


def _is_title(rest: str, heading: bool) -> bool:
    """Whether what follows a division's number reads as its title and not as a sentence."""
    if heading:
        return rest[0].isupper() or not rest[0].isalpha() or len(rest.split()) <= _TITLE_WORDS
    opens = rest[0].isupper() or rest[0] in "([‘'“\""
    return opens and rest[-1] not in ".;:," and len(rest.split()) <= _TITLE_WORDS


def _enumeration(text: str, heading: bool) -> Label | None:
    match = _BULLET.match(text)
    if match:
        return _label(match, LabelKind.BULLET)
    match = _DEGREE.match(text)
    if match and not re.match(r"\s?[CF]\b", text[match.end() :]):
        return _label(match, LabelKind.DEGREE)
    match = _DOTTED.match(text)
    if match:
        after = text[match.end() :].lstrip()
        if not after or heading or match.group("stop") or not after[0].islower():
            return None if _is_amount(after) else _label(match, LabelKind.NUMBER)
        return None
    match = _SINGLE.match(text)
    if match:
        return _label(match, LabelKind.NUMBER)
    match = _ROMAN.match(text)
    if match and _ROMAN_VALUE.fullmatch(match.group("value")):
        return _label(match, LabelKind.ROMAN)
    match = _LETTER.match(text)
    if match and not _ABBREVIATED.match(text):
        return _label(match, LabelKind.LETTER)
    match = _CAPITAL.match(text)
    if match and (heading or match.group("stop") == ")"):
        return _label(match, LabelKind.LETTER)
    if match and _is_numeral(match.group("value"), text[match.end() :]):
        return _label(match, LabelKind.ROMAN)
    match = _BARE.match(text) if heading else None
    return _label(match, LabelKind.NUMBER) if match else None


def _is_numeral(value: str, after: str) -> bool:
    """Whether capitals with a full stop are a Roman numeral and not the initial of a name."""
    if _ROMAN_VALUE.fullmatch(value.lower()) is None:
        return False
    return len(value) > 1 or _NAME.match(after) is None


def _is_amount(after: str) -> bool:
    return bool(re.match(r"(?:euro|EUR|procent|miljoen|miljard|uur|%|€)", after))


def printed_kind(printed: str) -> LabelKind | None:
    """The kind of a label that stands alone, as a word processor prints it."""
    label = split_label(printed.strip() + " X", heading=True)
    return label.kind if label else None


def is_successor(before: Label, after: Label) -> bool:
    """Whether ``after`` is what a reader expects next to ``before`` in one list."""
    if before.kind is LabelKind.BULLET or after.kind is LabelKind.BULLET:
        return before.kind is after.kind and before.printed == after.printed
    letters = (LabelKind.LETTER, LabelKind.ROMAN)
    if before.kind is not after.kind and not (before.kind in letters and after.kind in letters):
        return False
    return any(
        rank_after - rank_before == 1
        for rank_before in _ranks(before)
        for rank_after in _ranks(after)
    )


def is_first(label: Label) -> bool:
    """Whether a list may begin with this label."""
    return label.kind is LabelKind.BULLET or 1 in _ranks(label)


def _ranks(label: Label) -> list[int]:
    """The places in a list that the label may stand for ("i" is the ninth letter, or one)."""
    value = label.value.lower()
    if value[:1].isdigit():
        last = re.split(r"[.:]", value)[-1]
        digits = re.match(r"\d+", last)
        return [int(digits.group())] if digits else []
    ranks = []
    if len(set(value)) == 1 and value.isalpha():
        ranks.append(ord(value[0]) - 96 + 26 * (len(value) - 1))
    if value and _ROMAN_VALUE.fullmatch(value):
        ranks.append(_roman(value))
    return ranks


def _roman(value: str) -> int:
    worth = [{"i": 1, "v": 5, "x": 10}[letter] for letter in value] + [0]
    return sum(-low if low < high else low for low, high in pairwise(worth))


class Trail:
    """Where a reader is in the numbered items under one heading.

    Feed it the label of every list item in order; it says how deep the item stands (from 1) and
    how to cite it below its heading. The depth follows from the kinds of the labels: a kind not
    seen yet goes deeper, one seen before goes back to its level.
    """

    def __init__(self) -> None:
        self._stack: list[Label] = []
        self._depths: list[int] = []

    def reset(self) -> None:
        """A new heading: its items start anew."""
        self._cut(0)

    def feed(self, label: Label, depth: int | None = None) -> int:
        """Take in the next item's label; ``depth`` where the source says it. Returns the depth.

        A source may begin at any depth (Word numbers the members of an article at its second
        level): what counts is which items stand above, not how many levels the source has.
        """
        if depth is None:
            depth = self._depth_of(label)
            self._cut(depth - 1)
        else:
            self._cut(sum(above < depth for above in self._depths))
        self._stack.append(label)
        self._depths.append(depth)
        return max(depth, 1)

    def close_bullets(self) -> None:
        """Running text ends the bullets above it; a number may go on after it."""
        while self._stack and self._stack[-1].kind is LabelKind.BULLET:
            self._cut(len(self._stack) - 1)

    def _cut(self, length: int) -> None:
        del self._stack[max(0, length) :]
        del self._depths[max(0, length) :]

    def _depth_of(self, label: Label) -> int:
        for index in range(len(self._stack) - 1, -1, -1):
            before = self._stack[index]
            if is_successor(before, label) and _alike(before, label):
                return index + 1
        for index, before in enumerate(self._stack):
            if before.kind is label.kind and _alike(before, label):
                return index + 1
        return len(self._stack) + 1

    def place(self, *, in_article: bool, depth: int | None = None) -> str:
        """The items above, as cited: "lid 2, onderdeel a" in an article, else "onder 2, onder a".

        Numbers directly under an article are its members (leden); a number of many parts
        ("3.1.2") says the whole place by itself. ``depth`` cites no deeper.
        """
        words: list[str] = []
        for label in self._stack[:depth]:
            value = label.value
            if label.kind is LabelKind.BULLET:
                continue
            if label.kind is LabelKind.NUMBER and "." in value:
                words = [value]
            elif (
                label.kind is LabelKind.LID
                or label.kind is LabelKind.NUMBER
                and in_article
                and not words
            ):
                words.append(f"lid {value}")
            elif label.kind is LabelKind.DEGREE:
                words.append(f"onder {value}°")
            elif label.kind in (LabelKind.DIVISION, LabelKind.ARTICLE):
                words.append(label.printed)
            elif in_article and not any(word.startswith("onderdeel") for word in words):
                words.append(f"onderdeel {value}")
            else:
                words.append(f"onder {value}")
        return ", ".join(words)


def _alike(before: Label, after: Label) -> bool:
    """Whether two labels are printed in one style, and so may stand in one list."""
    if before.kind is LabelKind.BULLET:
        return after.kind is LabelKind.BULLET and before.printed == after.printed
    letters = {LabelKind.LETTER, LabelKind.ROMAN}
    if after.kind in letters and before.value.isupper() != after.value.isupper():
        return False
    if before.kind is not after.kind:
        return {before.kind, after.kind} <= letters and is_successor(before, after)
    if before.kind is not LabelKind.NUMBER:
        return True
    stops = [label.printed[len(label.printed.rstrip(".):")) :] for label in (before, after)]
    dots = [label.value.count(".") for label in (before, after)]
    return stops[0] == stops[1] and dots[0] == dots[1]


def cite(heading: Label, place: str) -> str:
    """``place`` (see `Trail.place`) under the heading that holds it: "Artikel 7, lid 2".

    A contract's "3.1" under "Artikel 3" is "Artikel 3.1"; under "3" it is "3.1".
    """
    base = heading_place(heading)
    if place.startswith(f"{heading.value}."):
        return base.removesuffix(heading.value) + place
    return f"{base}, {place}" if place else base


def heading_place(label: Label) -> str:
    """A heading's label as cited: "Artikel 7", "Hoofdstuk 2", "2.1"."""
    return label.printed.rstrip(" .:–—-)")
