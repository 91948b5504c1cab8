"""The embedded static model: one vector per Dutch word, summed over a text; numpy only.

The rows carry their own weight (frequent words are short vectors), so a text is the plain sum of
its words. A compound that the table lacks is split in two known parts ("huisbezoekverslag" =
huisbezoek + verslag) at run time; names and numbers carry no vector, which is why the lexical
view always stands beside this one.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache
from pathlib import Path
from typing import IO

import numpy as np

from congruence.embed.encoder import Vectors, unit_rows
from congruence.errors import ModelError
from congruence.messages import _

NAME = "embedded"
MODEL_DIR = Path(__file__).resolve().parents[1] / "data" / "model"
MODEL_FILE = MODEL_DIR / "static.npz"

WORD = re.compile(r"[a-zà-öø-ÿ]+")
_LINKS = ("", "s", "en", "e", "n")
# Endings that are also words, but as the second half of a "compound" are derivations.
_SUFFIXES = frozenset(
    ("baar", "bare", "heid", "heden", "lijk", "lijke", "loos", "loze", "schap", "achtig")
    + ("achtige", "zaam", "zame", "tje", "tjes", "ing", "ingen", "isch", "ische")
)
_SHORTEST_PART = 3
_EXTRA_ROWS = 50_000


@lru_cache(maxsize=4)
def common_words(count: int) -> frozenset[str]:
    """The ``count`` most used Dutch words: the model keeps its words in order of frequency."""
    with np.load(MODEL_FILE, allow_pickle=False) as file:
        words = bytes(file["words"]).decode("utf-8").split("\n")
    return frozenset(words[:count])


class _Rows(dict[str, int]):
    """Word -> row; a word seen for the first time is looked at once and remembered.

    Row 0 is all zero: unknown words.
    """

    def __init__(self, words: Sequence[str], table: Vectors) -> None:
        super().__init__((word, row) for row, word in enumerate(words, start=1))
        self.base = frozenset(words)
        self.size = len(words) + 1
        self.table = np.zeros((self.size, table.shape[1]), np.float32)
        self.table[1:] = table

    def __missing__(self, word: str) -> int:
        parts = split_compound(word, self.base)
        if not parts:
            plain = _without_accents(word)
            row = self[plain] if plain != word else 0
        else:
            row = self._append(self.table[[self[part] for part in parts]].sum(axis=0))
        self[word] = row
        return row

    def _append(self, vector: Vectors) -> int:
        if self.size == len(self.table):
            room = np.zeros((max(1024, self.size // 8), self.table.shape[1]), np.float32)
            self.table = np.concatenate([self.table, room])
        self.table[self.size] = vector
        self.size += 1
        return self.size - 1

    def forget(self) -> None:
        """Drop the words met on the way, so that memory stays bounded over a large corpus."""
        kept = len(self.base) + 1
        for word in [w for w in self if w not in self.base]:
            del self[word]
        self.table, self.size = self.table[:kept].copy(), kept


def split_compound(word: str, known: frozenset[str]) -> tuple[str, ...]:
    """Two (else three) known words that make up ``word``, linking letters dropped, or nothing.

    The most even split wins (the longest shorter half), then the one without linking letters.
    """
    splits = list(_splits(word, known))
    whole = [(head, tail, link) for head, tail, link in splits if head in known]
    if whole:
        head, tail, _link = max(whole, key=lambda s: (min(len(s[0]), len(s[1])), not s[2]))
        return head, tail
    for head, tail, _link in sorted(splits, key=lambda s: (-len(s[1]), s[2])):
        parts = split_compound(head, known) if len(tail) > _SHORTEST_PART else ()
        if len(parts) == 2:
            return *parts, tail
    return ()


def _splits(word: str, known: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Every (head, known tail, linking letters) of ``word``; the head may be unknown."""
    for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        tail = word[at:]
        if tail not in known or tail in _SUFFIXES:
            continue
        for link in _LINKS:
            head = word[:at].removesuffix(link)
            if len(head) >= _SHORTEST_PART and word[:at].endswith(link):
                yield head, tail, link


def _without_accents(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _columns(array: IO[bytes]) -> int:
    """Width of a stored two-dimensional array, from its header alone."""
    np.lib.format.read_magic(array)
    (_rows, columns), _order, _kind = np.lib.format.read_array_header_1_0(array)
    return int(columns)


class StaticEncoder:
    """The embedded static model (`congruence.embed.encoder.Encoder`).

    Args:
        path: a model file as `training` writes it: ``rows`` (int8), ``scales`` (float16),
            ``words`` (UTF-8, one a line).

    Raises:
        ModelError: when the file is absent or damaged (its words and rows: at the first text).
    """

    def __init__(self, path: Path = MODEL_FILE) -> None:
        self._path = path
        with self._reading():
            self._raw = path.read_bytes()
            with zipfile.ZipFile(io.BytesIO(self._raw)) as stored, stored.open("rows.npy") as rows:
                self.dimensions = _columns(rows)
        self.id = f"{NAME}@{hashlib.sha256(self._raw).hexdigest()[:12]}"

    @cached_property
    def _rows(self) -> _Rows:
        """The table, unpacked when a text has to be encoded: a run from the cache never does."""
        with self._reading(), np.load(io.BytesIO(self._raw), allow_pickle=False) as stored:
            table = stored["rows"].astype(np.float32)
            table *= stored["scales"].astype(np.float32)[:, None]
            words = stored["words"].tobytes().decode("utf-8").split("\n")
            if len(words) != len(table):
                raise ValueError("words and rows differ in number")
        self._raw = b""
        return _Rows(words, table)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Say in one sentence what is wrong with the file."""
        remedy = _("install congruence again")
        try:
            yield
        except FileNotFoundError as error:
            wrong = _("the embedded model is not there")
            raise ModelError(wrong, file=self._path, remedy=remedy) from error
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error) as error:
            wrong = _("the embedded model is damaged")
            raise ModelError(wrong, file=self._path, remedy=remedy) from error

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of ``texts``: ``(n, dimensions)``, unit rows, zero where no word is known."""
        out = np.zeros((len(texts), self.dimensions), np.float32)
        if self._rows.size > len(self._rows.base) + _EXTRA_ROWS:
            self._rows.forget()
        for at, text in enumerate(texts):
            words = WORD.findall(unicodedata.normalize("NFC", text).replace("\xad", "").lower())
            rows = list(map(self._rows.__getitem__, words))
            # Gathering one text at a time keeps its rows in the processor's cache.
            out[at] = self._rows.table.take(rows, axis=0).sum(axis=0)
        return unit_rows(out)
