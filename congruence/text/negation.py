"""Where one of two like sentences denies, reverses or excepts what the other says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from congruence.messages import _
from congruence.model import Signal, Span
from congruence.text.lexicon import load_lexicon
from congruence.text.pairing import ALIKE, SAME_MATTER, SentencePair, closest_clause, stems
from congruence.text.quoting import (
    Texts,
    around,
    phrase_pattern,
    quote_both,
    quoted,
    shortened,
    tokens_within,
)
from congruence.text.sentences import clauses
from congruence.text.tokens import Token, words

_PAUSE = re.compile(r"[,;:.()]")
# Words on either side of a negation that it may deny.
_SCOPE = 3


@cache
def _lexicon() -> dict[str, Any]:
    lexicon: dict[str, Any] = load_lexicon("signals")["negation"]
    return lexicon


def negation_signals(texts: Texts, pair: SentencePair) -> list[Signal]:
    """A negation, an opposite word or an exception that one side of ``pair`` has alone."""
    if pair.closeness < SAME_MATTER:
        return []
    found = _denied(texts, pair) or _opposites(texts, pair)
    if pair.closeness >= ALIKE:
        found.extend(_exceptions(texts, pair))
    return found


def negators(text: str, within: Span) -> list[Token]:
    """The words that deny something inside ``within`` ("niet alleen" and the like left out)."""
    harmless = [
        match.span() for match in phrase_pattern(*_lexicon()["harmless"]).finditer(text, *within)
    ]
    return [
        Token(match.group(), *match.span())
        for match in phrase_pattern(*_lexicon()["words"]).finditer(text, *within)
        if not any(low <= match.start() < high for low, high in harmless)
    ]


def _denied(texts: Texts, pair: SentencePair) -> list[Signal]:
    """A negation on one side whose words the other side has without one."""
    for text, span, other, other_span, swapped in (
        (texts.first, pair.first, texts.second, pair.second, False),
        (texts.second, pair.second, texts.first, pair.first, True),
    ):
        mine, others = negators(text, span), negators(other, other_span)
        if len(mine) <= len(others):
            continue
        shadows = [around(other, other_span, Span(n.start, n.end), _SCOPE, _SCOPE) for n in others]
        denied = {
            scope[0] for n in others if (scope := _scope(other, other_span, Span(n.start, n.end)))
        }
        for negator in mine:
            place = Span(negator.start, negator.end)
            scope = _scope(text, span, place)
            if scope and scope[0] in denied:  # both sides deny it
                continue
            answer = _unshadowed(other, other_span, shadows, scope)
            if answer is None:
                continue
            quote = quoted(text, around(text, span, place, 1, 2))
            reply = quoted(other, around(other, other_span, answer, 1, 1))
            detail = _("“{quote}” denies something that “{answer}” says.").format(
                quote=shortened(quote), answer=shortened(reply)
            )
            return [Signal("negation", *((reply, quote) if swapped else (quote, reply)), detail)]
    return []


def _scope(text: str, within: Span, negator: Span) -> list[str]:
    """Stems of the words that a negation may deny, what follows it first, the nearest first."""
    if text[slice(*negator)].lower() in _lexicon()["prepositions"]:
        return _noun_behind(text[negator.end : within.end])
    after = text[negator.end : around(text, within, negator, 0, _SCOPE).end]
    before = text[around(text, within, negator, _SCOPE, 0).start : negator.start]
    # What stands in another clause is not denied.
    after, before = _PAUSE.split(after, maxsplit=1)[0], _PAUSE.split(before)[-1]
    ordered = [*words(after), *reversed(words(before))]
    return [stem for word in ordered for stem in stems(word)]


def _noun_behind(text: str) -> list[str]:
    """Stems of the noun that opens ``text`` and of the adjectives (on -e) before it."""
    found: list[str] = []
    for word in words(_PAUSE.split(text, maxsplit=1)[0]):
        found.extend(stems(word))
        if found and not word.endswith("e"):
            break
    return found


def _unshadowed(
    text: str, within: Span, shadows: Sequence[Span], scope: Sequence[str]
) -> Span | None:
    """Where the first of ``scope`` stands in ``text`` outside every negation's reach."""
    free = [
        token
        for token in tokens_within(text, within)
        if not any(low <= token.start < high for low, high in shadows)
    ]
    for wanted in scope:
        for token in free:
            if wanted in stems(token.text):
                return Span(token.start, token.end)
    return None


def _opposites(texts: Texts, pair: SentencePair) -> list[Signal]:
    """Two opposite words, each on one side, in the company of the same words."""
    first = {token.text.lower(): token for token in tokens_within(texts.first, pair.first)}
    second = {token.text.lower(): token for token in tokens_within(texts.second, pair.second)}
    for mine, theirs in _couples(first, second):
        if mine in second or theirs in first:
            continue
        places = (
            around(texts.first, pair.first, Span(first[mine].start, first[mine].end), 2, 2),
            around(texts.second, pair.second, Span(second[theirs].start, second[theirs].end), 2, 2),
        )
        company = stems(texts.first[slice(*places[0])]) & stems(texts.second[slice(*places[1])])
        if not company:
            continue
        detail = _("“{mine}” and “{theirs}” say opposite things.").format(
            mine=first[mine].text, theirs=second[theirs].text
        )
        return [Signal("negation", *quote_both(texts, *places), detail)]
    return []


def _couples(first: dict[str, Token], second: dict[str, Token]) -> list[tuple[str, str]]:
    """Words of ``first`` and ``second`` that are opposites, in that order."""
    known = [(a, b) for a, b in _lexicon()["opposites"]]
    couples = [
        (mine, theirs)
        for a, b in known
        for mine, theirs in ((a, b), (b, a))
        if mine in first and theirs in second
    ]
    for prefix in _lexicon()["prefixes"]:
        couples.extend((word, prefix + word) for word in sorted(first) if prefix + word in second)
        couples.extend((prefix + word, word) for word in sorted(second) if prefix + word in first)
    return couples


def _exceptions(texts: Texts, pair: SentencePair) -> list[Signal]:
    """An exception ("tenzij") that only one of two like sentences makes."""
    pattern = phrase_pattern(*_lexicon()["exceptions"])
    first = pattern.search(texts.first, *pair.first)
    second = pattern.search(texts.second, *pair.second)
    if (first is None) == (second is None):
        return []
    spans = (
        _exception(texts.first, pair.first, first.start() if first else None, texts.second),
        _exception(texts.second, pair.second, second.start() if second else None, texts.first),
    )
    quotes = quote_both(texts, *spans)
    detail = _("Only one side makes an exception: “{exception}”.").format(
        exception=shortened(quotes[1] if first is None else quotes[0])
    )
    return [Signal("negation", *quotes, detail)]


def _exception(text: str, within: Span, start: int | None, other: str) -> Span:
    """The clause of an exception that begins at ``start``; without one, what comes nearest."""
    if start is None:
        return closest_clause(other, text, within)
    rest = clauses(text[start : within.end])
    return Span(start, start + rest[0].end) if rest else Span(start, within.end)
