"""Running heads, feet and page numbers: what returns at one place on many pages."""

from __future__ import annotations

import re
from collections import defaultdict

from congruence.extract.pdf_lines import Line
from congruence.model import FurnitureKind

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:(?:pagina|bladzijde|blad|blz\.?|p\.|page|pag\.?)\s*)?[-–]?\s*\d{1,4}\s*[-–]?"
    r"(?:\s*(?:van|of|/|\|)\s*(?:de\s+)?\d{1,4})?|[ivxlc]{1,6}",
    re.IGNORECASE,
)
_OF_ALL = re.compile(r"(\d{1,4})\s*(?:van|of|/|\|)\s*(?:de\s+)?(\d{1,4})$", re.IGNORECASE)
_PRINTED = re.compile(  # what a browser prints at the top left
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4},?\s+\d{1,2}:\d{2}(?:\s?[AP]M)?", re.IGNORECASE
)
_BAND = 0.14
_FEWEST_PAGES = 3
_SHARE = 0.3


def furniture_of(pages: list[list[Line]], heights: list[float]) -> dict[int, FurnitureKind]:
    """Which lines are furniture: ``id(line)`` -> kind.

    A line is furniture when it stands in the band at the top or foot of its page and its text
    (digits masked) stands at the same height on several other pages, or when it is a page number
    that counts on with those of other pages at its height. Body text that merely comes near the
    edge stays. In a document of one or two pages only what stands outermost is asked.

    Args:
        pages: the lines of each page.
        heights: the height of each page.
    """
    texts: dict[tuple[str, int], set[int]] = defaultdict(set)
    numbers: dict[tuple[int, int | None], set[int]] = defaultdict(set)
    edge: list[tuple[Line, bool]] = []
    inked = 0
    for lines, height in zip(pages, heights, strict=True):
        inked += bool(lines)
        for line in lines:
            top, foot = line.y1 < _BAND * height, line.y0 > (1 - _BAND) * height
            if not (top or foot):
                continue
            edge.append((line, top))
            for at in _rungs(line):
                texts[(_masked(line.text), at)].add(line.page)
                if _is_number(line.text):
                    numbers[(at, _ahead(line))].add(line.page)
    needed = max(_FEWEST_PAGES, min(_SHARE * inked, 12))
    if inked < _FEWEST_PAGES:  # few pages prove little: only what stands outermost
        needed = 2
        edge = [(line, top) for line, top in edge if _is_outermost(line, top, edge)]
    found = _printed(edge, len(pages)) if inked < _FEWEST_PAGES else {}
    for line, top in edge:
        if id(line) in found:
            continue
        if _is_number(line.text):
            if not _opens_note(line, edge) and any(
                len(numbers[(at, _ahead(line))]) >= needed for at in _rungs(line)
            ):
                found[id(line)] = FurnitureKind.PAGE_NUMBER
        elif any(len(texts[(_masked(line.text), at)]) >= needed for at in _rungs(line)):
            found[id(line)] = FurnitureKind.HEADER if top else FurnitureKind.FOOTER
    _take_beside(edge, found)
    return found


def _is_outermost(line: Line, top: bool, edge: list[tuple[Line, bool]]) -> bool:
    """Whether no line stands between this one and the edge of its page."""
    off = 0.5 * line.size
    return not any(
        other.page == line.page
        and side == top
        and (other.base < line.base - off if top else other.base > line.base + off)
        for other, side in edge
    )


def _printed(edge: list[tuple[Line, bool]], pages: int) -> dict[int, FurnitureKind]:
    """What one page alone shows to be no text: "1 van 2" of two pages, the date of a print."""
    found: dict[int, FurnitureKind] = {}
    for line, top in edge:
        text = line.text.strip()
        number = _OF_ALL.search(text) if _is_number(text) else None
        if number is not None and (int(number[1]), int(number[2])) == (line.page, pages):
            kind = FurnitureKind.PAGE_NUMBER
        elif top and _PRINTED.fullmatch(text):
            kind = FurnitureKind.HEADER
        else:
            continue
        found[id(line)] = kind
        for other, _top in edge:
            row = (other.page, round(other.base), other.size)
            if other is not line and row == (line.page, round(line.base), line.size):
                found[id(other)] = FurnitureKind.HEADER if top else FurnitureKind.FOOTER
    return found


def _take_beside(edge: list[tuple[Line, bool]], found: dict[int, FurnitureKind]) -> None:
    """Take what shares its row and type size with a running head: the title of the chapter."""
    rows = {
        (line.page, round(line.base), line.size)
        for line, _top in edge
        if found.get(id(line)) in (FurnitureKind.HEADER, FurnitureKind.FOOTER)
    }
    for line, top in edge:
        if id(line) not in found and (line.page, round(line.base), line.size) in rows:
            found[id(line)] = FurnitureKind.HEADER if top else FurnitureKind.FOOTER


def _rungs(line: Line) -> tuple[int, int]:
    """The heights a line counts for: two, so that rounding parts no equals."""
    return int(line.base // 6), int((line.base + 3) // 6) + 100_000


def _masked(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.split()).casefold())


def _opens_note(line: Line, edge: list[tuple[Line, bool]]) -> bool:
    """Whether a number has its words right beside it: that of a note, not of the page."""
    return any(
        other.page == line.page
        and abs(other.base - line.base) < 0.5 * other.size
        and 0 <= other.x0 - line.x1 < 3 * other.size
        and other.size > line.size
        for other, _top in edge
    )


def _ahead(line: Line) -> int | None:
    """How far a page number is ahead of the page: one series has one lead. None where it is Roman.

    The numbers of notes, which may stand at one height on many pages as well, are no series.
    """
    digits = _DIGITS.search(line.text)
    return int(digits.group()) - line.page if digits else None


def _is_number(text: str) -> bool:
    return _PAGE_NUMBER.fullmatch(text.strip()) is not None
