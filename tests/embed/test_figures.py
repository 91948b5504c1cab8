"""The tables of figures are written by the benchmark, and for the models that ship."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks import encoding
from congruence.embed import load_encoder
from congruence.embed.static import MODEL_DIR

ROOT = Path(__file__).resolve().parents[2]
ROWS = [
    {"model": "lexical", "r1": 0.05, "stsb_dev": 0.765},
    {"model": "embedded", "id": "embedded@1", "r1": 0.4, "dimensions": 192, "load_s": 0.5},
]


@pytest.mark.parametrize("file", [ROOT / "docs/modellen.md", MODEL_DIR / "README.md"])
def test_the_tables_are_of_the_models_that_ship(file):
    pytest.importorskip("onnxruntime")
    text = file.read_text("utf-8")
    told = text[text.index(encoding.MARKS[0]) : text.index(encoding.MARKS[1])]
    for name in ("embedded", "embedded-context"):
        assert f"`{load_encoder(name).id}`" in told


def test_first_of_some_is_what_drawing_them_at_random_gives():
    draw = np.random.default_rng(1)
    scores = draw.normal(size=(12, 12)) + 1.2 * np.eye(12)
    hits = []
    for _each in range(4000):
        row = draw.integers(12)
        others = draw.choice(np.delete(np.arange(12), row), 4, replace=False)
        hits.append(scores[row, row] >= scores[row, others].max())
    assert encoding.first_of(scores, 5) == pytest.approx(np.mean(hits), abs=0.03)
    assert encoding.first_of(scores, 60) == pytest.approx(
        (scores.argmax(axis=1) == np.arange(12)).mean()
    )
    assert encoding.first_of(np.eye(3)) == 1


def test_a_table_has_a_line_a_figure_and_nothing_for_what_was_not_measured():
    lines = encoding.table(ROWS, dutch=False).splitlines()
    assert lines[0] == "| | lexical | embedded |"
    assert "| STSb-nl dev / held out | .765 / – |  |" in lines
    assert "| triples: paraphrase first of 60 | .050 | .400 |" in lines
    assert "| numbers a paragraph |  | 192 |" in lines
    assert lines[-1] == "Models measured: `embedded@1`."


def test_writing_replaces_only_what_stands_between_the_marks(tmp_path):
    for file in ("docs/modellen.md", "congruence/data/model/README.md"):
        (tmp_path / file).parent.mkdir(parents=True)
        (tmp_path / file).write_text("\n".join(("before", *encoding.MARKS, "after")))
    for _twice in range(2):
        encoding.write(ROWS, tmp_path)
    card = (tmp_path / "congruence/data/model/README.md").read_text("utf-8")
    assert card.startswith(f"before\n{encoding.MARKS[0]}\n| | lexical | embedded |")
    assert card.endswith(f"{encoding.MARKS[1]}\nafter")
    assert card.count("STSb-nl dev") == 1
    assert "parafrase" in (tmp_path / "docs/modellen.md").read_text("utf-8")
