"""Absent and damaged contextual models, and a machine without the extra."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from congruence.embed.contextual import ContextEncoder, is_installed
from congruence.embed.loading import default_name
from congruence.errors import ModelError


def words_file(path, reads=(0, 1, 2, 3)):
    names = "[UNK]\n[CLS]\n[SEP]\nplan"
    np.savez(
        path,
        rows=np.ones((4, 8), np.int8),
        scales=np.ones(4, np.float16),
        words=np.frombuffer(names.encode(), np.uint8),
        reads=np.array(reads, np.uint16),
    )
    return path


def test_an_absent_file_is_named(tmp_path):
    with pytest.raises(ModelError, match=r"geen\.npz: het meegeleverde model is niet gevonden"):
        ContextEncoder(tmp_path / "geen.npz", tmp_path / "geen.onnx")


@pytest.mark.parametrize("reads", [(0, 1, 2), (0, 1, 2, 9)])
def test_words_without_rows_are_damage(tmp_path, reads):
    words = words_file(tmp_path / "words.npz", reads)
    (tmp_path / "layers.onnx").write_bytes(b"")
    with pytest.raises(ModelError, match="beschadigd"):
        ContextEncoder(words, tmp_path / "layers.onnx")


def test_layers_that_are_no_model_are_damage(tmp_path):
    pytest.importorskip("onnxruntime")
    (tmp_path / "layers.onnx").write_bytes(b"this is no model")
    with pytest.raises(ModelError, match=r"layers\.onnx: het meegeleverde model is beschadigd"):
        ContextEncoder(words_file(tmp_path / "words.npz"), tmp_path / "layers.onnx")


def test_without_the_extra_the_static_model_is_the_default(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    monkeypatch.setattr("congruence.embed.contextual.find_spec", lambda _name: None)
    assert not is_installed()
    assert default_name() == "embedded"
    (tmp_path / "layers.onnx").write_bytes(b"")
    with pytest.raises(ModelError, match=r'pip install "congruence\[context\]"'):
        ContextEncoder(words_file(tmp_path / "words.npz"), tmp_path / "layers.onnx")
