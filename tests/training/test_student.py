"""The contextual model's whole way, small: vocabulary, training, export, and the product."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

from congruence.embed.pieces import Vocabulary  # noqa: E402
from training import export, student, vocabulary  # noqa: E402

DUTCH = ["het kind speelt", "een huis", "de auto rijdt", "het kind slaapt", "een auto"] * 8
WIDTH = 16


def small_teacher() -> SimpleNamespace:
    """A teacher's body with random weights, and rows for its pieces."""
    from transformers import BertConfig, BertModel

    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=40,
        hidden_size=WIDTH,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=128,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    return BertModel(config)


class Rows:
    """Rows of a teacher that knows single letters only."""

    def __init__(self) -> None:
        draw = np.random.default_rng(5)
        names = ["[UNK]", "[CLS]", "[SEP]", *"abcdehiklnoprstuz", *(f"##{c}" for c in "aeiknrst")]
        self.pieces = {name: at for at, name in enumerate(names)}
        self.table = draw.normal(size=(len(names), WIDTH)).astype(np.float32)

    def of(self, term: str) -> np.ndarray:
        return self.table[[self.pieces[letter] for letter in term if letter in self.pieces]].mean(0)

    def common_pieces(self, _words: list[str], _size: int) -> list[str]:
        return list(self.pieces)


class Echo:
    """A translator to whom every listed word means itself."""

    def terms(self, word: str):
        return ([(word, 1.0)], "direct") if word not in ("qqq", "kwik") else ([], "none")


@pytest.fixture(scope="module")
def start() -> vocabulary.StartingVocabulary:
    shares = {word: 1.0 / (at + 2) for at, word in enumerate(sorted({*" ".join(DUTCH).split()}))}
    return vocabulary.build({**shares, "kinderen": 1e-6, "qqq": 1e-7}, Echo(), Rows(), 8, 20)


def test_frequent_words_have_rows_forms_share_and_pieces_stay(start):
    row = dict(start.entries)
    assert row["kinderen"] == row["kind"]
    assert row["[CLS]"] != row["[SEP]"]
    assert max(row.values()) == len(start.rows) - 1
    assert start.rows[row["auto"]] == pytest.approx(Rows().of("auto"), abs=1e-5)


def test_further_words_get_rows_of_their_own(start):
    more = vocabulary.extended(start, {"kies": ["kies"], "auto": ["kind"]}, Rows())
    rows = dict(more.entries)
    assert rows == {**dict(start.entries), "kies": len(start.rows)}
    assert more.rows[-1] == pytest.approx(Rows().of("kies"), abs=1e-6)
    assert np.array_equal(more.rows[:-1], start.rows)


def trained(start) -> tuple[student.Student, list[float], Vocabulary]:
    words = Vocabulary(start.entries)
    model = student.Student(start.rows, small_teacher())
    recipe = student.Recipe(epochs=25, batch=8, rate=1e-2, warm_up=5, longest=12)
    draw = np.random.default_rng(8)
    meaning = {text: draw.normal(size=WIDTH) for text in sorted(set(DUTCH))}
    targets = np.array([meaning[text] / np.linalg.norm(meaning[text]) for text in DUTCH])
    losses: list[float] = []
    student.train(
        model,
        student.numbered(DUTCH, words, recipe.longest),
        targets.astype(np.float32),
        recipe,
        report=lambda line: losses.append(float(line.split()[2])),
    )
    return model, losses, words


def test_training_learns_and_repeats(start):
    model, losses, words = trained(start)
    again, _losses, _words = trained(start)
    numbers = student.numbered(DUTCH[:5], words, 12)
    assert np.array_equal(student.encode(model, numbers), student.encode(again, numbers))
    near = student.encode(model, numbers)
    assert near @ near.T - np.eye(5) == pytest.approx(np.zeros((5, 5)), abs=0.9)


def test_the_shipped_form_gives_nearly_the_same_vectors(start, tmp_path):
    pytest.importorskip("onnx")
    pytest.importorskip("onnxruntime")
    from congruence.embed.contextual import ContextEncoder

    model, _losses, words = trained(start)
    own = student.encode(model, student.numbered(DUTCH[:5], words, 64))
    export.write_words(tmp_path / "words.npz", start.entries, model.rows.weight.detach().numpy())
    export.write_layers(tmp_path / "layers.onnx", model)
    encoder = ContextEncoder(tmp_path / "words.npz", tmp_path / "layers.onnx", threads=1)
    rows = encoder.encode([*DUTCH[:5], "", "het kind " * 200])
    assert (rows[:5] * own).sum(axis=1) == pytest.approx(np.ones(5), abs=0.03)
    assert not rows[5].any()
    assert np.linalg.norm(rows[6]) == pytest.approx(1, abs=1e-4)
    alone = np.vstack([encoder.encode([text]) for text in DUTCH[:5]])
    assert np.array_equal(alone, rows[:5])


def test_long_texts_are_cut_and_batches_hold_every_text():
    import random

    words = Vocabulary([("[UNK]", 0), ("[CLS]", 1), ("[SEP]", 2), ("a", 3)])
    assert student.numbered(["a a a a"], words, 4) == [[1, 3, 3, 2]]
    groups = list(student.batches([3, 9, 4, 4, 7], 2, random.Random(1)))
    assert sorted(at for group in groups for at in group) in ([0, 1, 2, 3, 4], [0, 2, 3, 4])
