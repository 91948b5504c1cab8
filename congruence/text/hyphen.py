"""Words broken at the end of a line, put together the way Dutch writes them.

A hyphen at a line end is either the typesetter's (``kwali-/teit``) or the word's own
(``jeugd-/en gezinsprofessional``, ``EU-/verordening``). The rules follow Dutch spelling; doubtful
cases are decided by the words the document itself uses elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Container

SOFT = "\u00ad"
HYPHENS = "-\u2010" + SOFT
_CONJUNCTIONS = frozenset({"en", "of", "tot", "dan", "als", "noch", "maar", "and", "or", "to"})
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"[\w'’]+(?:[-\u2010][\w'’]+)*(?=[-\u2010\u00ad]$)")
_ADDRESS = re.compile(r"(?:https?:|www\.|@|/)\S*$")
# Het Groene Boekje, 6.2: the vowels that may not meet in a compound.
_CLASHES = frozenset(
    {"aa", "ae", "ai", "au", "ee", "ei", "eu", "ie", "ii", "ij", "oe", "oi", "oo", "ou", "ui", "uu"}
)
_NONE: frozenset[str] = frozenset()


def ends_broken(line: str) -> bool:
    """Whether ``line`` ends in a hyphen that may have been put there to break a word."""
    return len(line) > 1 and line[-1] in HYPHENS and (line[-2].isalnum() or line[-2] in ")’'")


def drops_hyphen(left: str, right: str, vocabulary: Container[str] = _NONE) -> bool:
    """Whether the hyphen that ends ``left`` goes when ``right`` follows on the next line.

    Args:
        left: the line that ends in a hyphen.
        right: the line after it.
        vocabulary: lower-case words (with their hyphens) that stand unbroken in the document.
    """
    if left.endswith(SOFT):
        return True
    word = _FIRST_WORD.match(right)
    stem = _LAST_WORD.search(left)
    if word is None or stem is None or not word.group()[0].islower():
        return False
    if _ADDRESS.search(left):
        return False
    following, before = word.group(), stem.group()
    joined = (before + following).lower()
    if following in _CONJUNCTIONS and joined not in vocabulary:
        return False
    hyphened = f"{before}-{following}".lower()
    if hyphened in vocabulary and joined not in vocabulary:
        return False
    if joined in vocabulary:
        return True
    if before[-1].lower() + following[0] in _CLASHES:
        return False  # two vowels that would read as one sound take a hyphen: zee-eend
    # An abbreviation or a figure keeps its hyphen before a word: AI-systeem, 24-uurs.
    return not (before[-1].isdigit() or (len(before) > 1 and before.isupper()) or len(before) == 1)


def join_lines(left: str, right: str, vocabulary: Container[str] = _NONE) -> str:
    """Two consecutive lines of one paragraph as running text."""
    if not left or not right:
        return left + right
    if not ends_broken(left):
        return f"{left} {right}"
    if drops_hyphen(left, right, vocabulary):
        return left[:-1] + right
    word = _FIRST_WORD.match(right)
    gap = " " if word and word.group() in _CONJUNCTIONS else ""
    return f"{left}{gap}{right}"


def vocabulary_of(lines: list[str]) -> frozenset[str]:
    """The lower-case words that stand unbroken in ``lines``, hyphened ones whole."""
    words: set[str] = set()
    for line in lines:
        found = re.findall(r"[\w'’]+(?:[-\u2010][\w'’]+)*", line.lower())
        if found and ends_broken(line):
            found.pop()
        words.update(word.replace("\u2010", "-") for word in found)
    return frozenset(words)
