"""``make model-context``: from the sources to the contextual model as it ships."""

from __future__ import annotations

import argparse
from pathlib import Path

from congruence.embed.pieces import Vocabulary
from training import export, student, vocabulary
from training.lessons import Material, selection

OWN_ROWS, PIECES = 27_000, 5_500
LESSONS = {"pair": 27_000, "term": 7_000, "example": 24_000}
SEED = 4
RECIPE = student.Recipe(longest=40, warm_up=50)


def build(material: Material, out: Path, *, steps: int | None = None) -> None:
    """Train on the whole selection (``steps`` batches of it, if given) and write two files."""
    start = vocabulary.build(
        material.frequencies,
        material.translator,
        vocabulary.TeacherRows(material.teacher),
        OWN_ROWS,
        PIECES,
    )
    words = Vocabulary(start.entries)
    lessons = selection(material.lessons, LESSONS, SEED)
    if steps is not None:
        lessons = lessons[:: max(1, len(lessons) // (steps * RECIPE.batch))]
    model = student.Student(start.rows, material.teacher[0].auto_model)
    numbers = student.numbered([lesson.dutch for lesson in lessons], words, RECIPE.longest)
    student.train(model, numbers, material.targets(lessons), RECIPE)
    out.mkdir(parents=True, exist_ok=True)
    rows = model.rows.weight.detach().numpy()
    export.write_words(out / "context-words.npz", start.entries, rows)
    export.write_layers(out / "context-layers.onnx", model)


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("congruence/data/model"))
    parser.add_argument("--steps", type=int, help="only so many batches: a smoke run")
    options = parser.parse_args()
    build(Material.checked(), options.out, steps=options.steps)


if __name__ == "__main__":
    main()
