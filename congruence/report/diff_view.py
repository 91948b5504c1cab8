"""Two versions as a report: what became stronger or weaker first, then every change.

A `VersionDiff` becomes the same `ReportView` that a comparison becomes, so that HTML, Excel,
Markdown and Word show the same rows; the Word file is the was-wordt table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import PurePath

from congruence.messages import N_, _, language
from congruence.model import Block, Document, Signal
from congruence.report.places import Places, document_keys, source_line
from congruence.report.view import (
    Cell,
    Column,
    Count,
    Digest,
    DigestItem,
    Mark,
    Passage,
    Remark,
    ReportView,
    Row,
    Run,
    Section,
    Table,
    Tag,
    Tally,
    Tone,
    heading_texts,
    shorten,
)
from congruence.report.words import document_card, signal_label
from congruence.versions import (
    Change,
    ChangeKind,
    Op,
    ReferenceState,
    Turn,
    VersionDiff,
    Weight,
    turn_of,
)

_KINDS = {
    ChangeKind.UNCHANGED: (N_("unchanged"), Tone.PLAIN),
    ChangeKind.EDITED: (N_("reworded"), Tone.POSSIBLE),
    ChangeKind.INSERTED: (N_("new"), Tone.ADDED),
    ChangeKind.DELETED: (N_("dropped"), Tone.REMOVED),
    ChangeKind.MOVED: (N_("moved"), Tone.MOVED),
    ChangeKind.MOVED_EDITED: (N_("moved and reworded"), Tone.MOVED),
    ChangeKind.SPLIT: (N_("split"), Tone.MOVED),
    ChangeKind.MERGED: (N_("joined"), Tone.MOVED),
    ChangeKind.RELABELLED: (N_("renumbered"), Tone.PLAIN),
}
_WEIGHTS = {
    Weight.SUBSTANTIVE: N_("Changes of substance"),
    Weight.CONSEQUENTIAL: N_("Following from renumbering"),
    Weight.EDITORIAL: N_("Editorial"),
}
_STATES = {
    ReferenceState.FOLLOWS: (N_("follows the provision"), Tone.FOUND),
    ReferenceState.STALE: (N_("did not follow the provision"), Tone.TENSION),
    ReferenceState.DANGLING: (N_("points at nothing"), Tone.NONE),
}
_MOVED = (ChangeKind.MOVED, ChangeKind.MOVED_EDITED)
_SHORT = {
    Weight.SUBSTANTIVE: N_("Substance"),
    Weight.CONSEQUENTIAL: N_("Renumbering"),
    Weight.EDITORIAL: N_("Editorial"),
}


def kind_tag(kind: ChangeKind) -> Tag:
    """The tag of a kind of change, in the language in use."""
    label, tone = _KINDS[kind]
    return Tag(kind.value, _(label), tone)


def view_of(result: VersionDiff) -> ReportView:
    """The report of ``result``, in the language in use."""
    return DiffView(result).view()


def render_word(result: VersionDiff, view: ReportView) -> bytes:
    """The was-wordt table as a Word file, with the renumbering and the references.

    The running text with every change stands in the file with tracked changes; the Word report is
    the table a reader puts beside a proposal.
    """
    from congruence.report.word import render_word as render_table

    sections = tuple(part for part in view.sections if part.id in _WORD_SECTIONS)
    return render_table(replace(view, sections=sections))


_WORD_SECTIONS = ("was-wordt", "renumbering", "references")


class DiffView:
    """Makes the rows of one diff; ``prefix`` tells the steps of a history apart."""

    def __init__(self, result: VersionDiff, prefix: str = "") -> None:
        self.result, self.prefix = result, prefix
        keys = [prefix + key for key in document_keys((result.old, result.new))]
        self.places = {"old": Places(result.old, keys[0]), "new": Places(result.new, keys[1])}

    def view(self) -> ReportView:
        """The whole report of this one diff."""
        old, new = self.result.old, self.result.new
        return ReportView(
            kind="diff",
            title=_("{old} became {new}").format(old=self.names[0], new=self.names[1]),
            lead=self._lead(),
            documents=(document_card(old, "old"), document_card(new, "new")),
            tallies=(self._tally("old", old), self._tally("new", new)),
            digests=self._digests(),
            sections=(
                *self._row_sections(),
                self._was_wordt(),
                self._inline(),
                self._renumbering(),
                self._references(),
            ),
            legend=self._legend(),
            method=self._method(),
            notes=tuple(note.message for note in self.result.notes),
            language=language(),
        )

    @cached_property
    def names(self) -> tuple[str, str]:
        """What to call the versions: by their files where they bear one title."""
        old, new = self.result.old, self.result.new
        if old.name != new.name:
            return old.name, new.name
        return tuple(f"{d.name} ({PurePath(d.path).name})" for d in (old, new))  # type: ignore[return-value]

    # -- rows ---------------------------------------------------------------------------------

    @cached_property
    def changed(self) -> tuple[Change, ...]:
        """All changes but the passages that stayed as they were."""
        return tuple(c for c in self.result.changes if c.kind is not ChangeKind.UNCHANGED)

    @cached_property
    def rows(self) -> dict[str, Row]:
        """A row for each change, by the change's id."""
        return {change.id: self._row(change) for change in self.changed}

    def anchor(self, change: Change) -> str:
        """The permalink of a change: the place of the new passage, else of the old one."""
        if change.new:
            return self.places["new"].anchor(self.result.new.by_id[change.new[0]])
        return self.places["old"].anchor(self.result.old.by_id[change.old[0]])

    def _row(self, change: Change) -> Row:
        old = self._passages("old", change, (Op.EQUAL, Op.DELETE))
        new = self._passages("new", change, (Op.EQUAL, Op.INSERT))
        side, block = self._subject(change)
        return Row(
            id=self.prefix + change.id,
            anchor=self.anchor(change),
            tag=kind_tag(change.kind),
            left=old,
            right=new,
            empty="" if old and new else _("Not in this version."),
            remarks=tuple(_remark(signal) for signal in change.signals),
            observation=self._observation(change),
            question=_question(change),
            group=heading_texts(side, block),
        )

    def _subject(self, change: Change) -> tuple[Document, Block]:
        document = self.result.new if change.new else self.result.old
        return document, document.by_id[(change.new or change.old)[0]]

    def _passages(self, side: str, change: Change, ops: tuple[Op, Op]) -> tuple[Passage, ...]:
        """The passages of one side, with what went or came marked."""
        document = self.result.old if side == "old" else self.result.new
        blocks = [document.by_id[id_] for id_ in getattr(change, side)]
        runs = _cut(
            [(w.text, _MARKS[w.op]) for w in change.words if w.op in ops],
            [len(block.text) for block in blocks],
        )
        return tuple(
            Passage(
                document=side,
                block=block.id,
                place=self._cite(side, block),
                page=block.page,
                runs=part,
                kind=block.kind,
                heading=heading_texts(document, block),
                anchor=self.anchor(change) if side == "new" or not change.new else None,
            )
            for block, part in zip(blocks, runs, strict=True)
        )

    def _cite(self, side: str, block: Block) -> str:
        return self.places[side].cite(block)

    def _observation(self, change: Change) -> str:
        if change.kind in _MOVED:
            old, new = self._cited(change)
            return _("Stood in {old}, stands in {new}.").format(old=old, new=new)
        if change.kind is ChangeKind.RELABELLED:
            old, new = self._cited(change)
            return _("Same words; {old} became {new}.").format(old=old, new=new)
        if change.kind in (ChangeKind.SPLIT, ChangeKind.MERGED):
            return _("{old} passages became {new}.").format(
                old=len(change.old), new=len(change.new)
            )
        return ""

    def _cited(self, change: Change) -> tuple[str, str]:
        old = self.result.old.by_id[change.old[0]]
        new = self.result.new.by_id[change.new[0]]
        return (
            source_line(self._cite("old", old), old.page),
            source_line(self._cite("new", new), new.page),
        )

    def _row_sections(self) -> tuple[Section, ...]:
        return tuple(
            Section(
                id=weight.value,
                title=_(_WEIGHTS[weight]),
                short=_(_SHORT[weight]),
                intro=_INTROS[weight](),
                columns=self.names,
                rows=tuple(self.rows[c.id] for c in self.changed if c.weight is weight),
                empty=_("No changes of this kind."),
            )
            for weight in (Weight.SUBSTANTIVE, Weight.CONSEQUENTIAL, Weight.EDITORIAL)
        )

    # -- the head of the report ---------------------------------------------------------------

    def _lead(self) -> str:
        counts = {weight: sum(c.weight is weight for c in self.changed) for weight in Weight}
        if not self.changed:
            return _("No word changed.")
        return _(
            "{substantive} changes of substance, {consequential} that follow from renumbering and"
            " {editorial} editorial ones; {unchanged} passages stayed as they were."
        ).format(
            substantive=counts[Weight.SUBSTANTIVE],
            consequential=counts[Weight.CONSEQUENTIAL],
            editorial=counts[Weight.EDITORIAL],
            unchanged=self.result.summary[ChangeKind.UNCHANGED.value],
        )

    def _tally(self, side: str, document: Document) -> Tally:
        """How many blocks of one version are in each kind: they add up to what was read."""
        kinds = {kind: 0 for kind in ChangeKind}
        for change in self.result.changes:
            kinds[change.kind] += len(getattr(change, side))
        return Tally(
            title=self.names[side == "new"],
            total=len(document.blocks),
            unit=_("passages and headings"),
            counts=tuple(Count(kind_tag(kind), count) for kind, count in kinds.items() if count),
            section=Weight.SUBSTANTIVE.value,
        )

    def _digests(self) -> tuple[Digest, ...]:
        strength = [(c, s) for c in self.changed for s in c.signals if s.kind == "strength"]
        turns = {turn: [(c, s) for c, s in strength if turn_of(c, s) is turn] for turn in Turn}
        others = [c for c in self.changed if any(s.kind != "strength" for s in c.signals)]
        # A term replaced throughout would bury the rest.
        others.sort(key=lambda change: {s.kind for s in change.signals} == {"term"})
        return (
            self._strength("weaker", _("Became weaker"), turns[Turn.WEAKER],
                           _("Nothing was seen to bind less than it did.")),
            self._strength("stronger", _("Became stronger"), turns[Turn.STRONGER],
                           _("Nothing was seen to bind more than it did.")),
            self._strength("strength", _("Binds in another way"), turns[Turn.OTHER],
                           _("No other change of strength was seen.")),
            Digest(
                id="signals",
                title=_("Who, what, how many, how long"),
                tag=Tag("signal", _("to look at"), Tone.TENSION),
                intro=_("Negation, actor, number, deadline or term changed."),
                items=tuple(
                    self._item(c, ", ".join(dict.fromkeys(
                        signal_label(s.kind) for s in c.signals if s.kind != "strength")))
                    for c in others
                ),
                empty=_("No such change was seen."),
            ),
            self._reference_digest(),
            Digest(
                id="moves",
                title=_("Moved"),
                tag=kind_tag(ChangeKind.MOVED),
                items=tuple(
                    self._item(c, self._observation(c)) for c in self.changed if c.kind in _MOVED
                ),
                empty=_("Nothing moved."),
            ),
        )  # fmt: skip

    def _strength(
        self, id_: str, title: str, found: Sequence[tuple[Change, Signal]], empty: str
    ) -> Digest:
        return Digest(
            id=id_,
            title=title,
            tag=Tag("strength", signal_label("strength"), Tone.TENSION),
            items=tuple(self._item(change, signal.detail) for change, signal in found),
            empty=empty,
        )

    def _reference_digest(self) -> Digest:
        lost = [r for r in self.result.references if r.state is not ReferenceState.FOLLOWS]
        items = []
        for reference in lost:
            block = self.result.new.by_id[reference.block]
            where = self.anchor(self.result.by_new[reference.block])
            items.append(
                DigestItem(
                    text=_(_STATES[reference.state][0]),
                    quote=reference.text,
                    places=((source_line(self._cite("new", block), block.page), where),),
                )
            )
        return Digest(
            id="lost-references",
            title=_("References to look at"),
            tag=Tag("reference", _("reference"), Tone.TENSION),
            intro=_("They no longer point where they pointed."),
            items=tuple(items),
            empty=_("Every reference that was recognised still points where it pointed."),
        )

    def _item(self, change: Change, text: str) -> DigestItem:
        document, block = self._subject(change)
        side = "new" if document is self.result.new else "old"
        place = source_line(self._cite(side, block), block.page)
        quote = shorten(" ".join(_excerpt(change)))
        return DigestItem(text=text, quote=quote, places=((place, self.anchor(change)),))

    # -- tables -------------------------------------------------------------------------------

    def _was_wordt(self) -> Section:
        shown = [c for c in self.changed if c.weight is not Weight.EDITORIAL]
        rows = []
        for change in shown:
            row = self.rows[change.id]
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

    def _inline(self) -> Section:
        """The new text with everything that went and came in it, moved passages at both places."""
        left_for = self._left_places()
        rows: list[tuple[Cell, Cell]] = []
        for change in self.result.changes:
            for moved in left_for.get(change.id, ()):
                place = self._cite("old", self.result.old.by_id[moved.old[0]])
                to = _("moved from here to {place}").format(place=self._cited(moved)[1])
                left = (Run(moved.old_text, (Mark.DELETE,)), Run(f" → {to}"))
                rows.append(
                    (Cell.of(place), Cell(left, anchor=self.anchor(moved), tone=Tone.MOVED))
                )
            document, block = self._subject(change)
            side = "new" if document is self.result.new else "old"
            changed = change.kind is not ChangeKind.UNCHANGED
            runs = tuple(
                Run(words.text.replace("\n", " ¶ "), _MARKS[words.op]) for words in change.words
            )
            if change.kind in _MOVED:
                note = _("moved to here from {place}").format(place=self._cited(change)[0])
                runs = (Run(f"{note}: "), *runs)
            rows.append(
                (
                    Cell.of(self._cite(side, block),
                            anchor=self.anchor(change) if changed else None),
                    Cell(runs, tone=kind_tag(change.kind).tone if changed else None),
                )
            )  # fmt: skip
        return Section(
            id="inline",
            title=_("Running text with the changes in it"),
            short=_("Running text"),
            table=Table((Column(_("Place"), 16), Column(_("Text"), 100)), tuple(rows)),
        )

    def _left_places(self) -> dict[str, list[Change]]:
        """For each change the moved passages that stood just before it in the old version."""
        by_old = self.result.by_old
        found: dict[str, list[Change]] = {}
        waiting: list[Change] = []
        for block in self.result.old.blocks:
            change = by_old[block.id]
            if change.kind in _MOVED:
                waiting.append(change)
            elif waiting:
                found.setdefault(change.id, []).extend(waiting)
                waiting = []
        if waiting and self.result.changes:
            found.setdefault(self.result.changes[-1].id, []).extend(waiting)
        return found

    def _renumbering(self) -> Section:
        anchors = {}
        for change in self.changed:
            if change.old and change.new:
                anchors[self.result.new.by_id[change.new[0]].place] = self.anchor(change)
        rows = tuple(
            (Cell.of(label.old), Cell.of(label.new, anchor=anchors.get(label.new)))
            for label in self.result.labels
        )
        columns = (Column(self.names[0], 40), Column(self.names[1], 40))
        return Section(
            id="renumbering",
            title=_("Renumbering"),
            short=_("Renumbering table"),
            intro=_("What stands under a renumbered provision and kept its own number follows it."),
            table=Table(columns, rows, empty=_("No number changed.")),
        )

    def _references(self) -> Section:
        """References that ask for a look, and those that were renumbered along."""
        rows = []
        for reference in self.result.references:
            kept = reference.target_old == reference.target_new
            if reference.state is ReferenceState.FOLLOWS and (kept or not reference.target_old):
                continue
            label, tone = _STATES[reference.state]
            block = self.result.new.by_id[reference.block]
            change = self.result.by_new[reference.block]
            shown = change.kind is not ChangeKind.UNCHANGED
            rows.append(
                (
                    Cell.of(
                        self._cite("new", block), anchor=self.anchor(change) if shown else None
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

    def _legend(self) -> tuple[tuple[Tag | Mark, str], ...]:
        return (
            (kind_tag(ChangeKind.EDITED), _("other words in the same place")),
            (kind_tag(ChangeKind.MOVED), _("the same words in another place")),
            (kind_tag(ChangeKind.SPLIT), _("one passage became several, or several one")),
            (kind_tag(ChangeKind.RELABELLED), _("only the number changed")),
            (Mark.DELETE, _("went")),
            (Mark.INSERT, _("came")),
        )

    def _method(self) -> tuple[tuple[str, str], ...]:
        return (
            (_("Recognition"), _("By words, not by number or place; layout is no change.")),
            (
                _("Weight"),
                _("Editorial: white space, quotation marks, hyphens, spelling and marks of"
                  " publication. Following from renumbering: numbers, and references that follow"
                  " one. Everything else is a change of substance."),
            ),
        )  # fmt: skip


_MARKS: dict[Op, tuple[Mark, ...]] = {
    Op.EQUAL: (),
    Op.DELETE: (Mark.DELETE,),
    Op.INSERT: (Mark.INSERT,),
}
_INTROS: dict[Weight, Callable[[], str]] = {
    Weight.SUBSTANTIVE: lambda: _("Read these: words, figures or places that may matter changed."),
    Weight.CONSEQUENTIAL: lambda: _("Only a number, or a reference that follows one, changed."),
    Weight.EDITORIAL: lambda: _("White space, quotation marks, spelling, marks of publication."),
}


def _cut(
    pieces: Sequence[tuple[str, tuple[Mark, ...]]], lengths: Sequence[int]
) -> list[tuple[Run, ...]]:
    """Words of joined passages cut back into the passages (a line feed stands between two)."""
    passages: list[tuple[Run, ...]] = []
    waiting = list(pieces)
    for at, length in enumerate(lengths):
        runs: list[Run] = []
        skip = 1 if at else 0
        while waiting and (length or skip):
            text, marks = waiting.pop(0)
            if skip:
                text, skip = text[1:], 0
            taken, rest = text[:length], text[length:]
            length -= len(taken)
            if taken:
                runs.append(Run(taken, marks))
            if rest:
                waiting.insert(0, (rest, marks))
        passages.append(tuple(runs) or (Run(""),))
    return passages


def _remark(signal: Signal) -> Remark:
    return Remark(
        signal.kind, signal_label(signal.kind), signal.first, signal.second, signal.detail
    )


def _question(change: Change) -> str:
    """What to discuss; a change alone raises no question."""
    kinds = {signal.kind for signal in change.signals}
    if "strength" in kinds or "negation" in kinds:
        return _("Is it meant that this binds otherwise than it did?")
    if "actor" in kinds:
        return _("Is it meant that somebody else does this?")
    if change.kind is ChangeKind.DELETED and change.weight is Weight.SUBSTANTIVE:
        return _("Is this provided for elsewhere, or meant to go?")
    return ""


_AROUND = 4  # words shown on either side of a change


def _excerpt(change: Change) -> Iterable[str]:
    """The words around what changed: enough to recognise the passage in a list."""
    if change.old_text == change.new_text:
        yield change.new_text
        return
    last = len(change.words) - 1
    for at, words in enumerate(change.words):
        if words.op is Op.EQUAL:
            split = words.text.split()
            head = split[:_AROUND] if at else []
            tail = split[-_AROUND:] if at < last else []
            if len(split) <= len(head) + len(tail):
                yield " ".join(split)
            else:
                yield " ".join([*head, "…", *tail])
        elif words.op is Op.DELETE:
            yield f"[-{words.text.strip()}-]"
        else:
            yield f"[+{words.text.strip()}+]"


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
