"""Which passage of the old version became which passage of the new one.

Identity is in the words, not in the number or the place: first passages with the same words
(unique ones as anchors, then their neighbours, then repeated ones in order), then similar ones,
which may cross. What crosses the rest moved; what joins or parts is tested against the joined
text of its neighbours.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from congruence.versions.sequence import common, heaviest_rising, once_in_both
from congruence.versions.similar import SMALL_GAP, Similarity
from congruence.versions.units import Unit

# Similarity that makes two passages one: anywhere; between the same neighbours; and where both
# are the only ones left between the same neighbours. Measured on consolidated statutes.
ANYWHERE, BETWEEN, ALONE = 0.60, 0.42, 0.30
# A passage with fewer words than this is too common to be recognised far from its place.
FEWEST_WORDS_TO_MOVE = 5
# Part of a passage's words that must stand, in order, in the passage it split off from.
PART_OF_WHOLE = 0.75
MOST_PARTS = 4


@dataclass(frozen=True, slots=True)
class Match:
    """Places of the units that belong together; more than one on one side: split or merged."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Alignment:
    """Every place of either side in at most one match; those in none were deleted or inserted."""

    matches: tuple[Match, ...]
    deleted: tuple[int, ...]
    inserted: tuple[int, ...]


def align(old: Sequence[Unit], new: Sequence[Unit]) -> Alignment:
    """Pair the units of two versions."""
    return _Aligner(old, new).run()


class _Aligner:
    def __init__(self, old: Sequence[Unit], new: Sequence[Unit]) -> None:
        self.old, self.new = old, new
        self.to_new: dict[int, int] = {}
        self.to_old: dict[int, int] = {}
        self.parts: dict[tuple[int, int], tuple[tuple[int, ...], tuple[int, ...]]] = {}
        self.borders: tuple[list[int], list[int]] = ([], [])

    def run(self) -> Alignment:
        self.anchor()
        self.fill_gaps_with_equals()
        similarity = Similarity(self.old, self.new)
        self.pair_similar(similarity)
        self.pair_headings_by_content()
        self.pair_leftovers()
        self.find_parts()
        return self.result()

    def join(self, one: int, other: int) -> None:
        self.to_new[one], self.to_old[other] = other, one

    def free(self, one: int, other: int) -> bool:
        return one not in self.to_new and other not in self.to_old

    # -- the same words ---------------------------------------------------------------------

    def anchor(self) -> None:
        """Passages whose words stand once in both: first those in order, then the long ones."""
        pairs = [
            (one, other)
            for one, other in once_in_both(
                [unit.key or f"\0{at}" for at, unit in enumerate(self.old)],
                [unit.key or f"\1{at}" for at, unit in enumerate(self.new)],
            )
            if self.old[one].row == self.new[other].row
        ]
        weights = [len(self.old[one].words) for one, _other in pairs]
        chain = heaviest_rising([other for _one, other in pairs], weights)
        for at in chain:
            self.join(*pairs[at])
        self.grow([pairs[at] for at in chain])
        for one, other in pairs:
            enough = len(self.old[one].words) >= FEWEST_WORDS_TO_MOVE
            if enough and self.free(one, other):
                self.join(one, other)
                self.grow([(one, other)])

    def grow(self, seeds: Sequence[tuple[int, int]]) -> None:
        """Neighbours of a pair that also have the same words belong together (Heckel 1978)."""
        for step in (1, -1):
            for one, other in seeds:
                while True:
                    one, other = one + step, other + step
                    inside = 0 <= one < len(self.old) and 0 <= other < len(self.new)
                    if not inside or not self.free(one, other) or not self.same(one, other):
                        break
                    self.join(one, other)

    def same(self, one: int, other: int) -> bool:
        return _code(self.old[one], -1) == _code(self.new[other], 1)

    def backbone(self) -> list[tuple[int, int]]:
        """The heaviest set of pairs that are in the same order in both versions."""
        pairs = sorted(self.to_new.items())
        weights = [max(1, len(self.old[one].words)) for one, _other in pairs]
        return [pairs[at] for at in heaviest_rising([new for _old, new in pairs], weights)]

    def gaps(self) -> list[tuple[list[int], list[int]]]:
        """What is free between two neighbours of the backbone, where both sides have some."""
        chain = self.backbone()
        self.borders = ([one for one, _other in chain], [other for _one, other in chain])
        found: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for side, (length, taken) in enumerate(
            ((len(self.old), self.to_new), (len(self.new), self.to_old))
        ):
            for place in range(length):
                if place not in taken:
                    found[bisect_left(self.borders[side], place)][side].append(place)
        return [gap for _at, gap in sorted(found.items()) if gap[0] and gap[1]]

    def fill_gaps_with_equals(self) -> None:
        """Repeated passages pair in order between the neighbours they have in common."""
        for left, right in self.gaps():
            codes_left = [_code(self.old[place], -place - 1) for place in left]
            codes_right = [_code(self.new[place], place + 1) for place in right]
            for match in common(codes_left, codes_right):
                for at in range(match.size):
                    self.join(left[match.old + at], right[match.new + at])

    # -- similar words ----------------------------------------------------------------------

    def pair_similar(self, similarity: Similarity) -> None:
        """Pair what is alike, best first; what stays between its neighbours needs less."""
        gaps = self.gaps()
        home: dict[int, int] = {}
        pairs: set[tuple[int, int]] = set()
        for at, (left, right) in enumerate(gaps):
            home.update((place, at) for place in left)
            if len(left) * len(right) <= SMALL_GAP:
                pairs.update((one, other) for one in left for other in right)
        home_new = {place: at for at, (_left, right) in enumerate(gaps) for place in right}
        free_old = [at for at, unit in enumerate(self.old) if at not in self.to_new and unit.words]
        free_new = [at for at, unit in enumerate(self.new) if at not in self.to_old and unit.words]
        pairs.update(similarity.candidates(free_old, free_new))
        ranked: list[tuple[float, int, int, int]] = []
        for one, other in sorted(pairs):
            before, after = self.old[one], self.new[other]
            if (before.row, before.heading) != (after.row, after.heading):
                continue
            near = one in home and home[one] == home_new.get(other, -1)
            score = similarity.score(one, other)
            least = self.needed(one, other, near, gaps[home[one]] if near else None)
            if before.note is not after.note:  # some readers take a note for a paragraph
                least = max(least, ANYWHERE)
            if score < least:
                continue
            bonus = (0.1 if near else 0) + (0.05 if before.label == after.label else 0)
            ranked.append((-round(score + bonus, 6), abs(one - other), one, other))
        for _score, _distance, one, other in sorted(ranked):
            if self.free(one, other):
                self.join(one, other)

    def needed(
        self, one: int, other: int, near: bool, gap: tuple[list[int], list[int]] | None
    ) -> float:
        """How alike this pair must be; over 1 where it may not be paired at all."""
        if near and gap:
            return ALONE if len(gap[0]) == len(gap[1]) == 1 else BETWEEN
        fewest = min(len(self.old[one].words), len(self.new[other].words))
        return ANYWHERE if fewest > FEWEST_WORDS_TO_MOVE else 2.0

    # -- headings and what is left ------------------------------------------------------------

    def pair_headings_by_content(self) -> None:
        """A heading that says only "Artikel 3" is the heading of what stands under it.

        What stayed in order votes first: a single passage that moved to another article takes
        the heading of neither along.
        """
        for depth in sorted({unit.depth for unit in self.old if unit.heading}, reverse=True):
            above_old = _headings_above(self.old, depth)
            above_new = _headings_above(self.new, depth)
            for voters in (self.backbone(), sorted(self.to_new.items())):
                votes: Counter[tuple[int, int]] = Counter()
                for one, other in voters:
                    before, after = above_old[one], above_new[other]
                    if before is not None and after is not None:
                        votes[before, after] += max(1, len(self.old[one].words))
                ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
                for (before, after), _weight in ranked:
                    if self.free(before, after):
                        self.join(before, after)

    def pair_leftovers(self) -> None:
        """Passages without words (a bare number, an empty cell) pair by label, then by place."""
        for left, right in self.gaps():
            bare_old = [at for at in left if not self.old[at].key]
            bare_new = [at for at in right if not self.new[at].key]
            by_label: dict[tuple[str | None, bool], list[int]] = defaultdict(list)
            for other in reversed(bare_new):
                by_label[self.new[other].label, self.new[other].row].append(other)
            for one in bare_old:
                waiting = by_label[self.old[one].label, self.old[one].row]
                if waiting:
                    self.join(one, waiting.pop())

    # -- splits, merges, moves ----------------------------------------------------------------

    def find_parts(self) -> None:
        """One passage that became several neighbours, or several that became one."""
        used_old: set[int] = set()
        used_new: set[int] = set()
        for one, other in sorted(self.to_new.items()):
            if one in used_old or other in used_new or not self.may_part(one, other):
                continue
            whole, piece = self.old[one].words, self.new[other].words
            new = self.extended(other, whole, piece, self.new, self.to_old, used_new)
            if len(new) > 1:
                self.parts[one, other] = ((one,), new)
                used_new.update(new)
                continue
            old = self.extended(one, piece, whole, self.old, self.to_new, used_old)
            if len(old) > 1:
                self.parts[one, other] = (old, (other,))
                used_old.update(old)

    def may_part(self, one: int, other: int) -> bool:
        left, right = self.old[one], self.new[other]
        return left.key != right.key and not (left.row or right.row or left.note or right.note)

    def extended(
        self,
        place: int,
        whole: tuple[str, ...],
        part: tuple[str, ...],
        side: Sequence[Unit],
        taken: dict[int, int],
        used: set[int],
    ) -> tuple[int, ...]:
        """``place`` with the free neighbours whose words ``whole`` also holds."""
        places = [place]
        words = part
        shared = LCSseq.similarity(whole, words)
        for step in (1, -1):
            at = place + step
            while 0 <= at < len(side) and len(places) < MOST_PARTS:
                unit = side[at]
                if not unit.key or unit.key.isdigit():  # a page number between two halves
                    at += step
                    continue
                if at in taken or at in used or unit.row or unit.note or unit.heading:
                    break
                joined = words + unit.words if step > 0 else unit.words + words
                gain = LCSseq.similarity(whole, joined) - shared
                needed = len(unit.words) if len(unit.words) < 5 else PART_OF_WHOLE * len(unit.words)
                if len(unit.words) < 2 or gain < needed:
                    break
                places.append(at)
                words, shared, at = joined, shared + gain, at + step
        return tuple(sorted(places))

    def result(self) -> Alignment:
        order = self.in_order()
        matches: list[Match] = []
        seen_old: set[int] = set()
        seen_new: set[int] = set()
        for one, other in sorted(self.to_new.items()):
            old, new = self.parts.get((one, other), ((one,), (other,)))
            matches.append(Match(old, new, (one, other) not in order))
            seen_old.update(old)
            seen_new.update(new)
        return Alignment(
            tuple(matches),
            tuple(at for at in range(len(self.old)) if at not in seen_old),
            tuple(at for at in range(len(self.new)) if at not in seen_new),
        )

    def in_order(self) -> set[tuple[int, int]]:
        """The pairs that did not move. A note stays where the passage it belongs to stays."""
        body = [
            (one, other)
            for one, other in sorted(self.to_new.items())
            if not (self.old[one].note or self.new[other].note)
        ]
        weights = [max(1, len(self.old[one].words)) for one, _other in body]
        chain = heaviest_rising([other for _one, other in body], weights)
        notes = {
            (one, other)
            for one, other in self.to_new.items()
            if self.old[one].note or self.new[other].note
        }
        return {body[at] for at in chain} | notes


def _code(unit: Unit, alone: int) -> tuple[str | int, bool, bool]:
    """What makes units equal; one without words equals none (its number says little)."""
    return (unit.key or alone, unit.row, unit.heading)


def _headings_above(side: Sequence[Unit], depth: int) -> list[int | None]:
    """For each unit the heading of ``depth`` it stands under (a heading stands under itself)."""
    above: list[int | None] = []
    current: int | None = None
    for at, unit in enumerate(side):
        if unit.heading and unit.depth <= depth:
            current = at if unit.depth == depth else None
        above.append(current)
    return above
