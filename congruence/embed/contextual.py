"""The embedded contextual model: a small Dutch transformer on onnxruntime, without torch.

Words become rows (`congruence.embed.pieces`), the rows go through six layers, their mean is the
vector. Texts go through one by one: the weights are eight-bit and scaled by what passes through,
so in a batch a text's vector would depend a little on its neighbours. For the same reason threads
take a text each instead of sharing one, whose matrices are too small to share with profit.
"""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from congruence.embed.encoder import Vectors
from congruence.embed.models import missing_extra
from congruence.embed.pieces import START, STOP, Vocabulary
from congruence.embed.static import MODEL_DIR
from congruence.embed.windows import encode_windows
from congruence.errors import ModelError
from congruence.messages import _

NAME = "embedded-context"
WORDS_FILE = MODEL_DIR / "context-words.npz"
LAYERS_FILE = MODEL_DIR / "context-layers.onnx"

_WINDOW = 128
_MOST_THREADS = 8


def is_installed() -> bool:
    """Whether the model's files and its runtime are here (without loading either)."""
    return WORDS_FILE.is_file() and LAYERS_FILE.is_file() and find_spec("onnxruntime") is not None


class ContextEncoder:
    """The embedded contextual model (`congruence.embed.encoder.Encoder`).

    Args:
        words: rows (int8) with scales, and which word reads which row, as `training` writes them.
        layers: the transformer, in ONNX.
        threads: processor threads; None: one a processor, eight at most.

    Raises:
        ModelError: when the extra is not installed, or a file is absent or damaged.
    """

    def __init__(
        self,
        words: Path = WORDS_FILE,
        layers: Path = LAYERS_FILE,
        *,
        threads: int | None = None,
    ) -> None:
        digest = hashlib.sha256()
        try:
            raw_words, raw_layers = words.read_bytes(), layers.read_bytes()
            with np.load(io.BytesIO(raw_words), allow_pickle=False) as stored:
                table = stored["rows"].astype(np.float32)
                table *= stored["scales"].astype(np.float32)[:, None]
                names = stored["words"].tobytes().decode("utf-8").split("\n")
                reads = stored["reads"].astype(int).tolist()
            if len(names) != len(reads) or max(reads) >= len(table):
                raise ValueError("words and rows do not belong together")
            self._vocabulary = Vocabulary(zip(names, reads, strict=True))
            self._ends = self._vocabulary.rows[START], self._vocabulary.rows[STOP]
        except FileNotFoundError as error:
            raise ModelError(
                _("the embedded model is not there"),
                file=error.filename,
                remedy=_("install congruence again"),
            ) from error
        except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
            raise _damaged(words) from error
        digest.update(raw_words)
        digest.update(raw_layers)
        self.id = f"{NAME}@{digest.hexdigest()[:12]}"
        self.dimensions = int(table.shape[1])
        self._table = table
        self._threads = threads or min(os.cpu_count() or 1, _MOST_THREADS)
        self._session = _open(raw_layers, layers)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """``(n, dimensions)`` unit rows; long texts by windows (`congruence.embed.windows`)."""
        return encode_windows(texts, self._rows, self._length, _WINDOW - 2, self.dimensions)

    def _length(self, text: str) -> int:
        return len(self._vocabulary.numbers(text))

    def _rows(self, texts: list[str]) -> Vectors:
        out = np.zeros((len(texts), self.dimensions), np.float32)
        numbers = [self._vocabulary.numbers(text)[: _WINDOW - 2] for text in texts]
        known = [at for at, row in enumerate(numbers) if row]
        # The pool hands out one text at a time; onnxruntime lets go of the interpreter's lock.
        with ThreadPoolExecutor(self._threads) as pool:
            for at, row in zip(
                known, pool.map(self._row, (numbers[at] for at in known)), strict=True
            ):
                out[at] = row
        return out

    def _row(self, numbers: list[int]) -> Vectors:
        start, stop = self._ends
        rows = self._table[[start, *numbers, stop]]
        mean: Vectors = self._session.run(None, {"rows": rows[None]})[0][0]
        return mean


def _open(raw: bytes, path: Path) -> Any:  # noqa: ANN401 - optional library
    try:
        import onnxruntime
    except ImportError as error:
        raise missing_extra("context") from error
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    try:
        return onnxruntime.InferenceSession(raw, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the runtime has a dozen private exception types
        raise _damaged(path) from error


def _damaged(path: Path) -> ModelError:
    return ModelError(
        _("the embedded model is damaged"), file=path, remedy=_("install congruence again")
    )
