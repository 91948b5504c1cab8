"""Texts that say the same, as both models practise on them: near each other, apart from the rest.

A text of a group must lie nearer to the others of its group than to any other text of the batch
(InfoNCE: van den Oord et al., 2018), the group's look-alike among them.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from training.said import Group


@dataclass(frozen=True)
class Practice:
    """Texts as numbers: of which group, whether its look-alike, and the vector of its English."""

    numbers: list[list[int]]
    owner: np.ndarray
    alike: np.ndarray
    targets: np.ndarray

    @property
    def size(self) -> int:
        """How many groups."""
        return int(self.owner.max()) + 1

    def of(self, groups: Sequence[int]) -> np.ndarray:
        """Places of the texts of ``groups``."""
        return np.flatnonzero(np.isin(self.owner, groups))


def laid_out(
    groups: Sequence[Group],
    vectors: np.ndarray,
    numbered: Callable[[Sequence[str]], list[list[int]]],
) -> Practice:
    """Lay out ``groups``; texts without a known word are left out.

    Args:
        groups: what says the same.
        vectors: the teacher's of their English, a row a group.
        numbered: gives the numbers of texts.
    """
    said = [
        (at, text, text is group.alike)
        for at, group in enumerate(groups)
        for text in (*group.texts, *filter(None, [group.alike]))
    ]
    numbers = numbered([text for _at, text, _alike in said])
    known = [place for place, row in enumerate(numbers) if row]
    owner = np.array([said[place][0] for place in known])
    return Practice(
        [numbers[place] for place in known],
        owner,
        np.array([said[place][2] for place in known]),
        vectors[owner].astype(np.float32),
    )


def practices(
    groups: Sequence[Group],
    vectors: np.ndarray,
    numbered: Callable[[Sequence[str]], list[list[int]]],
) -> list[Practice]:
    """Statements and phrases apart, each as `laid_out` gives them."""
    kinds = [
        [at for at, group in enumerate(groups) if group.is_phrase is kind] for kind in (False, True)
    ]
    return [laid_out([groups[at] for at in kind], vectors[kind], numbered) for kind in kinds]


def group_loss(
    rows: torch.Tensor, owner: torch.Tensor, alike: torch.Tensor, sharpness: float, weight: float
) -> torch.Tensor:
    """How far the texts of a group lie apart, measured against all other texts.

    Args:
        rows: unit rows ``(n, d)``.
        owner: the group of each.
        alike: which are their group's look-alike.
        sharpness: what cosines are multiplied by.
        weight: how much the own look-alike counts, beside one for a text of another group.
    """
    near = rows @ rows.T * sharpness
    same = owner[:, None] == owner
    said = same & ~alike & ~alike[:, None] & ~torch.eye(len(rows), dtype=torch.bool)
    hard = same & alike & ~alike[:, None]
    against = near + hard * float(np.log(weight))
    against = against.masked_fill(same & ~hard, -torch.inf).logsumexp(dim=1)
    return functional.softplus(against[:, None] - near)[said].mean()


def turns(size: int, each: int, draw: random.Random) -> Iterator[list[int]]:
    """Random groups, ``each`` at a time and without end; all come round before any comes again."""
    each = min(size, each)
    while True:
        order = draw.sample(range(size), size)
        yield from (order[at : at + each] for at in range(0, size - each + 1, each))
