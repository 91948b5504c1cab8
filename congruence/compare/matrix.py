"""One document against many: what each passage has beside it in every other document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from congruence import schema
from congruence.compare.comparison import NOT_DUTCH, compare
from congruence.compare.result import Band, Comparison, Finding
from congruence.embed import Encoder
from congruence.model import Document, ReadWarning


@dataclass(frozen=True)
class MatrixRow:
    """One passage with its finding in each comparison, in the order of the documents.

    ``found_in`` names (by id) the documents in which it has a counterpart.
    """

    block: str
    label: str | None
    text: str
    findings: tuple[Finding, ...]
    found_in: tuple[str, ...]

    @property
    def nowhere(self) -> bool:
        """Whether no document has as much as a possible counterpart."""
        return all(finding.band is Band.NONE for finding in self.findings)


@dataclass(frozen=True)
class Matrix:
    """``document`` held against each of ``others``; the whole comparisons stay at hand."""

    SCHEMA: ClassVar[str] = schema.MATRIX

    comparisons: tuple[Comparison, ...]

    @property
    def document(self) -> Document:
        """The document whose passages are the rows."""
        return self.comparisons[0].a

    @property
    def others(self) -> tuple[Document, ...]:
        """The documents that are the columns."""
        return tuple(comparison.b for comparison in self.comparisons)

    @property
    def notes(self) -> tuple[ReadWarning, ...]:
        """Remarks on single comparisons, each with the name of the document it is about."""
        named = (
            note
            if note.code == NOT_DUTCH  # says itself which document, this one or the other
            else ReadWarning(note.code, f"{comparison.b.name}: {note.message}")
            for comparison in self.comparisons
            for note in comparison.notes
        )
        return tuple(dict.fromkeys(named))

    @cached_property
    def rows(self) -> tuple[MatrixRow, ...]:
        """One row per passage of the document, in reading order."""
        sides = [comparison.side("a") for comparison in self.comparisons]
        return tuple(
            MatrixRow(
                findings[0].block,
                findings[0].label,
                findings[0].text,
                findings,
                tuple(
                    other.id
                    for other, finding in zip(self.others, findings, strict=True)
                    if finding.band is Band.FOUND
                ),
            )
            for findings in zip(*sides, strict=True)
        )

    @property
    def summary(self) -> dict[str, int]:
        """Passages by the number of documents with a counterpart; they add up to all of them.

        ``none`` have not even a possible counterpart, ``possible`` have only possible ones.
        """
        every = len(self.others)
        counts = Counter(_class(row, every) for row in self.rows)
        kinds = ("none", "possible", "one", "several", "every")
        return {kind: counts[kind] for kind in kinds} | {"passages": len(self.rows)}

    def json_fields(self) -> dict[str, Any]:
        """Rows with one cell a document, and every comparison whole."""
        return {
            "schema": self.SCHEMA,
            "document": self.document,
            "others": self.others,
            "rows": [
                {
                    "block": row.block,
                    "label": row.label,
                    "text": row.text,
                    "found_in": row.found_in,
                    "cells": [
                        {
                            "document": other.id,
                            "band": finding.band,
                            "q": finding.q,
                            "link": finding.links[0].block if finding.links else None,
                        }
                        for other, finding in zip(self.others, row.findings, strict=True)
                    ],
                }
                for row in self.rows
            ],
            "comparisons": self.comparisons,
            "notes": self.notes,
            "summary": self.summary,
        }


def _class(row: MatrixRow, every: int) -> str:
    if not row.found_in:
        return "none" if row.nowhere else "possible"
    if len(row.found_in) == every and every > 1:
        return "every"
    return "one" if len(row.found_in) == 1 else "several"


def matrix(
    document: Document,
    others: Sequence[Document],
    *,
    encoder: Encoder,
    seed: int = 0,
    terms: Sequence[str] = (),
    progress: Callable[[str], None] = lambda step: None,
) -> Matrix:
    """Hold ``document`` against each of ``others``; each pair is judged by its own null.

    Raises:
        ValueError: ``others`` is empty.
        InputError: a document without a single passage.
    """
    if not others:
        raise ValueError("a matrix needs at least one other document")
    comparisons = []
    for other in others:
        progress(other.name)
        comparisons.append(compare(document, other, encoder=encoder, seed=seed, terms=terms))
    return Matrix(tuple(comparisons))
