"""A passage with what a comparison laid beside it, as a row of a report."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from congruence.compare.result import Band, Finding, Link, Method
from congruence.messages import N_, _
from congruence.model import Block, Document, Signal, Span
from congruence.report.bands import band_tag
from congruence.report.places import Places
from congruence.report.view import (
    Mark,
    Passage,
    Remark,
    Row,
    Tag,
    heading_texts,
    runs_of,
    shorten,
)
from congruence.report.wording import is_verbatim, same_words
from congruence.report.words import decimal, signal_label

SHOWN_LINKS = 3
UNSTEADY = 0.75
Spans = list[tuple[Span, Mark]]
_CAPTIONS = (N_("Counterpart"), N_("Second candidate"), N_("Third candidate"))
_VIEW_NAMES = {"lexical": N_("wording"), "encoder": N_("meaning"), "semantic": N_("meaning")}


@dataclass(frozen=True)
class Side:
    """A document as rows show it.

    ``letter`` is the key of its card; ``own_rows`` says whether its passages have rows of their
    own in the report, to link to.
    """

    letter: str
    places: Places
    own_rows: bool = True

    @property
    def document(self) -> Document:
        """The document itself."""
        return self.places.document


def finding_row(finding: Finding, side: Side, other: Side, tail: str = "") -> Row:
    """The row of ``finding``, a passage of ``side`` held against ``other``.

    ``tail`` is put after the id and the permalink where one report holds the passage more than
    once.
    """
    block = side.document.by_id[finding.block]
    links = [link for link in finding.links if link.block in other.document.by_id][:SHOWN_LINKS]
    best = other.document.by_id[links[0].block] if links else None
    ours, theirs = _marks(finding, best)
    absent = finding.band is Band.NONE
    right = tuple(
        _candidate(link, at, other, theirs if at == 0 else [], finding.band)
        for at, link in enumerate(links)
    )
    anchor = side.places.anchor(block) + tail
    subject = _passage(side, block, ours)
    return Row(
        id=finding.id + tail,
        anchor=anchor,
        tag=band_tag(finding.band),
        left=(
            replace(subject, at=side.places.number(block), anchor=side.places.anchor(block) + tail),
        ),
        right=right,
        further=len(right) if absent else max(0, len(right) - 1),
        empty=_("No counterpart found in {name}.").format(name=other.document.name)
        if absent or not right
        else "",
        remarks=tuple(_remark(signal) for signal in finding.signals),
        observation=_observation(finding, best),
        question=finding.question,
        facts=_facts(finding),
        group=heading_texts(side.document, block),
    )


def _marks(finding: Finding, best: Block | None) -> tuple[Spans, Spans]:
    """What to mark in the passage, and in its best counterpart."""
    ours: Spans = [(Span(clause.start, clause.end), Mark.UNCOVERED) for clause in finding.uncovered]
    ours += _quoted(finding.text, (signal.first for signal in finding.signals))
    theirs: Spans = []
    if best is not None:
        theirs += _quoted(best.text, (signal.second for signal in finding.signals))
        for here, there in same_words(finding.text, best.text):
            ours.append((here, Mark.SAME))
            theirs.append((there, Mark.SAME))
    return ours, theirs


def _passage(
    side: Side, block: Block, spans: Spans, caption: str = "",
    facts: tuple[tuple[str, str], ...] = (),
) -> Passage:  # fmt: skip
    own = side.own_rows and not block.is_heading
    return Passage(
        document=side.letter,
        block=block.id,
        place=side.places.cite(block),
        page=block.page,
        runs=runs_of(block.text, spans),
        kind=block.kind,
        heading=heading_texts(side.document, block),
        anchor=side.places.anchor(block) if own else None,
        caption=caption,
        facts=facts,
    )


def _candidate(link: Link, at: int, other: Side, spans: Spans, band: Band) -> Passage:
    caption = _(_CAPTIONS[at])
    if at == 0 and band is not Band.FOUND:
        caption = _("Possible counterpart") if band is Band.POSSIBLE else _("Came closest")
    facts = tuple((view_name(name), decimal(value)) for name, value in link.views.items())
    return _passage(other, other.document.by_id[link.block], spans, caption, facts)


def view_name(name: str) -> str:
    """What a reader calls a view of the comparison."""
    return _(_VIEW_NAMES.get(name, name))


def _observation(finding: Finding, best: Block | None) -> str:
    parts = []
    if best is not None and finding.band is not Band.NONE:
        if is_verbatim(finding.text, best.text):
            parts.append(_("The same words on both sides."))
        elif finding.verbatim:
            parts.append(_("A sentence of it stands there nearly word for word."))
        elif finding.uncovered:
            clauses = "; ".join(f"“{shorten(c.text)}”" for c in finding.uncovered)
            parts.append(_("Least found back in the counterpart: {clauses}.")
                         .format(clauses=clauses))  # fmt: skip
    if finding.stability < UNSTEADY and finding.q is not None and not finding.verbatim:
        parts.append(_("Unsteady: other samples or views put this passage elsewhere."))
    return " ".join(parts)


def legend(method: Method) -> tuple[tuple[Tag | Mark, str], ...]:
    """What the tags and marks of a comparison mean."""
    return (
        (
            band_tag(Band.FOUND),
            _("Closer than chance would bring it (q at most {q}), or with a sentence taken over"
              " word for word: read whether it says the same.").format(
                q=decimal(method.q_found)
            ),
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


def method_lines(method: Method) -> tuple[tuple[str, str], ...]:
    """How a comparison was made, line by line."""
    return (
        (_("Model"), method.model),
        (
            _("Views"),
            ", ".join(view_name(view) for view in method.views),
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


def _facts(finding: Finding) -> tuple[tuple[str, str], ...]:
    facts = []
    if finding.q is not None:
        facts.append(("q", decimal(finding.q)))
    facts.append((_("steadiness"), decimal(finding.stability)))
    if finding.coverage is not None and finding.band is not Band.NONE:
        facts.append((_("covered by the counterpart"), decimal(finding.coverage)))
    return tuple(facts)
