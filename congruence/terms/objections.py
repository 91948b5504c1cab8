"""Who objects to what, in whose words: marker, target, holder, level and voice.

A marker alone is no objection: the patterns of ``data/objections.toml`` say which need the
speaker's own voice and which a negation turns round. What is objected to is the quoted words, a
known term, or a noun group; *dat* and *ermee* look back one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from congruence.model import Block, Document
from congruence.terms.holders import (
    Speaker,
    author_of,
    carried_speaker,
    speaker_of,
    subject_speaker,
)
from congruence.terms.match import TermIndex
from congruence.terms.needed import alternatives, needed_pieces
from congruence.terms.reading import Sentence, read_block
from congruence.terms.result import Level, Objection, Voice
from congruence.terms.targets import QUOTED, target_of
from congruence.text.clauses import actors
from congruence.text.lexicon import load_lexicon, pieces

_GAP = r"(?:\s+[^\s.,;:!?()]+){0,8}?\s+"
_NP = (
    r"(?:(?P<target{n}>[^.;:!?,]{{3,140}}?)(?=\s*(?:[.,;:!?()]|$)"
    r"|\s+(?:omdat|want|maar|als|die|dat|zoals|waar\w*|en\s+(?:we|wij))\b))"
)
_OBJ = r"(?P<target{n}>(?:[^\s.;:!?,()]+\s+){{1,9}}?)"
_NEGATION = re.compile(
    r"\b(?:geen|niet|nooit|zonder|geenszins|nauwelijks|noch|niemand)\s+(?:\w+\s+){0,2}?$", re.I
)
_NEGATED = re.compile(r"\b(?:geen|niet|nooit|geenszins|niemand)\b", re.I)
_LAW = re.compile(
    r"\bbezwaar(?:schrift|procedure|termijn|commissie)|bezwaar\s+en\s+beroep|bezwaar\s+of\s+beroep"
    r"|\bbezwaar[^.;]{0,60}\b(?:besluit|beschikking|uitspraak|aanslag|weken|in\s+te\s+dienen|verwerking)\b"
    r"|\b(?:besluit|beschikking)[^.;]{0,40}\bbezwaar\b",
    re.I,
)
# "Als het plan niet past, ...": what may be so is not said to be so.
_CONDITION = re.compile(
    r"(?:^|[,;:(]\s*|\b(?:en|maar|of)\s+)(?:als|indien|wanneer|zodra|mocht|tenzij)\b[^,;:]*$", re.I
)
# A text that says what it does not treat objects to nothing.
_OF_ITSELF = re.compile(
    r"\b(?:dit|deze|onze|ons)\s+(?:document|notitie|rapport|onderzoek|hoofdstuk|paragraaf|stuk|brief|"
    r"artikel|handreiking|leidraad|nota|publicatie|bijlage|analyse|memo|verslag)\b|\b(?:wij|we|ik)\b",
    re.I,
)
# A person, by pronoun or by name at the head of the sentence: "Karin stelt voor ...".
_PERSON = re.compile(
    r"\b(?:hij|zij|ze|velen|sommigen|anderen|iedereen|niemand|de\s+heer|mevrouw|meneer)\b"
    r"|^\W*(?!(?:De|Het|Een|Deze|Dit|Dat|Die|Er|In|Op|Als|Voor|Met|Bij|Wat|Hoe|Om|Zo|Door|Na|Ook)\b)"
    r"(?-i:[A-ZÀ-Þ][a-zà-ÿ]+)(?=\s+[a-zà-ÿ]+(?:t|en|d|de)\b)",
    re.I,
)
_JUDGES = re.compile(
    r"(?:vind|vond|acht|noem)|.*\b(?:vind|vindt|vinden|acht|achten|noemt|noemen)$", re.I | re.S
)
_WE = re.compile(r"\b(?:we|wij|ik|ons|onze)\b", re.I)


class _Part(NamedTuple):
    """One way a marker may be worded, and the pieces of words that it cannot do without."""

    needs: tuple[frozenset[str], ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Marker:
    parts: tuple[_Part, ...]
    level: Level
    negatable: bool
    own: bool
    not_we: bool
    quoted: bool
    elsewhere: bool
    answers: bool
    others: bool
    needs: tuple[str, ...]


@lru_cache(maxsize=1)
def _markers() -> tuple[_Marker, ...]:
    lexicon = load_lexicon("objections")
    made = []
    for entry in lexicon["markers"]:
        text = entry["pattern"]
        for name, macro in lexicon["macros"].items():
            text = text.replace(f"<{name}>", macro)
        text = text.replace("<gap>", _GAP)
        number = 0
        for name, group in (("<NP>", _NP), ("<OBJ>", _OBJ)):
            while name in text:
                text = text.replace(name, group.format(n=number), 1)
                number += 1
        quote = r"[‘“\"'][^‘’“”\"\n]{2,70}?[’”\"']"
        text = text.replace("<Q>", f"(?P<targetQ>{quote})").replace("<Q2>", f"(?P<targetR>{quote})")
        patterns = [
            re.compile(rf"(?<![\w-])(?:{part})", re.IGNORECASE) for part in alternatives(text)
        ]
        made.append(
            _Marker(
                tuple(_Part(needed_pieces(pattern), pattern) for pattern in patterns),
                Level(entry["level"]),
                entry.get("negatable", False),
                entry.get("own", False),
                entry.get("not_we", False),
                entry.get("quoted", False),
                entry.get("elsewhere", False),
                entry.get("answers", False),
                entry.get("others", False),
                pieces(entry["needs"], lexicon["macros"]),
            )
        )
    return tuple(made)


@lru_cache(maxsize=1)
def _needed() -> tuple[str, ...]:
    """Every piece of a word that some marker needs: each is looked for once in a sentence."""
    return tuple(dict.fromkeys(piece for marker in _markers() for piece in marker.needs))


@lru_cache(maxsize=1)
def _by_opening() -> dict[str, tuple[str, ...]]:
    """All pieces by their first three letters: thousands of them are looked for in one pass."""
    every = {*_needed()}.union(
        *(needs for marker in _markers() for part in marker.parts for needs in part.needs)
    )
    pieces_of: dict[str, list[str]] = {}
    for piece in sorted(every):
        pieces_of.setdefault(piece[:3], []).append(piece)
    return {opening: tuple(group) for opening, group in pieces_of.items()}


@lru_cache(maxsize=1)
def _by_piece() -> dict[str, frozenset[tuple[int, int]]]:
    """The parts (marker, place in it) whose most telling set holds a piece; "" for those without.

    A sentence holds few pieces: only their parts need be thought of.
    """
    found: dict[str, set[tuple[int, int]]] = {"": set()}
    for number, marker in enumerate(_markers()):
        for at, part in enumerate(marker.parts):
            for piece in part.needs[0] if part.needs else ("",):
                found.setdefault(piece, set()).add((number, at))
    return {piece: frozenset(parts) for piece, parts in found.items()}


def _present(low: str) -> set[str]:
    groups = _by_opening()
    openings = {low[at : at + 3] for at in range(len(low) - 2)} & groups.keys()
    return {piece for opening in openings for piece in groups[opening] if piece in low}


@lru_cache(maxsize=1)
def _shortest_needed() -> tuple[str, ...]:
    """The same without the pieces that hold another: enough to know whether there is any."""
    return tuple(p for p in _needed() if not any(q != p and q in p for q in _needed()))


def _may_object(text: str) -> bool:
    """One quick look that lets many passages pass."""
    low = text.lower()
    return any(piece in low for piece in _shortest_needed())


def find_objections(
    document: Document,
    blocks: Iterable[Block] | None = None,
    *,
    terms: TermIndex | None = None,
) -> tuple[Objection, ...]:
    """The objections in ``blocks`` (default: all of the document), in reading order.

    Args:
        document: what is read; its holder (or the organisation it names most) is the author.
        blocks: only these.
        terms: known terms; one that stands in the sentence is taken as the target.
    """
    found: list[Objection] = []
    before: Block | None = None
    for block in document.blocks if blocks is None else blocks:
        if block.is_heading:
            continue
        if _may_object(block.text):
            context = read_block(document, before)[-2:] if before is not None else []
            above = document.headings_above(block)
            heading = f"{above[-1].label or ''} {above[-1].text}" if above else ""
            found.extend(_in_block(read_block(document, block), terms, context, heading))
        before = block
    if all(item.holder for item in found):
        return tuple(found)
    author = author_of(document)  # reads the whole document: only where it is needed
    return tuple(item if item.holder else replace(item, holder=author) for item in found)


def _in_block(
    read: Sequence[Sentence],
    terms: TermIndex | None,
    context: Sequence[Sentence] = (),
    heading: str = "",
) -> Iterator[Objection]:
    """The objections of one block; who speaks for himself has no holder yet.

    ``context`` and ``heading`` are what stands before and above: what a pointing word may mean.
    """
    carried: Speaker | None = None
    target: str | None = None
    for at, sentence in enumerate(read):
        before = read[at - 1] if at else None
        if before is not None:
            carried = carried_speaker(before.text, carried)
        near = [*context, *read[:at]][-3:]
        hits = list(_hits(sentence.text, [other.text for other in near]))
        if sentence.text.rstrip(" )”’\"'").endswith("?"):  # a question objects to nothing outright
            hits = [hit for hit in hits if hit[0].level is not Level.EXPLICIT]
        if not hits:
            target = None
            continue
        level = min((marker.level for marker, _ in hits), key=list(Level).index)
        if level is Level.EXPLICIT and _is_hedged(sentence.text, hits):
            level = Level.HEDGED
        speaker = speaker_of(sentence.text, hits[0][1].start(), before.text if before else "")
        if speaker is None and any(
            marker.own or _JUDGES.match(match.group()) for marker, match in hits
        ):
            speaker = subject_speaker(sentence.text, hits[0][1].end())
        if speaker is None and not _WE.search(sentence.text):
            speaker = carried
        voice = speaker.voice if speaker else Voice.DIRECT
        markers = tuple(dict.fromkeys(_words(sentence.text, match) for _marker, match in hits))
        target = target_of(
            [*context, *read],
            len(context) + at,
            [match for _marker, match in hits],
            terms,
            target,
            heading,
            speaker.name if speaker else "",
        )
        holder = speaker.name if speaker else None
        yield Objection(sentence.place(), target, holder, level, voice, markers)


def _words(text: str, match: re.Match[str]) -> str:
    """The words that carry the objection, as written: the match without its target."""
    low, high = match.span()
    targets = [match.span(group) for group in match.re.groupindex if match[group]]
    if targets:
        first, last = min(targets)[0], max(targets)[1]
        low, high = (low, first) if first > low else (last, high)
    return " ".join(text[low:high].split()) or match.group()


def _is_hedged(text: str, hits: Sequence[tuple[_Marker, re.Match[str]]]) -> bool:
    hedges = load_lexicon("objections")["holders"]["hedges"]
    low = text.lower()
    return any(re.search(rf"\b{hedge}\b", low) for hedge in hedges)


def _hits(text: str, near: Sequence[str] = ()) -> Iterator[tuple[_Marker, re.Match[str]]]:
    """The markers of one sentence; ``near`` are the sentences just before it."""
    blank = QUOTED.sub(
        lambda m: "_" * len(m.group()) if len(m.group()) < 0.7 * len(text) else m.group(), text
    )
    present = _present(text.lower())
    likely = _by_piece()[""].union(*(_by_piece().get(piece, ()) for piece in present))
    for number, group in groupby(sorted(likely), key=itemgetter(0)):
        marker = _markers()[number]
        if present.isdisjoint(marker.needs):
            continue
        parts = [marker.parts[at] for _, at in group]
        patterns = [
            part.pattern
            for part in parts
            if not any(present.isdisjoint(needs) for needs in part.needs)
        ]
        if not patterns or (marker.answers and not _names_wording([*near, text])):
            continue
        where = text if marker.quoted else blank
        first = [
            match
            for pattern in patterns
            if (match := _first_that_counts(marker, pattern, where)) is not None
        ]
        if first:
            yield marker, min(first, key=lambda match: match.start())


def _first_that_counts(
    marker: _Marker, pattern: re.Pattern[str], text: str
) -> re.Match[str] | None:
    return next((found for found in pattern.finditer(text) if _counts(marker, found, text)), None)


def _names_wording(near: Sequence[str]) -> bool:
    """Whether one of these sentences quotes words or names a piece of text: something to answer."""
    return any(QUOTED.search(text) or _wording().search(text) for text in near)


@lru_cache(maxsize=1)
def _wording() -> re.Pattern[str]:
    text = load_lexicon("objections")["macros"]["text"]
    return re.compile(rf"\b{text}\b", re.IGNORECASE)


def _counts(marker: _Marker, match: re.Match[str], text: str) -> bool:
    before = text[: match.start()]
    if marker.level is Level.EXPLICIT and _CONDITION.search(before):
        return False
    if marker.negatable and (_NEGATION.search(before) or _NEGATED.search(match.group()[:60])):
        return False
    if marker.not_we and re.search(r"\b(?:we|wij|ik)\b", before + match.group(), re.I):
        return False
    if marker.elsewhere and _OF_ITSELF.search(text):
        return False
    if marker.others:
        return not _WE.search(before[-40:] + match.group()[:30]) and speaks(
            text, match.start(), match.end()
        )
    if not marker.own:
        return True
    if _LAW.search(text) or re.search(
        r"\b(?:kan|kunnen|kunt|mag|mogen|tenzij)\b", before[-60:], re.I
    ):
        return False
    return speaks(text, match.start(), match.end())


def speaks(text: str, start: int, end: int) -> bool:
    """Whether somebody who can hold an opinion is the subject near ``start``."""
    near = text[max(0, start - 70) : end]
    we = load_lexicon("objections")["macros"]["we"]
    organisation = load_lexicon("objections")["holders"]["organisation"]
    roles = load_lexicon("objections")["holders"]["roles"]
    return bool(
        re.search(rf"\b{we}\b", near, re.IGNORECASE)
        or re.search(rf"\b[\w-]*{roles}\b", near, re.IGNORECASE)
        or actors().search(near)
        or _PERSON.search(near)
        or re.search(
            rf"\b(?:{organisation})\b|\b[A-Z][a-z]+\s+(?:[a-z]+\s+)?[A-Z][a-z]+|\b[A-Z]{{2,}}\b",
            near,
        )
    )
