"""Sequences of anything hashable: what they share in order, within bounds of time and memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

# A longest common subsequence costs |a| x |b| / 64 steps and |a| x |b| / 8 bytes. Above this
# product (16 MB) the sequences are first cut at what stands once in both.
LARGEST_PRODUCT = 128_000_000


class Match(NamedTuple):
    """``size`` equal items from ``old`` in the one and ``new`` in the other sequence."""

    old: int
    new: int
    size: int


def heaviest_rising(values: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Positions of the strictly rising subsequence of ``values`` with the greatest weight.

    A Fenwick tree over the ranks of the values keeps the best chain that ends below each rank:
    n log n. Of chains as heavy the one that ends lowest is taken: the same on every run.
    """
    ranks = {value: rank for rank, value in enumerate(sorted(set(values)), start=1)}
    best: list[tuple[int, int]] = [(0, -1)] * (len(ranks) + 1)
    before: list[int] = []
    for at, value in enumerate(values):
        rank = ranks[value]
        chain = (0, -1)
        step = rank - 1
        while step > 0:
            if best[step][0] > chain[0]:
                chain = best[step]
            step -= step & -step
        before.append(chain[1])
        total = chain[0] + weights[at]
        step = rank
        while step < len(best):
            if total > best[step][0]:
                best[step] = (total, at)
            step += step & -step
    at = max(best, default=(0, -1), key=lambda chain: chain[0])[1]
    chosen: list[int] = []
    while at >= 0:
        chosen.append(at)
        at = before[at]
    return chosen[::-1]


def common(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Match]:
    """Stretches that both sequences share, in order: a longest common subsequence.

    Where the sequences are too long for that they are cut at the items that stand once in both
    (patience), and what remains too long between two cuts counts as different: the bound that
    keeps unrelated texts cheap.
    """
    codes: dict[Hashable, int] = {}
    left = [codes.setdefault(item, len(codes)) for item in old]
    right = [codes.setdefault(item, len(codes)) for item in new]
    return _joined(_common(left, right, 0, 0))


def _common(left: list[int], right: list[int], at_left: int, at_right: int) -> list[Match]:
    prefix = _shared_prefix(left, right)
    suffix = _shared_prefix(left[prefix:][::-1], right[prefix:][::-1])
    matches = [Match(at_left, at_right, prefix)] if prefix else []
    inner_left = left[prefix : len(left) - suffix]
    inner_right = right[prefix : len(right) - suffix]
    if inner_left and inner_right:
        offset_left, offset_right = at_left + prefix, at_right + prefix
        if len(inner_left) * len(inner_right) <= LARGEST_PRODUCT:
            blocks = Indel.opcodes(inner_left, inner_right)
            matches += [
                Match(offset_left + op.src_start, offset_right + op.dest_start,
                      op.src_end - op.src_start)
                for op in blocks if op.tag == "equal"
            ]  # fmt: skip
        else:
            matches += _cut(inner_left, inner_right, offset_left, offset_right)
    if suffix:
        matches.append(Match(at_left + len(left) - suffix, at_right + len(right) - suffix, suffix))
    return matches


def _cut(left: list[int], right: list[int], at_left: int, at_right: int) -> list[Match]:
    pairs = once_in_both(left, right)
    chain = heaviest_rising([new for _old, new in pairs], [1] * len(pairs))
    if not chain:
        return []
    matches: list[Match] = []
    start_left = start_right = 0
    for old, new in [*(pairs[at] for at in chain), (len(left), len(right))]:
        matches += _common(
            left[start_left:old], right[start_right:new],
            at_left + start_left, at_right + start_right,
        )  # fmt: skip
        if old < len(left):
            matches.append(Match(at_left + old, at_right + new, 1))
        start_left, start_right = old + 1, new + 1
    return matches


def once_in_both(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Places of the items that stand exactly once in either sequence, in the order of ``old``."""
    count_old, count_new = Counter(old), Counter(new)
    place = {item: at for at, item in enumerate(new) if count_new[item] == 1}
    return [
        (at, place[item]) for at, item in enumerate(old) if count_old[item] == 1 and item in place
    ]


def _shared_prefix(left: Sequence[int], right: Sequence[int]) -> int:
    for at, (one, other) in enumerate(zip(left, right, strict=False)):
        if one != other:
            return at
    return min(len(left), len(right))


def _joined(matches: list[Match]) -> list[Match]:
    joined: list[Match] = []
    for match in matches:
        last = joined[-1] if joined else None
        if last and last.old + last.size == match.old and last.new + last.size == match.new:
            joined[-1] = Match(last.old, last.new, last.size + match.size)
        elif match.size:
            joined.append(match)
    return joined
