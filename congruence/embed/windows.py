"""Long paragraphs, cut in windows that a model can read whole; nothing is ever dropped.

A contextual model reads a few hundred word pieces and silently ignores the rest. Here a text is
cut at sentence ends (at a word where one sentence is too long), each window is encoded, and the
rows are averaged by window length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

from congruence.embed.encoder import Vectors, unit_rows

_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+|\n+")


def split_windows(text: str, length: Callable[[str], int], limit: int) -> list[str]:
    """``text`` in pieces of at most ``limit`` by ``length``, cut at sentence ends if possible.

    A single word longer than the limit stays a piece of its own.
    """
    if length(text) <= limit:
        return [text]
    windows: list[str] = []
    for sentence in _SENTENCE_END.split(text):
        for part in _fitting(sentence, length, limit):
            joined = f"{windows[-1]} {part}" if windows else part
            if windows and length(joined) <= limit:
                windows[-1] = joined
            else:
                windows.append(part)
    return windows


def _fitting(sentence: str, length: Callable[[str], int], limit: int) -> list[str]:
    words = sentence.split()
    if not words:
        return []
    if length(sentence) <= limit or len(words) == 1:
        return [sentence]
    middle = len(words) // 2
    halves = (" ".join(words[:middle]), " ".join(words[middle:]))
    return [part for half in halves for part in _fitting(half, length, limit)]


def encode_windows(
    texts: Sequence[str],
    encode: Callable[[list[str]], Vectors],
    length: Callable[[str], int],
    limit: int,
    dimensions: int,
) -> Vectors:
    """Encode ``texts`` by windows: ``(n, dimensions)`` unit rows, zero for an empty text.

    Args:
        texts: any length.
        encode: rows for texts that each fit, given shortest first, so that batches hold texts
            of one length and little is computed on padding.
        length: size of a text in the model's own pieces.
        limit: the largest size the model reads.
        dimensions: length of a row.
    """
    pieces: list[tuple[int, str, int]] = []
    for at, text in enumerate(texts):
        if text.strip():
            pieces += [(at, part, length(part)) for part in split_windows(text, length, limit)]
    pieces.sort(key=lambda piece: piece[2])
    sums = np.zeros((len(texts), dimensions), np.float32)
    if pieces:
        rows = unit_rows(np.asarray(encode([part for _at, part, _size in pieces]), np.float32))
        sizes = np.array([size for _at, _part, size in pieces], np.float32)
        np.add.at(sums, [at for at, _part, _size in pieces], rows * sizes[:, None])
    return unit_rows(sums)
