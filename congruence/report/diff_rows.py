"""Every change between two versions as a row of a report: the passages, marked, and its place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import PurePath

from congruence.messages import _
from congruence.model import Block, Document
from congruence.report.diff_words import MARKS, MOVED, kind_tag, question, remark_of
from congruence.report.places import Places, document_keys, source_line
from congruence.report.view import Mark, Passage, Row, Run, heading_texts
from congruence.versions import Change, ChangeKind, Op, VersionDiff


class DiffRows:
    """Makes the rows of one diff; ``prefix`` tells the steps of a history apart."""

    def __init__(self, result: VersionDiff, prefix: str = "") -> None:
        self.result, self.prefix = result, prefix
        keys = [prefix + key for key in document_keys((result.old, result.new))]
        self.places = {"old": Places(result.old, keys[0]), "new": Places(result.new, keys[1])}

    @cached_property
    def names(self) -> tuple[str, str]:
        """What to call the versions: by their files where they bear one title."""
        old, new = self.result.old, self.result.new
        if old.name != new.name:
            return old.name, new.name
        files = PurePath(old.path).name, PurePath(new.path).name
        if files[0] == files[1]:
            old_name, new_name = _("old version"), _("new version")
            return f"{old.name} ({old_name})", f"{new.name} ({new_name})"
        return f"{old.name} ({files[0]})", f"{new.name} ({files[1]})"

    @cached_property
    def changed(self) -> tuple[Change, ...]:
        """All changes but the passages that stayed as they were."""
        return tuple(c for c in self.result.changes if c.kind is not ChangeKind.UNCHANGED)

    @cached_property
    def rows(self) -> dict[str, Row]:
        """A row for each change, by the change's id."""
        return {change.id: self._row(change) for change in self.changed}

    def anchor(self, change: Change) -> str:
        """The permalink of a change: the place of the new passage, else of the old one."""
        if change.new:
            return self.places["new"].anchor(self.result.new.by_id[change.new[0]])
        return self.places["old"].anchor(self.result.old.by_id[change.old[0]])

    def _row(self, change: Change) -> Row:
        old = self._passages("old", change, (Op.EQUAL, Op.DELETE))
        new = self._passages("new", change, (Op.EQUAL, Op.INSERT))
        side, block = self.subject(change)
        return Row(
            id=self.prefix + change.id,
            anchor=self.anchor(change),
            tag=kind_tag(change.kind),
            left=old,
            right=new,
            empty="" if old and new else _("Not in this version."),
            remarks=tuple(remark_of(signal) for signal in change.signals),
            observation=self.observation(change),
            question=question(change),
            group=heading_texts(side, block),
        )

    def subject(self, change: Change) -> tuple[Document, Block]:
        """The first passage of a change, in the new version where it is there, and its version."""
        document = self.result.new if change.new else self.result.old
        return document, document.by_id[(change.new or change.old)[0]]

    def _passages(self, side: str, change: Change, ops: tuple[Op, Op]) -> tuple[Passage, ...]:
        """The passages of one side, with what went or came marked."""
        document = self.result.old if side == "old" else self.result.new
        blocks = [document.by_id[id_] for id_ in getattr(change, side)]
        runs = _cut(
            [(w.text, MARKS[w.op]) for w in change.words if w.op in ops],
            [len(block.text) for block in blocks],
        )
        return tuple(
            Passage(
                document=side,
                block=block.id,
                place=self.cite(side, block),
                page=block.page,
                runs=part if block.text else self._number(block, change),
                kind=block.kind,
                heading=heading_texts(document, block),
                anchor=self.anchor(change) if side == "new" or not change.new else None,
            )
            for block, part in zip(blocks, runs, strict=True)
        )

    def _number(self, block: Block, change: Change) -> tuple[Run, ...]:
        """The number of a passage that has nothing else, such as a bare ``Artikel 3``."""
        mark = {ChangeKind.INSERTED: Mark.INSERT, ChangeKind.DELETED: Mark.DELETE}.get(change.kind)
        return (Run(block.label or "", (mark,) if mark and block.label else ()),)

    def cite(self, side: str, block: Block) -> str:
        """How to cite a passage of the version ``side`` ("old" or "new")."""
        return self.places[side].cite(block)

    def observation(self, change: Change) -> str:
        """Where a passage went, what its number became; empty where the words say it all."""
        if change.kind in MOVED:
            old, new = self.cited(change)
            return _("Stood in {old}, stands in {new}.").format(old=old, new=new)
        if change.kind is ChangeKind.RELABELLED:
            old, new = self.cited(change)
            return _("Same words; {old} became {new}.").format(old=old, new=new)
        _document, block = self.subject(change)
        if not block.text and len(change.old) + len(change.new) == 1:
            return _("A number without text of its own.") if block.label else _("Without text.")
        if change.kind in (ChangeKind.SPLIT, ChangeKind.MERGED):
            return _("{old} passages became {new}.").format(
                old=len(change.old), new=len(change.new)
            )
        return ""

    def cited(self, change: Change) -> tuple[str, str]:
        """Where a change stood and stands, with the pages."""
        old = self.result.old.by_id[change.old[0]]
        new = self.result.new.by_id[change.new[0]]
        return (
            source_line(self.cite("old", old), old.page),
            source_line(self.cite("new", new), new.page),
        )


def _cut(
    pieces: Sequence[tuple[str, tuple[Mark, ...]]], lengths: Sequence[int]
) -> list[tuple[Run, ...]]:
    """Words of joined passages cut back into the passages (a line feed stands between two)."""
    passages: list[tuple[Run, ...]] = []
    waiting = list(pieces)
    for at, length in enumerate(lengths):
        runs: list[Run] = []
        skip = 1 if at else 0
        while waiting and (length or skip):
            text, marks = waiting.pop(0)
            if skip:
                text, skip = text[1:], 0
            taken, rest = text[:length], text[length:]
            length -= len(taken)
            if taken:
                runs.append(Run(taken, marks))
            if rest:
                waiting.insert(0, (rest, marks))
        passages.append(tuple(runs) or (Run(""),))
    return passages
