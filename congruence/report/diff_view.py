"""Two versions as a report: what became stronger or weaker first, then every change.

A `VersionDiff` becomes the same `ReportView` that a comparison becomes, so that HTML, Excel,
Markdown and Word show the same rows; the Word file is the was-wordt table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from congruence.messages import N_, _, language, ngettext
from congruence.model import Document, Signal
from congruence.report.diff_rows import DiffRows
from congruence.report.diff_tables import references, renumbering, running_text, was_and_becomes
from congruence.report.diff_words import (
    MOVED,
    STATES,
    excerpt,
    kind_tag,
    marked_text,
    weight_count,
)
from congruence.report.places import source_line
from congruence.report.view import (
    Count,
    Digest,
    DigestItem,
    Mark,
    ReportView,
    Section,
    Tag,
    Tally,
    Tone,
)
from congruence.report.words import document_card, signal_label
from congruence.versions import (
    Change,
    ChangeKind,
    ReferenceState,
    Turn,
    VersionDiff,
    Weight,
    turn_of,
)

_WEIGHTS = {
    Weight.SUBSTANTIVE: N_("Changes of substance"),
    Weight.CONSEQUENTIAL: N_("Following from renumbering"),
    Weight.EDITORIAL: N_("Editorial"),
}
_SHORT = {
    Weight.SUBSTANTIVE: N_("Substance"),
    Weight.CONSEQUENTIAL: N_("Renumbering"),
    Weight.EDITORIAL: N_("Editorial"),
}


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


class DiffView(DiffRows):
    """The report of one diff, head and tables around its rows."""

    def view(self) -> ReportView:
        """The whole report of this one diff."""
        old, new = self.result.old, self.result.new
        return ReportView(
            kind="diff",
            title=_("From {old} to {new}").format(old=self.names[0], new=self.names[1]),
            lead=self._lead(),
            documents=(document_card(old, "old"), document_card(new, "new")),
            tallies=(self._tally("old", old), self._tally("new", new)),
            digests=self._digests(),
            sections=(
                *self._row_sections(),
                was_and_becomes(self),
                running_text(self),
                renumbering(self),
                references(self),
            ),
            legend=self._legend(),
            method=self._method(),
            notes=tuple(note.message for note in self.result.notes),
            language=language(),
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
            compared = any(block.text.strip() for block in self.result.old.blocks)
            return _("No word changed.") if compared else _("There was no text to compare.")
        substantive, consequential, editorial = (weight_count(w, counts[w]) for w in _WEIGHTS)
        unchanged = self.result.summary[ChangeKind.UNCHANGED.value]
        return _("{substantive}, {consequential} and {editorial}; {unchanged}.").format(
            substantive=substantive,
            consequential=consequential,
            editorial=editorial,
            unchanged=ngettext(
                "{count} passage stayed as it was",
                "{count} passages stayed as they were",
                unchanged,
            ).format(count=unchanged),
        )

    def _tally(self, side: str, document: Document) -> Tally:
        """How many blocks of one version are in each kind: they add up to what was read."""
        kinds = {kind: 0 for kind in ChangeKind}
        for change in self.result.changes:
            kinds[change.kind] += len(getattr(change, side))
        return Tally(
            title=self.names[side == "new"],
            total=len(document.blocks),
            unit=ngettext("passage or heading", "passages and headings", len(document.blocks)),
            counts=tuple(Count(kind_tag(kind), count) for kind, count in kinds.items() if count),
            section=Weight.SUBSTANTIVE.value,
        )

    def _digests(self) -> tuple[Digest, ...]:
        return (
            *self.signal_digests(),
            self._reference_digest(),
            Digest(
                id="moves",
                title=_("Moved"),
                tag=kind_tag(ChangeKind.MOVED),
                items=tuple(
                    self._item(c, self.observation(c)) for c in self.changed if c.kind in MOVED
                ),
                empty=_("Nothing moved."),
            ),
        )

    def signal_digests(self) -> tuple[Digest, ...]:
        """What became weaker, stronger, or other in strength; then the other signals."""
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
                    text=_(STATES[reference.state][0]),
                    quote=reference.text,
                    places=((source_line(self.cite("new", block), block.page), where),),
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
        document, block = self.subject(change)
        side = "new" if document is self.result.new else "old"
        place = source_line(self.cite(side, block), block.page)
        runs = excerpt(change)
        return DigestItem(
            text=text, quote=marked_text(runs), places=((place, self.anchor(change)),), runs=runs
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


_INTROS: dict[Weight, Callable[[], str]] = {
    Weight.SUBSTANTIVE: lambda: _("Read these: words, figures or places that may matter changed."),
    Weight.CONSEQUENTIAL: lambda: _("Only a number, or a reference that follows one, changed."),
    Weight.EDITORIAL: lambda: _("White space, quotation marks, spelling, marks of publication."),
}
