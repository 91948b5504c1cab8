"""How alike two passages are in words, and which pairs are worth asking about.

An inverted index over rare words and word pairs proposes candidates, so that cost follows the
length of the texts and not its square; words and their order then decide.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from heapq import nlargest
from itertools import pairwise
from math import log

from rapidfuzz.distance import Indel

from congruence.versions.units import Unit

# Words that stand in more passages than this propose no candidates.
_COMMONEST = 24
_CANDIDATES = 6
# Gaps with at most this many pairs are compared in full: no candidate is missed there.
SMALL_GAP = 64


class Similarity:
    """Similarity of the passages of two versions, from 0 to 1.

    The mean of a bag-of-words overlap weighted by rarity (Dice) and the share of words in common
    order (a normalised longest common subsequence): the first forgives reordering, the second
    common words that happen to recur.
    """

    def __init__(self, old: Sequence[Unit], new: Sequence[Unit]) -> None:
        self.old, self.new = old, new
        frequency: Counter[str] = Counter()
        for unit in (*old, *new):
            frequency.update(set(unit.words))
        total = len(old) + len(new)
        self._rarity = {word: log(1 + total / count) for word, count in frequency.items()}
        self._mass = cache(self._mass_uncached)
        self.score = cache(self._score_uncached)

    def _mass_uncached(self, words: tuple[str, ...]) -> float:
        return sum(self._rarity[word] for word in words)

    def _score_uncached(self, one: int, other: int) -> float:
        """Similarity of old passage ``one`` and new passage ``other``."""
        return self.of_words(self.old[one].words, self.new[other].words)

    def of_words(self, one: tuple[str, ...], other: tuple[str, ...]) -> float:
        """Similarity of two passages given as normalised words of either version."""
        if not one or not other:
            return 0.0
        if min(len(one), len(other)) <= 3:
            return Indel.normalized_similarity("".join(one), "".join(other))
        shared = (Counter(one) & Counter(other)).items()
        overlap = 2 * sum(self._rarity[word] * count for word, count in shared)
        dice = overlap / (self._mass(one) + self._mass(other))
        if dice < 0.15:
            return dice / 2
        return (dice + Indel.normalized_similarity(one, other)) / 2

    def candidates(self, old_free: Sequence[int], new_free: Sequence[int]) -> list[tuple[int, int]]:
        """Pairs of free passages that share rare words: at most a few per new passage."""
        index: dict[str, list[int]] = defaultdict(list)
        for place in old_free:
            for feature in _features(self.old[place].words):
                index[feature].append(place)
        proposed: list[tuple[int, int]] = []
        for place in new_free:
            votes: dict[int, float] = defaultdict(float)
            for feature in sorted(_features(self.new[place].words)):
                holders = index.get(feature, ())
                if len(holders) <= _COMMONEST:
                    for holder in holders:
                        votes[holder] += 1 / len(holders)
            best = nlargest(_CANDIDATES, votes.items(), key=lambda vote: (vote[1], -vote[0]))
            proposed += [(holder, place) for holder, _vote in best]
        return proposed


def _features(words: tuple[str, ...]) -> set[str]:
    singles = {word for word in words if len(word) > 3}
    return singles | {f"{one} {other}" for one, other in pairwise(words)}
