"""Words as they stand in a text, and what each can be a form of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import NamedTuple

from congruence.text.lemma import compound_parts, is_known, lemma
from congruence.text.lexicon import load_lexicon

# Letters and digits; inside a word an apostrophe, full stop, hyphen or bracket reading
# ("(wijk)teams", "ouder(s)"); a hyphen at either end stands for a half that is left out.
WORD = re.compile(
    r"(?:(?<![^\s(])-(?=[^\W\d_]))?(?:\([^\W_]{1,20}-?\)-?(?=[^\W_]))?[^\W_]+"
    r"(?:(?:['.]|-(?![-\s]))[^\W_]+|\([^\W_]{1,20}\)[^\W_]*)*(?:-(?=[\s,/]))?"
)
_BRACKET = re.compile(r"\(([^)]*)\)-?")
_STEM = 4  # letters by which a term is looked for inside longer words
_SHORTEST_TYPO = 7


class Word(NamedTuple):
    """A word of a folded text and its place in it."""

    text: str
    start: int
    end: int


class How(IntEnum):
    """How a word is a form of a key, the plainest first."""

    PLAIN = 0
    FORM = 1
    SPELLING = 2
    ELLIPSIS = 3
    COMPOUND = 4
    POSSIBLE = 5


Key = tuple[str, How]


def read_words(folded: str) -> Iterator[Word]:
    """The words of a folded text."""
    return (Word(match.group(), match.start(), match.end()) for match in WORD.finditer(folded))


class Forms:
    """The keys of each distinct word, worked out once.

    Args:
        singles: lemmas that are a whole term; only these are looked for in compounds.
        surfaces: how those terms are written.
        vocabulary: every lemma of every term; a misspelt word may be a possible form of these.
    """

    def __init__(
        self, singles: frozenset[str], surfaces: frozenset[str], vocabulary: frozenset[str]
    ) -> None:
        self._singles = singles
        self._vocabulary = vocabulary
        self._spelled: dict[str, list[str]] = {}
        for form in sorted(singles | {word for word in surfaces if " " not in word}):
            if len(form) >= _STEM:
                self._spelled.setdefault(form[:_STEM], []).append(form)
        self._typos = _deletions(word for word in vocabulary if len(word) >= _SHORTEST_TYPO)
        self._negating = tuple(load_lexicon("lemma")["negating"])
        self._links = tuple(load_lexicon("lemma")["links"])
        self._particles = frozenset(load_lexicon("lemma")["no_part"])
        self._seen: dict[str, tuple[Key, ...]] = {}

    def of(self, word: str) -> tuple[Key, ...]:
        """The keys under which ``word`` may stand in the trie; empty for almost every word."""
        keys = self._seen.get(word)
        if keys is None:
            keys = self._seen[word] = self._work_out(word)
        return keys

    def _work_out(self, word: str) -> tuple[Key, ...]:
        keys: dict[str, How] = {}

        def note(key: str, how: How) -> None:
            if key in self._vocabulary and how < keys.get(key, How.POSSIBLE + 1):
                keys[key] = how

        readings = _readings(word.strip("-"))
        bracketed = How.SPELLING if len(readings) > 1 else How.PLAIN
        for reading in readings:
            note(lemma(reading), bracketed)
            if "-" in reading:
                note(lemma(reading.replace("-", "")), How.SPELLING)
            for key, how in self._compounds(reading):
                note(key, how)
        if not keys and len(word) >= _SHORTEST_TYPO and word.isalpha():
            for key in self._misspelt(word):
                note(key, How.POSSIBLE)
        return tuple(keys.items())

    def _compounds(self, word: str) -> Iterator[Key]:
        pieces = word.split("-")
        for piece in pieces:
            if len(pieces) > 1 and lemma(piece) in self._singles and len(piece) > 1:
                negated = pieces[0] in self._negating
                if not negated:
                    yield lemma(piece), How.COMPOUND
            if piece.isalpha():
                yield from self._inside(piece)

    def _inside(self, word: str) -> Iterator[Key]:
        """Terms that are the first, middle or last part of ``word``."""
        for at in range(len(word) - _STEM + 1):
            forms = self._spelled.get(word[at : at + _STEM])
            if not forms:
                continue
            sure = self._can_precede(word[:at])
            if sure is None:
                continue
            how = How.COMPOUND if sure else How.POSSIBLE
            tail = lemma(word[at:])
            if at and tail in self._singles:
                yield tail, how
            for form in forms:
                if word.startswith(form, at) and self._can_follow(word[at + len(form) :]):
                    yield (form if form in self._singles else lemma(form)), how

    def _can_precede(self, part: str) -> bool | None:
        """True: a word of its own; False: unknown; None: a particle or negation."""
        if not part:
            return True
        if len(part) < 3 or part in self._particles or part in self._negating:
            return None
        stems = [part[: len(part) - len(link)] if link else part
                 for link in self._links if part.endswith(link)]  # fmt: skip
        if any(stem in self._particles for stem in stems):
            return None
        if any(
            len(stem) > 2 and (is_known(stem) or len(compound_parts(stem)) > 1) for stem in stems
        ):
            return True
        return False if len(part) > 3 else None

    def _can_follow(self, part: str) -> bool:
        """Whether ``part``, perhaps after linking letters, is a word that a term can modify."""
        for link in self._links:
            rest = part[len(link) :] if part.startswith(link) else ""
            if (
                len(rest) > 2
                and rest not in self._particles
                and (is_known(rest) or len(compound_parts(rest)) > 1)
            ):
                return True
        return False

    def _misspelt(self, word: str) -> list[str]:
        """Lemmas one letter away from a word that no table knows; never its opposite."""
        key = lemma(word)
        if is_known(word) or len(compound_parts(word)) > 1:
            return []
        found = {term for form in _variants(key) for term in self._typos.get(form, ())}
        return sorted(term for term in found if term[0] == key[0] and not self._opposed(term, key))

    def _opposed(self, one: str, other: str) -> bool:
        short, long = sorted((one, other), key=len)
        return any(long == prefix + short for prefix in self._negating)

    def heads(self, opening: str, partner: str) -> list[str]:
        """``kind-`` with ``gezinsbescherming``: the lemmas kind + each ending of the partner."""
        stem = opening.strip("-")
        parts = compound_parts(partner.strip("-"))
        return [lemma(stem + "".join(parts[at:])) for at in range(1, len(parts))]

    def openings(self, ending: str, partner: str) -> list[str]:
        """``-nemer`` with ``opdrachtgever``: the lemmas of each opening of the partner + nemer."""
        tail, word = ending.strip("-"), partner.strip("-")
        return [lemma(word[:at] + tail) for at in range(3, len(word) - 1)]


def _readings(word: str) -> list[str]:
    """``(wijk)teams`` reads wijkteams and teams."""
    if "(" not in word:
        return [word]
    readings = [_BRACKET.sub(r"\1", word), _BRACKET.sub("", word)]
    return [reading for reading in dict.fromkeys(readings) if reading]


def _variants(word: str) -> set[str]:
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}


def _deletions(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Each word under itself and under itself less one letter (symmetric deletion)."""
    found: dict[str, set[str]] = {}
    for word in words:
        for form in _variants(word):
            found.setdefault(form, set()).add(word)
    return {form: tuple(sorted(group)) for form, group in found.items()}
