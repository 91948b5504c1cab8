"""A comparison of two documents as a report: digests first, then every passage of both sides."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from congruence.compare.result import Band, Comparison
from congruence.messages import _, language, ngettext
from congruence.report import digests
from congruence.report.bands import band_tag, found_and_not
from congruence.report.findings import Side, finding_row, legend, method_lines
from congruence.report.places import Places, document_keys
from congruence.report.ribbon import Strip, Tick, Tie, ribbon_map
from congruence.report.view import Count, Digest, Picture, ReportView, Row, Section, Tally, Tone
from congruence.report.words import document_card


def view_of(result: Comparison) -> ReportView:
    """The report of ``result``, in the language in use."""
    return _CompareView(result).view()


class _CompareView:
    def __init__(self, result: Comparison) -> None:
        self.result = result
        keys = document_keys((result.a, result.b))
        self.a = Side("a", Places(result.a, keys[0]))
        self.b = Side("b", Places(result.b, keys[1]))

    @cached_property
    def rows(self) -> Mapping[str, tuple[Row, ...]]:
        """The rows of either side, in reading order."""
        return {
            side.letter: tuple(
                finding_row(finding, side, other) for finding in self.result.side(side.letter)
            )
            for side, other in ((self.a, self.b), (self.b, self.a))
        }

    def view(self) -> ReportView:
        a, b = self.result.a, self.result.b
        return ReportView(
            kind="compare",
            title=_("{a} beside {b}").format(a=a.headline, b=b.headline),
            lead=self._lead(),
            documents=(document_card(a, "a"), document_card(b, "b")),
            tallies=(self._tally(self.a, self.b), self._tally(self.b, self.a)),
            digests=self._digests(),
            pictures=(self._picture(),),
            sections=(self._section(self.a, self.b), self._section(self.b, self.a)),
            legend=legend(self.result.method),
            method=method_lines(self.result.method),
            notes=tuple(note.message for note in self.result.notes),
            language=language(),
        )

    def _count(self, side: str, band: Band) -> int:
        return sum(finding.band is band for finding in self.result.side(side))

    def _lead(self) -> str:
        return " ".join(
            found_and_not(side.document.name, self.result.side(side.letter))
            for side in (self.a, self.b)
        )

    def _tally(self, side: Side, other: Side) -> Tally:
        return Tally(
            title=_("{letter} · {name}, held against {other}").format(
                letter=side.letter.upper(), name=side.document.name, other=other.document.name
            ),
            total=len(self.result.side(side.letter)),
            unit=ngettext("passage", "passages", len(self.result.side(side.letter))),
            counts=tuple(Count(band_tag(band), self._count(side.letter, band)) for band in Band),
            section=f"rows-{side.letter}",
        )

    def _digests(self) -> tuple[Digest, ...]:
        a, b = self.rows["a"], self.rows["b"]
        a_name, b_name = self.a.document.name, self.b.document.name
        return (
            digests.tension((*a, *b)),
            digests.gaps("a", a_name, b_name, a),
            digests.gaps("b", b_name, a_name, b),
            digests.overlap((*a, *b)),
            digests.questions((*a, *b)),
        )

    def _section(self, side: Side, other: Side) -> Section:
        return Section(
            id=f"rows-{side.letter}",
            title=_("{name}, passage by passage").format(name=side.document.name),
            short=f"{side.letter.upper()} → {other.letter.upper()}",
            intro=_(
                "On the left every passage of {name}, on the right what {other} lays beside it."
            ).format(name=side.document.name, other=other.document.name),
            columns=(
                f"{side.letter.upper()} · {side.document.name}",
                f"{other.letter.upper()} · {other.document.name}",
            ),
            rows=self.rows[side.letter],
            empty=_("No passages were read from {name}.").format(name=side.document.name),
        )  # fmt: skip

    def _picture(self) -> Picture:
        strips = []
        position: dict[tuple[str, str], int] = {}
        for side in (self.a, self.b):
            rows = self.rows[side.letter]
            position |= {(side.letter, row.subject.block): at for at, row in enumerate(rows)}
            ticks = tuple(Tick(row.anchor, row.tag.tone, row.group) for row in rows)
            strips.append(Strip(side.document.name, ticks))
        ties: dict[tuple[int, int], Tie] = {}
        for row in (*self.rows["a"], *self.rows["b"]):
            if row.tag.tone is Tone.NONE or not row.right:
                continue
            ends = {p.document: position.get((p.document, p.block))
                    for p in (row.subject, row.right[0])}  # fmt: skip
            at, to = ends["a"], ends["b"]
            if at is None or to is None:
                continue
            if (at, to) not in ties or row.tag.tone is Tone.FOUND:
                ties[at, to] = Tie(at, to, row.tag.tone)
        return ribbon_map(strips[0], strips[1], tuple(ties.values()))
