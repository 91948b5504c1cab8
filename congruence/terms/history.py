"""What became of terms from version to version of one document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from congruence.model import Document
from congruence.terms.match import Role, TermIndex
from congruence.terms.result import Replacement

if TYPE_CHECKING:
    from congruence.versions import Change

_VERSION = re.compile(
    r"(?i)\b(?:versie|version|concept|ontwerp|v)?\.?\s*\d+(?:[.,]\d+)*\b|\b(?:concept|ontwerp|definitief|versie)\b|\W+"
)


def in_order(documents: Sequence[Document]) -> list[Document]:
    """By date, then version; documents without either keep their place at the end."""
    return sorted(
        documents,
        key=lambda d: (d.date is None, d.date or "", d.version is None, _number(d.version)),
    )


def _number(version: str | None) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version or ""))


def version_pairs(documents: Sequence[Document]) -> list[tuple[Document, Document]]:
    """Each version with the next one of the same document: same role and title but for numbers."""
    families: dict[tuple[str, str], list[Document]] = {}
    for document in documents:
        if document.version is not None or document.date is not None:
            title = " ".join(_VERSION.sub(" ", document.title).lower().split())
            families.setdefault((str(document.role), title), []).append(document)
    return [
        pair
        for family in families.values()
        for pair in pairwise(in_order([d for d in family if d.version is not None]))
    ]


def replacements(
    pairs: Iterable[tuple[Document, Document]], index: TermIndex
) -> Iterator[tuple[int, Replacement]]:
    """For each term: where the next version has other words, or none, at an aligned place."""
    for old, new in pairs:
        from congruence.versions import compare_versions

        for change in compare_versions(old, new).changes:
            if change.old and change.kind.value not in {"unchanged", "moved", "relabelled"}:
                yield from _replaced(change, old, new, index)


def _replaced(
    change: Change, old: Document, new: Document, index: TermIndex
) -> Iterator[tuple[int, Replacement]]:
    kept = {hit.term for hit in index.find(change.new_text) if hit.role is not Role.OPPOSITE}
    for hit in index.find(change.old_text):
        if hit.term in kept or hit.role is Role.OPPOSITE:
            continue
        went, came = _changed_words(change, hit.span.start, hit.span.end)
        yield (
            hit.term,
            Replacement(
                old.id,
                change.old[0],
                went or change.old_text[hit.span.start : hit.span.end],
                new.id,
                change.new[0] if change.new else "",
                came,
            ),
        )


def _changed_words(change: Change, start: int, end: int) -> tuple[str, str]:
    """The struck words that hold ``start:end`` of the old text, and what came for them."""
    at = 0
    ops = list(change.words)
    went: list[str] = []
    came: list[str] = []
    for number, words in enumerate(ops):
        if words.op.value == "insert":
            continue
        touches = at < end and start < at + len(words.text)
        if words.op.value == "delete" and touches:
            went.append(words.text)
            for beside in (number - 1, number + 1):
                if 0 <= beside < len(ops) and ops[beside].op.value == "insert":
                    came.append(ops[beside].text)
        at += len(words.text)
    return " ".join(" ".join(went).split()), " ".join(" ".join(dict.fromkeys(came)).split())
