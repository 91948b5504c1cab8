"""A draft held against documents: the remarks in its margin first, then the matrix below them."""

from __future__ import annotations

from dataclasses import replace

from congruence.compare.check import Check, MarginNote
from congruence.messages import _
from congruence.report.matrix_view import MatrixView
from congruence.report.places import source_line
from congruence.report.view import Cell, Column, ReportView, Section, Table, Tone, shorten
from congruence.report.words import signal_label

_QUOTE = 200


def view_of(result: Check) -> ReportView:
    """The report of ``result``, in the language in use."""
    parts = MatrixView(result.matrix)
    view = parts.view()
    remarks = Section(
        id="remarks",
        title=_("Remarks in the margin"),
        short=_("Remarks"),
        intro=_("The same remarks stand in the copy of the draft, at the words they are about."),
        table=Table(
            columns=(
                Column(_("Place"), 20),
                Column(_("Words of the draft"), 50),
                Column(_("About"), 18),
                Column(_("Remark"), 70),
                Column(_("Held beside"), 14),
            ),
            # What a counterpart says differently comes before what has none.
            rows=tuple(
                _line(parts, note)
                for note in sorted(result.remarks, key=lambda note: note.kind == "none")
            ),
            empty=_("There is nothing to remark."),
        ),
    )
    return replace(
        view,
        kind="check",
        title=_("Draft held against other documents: {name}").format(name=result.draft.headline),
        sections=(remarks, *view.sections),
    )


def _line(parts: MatrixView, note: MarginNote) -> tuple[Cell, ...]:
    block = parts.side.document.by_id[note.block]
    letters = {other.document.id: other.letter for other in parts.others}
    against = [letters[name] for name in note.against if name in letters]
    first = against[0] if against else parts.others[0].letter
    anchor = next(
        (row.anchor for row in parts.rows[first] if row.subject.block == note.block), None
    )
    nothing = note.kind == "none"
    about = {
        "none": _("No counterpart found"),
        "uncovered": _("Partly found back"),
    }.get(note.kind) or signal_label(note.kind)
    return (
        Cell.of(source_line(parts.side.places.cite(block), block.page), anchor=anchor),
        Cell.of(shorten(block.text[note.start : note.end], _QUOTE)),
        Cell.of(about, tone=Tone.NONE if nothing else Tone.TENSION),
        # The question that follows "nothing found" stands beside the passage below.
        Cell.of(note.text.split("\n")[0] if nothing else note.text),
        Cell.of(", ".join(letter.upper() for letter in against)),
    )
