"""The report as a document to discuss, with an empty column for the reaction.

What there is to discuss stands in full: passage, counterpart, observation, question. A passage
without a counterpart, or whose pair stood in full before, has a line; nothing is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from congruence.messages import _
from congruence.report.places import source_line
from congruence.report.view import Cell, Digest, Mark, Passage, ReportView, Row, Section, Table
from congruence.report.wordfile import Element, WordFile, WordTable

_WIDTH = 26.3  # centimetres between the margins of a landscape page
_SHOWN_ITEMS = 12
_FULL = (6.9, 6.9, 4.2, 5.0, 3.3)
_BRIEF = (4.2, 13.6, 4.5, 4.0)

Pair = frozenset[tuple[str, str]]


def render_word(view: ReportView) -> bytes:
    """``view`` as a ``.docx`` file, in the view's language."""
    file = WordFile(view.title, view.language, landscape=True)
    bookmarks = {row.anchor: f"r{at}" for at, row in enumerate(view.rows(), start=1)}
    file.heading(view.title, 0)
    file.paragraph(view.lead)
    for note in view.notes:
        file.paragraph(note, "Question")
    _counts(file, view)
    for digest in view.digests:
        _digest(file, digest, bookmarks)
    pairs: dict[Pair, str] = {}
    for section in view.sections:
        _section(file, section, bookmarks, pairs)
    for picture in view.pictures:
        file.heading(picture.title, 1)
        _table(file, picture.table, picture.title)
    _account(file, view)
    return file.save()


def _counts(file: WordFile, view: ReportView) -> None:
    for tally in view.tallies:
        counts = "; ".join(f"{count.value} {count.tag.label}" for count in tally.counts)
        file.paragraph(tally.title, "Heading 3")
        file.paragraph(f"{counts}. {tally.total} {_('{unit} in all').format(unit=tally.unit)}.")


def _digest(file: WordFile, digest: Digest, bookmarks: dict[str, str]) -> None:
    file.heading(f"{digest.title} ({len(digest.items)})", 2)
    if said := digest.intro if digest.items else digest.empty:
        file.paragraph(said)
    for item in digest.items[:_SHOWN_ITEMS]:
        quote = f"“{item.quote}”" if item.quote else ""
        glue = ": " if item.text[-1:].isalnum() and quote else " "
        words = glue.join(part for part in (item.text, quote) if part)
        links = [(label, bookmarks[to]) for label, to in item.places[:6] if to in bookmarks]
        file.paragraph(words, "List Bullet", links)
    more = len(digest.items) - _SHOWN_ITEMS
    if more > 0:
        file.paragraph(_("And {number} more, in the tables below.").format(number=more))


def _section(
    file: WordFile, section: Section, bookmarks: dict[str, str], pairs: dict[Pair, str]
) -> None:
    file.heading(section.title, 1)
    if section.intro:
        file.paragraph(section.intro)
    full, brief = [], []
    for row in section.rows:
        earlier = pairs.get(_pair(row)) if row.right else None
        if earlier or (row.empty and not row.remarks):
            brief.append((row, earlier))
        else:
            full.append(row)
            pairs[_pair(row)] = row.id
    if full:
        _full_table(file, section, full, bookmarks)
    if brief:
        _brief_table(file, brief, bookmarks)
    if section.table:
        _table(file, section.table, section.title)
    elif not section.rows:
        file.paragraph(section.empty or _("Nothing found."))


def _full_table(
    file: WordFile, section: Section, rows: Sequence[Row], bookmarks: dict[str, str]
) -> None:
    heads = (
        section.columns[0] or _("Passage"),
        section.columns[1] or _("Beside it"),
        _("Observation"),
        _("Question"),
        _("Reaction"),
    )
    table = file.table(_FULL, heads, section.title)
    for group, members in groupby(rows, key=lambda row: row.group):
        if group:
            table.group(" › ".join(group))
        for row in members:
            table.row(_row(table, row, bookmarks[row.anchor]))


def _brief_table(
    file: WordFile, rows: Sequence[tuple[Row, str | None]], bookmarks: dict[str, str]
) -> None:
    """A line each for what has nothing beside it, or stands in full further up."""
    title = _("The other passages, in brief")
    file.heading(title, 2)
    heads = (_("Place"), _("Passage"), _("Observation"), _("Reaction"))
    table = file.table(_BRIEF, heads, title)
    for row, earlier in rows:
        observation = _("{tag}: see {id}").format(tag=row.tag.label, id=earlier)
        subject = row.subject
        table.row(
            [
                [
                    table.paragraph(row.id, "Place", bookmarks[row.anchor]),
                    table.paragraph(source_line(subject.place, subject.page), "Place"),
                ],
                [table.paragraph(passage.runs, "Passage") for passage in row.left or row.right],
                [table.paragraph(observation if earlier else row.tag.label)],
                [],
            ]
        )


def _pair(row: Row) -> Pair:
    passages = (*row.left[:1], *row.right[:1])
    return frozenset((passage.document, passage.block) for passage in passages)


def _row(table: WordTable, row: Row, bookmark: str) -> list[list[Element]]:
    left = [table.paragraph(row.id, "Place", bookmark)]
    for passage in row.left:
        left += _passage(table, passage)
    shown = len(row.right) - row.further
    right = [table.paragraph(row.empty)] if row.empty else []
    for passage in row.right[:shown] if shown else ():
        right += _passage(table, passage)
    further = [
        f"{passage.caption}: {passage.document.upper()}, {source_line(passage.place, passage.page)}"
        for passage in row.right[shown:]
    ]
    if further:
        right.append(table.paragraph("; ".join(further), "Place"))
    # Where nothing was found the cell beside the passage says so already.
    observation = [] if row.empty else [table.paragraph(row.tag.label, "Question")]
    observation += [table.paragraph(remark.text) for remark in row.remarks]
    if row.observation:
        observation.append(table.paragraph(row.observation))
    question = [table.paragraph(row.question)] if row.question else []
    return [left, right, observation, question, []]


def _passage(table: WordTable, passage: Passage) -> list[Element]:
    place = source_line(passage.place, passage.page)
    head = f"{passage.caption}: {place}" if passage.caption else place
    return [table.paragraph(head, "Place"), table.paragraph(passage.runs, "Passage")]


def _table(file: WordFile, table: Table, caption: str) -> None:
    if not table.rows:
        file.paragraph(table.empty or _("Nothing found."))
        return
    weight = sum(column.width for column in table.columns)
    widths = [_WIDTH * column.width / weight for column in table.columns]
    made = file.table(widths, [column.title for column in table.columns], caption)
    for cells in table.rows:
        made.row([_cell(made, cell) for cell in cells])


def _cell(table: WordTable, cell: Cell) -> list[Element]:
    return [table.paragraph(cell.runs)]


def _looks(mark: Mark) -> str:
    """How `wordfile` shows a mark, in words."""
    looks = {
        Mark.SAME: _("shaded words"),
        Mark.UNCOVERED: _("words with a dotted line"),
        Mark.SIGNAL: _("bold words"),
        Mark.TERM: _("bold words"),
        Mark.INSERT: _("underlined words"),
        Mark.DELETE: _("words struck through"),
    }
    return looks[mark]


def _account(file: WordFile, view: ReportView) -> None:
    file.heading(_("How this was made"), 1)
    lines = [(_("Method"), label, value) for label, value in view.method]
    lines += [
        (_("Legend"), _looks(sign) if isinstance(sign, Mark) else sign.label, meaning)
        for sign, meaning in view.legend
    ]
    for document in view.documents:
        name = f"{document.key.upper()}: {document.name}"
        lines += [(name, label, value) for label, value in document.facts]
        lines += [(name, _("Remarks on reading"), text) for text in document.warnings]
    heads = (_("Document"), _("What"), _("Value"))
    table = file.table((7.0, 5.3, 14.0), heads, _("How this was made"))
    for line in lines:
        table.row([[table.paragraph(text)] for text in line])
    file.paragraph(
        _("Made on this computer; no text left it. Every quotation is verbatim from the documents"
          " named. The report shows evidence and raises questions; what it means is for people"
          " to decide.")
    )  # fmt: skip
