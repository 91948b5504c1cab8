"""Two encoders side by side: what one misses in a paragraph the other may see.

The static model is the steadier on long paragraphs, the contextual one far better on sentences.
Their unit rows stand beside each other, each scaled by the root of a half, so that the cosine of
two texts is the mean of both cosines.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from congruence.embed.encoder import Encoder, Vectors, unit_rows


class PairedEncoder:
    """Rows of two encoders beside each other (itself an `congruence.embed.encoder.Encoder`).

    A text that only one of them knows words of has that one's row alone.
    """

    def __init__(self, first: Encoder, second: Encoder) -> None:
        self.first, self.second = first, second
        self.dimensions = first.dimensions + second.dimensions

    @property
    def id(self) -> str:
        """Both ids, so that a change of either model is another encoder."""
        return f"{self.first.id}+{self.second.id}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """``(n, dimensions)`` unit rows; zero where neither knows a word."""
        both = np.hstack([self.first.encode(texts), self.second.encode(texts)])
        return unit_rows(both)
