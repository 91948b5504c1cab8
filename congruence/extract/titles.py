"""Titles that are only set as such: a short line in bold, italics or larger letters above text.

Underlining counts as italics.

Careful on purpose: a paragraph taken for a heading would drop out of every comparison.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from congruence.extract.headings import is_caption
from congruence.extract.pieces import Piece
from congruence.model import BlockKind
from congruence.text.labels import Label, LabelKind, split_label

_LONGEST = 100
_MOST_WORDS = 12
_MOST_IN_ITALICS = 8
_LARGER = 1.15
_DEEPEST = 9
_WORD = re.compile(r"[^\W\d_]{3}")
_NO_TITLE = re.compile(
    r"https?:|www\.|\S+@\S+\.|\d{1,2}\s+\w+\s+\d{4}$|(?:\w+,\s+)?\d{1,2}[-/ ]\S+[-/ ]\d{2,4}$|"
    r"(?:bron|datum|betreft|kenmerk|noot|let op|zie ook)\b",
    re.IGNORECASE,
)
# What stands on a cover below the title, and names nothing.
_COVER = re.compile(r"(?:.*\W)?(?:versie|concept|ontwerp|definitief|vastgesteld|status)\b", re.I)
_COVER_LINES = 8
_OF_TITLES = (LabelKind.NUMBER, LabelKind.DIVISION, LabelKind.ARTICLE)
_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE)


@dataclass(frozen=True, slots=True)
class Setting:
    """How the letters of a whole paragraph are set.

    Attributes:
        bold, italic: true for nearly all of them.
        size: that of most of them, in any unit that is the same throughout a document.
        level: that of the heading style its letters have, where they have one.
        boxed: whether it stands in a frame, whose title says nothing of the text after it.
    """

    bold: bool = False
    italic: bool = False
    size: float = 0
    level: int | None = None
    boxed: bool = False


def is_title(text: str) -> bool:
    """Whether a line reads as a title: short, some real word, no end of a sentence."""
    return (
        0 < len(text) <= _LONGEST
        and len(text.split()) <= _MOST_WORDS
        and text[-1] not in ".;:,"
        and _WORD.search(text) is not None
    )


def find_titles(
    pieces: Sequence[Piece], settings: Mapping[int, Setting], *, headed: bool
) -> dict[int, Piece]:
    """The paragraphs among ``pieces`` that are titles, made headings, by their index.

    Where the source names its headings (``headed``), a title must stand right above text that is
    set otherwise, and comes one level below the heading it stands under. Elsewhere every bold
    line that reads as a title is one, because they are all the structure there is.

    Args:
        pieces: in reading order.
        settings: how the paragraphs among them are set, by their index.
        headed: whether the source names headings itself.
    """
    usual = _usual(pieces, settings)
    ranks = {at: _rank(setting, usual) for at, setting in settings.items()}
    found: dict[int, tuple[int, ...]] = {}
    following: int | None = None
    for at in range(len(pieces) - 1, -1, -1):
        piece, rank = pieces[at], ranks.get(at)
        cover = at < _COVER_LINES and headed and _COVER.match(piece.text) is not None
        if rank is not None and not cover and _may_be(piece, settings[at], rank):
            full = (*rank, _depth(piece))
            plain = not headed and settings[at].bold and piece.kind is BlockKind.PARAGRAPH
            if plain or _stands_above(pieces, at, following, ranks, full, found):
                found[at] = full
        if piece.kind is not BlockKind.FOOTNOTE:
            following = at
    return _levelled(pieces, settings, found, headed=headed)


def _usual(pieces: Sequence[Piece], settings: Mapping[int, Setting]) -> Setting:
    """How most of the text is set: what is set so stands out from nothing."""
    sizes: Counter[float] = Counter()
    bold = italic = total = 0
    for at, setting in settings.items():
        length = len(pieces[at].text)
        sizes[setting.size] += length
        bold += length * setting.bold
        italic += length * setting.italic
        total += length
    size = max(sizes, key=lambda each: (sizes[each], -each), default=0)
    return Setting(2 * bold > total, 2 * italic > total, size)


def _rank(setting: Setting, usual: Setting) -> tuple[int, ...] | None:
    """What makes a paragraph stand out, the stronger first; None for nothing."""
    larger = 0 < usual.size * _LARGER <= setting.size
    bold, italic = setting.bold and not usual.bold, setting.italic and not usual.italic
    if setting.level is not None:
        return (0, setting.level)
    if not (larger or bold or italic):
        return None
    return (1, -int(setting.size) if larger else 0, int(not bold), int(italic))


def _depth(piece: Piece) -> int:
    """How many numbers the label of a title has ("2.1": two).

    A title without any goes below those, and one that is an item of a list below that.
    """
    label = _label(piece)
    numbers = len(re.findall(r"\d+", label.value)) if label else _DEEPEST
    return numbers + (_DEEPEST if piece.kind is BlockKind.LIST_ITEM else 0)


def _label(piece: Piece) -> Label | None:
    text = piece.text if piece.label is None else f"{piece.label} {piece.text}"
    return split_label(text, heading=True)


def _may_be(piece: Piece, setting: Setting, rank: tuple[int, ...]) -> bool:
    text = piece.text
    numbered = piece.kind is BlockKind.LIST_ITEM and piece.label is not None
    if setting.boxed or not (numbered or piece.kind is BlockKind.PARAGRAPH):
        return False
    if not is_title(text) or is_caption(text) or _NO_TITLE.match(text):
        return False
    label = _label(piece)
    cut = label.end if label is not None and not numbered else 0
    if label is not None and label.kind not in _OF_TITLES or numbered and label is None:
        return False
    if cut >= len(text) or text[cut].islower():
        return False
    only_italic = setting.italic and not setting.bold and len(rank) > 2 and not rank[1]
    return numbered or not only_italic or len(text.split()) <= _MOST_IN_ITALICS


def _stands_above(
    pieces: Sequence[Piece],
    at: int,
    following: int | None,
    ranks: Mapping[int, tuple[int, ...] | None],
    rank: tuple[int, ...],
    found: Mapping[int, tuple[int, ...]],
) -> bool:
    """Whether text follows that is set otherwise, or a title of a lower rank."""
    announced = at > 0 and pieces[at - 1].text.endswith(":")
    if following is None or (announced and pieces[at].kind is BlockKind.PARAGRAPH):
        return False
    after = pieces[following]
    if following in found:
        return found[following] > rank
    if after.kind not in _TEXT or ranks.get(following) == rank[:-1]:
        return False
    if after.kind is BlockKind.LIST_ITEM:
        return pieces[at].kind is BlockKind.PARAGRAPH
    ends = after.text.rstrip("”’\"')")[-1:]
    return len(after.text) > len(pieces[at].text) or ends in (".", ":", ";", "?", "!")


def _levelled(
    pieces: Sequence[Piece],
    settings: Mapping[int, Setting],
    found: Mapping[int, tuple[int, ...]],
    *,
    headed: bool,
) -> dict[int, Piece]:
    """The titles with their depth: below the heading before them, a weaker one below a stronger."""
    # Where headings get their depth from their numbers ("Artikel 3", "2.1"), so do these.
    by_label = any(p.kind is BlockKind.HEADING and p.level is None for p in pieces) or (
        not headed and any(split_label(pieces[at].text, heading=True) for at in found)
    )
    above = 0
    open_ranks: list[tuple[int, ...]] = []
    titles: dict[int, Piece] = {}
    for at, piece in enumerate(pieces):
        if piece.kind is BlockKind.HEADING:
            above = piece.level or above
            open_ranks.clear()
        if at not in found:
            continue
        named = settings[at].level
        if named is not None:
            above = named - 1
            open_ranks.clear()
        while open_ranks and open_ranks[-1] >= found[at]:
            open_ranks.pop()
        open_ranks.append(found[at])
        level = None if by_label else min(above + len(open_ranks), _DEEPEST)
        titles[at] = replace(piece, kind=BlockKind.HEADING, level=level)
    return titles
