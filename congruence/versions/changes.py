"""From an alignment to changes: kinds, words, signals, weight, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from congruence.messages import _
from congruence.model import Block, BlockKind, Document, ReadWarning, Signal
from congruence.text.signals import passage_signals
from congruence.versions.align import FEWEST_WORDS_TO_MOVE, Alignment, align
from congruence.versions.evidence import changed_sentences, replaced_terms
from congruence.versions.labels import concordance, label_value, relabelled
from congruence.versions.references import check_references
from congruence.versions.result import (
    Change,
    ChangeKind,
    Op,
    VersionDiff,
    Weight,
    Words,
    summarise,
)
from congruence.versions.rows import pair_cells
from congruence.versions.sequence import once_in_both
from congruence.versions.units import Unit, plain_words, units
from congruence.versions.weight import weigh
from congruence.versions.words import compare_words

# Below this share of paired passages two texts are hardly versions of one document.
_RELATED = 0.10


@dataclass(frozen=True, slots=True)
class _Pair:
    """Blocks that belong together, by their places; one side may be empty."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: bool = False


def compare_versions(old: Document, new: Document) -> VersionDiff:
    """What changed from ``old`` to ``new``: the ``congruence/diff/1`` result.

    Works on words, so a change of format or layout is no change. Time grows about linearly with
    the length of the texts; nothing is drawn at random.
    """
    old_units, new_units = units(old), units(new)
    alignment = align(old_units, new_units)
    pairs = _with_moved_singles(_pairs(alignment, old_units, new_units), old, new)
    drafts = [_draft(pair, old, new) for pair in _in_reading_order(pairs)]
    changes = tuple(replace(draft, id=f"c{at}") for at, draft in enumerate(drafts, start=1))
    references, followed = check_references(old, new, changes)
    changes = tuple(
        replace(
            change,
            weight=weigh(
                change.kind, change.old_text, change.new_text, change.words,
                followed.get(change.id, ()), numbered=_is_numbered(change, old, new),
                in_table=_is_cell(change, old, new),
            ),
        )
        for change in changes
    )  # fmt: skip
    terms = replaced_terms(changes, old, new)
    changes = tuple(
        replace(change, signals=_signals(change) + terms.get(change.id, ())) for change in changes
    )
    return VersionDiff(
        old=old, new=new, changes=changes, labels=concordance(old, new, changes),
        references=references, notes=_notes(old, new, changes), summary=summarise(changes),
    )  # fmt: skip


def _pairs(
    alignment: Alignment, old_units: Sequence[Unit], new_units: Sequence[Unit]
) -> Iterator[_Pair]:
    """The alignment in blocks; a pair of table rows gives a pair for each cell."""
    for match in alignment.matches:
        first, second = old_units[match.old[0]], new_units[match.new[0]]
        if first.row and second.row:
            for old, new in pair_cells(first, second):
                yield _Pair(old, new, match.moved and bool(old and new))
            continue
        old = tuple(block for unit in match.old for block in old_units[unit].blocks)
        new = tuple(block for unit in match.new for block in new_units[unit].blocks)
        yield _Pair(old, new, match.moved)
    for unit in alignment.deleted:
        yield from (_Pair((block,), ()) for block in old_units[unit].blocks)
    for unit in alignment.inserted:
        yield from (_Pair((), (block,)) for block in new_units[unit].blocks)


def _with_moved_singles(pairs: Iterable[_Pair], old: Document, new: Document) -> list[_Pair]:
    """Join what went and came with the same words, such as a paragraph put into a table cell."""
    kept = list(pairs)
    gone = [at for at, pair in enumerate(kept) if not pair.new]
    come = [at for at, pair in enumerate(kept) if not pair.old]
    words_gone = [plain_words(old.blocks[kept[at].old[0]].text) for at in gone]
    words_come = [plain_words(new.blocks[kept[at].new[0]].text) for at in come]
    dropped: set[int] = set()
    for one, other in once_in_both(words_gone, words_come):
        if len(words_gone[one]) >= FEWEST_WORDS_TO_MOVE:
            kept[come[other]] = _Pair(kept[gone[one]].old, kept[come[other]].new, moved=True)
            dropped.add(gone[one])
    return [pair for at, pair in enumerate(kept) if at not in dropped]


def _in_reading_order(pairs: Iterable[_Pair]) -> list[_Pair]:
    """By place in the new version; what went stands where it stood, before what came there."""
    pairs = list(pairs)
    after: dict[int, int] = {}  # place in old -> place in new of the passage that stayed
    for pair in pairs:
        if pair.old and pair.new and not pair.moved:
            after.update((place, pair.new[-1]) for place in pair.old)
    follows: list[int] = []
    last = -1
    for place in range(max((pair.old[-1] for pair in pairs if pair.old), default=-1) + 1):
        last = after.get(place, last)
        follows.append(last)

    def key(pair: _Pair) -> tuple[float, int]:
        if pair.new:
            return (pair.new[0], 0)
        return (follows[pair.old[0]] + 0.5, pair.old[0])

    return sorted(pairs, key=key)


def _draft(pair: _Pair, old: Document, new: Document) -> Change:
    before = [old.blocks[place] for place in pair.old]
    after = [new.blocks[place] for place in pair.new]
    old_text = "\n".join(block.text for block in before)
    new_text = "\n".join(block.text for block in after)
    return Change(
        id="",
        kind=_kind(pair, before, after),
        old=tuple(block.id for block in before),
        new=tuple(block.id for block in after),
        old_text=old_text,
        new_text=new_text,
        words=_words(pair, old_text, new_text),
        weight=Weight.SUBSTANTIVE,
    )


def _words(pair: _Pair, old_text: str, new_text: str) -> tuple[Words, ...]:
    if not pair.old:
        return (Words(Op.INSERT, new_text),) if new_text else ()
    if not pair.new:
        return (Words(Op.DELETE, old_text),) if old_text else ()
    return compare_words(old_text, new_text)


def _kind(pair: _Pair, before: Sequence[Block], after: Sequence[Block]) -> ChangeKind:
    if not after:
        return ChangeKind.DELETED
    if not before:
        return ChangeKind.INSERTED
    if len(after) > 1:
        return ChangeKind.SPLIT
    if len(before) > 1:
        return ChangeKind.MERGED
    same = before[0].text == after[0].text
    if pair.moved:
        return ChangeKind.MOVED if same else ChangeKind.MOVED_EDITED
    if not same:
        return ChangeKind.EDITED
    return ChangeKind.RELABELLED if relabelled(before[0], after[0]) else ChangeKind.UNCHANGED


def _is_numbered(change: Change, old: Document, new: Document) -> bool:
    blocks = [old.by_id[block] for block in change.old] + [new.by_id[b] for b in change.new]
    return any(label_value(block.label) for block in blocks)


def _is_cell(change: Change, old: Document, new: Document) -> bool:
    blocks = [old.by_id[block] for block in change.old] + [new.by_id[b] for b in change.new]
    return any(block.kind is BlockKind.TABLE_CELL for block in blocks)


def _signals(change: Change) -> tuple[Signal, ...]:
    """What differs in the sentences that changed; the others are the same and say nothing."""
    if not (change.old and change.new) or change.weight is not Weight.SUBSTANTIVE:
        return ()
    if change.kind is ChangeKind.MOVED:
        return ()
    found: list[Signal] = []
    for went, came in changed_sentences(change):
        found.extend(passage_signals(went, came, certain=True))
    return tuple(dict.fromkeys(found))


def _is_scan(document: Document) -> bool:
    """Whether a document has pages and none of them holds text."""
    unread = any(warning.code == "no_text" for warning in document.warnings)
    return unread and not any(block.text.strip() for block in document.blocks)


def _notes(old: Document, new: Document, changes: Sequence[Change]) -> tuple[ReadWarning, ...]:
    """What a reader must know before the changes: identical, empty, unrelated, scanned."""
    notes: list[ReadWarning] = []
    scanned = any(_is_scan(document) for document in (old, new))
    if not scanned and all(change.kind is ChangeKind.UNCHANGED for change in changes):
        notes.append(ReadWarning("identical", _("The two versions have the same text.")))
    for document in (old, new):
        if _is_scan(document):
            message = _(
                "No page of {title} holds text that can be read; it looks like a scan. Nothing of "
                "it was compared: what the other version says shows as new or dropped. With --ocr "
                "its words are recognised."
            ).format(title=document.name)
            notes.append(ReadWarning("scan", message))
        elif not any(block.text.strip() for block in document.blocks):
            message = _("No text was found in {title}.").format(title=document.name)
            notes.append(ReadWarning("empty", message))
        if any(block.provenance.ocr for block in document.blocks):
            message = _(
                "The text of {title} was recognised from images: "
                "differences of a letter may be reading errors."
            ).format(title=document.name)
            notes.append(ReadWarning("recognised", message))
    paired = sum(len(c.old) for c in changes if c.new and len(plain_words(c.old_text)) > 3)
    passages = sum(1 for block in old.blocks if len(plain_words(block.text)) > 3)
    if not notes and passages and paired < _RELATED * passages:
        notes.append(
            ReadWarning(
                "unrelated",
                _(
                    "Hardly any passage of {old} returns in {new}: these do not look like "
                    "versions of one document."
                ).format(old=old.name, new=new.name),
            )
        )
    return tuple(notes)
