"""A comparison of two documents as a report: digests first, then every passage of both sides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from congruence.compare.result import Band, Comparison, Finding, Link
from congruence.messages import N_, _, language
from congruence.model import Block, Document, Signal, Span
from congruence.report import digests
from congruence.report.bands import band_tag
from congruence.report.places import Places, document_keys
from congruence.report.ribbon import Strip, Tick, Tie, ribbon_map
from congruence.report.view import (
    Count,
    Digest,
    Mark,
    Passage,
    Picture,
    Remark,
    ReportView,
    Row,
    Section,
    Tag,
    Tally,
    Tone,
    heading_texts,
    runs_of,
    shorten,
)
from congruence.report.wording import is_verbatim, same_words
from congruence.report.words import decimal, document_card, signal_label

SHOWN_LINKS = 3
UNSTEADY = 0.75
_CAPTIONS = (N_("Counterpart"), N_("Second candidate"), N_("Third candidate"))
_VIEW_NAMES = {"lexical": N_("wording"), "encoder": N_("meaning"), "semantic": N_("meaning")}


def view_of(result: Comparison) -> ReportView:
    """The report of ``result``, in the language in use."""
    return _CompareView(result).view()


class _Side:
    """One document of the comparison with its findings and its places."""

    def __init__(self, name: str, document: Document, key: str, result: Comparison) -> None:
        self.name = name
        self.document = document
        self.places = Places(document, key)
        self.findings = {finding.block: finding for finding in result.side(name)}

    def block(self, block_id: str) -> Block:
        return self.document.by_id[block_id]


class _CompareView:
    def __init__(self, result: Comparison) -> None:
        self.result = result
        keys = document_keys((result.a, result.b))
        self.a = _Side("a", result.a, keys[0], result)
        self.b = _Side("b", result.b, keys[1], result)

    @cached_property
    def rows(self) -> Mapping[str, tuple[Row, ...]]:
        """The rows of either side, in reading order."""
        return {
            side.name: tuple(
                self._row(finding, side, other) for finding in self.result.side(side.name)
            )
            for side, other in ((self.a, self.b), (self.b, self.a))
        }

    def view(self) -> ReportView:
        a, b = self.result.a, self.result.b
        return ReportView(
            kind="compare",
            title=_("{a} beside {b}").format(a=a.title, b=b.title),
            lead=self._lead(),
            documents=(
                document_card(a, "a"),
                document_card(b, "b"),
            ),
            tallies=(self._tally(self.a, self.b), self._tally(self.b, self.a)),
            digests=self._digests(),
            pictures=(self._picture(),),
            sections=(self._section(self.a, self.b), self._section(self.b, self.a)),
            legend=self._legend(),
            method=self._method(),
            notes=tuple(note.message for note in self.result.notes),
            language=language(),
        )

    # -- rows ---------------------------------------------------------------------------------

    def _row(self, finding: Finding, side: _Side, other: _Side) -> Row:
        block = side.block(finding.block)
        links = tuple(link for link in finding.links if link.block in other.document.by_id)
        links = links[:SHOWN_LINKS]
        best = other.block(links[0].block) if links else None
        same = same_words(finding.text, best.text) if best else ()
        spans = [
            *((Span(clause.start, clause.end), Mark.UNCOVERED) for clause in finding.uncovered),
            *_quoted(finding.text, (signal.first for signal in finding.signals)),
            *((ours, Mark.SAME) for ours, _theirs in same),
        ]
        beside = [
            *((theirs, Mark.SAME) for _ours, theirs in same),
            *(_quoted(best.text, (signal.second for signal in finding.signals)) if best else ()),
        ]
        absent = finding.band is Band.NONE
        right = tuple(
            self._candidate(link, at, other, beside if at == 0 else [], finding.band)
            for at, link in enumerate(links)
        )
        return Row(
            id=finding.id,
            anchor=side.places.anchor(block),
            tag=band_tag(finding.band),
            left=(replace(self._passage(side, block, spans), at=side.places.number(block)),),
            right=right,
            further=len(right) if absent else max(0, len(right) - 1),
            empty=_("No counterpart found in {name}.").format(name=other.document.name)
            if absent or not right
            else "",
            remarks=tuple(_remark(signal) for signal in finding.signals),
            observation=self._observation(finding, best),
            question=finding.question,
            facts=_row_facts(finding),
            group=heading_texts(side.document, block),
        )

    def _passage(
        self, side: _Side, block: Block, spans: list[tuple[Span, Mark]], caption: str = "",
        facts: tuple[tuple[str, str], ...] = (),
    ) -> Passage:  # fmt: skip
        return Passage(
            document=side.name,
            block=block.id,
            place=side.places.cite(block),
            page=block.page,
            runs=runs_of(block.text, spans),
            kind=block.kind,
            heading=heading_texts(side.document, block),
            anchor=side.places.anchor(block) if block.id in side.findings else None,
            caption=caption,
            facts=facts,
        )

    def _candidate(
        self, link: Link, at: int, other: _Side, spans: list[tuple[Span, Mark]], band: Band
    ) -> Passage:
        caption = _(_CAPTIONS[at])
        if at == 0 and band is not Band.FOUND:
            caption = _("Possible counterpart") if band is Band.POSSIBLE else _("Came closest")
        facts = tuple(
            (_(_VIEW_NAMES.get(name, name)), decimal(value)) for name, value in link.views.items()
        )
        return self._passage(other, other.block(link.block), spans, caption, facts)

    def _observation(self, finding: Finding, best: Block | None) -> str:
        parts = []
        if best is not None and finding.band is not Band.NONE:
            if is_verbatim(finding.text, best.text):
                parts.append(_("The same words on both sides."))
            elif finding.uncovered:
                clauses = "; ".join(f"“{shorten(c.text)}”" for c in finding.uncovered)
                parts.append(_("Least found back in the counterpart: {clauses}.")
                             .format(clauses=clauses))  # fmt: skip
        if finding.stability < UNSTEADY and finding.q is not None:
            parts.append(_("Unsteady: other samples or views put this passage elsewhere."))
        return " ".join(parts)

    # -- the head of the report ---------------------------------------------------------------

    def _count(self, side: str, band: Band) -> int:
        return sum(finding.band is band for finding in self.result.side(side))

    def _lead(self) -> str:
        return " ".join(
            _(
                "Of the {total} passages of {name}, a counterpart was found for {found} and none"
                " for {none}; {possible} are to be checked."
            ).format(
                total=len(self.result.side(side.name)),
                name=side.document.name,
                found=self._count(side.name, Band.FOUND),
                none=self._count(side.name, Band.NONE),
                possible=self._count(side.name, Band.POSSIBLE),
            )
            for side in (self.a, self.b)
        )

    def _tally(self, side: _Side, other: _Side) -> Tally:
        return Tally(
            title=_("{letter} · {name}, held against {other}").format(
                letter=side.name.upper(), name=side.document.name, other=other.document.name
            ),
            total=len(self.result.side(side.name)),
            unit=_("passages"),
            counts=tuple(Count(band_tag(band), self._count(side.name, band)) for band in Band),
            section=f"rows-{side.name}",
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

    # -- sections, picture, method -------------------------------------------------------------

    def _section(self, side: _Side, other: _Side) -> Section:
        return Section(
            id=f"rows-{side.name}",
            title=_("{name}, passage by passage").format(name=side.document.name),
            short=f"{side.name.upper()} → {other.name.upper()}",
            intro=_(
                "On the left every passage of {name}, on the right what {other} lays beside it."
            ).format(name=side.document.name, other=other.document.name),
            columns=(
                f"{side.name.upper()} · {side.document.name}",
                f"{other.name.upper()} · {other.document.name}",
            ),
            rows=self.rows[side.name],
            empty=_("No passages were read from {name}.").format(name=side.document.name),
        )  # fmt: skip

    def _picture(self) -> Picture:
        strips = []
        position: dict[tuple[str, str], int] = {}
        for side in (self.a, self.b):
            rows = self.rows[side.name]
            position |= {(side.name, row.subject.block): at for at, row in enumerate(rows)}
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

    def _legend(self) -> tuple[tuple[Tag | Mark, str], ...]:
        method = self.result.method
        return (
            (
                band_tag(Band.FOUND),
                _("Closer than chance would bring it (q at most {q}): read whether it says the"
                  " same.").format(q=decimal(method.q_found)),
            ),
            (
                band_tag(Band.POSSIBLE),
                _("Perhaps a counterpart (q at most {q}): a person decides.").format(
                    q=decimal(method.q_possible)
                ),
            ),
            (
                band_tag(Band.NONE),
                _("Nothing came closer than chance would bring it. It may still be there, in"
                  " other words."),
            ),
            (Mark.SAME, _("stands word for word on both sides")),
            (Mark.UNCOVERED, _("least found back in the counterpart")),
            (Mark.SIGNAL, _("differs from the counterpart: look here")),
        )  # fmt: skip

    def _method(self) -> tuple[tuple[str, str], ...]:
        method = self.result.method
        return (
            (_("Model"), method.model),
            (
                _("Views"),
                ", ".join(_(_VIEW_NAMES.get(view, view)) for view in method.views),
            ),
            (
                _("Thresholds"),
                _("found: q at most {found}; possible: q at most {possible}").format(
                    found=decimal(method.q_found), possible=decimal(method.q_possible)
                ),
            ),
            (
                _("Held against"),
                _("{decoys} draws of mixed halves of the other document's passages; q is the"
                  " expected share of wrong calls (Benjamini-Hochberg)").format(
                    decoys=method.decoys
                ),
            ),
            (_("Seed"), str(method.seed)),
        )  # fmt: skip


def _quoted(text: str, quotes: Iterable[str]) -> list[tuple[Span, Mark]]:
    spans = []
    for quote in quotes:
        at = text.find(quote) if quote else -1
        if at >= 0:
            spans.append((Span(at, at + len(quote)), Mark.SIGNAL))
    return spans


def _remark(signal: Signal) -> Remark:
    """The signal with both quotations, said once: where the detail quotes both, it is enough."""
    label = signal_label(signal.kind)
    both = signal.first and signal.second
    if not (both and signal.first in signal.detail and signal.second in signal.detail):
        return Remark(signal.kind, label, signal.first, signal.second, signal.detail)
    rest = signal.detail.replace(signal.first, "").replace(signal.second, "")
    if len(re.findall(r"\w+", rest)) <= 1:
        return Remark(signal.kind, label, signal.first, signal.second)
    return Remark(signal.kind, label, detail=signal.detail)


def _row_facts(finding: Finding) -> tuple[tuple[str, str], ...]:
    facts = []
    if finding.q is not None:
        facts.append(("q", decimal(finding.q)))
    facts.append((_("steadiness"), decimal(finding.stability)))
    if finding.coverage is not None and finding.band is not Band.NONE:
        facts.append((_("covered by the counterpart"), decimal(finding.coverage)))
    return tuple(facts)
