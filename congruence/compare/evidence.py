"""What is shown beside a finding: clauses left open, signals, and the question to discuss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from congruence.compare.coverage import coverages
from congruence.compare.question import question_for
from congruence.compare.result import Band, Finding
from congruence.embed import Encoder
from congruence.embed.lexical import LexicalView
from congruence.model import Document, Signal
from congruence.text.signals import passage_signals


def with_evidence(
    findings: Sequence[Finding],
    other: Document,
    own_texts: Sequence[str],
    other_texts: Sequence[str],
    view: LexicalView,
    encoder: Encoder,
    *,
    terms: Sequence[str] = (),
    seed: int = 0,
) -> list[Finding]:
    """Add coverage, signals and a question to the findings of one side.

    Args:
        findings: of every passage of one side, in reading order.
        other: the document on the other side.
        own_texts: each passage of this side as it was compared (in its context).
        other_texts: the same for the other side.
        view: the lexical view, fitted on both sides.
        encoder: the semantic view.
        terms: contested terms.
        seed: for the random passages that coverage is measured against.
    """
    passages = list(other.passages())
    place = {passage.id: at for at, passage in enumerate(passages)}
    likely = [
        at for at, finding in enumerate(findings) if finding.links and finding.band is not Band.NONE
    ]
    best = {at: place[findings[at].links[0].block] for at in likely}
    covered = dict(
        zip(
            likely,
            coverages(
                [findings[at].text for at in likely],
                [best[at] for at in likely],
                other_texts,
                view,
                encoder,
                seed=seed,
            ),
            strict=True,
        )
    )
    done: list[Finding] = []
    for at, finding in enumerate(findings):
        if at in covered:
            finding = replace(
                finding,
                coverage=covered[at].share,
                uncovered=covered[at].uncovered,
                signals=_signals(finding, own_texts[at], passages[best[at]].text,
                                 other_texts[best[at]], terms),
            )  # fmt: skip
        counterpart = other.by_id[finding.links[0].block] if finding.links else None
        done.append(replace(finding, question=question_for(finding, other, counterpart)))
    return done


def _signals(
    finding: Finding, own: str, counterpart: str, counterpart_in_context: str, terms: Sequence[str]
) -> tuple[Signal, ...]:
    """Signals between two passages read in context, less those of the context alone.

    What two chapeaus differ on is a signal of the chapeaus, not of every item under them.
    """
    return tuple(
        signal
        for signal in passage_signals(
            own, counterpart_in_context, terms=terms, certain=finding.band is Band.FOUND
        )
        if signal.first in finding.text or signal.second in counterpart
    )
