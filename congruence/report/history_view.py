"""More than two versions as a report: a line for each provision and term, then every step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from congruence.messages import N_, _, language, ngettext
from congruence.report.diff_view import DiffView
from congruence.report.view import (
    Cell,
    Column,
    Count,
    Digest,
    DigestItem,
    ReportView,
    Section,
    Table,
    Tag,
    Tally,
    Tone,
)
from congruence.report.words import document_card
from congruence.versions import History, Line, Moment, Station, Weight

_MOMENTS = {
    Moment.ABSENT: (N_("absent"), Tone.PLAIN),
    Moment.FIRST: (N_("present"), Tone.PLAIN),
    Moment.APPEARED: (N_("appeared"), Tone.ADDED),
    Moment.SAME: (N_("the same"), Tone.PLAIN),
    Moment.RENUMBERED: (N_("renumbered"), Tone.PLAIN),
    Moment.EDITORIAL: (N_("editorial"), Tone.PLAIN),
    Moment.CHANGED: (N_("changed"), Tone.POSSIBLE),
    Moment.VANISHED: (N_("gone"), Tone.REMOVED),
}
_SHOWN = (Moment.APPEARED, Moment.CHANGED, Moment.VANISHED)


def view_of(result: History) -> ReportView:
    """The report of ``result``, in the language in use."""
    return _HistoryView(result).view()


class _HistoryView:
    def __init__(self, result: History) -> None:
        self.result = result
        self.steps = [
            DiffView(diff, f"v{at}-") for at, diff in enumerate(result.diffs, start=2)
        ]  # fmt: skip
        self.anchors = [
            {change.id: step.anchor(change) for change in step.changed} for step in self.steps
        ]

    def view(self) -> ReportView:
        documents = self.result.documents
        return ReportView(
            kind="history",
            title=self._title(),
            lead=_(
                "From {first} to {last}: what appeared, changed and vanished at each step."
            ).format(first=documents[0].name, last=documents[-1].name),
            documents=tuple(
                document_card(document, f"v{at}") for at, document in enumerate(documents, start=1)
            ),
            tallies=tuple(self._tally(at) for at in range(len(self.steps))),
            digests=(
                *self._strength(),
                self._digest("provisions", _("Provisions that came or went"),
                             self.result.provisions),
                self._digest("terms", _("Defined terms that came, went or were defined anew"),
                             self.result.terms),
            ),
            sections=(
                self._lines("lines", _("Line of each provision"), _("Provisions"),
                            self.result.provisions, self._provision),
                self._lines("terms-lines", _("Line of each defined term"), _("Terms"),
                            self.result.terms, self._term),
                *(self._step(at) for at in range(len(self.steps))),
            ),
            method=(
                (_("Recognition"), _("By words, not by number or place; layout is no change.")),
            ),
            notes=tuple(
                dict.fromkeys(note.message for diff in self.result.diffs for note in diff.notes)
            ),
            language=language(),
        )  # fmt: skip

    def _title(self) -> str:
        """The name the versions share; versions named by their date or number share none."""
        documents = self.result.documents
        count, name = len(documents), documents[-1].headline
        if len({document.headline for document in documents}) == 1:
            return _("{count} versions of {name}").format(count=count, name=name)
        return _("{count} versions, from {first} to {last}").format(
            count=count, first=documents[0].headline, last=name
        )

    def _strength(self) -> list[Digest]:
        """What became weaker, stronger or otherwise different at any step; all steps together."""
        heads = [step.signal_digests() for step in self.steps]
        together = []
        for of_steps in zip(*heads, strict=True):
            items = tuple(
                replace(item, text=f"{self.result.documents[at].name}: {item.text}")
                for at, digest in enumerate(of_steps, start=1)
                for item in digest.items
            )
            together.append(replace(of_steps[0], items=items))
        return together

    def _tally(self, at: int) -> Tally:
        step = self.steps[at]
        weights = {weight: sum(c.weight is weight for c in step.changed) for weight in Weight}
        names = {
            Weight.SUBSTANTIVE: (_("of substance"), Tone.POSSIBLE),
            Weight.CONSEQUENTIAL: (_("following from renumbering"), Tone.PLAIN),
            Weight.EDITORIAL: (_("editorial"), Tone.PLAIN),
        }
        return Tally(
            title=_("{old} to {new}").format(old=step.names[0], new=step.names[1]),
            total=len(step.changed),
            unit=ngettext("change", "changes", len(step.changed)),
            counts=tuple(
                Count(Tag(weight.value, *names[weight]), weights[weight]) for weight in Weight
            ),
            section=f"step-{at + 2}",
        )

    def _digest(self, id_: str, title: str, lines: Sequence[Line]) -> Digest:
        items = []
        wanted = _SHOWN if id_ == "terms" else (Moment.APPEARED, Moment.VANISHED)
        for line in lines:
            for at, station in enumerate(line.stations):
                if station.moment in wanted:
                    name = self.result.documents[at].name
                    text = _("{moment} in {version}").format(
                        moment=_(_MOMENTS[station.moment][0]), version=name
                    )
                    places = tuple(
                        (station.place or line.name, anchor)
                        for anchor in self._anchors(at, station)
                    )
                    named = bool(places) and places[0][0] == line.name
                    quote = "" if named else line.name
                    items.append(DigestItem(text=text, quote=quote, places=places[:1]))
        return Digest(
            id=id_,
            title=title,
            tag=Tag("moment", _("over the versions"), Tone.PLAIN),
            items=tuple(items),
            empty=_("None."),
        )

    def _anchors(self, at: int, station: Station) -> list[str]:
        if not at:
            return []
        known = self.anchors[at - 1]
        return [known[id_] for id_ in station.changes if id_ in known]

    def _lines(
        self,
        id_: str,
        title: str,
        short: str,
        lines: Sequence[Line],
        words: Callable[[Line, Station], str],
    ) -> Section:
        names = [document.name for document in self.result.documents]
        rows = []
        for line in lines:
            cells = [Cell.of(line.name)]
            for at, station in enumerate(line.stations):
                anchors = self._anchors(at, station)
                tone = _MOMENTS[station.moment][1]
                cells.append(
                    Cell.of(
                        words(line, station),
                        anchor=anchors[0] if anchors else None,
                        tone=None if tone is Tone.PLAIN else tone,
                    )
                )
            rows.append(tuple(cells))
        columns = (Column(short, 34), *(Column(name, 20) for name in names))
        return Section(
            id=id_,
            title=title,
            short=short,
            table=Table(columns, tuple(rows), empty=_("None."), header_column=True),
        )

    @staticmethod
    def _provision(line: Line, station: Station) -> str:
        """What happened, and where it stood where that was under another number."""
        words = _(_MOMENTS[station.moment][0])
        elsewhere = station.place and not line.name.startswith(station.place)
        return f"{words} ({station.place})" if elsewhere else words

    @staticmethod
    def _term(line: Line, station: Station) -> str:
        words = _(_MOMENTS[station.moment][0])
        return f"{words} ({station.count}×)" if station.count else words

    def _step(self, at: int) -> Section:
        step = self.steps[at]
        names = step.names
        return Section(
            id=f"step-{at + 2}",
            title=_("{old} to {new}").format(old=names[0], new=names[1]),
            short=_("Step {number}").format(number=at + 1),
            columns=names,
            rows=tuple(step.rows[c.id] for c in step.changed),
            empty=_("No word changed."),
        )
