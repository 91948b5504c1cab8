"""Sentences and clauses of Dutch prose, with their places."""

from __future__ import annotations

import re
from functools import lru_cache

from congruence.model import Span
from congruence.text.lexicon import load_lexicon

_END = re.compile(r"[.!?…]+[\"'’”»)\]⁰¹²³⁴⁵⁶⁷⁸⁹]*(?=\s|$)")
_OPENING = "\"'‘“«([„"
_LAST_WORD = re.compile(r"[\w.]+$")
_LONGEST_ABBREVIATION = 40  # how far back to look: the whole text would make it quadratic
# A clause ends after these marks, or before a conjunction that opens a new one.
_CLAUSE = re.compile(
    r"(?<=[;:])\s+|(?<=,)\s+(?=(?:en|maar|of|tenzij|indien|als|wanneer|zodat|waarbij|mits|terwijl|"
    r"omdat|zodra|voordat|nadat|hoewel|opdat|want|dus|waarin|waarvan|waarop|waardoor|die|dat)\b)"
    r"|\s+(?=(?:tenzij|mits|indien|zodat|omdat|hoewel|opdat)\b)",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    lexicon = load_lexicon("abbreviations")
    return frozenset(lexicon["always"]), frozenset(lexicon["maybe"])


def _ends_sentence(text: str, start: int, mark: re.Match[str]) -> bool:
    follows = text[mark.end() : mark.end() + 200].lstrip().lstrip(_OPENING)
    if not follows:
        return True
    if mark.group()[0] != ".":
        return not follows[0].islower()
    always, maybe = _abbreviations()
    before = _LAST_WORD.search(
        text[max(start, mark.start() - _LONGEST_ABBREVIATION) : mark.start()]
    )
    word = before.group().lower() if before else ""
    initial = len(word) == 1 and word.isalpha() and text[mark.start() - 1].isupper()
    if word in always or initial:
        return False
    # "1. Het college": a printed number is no sentence of its own.
    numeral = re.fullmatch(r"\d{1,3}", text[start : mark.start()].strip())
    if numeral:
        return False
    if word in maybe:
        return follows[0].isupper()
    return not follows[0].islower()


def sentences(text: str) -> list[Span]:
    """Spans of the sentences of ``text``, without the white space around them."""
    spans: list[Span] = []
    start = 0
    for mark in _END.finditer(text):
        if _ends_sentence(text, start, mark):
            spans.append(_trimmed(text, start, mark.end()))
            start = mark.end()
    if text[start:].strip():
        spans.append(_trimmed(text, start, len(text)))
    return [span for span in spans if span.end > span.start]


def clauses(text: str, *, shortest: int = 3) -> list[Span]:
    """Spans of the clauses of ``text``: sentences cut at punctuation and conjunctions.

    A piece under ``shortest`` words stays with the piece before it.
    """
    spans: list[Span] = []
    for sentence in sentences(text):
        pieces: list[Span] = []
        start = sentence.start
        cuts = [m.span() for m in _CLAUSE.finditer(text, sentence.start, sentence.end)]
        for low, high in [*cuts, (sentence.end, sentence.end)]:
            piece = _trimmed(text, start, low)
            short = len(text[piece.start : piece.end].split()) < shortest
            if pieces and short:
                pieces[-1] = Span(pieces[-1].start, piece.end)
            elif piece.end > piece.start:
                pieces.append(piece)
            start = high
        if len(pieces) > 1 and len(text[pieces[0].start : pieces[0].end].split()) < shortest:
            pieces[:2] = [Span(pieces[0].start, pieces[1].end)]
        spans.extend(pieces)
    return spans


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
