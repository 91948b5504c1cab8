"""Any sentence-transformers model, read from this machine and nowhere else.

torch and sentence-transformers are imported when a model is opened, never before.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

import numpy as np

from congruence.embed.encoder import Vectors
from congruence.embed.models import known_model, missing_extra, model_path
from congruence.embed.windows import encode_windows
from congruence.errors import ModelError
from congruence.messages import _

Backend = Literal["torch", "onnx", "openvino"]

_BATCH = 32
_WHOLE_FILE = 4_000_000
_END = 1_000_000
_LONGEST_WINDOW = 512


class TransformerEncoder:
    """A sentence-transformers model as an `Encoder`.

    Args:
        name: on the hub (fetched before), or a folder.
        threads: processor threads torch may use; None leaves torch's own choice. On a busy
            machine one thread can be faster than two.
        backend: ``"torch"``, or ``"onnx"``/``"openvino"`` where the model has such a file and
            the runtime is installed.

    Raises:
        ModelError: not installed, not on this machine, incomplete, or not loadable.
    """

    def __init__(
        self, name: str, *, threads: int | None = None, backend: Backend = "torch"
    ) -> None:
        folder = model_path(name)
        # The folder is complete; whatever a library still wants to look up stays unasked.
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        self._model = _open(folder, name, backend)
        _set_threads(threads)
        entry = known_model(name)
        self._prompt = entry.prompt if entry else None
        self.id = f"{_short(name)}@{content_hash(folder)[:12]}"
        self.dimensions = _dimensions(self._model, folder)
        window = getattr(self._model, "max_seq_length", None) or _LONGEST_WINDOW
        self._limit = min(window, _LONGEST_WINDOW) - self._overhead()
        if self._limit < 1:
            raise ModelError(_("the model reads no text beside its prompt"), file=name)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """``(n, dimensions)`` unit rows; long texts by windows (`congruence.embed.windows`)."""
        return encode_windows(texts, self._rows, self._length, self._limit, self.dimensions)

    def _rows(self, texts: list[str]) -> Vectors:
        prompt = {} if self._prompt is None else {"prompt": self._prompt}
        rows = self._model.encode(
            texts, batch_size=_BATCH, show_progress_bar=False, convert_to_numpy=True, **prompt
        )
        return np.asarray(rows, dtype=np.float32)

    def _length(self, text: str) -> int:
        return len(self._pieces(text))

    def _overhead(self) -> int:
        own = self._model.prompts.get(self._model.default_prompt_name or "", "")
        prompt = self._prompt if self._prompt is not None else own
        special = getattr(self._model.tokenizer, "num_special_tokens_to_add", lambda: 0)()
        return len(self._pieces(prompt)) + int(special)

    def _pieces(self, text: str) -> Sequence[Any]:
        tokenizer = self._model.tokenizer
        if hasattr(tokenizer, "num_special_tokens_to_add"):
            pieces: Sequence[Any] = tokenizer(
                text, add_special_tokens=False, truncation=False, verbose=False
            )["input_ids"]
            return pieces
        encoded = tokenizer.encode(text)
        return getattr(encoded, "ids", encoded)  # type: ignore[no-any-return]


def content_hash(folder: Path) -> str:
    """Hash what the model in ``folder`` is.

    Files up to 4 MB count whole; larger ones by size and their first and last megabyte, because
    reading gigabytes at every start costs more than the risk of an unseen change in the middle.
    """
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if not path.is_file() or any(part.startswith(".") for part in inside.parts):
            continue
        size = path.stat().st_size
        digest.update(f"{inside.as_posix()}\0{size}\0".encode())
        with path.open("rb") as file:
            if size <= _WHOLE_FILE:
                digest.update(file.read())
            else:
                digest.update(file.read(_END))
                file.seek(-_END, os.SEEK_END)
                digest.update(file.read())
    return digest.hexdigest()


def _open(folder: Path, name: str, backend: Backend) -> Any:  # noqa: ANN401 - an optional library
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise missing_extra("transformers") from error
    import_module("transformers.utils.logging").disable_progress_bar()
    try:
        return SentenceTransformer(
            str(folder), device="cpu", local_files_only=True, backend=backend
        )
    except Exception as error:  # the libraries below raise whatever they meet in a broken folder
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
        raise ModelError(
            _("the model could not be opened ({error})").format(error=reason),
            file=name,
            remedy=_("fetch it again, or choose another model"),
        ) from error


def _set_threads(threads: int | None) -> None:
    if threads is not None:
        import torch

        torch.set_num_threads(threads)


def _dimensions(model: Any, folder: Path) -> int:  # noqa: ANN401
    ask = getattr(model, "get_embedding_dimension", None) or (
        model.get_sentence_embedding_dimension
    )
    size = ask()
    if size is None:
        raise ModelError(_("the model does not say how long its vectors are"), file=folder)
    return int(size)


def _short(name: str) -> str:
    path = Path(name).expanduser()
    return path.resolve().name if path.is_dir() else name
