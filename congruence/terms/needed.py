"""What a text must hold for a regular expression to fit: pieces to look for before it is tried.

Most sentences hold none of them, and looking for a piece costs a hundredth of trying an
expression of a page long. The pieces are read off the parsed expression, as RE2's FilteredRE2
does; where Python no longer tells how it parsed one, nothing is skipped.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from typing import Any

_LEAST = 3  # letters: shorter pieces stand in nearly every sentence


def alternatives(pattern: str) -> list[str]:
    """The parts of an expression between its outermost bars."""
    parts, begin, depth, at = [], 0, 0, 0
    while at < len(pattern):
        mark = pattern[at]
        if mark == "\\":
            at += 1
        elif mark == "[":  # a bracket that closes at once stands for itself
            at = pattern.index("]", at + (3 if pattern.startswith("[^", at) else 2))
        elif mark in "()":
            depth += 1 if mark == "(" else -1
        elif mark == "|" and not depth:
            parts.append(pattern[begin:at])
            begin = at + 1
        at += 1
    return [*parts, pattern[begin:]]


def needed_pieces(pattern: re.Pattern[str]) -> tuple[frozenset[str], ...]:
    """Sets of lower-case pieces: every match of ``pattern`` holds at least one of each set.

    The most selective set comes first. None where there is no such set: the expression then has
    to be tried.
    """
    try:
        parser: Any = importlib.import_module("re._parser")
        tree = parser.parse(pattern.pattern, pattern.flags)
    except (ImportError, AttributeError):
        return ()
    return _of_sequence(tree)


def _of_sequence(items: Iterable[Any]) -> tuple[frozenset[str], ...]:
    """The sets of what must be met in turn, the most selective first."""
    found: list[frozenset[str]] = []
    run = ""
    for operator, argument in items:
        name = str(operator)
        if name == "LITERAL":
            run += chr(argument).lower()
            continue
        found.append(frozenset([run]))
        run = ""
        found += _of_item(name, argument)
    found.append(frozenset([run]))
    return tuple(sorted((each for each in found if _least(each) >= _LEAST), key=_common))


def _of_item(name: str, argument: Any) -> tuple[frozenset[str], ...]:  # noqa: ANN401 - untyped
    if name == "SUBPATTERN":
        return _of_sequence(argument[-1])
    if name == "ATOMIC_GROUP":
        return _of_sequence(argument)
    if name == "BRANCH":
        branches = [_of_sequence(branch) for branch in argument[1]]
        # Of each branch one set: which of them fits is not known.
        return (frozenset().union(*(sets[0] for sets in branches)),) if all(branches) else ()
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and argument[0] > 0:
        return _of_sequence(argument[2])
    return ()


def _least(pieces: frozenset[str]) -> int:
    return min(map(len, pieces))


def _common(pieces: frozenset[str]) -> tuple[int, int, list[str]]:
    """Short pieces stand in many sentences, and so does one of many."""
    return -_least(pieces), len(pieces), sorted(pieces)
