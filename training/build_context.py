"""``make model-context``: from the sources to the contextual model as it ships."""

from __future__ import annotations

import argparse
import copy
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from congruence.embed.pieces import Vocabulary
from training import export, groups, rewording, said, student, vocabulary
from training.lessons import Material, selection

OWN_ROWS, PIECES = 27_000, 5_500
LESSONS = {"pair": 24_000, "term": 7_000, "example": 24_000, "composed": 8_000, "statute": 4_000}
BESIDE = {"pair": 12_000, "term": 3_000, "example": 10_000, "composed": 3_000, "statute": 3_000}
SEED, BESIDE_SEED = 4, 9
RECIPE = student.Recipe(longest=40, warm_up=50)
REWORDING = rewording.Recipe()
STAGES = ("train", "reword", "export")
LAYER = "layer:"


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
    file = material.work / f"context-trained{'' if steps is None else '-smoke'}.npz"
    np.savez(
        file,
        **_stored(start.entries),
        start=start.rows,
        trained=model.rows.weight.detach().numpy(),
    )
    return file


def reword(
    material: Material,
    trained: Path,
    *,
    steps: int | None = None,
    recipe: rewording.Recipe = REWORDING,
) -> Path:
    """Practise on what says the same in other words, from what `train` left.

    Returns:
        The file with the words, the rows before and after, and the layers after.
    """
    with np.load(trained) as stored:
        before = vocabulary.StartingVocabulary(
            list(zip(_listed(stored["words"]), stored["reads"].tolist(), strict=True)),
            student.kept(stored["start"], stored["trained"], student.KEEP),
        )
    begin = vocabulary.extended(before, said.words(), vocabulary.TeacherRows(material.teacher))
    words = Vocabulary(begin.entries)

    def numbered(texts: Sequence[str]) -> list[list[int]]:
        return student.numbered(texts, words, recipe.longest)

    lessons = selection(material.lessons, BESIDE, BESIDE_SEED)
    model = student.Student(begin.rows, copy.deepcopy(material.teacher[0].auto_model))
    rewording.train(
        model,
        groups.practices(material.said, material.said_vectors(), numbered),
        (numbered([lesson.dutch for lesson in lessons]), material.targets(lessons)),
        recipe,
        steps=steps,
    )
    file = trained.with_name(trained.name.replace("trained", "reworded"))
    learnt = dict(rewording.layers(model))
    layers = {f"{LAYER}{name}": value.detach().numpy() for name, value in learnt.items()}
    rows = model.rows.weight.detach().numpy()
    np.savez(file, **_stored(begin.entries), start=begin.rows, trained=rows, **layers)
    return file


def write(material: Material, reworded: Path, out: Path, *, keep: float = rewording.KEEP) -> None:
    """Write the two files of the model from what `reword` left."""
    with np.load(reworded) as stored:
        entries = list(zip(_listed(stored["words"]), stored["reads"].tolist(), strict=True))
        rows = student.kept(stored["start"], stored["trained"], keep)
        model = student.Student(rows, copy.deepcopy(material.teacher[0].auto_model))
        for name, weight in rewording.layers(model):
            weight.data += keep * (torch.tensor(stored[f"{LAYER}{name}"]) - weight.data)
    out.mkdir(parents=True, exist_ok=True)
    export.write_words(out / "context-words.npz", entries, rows)
    export.write_layers(out / "context-layers.onnx", model)


def _stored(entries: list[tuple[str, int]]) -> dict[str, np.ndarray]:
    names = "\n".join(word for word, _row in entries)
    reads = np.array([row for _word, row in entries])
    return {"words": np.frombuffer(names.encode(), np.uint8), "reads": reads}


def _listed(stored: np.ndarray) -> list[str]:
    return stored.tobytes().decode().split("\n")


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("congruence/data/model"))
    parser.add_argument("--stage", choices=STAGES, help="only this stage; default: all")
    parser.add_argument("--steps", type=int, help="only so many batches: a smoke run")
    options = parser.parse_args()
    material = Material.checked()
    smoke = "" if options.steps is None else "-smoke"
    trained = material.work / f"context-trained{smoke}.npz"
    if options.stage in (None, "train"):
        train(material, steps=options.steps)
    if options.stage in (None, "reword"):
        reword(material, trained, steps=options.steps)
    if options.stage in (None, "export"):
        write(material, material.work / f"context-reworded{smoke}.npz", options.out)


if __name__ == "__main__":
    main()
