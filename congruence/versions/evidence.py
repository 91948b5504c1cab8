"""What in a change is worth a lawyer's look: the sentences that changed, terms replaced."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum

from congruence.messages import _
from congruence.model import Document, Signal, Span
from congruence.text.norms import NormLabel, read_norms
from congruence.text.sentences import sentences
from congruence.text.signals import modal_strength
from congruence.versions.result import Change, Weight
from congruence.versions.weight import Hunk, hunks

# How strongly a norm binds. A plain statement is left out: in a statute it may well be a duty.
_STRENGTH = {
    NormLabel.PERMISSION: 1,
    NormLabel.RECOMMENDATION: 2,
    NormLabel.OBLIGATION: 3,
    NormLabel.PROHIBITION: 3,
}
_POWERS = ("kan", "kunnen", "mag", "mogen")
_MARKS = " ,;:."
_LONGEST_TERM = 4  # words
_DEFINED = re.compile(
    r"\bonder\s+[\"'‘“]?(?P<other>[\w\s-]{2,50}?)[\"'’”]?\s+(?:wordt|worden)\b.{0,40}\bverstaan"
    r"|^(?P<term>[^\s:][^:]{1,60}?)\s*:\s",
    re.IGNORECASE,
)


def changed_sentences(change: Change) -> Iterator[tuple[str, str]]:
    """Old and new wording of each sentence that changed (of several where they run together)."""
    old_spans, new_spans = sentences(change.old_text), sentences(change.new_text)
    groups: list[tuple[Span, Span]] = []
    for hunk in hunks(change.words):
        went = Span(hunk.old, hunk.old + len(hunk.went))
        came = Span(hunk.new, hunk.new + len(hunk.came))
        old, new = _around(old_spans, *went), _around(new_spans, *came)
        if (not hunk.went and new == came) or (not hunk.came and old == went):
            continue  # whole sentences came or went; those beside them stayed as they were
        if groups and (old.start < groups[-1][0].end or new.start < groups[-1][1].end):
            last = groups.pop()
            old = Span(min(last[0].start, old.start), max(last[0].end, old.end))
            new = Span(min(last[1].start, new.start), max(last[1].end, new.end))
        groups.append((old, new))
    for old, new in groups:
        was, now = change.old_text[old.start : old.end], change.new_text[new.start : new.end]
        if was.strip() and now.strip():
            yield was, now


def _around(spans: Sequence[Span], start: int, end: int) -> Span:
    """The sentences that ``start:end`` touches."""
    touched = [span for span in spans if span.start < max(end, start + 1) and span.end > start]
    if not touched:
        return Span(start, end)
    return Span(min(start, touched[0].start), max(end, touched[-1].end))


def replaced_terms(
    changes: Sequence[Change], old: Document, new: Document
) -> dict[str, tuple[Signal, ...]]:
    """Terms that made way for another: defined ones, and any replaced in two passages or more.

    A defined term is one that opens a definition ("jeugdhulp: ...", "onder jeugdhulp wordt
    verstaan") in either version.
    """
    defined = defined_terms(old).keys() | defined_terms(new).keys()
    replaced: dict[tuple[str, str], set[str]] = defaultdict(set)
    found: list[tuple[str, Hunk]] = []
    for change in changes:
        if not (change.old and change.new) or change.weight is not Weight.SUBSTANTIVE:
            continue
        for hunk in hunks(change.words):
            found.append((change.id, hunk))
            went, came = hunk.went.strip(_MARKS), hunk.came.strip(_MARKS)
            if _is_phrase(went) and _is_phrase(came):
                replaced[went.casefold(), came.casefold()].add(change.id)
    details = {
        pair: _("replaced in {count} passages").format(count=len(passages))
        if len(passages) > 1
        else _("a defined term was replaced")
        for pair, passages in replaced.items()
        if len(passages) > 1 or defined & set(pair)
    }
    signals: dict[str, dict[Signal, None]] = defaultdict(dict)
    for id_, hunk in found:
        for (went, came), detail in details.items():
            first, second = _within(hunk.went, went), _within(hunk.came, came)
            if first and second:
                signals[id_][Signal("term", first, second, detail)] = None
    return {id_: tuple(made) for id_, made in signals.items()}


def _within(text: str, phrase: str) -> str:
    """``phrase`` as it stands in ``text`` as whole words, or ""."""
    match = re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text, re.IGNORECASE)
    return match.group() if match else ""


def _is_phrase(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= _LONGEST_TERM and text[:1].isalpha() and max(map(len, words)) > 3


def defined_terms(document: Document) -> dict[str, str]:
    """Terms that the document defines, lower case, with the id of the defining block."""
    found: dict[str, str] = {}
    for block in document.blocks:
        match = _DEFINED.search(block.text)
        term = (match.group("term") or match.group("other") or "") if match else ""
        if term and len(term.split()) <= _LONGEST_TERM:
            found.setdefault(term.strip(" '\"‘’“”").casefold(), block.id)
    return found


class Turn(StrEnum):
    """Which way a norm went from the old version to the new one."""

    STRONGER = "stronger"
    WEAKER = "weaker"
    OTHER = "other"


def turn_of(change: Change, signal: Signal) -> Turn:
    """Which way a signal of strength in ``change`` points: by the norms its quotations stand in."""
    ranks = [
        _rank(text, quote)
        for text, quote in ((change.old_text, signal.first), (change.new_text, signal.second))
    ]
    if 0 in ranks or ranks[0] == ranks[1]:  # a verb in a side clause speaks for itself
        labels = [modal_strength(quote) for quote in (signal.first, signal.second)]
        ranks = [_STRENGTH.get(label, 0) for label in labels]
    if 0 in ranks or ranks[0] == ranks[1]:
        return Turn.OTHER
    return Turn.STRONGER if ranks[1] > ranks[0] else Turn.WEAKER


def _rank(text: str, quote: str) -> int:
    """How strongly the norm binds that ``quote`` stands in; 0 where that cannot be said."""
    at = text.find(quote)
    for norm in read_norms(text):
        if norm.span.start <= at < norm.span.end:
            low = norm.label is NormLabel.NONE and (norm.marker or "").lower() in _POWERS
            return _STRENGTH[NormLabel.PERMISSION] if low else _STRENGTH.get(norm.label, 0)
    return 0
