"""Pinned sources: a missing or changed file is named with where it comes from."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

from training.sources import Source, listed, problems, unpack


def test_every_source_has_an_origin_a_licence_and_a_hash():
    sources = listed()
    assert len({source.file for source in sources}) == len(sources)
    for source in sources:
        assert source.origin
        assert source.licence
        assert len(source.sha256) == 64
        assert "/" not in source.file


def test_absent_and_changed_files_are_named(tmp_path: Path):
    (tmp_path / "here.txt").write_text("as pinned")
    (tmp_path / "changed.txt").write_text("other")
    pinned = hashlib.sha256(b"as pinned").hexdigest()
    sources = [
        Source(name, f"{name}.txt", "a public place", "open", pinned)
        for name in ("here", "changed", "absent")
    ]
    assert problems(sources, tmp_path) == [
        "changed.txt: not the pinned file (other hash); a public place",
        "absent.txt: absent; a public place",
    ]


def test_wheels_are_unpacked_once(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "a.whl", "w") as wheel:
        wheel.writestr("package/file.txt", "content")
    source = [Source("a", "a.whl", "", "", "0" * 64)]
    unpack(source, tmp_path, tmp_path / "root")
    file = tmp_path / "root/wheels/package/file.txt"
    assert file.read_text() == "content"
    file.write_text("touched")
    unpack(source, tmp_path, tmp_path / "root")
    assert file.read_text() == "touched"
