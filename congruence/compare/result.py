"""What a comparison found: evidence per passage, both directions. Field names are the contract's.

A result keeps the p-values' q, so that it can be banded anew without encoding again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, ClassVar

from congruence import schema
from congruence.model import Document, ReadWarning, Signal

# The view that has to bear a counterpart out by itself (its name in `congruence.compare.views`).
_CONFIRMING = "semantic"


class Band(StrEnum):
    """How sure the null is that a passage has a counterpart; never whether it complies."""

    FOUND = "found"
    POSSIBLE = "possible"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Method:
    """How the comparison was made: enough to make it again."""

    model: str
    views: tuple[str, ...]
    q_found: float = 0.10
    q_possible: float = 0.30
    decoys: int = 10
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A candidate counterpart on the other side: its block, rank from 1 and fused score.

    ``views`` holds the similarity each view gives (cosine, -1 to 1), ``score`` the fused score
    after the correction for hubs (no unit; only its order means something).
    """

    block: str
    label: str | None
    score: float
    rank: int
    views: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A clause that has little in common with the best counterpart."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One passage of one side with the evidence for and against a counterpart.

    Attributes:
        side: "a" or "b": the document the passage stands in.
        q: false-discovery rate at which the passage would be called found (0 to 1). Held against
            fewer than ten passages it has the rate of the passage that has it as first candidate
            (1 where none has), or None where neither side can be judged.
        verbatim: a sentence of it stands nearly word for word in the first link.
        repeats: the same rate from the even draws, the odd draws, and every view alone.
        score: the best fused similarity m_i (sum of standardised views; no unit).
        stability: share of the repeats with the same band.
        coverage: idf-weighted share of the passage that its best counterpart covers (0 to 1).
        question: what to discuss, made from the evidence.
    """

    id: str
    side: str
    block: str
    label: str | None
    text: str
    band: Band
    q: float | None
    score: float
    stability: float
    repeats: Mapping[str, float] = field(default_factory=dict)
    verbatim: bool = False
    links: tuple[Link, ...] = ()
    coverage: float | None = None
    uncovered: tuple[Uncovered, ...] = ()
    signals: tuple[Signal, ...] = ()
    question: str = ""

    def json_fields(self) -> dict[str, Any]:
        """The contract's finding: a signal quotes side a under ``a`` and side b under ``b``."""
        payload = {name: getattr(self, name) for name in self.__dataclass_fields__}
        first, second = ("a", "b") if self.side == "a" else ("b", "a")
        payload["signals"] = [
            {"kind": s.kind, first: s.first, second: s.second, "detail": s.detail}
            for s in self.signals
        ]
        return payload


@dataclass(frozen=True)
class Comparison:
    """Two documents held against each other, in both directions.

    ``notes`` are remarks on the whole ("too few passages to judge", "hardly related").
    """

    SCHEMA: ClassVar[str] = schema.COMPARE

    a: Document
    b: Document
    method: Method
    findings: tuple[Finding, ...]
    notes: tuple[ReadWarning, ...] = ()
    summary: Mapping[str, Any] = field(default_factory=dict)

    def side(self, side: str) -> tuple[Finding, ...]:
        """The findings of one side, in reading order."""
        return tuple(finding for finding in self.findings if finding.side == side)

    def finding_of(self, side: str, block: str) -> Finding:
        """The finding of ``block`` on ``side``; KeyError when the block is a heading."""
        for finding in self.findings:
            if finding.side == side and finding.block == block:
                return finding
        raise KeyError(block)

    def rebanded(self, *, q_found: float, q_possible: float) -> Comparison:
        """The same evidence under other thresholds (0 < q_found <= q_possible <= 1)."""
        if not 0 < q_found <= q_possible <= 1:
            raise ValueError("0 < q_found <= q_possible <= 1")
        findings = tuple(banded(finding, q_found, q_possible) for finding in self.findings)
        method = replace(self.method, q_found=q_found, q_possible=q_possible)
        return replace(self, method=method, findings=findings, summary=summarise(findings))


def band_of(q: float | None, q_found: float, q_possible: float) -> Band:
    """Band of a passage whose null gives ``q``; without a null (None) a person must look."""
    if q is None:
        return Band.POSSIBLE
    if q <= q_found:
        return Band.FOUND
    return Band.POSSIBLE if q <= q_possible else Band.NONE


def banded(finding: Finding, q_found: float, q_possible: float) -> Finding:
    """``finding`` with its band and stability under these thresholds.

    What stands word for word on the other side is found, whatever the null says.
    Where the even and the odd draws disagree the null cannot tell: the band is "possible". So it
    is where the meaning alone does not bear a counterpart out: names and boilerplate that two
    passages share make the wording alike, and most wrong calls on statutes were of that kind
    (false coverage at q .10 fell from .17 to .08 in the worst setting).
    """
    band = band_of(finding.q, q_found, q_possible)
    bands = {name: band_of(q, q_found, q_possible) for name, q in finding.repeats.items()}
    if bands and bands["even"] is not bands["odd"]:
        band = Band.POSSIBLE
    if band is Band.FOUND and bands.get(_CONFIRMING, band) is not Band.FOUND:
        band = Band.POSSIBLE
    if finding.verbatim:
        band = Band.FOUND
    same = [other is band for other in bands.values()]
    stability = round(sum(same) / len(same), 4) if same else 0.0
    return replace(finding, band=band, stability=stability)


def summarise(findings: tuple[Finding, ...]) -> dict[str, Any]:
    """Counts per side and band; they add up to the passages read."""
    counts = Counter((finding.side, finding.band) for finding in findings)
    return {
        side: {band.value: counts[side, band] for band in Band}
        | {"passages": sum(counts[side, band] for band in Band)}
        for side in ("a", "b")
    }
