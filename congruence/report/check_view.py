"""A check of a draft as a report: the remarks in its margin, then the matrix they come from."""

from __future__ import annotations

from congruence.compare.check import Check, MarginNote
from congruence.messages import _
from congruence.report.matrix_view import MatrixView
from congruence.report.view import Digest, DigestItem, ReportView, Tag, Tone


def view_of(result: Check) -> ReportView:
    """The report of ``result``, in the language in use."""
    base = MatrixView(result.matrix)
    names = ", ".join(document.title for document in result.matrix.others)
    title = _("{draft}, held against {documents}").format(draft=result.draft.title, documents=names)
    remarks = Digest(
        "remarks",
        _("Remarks in the margin"),
        Tag("remark", _("remark"), Tone.TENSION),
        _("Raised by the evidence; the answers are yours."),
        tuple(_item(base, result, note) for note in result.remarks if note.kind != "none"),
        _("No remarks: no counterpart differs on anything we look for."),
    )
    return base.view("check", title, first=(remarks,))


def _item(base: MatrixView, result: Check, note: MarginNote) -> DigestItem:
    words = result.draft.by_id[note.block].text[note.start : note.end]
    lines = note.text.split("\n")
    return DigestItem(text=f"{lines[0]} {lines[-1]}", quote=words, places=(base.cite(note.block),))
