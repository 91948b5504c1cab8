"""Headings in text that does not mark them: short lines that stand alone above running text."""

from __future__ import annotations

import re
from dataclasses import replace

from congruence.extract.pieces import Piece
from congruence.model import BlockKind
from congruence.text.labels import Label, LabelKind, split_label

_LONGEST_LINE = 90
_MOST_WORDS = 12
_CAPTION = re.compile(
    r"(?:fig(?:uur|\.)?|tabel|afbeelding|grafiek|schema|kader|foto|diagram)\s*"
    r"(?:\d+[a-z]?|[IVX]+)(?:[.\-]\d+)*\s*(?P<stop>[.:–-])?\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_CAPTION = 250
_DIVISIONS = (LabelKind.DIVISION, LabelKind.ARTICLE)


def find_headings(pieces: list[Piece], alone: set[int]) -> list[Piece]:
    """``pieces`` with the headings among them made such.

    Careful on purpose: a paragraph taken for a heading would drop out of every comparison.

    Args:
        pieces: in reading order.
        alone: the indices of those that are one line between blank lines.
    """
    found: list[Piece] = []
    skip = False
    for index, piece in enumerate(pieces):
        if skip:
            skip = False
            continue
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        label = split_label(piece.text) if piece.kind is BlockKind.PARAGRAPH else None
        if label is not None and label.kind in _DIVISIONS:
            title = _title_of(label, piece, after, index + 1 in alone)
            if title is not None:
                skip = True
                found.append(_with_title(piece, label, title))
            else:
                found.append(replace(piece, kind=BlockKind.HEADING))
        elif index in alone and after is not None and _is_heading(piece, label, after):
            found.append(replace(piece, kind=BlockKind.HEADING))
        else:
            found.append(piece)
    return found


def is_caption(text: str) -> bool:
    """Whether a paragraph is the caption of a figure or table, not a sentence about it."""
    match = _CAPTION.fullmatch(text) if len(text) <= _LONGEST_CAPTION else None
    if match is None:
        return False
    rest = match.group("rest")
    return bool(match.group("stop")) or not rest or not rest[0].islower()


def names_division(text: str, *, heading: bool = False) -> bool:
    """Whether a text begins with the name of an article or chapter, as a title does."""
    found = split_label(text, heading=heading)
    return found is not None and found.kind in _DIVISIONS


def _title_of(label: Label, piece: Piece, after: Piece | None, alone: bool) -> Piece | None:
    """The line below "Hoofdstuk 2" that is its title, where there is one."""
    if label.kind is LabelKind.ARTICLE or label.end < len(piece.text) or after is None:
        return None
    if not alone or after.kind is not BlockKind.PARAGRAPH or split_label(after.text):
        return None
    short = len(after.text) <= 2 * _LONGEST_LINE and len(after.text.split()) <= 2 * _MOST_WORDS
    return after if short and after.text[-1] not in ".;:," else None


def _with_title(piece: Piece, label: Label, title: Piece) -> Piece:
    return replace(
        title,
        kind=BlockKind.HEADING,
        label=label.printed,
        extra=title.extra + piece.extra,
        marks=piece.marks + title.marks,
    )


def _is_heading(piece: Piece, label: Label | None, after: Piece) -> bool:
    text = piece.text
    if piece.kind is not BlockKind.PARAGRAPH or len(text) > _LONGEST_LINE:
        return False
    if len(text.split()) > _MOST_WORDS or text[-1] in ".;:,!" or not any(map(str.isalpha, text)):
        return False
    capital = label is not None and label.value.isupper()  # "II. Achtergrond"
    if label is not None and label.kind is not LabelKind.NUMBER and not capital:
        return False
    first = text[label.end :] if label else text
    if not first or not (first[0].isupper() or first[0] in "'‘“\"¿"):
        return False
    following = split_label(after.text)
    if label is not None and following is not None and following.kind is label.kind:
        return False
    sentence = after.text.rstrip("”’\"')")[-1:] in (".", ":", ";", "!", "?")
    return sentence and len(after.text) > len(text)
