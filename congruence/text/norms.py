"""Norm strength: what each sentence asks of whom, and how firmly.

The rules (`data/norms.toml`) follow the Dutch drafting instructions (Aanwijzingen voor de
regelgeving 3.2): in a statute the bare present tense is the duty and *kan* a power; in policy
prose the modal verbs carry it. A modal verb in a question, a condition or an indirect question
binds nobody. The reading is a heuristic without a parser; ``confidence`` says where to read again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from congruence.model import Span
from congruence.text.lemma import lemma
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


PASSIVE = "(passief)"


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
_BOUNDARY = re.compile(r"[,;:()–—]|\s-\s")
_CLAUSE_END = re.compile(
    r"[,;:]|\b(?:die|dat|waar\w*|als|indien|tenzij|zodat|omdat|om|zonder|opdat|mits)\b", re.I
)
_WORDS = re.compile(r"[^\W\d_][\w'’-]*")
# What stands between dashes or brackets interrupts a clause and does not end it.
_ASIDE = re.compile(r"\s[–—-]\s[^–—]{1,160}?\s[–—-](?=\s)|\([^()]{0,160}\)")
# "Dat de gemeente dit moet, ...": a clause in the place of the subject.
_SUBJECT_CLAUSE = re.compile(r"\W*dat\s+(?:de|het|een|deze|die|er|wij|we|zij|ze|hij|u|je)\b", re.I)
# A finite verb that makes a later *kunnen* an infinitive: "zal moeten kunnen tonen".
_AUXILIARY = re.compile(r"\b(?:zal|zullen|zou|zouden|wil|willen|moet|moeten|te)\b", re.I)
_ESSENTIAL = re.compile(
    r"\b(?:essentieel|cruciaal|belangrijk|nodig|noodzakelijk|belang|zorgen|maken)\b[^,;:]{0,40}\bdat\b",
    re.I,
)
_PASSIVE = re.compile(r"\b(?:word(?:t|en))\b", re.IGNORECASE)
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


@lru_cache(maxsize=32)
def _words(name: str) -> frozenset[str]:
    return frozenset(load_lexicon("norms")["lists"][name])


@lru_cache(maxsize=2)
def _actor(text_is_contract: bool = False) -> re.Pattern[str]:
    words = _words("contract_parties" if text_is_contract else "actors")
    ends = "|".join(sorted(words, key=lambda word: (-len(word), word)))
    return re.compile(rf"\b\w*(?:{ends})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _reporting() -> re.Pattern[str]:
    verbs = "|".join(sorted(_words("reporting"), key=lambda word: (-len(word), word)))
    return re.compile(rf"\b(?:{verbs})\b", re.IGNORECASE)


def read_norms(text: str, *, genre: Genre = Genre.POLICY) -> list[Norm]:
    """One `Norm` for each sentence of ``text``, in order; spans are code points of ``text``."""
    return [_read_sentence(text, span, genre) for span in sentences(text)]


def _read_sentence(text: str, span: Span, genre: Genre) -> Norm:
    sentence = _masked(text[span.start : span.end])
    if _is_question(sentence):
        return Norm(span, NormLabel.NONE, None, None, None, Mode.QUESTION, Confidence.HIGH)
    hits = _hits(sentence, genre)
    readings = [_reading(sentence, hit, genre) for hit in hits]
    order = sorted(range(len(hits)), key=lambda at: _preference(hits[at], readings[at]))
    instruction = _instruction(sentence) if genre is Genre.POLICY else None
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
    bearer = _bearer(sentence, start, end) if label is not NormLabel.NONE else None
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
    if _is_embedded(sentence, hit):
        return NormLabel.NONE, Mode.EMBEDDED, Confidence.HIGH
    mode = _voice(sentence, hit.start)
    if hit.rule.power and not _is_power(sentence, hit, genre):
        return NormLabel.NONE, mode, Confidence.LOW
    if hit.rule.actor and genre is Genre.POLICY and not _has_actor(sentence, hit):
        return NormLabel.NONE, mode, Confidence.LOW
    if hit.rule.undertaking:
        subject = _bearer(sentence, hit.start, hit.end) or ""
        if _actor(True).search(subject) or (genre is Genre.STATUTE and _actor().search(subject)):
            return NormLabel.OBLIGATION, mode, Confidence.LOW
        return NormLabel.NONE, mode, Confidence.LOW
    return hit.rule.label, mode, hit.rule.confidence


def _clause_start(sentence: str, at: int) -> int:
    marks = [mark.end() for mark in _BOUNDARY.finditer(_without_asides(sentence, at), 0, at)]
    return marks[-1] if marks else 0


def _without_asides(sentence: str, at: int) -> str:
    """The sentence with what stands between dashes or brackets before ``at`` blanked."""
    return _ASIDE.sub(lambda m: " " * len(m.group()), sentence[:at]) + sentence[at:]


def _is_embedded(sentence: str, hit: _Hit) -> bool:
    """Whether the modal verb stands in a condition, an indirect question or a relative clause."""
    start = _clause_start(sentence, hit.start)
    opening = _without_asides(sentence, hit.start)
    words = _WORDS.finditer(opening, start, hit.start)
    before = [match.group().lower().replace("ó", "o") for match in words]
    follows = _WORDS.search(sentence, hit.start)
    follows = _WORDS.search(sentence, follows.end()) if follows else None
    following = follows.group().lower() if follows else ""
    # "…, moet je" and "moet de gemeente": the verb before its subject opens a main clause.
    # "zijn" after the verb is the infinitive: "die duidelijk moet zijn".
    subject_follows = following != "zijn" and (
        following in _words("pronouns") or following in _words("determiners")
    )
    if subject_follows and before[:1] not in (["of"], ["die"]):
        return False
    if start == 0 and _SUBJECT_CLAUSE.match(sentence) and len(before) > 2:
        return True
    openers = [at for at, word in enumerate(before) if word in _words("subordinators")]
    if not openers:
        return False
    first = openers[0]
    if first == 0 and len(before) == 1 and start == 0:  # "Die moet", "Wat moet": verb second
        return False
    if before[first] in _words("continuing") and first == 0 and start > 0:
        return False
    # "die organisaties moeten", "of jongere": only a clause opener when the verb comes last.
    if start == 0 and first == 0 and before[0] == "die" and len(before) <= 2:
        return False
    if before[first] in {"of", "als", "dan", "zoals", "waar"} and first > 0:
        return before[first] == "of" and before[first - 1] in {
            "vraag", "na", "onderzocht", "bekijken", "overwegen", "beoordelen", "weten", "bepalen",
            "is", "onderzoeken", "nagaan", "twijfel", "ook", "verkend",
        }  # fmt: skip
    return True


def _voice(sentence: str, at: int) -> Mode:
    """Reported where somebody else's words or a rule's words are given before the norm."""
    before = sentence[:at]
    report = _reporting().search(before)
    if report is None:
        return Mode.DIRECT
    subject = {word.group().lower() for word in _WORDS.finditer(before)}
    if subject & {"wij", "we", "ik"}:
        return Mode.DIRECT
    between = before[report.end() :]
    opened = re.search(r"\bdat\b|:|,|[\"'‘“]", between) or report.group().lower() in {"volgens"}
    return Mode.REPORTED if opened else Mode.DIRECT


def _is_power(sentence: str, hit: _Hit, genre: Genre) -> bool:
    """*Kan* is a power of an actor to act; of a thing, or of what happens, it is a possibility."""
    rest = sentence[hit.end :]
    stop = _BOUNDARY.search(rest)
    clause = rest[: stop.start()] if stop else rest
    verbs = {match.group().lower() for match in _WORDS.finditer(clause)}
    if verbs & _words("events") or _NEGATION.search(clause):  # "kan nooit": unable, not unbound
        return False
    start = _clause_start(sentence, hit.start)
    if _AUXILIARY.search(sentence, start, hit.start):  # "zal moeten kunnen", "om te kunnen"
        return False
    if _ESSENTIAL.search(sentence, start, hit.start):  # "essentieel dat zij zich kan ..."
        return False
    subject = _bearer(sentence, hit.start, hit.end)
    if subject == PASSIVE:
        return genre is Genre.STATUTE or " worden" in clause
    return bool(subject) and _is_actor(subject or "")


def _has_actor(sentence: str, hit: _Hit) -> bool:
    """Whether somebody who can be bound is the subject; *dit borgt* says what a thing does."""
    if re.search(r"\bhet\s+$", sentence[: hit.start], re.I):  # "het voldoen aan": a noun
        return False
    subject = _bearer(sentence, hit.start, hit.end)
    return subject == PASSIVE or (bool(subject) and _is_actor(subject or ""))


def _is_actor(subject: str) -> bool:
    """Whether the head of a noun group can act: in "hulp aan burgers" the burgers do not."""
    words = [match.group().lower() for match in _WORDS.finditer(subject)]
    if not words:
        return False
    head = re.split(r"\s(?:van|voor|aan|in|op|met|bij|uit|tussen|over)\s", subject)[0]
    return words[0] in _words("pronouns") or bool(_actor().search(head))


def _bearer(sentence: str, start: int, end: int) -> str | None:
    """The subject: before the verb in a plain sentence, after it when something else opens."""
    low = _clause_start(sentence, start)
    before = sentence[low:start].strip().strip("\x00*_\"'‘’“” ")
    low_words = before.split()
    after = sentence[start:]
    follow = re.match(
        r"\S+\s+((?:je|jij|u|we|wij|zij|ze|men|ik|iedereen)\b"
        r"|(?:de|het|een|elk|elke|ieder|iedere|alle|deze|dit)\s+[\w-]+(?:\s+(?:van|voor)\s+(?:de\s+)?[\w-]+)?)",
        after,
        re.IGNORECASE,
    )
    main = re.sub(r"^(?:en|maar|want|dus|dat|omdat)\s+", "", before, flags=re.IGNORECASE)
    opener = main.split()[0].lower() if main.split() else ""
    if " dat " in f" {main} " and main.lower() != "dat":
        return _first_group(f" {main}".rpartition(" dat ")[2]) or None
    if main and opener not in _words("openers") and len(low_words) <= 16:
        if opener in {"er", "dat", "dit", "het"} and len(main.split()) == 1:
            return main if not _PASSIVE.search(after) else PASSIVE
        return " ".join(main.split()[:12])
    if follow:
        return follow.group(1)
    actor = _actor().search(after)
    if actor and not _PASSIVE.search(after):
        return actor.group()
    return PASSIVE if _PASSIVE.search(after) else None


def _first_group(clause: str) -> str:
    """The noun group that opens a clause whose verb comes last."""
    group: list[str] = []
    for word in clause.split()[:6]:
        if group and (word.lower() in _words("openers") or word.lower() in _ADVERBS):
            break
        group.append(word)
    return " ".join(group)


_ADVERBS = frozenset(
    ["altijd", "dit", "dat", "dan", "steeds", "vaker", "zich", "niet", "geen", "er", "hun", "haar"]
)


def _instruction(sentence: str) -> Span | None:
    """An imperative: it opens the sentence, or its main clause after a colon or condition."""
    for match in _IMPERATIVE.finditer(sentence):
        word, following = match.group("verb").lower(), match.group("next").lower()
        after_comma = sentence[match.start()] == ","
        goes_on = after_comma and "maar" not in match.group().lower()
        if goes_on and sentence.split(maxsplit=1)[0].lower() not in _words("conditions"):
            continue
        listed = word in _words("imperatives") and following in _words("imperative_follow")
        if listed or (not after_comma and _is_stem(word, following)):
            return Span(*match.span("verb"))
    return None


_IMPERATIVE = re.compile(
    r"(?:^|:\s+|,\s+(?:maar\s+)?)[\W_]*(?:(?:dus|en|maar|verder)\s+(?=[a-z]))?"
    r"(?P<verb>[^\W\d_]+)(?=\s+(?P<next>[^\W\d_]+))",
    re.I,
)


def _is_stem(word: str, following: str) -> bool:
    """Whether the word is the stem of a verb and nothing else, as an imperative is."""
    verb = lemma(word)
    return (
        verb != word
        and verb.endswith(("en", "aan", "ien", "oen"))
        and verb[:2] == word[:2]
        and not word.endswith(("te", "de", "en"))
        and (word[-1] != "t" or verb[-3] == "t")  # "biedt" is no stem, "wacht" is
        and word not in _words("no_imperatives")
        and following not in _words("no_object")
    )


def _bare_present(sentence: str, span: Span) -> Norm | None:
    """In a statute: an actor with a plain verb has a duty; with a negation, a ban."""
    low = sentence.lower()
    if any(phrase in low for phrase in _words("statute_defines")):
        return None
    passive = re.search(r"\bword(?:t|en)\b", sentence)
    actor = _actor().search(sentence)
    verb = passive or _finite_after(sentence, actor)
    if verb is None or verb.group().lower() in _words("statute_plain"):
        return None
    # Only a negation in the main clause forbids: "zoekt inwoners die geen hulp vragen" does not.
    scope = _CLAUSE_END.split(sentence[verb.end() :], maxsplit=1)[0]
    label = NormLabel.PROHIBITION if _NEGATION.search(scope) else NormLabel.OBLIGATION
    place = Span(span.start + verb.start(), span.start + verb.end())
    bearer = PASSIVE if passive or actor is None else actor.group()
    return Norm(span, label, verb.group(), place, bearer, Mode.DIRECT, Confidence.LOW)


def _finite_after(sentence: str, actor: re.Match[str] | None) -> re.Match[str] | None:
    """The first word after the subject that has the shape of a present-tense verb."""
    if actor is None:
        return None
    for word in _WORDS.finditer(sentence, actor.end()):
        lower = word.group().lower()
        if lower in _words("determiners") or lower in _words("openers") or len(lower) < 3:
            continue
        if re.search(r"(?:t|en)$", lower) and not re.search(r"(?:heid|iteit|st|niet|met)$", lower):
            return word
    return None
