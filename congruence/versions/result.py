"""What changed between two versions. Field names are the ``congruence/diff/1`` contract's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any, ClassVar

from congruence import schema
from congruence.model import Document, ReadWarning, Signal


class ChangeKind(StrEnum):
    """What became of a passage."""

    UNCHANGED = "unchanged"
    EDITED = "edited"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"
    MOVED_EDITED = "moved_edited"
    SPLIT = "split"
    MERGED = "merged"
    RELABELLED = "relabelled"


class Weight(StrEnum):
    """How much a change asks of a reader.

    Consequential: a number, or a reference that follows one. Editorial: white space, quotes,
    spelling, marks a converter left. Substantive: everything else.
    """

    SUBSTANTIVE = "substantive"
    CONSEQUENTIAL = "consequential"
    EDITORIAL = "editorial"


class Op(StrEnum):
    """What happened to a stretch of words."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


class ReferenceState(StrEnum):
    """Whether a reference still points at the provision it pointed at."""

    FOLLOWS = "follows"
    STALE = "stale"
    DANGLING = "dangling"


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text that stayed, went or came; the text includes its white space."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one passage (of several, where one was split or some were merged).

    Attributes:
        old, new: ids of the blocks concerned, in reading order.
        old_text, new_text: their texts, joined by a line feed where there are several.
        words: equal and deleted stretches concatenate to ``old_text``, equal and inserted ones
            to ``new_text``.
        signals: reasons to look, quoting the old words first.
    """

    id: str
    kind: ChangeKind
    old: tuple[str, ...]
    new: tuple[str, ...]
    old_text: str
    new_text: str
    words: tuple[Words, ...]
    weight: Weight
    signals: tuple[Signal, ...] = ()

    def json_fields(self) -> dict[str, Any]:
        """The contract's change: a signal quotes the versions under ``old`` and ``new``."""
        payload = {name: getattr(self, name) for name in self.__dataclass_fields__}
        payload["signals"] = [
            {"kind": s.kind, "old": s.first, "new": s.second, "detail": s.detail}
            for s in self.signals
        ]
        return payload


@dataclass(frozen=True, slots=True)
class Relabelling:
    """One row of the concordance table: where a provision stood and where it stands."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference in the new version, held against the renumbering.

    Attributes:
        block: id of the new block it stands in.
        text: the reference as printed.
        target_old: the provision it pointed at in the old version, as cited there; None where
            the reference is new or pointed at nothing.
        target_new: where that provision stands now; None where it is gone.
    """

    block: str
    text: str
    target_old: str | None
    target_new: str | None
    state: ReferenceState


@dataclass(frozen=True)
class VersionDiff:
    """Two versions of one document, compared: every block of either stands in one change.

    ``notes`` are remarks on the whole: the versions are identical, hardly related, one is empty.
    """

    SCHEMA: ClassVar[str] = schema.DIFF

    old: Document
    new: Document
    changes: tuple[Change, ...]
    labels: tuple[Relabelling, ...] = ()
    references: tuple[Reference, ...] = ()
    notes: tuple[ReadWarning, ...] = ()
    summary: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def by_old(self) -> Mapping[str, Change]:
        """The change in which an old block stands, by the block's id."""
        return MappingProxyType({block: c for c in self.changes for block in c.old})

    @cached_property
    def by_new(self) -> Mapping[str, Change]:
        """The change in which a new block stands, by the block's id."""
        return MappingProxyType({block: c for c in self.changes for block in c.new})


def summarise(changes: tuple[Change, ...]) -> dict[str, int]:
    """How many changes of each kind; all kinds are named."""
    counts = Counter(change.kind for change in changes)
    return {kind.value: counts[kind] for kind in ChangeKind}
