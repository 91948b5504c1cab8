"""Vectors for texts: the embedded models, any sentence-transformers model, and the lexical view.

``load_encoder()`` gives the default encoder; importing this package loads numpy
and nothing heavier.
"""

from congruence.embed.cache import CachedEncoder, CacheWarning, VectorCache
from congruence.embed.encoder import Encoder, Vectors, unit_rows
from congruence.embed.lexical import LexicalView
from congruence.embed.loading import load_encoder
from congruence.embed.pooled import PooledEncoder

__all__ = [
    "CacheWarning",
    "CachedEncoder",
    "Encoder",
    "LexicalView",
    "PooledEncoder",
    "VectorCache",
    "Vectors",
    "load_encoder",
    "unit_rows",
]
