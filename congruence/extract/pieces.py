"""What a format's reader hands over: pieces of text in reading order, before ids and sections."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from congruence.model import BBox, BlockKind, Furniture, OffsetMap, ReadWarning
from congruence.text.clean import tidy


@dataclass(frozen=True, slots=True)
class Piece:
    """A block to be: what a reader knows of it from its own format.

    Attributes:
        label: the number as printed. A reader that has the label apart from the text (Word's
            numbering) gives it; elsewhere `assemble` cuts it from the text.
        level: depth of a heading or list item, from 1; None where the format does not say.
        extra: characters of the source that this piece stands for without showing them (a
            list mark, a hyphen that broke a word).
        note: the key of the note whose text this is.
        marks: the keys of the notes whose marks stand in the text.
        numbered: whether a label may be looked for in the text.
    """

    kind: BlockKind
    text: str
    label: str | None = None
    level: int | None = None
    origin: OffsetMap | None = None
    page: int | None = None
    bbox: BBox | None = None
    ocr: bool = False
    extra: int = 0
    note: str | None = None
    marks: tuple[str, ...] = ()
    table: int | None = None
    row: int | None = None
    column: int | None = None
    numbered: bool = True


def plausible_title(title: str | None) -> str | None:
    """The title a file's metadata gives, unless it is a file name or a program's default."""
    text = tidy(title or "")
    words = len(text.split())
    if words < 2 or "_" in text or len(text) > 250:
        return None
    if re.search(
        r"\.(?:docx?|pdf|odt|indd|pptx?)$|^microsoft word|^powerpoint|^untitled", text, re.I
    ):
        return None
    return text


class Remark(NamedTuple):
    """A comment in the margin, anchored on a stretch of a piece (by its place in the list)."""

    text: str
    author: str | None
    date: str | None
    piece: int | None
    start: int | None
    end: int | None


@dataclass(slots=True)
class Reading:
    """All that a reader found in one file, in order.

    ``source_characters`` is counted by the reader on a way that is independent of its pieces, so
    that what gets lost between them shows; None where the two cannot differ.
    """

    format: str
    pieces: list[Piece] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    warnings: list[ReadWarning] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    title: str | None = None
    pages: int | None = None
    lines: tuple[int, ...] = ()
    language: str | None = None
    source_characters: int | None = None
    route: str | None = None  # how a PDF was read: by its tags or by its geometry
