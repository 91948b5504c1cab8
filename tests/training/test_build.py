"""Both commands from small sources to files that the product reads."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("sentence_transformers")
pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")

from congruence.embed.contextual import ContextEncoder  # noqa: E402
from congruence.embed.static import StaticEncoder  # noqa: E402
from tests.training.conftest import PAIRS  # noqa: E402
from training import (  # noqa: E402
    build_context,
    build_static,
    composed,
    lessons,
    rewording,
    student,
    teacher,
    vocabulary,
)
from training.said import Group  # noqa: E402

WORDS = "the a child house plays safe he has by sea young person fun with free from harm care law"
SAID = (
    Group(
        ("Het kind speelt.", "Een kind speelt thuis."), "Het kind speelt niet.", "The child plays."
    ),
    Group(("Een huis is veilig.", "Het veilige huis."), "Het huis speelt.", "A house is safe."),
    Group(("veilig huis", "het veilige huis"), "", "safe house"),
    Group(("kind", "een kind"), "", "child"),
)
STATUTE = "Het kind speelt in het veilige huis.\nEen huis is veilig.\n"


def small_teacher(folder: Path):
    """A sentence-transformers model with random weights that reads a few English words."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(3)
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS.split()]
    pieces += [*"abcdefghijklmnopqrstuvwxyz", *(f"##{c}" for c in "abcdefghijklmnopqrstuvwxyz")]
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(pieces), encoding="utf-8")
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=128,
    )
    BertModel(config).save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=128).save_pretrained(folder)
    modules = [Transformer(str(folder), max_seq_length=128), Pooling(32, pooling_mode="mean")]
    return SentenceTransformer(modules=modules, device="cpu")


@pytest.fixture
def material(root, tables, tmp_path, monkeypatch) -> lessons.Material:
    """Small sources, and as little of general Dutch as will do."""
    monkeypatch.setattr(vocabulary, "_SHARED_FORMS", 60)
    monkeypatch.setattr(lessons, "COMPOSED", 40)
    (tables / "tatoeba.tsv").write_text("\n".join(f"{a}\t{b}" for a, b in PAIRS))
    (tables / "par_eu.json").write_text(json.dumps([["veilig huis", "safe house", "x"]]))
    (tables / "law_freq.json").write_text(json.dumps({"kind": 9, "huis": 7, "wet": 5}))
    (tables / "statute_sentences.txt").write_text(STATUTE)
    found = lessons.Material(tables, tmp_path)
    found.__dict__["teacher"] = small_teacher(tmp_path / "teacher")
    found.__dict__["said"] = [*SAID]
    return found


def test_lessons_of_every_kind_have_their_teachers_vector(material):
    kinds = {lesson.kind for lesson in material.lessons}
    assert kinds == {"pair", "term", "example", "composed", "statute", "said"}
    chosen = [lesson for lesson in material.lessons if lesson.kind in ("pair", "statute", "said")]
    own = material.teacher.encode([c.english for c in chosen], normalize_embeddings=True)
    assert material.targets(chosen) == pytest.approx(own, abs=0.01)
    assert material.targets(chosen) == pytest.approx(own, abs=0.01), "from the kept file"


def test_kept_vectors_are_of_these_very_texts(material, tmp_path):
    first, other = (
        teacher.encode(material.teacher, [text], tmp_path / "kept") for text in ("child", "house")
    )
    assert not np.array_equal(first, other)
    assert np.array_equal(teacher.encode(material.teacher, ["child"], tmp_path / "kept"), first)


def test_the_contextual_model_from_sources_to_files(material, tmp_path):
    recipe = student.Recipe(longest=20, warm_up=1, batch=8)
    file = build_context.train(material, steps=2, own_rows=60, pieces=70, recipe=recipe)
    with np.load(file) as stored:
        assert not np.array_equal(stored["start"], stored["trained"])
    practice = rewording.Recipe(longest=20, warm_up=1, statements=2, phrases=2, lessons=4)
    again = build_context.reword(material, file, steps=2, recipe=practice)
    assert again != file
    with np.load(again) as stored:
        assert not np.array_equal(stored["start"], stored["trained"])
        name = "encoder.layer.0.output.dense.weight"
        before = dict(material.teacher[0].auto_model.named_parameters())[name].detach().numpy()
        assert not np.array_equal(stored[f"layer:{name}"], before), "the layers learn too"
        assert not any("embeddings" in name for name in stored.files)
    first = again.read_bytes()
    assert build_context.reword(material, file, steps=2, recipe=practice).read_bytes() == first
    out = tmp_path / "model"
    build_context.write(material, again, out)
    encoder = ContextEncoder(out / "context-words.npz", out / "context-layers.onnx", threads=1)
    rows = encoder.encode(["Het kind speelt.", "wet"])
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1], abs=1e-4)


def test_the_static_model_from_sources_to_file_twice_the_same(material, tmp_path):
    for name in ("first", "again"):
        build_static.write(build_static.train(material), tmp_path / name)
    first, again = ((tmp_path / name / "static.npz").read_bytes() for name in ("first", "again"))
    assert first == again
    encoder = StaticEncoder(tmp_path / "first" / "static.npz")
    assert encoder.encode(["kind huis"]).any()


def test_composed_sentences_are_dutch_and_english_in_step():
    parts = {
        "actor": [("de school", "the school")],
        "many": [("scholen", "schools")],
        "verb": [("stelt|een plan|op|opstellen", "draws up a plan|draw up a plan")],
        "when": [("elk jaar", "every year")],
        "if": [("het moet", "it must be")],
    }
    found = dict(composed.sentences(parts, 400))
    assert found["de school stelt een plan op."] == "the school draws up a plan."
    assert (
        found["de school stelt elk jaar een plan op."] == "the school draws up a plan every year."
    )
    assert found["als het moet, moeten scholen elk jaar een plan opstellen."] == (
        "if it must be, schools must draw up a plan every year."
    )
    assert found["scholen hoeven een plan niet op te stellen."] == (
        "schools do not have to draw up a plan."
    )


def test_the_parts_of_composed_sentences_are_well_formed():
    parts = composed.phrases()
    assert set(parts) == {"actor", "many", "verb", "when", "if"}
    assert all(len(d.split("|")) == 4 and len(e.split("|")) == 2 for d, e in parts["verb"])
    found = composed.sentences(parts, 3000)
    assert len({dutch for dutch, _english in found}) == 3000
    assert not any("|" in dutch + english or "  " in dutch for dutch, english in found)
    assert found == composed.sentences(parts, 3000)
