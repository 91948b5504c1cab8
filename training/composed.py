"""Sentences of the field, put together from hand-written parts in both languages.

The sentence pairs speak of software; how words of care and local government go together in a
Dutch sentence (verb second, separable verbs, side clauses) is taught here.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from training.parallel import Pair

PHRASES = Path(__file__).parent / "phrases.tsv"

_MODALS = (
    ("kan", "kunnen", "can"),
    ("moet", "moeten", "must"),
    ("mag", "mogen", "may"),
    ("mag niet", "mogen niet", "may not"),
    ("hoeft niet te", "hoeven niet te", "does not have to"),
)

Phrases = dict[str, list[Pair]]


def phrases(path: Path = PHRASES) -> Phrases:
    """Read the parts: kind to (Dutch, English)."""
    found: Phrases = {}
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            kind, dutch, english = line.split("\t")
            found.setdefault(kind, []).append((dutch, english))
    return found


def sentences(parts: Phrases, size: int, seed: int = 7) -> list[Pair]:
    """Draw ``size`` different sentences, each as (Dutch, English)."""
    draw = random.Random(seed)
    found: dict[str, Pair] = {}
    for _attempt in range(size * 20):
        if len(found) == size:
            break
        pair = _sentence(parts, draw)
        found.setdefault(pair[0], pair)
    return list(found.values())


def _sentence(parts: Phrases, draw: random.Random) -> Pair:
    when = draw.choice(parts["when"]) if draw.random() < 0.6 else ("", "")
    kind = draw.random()
    main = _plain if kind < 0.4 else _modal
    if kind < 0.8:
        return _clean(*main(parts, draw, when, turned=False))
    condition = draw.choice(parts["if"])
    dutch, english = main(parts, draw, when, turned=True)
    return _clean(f"als {condition[0]}, {dutch}", f"if {condition[1]}, {english}")


def _plain(parts: Phrases, draw: random.Random, when: Pair, *, turned: bool) -> Pair:
    actor = draw.choice(parts["actor"])
    finite, thing, particle, _infinitive, theirs, _plain_form = _verb(parts, draw.choice)
    start = f"{finite} {actor[0]}" if turned else f"{actor[0]} {finite}"
    order = f"{when[0]} {thing}" if draw.random() < 0.5 else f"{thing} {when[0]}"
    return f"{start} {order} {particle}", f"{actor[1]} {theirs} {when[1]}"


def _modal(parts: Phrases, draw: random.Random, when: Pair, *, turned: bool) -> Pair:
    several = draw.random() < 0.4
    actor = draw.choice(parts["many" if several else "actor"])
    one, more, theirs = draw.choice(_MODALS)
    modal, _space, rest = (more if several else one).partition(" ")
    _finite, thing, _particle, infinitive, _their_finite, plain_form = _verb(parts, draw.choice)
    if rest.endswith("te"):
        rest, infinitive = rest.removesuffix("te").strip(), _with_te(infinitive, _particle)
        theirs = "do not have to" if several else theirs
    start = f"{modal} {actor[0]}" if turned else f"{actor[0]} {modal}"
    return (
        f"{start} {when[0]} {thing} {rest} {infinitive}",
        f"{actor[1]} {theirs} {plain_form} {when[1]}",
    )


def _with_te(infinitive: str, particle: str) -> str:
    if particle and infinitive.startswith(particle):
        return f"{particle} te {infinitive.removeprefix(particle)}"
    return f"te {infinitive}"


def _verb(
    parts: Phrases, choice: Callable[[list[Pair]], Pair]
) -> tuple[str, str, str, str, str, str]:
    dutch, english = choice(parts["verb"])
    finite, thing, particle, infinitive = dutch.split("|")
    theirs, plain_form = english.split("|")
    return finite, thing, particle, infinitive, theirs, plain_form


def _clean(dutch: str, english: str) -> Pair:
    return " ".join(dutch.split()) + ".", " ".join(english.split()) + "."
