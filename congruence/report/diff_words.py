"""How a change is named, quoted and asked about, in the language in use."""

from __future__ import annotations

from collections.abc import Sequence

from congruence.messages import N_, _, ngettext
from congruence.model import Signal
from congruence.report.view import Mark, Remark, Run, Tag, Tone, shorten
from congruence.report.words import signal_label
from congruence.versions import Change, ChangeKind, Op, ReferenceState, Weight

_KINDS = {
    ChangeKind.UNCHANGED: (N_("unchanged"), Tone.PLAIN),
    ChangeKind.EDITED: (N_("reworded"), Tone.POSSIBLE),
    ChangeKind.INSERTED: (N_("new"), Tone.ADDED),
    ChangeKind.DELETED: (N_("dropped"), Tone.REMOVED),
    ChangeKind.MOVED: (N_("moved"), Tone.MOVED),
    ChangeKind.MOVED_EDITED: (N_("moved and reworded"), Tone.MOVED),
    ChangeKind.SPLIT: (N_("split"), Tone.MOVED),
    ChangeKind.MERGED: (N_("joined"), Tone.MOVED),
    ChangeKind.RELABELLED: (N_("renumbered"), Tone.PLAIN),
}
STATES = {
    ReferenceState.FOLLOWS: (N_("follows the provision"), Tone.FOUND),
    ReferenceState.STALE: (N_("did not follow the provision"), Tone.TENSION),
    ReferenceState.DANGLING: (N_("points at nothing"), Tone.NONE),
}
MOVED = (ChangeKind.MOVED, ChangeKind.MOVED_EDITED)
MARKS: dict[Op, tuple[Mark, ...]] = {
    Op.EQUAL: (),
    Op.DELETE: (Mark.DELETE,),
    Op.INSERT: (Mark.INSERT,),
}


def kind_tag(kind: ChangeKind) -> Tag:
    """The tag of a kind of change, in the language in use."""
    label, tone = _KINDS[kind]
    return Tag(kind.value, _(label), tone)


def weight_count(weight: Weight, count: int) -> str:
    """How many changes of one weight there are, in words."""
    words = {
        Weight.SUBSTANTIVE: ngettext(
            "{count} change of substance", "{count} changes of substance", count
        ),
        Weight.CONSEQUENTIAL: ngettext(
            "{count} that follows from renumbering", "{count} that follow from renumbering", count
        ),
        Weight.EDITORIAL: ngettext("{count} editorial one", "{count} editorial ones", count),
    }
    return words[weight].format(count=count)


def remark_of(signal: Signal) -> Remark:
    """A signal as a remark beside a row."""
    return Remark(
        signal.kind, signal_label(signal.kind), signal.first, signal.second, signal.detail
    )


def question(change: Change) -> str:
    """What to discuss; a change alone raises no question."""
    kinds = {signal.kind for signal in change.signals}
    if "strength" in kinds or "negation" in kinds:
        return _("Is it meant that this binds otherwise than it did?")
    if "actor" in kinds:
        return _("Is it meant that somebody else does this?")
    if change.kind is ChangeKind.DELETED and change.weight is Weight.SUBSTANTIVE:
        return _("Is this provided for elsewhere, or meant to go?")
    return ""


_AROUND = 4  # words shown on either side of a change
_EXCERPT = 160  # characters of an excerpt


def excerpt(change: Change) -> tuple[Run, ...]:
    """The words around what changed, marked: enough to recognise the passage in a list."""
    if change.old_text == change.new_text:
        return (Run(shorten(change.new_text, _EXCERPT)),)
    runs: list[Run] = []
    left = _EXCERPT
    last = len(change.words) - 1
    for at, words in enumerate(change.words):
        text = " ".join(words.text.split())
        if words.op is Op.EQUAL:
            text = _ends(text.split(), first=not at, last=at == last)
        if not text:
            continue
        if left <= 0:
            return (*runs, Run(" …"))
        runs += [Run(" ")] if runs else []
        runs.append(Run(shorten(text, left), MARKS[words.op]))
        left -= len(text)
    return tuple(runs)


def _ends(words: list[str], *, first: bool, last: bool) -> str:
    head = [] if first else words[:_AROUND]
    tail = [] if last else words[-_AROUND:]
    if len(words) <= len(head) + len(tail):
        return " ".join(words)
    return " ".join([*head, "…", *tail])


def marked_text(runs: Sequence[Run]) -> str:
    """An excerpt for where nothing can be struck or underlined."""
    signs = {MARKS[Op.DELETE]: "[-{}-]", MARKS[Op.INSERT]: "[+{}+]"}
    return "".join(signs.get(run.marks, "{}").format(run.text) for run in runs)
