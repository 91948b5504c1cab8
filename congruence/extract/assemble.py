"""From a reader's pieces to a Document: labels, ids, sections, legal paths, leads, counts."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from congruence.extract.contents import set_aside_contents
from congruence.extract.inline import unmarked
from congruence.extract.pieces import Piece, Reading
from congruence.messages import _
from congruence.model import (
    Block,
    BlockKind,
    Comment,
    Counts,
    Document,
    OffsetMap,
    Provenance,
    ReadWarning,
    Segment,
    View,
)
from congruence.text.clean import ink
from congruence.text.labels import (
    DIVISIONS,
    Label,
    LabelKind,
    Trail,
    cite,
    heading_place,
    is_first,
    split_label,
)

_PREFIX = {
    BlockKind.HEADING: "h",
    BlockKind.PARAGRAPH: "p",
    BlockKind.LIST_ITEM: "l",
    BlockKind.TABLE_CELL: "c",
    BlockKind.FOOTNOTE: "n",
    BlockKind.CAPTION: "b",
    BlockKind.QUOTE: "q",
}
_LABELLED = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
_GENERIC = re.compile(
    r"inleiding|samenvatting|voorwoord|vooraf|inhoud(?:sopgave)?|introductie|colofon", re.IGNORECASE
)
_NO_INNER = (LabelKind.BULLET, LabelKind.DIVISION, LabelKind.ARTICLE)
_BULLET = Label("", LabelKind.BULLET, "", 0)
_DEEPEST = 9
# A line that names a document: two real words or more, no sentence, no salutation, no dateline.
_TITLE_LINE = re.compile(
    r"""(?=.{8,120}$)
    (?=(?:.*?\b[^\W\d_]{3,}\b){2})
    (?!\S+(?:\ \S+){15})
    (?!.*[.!?]\ |.*,\ \d)
    [^\W\d_a-z].*[^\s.,:;!?]""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Identity:
    """How the file is called: by the corpus, by the user, by its bytes."""

    id: str
    title: str | None
    path: str
    sha256: str
    view: View


def assemble(reading: Reading, identity: Identity) -> tuple[Document, tuple[Made, ...]]:
    """Make the Document, and say for each of its blocks which piece it was made of."""
    set_aside_contents(reading)
    parts = [_part(piece) for piece in reading.pieces]
    keep = [
        index for index, part in enumerate(parts) if part.piece.text or part.piece.label
    ]  # an empty piece says nothing and would have no stable id
    parts_kept = [parts[index] for index in keep]
    _number_headings(parts_kept)
    blocks = _blocks(parts_kept)
    where = {old: new for new, old in enumerate(keep)}
    document = Document(
        id=identity.id,
        title=identity.title or reading.title or _opening_title(reading, blocks) or identity.id,
        path=identity.path,
        format=reading.format,
        sha256=identity.sha256,
        blocks=tuple(blocks),
        pages=reading.pages,
        view=identity.view,
        furniture=tuple(reading.furniture),
        warnings=(),
        comments=tuple(_comments(reading, parts, blocks, where)),
        counts=_counts(reading, parts_kept),
        lines=reading.lines,
        language=reading.language,
    )
    warnings = (*reading.warnings, *_count_warnings(document.counts))
    made = tuple(Made(reading.pieces[index], parts[index].cut) for index in keep)
    return replace(document, warnings=warnings), made


class Made(NamedTuple):
    """The piece a block was made of; ``cut`` characters of its text became the label."""

    piece: Piece
    cut: int


@dataclass(slots=True)
class _Part:
    """A piece with its label cut off, on its way to a block."""

    piece: Piece
    label: Label | None
    cut: int = 0  # how many characters went from the front of the text with the label
    extra: int = 0
    level: int | None = None
    block: Block | None = field(default=None)


def _part(piece: Piece) -> _Part:
    text = piece.text
    if piece.label is not None:
        printed = unmarked(piece.label)
        label = split_label(printed, heading=True) or split_label(f"{printed} X")
        return _Part(piece, label, 0, piece.extra, piece.level)
    if not piece.numbered or piece.kind not in _LABELLED:
        return _Part(piece, None, 0, piece.extra, piece.level)
    heading = piece.kind is BlockKind.HEADING
    label = split_label(text, heading=heading)
    if label is None:
        return _Part(piece, None, 0, piece.extra, piece.level)
    bare = label.end >= len(text) and label.kind not in (LabelKind.DIVISION, LabelKind.ARTICLE)
    if bare or (heading and label.kind is LabelKind.BULLET):  # "12.34" in a cell of its own
        return _Part(piece, None, 0, piece.extra, piece.level)
    extra = piece.extra
    kind = piece.kind
    if label.kind is LabelKind.BULLET:
        extra += ink(label.printed)
        inner = split_label(text[label.end :])  # "- a. ...", as converters write nested lists
        if inner is not None and inner.kind not in _NO_INNER:
            label = replace(inner, end=label.end + inner.end)
    if kind is BlockKind.PARAGRAPH:
        division = label.kind in (LabelKind.DIVISION, LabelKind.ARTICLE)
        kind = BlockKind.HEADING if division else BlockKind.LIST_ITEM
    piece = replace(
        piece,
        kind=kind,
        text=text[label.end :],
        label=label.printed if label.kind is not LabelKind.BULLET else None,
        origin=None if piece.origin is None else origin_from(piece.origin, label.end),
    )
    return _Part(piece, label, label.end, extra, piece.level)


def origin_from(origin: OffsetMap, start: int) -> OffsetMap:
    """The map of a text that lost its first ``start`` characters."""
    segments: list[Segment] = []
    if origin.segments and start >= origin.segments[-1].start + origin.segments[-1].length:
        return OffsetMap((Segment(0, origin.segments[0].source, 1),))  # all label: where it stands
    for segment in origin.segments:
        lost = min(max(0, start - segment.start), segment.length)
        if lost < segment.length:
            segments.append(
                Segment(segment.start + lost - start, segment.source + lost, segment.length - lost)
            )
    return OffsetMap(tuple(segments))


def _number_headings(parts: list[_Part]) -> None:
    """Give a depth to headings whose source does not say one: by their labels."""
    open_ones = [p for p in parts if p.piece.kind is BlockKind.HEADING and p.level is None]
    if not open_ones:
        return
    present = sorted({rank for part in open_ones if (rank := _rank(part.label)) is not None})
    divisions = {rank: level for level, rank in enumerate(present, 1)}
    deepest = max([len(present), *(_dots(part.label) for part in open_ones)], default=0)
    for part in open_ones:
        rank = _rank(part.label)
        if rank is not None:
            part.level = divisions[rank]
        elif part.label is not None and part.label.kind is LabelKind.NUMBER:
            part.level = len(present) + _dots(part.label)
        else:
            part.level = min(deepest + 1, _DEEPEST)


def _rank(label: Label | None) -> int | None:
    """The rank of a division's word among the divisions of a law, outermost first."""
    if label is None or label.kind not in (LabelKind.DIVISION, LabelKind.ARTICLE):
        return None
    match = re.match(r"[^\W\d]+|§", label.printed.lower())
    word = match.group() if match else ""
    if word.startswith("art"):
        word = "artikel"
    if word == "§":
        word = "paragraaf"
    return DIVISIONS.index(word) if word in DIVISIONS else 0


def _dots(label: Label | None) -> int:
    if label is None or label.kind is not LabelKind.NUMBER:
        return 0
    return min(len(re.findall(r"\d+", label.value)), _DEEPEST)


class _Ids:
    """Ids from the content of a block alone, so that other blocks do not change them."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, kind: BlockKind, words: str) -> str:
        content = " ".join(words.split()).casefold()
        digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        stem = f"{_PREFIX[kind]}-{digest}"
        self._seen[stem] += 1
        count = self._seen[stem]
        return stem if count == 1 else f"{stem}-{count}"


@dataclass(slots=True)
class _Item:
    id: str
    lead: str | None
    label: Label
    position: int


class _Places:
    """Follows headings and lists: the section, the legal path and the lead of each block."""

    def __init__(self) -> None:
        self.section: list[tuple[int, str, Label | None]] = []
        self.trail = Trail()
        self.items: list[_Item] = []  # the open list items, outermost first
        self.opener: Block | None = None  # the last block that was no list item
        self.opener_position = -1

    @property
    def section_ids(self) -> tuple[str, ...]:
        return tuple(entry[1] for entry in self.section)

    def _base(self) -> Label | None:
        labels = [entry[2] for entry in self.section if entry[2] is not None]
        articles = [label for label in labels if label.kind is LabelKind.ARTICLE]
        return articles[-1] if articles else labels[-1] if labels else None

    def heading(self, level: int, block_id: str, label: Label | None) -> str | None:
        while self.section and self.section[-1][0] >= level:
            self.section.pop()
        in_article = any(entry[2] and entry[2].kind is LabelKind.ARTICLE for entry in self.section)
        self.section.append((level, block_id, label))
        self.trail.reset()
        self.items.clear()
        self.opener = None
        if label and label.kind in (LabelKind.ARTICLE, LabelKind.DIVISION) and not in_article:
            return heading_place(label)
        return None

    def item(
        self, label: Label, depth: int | None, block_id: str, at: int
    ) -> tuple[int, str | None]:
        depth = self.trail.feed(label, depth)
        before = self.items[depth - 1] if depth <= len(self.items) else None
        del self.items[depth - 1 :]
        fresh = before is None or (
            self.opener_position > before.position and is_first(label) and self._opens()
        )
        if before is not None and not fresh:
            lead = before.lead
        elif self.items and self.items[-1].position > self.opener_position:
            lead = self.items[-1].id
        else:
            lead = self.opener.id if self.opener and self._opens() else None
        self.items.append(_Item(block_id, lead, label, at))
        return depth, lead

    def _opens(self) -> bool:
        """Whether the last plain paragraph leads into a list: it does not end its sentence."""
        return self.opener is not None and self.opener.text[-1:] not in ".!?”’\"'"

    def path(self, kind: BlockKind) -> str | None:
        base = self._base()
        article = base is not None and base.kind is LabelKind.ARTICLE
        if kind is BlockKind.LIST_ITEM:
            place = self.trail.place(in_article=article)
            if base is not None and (place or article):
                return cite(base, place)
            return place.removeprefix("onder ") if ", " in place else None
        if base is None or not article or kind is BlockKind.FOOTNOTE:
            return None
        place = self.trail.place(in_article=True, depth=1)
        member = place if place.startswith("lid") else ""
        return cite(base, member)


def _blocks(parts: list[_Part]) -> list[Block]:
    ids = _Ids()
    names = [ids.of(part.piece.kind, part.piece.text or part.piece.label or "") for part in parts]
    notes: dict[str, str] = {}
    for name, part in zip(names, parts, strict=True):
        if part.piece.note is not None:
            notes.setdefault(part.piece.note, name)
    places = _Places()
    blocks = []
    for at, (name, part) in enumerate(zip(names, parts, strict=True)):
        block = _block(name, part, at, places, notes)
        blocks.append(block)
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE):
            places.opener, places.opener_position = block, at
            places.trail.close_bullets()
    return blocks


def _block(name: str, part: _Part, at: int, places: _Places, notes: dict[str, str]) -> Block:
    piece = part.piece
    level, lead, path = part.level, None, None
    if piece.kind is BlockKind.HEADING:
        path = places.heading(level or 1, name, part.label)
        level = level or 1
    elif piece.kind is BlockKind.LIST_ITEM:
        level, lead = places.item(part.label or _BULLET, level, name, at)
        path = places.path(piece.kind)
    else:
        path = places.path(piece.kind)
    section = places.section_ids
    return Block(
        id=name,
        kind=piece.kind,
        text=piece.text,
        level=level,
        label=piece.label,
        path=path,
        section=section[:-1] if piece.kind is BlockKind.HEADING else section,
        notes=tuple(dict.fromkeys(notes[key] for key in piece.marks if key in notes)),
        lead=lead,
        table=piece.table,
        row=piece.row,
        column_index=piece.column,
        provenance=Provenance(piece.page, piece.bbox, piece.origin, piece.ocr),
    )


def _opening_title(reading: Reading, blocks: list[Block]) -> str | None:
    """The heading that opens the document; plain text has none but a line that reads like one."""
    heading = _first_heading(blocks)
    if heading or reading.format != "txt" or not blocks:
        return heading
    first = blocks[0]
    plain = first.kind is BlockKind.PARAGRAPH and first.label is None
    return first.text if plain and _TITLE_LINE.fullmatch(first.text) else None


def _first_heading(blocks: list[Block]) -> str | None:
    """The heading that opens the document and so names it: not its first chapter."""
    for block in blocks[:4]:
        if block.is_heading and block.label is None and 0 < len(block.text) <= 200:
            return None if _GENERIC.fullmatch(block.text.strip()) else block.text
    return None


def _comments(
    reading: Reading, parts: list[_Part], blocks: list[Block], where: dict[int, int]
) -> list[Comment]:
    comments = []
    for remark in reading.remarks:
        at = None if remark.piece is None else where.get(remark.piece)
        if at is None or remark.piece is None:
            comments.append(Comment(remark.text, remark.author, remark.date))
            continue
        cut, size = parts[remark.piece].cut, len(blocks[at].text)
        start, end = (
            None if offset is None else min(max(0, offset - cut), size)
            for offset in (remark.start, remark.end)
        )
        comments.append(Comment(remark.text, remark.author, remark.date, blocks[at].id, start, end))
    return comments


def _counts(reading: Reading, parts: list[_Part]) -> Counts:
    body = sum(ink(p.piece.text) + ink(p.piece.label or "") + p.extra for p in parts)
    furniture = sum(ink(item.text) for item in reading.furniture)
    source = reading.source_characters
    return Counts(body + furniture if source is None else source, body, furniture)


def _count_warnings(counts: Counts) -> list[ReadWarning]:
    lost = counts.source_characters - counts.body_characters - counts.furniture_characters
    if lost == 0:
        return []
    message = (
        _("{count} characters of the file stand in no paragraph; read the file itself beside this")
        if lost > 0
        else _("{count} characters stand in the paragraphs more often than in the file")
    )
    return [ReadWarning("characters", message.format(count=abs(lost)))]
