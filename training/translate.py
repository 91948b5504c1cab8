"""What a Dutch word form means in English: dictionary, lemma and compound, weighed by usage.

The dictionary lists every sense; how often a word was really translated so is learnt from the
sentence pairs (IBM model 1: Brown et al., 1993), which also fills in function words and whatever
the dictionary lacks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import simplemma
import wordfreq

from congruence.embed.static import split_compound
from training.dictionary import WORD, Dictionary
from training.parallel import Pair

_ENGLISH = re.compile(r"[a-z]+(?:'[a-z]+)?")
_ROUNDS = 6
_LONGEST = 30
_SEEN_OFTEN = 4
_LEARNT_ENOUGH = 0.25
_BEST = 3

Terms = list[tuple[str, float]]


def learn(pairs: Sequence[Pair], rounds: int = _ROUNDS) -> dict[str, dict[str, float]]:
    """Word translation probabilities by expectation maximisation over sentence pairs.

    Returns:
        Dutch word to {English word: probability}, words seen at least four times only.
    """
    dutch_ids: dict[str, int] = {}
    english_ids: dict[str, int] = {}
    counts: Counter[str] = Counter()
    left, right, sentence = [], [], []
    number = 0
    for dutch, english in pairs:
        ours, theirs = WORD.findall(dutch.lower()), _ENGLISH.findall(english.lower())
        if not (0 < len(ours) <= _LONGEST and 0 < len(theirs) <= _LONGEST):
            continue
        counts.update(set(ours))
        ids = [dutch_ids.setdefault(word, len(dutch_ids)) for word in ours]
        for word in theirs:
            at = english_ids.setdefault(word, len(english_ids))
            left += ids
            right += [at] * len(ids)
            sentence += [number] * len(ids)
            number += 1
    if not left:
        return {}
    width = len(english_ids)
    keys, cell = np.unique(np.array(left, np.int64) * width + right, return_inverse=True)
    owner, token = keys // width, np.array(sentence)
    chance = np.ones(len(keys))
    for _round in range(rounds):
        share = chance[cell]
        share /= np.bincount(token, share)[token]
        chance = np.bincount(cell, share)
        chance /= np.bincount(owner, chance)[owner]
    words, terms = list(dutch_ids), list(english_ids)
    learnt: dict[str, dict[str, float]] = {}
    for at in np.flatnonzero(chance >= 0.05):
        word = words[owner[at]]
        if counts[word] >= _SEEN_OFTEN:
            learnt.setdefault(word, {})[terms[keys[at] % width]] = float(chance[at])
    return learnt


class Translator:
    """English terms, with weights that sum to one, for any Dutch word form."""

    def __init__(
        self,
        dictionary: Dictionary,
        hand_written: dict[str, list[str]],
        learnt: dict[str, dict[str, float]],
    ) -> None:
        self.dictionary, self.hand_written, self.learnt = dictionary, hand_written, learnt
        self._base = frozenset(w for w in {*dictionary, *hand_written, *learnt} if " " not in w)

    def direct(self, word: str) -> Terms:
        """Terms of ``word`` itself, best first; empty where no source has it."""
        if word in self.hand_written:
            terms = self.hand_written[word]
            return _shares([(term, 1.0 / (at + 1)) for at, term in enumerate(terms)])
        learnt = self.learnt.get(word, {})
        listed = self.dictionary.get(word)
        if not listed:
            sure = [(term, share) for term, share in learnt.items() if share >= _LEARNT_ENOUGH]
            return _shares(sure)
        return _shares(
            [
                (term, weight**1.5 * _common(term) * (0.15 + _agreement(term, learnt)))
                for term, weight in listed.items()
            ]
        )

    def terms(self, word: str) -> tuple[Terms, str]:
        """Terms of ``word`` and where they came from: direct, lemma, compound or none."""
        found = self.direct(word)
        if found:
            return found, "direct"
        lemma = simplemma.lemmatize(word, lang="nl").lower().replace("_", "")
        found = self.direct(lemma) if lemma != word else []
        if found:
            return found, "lemma"
        parts = split_compound(word, self._base)
        if len(parts) == 2:
            head, tail = self.direct(parts[0]), self.direct(parts[1])
            if head and tail:
                joined = [(f"{a} {b}", p * q) for a, p in head[:2] for b, q in tail[:2]]
                return _shares(joined), "compound"
        return [], "none"

    def senses(self, word: str) -> Terms:
        """All terms of ``word`` itself, less sharply weighed than `direct` does.

        A sentence needs the one right sense; a row that stands for every use of a word does
        better with a little of each.
        """
        listed = self.dictionary.get(word)
        if word in self.hand_written or not listed:
            return self.direct(word)
        learnt = self.learnt.get(word, {})
        return [
            (term, weight**2 * _common(term) * (1 + _agreement(term, learnt)))
            for term, weight in listed.items()
        ]

    def gloss(self, text: str) -> str:
        """``text`` word by word in English; unknown words stay as they are."""
        pieces = re.findall(rf"{WORD.pattern}|\d+|[.,?!]", text.lower())
        return " ".join(self._best(piece) for piece in pieces)

    def _best(self, word: str) -> str:
        terms, _source = self.terms(word)
        return terms[0][0] if terms else word


def vectors(
    forms: Sequence[str], translator: Translator, vector: Callable[[str], np.ndarray | None]
) -> tuple[list[str], np.ndarray]:
    """A row for every form that has terms: the weighted mean of their vectors.

    Args:
        forms: Dutch word forms.
        translator: gives the terms.
        vector: gives the vector of an English term, or None.

    Returns:
        The forms that got a row, and the rows.
    """
    kept, rows = [], []
    for form in forms:
        row = _mean(translator.terms(form)[0], vector)
        if row is not None:
            kept.append(form)
            rows.append(row)
    return kept, np.array(rows, np.float32)


def smoothed(
    forms: Sequence[str], translator: Translator, vector: Callable[[str], np.ndarray | None]
) -> tuple[list[str], np.ndarray]:
    """As `vectors`, but from all senses of a word, and half of each row from its lemma's.

    Words of the hand-written list keep the row that the list gives them.
    """
    kept, rows = vectors(forms, translator, vector)
    for at, form in enumerate(kept):
        if form in translator.hand_written:
            continue
        own = _mean(translator.senses(form), vector)
        lemma = simplemma.lemmatize(form, lang="nl").lower()
        shared = _mean(translator.senses(lemma), vector) if lemma != form else None
        if own is not None and shared is not None:
            rows[at] = (own + shared) / 2
        elif own is not None or shared is not None:
            rows[at] = own if own is not None else shared
    return kept, rows


def _mean(terms: Terms, vector: Callable[[str], np.ndarray | None]) -> np.ndarray | None:
    known = [(share, row) for term, share in terms if (row := vector(term)) is not None]
    if not known:
        return None
    total = sum(share for share, _row in known)
    mean: np.ndarray = np.sum([share * row for share, row in known], axis=0) / total
    return mean


def _shares(weighted: Terms) -> Terms:
    best = sorted(weighted, key=lambda pair: (-pair[1], pair[0]))[:_BEST]
    total = sum(weight for _term, weight in best)
    return [(term, weight / total) for term, weight in best]


def _common(term: str) -> float:
    return max(wordfreq.zipf_frequency(term, "en"), 1.0)


def _agreement(term: str, learnt: dict[str, float]) -> float:
    words = _ENGLISH.findall(term.lower())
    return max((learnt.get(word, 0.0) for word in words), default=0.0)
