"""Norm strength: what each sentence asks of whom, and how firmly.

The rules (`data/norms.toml`) follow the Dutch drafting instructions (Aanwijzingen voor de
regelgeving 3.2): in a statute the bare present tense is the duty and *kan* a power; in policy
prose the modal verbs carry it. A modal verb in a question, a condition or an indirect question
binds nobody. The reading is a heuristic without a parser; ``confidence`` says where to read again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from congruence.model import Span
from congruence.text.clauses import (
    BOUNDARY,
    PASSIVE,
    WORDS,
    actors,
    bearer_of,
    clause_start,
    finite_after,
    instruction_in,
    is_actor,
    is_embedded,
    is_name,
    word_list,
)
from congruence.text.lexicon import load_lexicon, pieces
from congruence.text.sentences import sentences


class NormLabel(StrEnum):
    """How firmly a sentence binds."""

    OBLIGATION = "obligation"
    RECOMMENDATION = "recommendation"
    PROHIBITION = "prohibition"
    PERMISSION = "permission"
    NONE = "none"


class Mode(StrEnum):
    """How the norm stands in its sentence."""

    DIRECT = "direct"
    EMBEDDED = "embedded"
    QUESTION = "question"
    REPORTED = "reported"


class Genre(StrEnum):
    """What kind of text is read: drafted law, or prose about what should be done."""

    STATUTE = "statute"
    POLICY = "policy"


class Confidence(StrEnum):
    """Whether the words leave room for another reading."""

    HIGH = "high"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Norm:
    """The reading of one sentence.

    Attributes:
        span: the sentence in the text given.
        marker: the words that carry the norm, as written; None where there are none.
        marker_span: where those words stand; None where there are none.
        bearer: who is bound or free, as written; "(passief)" where a passive names nobody.
    """

    span: Span
    label: NormLabel
    marker: str | None
    marker_span: Span | None
    bearer: str | None
    mode: Mode
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class _Rule:
    label: NormLabel
    pattern: re.Pattern[str]
    confidence: Confidence
    power: bool
    actor: bool
    undertaking: bool
    statute_only: bool
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Hit:
    rank: int
    rule: _Rule
    start: int
    end: int


# Words inside one clause; the point in "artikel 9.2" ends none.
_GAP = r"(?:\s+[^\s.,;:!?]+(?:[.,:]\d[^\s.,;:!?]*)*){0,12}?\s+"
_QUOTED = re.compile(
    r"(?<!\w)(?:'[^'\n]{2,90}'|‘[^’\n]{2,90}’|\"[^\"\n]{2,90}\"|“[^”\n]{2,90}”)(?!\w)"
)
_CLAUSE_END = re.compile(
    r"[,;:]|\b(?:die|dat|waar\w*|als|indien|tenzij|zodat|omdat|om|zonder|opdat|mits)\b", re.I
)
# A finite verb that makes a later *kunnen* an infinitive: "zal moeten kunnen tonen".
_AUXILIARY = re.compile(r"\b(?:zal|zullen|zou|zouden|wil|willen|moet|moeten|te)\b", re.I)
_ESSENTIAL = re.compile(
    r"\b(?:essentieel|cruciaal|belangrijk|nodig|noodzakelijk|belang|zorgen|maken)\b[^,;:]{0,40}\bdat\b",
    re.I,
)
_NEGATION = re.compile(
    r"\b(?:niet|geen|nooit|nimmer|niemand)\b(?!\s+(?:alleen|slechts|enkel)\b)", re.I
)


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            NormLabel(entry["label"]),
            re.compile(rf"(?<![\w-])(?:{entry['pattern'].replace('<gap>', _GAP)})(?!\w)", re.I),
            Confidence(entry.get("confidence", "high")),
            entry.get("power", False),
            entry.get("actor", False),
            entry.get("undertaking", False),
            entry.get("statute_only", False),
            pieces(entry["needs"]),
        )
        for entry in load_lexicon("norms")["rules"]
    )


@lru_cache(maxsize=1)
def _needed() -> frozenset[str]:
    """Every piece of a word that some rule needs: each is looked for once in a sentence."""
    return frozenset(piece for rule in _rules() for piece in rule.needs)


@lru_cache(maxsize=1)
def _reporting() -> re.Pattern[str]:
    verbs = "|".join(sorted(word_list("reporting"), key=lambda word: (-len(word), word)))
    return re.compile(rf"\b(?:{verbs})\b", re.IGNORECASE)


def read_norms(text: str, *, genre: Genre = Genre.POLICY) -> list[Norm]:
    """One `Norm` for each sentence of ``text``, in order; spans are code points of ``text``."""
    return [
        _placed(_read_sentence(text[span.start : span.end], genre), span)
        for span in sentences(text)
    ]


def _placed(norm: Norm, span: Span) -> Norm:
    """A norm read in a sentence on its own, at the place of that sentence."""
    if span.start == 0:
        return norm
    marker = norm.marker_span
    if marker is not None:
        marker = Span(span.start + marker.start, span.start + marker.end)
    return replace(norm, span=span, marker_span=marker)


@lru_cache(maxsize=20_000)  # versions of one document share most of their sentences
def _read_sentence(text: str, genre: Genre) -> Norm:
    span = Span(0, len(text))
    sentence = _masked(text)
    if _is_question(sentence):
        return Norm(span, NormLabel.NONE, None, None, None, Mode.QUESTION, Confidence.HIGH)
    hits = _hits(sentence, genre)
    readings = [_reading(sentence, hit, genre) for hit in hits]
    order = sorted(range(len(hits)), key=lambda at: _preference(hits[at], readings[at]))
    instruction = instruction_in(sentence) if genre is Genre.POLICY else None
    if order and (instruction is None or readings[order[0]][0] is not NormLabel.NONE):
        hit, (label, mode, confidence) = hits[order[0]], readings[order[0]]
        if label is NormLabel.NONE and genre is Genre.STATUTE and mode is Mode.EMBEDDED:
            bare = _bare_present(sentence, span)
            if bare is not None:
                return bare
        return _norm(text, span, sentence, hit.start, hit.end, label, mode, confidence)
    if instruction is not None:
        mode = _voice(sentence, instruction.start)
        return _norm(
            text, span, sentence, *instruction, NormLabel.RECOMMENDATION, mode, Confidence.LOW
        )
    bare = _bare_present(sentence, span) if genre is Genre.STATUTE else None
    return bare or Norm(span, NormLabel.NONE, None, None, None, Mode.DIRECT, Confidence.HIGH)


def _norm(
    text: str,
    span: Span,
    sentence: str,
    start: int,
    end: int,
    label: NormLabel,
    mode: Mode,
    confidence: Confidence,
) -> Norm:
    place = Span(span.start + start, span.start + end)
    bearer = bearer_of(sentence, start, end) if label is not NormLabel.NONE else None
    return Norm(span, label, text[place.start : place.end], place, bearer, mode, confidence)


def _masked(sentence: str) -> str:
    """The sentence with names and slogans in quotation marks blanked, length unchanged."""
    bare = sentence.strip("\"'‘’“”„.!? ")
    return _QUOTED.sub(
        lambda m: m.group() if len(m.group()) > 0.8 * len(bare) else "\x00" * len(m.group()),
        sentence,
    )


def _is_question(sentence: str) -> bool:
    return sentence.rstrip("\"'’”»)*_⁰¹²³⁴⁵⁶⁷⁸⁹ ").endswith("?")


def _hits(sentence: str, genre: Genre) -> list[_Hit]:
    """Rule matches; where two overlap the rule that stands earlier in the lexicon is kept."""
    kept: list[_Hit] = []
    low = sentence.lower()
    present = {piece for piece in _needed() if piece in low}
    for rank, rule in enumerate(_rules()):
        if present.isdisjoint(rule.needs):
            continue
        if rule.statute_only and genre is not Genre.STATUTE:
            continue
        for match in rule.pattern.finditer(sentence):
            if not any(match.start() < hit.end and hit.start < match.end() for hit in kept):
                kept.append(_Hit(rank, rule, match.start(), match.end()))
    return kept


def _preference(
    hit: _Hit, reading: tuple[NormLabel, Mode, Confidence]
) -> tuple[bool, bool, bool, int]:
    label, mode, confidence = reading
    return (
        mode is Mode.EMBEDDED,
        label is NormLabel.NONE,
        confidence is Confidence.LOW,
        hit.start,
    )


def _reading(sentence: str, hit: _Hit, genre: Genre) -> tuple[NormLabel, Mode, Confidence]:
    """What a match says where it stands."""
    if is_embedded(sentence, hit.start):
        return NormLabel.NONE, Mode.EMBEDDED, Confidence.HIGH
    mode = _voice(sentence, hit.start)
    if hit.rule.power and not _is_power(sentence, hit, genre):
        return NormLabel.NONE, mode, Confidence.LOW
    if hit.rule.actor and genre is Genre.POLICY and not _has_actor(sentence, hit):
        return NormLabel.NONE, mode, Confidence.LOW
    if hit.rule.undertaking:
        subject = bearer_of(sentence, hit.start, hit.end) or ""
        drafted = genre is Genre.STATUTE and (actors().search(subject) or is_name(subject))
        if actors(True).search(subject) or drafted:
            return NormLabel.OBLIGATION, mode, Confidence.LOW
        return NormLabel.NONE, mode, Confidence.LOW
    return hit.rule.label, mode, hit.rule.confidence


def _voice(sentence: str, at: int) -> Mode:
    """Reported where somebody else's words or a rule's words are given before the norm."""
    before = sentence[:at]
    report = _reporting().search(before)
    if report is None:
        return Mode.DIRECT
    subject = {word.group().lower() for word in WORDS.finditer(before)}
    if subject & {"wij", "we", "ik"}:
        return Mode.DIRECT
    between = before[report.end() :]
    opened = re.search(r"\bdat\b|:|,|[\"'‘“]", between) or report.group().lower() in {"volgens"}
    return Mode.REPORTED if opened else Mode.DIRECT


def _is_power(sentence: str, hit: _Hit, genre: Genre) -> bool:
    """*Kan* is a power of an actor to act; of a thing, or of what happens, it is a possibility."""
    rest = sentence[hit.end :]
    stop = BOUNDARY.search(rest)
    clause = rest[: stop.start()] if stop else rest
    verbs = {match.group().lower() for match in WORDS.finditer(clause)}
    if verbs & word_list("events") or _NEGATION.search(clause):  # "kan nooit": unable, not unbound
        return False
    start = clause_start(sentence, hit.start)
    if _AUXILIARY.search(sentence, start, hit.start):  # "zal moeten kunnen", "om te kunnen"
        return False
    if _ESSENTIAL.search(sentence, start, hit.start):  # "essentieel dat zij zich kan ..."
        return False
    subject = bearer_of(sentence, hit.start, hit.end)
    if subject == PASSIVE:
        return genre is Genre.STATUTE or " worden" in clause
    return bool(subject) and is_actor(subject or "")


def _has_actor(sentence: str, hit: _Hit) -> bool:
    """Whether somebody who can be bound is the subject; *dit borgt* says what a thing does."""
    if re.search(r"\bhet\s+$", sentence[: hit.start], re.I):  # "het voldoen aan": a noun
        return False
    subject = bearer_of(sentence, hit.start, hit.end)
    return subject == PASSIVE or (bool(subject) and is_actor(subject or ""))


def _bare_present(sentence: str, span: Span) -> Norm | None:
    """In a statute: an actor with a plain verb has a duty; with a negation, a ban."""
    low = sentence.lower()
    first = WORDS.search(low)
    if first is None or any(phrase in low for phrase in word_list("statute_defines")):
        return None
    if first.group() in word_list("subordinators"):  # a part of a list, no sentence of its own
        return None
    passive = re.search(r"\bword(?:t|en)\b", sentence)
    actor = actors().search(sentence)
    if actor is None and is_name(sentence):
        actor = WORDS.search(sentence)
    verb = passive or finite_after(sentence, actor)
    if verb is None or verb.group().lower() in word_list("statute_plain"):
        return None
    # Only a negation in the main clause forbids: "zoekt inwoners die geen hulp vragen" does not.
    scope = _CLAUSE_END.split(sentence[verb.end() :], maxsplit=1)[0]
    label = NormLabel.PROHIBITION if _NEGATION.search(scope) else NormLabel.OBLIGATION
    place = Span(span.start + verb.start(), span.start + verb.end())
    bearer = PASSIVE if passive or actor is None else actor.group()
    return Norm(span, label, verb.group(), place, bearer, Mode.DIRECT, Confidence.LOW)
