"""Encoding spread over workers: texts go out in parts, vectors come back in order."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from congruence.embed.encoder import Encoder, Vectors
from congruence.embed.loading import load_encoder
from congruence.messages import language, using_language
from congruence.parallel import mapped

PART = 64
"""Texts in one task: the same for any number of workers, so that the vectors are the same too."""


class _Model(NamedTuple):
    """What a worker needs to open the model; ``language`` is of its messages."""

    name: str | None
    threads: int | None
    language: str


class PooledEncoder:
    """The encoder called ``name``, its work done by ``executor`` (itself an `Encoder`).

    Each worker opens the model once and keeps it. Worth its memory for a model that reads words
    in context; the static one encodes a corpus faster than a process starts.

    Args:
        name: as `congruence.embed.load_encoder`.
        executor: any executor; None: this process, in the same parts.
        threads: processor threads for each worker.

    Raises:
        ModelError: as `congruence.embed.load_encoder`.
        WorkerError: a worker was killed.
    """

    def __init__(
        self, name: str | None, executor: Executor | None = None, *, threads: int | None = None
    ) -> None:
        self._model = _Model(name, threads, language())
        self._executor = executor
        self._own = load_encoder(name, threads=threads) if executor is None else None
        if self._own is not None:
            self.id, self.dimensions = self._own.id, self._own.dimensions
        else:
            [(self.id, self.dimensions)] = mapped(_describe, [self._model], executor)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As the encoder itself would: ``(n, dimensions)``, unit rows."""
        parts = [texts[at : at + PART] for at in range(0, len(texts), PART)]
        empty = np.zeros((0, self.dimensions), np.float32)
        return np.concatenate([empty, *self._rows(parts)])

    def _rows(self, parts: Iterable[Sequence[str]]) -> Iterator[Vectors]:
        if self._own is not None:
            return map(self._own.encode, parts)
        return mapped(_encode, ((self._model, tuple(part)) for part in parts), self._executor)


def _describe(model: _Model) -> tuple[str, int]:
    encoder = _opened(model)
    return encoder.id, encoder.dimensions


def _encode(task: tuple[_Model, tuple[str, ...]]) -> Vectors:
    model, texts = task
    return _opened(model).encode(texts)


def _opened(model: _Model) -> Encoder:
    with using_language(model.language):
        return _kept(model, threading.get_ident())


@lru_cache(maxsize=8)
def _kept(model: _Model, thread: int) -> Encoder:
    """One encoder a thread: encoders remember words as they go, and are not made for two."""
    return load_encoder(model.name, threads=model.threads)
