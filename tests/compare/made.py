"""Comparisons made by hand: what follows from a result, without the model that finds one."""

from __future__ import annotations

from collections.abc import Sequence

from congruence.compare.result import (
    Band,
    Comparison,
    Finding,
    Link,
    Method,
    Uncovered,
    summarise,
)
from congruence.model import Document, Signal


def finding(
    document: Document,
    at: int,
    band: Band,
    *,
    links: Sequence[str] = (),
    side: str = "a",
    q: float | None = 0.05,
    signals: Sequence[Signal] = (),
    uncovered: Sequence[str] = (),
):
    """The finding of the block at ``at``; ``uncovered`` are clauses of its text."""
    block = document.blocks[at]
    starts = [block.text.index(clause) for clause in uncovered]
    return Finding(
        f"{side}-{block.id}", side, block.id, block.place, block.text, band, q, 1.0, 1.0,
        links=tuple(
            Link(link, None, 1.0, rank, {}) for rank, link in enumerate(links, start=1)
        ),
        signals=tuple(signals),
        uncovered=tuple(
            Uncovered(start, start + len(clause), clause)
            for start, clause in zip(starts, uncovered, strict=True)
        ),
    )  # fmt: skip


def comparison(a: Document, b: Document, findings: Sequence[Finding]):
    return Comparison(
        a, b, Method("made", ("lexical",)), tuple(findings), (), summarise(tuple(findings))
    )
