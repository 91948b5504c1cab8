"""Which cells of two versions of a table row belong together."""

from __future__ import annotations

from collections.abc import Iterator

from congruence.versions.sequence import common
from congruence.versions.units import Unit

Cells = tuple[tuple[int, ...], tuple[int, ...]]


def pair_cells(old: Unit, new: Unit) -> Iterator[Cells]:
    """Pairs of blocks (one side empty: a cell that went or came), in row order.

    Cells with the same words pair in order; what stands between two such pairs is paired from
    the left, so that a row keeps its columns when one cell changes.
    """
    left, right = _cells(old), _cells(new)
    if len(left) == len(right):
        yield from (((one,), (other,)) for one, other in zip(old.blocks, new.blocks, strict=True))
        return
    at_old = at_new = 0
    matches = [(m.old + at, m.new + at) for m in common(left, right) for at in range(m.size)]
    for one, other in [*matches, (len(left), len(right))]:
        while at_old < one and at_new < other:
            yield (old.blocks[at_old],), (new.blocks[at_new],)
            at_old, at_new = at_old + 1, at_new + 1
        yield from (((old.blocks[at],), ()) for at in range(at_old, one))
        yield from (((), (new.blocks[at],)) for at in range(at_new, other))
        if one < len(left):
            yield (old.blocks[one],), (new.blocks[other],)
        at_old, at_new = one + 1, other + 1


def _cells(row: Unit) -> list[str]:
    """The words of each cell; a row without any has no key to take them from."""
    return row.key.split("\t") if row.key else [""] * len(row.blocks)
