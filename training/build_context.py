"""``make model-context``: from the sources to the contextual model as it ships."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from congruence.embed.pieces import Vocabulary
from training import export, student, vocabulary
from training.lessons import Material, selection

OWN_ROWS, PIECES = 27_000, 5_500
LESSONS = {"pair": 24_000, "term": 7_000, "example": 24_000, "composed": 8_000, "statute": 4_000}
SEED = 4
RECIPE = student.Recipe(longest=40, warm_up=50)
STAGES = ("train", "export")


def train(
    material: Material,
    *,
    steps: int | None = None,
    own_rows: int = OWN_ROWS,
    pieces: int = PIECES,
    recipe: student.Recipe = RECIPE,
) -> Path:
    """Train on the whole selection, or on ``steps`` batches of it.

    Returns:
        The file with the words and the rows, as they started and as trained.
    """
    start = vocabulary.build(
        material.frequencies,
        material.translator,
        vocabulary.TeacherRows(material.teacher),
        own_rows,
        pieces,
    )
    words = Vocabulary(start.entries)
    lessons = selection(material.lessons, LESSONS, SEED)
    if steps is not None:
        lessons = lessons[:: max(1, len(lessons) // (steps * recipe.batch))]
    model = student.Student(start.rows, material.teacher[0].auto_model)
    numbers = student.numbered([lesson.dutch for lesson in lessons], words, recipe.longest)
    student.train(model, numbers, material.targets(lessons), recipe)
    names = "\n".join(word for word, _row in start.entries)
    file = material.work / ("context-trained.npz" if steps is None else "context-smoke.npz")
    np.savez(
        file,
        words=np.frombuffer(names.encode(), np.uint8),
        reads=np.array([row for _word, row in start.entries]),
        start=start.rows,
        trained=model.rows.weight.detach().numpy(),
    )
    return file


def write(material: Material, trained: Path, out: Path, *, keep: float = student.KEEP) -> None:
    """Write the two files of the model from what `train` left."""
    with np.load(trained) as stored:
        names = stored["words"].tobytes().decode().split("\n")
        entries = list(zip(names, stored["reads"].tolist(), strict=True))
        rows = student.kept(stored["start"], stored["trained"], keep)
    model = student.Student(rows, material.teacher[0].auto_model)
    out.mkdir(parents=True, exist_ok=True)
    export.write_words(out / "context-words.npz", entries, rows)
    export.write_layers(out / "context-layers.onnx", model)


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("congruence/data/model"))
    parser.add_argument("--stage", choices=STAGES, help="only this stage; default: both")
    parser.add_argument("--steps", type=int, help="only so many batches: a smoke run")
    options = parser.parse_args()
    material = Material.checked()
    name = "context-trained.npz" if options.steps is None else "context-smoke.npz"
    if options.stage != "export":
        train(material, steps=options.steps)
    if options.stage != "train":
        write(material, material.work / name, options.out)


if __name__ == "__main__":
    main()
