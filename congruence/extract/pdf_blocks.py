"""From the paragraphs of a PDF to headings, list items, notes, captions and cells."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from congruence.extract.contents import has_leader
from congruence.extract.headings import is_caption
from congruence.extract.inline import PLAIN_DIGITS
from congruence.extract.pdf_paragraphs import NOTE, Paragraph, Typography, is_ended
from congruence.extract.pdf_tags import Path, Unit
from congruence.extract.pieces import Piece
from congruence.model import BlockKind
from congruence.text.clean import tidy
from congruence.text.hyphen import HYPHENS, drops_hyphen, ends_broken, opens_suffix
from congruence.text.labels import Label, LabelKind, is_first, is_successor, split_label

_LONGEST_TITLE = 160
_LONGEST_LARGE = 260
_TITLED = (LabelKind.NUMBER, LabelKind.LETTER, LabelKind.ROMAN)
_CLOSES = re.compile(r"[.,;:!?)]+(?:\s|$)")


def classify(paragraphs: list[Paragraph], type_: Typography) -> None:
    """Say which paragraphs are headings (and how deep) and captions."""
    styles: Counter[tuple[float, bool]] = Counter()
    headings: list[Paragraph] = []
    tables: dict[Path, dict[Path, int]] = {}
    item: Label | None = None  # of the last list item
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
        elif _is_heading(paragraph, text, type_, paragraphs[at + 1 : at + 3], item):
            paragraph.kind = BlockKind.HEADING
            headings.append(paragraph)
            styles[(paragraph.size, paragraph.bold)] += 1
        else:
            item = split_label(text) or item
    order = sorted(styles, reverse=True)
    ranks = {style: at for at, style in enumerate(order, 1)}
    tagged = _tagged_styles(paragraphs)
    for paragraph in headings:
        style = paragraph.size, paragraph.bold
        paragraph.level = min(_level_beside(style, tagged) if tagged else ranks[style], 6)
    _align_numbered(headings)


def _tagged_styles(paragraphs: list[Paragraph]) -> dict[tuple[float, bool], int]:
    """The levels that the tags of a document give to headings of each style."""
    found: dict[tuple[float, bool], int] = {}
    for paragraph in paragraphs:
        if paragraph.unit is not None and paragraph.unit.role == "heading" and paragraph.unit.level:
            style = paragraph.size, paragraph.bold
            found[style] = min(paragraph.unit.level, found.get(style, paragraph.unit.level))
    return found


def _level_beside(style: tuple[float, bool], tagged: dict[tuple[float, bool], int]) -> int:
    """The level of a heading without a tag: below all that have one and look at least like it."""
    return max((level for other, level in tagged.items() if other >= style), default=0) + 1


def _align_numbered(headings: list[Paragraph]) -> None:
    """Let numbered headings stand as deep as their numbers say: 1.2.1 two below 1, a. below 1."""
    numbered: list[tuple[Paragraph, Label]] = []
    for paragraph in headings:
        label = split_label(paragraph.lines[0].text.strip(), heading=True)
        if label is None:
            continue
        lettered = label.kind is LabelKind.LETTER and bool(numbered)
        if lettered or re.fullmatch(r"\d+(?:\.\d+)*", label.value):
            numbered.append((paragraph, label))
    numbers = [(p, label.value.count(".")) for p, label in numbered if label.value[0].isdigit()]
    depths = {depth for _paragraph, depth in numbers}
    if len(depths) > 1:
        tops = [p for p, depth in numbers if depth == min(depths)]
        top, size = min(p.level or 1 for p in tops), max(p.size for p in tops)
        for paragraph, depth in numbers:
            if depth > min(depths) or paragraph.size > 0.85 * size:  # else a list of steps
                paragraph.level = min(top + depth - min(depths), 6)
    elif _is_series([label for _paragraph, label in numbered if label.value[0].isdigit()]):
        for paragraph, _depth in numbers:
            paragraph.level = min(p.level or 1 for p, _depth in numbers)
    above = 1
    for paragraph, label in numbered:
        if label.value[0].isdigit():
            above = paragraph.level or 1
        else:
            paragraph.level = min(max(paragraph.level or 1, above + 1), 6)


def _is_series(labels: list[Label]) -> bool:
    """Whether labels count up without beginning again."""
    return all(is_successor(before, after) for before, after in pairwise(labels))


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


def _is_heading(
    paragraph: Paragraph,
    text: str,
    type_: Typography,
    after: list[Paragraph],
    item: Label | None,
) -> bool:
    if (
        len(text) > (_LONGEST_TITLE if paragraph.size < 1.12 * type_.body else _LONGEST_LARGE)
        or len(paragraph.lines) > 6
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
    listed = label is not None and item is not None and is_successor(item, label)
    if label is not None and not listed and _stands_alone(paragraph, text, label, after):
        return True
    if label is None and _is_italic_title(paragraph, text, after):
        return True
    if not paragraph.bold or paragraph.size < 0.93 * type_.body or text[-1] in ".;,":
        return False
    words = 16 if len(paragraph.lines) == 1 or not after or after[0].bold else 26
    return len(text.split()) <= words and bool(after) and not text[0].islower()


def _is_italic_title(paragraph: Paragraph, text: str, after: list[Paragraph]) -> bool:
    """Whether a line in italics is the title of the upright text below it."""
    if len(paragraph.lines) != 1 or not paragraph.lines[0].italic or not after:
        return False
    if not text[0].isupper() or text[-1] in ".;:,?!…" or len(text.split()) > 8:
        return False
    body = after[0]
    below = body.lines[0].text.strip()
    upright = not any(line.italic for line in body.lines) and not body.bold and not body.note
    long = len(body.lines) > 1 or len(below) > 2 * len(text)
    return upright and long and below[:1].isupper() and body.kind is BlockKind.PARAGRAPH


def _stands_alone(paragraph: Paragraph, text: str, label: Label, after: list[Paragraph]) -> bool:
    """Whether a numbered line ("3. Gegevens") is the title of the running text below it."""
    if len(paragraph.lines) != 1 or not after or label.kind not in _TITLED:
        return False
    rest, body = text[label.end :], after[0]
    if not rest[:1].isupper() or rest[-1] in ".;:,?!" or len(rest.split()) > 10:
        return False
    below = " ".join(line.text for line in body.lines).strip()
    if len(body.lines) == 1:  # titles may stand right above each other
        inner = split_label(below)
        first = inner is not None and inner.kind is not label.kind and is_first(inner)
        return first and inner is not None and _stands_alone(body, below, inner, after[1:])
    plain = body.kind is BlockKind.PARAGRAPH and split_label(below) is None and not body.note
    return plain and below[:1].isupper() and abs(body.size - paragraph.size) < 0.3


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
    ended = is_ended(before.text)
    if ended or split_label(text) is not None:
        return False
    if ends_broken(before.text.rstrip()) or text[0].islower() or before.text.rstrip().endswith(","):
        return True
    full = before.x1 >= last.measure - 4 * before.size
    return full and len(before.text.split()) > 3


def piece_of(
    paragraph: Paragraph,
    vocabulary: frozenset[str],
    *,
    ocr: bool = False,
    typeset: bool = True,
) -> Piece | None:
    """The piece a paragraph becomes: its lines joined, words that were broken made whole."""
    text = ""
    extra = sum(line.extra for line in paragraph.lines)
    for line in paragraph.lines:
        added = tidy(line.text)
        if not text:
            text = added
        elif opens_suffix(text, added):
            text += added
        elif line.text.strip() and ends_broken(text):
            if drops_hyphen(text, added, vocabulary, typeset=typeset):
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
    match = NOTE.match(piece.text)
    if match is None:
        return piece
    number = (match.group(1) or match.group(2)).translate(PLAIN_DIGITS)
    return replace(
        piece, text=piece.text[match.end() :], label=number, note=number,
        marks=tuple(mark for mark in piece.marks if mark != number),
    )  # fmt: skip
