"""The report as Markdown: readable as it is, and in any tool that shows Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from congruence.messages import _
from congruence.report.places import source_line
from congruence.report.safe import markdown_text as plain
from congruence.report.view import (
    Digest,
    DocumentCard,
    Passage,
    ReportView,
    Row,
    Section,
    Table,
    Tally,
)


def render_markdown(view: ReportView) -> str:
    """``view`` as CommonMark with tables (GitHub flavour)."""
    return "\n".join(_lines(view)).rstrip() + "\n"


def _lines(view: ReportView) -> Iterator[str]:
    yield f"# {plain(view.title)}"
    yield ""
    yield plain(view.lead)
    yield ""
    for note in view.notes:
        yield f"> {plain(note)}"
        yield ""
    for tally in view.tallies:
        yield from _tally(tally)
    for digest in view.digests:
        yield from _digest(digest)
    for picture in view.pictures:
        yield f"## {plain(picture.title)}"
        yield ""
        yield from _table(picture.table)
    for section in view.sections:
        yield from _section(section)
    yield f"## {_('How this was made')}"
    yield ""
    for label, value in view.method:
        yield f"- {plain(label)}: {plain(value)}"
    yield ""
    for document in view.documents:
        yield from _card(document)


def _tally(tally: Tally) -> Iterator[str]:
    yield f"**{plain(tally.title)}**"
    yield ""
    for count in tally.counts:
        yield f"- {count.value} {plain(count.tag.label)}"
    yield f"- {tally.total} {_('{unit} in all').format(unit=tally.unit)}"
    yield ""


def _digest(digest: Digest) -> Iterator[str]:
    yield f"## {plain(digest.title)} ({len(digest.items)})"
    yield ""
    if not digest.items:
        yield plain(digest.empty)
    for item in digest.items:
        words = ": ".join(
            part for part in (plain(item.text), f"“{plain(item.quote)}”" if item.quote else "")
            if part
        )  # fmt: skip
        places = ", ".join(f"{plain(label)} (`{anchor}`)" for label, anchor in item.places)
        yield f"- {words}  "
        yield f"  {places}"
    yield ""


def _section(section: Section) -> Iterator[str]:
    yield f"## {plain(section.title)}"
    yield ""
    if section.intro:
        yield plain(section.intro)
        yield ""
    group: tuple[str, ...] = ()
    for row in section.rows:
        if row.group != group:
            group = row.group
            if group:
                yield f"### {plain(' › '.join(group))}"
                yield ""
        yield from _row(row)
    if section.table:
        yield from _table(section.table)
    elif not section.rows:
        yield plain(section.empty or _("Nothing found."))
        yield ""


def _row(row: Row) -> Iterator[str]:
    yield f"#### {plain(row.subject.place)}: {plain(row.tag.label)}"
    yield ""
    yield f"`{row.id}`"
    yield ""
    for passage in row.left:
        yield from _passage(passage)
    if row.empty:
        yield plain(row.empty)
        yield ""
    for passage in row.right:
        yield from _passage(passage)
    for remark in row.remarks:
        yield f"- {plain(remark.text)}"
    if row.observation:
        yield f"- {plain(row.observation)}"
    if row.question:
        yield f"- **{_('Question')}**: {plain(row.question)}"
    yield ""


def _passage(passage: Passage) -> Iterator[str]:
    where = plain(source_line(passage.place, passage.page))
    head = f"{plain(passage.caption)}: {where}" if passage.caption else where
    yield f"{passage.document.upper()}, {head}"
    yield ""
    yield f"> {plain(passage.text)}"
    yield ""


def _table(table: Table) -> Iterator[str]:
    if not table.rows:
        yield plain(table.empty or _("Nothing found."))
        yield ""
        return
    yield "| " + " | ".join(plain(column.title) for column in table.columns) + " |"
    yield "|" + "|".join(" ---: " if column.numeric else " --- " for column in table.columns) + "|"
    for row in table.rows:
        yield "| " + " | ".join(plain(cell.text) for cell in row) + " |"
    yield ""


def _card(document: DocumentCard) -> Iterator[str]:
    yield f"### {plain(document.key.upper())}: {plain(document.name)}"
    yield ""
    for label, value in document.facts:
        yield f"- {plain(label)}: {plain(value)}"
    for warning in document.warnings:
        yield f"- {_('Remarks on reading')}: {plain(warning)}"
    yield ""
