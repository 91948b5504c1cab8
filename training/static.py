"""The static model: one row per word, so that the sum over a text lies where the teacher puts it.

Rows start from a dictionary, are turned into the teacher's space by one matrix for all words, and
frequent words move on their own; every word also learns its weight. First for English words (on
the teacher's own language), then for Dutch forms that start from their English terms.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from training.export import quantised

_SMOOTHING = 3e-4
_LEAST_WEIGHT = 0.03
_AXES_FROM = 40_000


@dataclass(frozen=True)
class Recipe:
    """How rows are distilled."""

    epochs: int = 3
    batch: int = 128
    matrix_rate: float = 1e-3
    row_rate: float = 1e-2
    weight_rate: float = 0.05
    hold: float = 0.02
    likeness: float = 30.0
    contrast: float = 0.2
    sharpness: float = 15.0
    centre_on: int = 30_000
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


def distil(
    starts: np.ndarray,
    shares: np.ndarray,
    texts: Sequence[Sequence[int]],
    targets: np.ndarray,
    recipe: Recipe,
    report: Callable[[str], None] = lambda _line: None,
) -> Rows:
    """Learn rows and weights from texts with known vectors.

    Args:
        starts: ``(n, d)`` starting rows, most frequent word first.
        shares: how large a share of running text each word is; sets the starting weights
            (Arora et al., 2017: frequent words say less).
        texts: word numbers of each text.
        targets: the vector each text should get, ``(len(texts), d)``.
        recipe: settings.
        report: where progress goes.
    """
    torch.manual_seed(recipe.seed)
    draw = np.random.default_rng(recipe.seed)
    centred = torch.tensor(unit(starts - starts[: recipe.centre_on].mean(axis=0)))
    goal = torch.tensor(unit(targets - targets.mean(axis=0)))
    base = torch.tensor((_SMOOTHING / (_SMOOTHING + shares)).astype(np.float32))
    base = base.clamp(min=_LEAST_WEIGHT)
    turn = torch.nn.Parameter(torch.eye(starts.shape[1]))
    moved = torch.nn.Embedding(*starts.shape, sparse=True)
    moved.weight.data.zero_()
    counts = torch.nn.Embedding(len(starts), 1, sparse=True)
    counts.weight.data.zero_()
    optimisers = (
        torch.optim.Adam([turn], lr=recipe.matrix_rate),
        torch.optim.Adagrad(moved.parameters(), lr=recipe.row_rate),
        torch.optim.Adagrad(counts.parameters(), lr=recipe.weight_rate),
    )
    usable = np.array([at for at, text in enumerate(texts) if len(text) >= 2])
    for epoch in range(recipe.epochs):
        order, total = draw.permutation(usable), 0.0
        groups = [order[at : at + recipe.batch] for at in range(0, len(order), recipe.batch)]
        for group in groups:
            words = np.concatenate([texts[at] for at in group])
            sizes = [len(texts[at]) for at in group]
            offsets = np.cumsum([0, *sizes[:-1]])
            used, where = np.unique(words, return_inverse=True)
            ids = torch.tensor(used)
            shift = moved(ids)
            rows = centred[ids] @ turn + shift
            weights = base[ids] * torch.exp(counts(ids)[:, 0])
            sums = functional.embedding_bag(
                torch.tensor(where), rows * weights[:, None], torch.tensor(offsets), mode="sum"
            )
            loss = _loss(functional.normalize(sums, dim=1), goal[group], recipe)
            loss = loss + recipe.hold * (shift**2).sum(1).mean()
            for optimiser in optimisers:
                optimiser.zero_grad()
            loss.backward()
            for optimiser in optimisers:
                optimiser.step()
            total += loss.item()
        report(f"epoch {epoch + 1}: {total / max(1, len(groups)):.4f}")
    with torch.no_grad():
        rows = centred @ turn + moved.weight
        weights = base * torch.exp(counts.weight[:, 0])
    return Rows(rows.numpy(), weights.numpy())


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
