"""Documents made of given sentences."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from congruence.model import Block, BlockKind, Document


def document(texts: Sequence[str], id: str = "doc", kind: BlockKind = BlockKind.PARAGRAPH):
    blocks = tuple(Block(f"p-{at}", kind, text) for at, text in enumerate(texts))
    digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()
    return Document(id, id, f"{id}.txt", "txt", digest, blocks)
