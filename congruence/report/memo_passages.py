"""Which passages of a checked draft deserve a reaction, and what stands beside each of them.

A passage is chosen when a counterpart differs from it, when an objection on record is about it, or
when it binds and has no counterpart. What merely explains is left out; how much is, is said.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from congruence.compare.check import Check
from congruence.compare.result import Band, Finding
from congruence.messages import _
from congruence.terms.dossier import read_passages
from congruence.terms.result import Dossier, NormPassage, Objection, UseClass

MOST_PASSAGES = 25
_TITLE = 8  # words of a line that may be a title
_BINDING = frozenset(["obligation", "prohibition"])


@dataclass(frozen=True, slots=True)
class MemoPassage:
    """One passage (by block id) that deserves a reaction.

    ``why`` says in words what is the matter; ``counterparts`` holds per document the block that
    answers the passage best, or None where none was found.
    """

    block: str
    why: tuple[str, ...]
    counterparts: Mapping[str, str | None]
    objections: tuple[Objection, ...]


@dataclass(frozen=True, slots=True)
class MemoPassages:
    """The chosen passages in reading order, and how many were left out and why.

    ``over`` had as good a reason but came after the limit; ``free`` have no counterpart and bind
    nobody.
    """

    passages: tuple[MemoPassage, ...]
    over: int
    free: int


def choose_passages(
    check: Check, dossier: Dossier, beside: Collection[str], *, most: int | None = None
) -> MemoPassages:
    """The passages of the draft that deserve a reaction, at most ``most``.

    Args:
        check: the draft held against the documents.
        dossier: of the contested terms, over the draft and the same documents.
        beside: ids of the documents whose words stand beside the draft's.
        most: by default `MOST_PASSAGES`; differences come first, then objections, then what
            binds without a counterpart.
    """
    binding = {
        norm.place.block
        for norm in read_passages([check.draft], "norms").passages
        if isinstance(norm, NormPassage) and norm.label in _BINDING and not _is_title(norm)
    }
    objected = _objections(check, dossier, beside)
    chosen: list[tuple[int, MemoPassage]] = []
    free = 0
    for row in check.matrix.rows:
        findings = {
            comparison.b.id: finding
            for comparison, finding in zip(check.matrix.comparisons, row.findings, strict=True)
            if comparison.b.id in beside
        }
        why = _differences(findings)
        absent = bool(findings) and all(f.band is Band.NONE for f in findings.values())
        objections = objected.get(row.block, ())
        if not why and not objections and not (absent and row.block in binding):
            free += absent
            continue
        rank = 0 if why else 1 if objections else 2
        chosen.append((rank, _passage(row.block, why, findings, objections, absent)))
    kept = sorted(range(len(chosen)), key=lambda at: chosen[at][0])
    kept = kept[: MOST_PASSAGES if most is None else most]
    return MemoPassages(tuple(chosen[at][1] for at in sorted(kept)), len(chosen) - len(kept), free)


def _is_title(norm: NormPassage) -> bool:
    """Whether the words are a line like "Samen moet het lukken": short, and no sentence."""
    words = norm.place.text.strip(" *_\"'‘’“”")
    return len(words.split()) <= _TITLE and words[-1:] not in ".:;!" and words[:1].isupper()


def _passage(
    block: str,
    why: tuple[str, ...],
    findings: Mapping[str, Finding],
    objections: tuple[Objection, ...],
    absent: bool,
) -> MemoPassage:
    if absent:
        why = (_("No counterpart found"),)
    counterparts = {
        name: finding.links[0].block if finding.band is Band.FOUND else None
        for name, finding in findings.items()
    }
    return MemoPassage(block, why, counterparts, objections)


def _differences(findings: Mapping[str, Finding]) -> tuple[str, ...]:
    """What counterparts say differently; equal remarks once."""
    return tuple(
        dict.fromkeys(
            signal.detail
            for finding in findings.values()
            if finding.band is Band.FOUND
            for signal in finding.signals
        )
    )


def _objections(
    check: Check, dossier: Dossier, beside: Collection[str]
) -> dict[str, tuple[Objection, ...]]:
    """Objections by the block of the draft they are about.

    An objection is about a passage when the two are counterparts, or when it is made to a
    contested term that the passage uses.
    """
    found: dict[str, list[Objection]] = {}
    reactions = [c for c in check.matrix.comparisons if c.b.id not in beside]
    made = [
        item
        for item in read_passages([c.b for c in reactions], "objections").passages
        if isinstance(item, Objection)
    ]
    for comparison in reactions:
        for finding in comparison.findings:
            if finding.band is not Band.FOUND:
                continue
            ours, theirs = finding.block, finding.links[0].block
            if finding.side == "b":
                ours, theirs = theirs, ours
            found.setdefault(ours, []).extend(
                item
                for item in made
                if item.place.document == comparison.b.id and item.place.block == theirs
            )
    for term in dossier.terms:
        against = [item for item in term.objections if item.place.document != check.draft.id]
        for use in term.occurrences:
            at = use.place
            if at.document == check.draft.id and at.block and use.use is not UseClass.POSSIBLE:
                found.setdefault(at.block, []).extend(against)
    return {block: tuple(dict.fromkeys(items)) for block, items in found.items() if items}
