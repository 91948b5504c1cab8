"""Lines of a PDF put together into paragraphs, as their place and type show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, field
from itertools import pairwise

from congruence.extract.contents import has_leader
from congruence.extract.headings import is_caption
from congruence.extract.inline import MARK, unmarked
from congruence.extract.pdf_lines import Line, is_division, label_of
from congruence.extract.pdf_tags import Unit
from congruence.model import BlockKind
from congruence.text.labels import Label, LabelKind, is_successor

_ENDS = tuple(".:;!?…")
_CLOSING = "”’\"')]»¹²³⁴⁵⁶⁷⁸⁹⁰"
_ABBREVIATION = re.compile(
    r"\b(?:art|artt|nr|nrs|blz|p|pp|par|jo|bijv|bv|vgl|zgn|evt|incl|excl|resp|ca|dr|mr|drs|prof|"
    r"st|d\.d|o\.a|d\.w\.z|m\.b\.t|i\.v\.m|e\.d|o\.b\.v|t\.b\.v|n\.a\.v)\.$",
    re.IGNORECASE,
)
NOTE = re.compile(r"(\d{1,3})(?:\s+(?=\D)|(?=[A-Z][a-z]))|([⁰¹²³⁴⁵⁶⁷⁸⁹]+)\s*")
_INLINE = re.compile(r"\S\s+\((?:i|a|1)\)\s")


@dataclass(slots=True)
class Paragraph:
    """Lines that read as one paragraph."""

    lines: list[Line]
    measure: float  # the right edge of the column it stands in
    left: float = 0.0  # its left edge
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
        """Whether all its lines are bold, but for "Artikel 2" before the title of the article."""
        titled = len(self.lines) > 1 and is_division(self.lines[0].plain)
        return all(line.bold for line in self.lines[titled:])

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
        within: dict[float, Counter[float]] = {}
        for lines in pages:
            for line in lines:
                sizes[line.size] += line.ink
            for before, line in pairwise(lines):
                gap = round(line.base - before.base, 0)
                if before.size == line.size and 0 < gap < 3 * line.size:
                    gaps.setdefault(line.size, Counter())[gap] += 1
                    if _continues(before, line):
                        within.setdefault(line.size, Counter())[gap] += 1
        body = max(sizes, key=lambda size: (sizes[size], size)) if sizes else 10.0
        leading = {
            size: max(found, key=lambda gap: (found[gap], -gap))
            for size, found in {**gaps, **within}.items()
        }
        return cls(body, leading)

    def gap(self, size: float) -> float:
        """The usual distance between two baselines at ``size``."""
        return self.leading.get(size, 1.25 * size)


def _continues(before: Line, line: Line) -> bool:
    """Whether a line surely goes on with the one above it: a word in the middle of a sentence."""
    text = line.text.lstrip()
    return text[:1].islower() and label_of(text) is None and not is_ended(before.text)


def goes_on(last: Paragraph, line: Line, type_: Typography) -> bool:
    """Whether a line right below a paragraph is its next one, though another run begins there."""
    before = last.lines[-1]
    near = 0 < line.base - before.base <= 1.35 * type_.gap(line.size)
    alike = before.size == line.size and before.bold == line.bold
    if not near or not alike or abs(line.x0 - before.x0) > 0.5 * line.size or is_ended(before.text):
        return False
    return label_of(line.plain) is None and before.x1 + 1.1 * first_word(line) >= last.measure


def paragraphs_of(
    run: list[Line], type_: Typography, apart: Container[int] = frozenset()
) -> list[Paragraph]:
    """The paragraphs in one run of lines (a column, or a page).

    Args:
        run: the lines, in order.
        type_: what is normal in the document.
        apart: the lines (by ``id``) that surely begin a paragraph.
    """
    if not run:
        return []
    measure = max(line.x1 for line in run)
    left = min(line.x0 for line in run)
    found: list[Paragraph] = []
    for line in run:
        last = found[-1] if found else None
        if last is None or id(line) in apart or _parts(last, line, left, measure, type_):
            found.append(Paragraph([line], measure, left))
        else:
            last.lines.append(line)
    return found


def _parts(last: Paragraph, line: Line, left: float, measure: float, type_: Typography) -> bool:
    """Whether ``line`` begins a new paragraph."""
    before = last.lines[-1]
    gap = _gap(last, line)
    if abs(gap) < 0.4 * line.size:  # on one row, or in a redline below a row that is hidden
        apart = line.x0 - before.x1 > 3 * line.size
        return apart and not _is_label(last) and not line.text.strip().isdigit()
    if _is_entry(last) or _opens_note(last, line):
        return True
    if gap < 0 or gap > 1.35 * max(type_.gap(line.size), type_.gap(before.size)):
        return True
    label = _label_of(last, line, type_)
    if abs(line.size - before.size) > 0.08 * before.size + 0.25:
        small = MARK.match(line.text.strip()) or min(line.ink, before.ink) <= 3
        return not small or (label is not None and label.kind is LabelKind.BULLET)
    if has_leader(before.text) or has_leader(line.text):
        return True
    ended = is_ended(before.text)
    short = before.x1 + 1.1 * first_word(line) < measure
    listed = before.text.rstrip().endswith((",", " en", " of"))
    bullet = label is not None and label.kind is LabelKind.BULLET
    if label is not None and (ended or short or listed or bullet or _follows(last, label)):
        return not (bullet and label.printed == "o")
    if short and _is_captioned(last) and is_caption(line.plain):
        return True  # a list of figures
    return _turns(last, line, left, ended=ended, short=short)


def _is_captioned(paragraph: Paragraph) -> bool:
    return is_caption(" ".join(line.plain for line in paragraph.lines))


def _opens_note(last: Paragraph, line: Line) -> bool:
    """Whether a line is the small number of the next note, at the left of its own row."""
    first = last.lines[0]
    number = line.text.strip()
    small = line.size < 0.9 * last.lines[-1].size
    return number.isdecimal() and len(number) < 4 and small and line.x0 < first.x0 + line.size


def _follows(last: Paragraph, label: Label) -> bool:
    """Whether a label is the next one after that of the paragraph above."""
    own = label_of(last.lines[0].plain)
    return own is not None and own.kind is label.kind and is_successor(own, label)


def _turns(last: Paragraph, line: Line, left: float, *, ended: bool, short: bool) -> bool:
    """Whether the type or the indent of a line without a label says that a paragraph begins."""
    before = last.lines[-1]
    outdented = line.x0 < last.lines[0].x0 - 0.8 * line.size
    if line.bold != before.bold and (short or before.bold or outdented):
        return True
    moved = abs(line.x0 - before.x0) > 0.3 * line.size
    titled = before.italic and len(last.lines) == 1
    if line.italic != before.italic and (ended or titled) and (short or moved):
        return True
    within = _hangs(last, line)
    if ended and short and not within:
        return True
    if (
        ended and not within
        and line.x0 > left + 0.8 * line.size and before.x0 < line.x0 - 0.8 * line.size
    ):  # fmt: skip
        return True
    hanging = label_of(last.lines[0].plain) is not None
    return outdented and (ended or hanging)


def _gap(last: Paragraph, line: Line) -> float:
    """How far a line stands below the paragraph; a line of a redline that is hidden counts."""
    before = last.lines[-1]
    if line.above is not None and before.base - 0.4 * line.size < line.above < line.base:
        beside = line.above < before.base + 0.4 * line.size and _is_label(last)
        return 0.0 if beside else line.base - line.above
    return line.base - before.base


def _label_of(last: Paragraph, line: Line, type_: Typography) -> Label | None:
    """The label that ``line`` begins with, unless it belongs to the sentence above."""
    text = line.plain
    label = label_of(text)
    if label is None:
        return None
    if label.printed.startswith("(") and _INLINE.search(unmarked(last.text)):
        return None  # (ii) of an enumeration within a sentence
    if label.kind is LabelKind.BULLET:
        glued = not text[len(label.printed) :][:1].isspace() and text[1:2].islower()
        return None if glued and not is_ended(last.lines[-1].text) else label  # "of ⏎ –beneming"
    note = last.size < 0.93 * type_.body and NOTE.match(last.text.strip())
    return None if note and not NOTE.match(text) else label  # "p. 8" in a note


def first_word(line: Line) -> float:
    """Estimate how wide the first word of a line is, with the space before it."""
    text = line.text.strip()
    return line.width / max(len(text), 1) * (len(text.split(maxsplit=1)[0]) + 1)


def is_ended(text: str) -> bool:
    """Whether a line ends its sentence: with a full stop that is not an abbreviation's."""
    bare = text.rstrip().rstrip(_CLOSING)
    return bare.endswith(_ENDS) and not (bare[-1] == "." and _ABBREVIATION.search(bare[-10:]))


def _hangs(paragraph: Paragraph, line: Line) -> bool:
    """Whether a line stands under the text of the list item above it, beside its mark."""
    first = paragraph.lines[0]
    label = label_of(first.plain)
    return label is not None and first.x0 + 0.5 * line.size < line.x0 < first.x0 + 8 * line.size


def _is_label(paragraph: Paragraph) -> bool:
    """Whether all there is of a paragraph so far is its label."""
    text = paragraph.lines[0].plain
    label = label_of(text, heading=True) if len(paragraph.lines) == 1 else None
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
        text = " ".join(line.text.strip() for line in paragraph.lines[:2])
        alone = text.isdecimal() and len(text) < 4 and paragraph is paragraphs[-1]
        opened = opened or NOTE.match(text) is not None or alone
        paragraph.note = opened
