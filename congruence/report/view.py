"""What a report shows, whatever its face: documents, counts, digests, sections of rows.

A result (`Comparison`, a version diff, a term dossier ...) becomes one `ReportView`; each face
(`html`, `word`, `excel`, `markdown`) renders that view and nothing else, so that every face shows
the same rows with the same ids. Texts from documents stand in `Run`s and are data: a face escapes
them. Texts of ours are already in the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from congruence.messages import _
from congruence.model import Block, BlockKind, Document, Span


class Tone(StrEnum):
    """How a tag looks. Never the only carrier of meaning: a tag always has a label as well."""

    FOUND = "found"
    POSSIBLE = "possible"
    NONE = "none"
    TENSION = "tension"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    PLAIN = "plain"


class Mark(StrEnum):
    """Why a stretch of a passage stands out."""

    SAME = "same"  # stands word for word in the counterpart
    UNCOVERED = "uncovered"  # a clause that the best counterpart says least about
    SIGNAL = "signal"  # quoted by a signal
    TERM = "term"  # the term a dossier is about
    INSERT = "insert"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text under the same marks."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document with the place to cite them by.

    Attributes:
        document: key of the document's `DocumentCard`.
        place: what to cite ("Artikel 3, lid 2", "alinea 12"), without the page.
        anchor: the row in which this passage is itself the subject, or None.
        heading: the headings above it, outermost first.
        caption: what this passage is here ("Tweede kandidaat"), or "".
        facts: figures about it, as (label, value).
        at: its number in its document, from 1, where the report shows it in its own place (each
            passage at most once); the reading view puts the documents together from these.
    """

    document: str
    block: str
    place: str
    page: int | None
    runs: tuple[Run, ...]
    kind: BlockKind = BlockKind.PARAGRAPH
    heading: tuple[str, ...] = ()
    anchor: str | None = None
    caption: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    at: int | None = None

    @property
    def text(self) -> str:
        """The words, without marks."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Tag:
    """The class a row is in: one key for filters, one label for readers."""

    key: str
    label: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at in a row: a signal, with both quotations."""

    key: str
    label: str
    first: str = ""
    second: str = ""
    detail: str = ""

    @property
    def text(self) -> str:
        """The remark in one line, for faces without layout."""
        quotes = ""
        if self.first or self.second:
            quotes = _("“{first}” against “{second}”").format(
                first=self.first or "—", second=self.second or "—"
            )
        said = ". ".join(part for part in (quotes, self.detail) if part)
        return f"{self.label}: {said}" if said else self.label


@dataclass(frozen=True, slots=True)
class Row:
    """One finding, change or occurrence.

    ``id`` is the result's own id (the JSON has it too); ``anchor`` is the readable permalink.
    ``left`` holds the passage the row is about, ``right`` what is laid beside it: best first.
    ``empty`` says in words why ``right`` (or ``left``) has nothing in it; ``further`` is the
    number of passages at the end of ``right`` that a face may fold away. ``facts`` are figures
    about the row as (label, value); ``group`` is the heading path the row stands under.
    """

    id: str
    anchor: str
    tag: Tag
    left: tuple[Passage, ...] = ()
    right: tuple[Passage, ...] = ()
    further: int = 0
    empty: str = ""
    remarks: tuple[Remark, ...] = ()
    observation: str = ""
    question: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    group: tuple[str, ...] = ()

    @property
    def subject(self) -> Passage:
        """The passage that names the row: the left one, else the right one."""
        return (self.left or self.right)[0]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: text (data), where it leads, and what to sort it by if not its text."""

    runs: tuple[Run, ...]
    anchor: str | None = None
    tone: Tone | None = None
    sort: str = ""

    @property
    def text(self) -> str:
        """The words, without marks."""
        return "".join(run.text for run in self.runs)

    @classmethod
    def of(cls, text: object, *, anchor: str | None = None, tone: Tone | None = None) -> Cell:
        """A cell of unmarked text."""
        return cls((Run("" if text is None else str(text)),), anchor, tone)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``width`` is in characters and weighs the columns of every face."""

    title: str
    width: int = 20
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Says that a table is one of several with the same columns, each about one thing.

    A workbook puts them in one sheet called ``title``, with a first column headed ``kind`` that
    says what each row is about: ``member``.
    """

    title: str
    kind: str
    member: str


@dataclass(frozen=True, slots=True)
class Table:
    """A plain table: renumbering, concordance, keywords in context, a matrix.

    ``header_column``: the first cell of a row names the row. ``sortable``: the reader of the
    HTML may order it by any column. ``series``: what it shares its sheet of a workbook with.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = ""
    header_column: bool = False
    sortable: bool = False
    series: Series | None = None

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row of a table has one cell a column")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: rows side by side, or a table, or both.

    ``columns`` head the two sides; ``short`` names the section where room is scarce (a tab, a
    sheet of 31 characters). One that is not ``listed`` is reached from the one before it: the
    contents leave it out. ``nav`` is what the contents call it where that is not its title.
    """

    id: str
    title: str
    short: str
    intro: str = ""
    columns: tuple[str, str] = ("", "")
    rows: tuple[Row, ...] = ()
    table: Table | None = None
    empty: str = ""
    listed: bool = True
    nav: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows are in one class."""

    tag: Tag
    value: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts that add up to a total the reader can check."""

    title: str
    total: int
    unit: str
    counts: tuple[Count, ...]
    section: str | None = None

    def __post_init__(self) -> None:
        if sum(count.value for count in self.counts) != self.total:
            raise ValueError(f"the counts of {self.title!r} do not add up to {self.total}")


@dataclass(frozen=True, slots=True)
class Digest:
    """A short list at the head of the report; each item leads to rows.

    ``tag`` gives it its look. ``empty`` is what to say when there is nothing in it.
    """

    id: str
    title: str
    tag: Tag
    intro: str = ""
    items: tuple[DigestItem, ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One line of a digest: our words, a quotation (data), and the rows it is about."""

    text: str = ""
    quote: str = ""
    places: tuple[tuple[str, str], ...] = ()  # (what to cite, anchor)
    runs: tuple[Run, ...] = ()  # the quotation with its marks, for faces that can show them


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with the same facts in words and in a table.

    ``svg`` is markup of our own making (`congruence.report.drawing` escapes what it is given).
    """

    id: str
    title: str
    svg: str
    description: str
    table: Table


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """A document as the report introduces it; ``facts`` are (label, value) lines."""

    key: str
    title: str
    name: str
    facts: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportView:
    """A whole report, ready for any face.

    ``lead`` is the first sentence a reader sees; ``legend`` explains tags and marks;
    ``method`` says how it was made, as (label, value); ``notes`` are remarks on the whole.
    """

    kind: str
    title: str
    lead: str
    documents: tuple[DocumentCard, ...]
    tallies: tuple[Tally, ...] = ()
    digests: tuple[Digest, ...] = ()
    pictures: tuple[Picture, ...] = ()
    sections: tuple[Section, ...] = ()
    legend: tuple[tuple[Tag | Mark, str], ...] = ()
    method: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    language: str = "nl"

    def rows(self) -> Iterator[Row]:
        """Every row of every section, in order."""
        for section in self.sections:
            yield from section.rows


def runs_of(text: str, spans: Sequence[tuple[Span, Mark]]) -> tuple[Run, ...]:
    """Cut ``text`` at the ends of ``spans``; each run carries the marks of all spans over it.

    Spans are code points, end exclusive; what lies outside the text is left out.
    """
    inside = [
        (max(0, span.start), min(len(text), span.end), mark)
        for span, mark in spans
        if span.start < min(len(text), span.end)
    ]
    cuts = sorted({0, len(text), *(at for start, end, _ in inside for at in (start, end))})
    runs = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        marks = {mark for low, high, mark in inside if low <= start and end <= high}
        runs.append(Run(text[start:end], tuple(mark for mark in Mark if mark in marks)))
    return tuple(runs) or (Run(text),)


def heading_texts(document: Document, block: Block) -> tuple[str, ...]:
    """The headings above ``block`` as printed, outermost first."""
    return tuple(
        " ".join(part for part in (heading.label, heading.text) if part)
        for heading in document.headings_above(block)
    )


def shorten(text: str, width: int = 160) -> str:
    """``text`` on one line, cut at a word where it is longer than ``width`` characters."""
    line = " ".join(text.split())
    if len(line) <= width:
        return line
    cut = line[: width - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[width // 2 :] else cut}…"
