"""Tables of contents: lines that repeat what follows, set aside so that nothing is read twice."""

from __future__ import annotations

import re
from collections import Counter

from congruence.extract.pieces import Piece, Reading
from congruence.model import BlockKind, Furniture, FurnitureKind

_TITLE = re.compile(
    r"(?:korte |beknopte )?inhoud(?:sopgave)?|(?:table of )?contents|inhaltsverzeichnis", re.I
)
_LEADER = re.compile(r"\s*(?:[.…·_]\s?){4,}\s*[\divxlc]*\s*$", re.I)
_DOTS = ".…·_"
_PAGE = re.compile(r"\s+\d{1,4}$")
_NUMBER = re.compile(r"(\d{1,4})\s*$")
_KEY = re.compile(r"[\W_]+")
_LONGEST = 220
_MISSES = 2
_SURE = 3  # so many entries with a page number, and a further rising number is an entry too
_FARTHEST = 50


def set_aside_contents(reading: Reading) -> None:
    """Move the table of contents of ``reading`` from its pieces to its furniture.

    A line belongs to it when it has dot leaders to a page number, or when it stands in the run
    below a heading "Inhoud" and comes again further down the document.
    """
    taken = _leaders(reading.pieces) | _listed(reading.pieces)
    if not taken:
        return
    kept: list[Piece] = []
    moved: dict[int, int] = {}
    for index, piece in enumerate(reading.pieces):
        if index in taken:
            text = f"{piece.label} {piece.text}" if piece.label else piece.text
            reading.furniture.append(Furniture(FurnitureKind.TOC, text, piece.page))
        else:
            moved[index] = len(kept)
            kept.append(piece)
    reading.pieces[:] = kept
    reading.remarks[:] = [
        remark._replace(piece=None if remark.piece is None else moved.get(remark.piece))
        for remark in reading.remarks
    ]


def has_leader(text: str) -> bool:
    """Whether ``text`` ends in dots that lead to a page number."""
    if len(text) > _LONGEST or sum(map(text.count, _DOTS)) < 4:
        return False  # most lines: a search from every place in each of them takes long
    return _LEADER.search(text) is not None


def _leaders(pieces: list[Piece]) -> set[int]:
    return {
        index
        for index, piece in enumerate(pieces)
        if piece.kind is not BlockKind.TABLE_CELL
        and has_leader(piece.text)
        and re.search(r"\d\s*$", piece.text)
    }


def _key(piece: Piece) -> str:
    text = _LEADER.sub("", f"{piece.label or ''} {piece.text}")
    return _KEY.sub(" ", text).strip().lower()


def _listed(pieces: list[Piece]) -> set[int]:
    titles = [
        index for index, piece in enumerate(pieces) if _TITLE.fullmatch(piece.text.strip(" :"))
    ]
    if not titles:
        return set()
    keys = Counter(_key(piece) for piece in pieces)
    taken: set[int] = set()
    for title in titles:
        run = _run(pieces, title + 1, keys)
        if run:
            taken.add(title)
            taken.update(run)
    return taken


def _run(pieces: list[Piece], start: int, keys: Counter[str]) -> list[int]:
    """Find the lines from ``start`` on that stand elsewhere in the document too.

    The run ends where one of its own lines comes again: there the text itself begins.
    """
    run: list[int] = []
    seen: set[str] = set()
    misses = 0
    numbers: list[int] = []
    for index in range(start, len(pieces)):
        piece = pieces[index]
        key = _key(piece)
        bare = _PAGE.sub("", key)
        if bare in seen and not has_leader(piece.text):
            break
        again = keys[key] > 1 or (bare != key and keys[bare] > 0)
        number = _NUMBER.search(piece.text)
        if number is not None and (again or has_leader(piece.text)):
            numbers.append(int(number.group(1)))
        elif number is not None and len(numbers) >= _SURE:
            again = numbers[-1] <= int(number.group(1)) <= numbers[-1] + _FARTHEST
        if not key or (len(key) <= _LONGEST and (again or has_leader(piece.text))):
            run.append(index)
            seen.add(bare)
            misses = 0
            continue
        misses += 1
        if misses > _MISSES or len(piece.text) > _LONGEST:
            break
    return run if len(run) > 1 else []
