"""Distilling word rows: what is learnt, that it repeats, and that the product reads the file."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("torch")

from congruence.embed.static import StaticEncoder  # noqa: E402
from training import groups, static  # noqa: E402

WORDS = ["de", "kat", "poes", "auto", "wagen", "slaapt"]
RECIPE = static.Recipe(epochs=30, batch=16, row_rate=0.1, matrix_rate=0.01)


def material() -> tuple[np.ndarray, list[list[int]], np.ndarray]:
    draw = np.random.default_rng(1)
    starts = draw.normal(size=(6, 8)).astype(np.float32)
    texts = [[0, int(word), 5] for word in draw.integers(1, 5, size=160)]
    meaning = {1: 0, 2: 0, 3: 1, 4: 1}
    targets = np.eye(8, dtype=np.float32)[[meaning[text[1]] for text in texts]]
    return starts, texts, targets + 0.05


def test_words_used_alike_end_up_alike_and_filler_counts_less():
    starts, texts, targets = material()
    shares = np.array([0.05, 1e-4, 1e-4, 1e-4, 1e-4, 1e-3])
    learnt = static.distil(static.start(starts, shares), texts, targets, RECIPE)
    near = static.unit(learnt.rows) @ static.unit(learnt.rows).T
    assert near[1, 2] > near[1, 3] + 0.5
    assert near[3, 4] > near[2, 4] + 0.5
    assert learnt.weights[0] < learnt.weights[1]


def test_what_says_the_same_comes_together_and_the_lessons_stay():
    starts, texts, targets = material()
    more = np.random.default_rng(4).normal(size=(4, 8)).astype(np.float32)
    begin = static.start(np.vstack([starts, more]), np.full(10, 1e-4))
    said = groups.Practice(
        [[6], [7], [8], [9]],
        np.array([0, 0, 1, 1]),
        np.array([False] * 4),
        np.eye(8, dtype=np.float32)[[2, 2, 3, 3]],
    )
    both = static.distil(begin, texts, targets, replace(RECIPE, every=1), said=[said])
    near = static.unit(both.rows) @ static.unit(both.rows).T
    assert near[6, 7] > near[6, 8] + 0.5
    assert near[8, 9] > near[8, 7] + 0.5
    assert near[1, 2] > near[1, 3] + 0.5


def test_the_same_seed_gives_the_same_rows():
    starts, texts, targets = material()
    shares = np.full(6, 1e-4)
    first, again = (
        static.distil(static.start(starts, shares), texts, targets, RECIPE) for _ in range(2)
    )
    assert np.array_equal(first.rows, again.rows)
    assert np.array_equal(first.weights, again.weights)


def test_the_product_reads_what_is_written(tmp_path):
    rows = static.Rows(
        np.random.default_rng(2).normal(size=(6, 8)).astype(np.float32), np.ones(6, np.float32)
    )
    reduced = static.reduced(rows, 4)
    assert reduced.shape == (6, 4)
    static.write(tmp_path / "static.npz", WORDS, reduced)
    encoder = StaticEncoder(tmp_path / "static.npz")
    wanted = static.unit(reduced[[1]] + reduced[[5]])
    assert encoder.encode(["Kat slaapt"]) == pytest.approx(wanted, abs=0.02)
