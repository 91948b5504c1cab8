"""What is aligned: a block of running text, or a table row as a whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from congruence.model import Block, BlockKind, Document

_WORD = re.compile(r"\w+", re.UNICODE)
# The raised number that points at a note; it changes when a note before it comes or goes.
NOTE_MARK = re.compile("[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+")
# A bullet or number that some readers set apart as the label and others leave in the text.
_GLUED_LABEL = re.compile(
    r"^\s*(?:[-–—•·*▪◦○■]\s*|(?:\d{1,3}|[a-z]{1,2}|[ivxl]{1,5})[.)°º]+\s*(?=\D)|\d{1,2}\s+(?=[A-Z]))"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A passage as the alignment sees it.

    Attributes:
        blocks: places of its blocks in the document (more than one only for a table row).
        words: normalised words; labels, quotes, hyphens, case and white space play no part.
        key: the words run together: equal keys are the same passage, whatever the layout.
        label: the number as printed, of which only equality counts, and little.
        heading, row, note: what it is.
        depth: of a heading, from 1.
    """

    blocks: tuple[int, ...]
    words: tuple[str, ...]
    key: str
    label: str | None = None
    heading: bool = False
    row: bool = False
    note: bool = False
    depth: int = 0


def plain_words(text: str) -> tuple[str, ...]:
    """The words of ``text`` as the alignment compares them (NFKC, case folded, no marks)."""
    plain = NOTE_MARK.sub("", text).replace("\u00ad", "")
    folded = unicodedata.normalize("NFKC", plain).casefold()
    return tuple(_WORD.findall(folded))


def without_glued_label(text: str) -> str:
    """``text`` without a number or bullet that stands at its beginning."""
    return _GLUED_LABEL.sub("", text, count=1)


def unit_of_text(text: str, place: int, label: str | None = None, **what: bool | int) -> Unit:
    """A unit for one passage with ``text``."""
    words = plain_words(without_glued_label(text))
    return Unit((place,), words, "".join(words), label, **what)  # type: ignore[arg-type]


def units(document: Document) -> list[Unit]:
    """The document as units, in reading order."""
    made: list[Unit] = []
    row: list[tuple[int, Block]] = []
    for place, block in enumerate(document.blocks):
        if row and not _same_row(row[-1][1], block):
            made.append(_row_unit(row))
            row = []
        if block.kind is BlockKind.TABLE_CELL and block.table is not None:
            row.append((place, block))
            continue
        made.append(
            unit_of_text(
                block.text, place, block.label,
                heading=block.is_heading, note=block.kind is BlockKind.FOOTNOTE,
                depth=(block.level or 1) if block.is_heading else 0,
            )
        )  # fmt: skip
    if row:
        made.append(_row_unit(row))
    return made


def _same_row(one: Block, other: Block) -> bool:
    return (
        other.kind is BlockKind.TABLE_CELL
        and (one.table, one.row) == (other.table, other.row)
        and other.table is not None
    )


def _row_unit(cells: Sequence[tuple[int, Block]]) -> Unit:
    words = tuple(word for _place, block in cells for word in plain_words(block.text))
    key = "\t".join("".join(plain_words(block.text)) for _place, block in cells)
    return Unit(tuple(place for place, _block in cells), words, key if words else "", row=True)
