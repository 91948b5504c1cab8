"""Who acts in a sentence, out of the actors a policy text knows."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from congruence.messages import _
from congruence.model import Signal, Span
from congruence.text.lexicon import load_lexicon
from congruence.text.norms import read_norms
from congruence.text.pairing import ALIKE, SAME_MATTER, SentencePair, closeness, stems
from congruence.text.quoting import Texts, phrase_pattern, quote_both
from congruence.text.sentences import clauses
from congruence.text.tokens import words


class Actor(NamedTuple):
    """A known actor as named in a text: the name of its group and the words used."""

    name: str
    span: Span


@cache
def _forms() -> dict[str, str]:
    actors: dict[str, list[str]] = load_lexicon("signals")["actors"]
    return {form: name for name, forms in actors.items() for form in forms}


@cache
def _reading() -> dict[str, Any]:
    reading: dict[str, Any] = load_lexicon("signals")["actor_reading"]
    return reading


def actor_signals(texts: Texts, pair: SentencePair) -> list[Signal]:
    """Another actor on each side of ``pair``; nothing where either names none."""
    # Who acts is what may differ, so the actors themselves say nothing about the matter.
    alike = closeness(_matter(texts.first, pair.first), _matter(texts.second, pair.second))
    if alike < SAME_MATTER:
        return []
    first, second = acting(texts.first, pair.first), acting(texts.second, pair.second)
    if first is None and second is None and alike >= ALIKE:
        first, second = _bearer(texts.first, pair.first), _bearer(texts.second, pair.second)
    if first is None or second is None or first.name == second.name:
        return []
    detail = _("On one side {first} acts, on the other {second}.").format(
        first=first.name, second=second.name
    )
    return [Signal("actor", *quote_both(texts, first.span, second.span), detail)]


def _bearer(text: str, within: Span) -> Actor | None:
    """Who bears the norm of a sentence, in its own words, for actors no list knows."""
    bearer = read_norms(text[slice(*within)])[0].bearer
    at = -1 if bearer is None else text.find(bearer, *within)
    if bearer is None or at < 0 or not stems(bearer):  # "dat" and "is" name nobody
        return None
    return Actor(" ".join(sorted(stems(bearer))), Span(at, at + len(bearer)))


def _matter(text: str, within: Span) -> frozenset[str]:
    actors = (stems(text[slice(*actor.span)]) for actor in mentioned(text, within))
    return stems(text[slice(*within)]).difference(*actors)


def mentioned(text: str, within: Span) -> list[Actor]:
    """Every known actor inside ``within``, in reading order."""
    return [
        Actor(_forms()[match.group().lower()], Span(*match.span()))
        for match in phrase_pattern(*_forms()).finditer(text, *within)
    ]


def acting(text: str, within: Span) -> Actor | None:
    """The known actor who acts in the sentence at ``within``, or None when that is not clear.

    The first actor outside a condition or a clause that hangs on a noun, and not after a
    preposition ("aan het college"); in a passive sentence the one after "door".
    """
    actors = [(actor, _word_before(text, within, actor)) for actor in mentioned(text, within)]
    for actor, before in actors:
        if before in _reading()["agent"] and _is_passive(text, within, actor.span.start):
            return actor
    for actor, before in actors:
        if before not in _reading()["oblique"] and not _in_subordinate(
            text, within, actor.span.start
        ):
            return actor
    return None


def _is_passive(text: str, within: Span, at: int) -> bool:
    """Whether the clause has a passive verb before ``at``: not "de door de raad gekozen leden"."""
    return any(word in _reading()["passive"] for word in words(text[within.start : at]))


def _word_before(text: str, within: Span, actor: Actor) -> str:
    """The word before an actor and its article, in lower case."""
    before = words(text[within.start : actor.span.start])
    while before and before[-1] in _reading()["articles"]:
        before.pop()
    return before[-1] if before else ""


def _in_subordinate(text: str, within: Span, at: int) -> bool:
    for clause in clauses(text[slice(*within)]):
        if clause.start + within.start <= at < clause.end + within.start:
            opening = text[clause.start + within.start : within.end].split(maxsplit=1)[0]
            return opening.lower() in _reading()["subordinate"]
    return False
