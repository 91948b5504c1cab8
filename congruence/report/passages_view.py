"""A list of passages of one kind as a report: a table that can be sorted, with counts."""

from __future__ import annotations

from collections import Counter

from congruence.messages import N_, _, language
from congruence.report.terms_marks import marked
from congruence.report.terms_words import (
    DEFINITIONS,
    LEVELS,
    MODES,
    QUOTES,
    STATES,
    STRENGTHS,
    VOICES,
    Citations,
)
from congruence.report.view import Cell, Column, Count, ReportView, Section, Table, Tag, Tally, Tone
from congruence.report.words import document_card
from congruence.terms.result import Definition, NormPassage, Objection, Passages, Quotation

_TITLES = {
    "norms": N_("Norms, sentence by sentence"),
    "definitions": N_("Definitions"),
    "objections": N_("Objections, doubts and tension"),
    "quotes": N_("Quotations"),
}

Item = NormPassage | Definition | Objection | Quotation


def class_name(kind: str, item: Item) -> str:
    """The class a passage is counted under, in the language in use."""
    if isinstance(item, NormPassage):
        return _(STRENGTHS[item.label])
    if isinstance(item, Definition):
        return _(DEFINITIONS[item.type])
    if isinstance(item, Objection):
        return _(LEVELS[item.level])
    return _(QUOTES[item.function])


def view_of(result: Passages) -> ReportView:
    """The report of ``result``, in the language in use."""
    cite = Citations(result.documents)
    counts = Counter(class_name(result.kind, item) for item in result.passages)
    title = _(_TITLES[result.kind])
    return ReportView(
        kind="passages",
        title=title,
        lead=_("{count} passages from {documents}.").format(
            count=len(result.passages),
            documents=", ".join(document.name for document in result.documents),
        ),
        documents=tuple(document_card(d, f"d{at}") for at, d in enumerate(result.documents, 1)),
        tallies=(
            Tally(
                title,
                len(result.passages),
                _("passages"),
                tuple(
                    Count(Tag(name, name, Tone.PLAIN), count)
                    for name, count in sorted(counts.items(), key=lambda i: (-i[1], i[0]))
                ),
                "passages",
            ),
        ),
        sections=(Section("passages", title, title, table=_table(result, cite)),),
        language=language(),
    )


def _table(result: Passages, cite: Citations) -> Table:
    heads: dict[str, tuple[Column, ...]] = {
        "norms": (Column(_("Weight"), 16), Column(_("On whom"), 20), Column(_("How"), 20)),
        "definitions": (Column(_("Word explained"), 22), Column(_("Kind"), 18)),
        "objections": (Column(_("Who"), 20), Column(_("Against"), 22), Column(_("How"), 18)),
        "quotes": (Column(_("Function"), 16), Column(_("Checked"), 24)),
    }
    rows = []
    for item in sorted(result.passages, key=_binds_nobody):
        words = Cell(marked(item.place.text, _markers(item)))
        source = (Cell.of(cite.name(item.place.document)), Cell.of(cite.where(item.place)))
        rows.append((words, *_cells(item), *source))
    return Table(
        columns=(
            Column(_("Verbatim"), 60),
            *heads[result.kind],
            Column(_("Document"), 24),
            Column(_("Place"), 22),
        ),
        rows=tuple(rows),
        empty=_("None were found in the documents read."),
        sortable=True,
    )


def _binds_nobody(item: Item) -> bool:
    """Sentences without a norm come after those with one; both stay in reading order."""
    return isinstance(item, NormPassage) and item.label == "none"


def _markers(item: Item) -> tuple[str, ...]:
    if isinstance(item, NormPassage):
        return (item.marker,) if item.marker else ()
    return item.markers if isinstance(item, Objection) else ()


def _cells(item: Item) -> tuple[Cell, ...]:
    if isinstance(item, NormPassage):
        how = _(MODES[item.mode])
        low = item.confidence == "low"
        bearer = _("not named (passive)") if item.bearer == "(passief)" else item.bearer
        return (
            Cell.of(_(STRENGTHS[item.label]), tone=Tone.POSSIBLE if low else None),
            Cell.of(bearer),
            Cell.of(f"{how}; {_('judge for yourself')}" if low else how),
        )
    if isinstance(item, Definition):
        return Cell.of(item.definiendum), Cell.of(_(DEFINITIONS[item.type]))
    if isinstance(item, Objection):
        return (
            Cell.of(item.holder or _("unknown")),
            Cell.of(item.target or _("unclear: read it yourself")),
            Cell.of(f"{_(LEVELS[item.level])}, {_(VOICES[item.voice])}"),
        )
    function = _(QUOTES[item.function])
    check = _(STATES[item.source_check.state]) if item.source_check else ""
    return (
        Cell.of(f"{function}, {_('contested')}" if item.contested else function,
                tone=Tone.TENSION if item.contested else None),
        Cell.of(check),
    )  # fmt: skip
