"""The vector cache: right vectors, two processes at once, never a reason to fail."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from congruence.embed import CachedEncoder, CacheWarning, Encoder, VectorCache


class Letters:
    """A small encoder: how often each of three letters stands in a text."""

    def __init__(self, version: str = "1") -> None:
        self.id = f"letters@{version}"
        self.dimensions = 3
        self.asked: list[str] = []

    def encode(self, texts):
        self.asked += texts
        rows = np.array([[t.count(c) + 1 for c in "abc"] for t in texts], np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_a_text_is_encoded_once(tmp_path: Path):
    inner = Letters()
    first = CachedEncoder(inner, VectorCache.of_corpus(tmp_path))
    rows = first.encode(["aa", "b", "aa"])
    assert (first.encoded, first.reused) == (2, 1)
    again = CachedEncoder(inner, VectorCache.of_corpus(tmp_path))
    assert np.array_equal(again.encode(["b", "aa", "aa"]), rows[[1, 0, 0]])
    assert (again.encoded, again.reused) == (0, 3)
    assert inner.asked == ["aa", "b"]
    assert isinstance(again, Encoder)
    assert (tmp_path / ".congruence" / "vectors.sqlite").is_file()


def test_another_model_shares_nothing(tmp_path: Path):
    cache = VectorCache(tmp_path / "v.sqlite")
    CachedEncoder(Letters("1"), cache).encode(["aa"])
    other = CachedEncoder(Letters("2"), cache)
    other.encode(["aa"])
    assert other.encoded == 1
    assert len(cache) == 2


def test_more_texts_than_one_query_asks_for(tmp_path: Path):
    cache = VectorCache(tmp_path / "v.sqlite")
    texts = [f"a{n}b" for n in range(1200)]
    rows = CachedEncoder(Letters(), cache).encode(texts)
    again = CachedEncoder(Letters(), cache)
    assert np.array_equal(again.encode(texts), rows)
    assert again.encoded == 0


@pytest.mark.parametrize("content", [b"this is no database at all" * 50, b"SQLite format 3\0short"])
def test_a_broken_file_is_built_anew_with_a_warning(tmp_path: Path, content):
    path = tmp_path / "v.sqlite"
    path.write_bytes(content)
    encoder = CachedEncoder(Letters(), VectorCache(path))
    with pytest.warns(CacheWarning, match="beschadigd"):
        rows = encoder.encode(["abc"])
    assert np.array_equal(rows, Letters().encode(["abc"]))
    assert CachedEncoder(Letters(), VectorCache(path)).encode(["abc"]).any()
    assert len(VectorCache(path)) == 1


def test_a_vector_of_another_length_is_not_used(tmp_path: Path):
    cache = VectorCache(tmp_path / "v.sqlite")
    cache.put("letters@1", {"aa": np.ones(7, np.float32)})
    encoder = CachedEncoder(Letters(), cache)
    assert encoder.encode(["aa"]).shape == (1, 3)
    assert encoder.encoded == 1


def test_a_place_that_cannot_be_written_only_warns_once(tmp_path: Path):
    (tmp_path / "file").write_text("no folder")
    encoder = CachedEncoder(Letters(), VectorCache(tmp_path / "file" / "v.sqlite"))
    with pytest.warns(CacheWarning, match="niet te gebruiken") as seen:
        encoder.encode(["a"])
        encoder.encode(["b"])
    assert len(seen) == 1
    assert encoder.encoded == 2


def test_two_processes_write_at_once(tmp_path: Path):
    path = tmp_path / "v.sqlite"
    script = (
        "import sys, numpy as np; from pathlib import Path; from congruence.embed import "
        "VectorCache\nc = VectorCache(Path(sys.argv[1]))\n"
        "for n in range(60): c.put('m@1', {f'{sys.argv[2]}{n}': np.full(4, n, np.float32),"
        " f'both{n}': np.ones(4, np.float32)})"
    )
    command = [sys.executable, "-W", "error", "-c", script, str(path)]
    both = [subprocess.Popen([*command, side], stderr=subprocess.PIPE) for side in "ab"]
    assert [(p.communicate()[1], p.returncode) for p in both] == [(b"", 0)] * 2
    assert len(VectorCache(path)) == 180
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)
