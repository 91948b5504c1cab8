"""The tables of a diff: was and becomes, the running text, the renumbering, the references."""

from __future__ import annotations

from collections.abc import Sequence

from congruence.messages import _
from congruence.report.diff_rows import DiffRows
from congruence.report.diff_words import MARKS, MOVED, STATES, kind_tag
from congruence.report.places import source_line
from congruence.report.view import Cell, Column, Mark, Passage, Run, Section, Table, Tone
from congruence.versions import Change, ChangeKind, ReferenceState, Weight


def was_and_becomes(diff: DiffRows) -> Section:
    """Every change but the editorial ones, the two wordings beside each other."""
    shown = [c for c in diff.changed if c.weight is not Weight.EDITORIAL]
    rows = []
    for change in shown:
        row = diff.rows[change.id]
        remarks = "; ".join(
            part
            for part in (
                row.tag.label,
                *dict.fromkeys(f"{remark.label}: {remark.detail}" for remark in row.remarks),
            )
            if part
        )
        rows.append(
            (
                _cell(row.left, row.anchor, place=True), _cell(row.left),
                _cell(row.right, row.anchor, place=True), _cell(row.right),
                Cell.of(remarks, tone=row.tag.tone),
            )
        )  # fmt: skip
    columns = (
        Column(_("Was: place"), 14), Column(_("Was"), 44), Column(_("Becomes: place"), 14),
        Column(_("Becomes"), 44), Column(_("Remark"), 24),
    )  # fmt: skip
    return Section(
        id="was-wordt",
        title=_("Was and becomes"),
        short=_("Was and becomes"),
        intro=_("Every change but the editorial ones, in the order of the new version."),
        table=Table(columns, tuple(rows), empty=_("No changes of this kind.")),
    )


def running_text(diff: DiffRows) -> Section:
    """The new text with everything that went and came in it, moved passages at both places."""
    left_for = _left_places(diff)
    rows: list[tuple[Cell, Cell]] = []
    for change in diff.result.changes:
        for moved in left_for.get(change.id, ()):
            place = diff.cite("old", diff.result.old.by_id[moved.old[0]])
            to = _("moved from here to {place}").format(place=diff.cited(moved)[1])
            left = (Run(moved.old_text, (Mark.DELETE,)), Run(f" → {to}"))
            rows.append((Cell.of(place), Cell(left, anchor=diff.anchor(moved), tone=Tone.MOVED)))
        document, block = diff.subject(change)
        side = "new" if document is diff.result.new else "old"
        changed = change.kind is not ChangeKind.UNCHANGED
        runs = tuple(
            Run(words.text.replace("\n", " ¶ "), MARKS[words.op]) for words in change.words
        )
        if change.kind in MOVED:
            note = _("moved to here from {place}").format(place=diff.cited(change)[0])
            runs = (Run(f"{note}: "), *runs)
        rows.append(
            (
                Cell.of(diff.cite(side, block),
                        anchor=diff.anchor(change) if changed else None),
                Cell(runs, tone=kind_tag(change.kind).tone if changed else None),
            )
        )  # fmt: skip
    return Section(
        id="inline",
        title=_("Running text with the changes in it"),
        short=_("Running text"),
        table=Table((Column(_("Place"), 16), Column(_("Text"), 100)), tuple(rows)),
    )


def renumbering(diff: DiffRows) -> Section:
    """The numbers that changed, old beside new."""
    anchors = {}
    for change in diff.changed:
        if change.old and change.new:
            anchors[diff.result.new.by_id[change.new[0]].place] = diff.anchor(change)
    rows = tuple(
        (Cell.of(label.old), Cell.of(label.new, anchor=anchors.get(label.new)))
        for label in diff.result.labels
    )
    columns = (Column(diff.names[0], 40), Column(diff.names[1], 40))
    return Section(
        id="renumbering",
        title=_("Renumbering"),
        short=_("Renumbering table"),
        intro=_("What stands under a renumbered provision and kept its own number follows it."),
        table=Table(columns, rows, empty=_("No number changed.")),
    )


def references(diff: DiffRows) -> Section:
    """References that ask for a look, and those that were renumbered along."""
    rows = []
    for reference in diff.result.references:
        kept = reference.target_old == reference.target_new
        if reference.state is ReferenceState.FOLLOWS and (kept or not reference.target_old):
            continue
        label, tone = STATES[reference.state]
        block = diff.result.new.by_id[reference.block]
        change = diff.result.by_new[reference.block]
        shown = change.kind is not ChangeKind.UNCHANGED
        rows.append(
            (
                Cell.of(
                    diff.cite("new", block), anchor=diff.anchor(change) if shown else None
                ),
                Cell.of(reference.text), Cell.of(reference.target_old or ""),
                Cell.of(reference.target_new or ""), Cell.of(_(label), tone=tone),
            )
        )  # fmt: skip
    columns = (
        Column(_("Stands in"), 24), Column(_("Reference"), 30), Column(_("Pointed at"), 24),
        Column(_("Stands now in"), 24), Column(_("State"), 24),
    )  # fmt: skip
    return Section(
        id="references",
        title=_("References"),
        short=_("References"),
        intro=_("References that changed with their provision, and those that did not."),
        table=Table(columns, tuple(rows), empty=_("No reference asks for a look.")),
    )


def _left_places(diff: DiffRows) -> dict[str, list[Change]]:
    """For each change the moved passages that stood just before it in the old version."""
    by_old = diff.result.by_old
    found: dict[str, list[Change]] = {}
    waiting: list[Change] = []
    for block in diff.result.old.blocks:
        change = by_old[block.id]
        if change.kind in MOVED:
            waiting.append(change)
        elif waiting:
            found.setdefault(change.id, []).extend(waiting)
            waiting = []
    if waiting and diff.result.changes:
        found.setdefault(diff.result.changes[-1].id, []).extend(waiting)
    return found


def _cell(passages: Sequence[Passage], anchor: str | None = None, *, place: bool = False) -> Cell:
    """Passages as one cell: where they stand, or their words."""
    if place:
        cited = [source_line(passage.place, passage.page) for passage in passages]
        return Cell.of("; ".join(cited), anchor=anchor if cited else None)
    runs: list[Run] = []
    for at, passage in enumerate(passages):
        runs += [Run(" ¶ ")] if at else []
        runs += passage.runs
    return Cell(tuple(runs) or (Run(""),))
