"""Write the contextual model as it ships: int8 rows for words, int8 layers in ONNX."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn

from training.student import Student


class _Layers(nn.Module):
    """The student after its rows, for one text: ``(1, length, 384)`` to ``(1, 384)``."""

    def __init__(self, student: Student) -> None:
        super().__init__()
        self.body = student.body

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        """Run the layers and average over the tokens."""
        out: torch.Tensor = self.body(inputs_embeds=rows).last_hidden_state.mean(dim=1)
        return out


def quantised(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Int8 rows and one float16 scale a row: ``rows`` is about ``int8 * scale``."""
    scales = (np.abs(rows).max(axis=1) / 127).astype(np.float16)
    safe = np.maximum(scales.astype(np.float32), 1e-8)
    whole = np.clip(np.round(rows / safe[:, None]), -127, 127).astype(np.int8)
    return whole, scales


def write_words(path: Path, entries: Sequence[tuple[str, int]], rows: np.ndarray) -> None:
    """Write the words file: the same bytes for the same input."""
    whole, scales = quantised(rows)
    words = np.frombuffer("\n".join(word for word, _row in entries).encode(), dtype=np.uint8)
    reads = np.array([row for _word, row in entries], np.uint16)
    np.savez_compressed(path, rows=whole, scales=scales, words=words, reads=reads)


def write_layers(path: Path, student: Student, positions: int = 128) -> None:
    """Write the layers as int8 ONNX for texts of up to ``positions`` tokens."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    student.eval()
    embeddings = student.body.embeddings
    kept = embeddings.position_embeddings.weight.data[:positions].clone()
    embeddings.position_embeddings = nn.Embedding.from_pretrained(kept)
    # The teacher's own rows and pooler are not part of the student.
    embeddings.word_embeddings = nn.Embedding(1, kept.shape[1])
    student.body.pooler = None
    student.body.config._attn_implementation = "eager"
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "layers.onnx"
        torch.onnx.export(
            _Layers(student),
            (torch.zeros(1, 9, kept.shape[1]),),
            str(plain),
            input_names=["rows"],
            output_names=["mean"],
            dynamic_axes={"rows": {1: "length"}},
            dynamo=False,
            opset_version=17,
        )
        logging.getLogger().setLevel(logging.ERROR)
        quantize_dynamic(
            plain,
            path,
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"MatMulConstBOnly": True},
        )
