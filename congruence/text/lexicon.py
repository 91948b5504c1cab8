"""Word lists and patterns kept as TOML in ``congruence/data``: changed without touching code."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_lexicon(name: str) -> dict[str, Any]:
    """The lexicon ``congruence/data/<name>.toml`` as nested dictionaries; read once."""
    source = files("congruence.data").joinpath(f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def load_words(name: str) -> frozenset[str]:
    """The words of ``congruence/data/<name>.txt``, one a line; read once."""
    source = files("congruence.data").joinpath(f"{name}.txt")
    return frozenset(source.read_text(encoding="utf-8").split())


def pieces(words: str, macros: dict[str, str] | None = None) -> tuple[str, ...]:
    """The plain pieces of text in "a|b|c": what a sentence must hold before a pattern is tried.

    ``<name>`` stands for the macro of that name, in which any white space is one space.
    """
    for name, macro in (macros or {}).items():
        words = words.replace(f"<{name}>", macro.replace("\\s+", " "))
    return tuple(dict.fromkeys(words.split("|")))
