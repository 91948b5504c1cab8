"""A draft held against documents: what to remark in its margin, at which words, and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any, ClassVar

from congruence import schema
from congruence.compare.matrix import Matrix, MatrixRow, matrix
from congruence.compare.question import (
    place_of,
    signal_question,
    spot_of,
    uncovered_question,
)
from congruence.compare.result import Band, Comparison, Finding, Uncovered
from congruence.embed import Encoder
from congruence.messages import _, ngettext
from congruence.model import Document, ReadWarning, Signal, Span

FAIL_ON = ("found", "none", "signal", "term")
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class MarginNote:
    """A remark on words of the draft: ``text[start:end]`` of the block, in code points.

    ``kind`` is the signal's kind, "uncovered" or "none"; ``against`` are the ids of the
    documents it comes from.
    """

    block: str
    start: int
    end: int
    kind: str
    against: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Check:
    """The draft against every document, and the remarks that follow."""

    SCHEMA: ClassVar[str] = schema.CHECK

    matrix: Matrix

    @property
    def draft(self) -> Document:
        """The document that is checked."""
        return self.matrix.document

    @property
    def notes(self) -> tuple[ReadWarning, ...]:
        """Remarks on whole comparisons."""
        return self.matrix.notes

    @cached_property
    def remarks(self) -> tuple[MarginNote, ...]:
        """What to write in the margin, in reading order; equal remarks once.

        Passages of one section without any counterpart share one remark, at the first of them:
        a margin full of the same sentence is read by nobody.
        """
        notes: list[MarginNote] = []
        section = self.draft.by_id
        for absent, rows in groupby(
            self.matrix.rows,
            key=lambda row: section[row.block].section if row.nowhere else None,
        ):
            together = list(rows)
            if absent is not None:
                notes.append(_nowhere(together, self.matrix.others))
            else:
                notes += [note for row in together for note in self._of_row(row)]
        return tuple(dict.fromkeys(notes))

    def _of_row(self, row: MatrixRow) -> Iterator[MarginNote]:
        for comparison, finding in zip(self.matrix.comparisons, row.findings, strict=True):
            if finding.band is not Band.FOUND:
                continue
            for signal in finding.signals:
                yield _signal_note(comparison, finding, signal)
            for clause in finding.uncovered:
                yield _uncovered_note(comparison, finding, clause)

    def fired(self, conditions: Collection[str]) -> tuple[str, ...]:
        """Which of ``conditions`` (of `FAIL_ON`) the check meets.

        found: a passage has a counterpart. none: a passage has none in any document. signal: a
        counterpart differs on something. term: a counterpart uses other words for a contested
        term.
        """
        kinds = {note.kind for note in self.remarks}
        met = {
            "found": any(row.found_in for row in self.matrix.rows),
            "none": "none" in kinds,
            "signal": bool(kinds - {"none", "uncovered"}),
            "term": "term" in kinds,
        }
        return tuple(
            condition for condition in FAIL_ON if condition in conditions and met[condition]
        )

    def json_fields(self) -> dict[str, Any]:
        """The remarks, and every comparison whole."""
        return {
            "schema": self.SCHEMA,
            "draft": self.draft,
            "against": self.matrix.others,
            "remarks": self.remarks,
            "comparisons": self.matrix.comparisons,
            "notes": self.notes,
            "summary": self.matrix.summary,
        }


def check(
    draft: Document,
    against: Sequence[Document],
    *,
    encoder: Encoder,
    seed: int = 0,
    terms: Sequence[str] = (),
    progress: Callable[[str], None] = lambda step: None,
) -> Check:
    """Hold ``draft`` against each of ``against``; see `congruence.compare.matrix.matrix`."""
    return Check(matrix(draft, against, encoder=encoder, seed=seed, terms=terms, progress=progress))


def _nowhere(rows: Sequence[MatrixRow], others: Sequence[Document]) -> MarginNote:
    first, names = rows[0], "; ".join(other.name for other in others)
    question = _("Is that meant so, or does it stand there in other words?")
    if len(rows) == 1:
        lead = _("No counterpart found in: {names}.").format(names=names)
    else:
        lead = ngettext(
            "For this passage and the {count} after it, no counterpart was found in: {names}.",
            "For this passage and the {count} after it, no counterpart was found in: {names}.",
            len(rows) - 1,
        ).format(count=len(rows) - 1, names=names)
    against = tuple(other.id for other in others)
    text = f"{lead}\n{question}"
    return MarginNote(first.block, 0, len(first.text), "none", against, text)


def _signal_note(comparison: Comparison, finding: Finding, signal: Signal) -> MarginNote:
    at = finding.text.find(signal.first)
    # A quotation from the chapeau is not in the item itself: then the whole item is meant.
    span = Span(at, at + len(signal.first)) if at >= 0 else Span(0, len(finding.text))
    _spot, quote = _counterpart(comparison, finding)
    text = "\n".join([signal.detail, quote, signal_question(signal)])
    return MarginNote(finding.block, span.start, span.end, signal.kind, (comparison.b.id,), text)


def _uncovered_note(comparison: Comparison, finding: Finding, clause: Uncovered) -> MarginNote:
    spot, quote = _counterpart(comparison, finding)
    lead = _("Little of this clause was found back in the counterpart.")
    text = "\n".join([lead, quote, uncovered_question(clause.text, spot)])
    return MarginNote(
        finding.block, clause.start, clause.end, "uncovered", (comparison.b.id,), text
    )


def _counterpart(comparison: Comparison, finding: Finding) -> tuple[str, str]:
    """What to call the best counterpart, and its words under the place where it stands."""
    block = comparison.b.by_id[finding.links[0].block]
    place = place_of(block, comparison.b)
    parts = block.text.split()
    quote = " ".join(parts[:_LONGEST_QUOTE]) + (" …" if len(parts) > _LONGEST_QUOTE else "")
    return spot_of(block), _("{place}: “{quote}”").format(place=place, quote=quote)
