"""Folding a text for finding words in it, with the way back.

Typesetting and converters leave soft hyphens, no-break spaces, ligatures, footnote marks glued to
words, Markdown emphasis and escapes in a text. Folded text has none of these and is lower case;
its `OffsetMap` leads back to the characters of the text it came from.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from congruence.model import OffsetMap, Segment, Span

_GONE = (
    r"[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]"  # not seen on paper
    r"|(?i:<sup>[^<]{0,12}</sup>)"
    r"|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079\u02e2]+"  # superscripts: footnote marks
    r"|\[\^[^\]\s]{1,20}\]"  # Markdown footnote marks
    r"|\\(?=[()\[\]*_#.!~&-])"  # Markdown escapes
    r"|\*+|(?<![^\W_])_+|_+(?![^\W_])"  # Markdown emphasis
    r"|(?<=\w)-\n\s*(?=(?!en\b|of\b)[a-zà-ÿ])"  # a word broken over two lines
)
_SPECIAL = re.compile(
    rf"(?P<gone>{_GONE})|(?P<space>[\u00a0\u2000-\u200a\u202f\u205f\u3000\t])"
    r"|(?P<hyphen>[\u2010\u2011])|(?P<quote>[\u2018\u2019\u02bc`´])"
    r"|(?P<ligature>[\ufb00-\ufb06\u0132\u0133])|(?P<combined>\w[\u0300-\u036f]+)"
)
# A quick look for characters that may have to be mended; most texts hold none.
_MAY = (
    "\u00ad\u200b-\u200f\u2060-\u2064\ufeff<\u00b9\u00b2\u00b3\u2070\u2074-\u2079\u02e2\\[\\\\*_"
    "\u00a0\u2000-\u200a\u202f\u205f\u3000\t\u2010\u2011\ufb00-\ufb06\u0132\u0133\u0300-\u036f"
)
_QUOTES = "\u2018\u2019\u02bc`´"
_MAY_MEND = re.compile(rf"[{_MAY}]|-\n")
_MAY_MEND_QUOTES = re.compile(rf"[{_MAY}{_QUOTES}]|-\n")
_PLAIN = {"space": " ", "hyphen": "-", "quote": "'"}


@dataclass(frozen=True, slots=True)
class Folded:
    """Text fit for matching; ``origin`` maps it to the text it came from."""

    text: str
    origin: OffsetMap

    def to_source(self, start: int, end: int) -> Span:
        """The span of the unfolded text that holds the folded characters."""
        return self.origin.to_source(Span(start, end))


def fold(text: str, *, lower: bool = True) -> Folded:
    """Fold ``text``; linear in its length, and close to free where there is nothing to mend.

    With ``lower=False`` capitals and curly quotation marks stay, for reading sentences.
    """
    if lower:
        folded = text.lower()
        if len(folded) != len(text):  # a few letters grow in lower case: keep those as they are
            folded = "".join(low if len(low := old.lower()) == 1 else old for old in text)
        return _fold(folded, keep_quotes=False)
    return _fold(text, keep_quotes=True)


def _fold(lower: str, *, keep_quotes: bool) -> Folded:
    quick = _MAY_MEND if keep_quotes else _MAY_MEND_QUOTES
    if quick.search(lower) is None:
        return Folded(lower, OffsetMap.identity(len(lower)))
    pieces: list[str] = []
    segments: list[Segment] = []
    length = last = 0
    for match in _SPECIAL.finditer(lower):
        low, high = match.span()
        if low > last:
            pieces.append(lower[last:low])
            segments.append(Segment(length, last, low - last))
            length += low - last
        last = high
        new = match.group() if keep_quotes and match["quote"] else _replacement(match)
        if new:
            pieces.append(new)
            segments.extend(
                Segment(length + at, min(low + at, high - 1), 1) for at in range(len(new))
            )
            length += len(new)
    if last < len(lower):
        pieces.append(lower[last:])
        segments.append(Segment(length, last, len(lower) - last))
    return Folded("".join(pieces), OffsetMap(tuple(segments)))


def _replacement(match: re.Match[str]) -> str:
    kind = match.lastgroup or "gone"
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind == "gone":
        return ""
    if kind == "ligature":
        return unicodedata.normalize("NFKC", match.group())
    return unicodedata.normalize("NFC", match.group())
