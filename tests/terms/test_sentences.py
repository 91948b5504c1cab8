"""Objections and definitions in sentences of our own, written before the rules were mended.

The rules are general Dutch: not each of these sentences is caught, and the floors say how many
are. They may rise, not fall.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from congruence.terms.definitions import find_definitions
from congruence.terms.objections import find_objections
from congruence.terms.result import Level
from tests.terms.documents import document

HERE = Path(__file__).parent / "sentences"


def _table(name: str) -> dict[str, list[dict[str, str]]]:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def _objects(text: str) -> list[str]:
    found = find_objections(document(text))
    return [item.target or "" for item in found if item.level is Level.EXPLICIT]


def _defines(text: str) -> list[str]:
    return [d.definiendum for d in find_definitions(document(text)) if d.tier == "explicit"]


def test_sentences_that_object() -> None:
    rows = _table("objections")["objects"]
    missed = [row["text"] for row in rows if not _objects(row["text"])]
    assert not missed


def test_what_the_sentences_object_to() -> None:
    rows = _table("objections")["objects"]
    wrong = [
        (row["target"], _objects(row["text"]))
        for row in rows
        if not any(row["target"].lower() in target.lower() for target in _objects(row["text"]))
    ]
    assert len(wrong) <= 1, wrong


def test_sentences_that_only_look_like_objections() -> None:
    taken = [row["text"] for row in _table("objections")["plain"] if _objects(row["text"])]
    assert not taken


def test_sentences_that_define() -> None:
    rows = _table("definitions")["defines"]
    missed = [
        (row["text"], _defines(row["text"]))
        for row in rows
        if row["word"].lower() not in [word.lower() for word in _defines(row["text"])]
    ]
    assert len(missed) <= 1, missed


def test_sentences_that_only_look_like_definitions() -> None:
    taken = [
        (row["text"], _defines(row["text"]))
        for row in _table("definitions")["plain"]
        if _defines(row["text"])
    ]
    assert not taken
