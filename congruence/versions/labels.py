"""Numbers as printed: whether two are the same, and the concordance table of those that changed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from congruence.model import Block, BlockKind, Document
from congruence.versions.result import Change, ChangeKind, Relabelling

_MARKS = re.compile(r"[\W_]+", re.UNICODE)
_ARTICLE = re.compile(r"^art(?:ikel)?\b\.?", re.IGNORECASE)


def label_value(label: str | None) -> str:
    """What of a printed number counts: "Art. 3", "Artikel 3." are one; a bullet is none."""
    if not label:
        return ""
    return _MARKS.sub(" ", _ARTICLE.sub("artikel", label.strip())).strip().casefold()


def relabelled(old: Block, new: Block) -> bool:
    """Whether the number of a passage changed (numbered by one reader only is no change)."""
    one, other = label_value(old.label), label_value(new.label)
    return bool(one and other) and one != other


def concordance(old: Document, new: Document, changes: Iterable[Change]) -> tuple[Relabelling, ...]:
    """Where each renumbered provision stood and stands, cited in full, in the new order.

    A provision under a renumbered one that kept its own number ("lid 2" of an article that went
    from 3 to 4) follows from the row of that one and has none of its own.
    """
    rows: list[Relabelling] = []
    for change in changes:
        if change.kind in (ChangeKind.INSERTED, ChangeKind.DELETED, ChangeKind.UNCHANGED):
            continue
        before, after = old.by_id[change.old[0]], new.by_id[change.new[0]]
        note = BlockKind.FOOTNOTE in (before.kind, after.kind)  # a note is no provision
        if relabelled(before, after) and not note:
            rows.append(Relabelling(before.place or "", after.place or ""))
    return tuple(dict.fromkeys(rows))
