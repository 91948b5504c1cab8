"""Words, looks and lines: how a text is measured and broken before it goes on a page.

Widths are those of the fonts that MuPDF brings along; words are broken where
``texts/afbreken.txt`` allows it and at hyphens of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pymupdf

from demo_corpus.markup import Run

NOTE_SIZE, MARK_SCALE = 8.2, 0.62
INK, ACCENT, GREY = (0.1, 0.1, 0.1), (0.0, 0.29, 0.36), (0.42, 0.42, 0.42)
WORDS = re.compile(r"\S+")
HYPHENATED = Path(__file__).parent / "texts" / "afbreken.txt"


@dataclass(frozen=True, slots=True)
class Look:
    """How one kind of item is set: font, size and distances in points."""

    font: str = "tiro"
    size: float = 10.6
    leading: float = 15.2
    before: float = 0.0
    after: float = 7.0
    indent: float = 0.0
    colour: tuple[float, float, float] = INK
    ragged: bool = False


LOOKS = {
    "paragraph": Look(),
    "heading1": Look("hebo", 16, 21, 10, 9, colour=ACCENT, ragged=True),
    "heading2": Look("hebo", 11.5, 15, 10, 4, colour=ACCENT, ragged=True),
    "quote": Look("tiit", indent=22, after=9),
    "numbered": Look(indent=18, after=4),
    "bullet": Look(indent=14, after=3.5),
    "caption": Look("hebo", 9, 13, 6, 4, ragged=True),
    "cell": Look("helv", 8.8, 12, after=0, ragged=True),
    "note": Look(size=NOTE_SIZE, leading=10.6, after=2, indent=11),
    "column": Look(size=9.6, leading=13.2, after=5),
}


@cache
def font(name: str) -> pymupdf.Font:
    """One of MuPDF's own fonts, so that no font has to be installed."""
    return pymupdf.Font(name)


@cache
def break_points() -> dict[str, tuple[int, ...]]:
    """Where the words of the texts may be broken, at least three letters from either end."""
    points = {}
    for word in HYPHENATED.read_text(encoding="utf-8").split():
        lengths = [len(part) for part in word.split("-")]
        cuts = [sum(lengths[: at + 1]) for at in range(len(lengths) - 1)]
        whole = word.replace("-", "")
        points[whole] = tuple(cut for cut in cuts if 3 <= cut <= len(whole) - 3)
    return points


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a word in one font; ``note`` marks a footnote, raised and small."""

    text: str
    font: str
    size: float
    note: int | None = None

    @property
    def width(self) -> float:
        """In points."""
        return float(font(self.font).text_length(self.text, self.size))


Word = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line, the distance between them, and the footnotes they mark."""

    words: tuple[Word, ...]
    space: float
    notes: tuple[int, ...]


def width(word: Word) -> float:
    return sum(piece.width for piece in word)


def words_of(runs: tuple[Run, ...], look: Look) -> list[Word]:
    """Cut runs into words; a footnote mark and a change of font stay inside their word."""
    words: list[list[Piece]] = []
    glued = False
    for run in runs:
        if run.change == "del":
            continue
        if run.note is not None:
            mark = Piece(str(run.note), look.font, look.size * MARK_SCALE, run.note)
            words[-1].append(mark)
            continue
        face = "tiit" if run.italic and look.font == "tiro" else look.font
        for match in WORDS.finditer(run.text):
            piece = Piece(match[0], face, look.size)
            if glued and match.start() == 0 and words:
                words[-1].append(piece)
            else:
                words.append([piece])
        glued = not run.text[-1:].isspace()
    return [tuple(word) for word in words]


def split_word(word: Word, room: float) -> tuple[Word, Word] | None:
    """Break a word's first piece so that its beginning and a hyphen fit in ``room``."""
    first, rest = word[0], word[1:]
    core = re.match(r"\W*", first.text)
    skip = core.end() if core else 0
    stem = re.match(r"[^\W\d_]+", first.text[skip:])
    cuts = [(skip + at, "-") for at in break_points().get(stem[0].lower() if stem else "", ())]
    cuts += [(match.end(), "") for match in re.finditer(r"(?<=\w)-(?=\w)", first.text)]
    for cut, hyphen in sorted(cuts, reverse=True):
        head = Piece(first.text[:cut] + hyphen, first.font, first.size)
        if head.width <= room:
            return (head,), (Piece(first.text[cut:], first.font, first.size), *rest)
    return None


def break_lines(words: list[Word], room: float, look: Look) -> list[Line]:
    """Fill lines greedily; justified unless the look is ragged."""
    gap = float(font(look.font).text_length(" ", look.size))
    lines: list[Line] = []
    current: list[Word] = []
    used = 0.0
    queue = list(words)

    def close(last: bool) -> None:
        notes = tuple(piece.note for word in current for piece in word if piece.note is not None)
        slack = room - used
        stretch = 0.0 if last or look.ragged or len(current) < 2 else slack / (len(current) - 1)
        lines.append(Line(tuple(current), gap + stretch, notes))
        current.clear()

    while queue:
        word = queue.pop(0)
        lead = gap if current else 0.0
        if used + lead + width(word) <= room or not current:
            current.append(word)
            used += lead + width(word)
            continue
        parts = None if look.ragged else split_word(word, room - used - lead)
        if parts:
            current.append(parts[0])
            used += lead + width(parts[0])
        queue.insert(0, parts[1] if parts else word)
        close(last=False)
        used = 0.0
    if current:
        close(last=True)
    return lines
