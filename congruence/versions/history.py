"""More than two versions: when a provision or a term appeared, changed, vanished."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import ClassVar

from congruence import schema
from congruence.model import Block, Document
from congruence.versions.changes import compare_versions
from congruence.versions.evidence import defined_terms
from congruence.versions.labels import label_value
from congruence.versions.result import Change, ChangeKind, VersionDiff, Weight


class Moment(StrEnum):
    """What a version did to a provision or a term."""

    ABSENT = "absent"
    FIRST = "first"  # stood in the first version that was read
    APPEARED = "appeared"
    SAME = "same"
    RENUMBERED = "renumbered"
    EDITORIAL = "editorial"
    CHANGED = "changed"
    VANISHED = "vanished"


@dataclass(frozen=True, slots=True)
class Station:
    """A provision or term in one version: its place there (None: absent) and what happened.

    ``changes`` are the ids of the changes in the step that led to this version; ``count`` is the
    number of passages (of a provision) or of occurrences (of a term).
    """

    document: str
    moment: Moment
    place: str | None = None
    count: int = 0
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """The life of a provision or a term: one station for each version."""

    name: str
    stations: tuple[Station, ...]


@dataclass(frozen=True)
class History:
    """Successive versions: each step as a diff, and the line of every provision and term."""

    SCHEMA: ClassVar[str] = schema.HISTORY

    documents: tuple[Document, ...]
    diffs: tuple[VersionDiff, ...]
    provisions: tuple[Line, ...]
    terms: tuple[Line, ...]


def trace(documents: Sequence[Document]) -> History:
    """Compare each version with the next and follow provisions and terms through all of them.

    A provision is a numbered heading with what stands under it (any heading, in a text without
    numbers). It is followed by its words, so through renumbering and moves.
    """
    diffs = tuple(compare_versions(old, new) for old, new in pairwise(documents))
    return History(tuple(documents), diffs, _provisions(documents, diffs), _terms(documents, diffs))


# -- provisions -------------------------------------------------------------------------------


def _provisions(documents: Sequence[Document], diffs: Sequence[VersionDiff]) -> tuple[Line, ...]:
    contents = [_contents(document) for document in documents]
    lines: list[tuple[tuple[int, int], Line]] = []
    begun: set[tuple[int, str]] = set()
    for start, content in enumerate(contents):
        for order, heading in enumerate(content):
            if (start, heading) in begun:
                continue
            chain = _chain(heading, start, diffs, contents)
            begun.update((start + at, id_) for at, id_ in enumerate(chain))
            stations = _stations(chain, start, documents, diffs, contents)
            block = documents[start + len(chain) - 1].by_id[chain[-1]]
            lines.append(((start, order), Line(_name(block), stations)))
    return tuple(line for _key, line in lines)


def _contents(document: Document) -> dict[str, tuple[Block, ...]]:
    """For each provision its heading and what stands directly under it."""
    numbered = any(block.is_heading and label_value(block.label) for block in document.blocks)
    inside: dict[str, list[Block]] = {}
    for block in document.blocks:
        if block.is_heading and (label_value(block.label) or not numbered):
            inside[block.id] = [block]
            continue
        for heading in reversed(block.section):
            if heading in inside:
                inside[heading].append(block)
                break
    return {heading: tuple(blocks) for heading, blocks in inside.items()}


def _chain(
    heading: str,
    start: int,
    diffs: Sequence[VersionDiff],
    contents: Sequence[Mapping[str, object]],
) -> list[str]:
    chain = [heading]
    for at in range(start, len(diffs)):
        following = [id_ for id_ in diffs[at].by_old[chain[-1]].new if id_ in contents[at + 1]]
        if not following:
            break
        chain.append(following[0])
    return chain


def _stations(
    chain: Sequence[str],
    start: int,
    documents: Sequence[Document],
    diffs: Sequence[VersionDiff],
    contents: Sequence[Mapping[str, tuple[Block, ...]]],
) -> tuple[Station, ...]:
    stations: list[Station] = []
    for at, document in enumerate(documents):
        step = at - start
        if step < 0 or step > len(chain):
            stations.append(Station(document.id, Moment.ABSENT))
            continue
        changes: list[Change] = []
        if at:
            before = contents[at - 1][chain[step - 1]] if step else ()
            after = contents[at][chain[step]] if step < len(chain) else ()
            found = [diffs[at - 1].by_old[block.id] for block in before]
            found += [diffs[at - 1].by_new[block.id] for block in after]
            changes = [c for c in dict.fromkeys(found) if c.kind is not ChangeKind.UNCHANGED]
        ids = tuple(change.id for change in changes)
        if step == len(chain):
            stations.append(Station(document.id, Moment.VANISHED, changes=ids))
            continue
        blocks = contents[at][chain[step]]
        moment = (
            Moment.FIRST if not at else Moment.APPEARED if not step else _moment(changes)
        )  # fmt: skip
        stations.append(Station(document.id, moment, _place(blocks[0]), len(blocks), ids))
    return tuple(stations)


def _moment(changes: Sequence[Change]) -> Moment:
    weights = {change.weight for change in changes}
    if Weight.SUBSTANTIVE in weights:
        return Moment.CHANGED
    if Weight.CONSEQUENTIAL in weights:
        return Moment.RENUMBERED
    return Moment.EDITORIAL if weights else Moment.SAME


def _place(block: Block) -> str:
    return block.place or block.text


def _name(block: Block) -> str:
    return " ".join(part for part in (block.label, block.text) if part)


# -- terms ------------------------------------------------------------------------------------


def _terms(documents: Sequence[Document], diffs: Sequence[VersionDiff]) -> tuple[Line, ...]:
    """Terms that any version defines: how often each version uses them, and their definition."""
    defined = [defined_terms(document) for document in documents]
    names = sorted({name for terms in defined for name in terms})
    counts = [_occurrences(document, names) for document in documents]
    lines: list[Line] = []
    for name in names:
        stations: list[Station] = []
        for at, document in enumerate(documents):
            block = defined[at].get(name)
            before = counts[at - 1][name] if at else 0
            changes: tuple[str, ...] = ()
            if at and block and name in defined[at - 1]:
                change = diffs[at - 1].by_new[block]
                changes = () if change.kind is ChangeKind.UNCHANGED else (change.id,)
            moment = _term_moment(at, before, counts[at][name], changes)
            place = _place(document.by_id[block]) if block else None
            stations.append(Station(document.id, moment, place, counts[at][name], changes))
        lines.append(Line(name, tuple(stations)))
    return tuple(lines)


def _term_moment(at: int, before: int, now: int, changes: tuple[str, ...]) -> Moment:
    if not now:
        return Moment.VANISHED if before else Moment.ABSENT
    if not at:
        return Moment.FIRST
    if not before:
        return Moment.APPEARED
    return Moment.CHANGED if changes else Moment.SAME


def _occurrences(document: Document, names: Sequence[str]) -> Counter[str]:
    """How often each name stands in the text as a word or as words in a row."""
    found: Counter[str] = Counter()
    if not names:
        return found
    # Backwards: a longer name goes before the one it begins with.
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(names)[::-1])) + r")\b")
    for block in document.blocks:
        found.update(pattern.findall(block.text.casefold()))
    return found
