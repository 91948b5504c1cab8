"""The report as a document to discuss, with an empty column for the reaction.

What there is to discuss stands in full: passage, counterpart, observation, question. A passage
without a counterpart, or whose pair stood in full before, has a line with its opening words: no
passage is left out, and the report says where the rest of such a passage is.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from congruence.messages import _
from congruence.report.places import source_line
from congruence.report.view import (
    Cell,
    Digest,
    Mark,
    Passage,
    ReportView,
    Row,
    Run,
    Section,
    Table,
)
from congruence.report.wordfile import Element, WordFile, WordTable

_WIDTH = 26.3  # centimetres between the margins of a landscape page
_SHOWN_ITEMS = 12
_FULL = (6.9, 6.9, 4.2, 5.0, 3.3)
_BRIEF = (5.4, 15.6, 5.3)
_OPENING = 220  # characters: two lines of the table, more than most passages have

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
        _table(file, picture.table, picture.title, bookmarks)
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
        glue = " " if item.text[-1:] in ".?!:" else ": "
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
        _table(file, section.table, section.title, bookmarks)
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
    rows = sorted(rows, key=lambda member: (member[1] is None, member[0].tag.key))
    openings = [_opening(row.left or row.right) for row, _earlier in rows]
    if any(cut for _runs, cut in openings):
        file.paragraph(
            _("Of a long passage only the beginning stands here. The whole text is in report.html,"
              " under the same id, and in the document itself.")
        )  # fmt: skip
    table = file.table(_BRIEF, (_("Place"), _("Passage"), _("Reaction")), title, tight=True)
    for state, members in groupby(zip(rows, openings, strict=True), key=_state):
        table.group(state)
        for (row, earlier), (runs, _cut) in members:
            subject = row.subject
            place = f"{source_line(subject.place, subject.page)} · {row.id}"
            see = (Run(" " + _("(see {id})").format(id=earlier)),) if earlier else ()
            table.row(
                [
                    [table.paragraph(place, "Place", bookmarks[row.anchor])],
                    [table.paragraph((*runs, *see), "Opening")],
                    [],
                ]
            )


def _state(member: tuple[tuple[Row, str | None], tuple[tuple[Run, ...], bool]]) -> str:
    """What the rows of one stretch of the brief table have in common."""
    (row, earlier), _opening = member
    return (
        _("{tag}; the pair stands in full above").format(tag=row.tag.label)
        if earlier
        else row.tag.label
    )


def _opening(passages: Sequence[Passage]) -> tuple[tuple[Run, ...], bool]:
    """The first words of ``passages``, marks kept, and whether there are more."""
    runs: list[Run] = []
    for at, passage in enumerate(passages):
        runs += ([Run(" ¶ ")] if at else []) + list(passage.runs)
    if sum(len(run.text) for run in runs) <= _OPENING:
        return tuple(runs), False
    kept: list[Run] = []
    left = _OPENING
    for run in runs:
        if len(run.text) >= left:
            words = run.text[:left].rpartition(" ")[0] or run.text[:left]
            kept.append(Run(f"{words} …", run.marks))
            break
        kept.append(run)
        left -= len(run.text)
    return tuple(kept), True


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


def _table(file: WordFile, table: Table, caption: str, bookmarks: dict[str, str]) -> None:
    if not table.rows:
        file.paragraph(table.empty or _("Nothing found."))
        return
    weight = sum(column.width for column in table.columns)
    widths = [_WIDTH * column.width / weight for column in table.columns]
    made = file.table(widths, [column.title for column in table.columns], caption, tight=True)
    for cells in table.rows:
        made.row([_cell(made, cell, bookmarks) for cell in cells])


def _cell(table: WordTable, cell: Cell, bookmarks: dict[str, str]) -> list[Element]:
    return [table.paragraph(cell.runs, "Opening", link=bookmarks.get(cell.anchor or ""))]


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
