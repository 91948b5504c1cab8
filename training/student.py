"""The contextual model: the teacher's six layers, reading Dutch words in place of English pieces.

The student is trained to give a Dutch text the vector that the teacher gives its translation: the
vector itself (cosine), how near the texts of a batch lie to each other (similarity matrix), and
which translation belongs to which text (contrast). Only the rows of words are trained: the layers
know how words make meaning, and what the pairs, mostly software, would teach them makes them
worse at everything else (measured). After Reimers and Gurevych (2020), Making
Monolingual Sentence Embeddings Multilingual using Knowledge Distillation.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from congruence.embed.pieces import START, STOP, Vocabulary

PADDING = 0
KEEP = 0.6


@dataclass(frozen=True)
class Recipe:
    """How the student is trained."""

    epochs: int = 1
    batch: int = 64
    longest: int = 48
    rate: float = 1e-3
    warm_up: int = 200
    matrix: float = 5.0
    contrast: float = 0.1
    sharpness: float = 20.0
    seed: int = 20


class Student(nn.Module):
    """Dutch rows, the teacher's layers, mean over the tokens: ``(batch, 384)`` unit rows."""

    def __init__(self, rows: np.ndarray, body: Any) -> None:  # noqa: ANN401
        super().__init__()
        self.rows = nn.Embedding.from_pretrained(torch.tensor(rows), freeze=False)
        self.body = body

    def forward(self, numbers: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Encode padded row numbers ``(batch, length)``; ``mask`` is one where a token stands."""
        hidden = self.body(inputs_embeds=self.rows(numbers), attention_mask=mask).last_hidden_state
        weights = mask.unsqueeze(-1).to(hidden.dtype)
        return functional.normalize((hidden * weights).sum(1) / weights.sum(1), dim=1)


def numbered(texts: Sequence[str], vocabulary: Vocabulary, longest: int) -> list[list[int]]:
    """Row numbers of ``texts`` between start and stop, cut at ``longest``."""
    start, stop = vocabulary.rows[START], vocabulary.rows[STOP]
    return [[start, *vocabulary.numbers(text)[: longest - 2], stop] for text in texts]


def padded(numbers: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Make one rectangle of rows of numbers, and its mask."""
    width = max(map(len, numbers))
    out = torch.full((len(numbers), width), PADDING)
    mask = torch.zeros((len(numbers), width), dtype=torch.long)
    for at, row in enumerate(numbers):
        out[at, : len(row)] = torch.tensor(row)
        mask[at, : len(row)] = 1
    return out, mask


def batches(lengths: Sequence[int], size: int, draw: random.Random) -> Iterator[list[int]]:
    """Batches of texts of about one length, in random order, anew at every call."""
    order = sorted(range(len(lengths)), key=lambda at: (lengths[at], draw.random()))
    groups = [order[at : at + size] for at in range(0, len(order), size)]
    draw.shuffle(groups)
    yield from (group for group in groups if len(group) > 1)


def loss_of(student: torch.Tensor, teacher: torch.Tensor, recipe: Recipe) -> torch.Tensor:
    """How far the student's rows are from the teacher's for the same meanings."""
    apart = (1 - (student * teacher).sum(1)).mean()
    matrix = ((student @ student.T - teacher @ teacher.T) ** 2).mean()
    own = torch.arange(len(student))
    contrast = functional.cross_entropy(student @ teacher.T * recipe.sharpness, own)
    return apart + recipe.matrix * matrix + recipe.contrast * contrast


def train(
    student: Student,
    numbers: Sequence[Sequence[int]],
    targets: np.ndarray,
    recipe: Recipe,
    report: Callable[[str], None] = print,
    each: Callable[[int], None] | None = None,
) -> None:
    """Train the rows in place; deterministic for one recipe on one machine with one thread.

    Args:
        student: the model.
        numbers: row numbers of the Dutch texts.
        targets: the teacher's unit rows, ``(len(numbers), 384)``.
        recipe: settings.
        report: where progress goes.
        each: called with the step number every 300 steps (to keep or to measure).
    """
    draw = random.Random(recipe.seed)
    student.body.requires_grad_(False)
    student.eval()
    optimiser = torch.optim.Adam(student.rows.parameters())
    lengths = [len(row) for row in numbers]
    steps = recipe.epochs * -(-len(numbers) // recipe.batch)
    began, seen, step = time.monotonic(), 0.0, 0
    for _epoch in range(recipe.epochs):
        for group in batches(lengths, recipe.batch, draw):
            share = min(1.0, (step + 1) / recipe.warm_up) * max(0.02, 1 - step / steps)
            for settings in optimiser.param_groups:
                settings["lr"] = recipe.rate * share
            rows = student(*padded([numbers[at] for at in group]))
            loss = loss_of(rows, torch.tensor(targets[group]), recipe)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            seen, step = seen + loss.item(), step + 1
            if step % 100 == 0:
                minutes = (time.monotonic() - began) / 60
                report(f"{step}/{steps} loss {seen / 100:.4f} after {minutes:.1f} min")
                seen = 0.0
            if each and step % 300 == 0:
                each(step)


def kept(start: np.ndarray, trained: np.ndarray, keep: float) -> np.ndarray:
    """Rows part of the way from their start to where training put them.

    That is better on text unlike the lessons (Wortsman et al., 2022, for whole models).
    """
    rows: np.ndarray = start + np.float32(keep) * (trained - start)
    return rows


def encode(student: Student, numbers: Sequence[Sequence[int]], size: int = 64) -> np.ndarray:
    """Rows of the student: ``(len(numbers), 384)``."""
    order = sorted(range(len(numbers)), key=lambda at: len(numbers[at]))
    out = np.zeros((len(numbers), student.rows.embedding_dim), np.float32)
    with torch.no_grad():
        for at in range(0, len(order), size):
            group = order[at : at + size]
            out[group] = student(*padded([numbers[n] for n in group])).numpy()
    return out
