"""Cross-references in Dutch legal prose, and whether they still point where they pointed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from congruence.model import Block, Document
from congruence.versions.result import Change, Op, Reference, ReferenceState

_ORDINALS = {
    "eerste": "1", "tweede": "2", "derde": "3", "vierde": "4", "vijfde": "5", "zesde": "6",
    "zevende": "7", "achtste": "8", "negende": "9", "tiende": "10", "elfde": "11",
    "twaalfde": "12", "dertiende": "13", "veertiende": "14", "vijftiende": "15",
    "zestiende": "16", "zeventiende": "17", "achttiende": "18", "negentiende": "19",
    "twintigste": "20",
}  # fmt: skip
_NUMBER = r"\d{1,4}[a-z]{0,2}(?:[.:]\d{1,4}[a-z]{0,2})*"
_DIVISION = r"hoofdstuk|paragraaf|afdeling|titel|bijlage|bouwsteen|§"
_PLURALS = {
    "artikelen": "artikel", "hoofdstukken": "hoofdstuk", "paragrafen": "paragraaf",
    "bijlagen": "bijlage", "art.": "artikel", "leden": "lid", "onderdelen": "onderdeel",
}  # fmt: skip
_JOIN = r"\s*(?:,|\ben\b|\bof\b|\btot\s+en\s+met\b|\bt/m\b|\bjuncto\b|\bjo\.)\s*"
_ORDINAL = "|".join(_ORDINALS)
# One step of a reference. Order matters: "tweede lid" before "lid 2".
_STEP = re.compile(
    rf"(?P<head>artikelen|artikel|art\.|hoofdstukken|paragrafen|bijlagen|{_DIVISION})\s*"
    rf"(?P<number>{_NUMBER}|[IVXLC]{{1,6}}\b|[A-Z]\b)"
    rf"|(?P<ordinals>(?:{_ORDINAL})(?:{_JOIN}(?:{_ORDINAL}))*)\s+(?:lid|leden)\b"
    r"|\b(?:lid|leden)\s+(?P<lid>\d{1,2}[a-z]?)\b"
    r"|\b(?:onderdelen|onderdeel)\s+(?P<part>[a-z]{1,2}|\d{1,2}[a-z]?)(?:\.(?!\w))?(?![\w])°?"
    r"|\bonder\s+(?P<under>[a-z]\b|\d{1,2}[a-z]?)°?(?![\w.])",
    re.IGNORECASE,
)
# A word without which there is no reference: looked for first, because most passages have none.
_HEAD = re.compile(
    rf"\b(?:art(?:ikel|\.)|hoofdstuk|paragra|bijlage|lid\b|leden\b|onder(?:deel|delen)?\b"
    rf"|{_DIVISION.removesuffix('|§')})|§",
    re.IGNORECASE,
)
_LONGEST_ORDINALS = 200  # characters of "eerste, tweede en ... lid" before the word "lid"
_MORE = {
    "artikel": re.compile(rf"{_JOIN}(?P<number>{_NUMBER})(?!\s*(?:°|%|euro|dagen|weken|jaar))"),
    "lid": re.compile(rf"{_JOIN}(?P<number>\d{{1,2}}[a-z]?)\b"),
    "onderdeel": re.compile(rf"{_JOIN}(?P<number>[a-z]|\d{{1,2}})\b(?!\w)°?"),
}
_LINK = re.compile(r"\s*,?\s*(?:van\s+(?:dat|het)\s+(?=(?:eerste|tweede|derde|vierde)))?")
# What follows a reference to another text: its name, an abbreviation, "van die wet".
_ELSEWHERE = re.compile(
    r"\s*,?\s*(?:van|uit)\s+(?:(?:de|het|een)\s+)?(?:\w+\s+)?(?-i:[A-Z])"
    r"|\s*,?\s*(?:van|uit)\s+(?:die|dat|genoemde?|eerstgenoemde?|de|het)\s+"
    r"(?:wet|wetboek|besluit|verordening|richtlijn|verdrag|regeling|grondwet|algemene|kaderwet)\b"
    r"|\s+(?-i:[A-Z][A-Za-z]*[A-Z]|[A-Z][a-z]{1,3}\b(?!\.)|[A-Z]\w+(?:wet|besluit|wetboek))",
    re.IGNORECASE,
)
_DEPTH = {"artikel": 0, "lid": 1, "onderdeel": 2, "onder": 3}

Steps = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference as it stands in a text: ``start:end``, and the steps it names."""

    start: int
    end: int
    text: str
    steps: Steps


def mentions(text: str) -> list[Mention]:
    """The references in ``text`` to provisions of the same document, in order.

    "artikelen 2, 3 en 4, tweede lid" gives one for each number, and those that name another
    text ("artikel 8 van de Wet ...", "artikel 6 EVRM") are left out.
    """
    found: list[Mention] = []
    first = _HEAD.search(text)
    if first is None:
        return found
    at = max(0, first.start() - _LONGEST_ORDINALS)
    while match := _STEP.search(text, at):
        group, at = _group(text, match)
        if not _ELSEWHERE.match(text, at):
            found.extend(group)
    return found


def _group(text: str, first: re.Match[str]) -> tuple[list[Mention], int]:
    """The references that begin at ``first`` and hang together; and where they end."""
    group: list[Mention] = []
    steps: Steps = ()
    start, end = first.start(), first.end()
    match: re.Match[str] | None = first
    while match:
        level, values = _read(match)
        if steps and _DEPTH.get(level, -1) <= _DEPTH.get(steps[-1][0], -1):
            break
        spans = [(match.start(), match.end())]
        end = match.end()
        more = _MORE.get(level) if not match.group("ordinals") else None
        while more and (item := more.match(text, end)):
            values.append(item.group("number").lower())
            spans.append((item.start("number"), item.end()))
            end = item.end()
        above = steps
        for value, span in zip(values[:-1], _spread(spans, len(values)), strict=False):
            group.append(_mention(text, start if not group else span[0], span[1],
                                  (*above, (level, value))))  # fmt: skip
        if len(values) > 1:
            start = spans[-1][0]
        steps = (*above, (level, values[-1]))
        link = _LINK.match(text, end)
        match = _STEP.match(text, link.end() if link else end)
    group.append(_mention(text, start, end, steps))
    return group, end


def _spread(spans: list[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    return spans if len(spans) == count else spans * count


def _mention(text: str, start: int, end: int, steps: Steps) -> Mention:
    return Mention(start, end, text[start:end], steps)


def _read(match: re.Match[str]) -> tuple[str, list[str]]:
    if match.group("head"):
        head = match.group("head").lower()
        head = _PLURALS.get(head, head)
        return ("paragraaf" if head == "§" else head), [match.group("number").lower()]
    if match.group("ordinals"):
        words = re.findall(_ORDINAL, match.group("ordinals").lower())
        return "lid", [_ORDINALS[word] for word in words]
    if match.group("lid"):
        return "lid", [match.group("lid").lower()]
    if match.group("part"):
        return "onderdeel", [match.group("part").lower()]
    return "onder", [match.group("under").lower()]


class Addresses:
    """Where each cited place of a document stands."""

    def __init__(self, document: Document) -> None:
        self.document = document
        places: dict[Steps, list[str]] = defaultdict(list)
        for block in document.blocks:
            for steps in _addresses(block):
                places[steps].append(block.id)
        self._places: Mapping[Steps, list[str]] = places

    @cached_property
    def has_articles(self) -> bool:
        """Whether the document is divided into articles at all."""
        return any(steps[0][0] == "artikel" for steps in self._places)

    def find(self, mention: Mention, inside: Block) -> str | None:
        """The block that ``mention`` in ``inside`` points at; None when there is none for sure."""
        for steps in self._completed(mention.steps, inside):
            found = self._places.get(steps, [])
            if found:
                return found[0] if len(found) == 1 or steps[0][0] == "artikel" else None
        return None

    def _completed(self, steps: Steps, inside: Block) -> list[Steps]:
        level = steps[0][0]
        if level not in ("lid", "onderdeel", "onder"):
            named = (("nummer", steps[0][1]), *steps[1:])
            return [steps] if level == "artikel" else [steps, named]
        own = _steps_of(inside.path)
        return [
            (*own[:length], *steps)
            for length in range(len(own), 0, -1)
            if _DEPTH.get(own[length - 1][0], -1) < _DEPTH[level]
        ]


def _addresses(block: Block) -> list[Steps]:
    steps = _steps_of(block.path or (block.label if block.is_heading else None))
    if not steps:
        return []
    for at, (level, _value) in enumerate(steps):
        if level == "artikel":
            return [steps[at:]]
    return [steps] if len(steps) == 1 else [steps, steps[-1:]]


_COMPONENT = re.compile(
    rf"(?:(?P<word>[^\W\d]+\.?|§)(?:\s+|(?=\d)))?(?P<value>{_NUMBER}|[IVXLC]+|\w{{1,2}})[°º]?\.?$"
)


def _steps_of(path: str | None) -> Steps:
    steps: list[tuple[str, str]] = []
    for part in (path or "").split(","):
        match = _COMPONENT.match(part.strip())
        if match is None:
            continue
        word = (match.group("word") or "nummer").lower()
        word = _PLURALS.get(word, "paragraaf" if word == "§" else word)
        steps.append((word, match.group("value").lower()))
    return tuple(steps)


@dataclass(frozen=True, slots=True)
class Followed:
    """A reference whose number changed along with its target: where it stands in either text."""

    old: tuple[int, int]
    new: tuple[int, int]


def check_references(
    old: Document, new: Document, changes: Sequence[Change]
) -> tuple[tuple[Reference, ...], dict[str, list[Followed]]]:
    """Hold the references of the new version against what became of their targets.

    Returns:
        The references with their state, in reading order; and per change (by id) those that
        follow a renumbering, so that a change that is nothing else can be called consequential.
    """
    here, there = Addresses(old), Addresses(new)
    by_old = {block: change for change in changes for block in change.old}
    references: list[Reference] = []
    followed: dict[str, list[Followed]] = defaultdict(list)
    for change in changes:
        if not change.new:
            continue
        inside_new = new.by_id[change.new[0]]
        inside_old = old.by_id[change.old[0]] if change.old else None
        found = mentions(change.new_text)
        earlier = _earlier(change, found) if change.old and found else {}
        for mention in found:
            before = earlier.get(mention.start)
            source = here.find(before, inside_old) if before and inside_old else None
            target = there.find(mention, inside_new)
            checked = _checked(mention, before, source, target, by_old, there)
            if checked is None:
                continue
            references.append(
                Reference(
                    block=_block_at(change, new, mention.start),
                    text=mention.text,
                    target_old=_place(old, checked.source),
                    target_new=_place(new, checked.target),
                    state=checked.state,
                )
            )
            renumbered = before is not None and before.steps != mention.steps
            if checked.state is ReferenceState.FOLLOWS and checked.source and before and renumbered:
                followed[change.id].append(
                    Followed((before.start, before.end), (mention.start, mention.end))
                )
    return tuple(references), followed


class _Checked(NamedTuple):
    state: ReferenceState
    source: str | None  # the old block it pointed at
    target: str | None  # the new block that one became


def _checked(
    mention: Mention,
    before: Mention | None,
    source: str | None,
    target: str | None,
    by_old: Mapping[str, Change],
    there: Addresses,
) -> _Checked | None:
    """What to say of a reference; None where it names nothing that is known.

    Stale: its provision lives on under another number. Dangling: its provision is gone, even if
    its number now belongs to another one.
    A reference that its writer turned to another provision counts as a new one.
    """
    successors = by_old[source].new if source else ()
    if source and target in successors:
        return _Checked(ReferenceState.FOLLOWS, source, target)
    same = before is not None and before.steps == mention.steps
    if source and same:
        if successors:
            return _Checked(ReferenceState.STALE, source, successors[0])
        return _Checked(ReferenceState.DANGLING, source, None)
    if target:
        return _Checked(ReferenceState.FOLLOWS, None, target)
    names_article = mention.steps[0][0] == "artikel" and len(mention.steps) == 1
    if not same and names_article and there.has_articles:
        return _Checked(ReferenceState.DANGLING, None, None)
    return None


def _earlier(change: Change, new: Sequence[Mention]) -> dict[int, Mention]:
    """For each reference in the new text, by its place, the one it was in the old text."""
    if change.old_text == change.new_text:
        return {mention.start: mention for mention in new}
    old = mentions(change.old_text)
    if not old:
        return {}
    starts: list[tuple[int, int]] = [(0, 0)]  # (new, old) places that correspond
    at_old = at_new = 0
    for words in change.words:
        if words.op is not Op.INSERT:
            at_old += len(words.text)
        if words.op is not Op.DELETE:
            at_new += len(words.text)
        starts.append((at_new, at_old))
    paired: dict[int, Mention] = {}
    waiting = list(old)
    for mention in new:
        border_new, border_old = starts[
            bisect_right(starts, (mention.start, len(change.old_text) + 1)) - 1
        ]
        expected = border_old + mention.start - border_new
        best = min(waiting, key=lambda m: (abs(m.start - expected), m.start), default=None)
        near = len(mention.text) + 12
        if best is not None and abs(best.start - expected) <= near:
            paired[mention.start] = best
            waiting.remove(best)
    return paired


def _block_at(change: Change, document: Document, start: int) -> str:
    """The new block in which place ``start`` of the joined text stands."""
    for block in change.new[:-1]:
        length = len(document.by_id[block].text)
        if start < length:
            return block
        start -= length + 1
    return change.new[-1]


def _place(document: Document, block: str | None) -> str | None:
    if block is None:
        return None
    return document.by_id[block].place or document.by_id[block].text or None
