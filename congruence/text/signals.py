"""On what two counterparts differ: strength, negation, actor, numbers, terms, words, setting.

Similarity does not see contradiction (on Dutch SICK, contradictions score *higher* than
entailments), so these are read from the words. Each signal quotes both sides exactly and is a
reason to look, never a verdict. Only sentences about the same matter are held against each
other, and what stands on one side alone counts only where the sentences are otherwise alike:
a counterpart in other words must not light up everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from congruence.messages import N_, _
from congruence.model import Signal, Span
from congruence.text.actors import actor_signals
from congruence.text.lexicon import load_lexicon
from congruence.text.negation import negation_signals, negators
from congruence.text.norms import Confidence, Genre, Norm, NormLabel, read_norms
from congruence.text.pairing import (
    ALIKE,
    SAME_MATTER,
    SentencePair,
    closest_clause,
    sentence_pairs,
    stems,
)
from congruence.text.quantities import Quantity, quantities
from congruence.text.quoting import (
    Texts,
    phrase_pattern,
    quote_both,
    quoted,
    shortened,
    tokens_within,
)
from congruence.text.tokens import words

ORDER = ("strength", "negation", "actor", "number", "deadline", "term", "setting")

# A norm on one side only is shown when the sentences are nearly copies of each other.
_NEAR_COPY = 0.75
_POWERS = ("kan", "kunnen", "mag", "mogen")
_LABELS = {
    NormLabel.OBLIGATION: N_("an obligation"),
    NormLabel.RECOMMENDATION: N_("a recommendation"),
    NormLabel.PERMISSION: N_("a permission or power"),
    NormLabel.PROHIBITION: N_("a prohibition"),
    NormLabel.NONE: N_("a plain statement"),
}
_SETTINGS = {
    "voluntary": N_("voluntary help"),
    "pressure": N_("pressure short of compulsion"),
    "compulsory": N_("compulsory help"),
}


def passage_signals(
    first: str, second: str, *, terms: Sequence[str] = (), certain: bool = True
) -> tuple[Signal, ...]:
    """What to look at when ``first`` and ``second`` are taken as counterparts.

    Args:
        first: one passage.
        second: its counterpart (or its earlier or later wording).
        terms: contested terms of the corpus; use on one side only is a signal.
        certain: whether the two are known to be counterparts; if not, only sentences that share
            enough words are held against each other.

    Returns:
        Signals in the order of `ORDER`. Their quotes are exact parts of the two texts, long
        enough to stand there only once where that is possible.
    """
    texts = Texts(first, second)
    pairs = [
        pair for pair in sentence_pairs(first, second) if certain or pair.closeness >= SAME_MATTER
    ]
    found: list[Signal] = []
    for pair in pairs:
        strength = _strength_signals(texts, pair) or _modal_signals(texts, pair)
        found.extend(strength)
        if all(_denies_only(signal) for signal in strength):
            found.extend(negation_signals(texts, pair))
        found.extend(actor_signals(texts, pair))
        found.extend(_quantity_signals(texts, pair))
    found.extend(_term_signals(texts, pairs, terms))
    if pairs:
        found.extend(_setting_signals(texts))
    return tuple(sorted(dict.fromkeys(found), key=lambda signal: ORDER.index(signal.kind)))


def _strength_signals(texts: Texts, pair: SentencePair) -> list[Signal]:
    alike = pair.closeness >= ALIKE
    first = _norm(texts.first, pair.first, alike)
    second = _norm(texts.second, pair.second, alike)
    if first.label is second.label:
        return []
    labels = {first.label, second.label}
    if NormLabel.NONE in labels and (pair.closeness < _NEAR_COPY or NormLabel.OBLIGATION in labels):
        # A bare present tense is how a statute writes a duty: only a near copy that lost or won
        # a "may" or "should" is worth a look.
        return []
    quotes = quote_both(
        texts, _marker(texts.first, pair.first, first), _marker(texts.second, pair.second, second)
    )
    return [_strength(quotes, first.label, second.label)]


def _modal_signals(texts: Texts, pair: SentencePair) -> list[Signal]:
    """A modal verb that took the place of another, in whatever clause of a near copy it stands."""
    if pair.closeness < _NEAR_COPY:
        return []
    modals = _modals()
    first = tokens_within(texts.first, pair.first)
    second = tokens_within(texts.second, pair.second)
    words_of = [[token.text.lower() for token in side] for side in (first, second)]
    counts = [sorted(modals[word] for word in side if word in modals) for side in words_of]
    if counts[0] == counts[1]:
        return []
    for tag, a, b, c, d in SequenceMatcher(
        None, words_of[0], words_of[1], autojunk=False
    ).get_opcodes():
        mine = [token for token in first[a:b] if token.text.lower() in modals]
        theirs = [token for token in second[c:d] if token.text.lower() in modals]
        if tag != "replace" or len(mine) != 1 or len(theirs) != 1:
            continue
        labels = [modals[token.text.lower()] for token in (mine[0], theirs[0])]
        if labels[0] is not labels[1]:
            spans = [Span(token.start, token.end) for token in (mine[0], theirs[0])]
            return [_strength(quote_both(texts, *spans), *labels)]
    return []


def modal_strength(quote: str) -> NormLabel:
    """How firmly the modal verb binds that opens ``quote``; NONE without one, or with a denial."""
    opening = words(quote)[:1]
    if not opening or negators(quote, Span(0, len(quote))):
        return NormLabel.NONE
    return _modals().get(opening[0], NormLabel.NONE)


@cache
def _modals() -> dict[str, NormLabel]:
    modals: dict[str, list[str]] = load_lexicon("signals")["modals"]
    return {verb: NormLabel(label) for label, verbs in modals.items() for verb in verbs}


def _strength(quotes: tuple[str, str], first: NormLabel, second: NormLabel) -> Signal:
    detail = _("“{first}” reads as {first_label}, “{second}” as {second_label}.").format(
        first=shortened(quotes[0]),
        first_label=_(_LABELS[first]),
        second=shortened(quotes[1]),
        second_label=_(_LABELS[second]),
    )
    return Signal("strength", *quotes, detail)


def _denies_only(strength: Signal) -> bool:
    """Whether the same words bind on one side and are denied on the other ("is niet verplicht")."""
    sides = []
    for quote in (strength.first, strength.second):
        denials = {token.text.lower() for token in negators(quote, Span(0, len(quote)))}
        sides.append(set(words(quote)) - denials)
    return sides[0] <= sides[1] or sides[1] <= sides[0]


def _norm(text: str, within: Span, alike: bool) -> Norm:
    """How a sentence binds; English modal verbs are read where Dutch has nothing to say.

    A "kan" that may speak of chance is taken for a permission where the two sentences are
    ``alike``: then only the verb differs.
    """
    norm = read_norms(text[slice(*within)])[0]
    unsure = norm.label is NormLabel.NONE and norm.confidence is Confidence.LOW
    if unsure and alike and (norm.marker or "").lower() in _POWERS:
        norm = replace(norm, label=NormLabel.PERMISSION)
    if norm.label is not NormLabel.NONE:
        return _shifted(norm, within.start)
    english: dict[str, list[str]] = load_lexicon("signals")["english_strength"]
    found = [
        (match.start(), order, NormLabel(label), match)
        for order, (label, markers) in enumerate(english.items())
        if (match := phrase_pattern(*markers).search(text, *within)) is not None
    ]
    if not found:
        return _shifted(norm, within.start)
    _at, _order, label, match = min(found, key=lambda hit: hit[:2])
    return replace(norm, span=within, label=label, marker_span=Span(*match.span()))


def _shifted(norm: Norm, by: int) -> Norm:
    marker = norm.marker_span
    return replace(
        norm, marker_span=None if marker is None else Span(marker.start + by, marker.end + by)
    )


def _marker(text: str, within: Span, norm: Norm) -> Span:
    """The words that carry the norm; in a plain statement its verb, else the sentence."""
    if norm.marker_span is not None:
        return norm.marker_span
    plain = read_norms(text[slice(*within)], genre=Genre.STATUTE)[0].marker_span
    return Span(plain.start + within.start, plain.end + within.start) if plain else within


def _quantity_signals(texts: Texts, pair: SentencePair) -> list[Signal]:
    first, second = quantities(texts.first, pair.first), quantities(texts.second, pair.second)
    found: list[Signal] = []
    for kind, is_deadline in (("number", False), ("deadline", True)):
        mine = [q for q in first if q.is_deadline is is_deadline]
        theirs = [q for q in second if q.is_deadline is is_deadline]
        couple = _differing(mine, theirs)
        if couple is not None:
            quotes = quote_both(texts, couple[0].span, couple[1].span)
            detail = _("“{first}” against “{second}”.").format(first=quotes[0], second=quotes[1])
            found.append(Signal(kind, *quotes, detail))
        elif is_deadline and bool(mine) != bool(theirs) and pair.closeness >= ALIKE:
            quotes = quote_both(
                texts,
                mine[0].span if mine else pair.first,
                theirs[0].span if theirs else pair.second,
            )
            detail = _("Only one side sets a term: “{term}”.").format(term=quotes[not mine])
            found.append(Signal(kind, *quotes, detail))
    return found


def _differing(first: list[Quantity], second: list[Quantity]) -> tuple[Quantity, Quantity] | None:
    """The first two comparable quantities that neither side shares with the other."""
    mine = {(q.unit, q.value) for q in first}
    theirs = {(q.unit, q.value) for q in second}
    for a in first:
        for b in second:
            if not _comparable(a, b):
                continue
            if (a.unit, a.value) == (b.unit, b.value):
                if a.bound and b.bound and a.bound != b.bound:
                    return a, b
            elif (a.unit, a.value) not in theirs and (b.unit, b.value) not in mine:
                return a, b
    return None


def _comparable(a: Quantity, b: Quantity) -> bool:
    time = {"day", "workday"}
    return a.unit == b.unit or (a.is_deadline and b.is_deadline and {a.unit, b.unit} <= time)


def _term_signals(
    texts: Texts, pairs: Sequence[SentencePair], terms: Sequence[str]
) -> Iterator[Signal]:
    for term in dict.fromkeys(terms):
        if not term.strip():
            continue
        matches = [_inflected(term).search(text) for text in texts]
        if (matches[0] is None) == (matches[1] is None):
            continue
        side = 0 if matches[0] is not None else 1
        match = matches[side]
        assert match is not None
        answer = _answer_to(texts, pairs, side, match)
        if answer is None:
            continue
        mine = quoted(texts[side], Span(*match.span()))
        theirs = quoted(texts[1 - side], answer)
        detail = _("Only one side uses “{term}”; the other says “{other}”.").format(
            term=match.group(), other=shortened(theirs)
        )
        yield Signal("term", *((mine, theirs) if side == 0 else (theirs, mine)), detail)


def _answer_to(
    texts: Texts, pairs: Sequence[SentencePair], side: int, match: re.Match[str]
) -> Span | None:
    """The words on the other side that answer a term: its head with other words, or a clause."""
    other = texts[1 - side]
    if " " in match.group():
        head = re.escape(match.group().split()[-1])
        for near in re.finditer(rf"\b([\w-]+) {head}\b", other, re.IGNORECASE):
            if stems(near.group(1)):
                return Span(*near.span())
    for pair in pairs:
        mine, theirs = (pair.first, pair.second) if side == 0 else (pair.second, pair.first)
        if mine.start <= match.start() < mine.end and pair.closeness >= SAME_MATTER:
            return closest_clause(texts[side][slice(*mine)], other, theirs)
    return None


@cache
def _inflected(term: str) -> re.Pattern[str]:
    parts = [re.escape(word) + (r"(?:e|s|n|en)?" if len(word) > 3 else "") for word in term.split()]
    return re.compile(r"\b" + r"\s+".join(parts) + r"\b", re.IGNORECASE)


def _setting_signals(texts: Texts) -> list[Signal]:
    """Voluntary help on one side, pressure or compulsion on the other."""
    first, second = _settings(texts.first), _settings(texts.second)
    if not first or not second or first.keys() & second.keys():
        return []
    mine, theirs = next(iter(first)), next(iter(second))
    quotes = quote_both(texts, first[mine], second[theirs])
    detail = _("“{first}” speaks of {first_setting}, “{second}” of {second_setting}.").format(
        first=quotes[0],
        first_setting=_(_SETTINGS[mine]),
        second=quotes[1],
        second_setting=_(_SETTINGS[theirs]),
    )
    return [Signal("setting", *quotes, detail)]


def _settings(text: str) -> dict[str, Span]:
    lexicon: dict[str, Any] = load_lexicon("signals")["setting"]
    found = {
        name: Span(*match.span())
        for name in _SETTINGS
        if (match := phrase_pattern(*lexicon[name]).search(text)) is not None
    }
    return dict(sorted(found.items(), key=lambda item: item[1]))
