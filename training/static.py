"""The static model: one row per word, so that the sum over a text lies where the teacher puts it.

Rows start from a dictionary, are turned into the teacher's space by one matrix for all words, and
frequent words move on their own; every word also learns its weight. First for English words (on
the teacher's own language), then for Dutch forms that start from their English terms, and last
with texts that say the same in other words (`training.groups`): the one matrix takes words along
that occur in none of those texts.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from training.export import quantised
from training.groups import Practice, group_loss, turns

_SMOOTHING = 3e-4
_LEAST_WEIGHT = 0.03
_AXES_FROM = 40_000
_CENTRE_ON = 30_000
_THINNED_FROM = 4


@dataclass(frozen=True)
class Recipe:
    """How rows are distilled.

    ``share`` is how much of the lessons is used; after every ``every`` batches of lessons come
    ``statements`` and ``phrases`` groups, of whose words a share ``drop`` is left out at random.
    """

    epochs: int = 3
    batch: int = 128
    share: float = 1.0
    matrix_rate: float = 1e-3
    row_rate: float = 1e-2
    weight_rate: float = 0.05
    hold: float = 0.02
    likeness: float = 30.0
    contrast: float = 0.2
    sharpness: float = 15.0
    every: int = 4
    statements: int = 48
    phrases: int = 64
    group: float = 0.5
    alike: float = 0.1
    drop: float = 0.2
    seed: int = 0


@dataclass(frozen=True)
class Rows:
    """Word rows ``(n, d)`` and how much each word counts ``(n,)``."""

    rows: np.ndarray
    weights: np.ndarray


def unit(rows: np.ndarray) -> np.ndarray:
    """Scale every row to length one."""
    out: np.ndarray = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return out


def start(rows: np.ndarray, shares: np.ndarray) -> Rows:
    """Rows to distil from.

    Args:
        rows: ``(n, d)``, most frequent word first.
        shares: how large a share of running text each word is; sets the starting weights
            (Arora et al., 2017: frequent words say less).
    """
    weights = np.maximum(_SMOOTHING / (_SMOOTHING + shares), _LEAST_WEIGHT)
    centred = unit(rows - rows[:_CENTRE_ON].mean(axis=0))
    return Rows(centred.astype(np.float32), weights.astype(np.float32))


class _Words(torch.nn.Module):
    """The rows while they are learnt: one matrix for all, a shift and a weight for each."""

    def __init__(self, begin: Rows) -> None:
        super().__init__()
        count, width = begin.rows.shape
        self.begin, self.base = torch.tensor(begin.rows), torch.tensor(begin.weights)
        self.turn = torch.nn.Parameter(torch.eye(width))
        self.moved = torch.nn.Embedding(count, width, sparse=True)
        self.counts = torch.nn.Embedding(count, 1, sparse=True)
        self.moved.weight.data.zero_()
        self.counts.weight.data.zero_()

    def forward(self, texts: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        """Unit rows of ``texts``, and how far their words have moved on their own (mean square)."""
        words = np.concatenate([np.asarray(text, np.int64) for text in texts])
        offsets = np.cumsum([0, *(len(text) for text in texts[:-1])])
        used, where = np.unique(words, return_inverse=True)
        ids = torch.tensor(used)
        shift = self.moved(ids)
        rows = self.begin[ids] @ self.turn + shift
        weights = self.base[ids] * torch.exp(self.counts(ids)[:, 0])
        sums = functional.embedding_bag(
            torch.tensor(where), rows * weights[:, None], torch.tensor(offsets), mode="sum"
        )
        return functional.normalize(sums, dim=1), (shift**2).sum(1).mean()

    @torch.no_grad()
    def learnt(self) -> Rows:
        """All rows and weights as they are now."""
        rows = self.begin @ self.turn + self.moved.weight
        weights = self.base * torch.exp(self.counts.weight[:, 0])
        return Rows(rows.numpy(), weights.numpy())


def distil(
    begin: Rows,
    texts: Sequence[Sequence[int]],
    targets: np.ndarray,
    recipe: Recipe,
    report: Callable[[str], None] = lambda _line: None,
    said: Sequence[Practice] = (),
) -> Rows:
    """Learn rows and weights from texts with known vectors.

    Args:
        begin: the rows and weights to start from.
        texts: word numbers of each text.
        targets: the vector each text should get, ``(len(texts), d)``.
        recipe: settings.
        report: where progress goes.
        said: statements and phrases that say the same in other words.
    """
    torch.manual_seed(recipe.seed)
    draw = np.random.default_rng(recipe.seed)
    mean = targets.mean(axis=0)
    goal = torch.tensor(unit(targets - mean))
    words = _Words(begin)
    optimisers = (
        torch.optim.Adam([words.turn], lr=recipe.matrix_rate),
        torch.optim.Adagrad(words.moved.parameters(), lr=recipe.row_rate),
        torch.optim.Adagrad(words.counts.parameters(), lr=recipe.weight_rate),
    )
    parts = [
        _Said(part, size, mean, recipe)
        for part, size in zip(said, (recipe.statements, recipe.phrases), strict=False)
    ]
    usable = np.array([at for at, text in enumerate(texts) if len(text) >= 2])
    for epoch in range(recipe.epochs):
        order, total = draw.permutation(usable)[: round(recipe.share * len(usable))], 0.0
        groups = [order[at : at + recipe.batch] for at in range(0, len(order), recipe.batch)]
        for step, group in enumerate(groups):
            rows, moved = words([texts[at] for at in group])
            loss = _loss(rows, goal[group], recipe) + recipe.hold * moved
            total += loss.item()
            if step % recipe.every == 0:
                loss = sum((part.loss(words) for part in parts), start=loss)
            for optimiser in optimisers:
                optimiser.zero_grad()
            loss.backward()
            for optimiser in optimisers:
                optimiser.step()
        report(f"epoch {epoch + 1}: {total / max(1, len(groups)):.4f}")
    return words.learnt()


class _Said:
    """Groups of one kind, some at a time."""

    def __init__(self, part: Practice, size: int, mean: np.ndarray, recipe: Recipe) -> None:
        self._part, self._recipe = part, recipe
        self._goal = torch.tensor(unit(part.targets - mean))
        self._draw = random.Random(recipe.seed)
        self._turns = turns(part.size, size, self._draw)

    def loss(self, words: _Words) -> torch.Tensor:
        """Loss of the next groups."""
        recipe, chosen = self._recipe, self._part.of(next(self._turns))
        rows, moved = words([self._thinned(self._part.numbers[at]) for at in chosen])
        alike = torch.tensor(self._part.alike[chosen])
        owner = torch.tensor(self._part.owner[chosen])
        apart = group_loss(rows, owner, alike, recipe.sharpness, recipe.alike)
        meaning = _loss(rows[~alike], self._goal[chosen][~alike], recipe)
        return recipe.group * apart + meaning + recipe.hold * moved

    def _thinned(self, text: list[int]) -> list[int]:
        if len(text) < _THINNED_FROM:
            return text
        return [word for word in text if self._draw.random() >= self._recipe.drop] or text


def _loss(student: torch.Tensor, teacher: torch.Tensor, recipe: Recipe) -> torch.Tensor:
    others = 1 - torch.eye(len(student))
    likeness = (((student @ student.T - teacher @ teacher.T) ** 2) * others).mean()
    own = torch.arange(len(student))
    contrast = functional.cross_entropy(student @ teacher.T * recipe.sharpness, own)
    return (
        (1 - (student * teacher).sum(1)).mean()
        + recipe.likeness * likeness
        + recipe.contrast * contrast
    )


def reduced(rows: Rows, dimensions: int, *, evenness: float = 0.65) -> np.ndarray:
    """Weighted rows on their main axes: ``(n, dimensions)``.

    Args:
        rows: most frequent word first; the axes are those of the first 40,000.
        dimensions: how many axes are kept.
        evenness: power of the weights. Weights learnt on software strings tell frequent and rare
            words too far apart for sentences of everyday language.
    """
    common = rows.rows[:_AXES_FROM]
    _left, _sizes, axes = np.linalg.svd(common - common.mean(axis=0), full_matrices=False)
    out: np.ndarray = (rows.rows @ axes[:dimensions].T) * (rows.weights**evenness)[:, None]
    return out


def write(path: Path, words: Sequence[str], rows: np.ndarray) -> None:
    """Write the model file that `congruence.embed.static` reads."""
    whole, scales = quantised(rows)
    stored = np.frombuffer("\n".join(words).encode(), dtype=np.uint8)
    np.savez_compressed(path, rows=whole, scales=scales, words=stored)
