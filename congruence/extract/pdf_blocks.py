"""From the lines of a PDF to paragraphs, headings, list items, notes and captions."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from congruence.extract.contents import has_leader
from congruence.extract.headings import is_caption
from congruence.extract.inline import MARK, PLAIN_DIGITS, unmarked
from congruence.extract.pdf_lines import Line
from congruence.extract.pdf_tags import Path, Unit
from congruence.extract.pieces import Piece
from congruence.model import BlockKind
from congruence.text.clean import tidy
from congruence.text.hyphen import HYPHENS, drops_hyphen, ends_broken
from congruence.text.labels import LabelKind, split_label

_ENDS = tuple(".:;!?…")
_CLOSING = "”’\"')]»¹²³⁴⁵⁶⁷⁸⁹⁰"
_ABBREVIATION = re.compile(
    r"\b(?:art|artt|nr|nrs|blz|p|pp|par|jo|bijv|bv|vgl|zgn|evt|incl|excl|resp|ca|dr|mr|drs|prof|"
    r"st|o\.a|d\.w\.z|m\.b\.t|i\.v\.m|e\.d|o\.b\.v|t\.b\.v|n\.a\.v)\.$",
    re.IGNORECASE,
)
_NOTE = re.compile(r"(\d{1,3})(?:\s+(?=\D)|(?=[A-Z][a-z]))|([⁰¹²³⁴⁵⁶⁷⁸⁹]+)\s*")
_INLINE = re.compile(r"\S\s+\((?:i|a|1)\)\s")
_CLOSES = re.compile(r"[.,;:!?)]+(?:\s|$)")
_LONGEST_TITLE = 160


@dataclass(slots=True)
class Paragraph:
    """Lines that read as one paragraph."""

    lines: list[Line]
    measure: float  # the right edge of the column it stands in
    note: bool = False
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int | None = None
    unit: Unit | None = None
    cell: tuple[int, int, int] | None = None

    @property
    def size(self) -> float:
        """The type size of its first line."""
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        """Whether all its lines are bold."""
        return all(line.bold for line in self.lines)

    @property
    def text(self) -> str:
        """Its lines, as printed."""
        return "\n".join(line.text for line in self.lines)

    @property
    def page(self) -> int:
        """The page it begins on."""
        return self.lines[0].page


@dataclass(slots=True)
class Typography:
    """What is normal in a document: the type size and leading of its running text."""

    body: float = 10.0
    leading: dict[float, float] = field(default_factory=dict)

    @classmethod
    def of(cls, pages: list[list[Line]]) -> Typography:
        """Measure the running text of a document."""
        sizes: Counter[float] = Counter()
        gaps: dict[float, Counter[float]] = {}
        for lines in pages:
            for line in lines:
                sizes[line.size] += line.ink
            for before, line in zip(lines, lines[1:], strict=False):
                gap = round(line.base - before.base, 0)
                if before.size == line.size and 0 < gap < 3 * line.size:
                    gaps.setdefault(line.size, Counter())[gap] += 1
        body = max(sizes, key=lambda size: (sizes[size], size)) if sizes else 10.0
        leading = {
            size: max(found, key=lambda gap: (found[gap], -gap)) for size, found in gaps.items()
        }
        return cls(body, leading)

    def gap(self, size: float) -> float:
        """The usual distance between two baselines at ``size``."""
        return self.leading.get(size, 1.25 * size)


def paragraphs_of(run: list[Line], type_: Typography) -> list[Paragraph]:
    """The paragraphs in one run of lines (a column, or a page)."""
    if not run:
        return []
    measure = max(line.x1 for line in run)
    left = min(line.x0 for line in run)
    found: list[Paragraph] = []
    for line in run:
        last = found[-1] if found else None
        if last is None or _parts(last, line, left, measure, type_):
            found.append(Paragraph([line], measure))
        else:
            last.lines.append(line)
    return found


def _parts(last: Paragraph, line: Line, left: float, measure: float, type_: Typography) -> bool:
    """Whether ``line`` begins a new paragraph."""
    before = last.lines[-1]
    gap = line.base - before.base
    if line.above is not None and before.base - 0.4 * line.size < line.above < line.base:
        gap = line.base - line.above
        if line.above < before.base + 0.4 * line.size and _is_label(last):
            return False  # the words beside the label are hidden
    if abs(gap) < 0.4 * line.size:  # on one row
        apart = line.x0 - before.x1 > 3 * line.size
        return apart and not _is_label(last) and not line.text.strip().isdigit()
    if _is_entry(last):
        return True
    if gap < 0 or gap > 1.35 * max(type_.gap(line.size), type_.gap(before.size)):
        return True
    if abs(line.size - before.size) > 0.08 * before.size + 0.25:
        return not (MARK.match(line.text.strip()) or min(line.ink, before.ink) <= 3)
    if has_leader(before.text) or has_leader(line.text):
        return True
    text = line.plain
    ended = _ended(before.text)
    short = before.x1 + 1.1 * _first_word(line) < measure
    label = split_label(text)
    if label is not None and label.printed.startswith("(") and _INLINE.search(unmarked(last.text)):
        label = None  # (ii) of an enumeration within a sentence
    if label is not None and (
        ended or short or label.kind is LabelKind.BULLET or before.text.rstrip().endswith(",")
        or before.text.rstrip().endswith((" en", " of"))
    ):  # fmt: skip
        return not (label.kind is LabelKind.BULLET and label.printed == "o")
    if line.bold != before.bold and (short or before.bold):
        return True
    within = _hangs(last, line)
    if ended and short and not within:
        return True
    if ended and line.x0 > left + 0.8 * line.size and before.x0 < line.x0 - 0.8 * line.size:
        return True
    hanging = split_label(last.lines[0].plain) is not None
    outdented = line.x0 < last.lines[0].x0 - 0.8 * line.size
    return outdented and (ended or hanging)


def _first_word(line: Line) -> float:
    """Estimate how wide the first word of a line is, with the space before it."""
    text = line.text.strip()
    return line.width / max(len(text), 1) * (len(text.split(maxsplit=1)[0]) + 1)


def _ended(text: str) -> bool:
    """Whether a line ends its sentence: with a full stop that is not an abbreviation's."""
    bare = text.rstrip().rstrip(_CLOSING)
    return bare.endswith(_ENDS) and not (bare[-1] == "." and _ABBREVIATION.search(bare[-10:]))


def _hangs(paragraph: Paragraph, line: Line) -> bool:
    """Whether a line stands under the text of the list item above it, beside its mark."""
    first = paragraph.lines[0]
    label = split_label(first.plain)
    return label is not None and first.x0 + 0.5 * line.size < line.x0 < first.x0 + 8 * line.size


def _is_label(paragraph: Paragraph) -> bool:
    """Whether all there is of a paragraph so far is its label."""
    text = paragraph.lines[0].plain
    label = split_label(text, heading=True) if len(paragraph.lines) == 1 else None
    return label is not None and label.end >= len(text)


def _is_entry(paragraph: Paragraph) -> bool:
    """Whether a paragraph ends in a page number that stands apart: an entry of contents."""
    if len(paragraph.lines) < 2:
        return False
    words, number = paragraph.lines[-2:]
    apart = number.x0 - words.x1 > 3 * number.size and abs(number.base - words.base) < 4
    return apart and number.text.strip().isdigit()


def find_notes(paragraphs: list[Paragraph], type_: Typography) -> None:
    """Mark the footnotes among the paragraphs of one page: small type at its foot, numbered."""
    small = 0.93 * type_.body
    start = len(paragraphs)
    while start and paragraphs[start - 1].size < small and paragraphs[start - 1].cell is None:
        start -= 1
    opened = False
    for paragraph in paragraphs[start:]:
        text = paragraph.lines[0].text.strip()
        opened = opened or _NOTE.match(text) is not None
        paragraph.note = opened


def classify(paragraphs: list[Paragraph], type_: Typography) -> None:
    """Say which paragraphs are headings (and how deep) and captions."""
    styles: Counter[tuple[float, bool]] = Counter()
    headings: list[Paragraph] = []
    tables: dict[Path, dict[Path, int]] = {}
    for at, paragraph in enumerate(paragraphs):
        if paragraph.note:
            paragraph.kind = BlockKind.FOOTNOTE
            continue
        if paragraph.cell is not None:
            table, row, column = paragraph.cell
            ruled = tables.setdefault((table,), {})
            paragraph.kind = BlockKind.TABLE_CELL
            paragraph.cell = (list(tables).index((table,)), row, column)
            ruled.setdefault((row,), row)
            continue
        if paragraph.unit is not None and paragraph.unit.role != "paragraph":
            _classify_tagged(paragraph, paragraph.unit, tables)
            if paragraph.kind is BlockKind.HEADING and paragraph.level is None:
                headings.append(paragraph)
                styles[(paragraph.size, paragraph.bold)] += 1
            continue
        text = tidy(" ".join(line.text for line in paragraph.lines))
        if is_caption(text):
            paragraph.kind = BlockKind.CAPTION
        elif _is_heading(paragraph, text, type_, paragraphs[at + 1 : at + 2]):
            paragraph.kind = BlockKind.HEADING
            headings.append(paragraph)
            styles[(paragraph.size, paragraph.bold)] += 1
    order = sorted(styles, reverse=True)
    ranks = {style: at for at, style in enumerate(order, 1)}
    for paragraph in headings:
        paragraph.level = min(ranks[(paragraph.size, paragraph.bold)], 6)
    _align_numbered(headings)


def _align_numbered(headings: list[Paragraph]) -> None:
    """Let numbered headings stand as deep as their numbers say: 1.2.1 two below 1."""
    numbered: list[tuple[Paragraph, int]] = []
    for paragraph in headings:
        label = split_label(paragraph.lines[0].plain, heading=True)
        if label is not None and re.fullmatch(r"\d+(?:\.\d+)*", label.value):
            numbered.append((paragraph, label.value.count(".")))
    if len({depth for _paragraph, depth in numbered}) < 2:
        return
    tops = [p.level or 1 for p, depth in numbered if depth == min(d for _p, d in numbered)]
    top, least = min(tops), min(depth for _paragraph, depth in numbered)
    for paragraph, depth in numbered:
        paragraph.level = min(top + depth - least, 6)


def _classify_tagged(paragraph: Paragraph, unit: Unit, tables: dict[Path, dict[Path, int]]) -> None:
    """Take over what the structure tree says of a paragraph."""
    kinds = {
        "heading": BlockKind.HEADING, "list_item": BlockKind.LIST_ITEM,
        "table_cell": BlockKind.TABLE_CELL, "caption": BlockKind.CAPTION,
        "quote": BlockKind.QUOTE,
    }  # fmt: skip
    paragraph.kind = kinds.get(unit.role, BlockKind.PARAGRAPH)
    paragraph.level = unit.level
    if unit.cell is not None:
        table, row, column = unit.cell
        rows = tables.setdefault(table, {})
        at = rows.setdefault(row, len(rows))
        paragraph.cell = (list(tables).index(table), at, column)


def _is_heading(paragraph: Paragraph, text: str, type_: Typography, after: list[Paragraph]) -> bool:
    if (
        len(text) > _LONGEST_TITLE
        or len(paragraph.lines) > 4
        or not re.search(r"[^\W\d_]{2}", text)
    ):
        return False
    if has_leader(text):
        return False
    large = paragraph.size >= 1.12 * type_.body
    label = split_label(text, heading=True)
    if large:
        return text[-1] not in ";," and (len(text) < 120 or text[-1] != ".")
    if label is not None and label.kind is LabelKind.BULLET:
        return False
    if not paragraph.bold or paragraph.size < 0.93 * type_.body or text[-1] in ".;,":
        return False
    return len(text.split()) <= 16 and bool(after) and not text[0].islower()


def join_over(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Join paragraphs that run on over a column or a page.

    ``paragraphs`` are those of the whole document in reading order; notes and captions between
    the two halves are stepped over.
    """
    found: list[Paragraph] = []
    last: Paragraph | None = None
    for paragraph in paragraphs:
        body = paragraph.kind is BlockKind.PARAGRAPH
        if paragraph.unit is not None and found:
            same = next((p for p in reversed(found[-12:]) if p.unit == paragraph.unit), None)
            if same is not None:
                same.lines.extend(paragraph.lines)
                continue
        if body and last is not None and _runs_on(last, paragraph):
            last.lines.extend(paragraph.lines)
            last.measure = paragraph.measure
            continue
        found.append(paragraph)
        if body or paragraph.kind is BlockKind.LIST_ITEM:
            last = paragraph
        elif paragraph.kind is BlockKind.HEADING:
            last = None
    return found


def _runs_on(last: Paragraph, paragraph: Paragraph) -> bool:
    before, line = last.lines[-1], paragraph.lines[0]
    turned = before.page != line.page or line.base < before.base or line.x0 > before.x1
    if not turned or abs(before.size - line.size) > 0.25 or before.bold != line.bold:
        return False
    if line.page - before.page > 2:
        return False
    text = line.plain
    ended = _ended(before.text)
    if ended or split_label(text) is not None:
        return False
    if ends_broken(before.text.rstrip()) or text[0].islower() or before.text.rstrip().endswith(","):
        return True
    full = before.x1 >= last.measure - 4 * before.size
    return full and len(before.text.split()) > 3


def piece_of(
    paragraph: Paragraph, vocabulary: frozenset[str], *, ocr: bool = False
) -> Piece | None:
    """The piece a paragraph becomes: its lines joined, words that were broken made whole."""
    text = ""
    extra = 0
    for line in paragraph.lines:
        added = tidy(line.text)
        if not text:
            text = added
        elif line.text.strip() and ends_broken(text):
            if drops_hyphen(text, added, vocabulary):
                extra += text[-1] in HYPHENS[:2]
                text = text[:-1] + added
            else:
                word = re.match(r"[^\W\d_]+", added)
                gap = " " if word and word.group() in ("en", "of", "tot") else ""
                text += gap + added
        else:
            text += added if _CLOSES.match(added) else " " + added
    if paragraph.kind is BlockKind.HEADING and len(text) > 2 and text.endswith(" §"):
        text, extra = text[:-2], extra + 1  # the link to itself that web pages put at a heading
    if not text:
        return None
    first = [line for line in paragraph.lines if line.page == paragraph.page]
    box = (
        round(min(line.x0 for line in first), 1), round(min(line.y0 for line in first), 1),
        round(max(line.x1 for line in first), 1), round(max(line.y1 for line in first), 1),
    )  # fmt: skip
    marks = tuple(dict.fromkeys(mark for line in paragraph.lines for mark in line.marks))
    cell = paragraph.cell or (None, None, None)
    piece = Piece(
        paragraph.kind, text, level=paragraph.level, page=paragraph.page, bbox=box,
        ocr=ocr, extra=extra, marks=marks,
        table=cell[0], row=cell[1], column=cell[2],
    )  # fmt: skip
    return _note(piece) if paragraph.note else piece


def _note(piece: Piece) -> Piece:
    match = _NOTE.match(piece.text)
    if match is None:
        return piece
    number = (match.group(1) or match.group(2)).translate(PLAIN_DIGITS)
    return replace(
        piece, text=piece.text[match.end() :], label=number, note=number,
        marks=tuple(mark for mark in piece.marks if mark != number),
    )  # fmt: skip
