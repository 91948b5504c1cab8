"""Versions of one document: what changed, what moved, what became weaker."""

from congruence.versions.changes import compare_versions
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
    "Op",
    "Reference",
    "ReferenceState",
    "Relabelling",
    "VersionDiff",
    "Weight",
    "Words",
    "compare_versions",
]
