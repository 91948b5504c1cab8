"""What every semantic encoder offers, and how rows become unit rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""One row per text: ``(n, d)``, each row of length one, or all zero where no word was known."""


@runtime_checkable
class Encoder(Protocol):
    """Turns texts into vectors whose inner product says how near their meanings are.

    A protocol, so that a test (or a program that uses the library) can bring its own.
    """

    @property
    def id(self) -> str:
        """Name and content hash: two encoders with one id give the same vectors."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a row."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """``(len(texts), dimensions)`` float32, unit rows; a zero row for no known words."""
        ...


def unit_rows(matrix: Vectors) -> Vectors:
    """``matrix`` with every row scaled to length one; zero rows stay zero."""
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    unit: Vectors = np.divide(matrix, lengths, out=np.zeros_like(matrix), where=lengths > 0)
    return unit
