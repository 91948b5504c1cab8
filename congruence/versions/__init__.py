"""Versions of one document: what changed, what moved, what became weaker."""

from congruence.versions.changes import compare_versions
from congruence.versions.evidence import Turn, turn_of
from congruence.versions.history import History, Line, Moment, Station, trace
from congruence.versions.result import (
    Change,
    ChangeKind,
    Op,
    Reference,
    ReferenceState,
    Relabelling,
    VersionDiff,
    Weight,
    Words,
)

__all__ = [
    "Change",
    "ChangeKind",
    "History",
    "Line",
    "Moment",
    "Op",
    "Reference",
    "ReferenceState",
    "Relabelling",
    "Station",
    "Turn",
    "VersionDiff",
    "Weight",
    "Words",
    "compare_versions",
    "trace",
    "turn_of",
]
