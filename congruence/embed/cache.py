"""Vectors kept between runs: one sqlite file in a corpus, so that a text is encoded once.

The key is the encoder's id and a hash of the text, so a changed model or a changed paragraph is
simply not found. The cache is never worth a failed run: a file that is broken is built anew, a
folder that cannot be written leaves the run without a cache, each with a warning.
"""

from __future__ import annotations

import hashlib
import sqlite3
import warnings
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import numpy as np

from congruence.embed.encoder import Encoder, Vectors
from congruence.messages import _

CACHE_FOLDER = ".congruence"
CACHE_FILE = "vectors.sqlite"

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS vectors (encoder TEXT NOT NULL, text BLOB NOT NULL, "
    "vector BLOB NOT NULL, PRIMARY KEY (encoder, text)) WITHOUT ROWID"
)
_WAIT_SECONDS = 30.0
_ASK_AT_ONCE = 500

Result = TypeVar("Result")


class CacheWarning(UserWarning):
    """The vector cache was rebuilt or could not be used; the result is right all the same."""


class VectorCache:
    """Vectors by encoder id and text, in one sqlite file.

    Two processes may read and write at once: every write is one transaction, and a second
    writer waits. Connections are opened per call, so an instance may cross threads.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._usable = True

    @classmethod
    def of_corpus(cls, folder: Path) -> VectorCache:
        """Give the cache of the corpus in ``folder``."""
        return cls(folder / CACHE_FOLDER / CACHE_FILE)

    def get(self, encoder_id: str, texts: Sequence[str]) -> dict[str, Vectors]:
        """Find the vectors that are there, by text: each of shape ``(d,)``."""
        keys = {_key(text): text for text in texts}
        wanted = list(keys)

        def read(connection: sqlite3.Connection) -> dict[str, Vectors]:
            found: dict[str, Vectors] = {}
            for start in range(0, len(wanted), _ASK_AT_ONCE):
                part = wanted[start : start + _ASK_AT_ONCE]
                marks = ",".join("?" * len(part))
                rows = connection.execute(
                    f"SELECT text, vector FROM vectors WHERE encoder = ? AND text IN ({marks})",
                    (encoder_id, *part),
                )
                for key, vector in rows:
                    found[keys[key]] = np.frombuffer(vector, dtype="<f4").astype(np.float32)
            return found

        return self._do(read, {})

    def put(self, encoder_id: str, vectors: dict[str, Vectors]) -> None:
        """Keep ``vectors`` (by text)."""
        rows = [
            (encoder_id, _key(text), np.asarray(vector, dtype="<f4").tobytes())
            for text, vector in vectors.items()
        ]

        def write(connection: sqlite3.Connection) -> None:
            with connection:
                connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

        self._do(write, None)

    def __len__(self) -> int:
        """How many vectors are kept, over all encoders."""

        def count(connection: sqlite3.Connection) -> int:
            return int(connection.execute("SELECT count(*) FROM vectors").fetchone()[0])

        return self._do(count, 0)

    def _do(self, action: Callable[[sqlite3.Connection], Result], otherwise: Result) -> Result:
        if not self._usable:
            return otherwise
        try:
            return self._connected(action)
        except (sqlite3.OperationalError, OSError) as error:
            return self._give_up(error, otherwise)
        except sqlite3.DatabaseError:
            _warn(_("The vector cache {file} was damaged and is built anew."), self.path)
        try:
            self.path.unlink(missing_ok=True)
            return self._connected(action)
        except (sqlite3.Error, OSError) as error:
            return self._give_up(error, otherwise)

    def _connected(self, action: Callable[[sqlite3.Connection], Result]) -> Result:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.path, timeout=_WAIT_SECONDS)) as connection:
            connection.execute(_SCHEMA)
            return action(connection)

    def _give_up(self, error: Exception, otherwise: Result) -> Result:
        self._usable = False
        sentence = _("The vector cache {file} cannot be used ({error}); vectors are not kept.")
        _warn(sentence, self.path, error)
        return otherwise


class CachedEncoder:
    """An encoder that looks in a cache first (itself an `Encoder`).

    Attributes:
        encoded: texts that had to be encoded so far.
        reused: texts whose vector was there (in the cache, or earlier in the same call).
    """

    def __init__(self, encoder: Encoder, cache: VectorCache) -> None:
        self.encoder = encoder
        self.cache = cache
        self.encoded = 0
        self.reused = 0

    @property
    def id(self) -> str:
        """The id of the encoder inside: a cache changes no vector."""
        return self.encoder.id

    @property
    def dimensions(self) -> int:
        """Length of a row."""
        return self.encoder.dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As the encoder inside would: ``(n, dimensions)``, unit rows."""
        known = {
            text: vector
            for text, vector in self.cache.get(self.id, texts).items()
            if vector.shape == (self.dimensions,)
        }
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            fresh = dict(zip(new, self.encoder.encode(new), strict=True))
            self.cache.put(self.id, fresh)
            known.update(fresh)
        self.encoded += len(new)
        self.reused += len(texts) - len(new)
        out = np.zeros((len(texts), self.dimensions), np.float32)
        for at, text in enumerate(texts):
            out[at] = known[text]
        return out


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _warn(sentence: str, path: Path, error: Exception | None = None) -> None:
    warnings.warn(sentence.format(file=path, error=error), CacheWarning, stacklevel=5)
