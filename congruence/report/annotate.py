"""Remarks in a copy of the draft itself: comments in Word, highlights with notes in PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from congruence.model import BlockKind, Document
from congruence.report.anchoring import Anchors

AUTHOR = "congruence"
INITIALS = "c"


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on ``text[start:end]`` of a block, in code points."""

    block: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A remark with the characters of the file it belongs to, end exclusive."""

    start: int
    end: int
    text: str


def annotator_for(document: Document) -> Callable[[Sequence[Remark], Path], int] | None:
    """What writes remarks into a copy of ``document``; None where its format has no margin.

    The function takes the remarks and the path of the copy, and returns how many remarks could
    not be put at their own words (they stand at the passage before, never nowhere).
    """
    source = Path(document.path)
    if document.format == "docx":
        from congruence.report.annotate_docx import annotate_docx

        return lambda remarks, out: annotate_docx(source, document, remarks, out)
    if document.format == "pdf":
        from congruence.report.annotate_pdf import annotate_pdf

        return lambda remarks, out: annotate_pdf(source, document, remarks, out)
    return None


def placed(
    document: Document, remarks: Sequence[Remark], characters: str
) -> tuple[list[Placed], int]:
    """Find the words of every remark in ``characters``; the second value counts the strays.

    A remark on a footnote stands at the passage that holds its mark: a note has no margin. A
    stray stands at the passage before it.
    """
    anchors = Anchors(characters)
    holders = {note: block.id for block in document.blocks for note in block.notes}
    wanted: dict[str, list[Remark]] = {}
    for remark in remarks:
        wanted.setdefault(remark.block, []).append(remark)
    done: list[Placed] = []
    strays = 0
    last: tuple[int, int] | None = None
    places: dict[str, tuple[int, int]] = {}
    late: list[Remark] = []
    for block in document.blocks:
        mine = wanted.get(block.id, [])
        if block.kind is BlockKind.FOOTNOTE:
            late += mine
            continue
        spans = [(0, len(block.text)), *((remark.start, remark.end) for remark in mine)]
        whole, *found = anchors.find(block.text, spans)
        last = whole or last
        if whole is not None:
            places[block.id] = whole
        for remark, place in zip(mine, found, strict=True):
            strays += place is None
            spot = place or whole or last or (0, 1)
            done.append(Placed(*spot, remark.text))
    for remark in late:
        spot = places.get(holders.get(remark.block, ""), last or (0, 1))
        done.append(Placed(*spot, remark.text))
    return done, strays
