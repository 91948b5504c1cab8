"""The contextual model's last stage: the same provision in other words lies near, whatever it says.

Each step takes groups of texts that say the same (`training.groups`), statements and phrases apart,
and, so that nothing else is forgotten, lessons; all texts with English keep to the teacher's
vector of it. Here the layers are trained too, slowly: what lies in the order of words, such as who
does what to whom, no row can hold.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch

from training import student
from training.groups import Practice, group_loss, turns

KEEP = 0.8


@dataclass(frozen=True)
class Recipe:
    """How the last stage goes; ``alike`` is how much a look-alike counts beside another text."""

    epochs: int = 2
    statements: int = 24
    phrases: int = 32
    lessons: int = 32
    longest: int = 48
    row_rate: float = 1e-3
    layer_rate: float = 1e-4
    warm_up: int = 20
    sharpness: float = 20.0
    alike: float = 1.0
    group: float = 0.3
    meaning: student.Recipe = field(default_factory=student.Recipe)
    seed: int = 5


def layers(model: student.Student) -> list[tuple[str, torch.nn.Parameter]]:
    """The weights of the layers, by name: what is trained beside the rows."""
    named = model.body.named_parameters()
    return [(name, weight) for name, weight in named if name.startswith("encoder.")]


def train(
    model: student.Student,
    said: Sequence[Practice],
    lessons: tuple[Sequence[Sequence[int]], np.ndarray],
    recipe: Recipe,
    report: Callable[[str], None] = print,
    *,
    steps: int | None = None,
    each: Callable[[int], None] | None = None,
) -> None:
    """Train rows and layers in place; deterministic as `student.train` is.

    Args:
        model: the student, trained on lessons.
        said: statements and phrases.
        lessons: row numbers of Dutch texts, and the teacher's unit rows for them.
        recipe: settings.
        report: where progress goes.
        steps: how many at most; None: all rounds of the recipe.
        each: called with the step number after every round (to measure).
    """
    draw = random.Random(recipe.seed)
    model.eval()
    model.body.requires_grad_(False)
    for _name, weight in layers(model):
        weight.requires_grad_(True)
    optimiser = torch.optim.AdamW(
        [
            {"params": model.rows.parameters(), "top": recipe.row_rate},
            {"params": [weight for _name, weight in layers(model)], "top": recipe.layer_rate},
        ],
        weight_decay=0.0,
    )
    numbers, targets = lessons
    round_of = max(1, said[0].size // recipe.statements)
    steps = min(recipe.epochs * round_of, steps or recipe.epochs * round_of)
    parts = [
        (part, turns(part.size, size, draw))
        for part, size in zip(said, (recipe.statements, recipe.phrases), strict=True)
    ]
    taught = student.batches([len(row) for row in numbers], recipe.lessons, draw)
    began, seen = time.monotonic(), 0.0
    for step in range(steps):
        share = min(1.0, (step + 1) / recipe.warm_up) * (1 - step / steps)
        for settings in optimiser.param_groups:
            settings["lr"] = settings["top"] * share
        optimiser.zero_grad()
        # One part at a time: half the memory, and short texts are not padded to long ones.
        total = 0.0
        for part, turn in parts:
            loss = _said_loss(model, part, next(turn), recipe)
            loss.backward()
            total += loss.item()
        group = next(taught, None)
        if group is None:
            taught = student.batches([len(row) for row in numbers], recipe.lessons, draw)
            group = next(taught)
        rows = model(*student.padded([numbers[at] for at in group]))
        loss = student.loss_of(rows, torch.tensor(targets[group]), recipe.meaning)
        loss.backward()
        optimiser.step()
        seen += total + loss.item()
        if (step + 1) % 20 == 0:
            minutes = (time.monotonic() - began) / 60
            report(f"{step + 1}/{steps} loss {seen / 20:.4f} after {minutes:.1f} min")
            seen = 0.0
        if each and (step + 1) % round_of == 0:
            each(step + 1)


def _said_loss(
    model: student.Student, part: Practice, groups: list[int], recipe: Recipe
) -> torch.Tensor:
    chosen = part.of(groups)
    rows = model(*student.padded([part.numbers[at] for at in chosen]))
    alike = torch.tensor(part.alike[chosen])
    owner = torch.tensor(part.owner[chosen])
    apart = group_loss(rows, owner, alike, recipe.sharpness, recipe.alike)
    goal = torch.tensor(part.targets[chosen])[~alike]
    return recipe.group * apart + student.loss_of(rows[~alike], goal, recipe.meaning)
