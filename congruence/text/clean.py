"""Cleaning that keeps the way back: named cleaners over a text that knows its source offsets.

A cleaner is a function from `Traced` to `Traced`; `clean` composes them. The wording is never
changed: cleaners mend what typesetting and converters leave behind (ligatures, soft hyphens,
runs of white space), so that a quote stays a quote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from congruence.model import OffsetMap

_WHITE = r"[\s\u200b\u2060\ufeff]"
# Every run of white space but the lone ordinary space, which most are and which stays as it is.
_SPACE = re.compile(rf"(?! (?!{_WHITE})){_WHITE}+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\ufb05": "st", "\ufb06": "st", "\u0132": "IJ", "\u0133": "ij",
}  # fmt: skip
_LIGATURE = re.compile("[" + "".join(_LIGATURES) + "]")


@dataclass(frozen=True, slots=True)
class Traced:
    """A text with, for each character, its offset in the source (None: put there by cleaning)."""

    text: str
    positions: Sequence[int | None]

    @classmethod
    def of(cls, text: str, start: int = 0) -> Traced:
        """The text as it stands in its source from offset ``start`` on."""
        return cls(text, range(start, start + len(text)))

    @classmethod
    def joined(cls, parts: Iterable[Traced], separator: str = "") -> Traced:
        """The parts in order; the separators have no source."""
        text: list[str] = []
        positions: list[int | None] = []
        for number, part in enumerate(parts):
            if number:
                text.append(separator)
                positions.extend([None] * len(separator))
            text.append(part.text)
            positions.extend(part.positions)
        return cls("".join(text), positions)

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, start: int, end: int | None = None) -> Traced:
        """The stretch from ``start`` to ``end``, with its positions."""
        return Traced(self.text[start:end], self.positions[start:end])

    def strip(self) -> Traced:
        """Without white space at either end."""
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(start, len(self.text.rstrip())))

    def sub(self, pattern: re.Pattern[str], put: str | int | Callable[[str], str] = "") -> Traced:
        """Replace each match of ``pattern``.

        Args:
            pattern: what to replace.
            put: the replacement; an ``int`` keeps that group with its own positions; a function
                gives the replacement of a matched text. Replacing characters stand at the
                positions of the matched ones as far as these reach.
        """
        text: list[str] = []
        positions: list[int | None] = []
        last = 0
        for match in pattern.finditer(self.text):
            start, end = match.span()
            text.append(self.text[last:start])
            positions.extend(self.positions[last:start])
            if isinstance(put, int):
                low, high = match.span(put)
                text.append(self.text[low:high])
                positions.extend(self.positions[low:high])
            else:
                new = put if isinstance(put, str) else put(match.group())
                old = self.positions[start:end]
                text.append(new)
                positions.extend(old[i] if i < len(old) else None for i in range(len(new)))
            last = end
        if not last and not text:
            return self
        text.append(self.text[last:])
        positions.extend(self.positions[last:])
        return Traced("".join(text), positions)

    @property
    def origin(self) -> OffsetMap:
        """The map from this text to its source."""
        if isinstance(self.positions, range) and self.positions.step == 1:
            return OffsetMap.identity(len(self.text), self.positions.start)
        return OffsetMap.from_positions(self.positions)


Cleaner = Callable[[Traced], Traced]


def spaces(text: Traced) -> Traced:
    """Every run of white space (no-break and zero-width spaces too) becomes one space."""
    return text.sub(_SPACE, " ")


def soft_hyphens(text: Traced) -> Traced:
    """Drop soft hyphens and other characters that are not seen on paper."""
    return text.sub(_INVISIBLE)


def controls(text: Traced) -> Traced:
    """Drop control characters and lone surrogates, which no output format can hold."""
    return text.sub(_CONTROL)


def ligatures(text: Traced) -> Traced:
    """Typographic ligatures become letters, so that words can be found."""
    return text.sub(_LIGATURE, _LIGATURES.__getitem__)


STANDARD: tuple[Cleaner, ...] = (controls, ligatures, spaces, soft_hyphens)


def clean(text: Traced, cleaners: Iterable[Cleaner] = STANDARD) -> Traced:
    """``text`` through the cleaners in order, stripped at both ends."""
    for cleaner in cleaners:
        text = cleaner(text)
    return text.strip()


def tidy(text: str) -> str:
    """The standard cleaning of a text whose source offsets are not kept."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = _CONTROL.sub("", text)
    text = _LIGATURE.sub(lambda match: _LIGATURES[match.group()], text)
    return _INVISIBLE.sub("", _SPACE.sub(" ", text)).strip()


def ink(text: str) -> int:
    """How many characters other than white space (and invisible ones) ``text`` holds.

    Ligatures count as the letters they stand for, as `tidy` writes them.
    """
    bare = "".join(text.split())
    if bare.isascii() and bare.isprintable():
        return len(bare)
    extra = sum(len(_LIGATURES[found]) - 1 for found in _LIGATURE.findall(bare))
    return len(_CONTROL.sub("", _INVISIBLE.sub("", bare))) + extra
