"""Words broken at the end of a line, put together the way Dutch writes them.

A hyphen at a line end is either the typesetter's (``kwali-/teit``) or the word's own
(``jeugd-/en gezinsprofessional``, ``EU-/verordening``). The rules follow Dutch spelling; doubtful
cases are decided by the words the document itself uses elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import pairwise

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
# Words within a compound that hyphens hold together, as in tekst-naar-beeld.
_HELD_AFTER = frozenset({"aan", "bij", "door", "in", "met", "na", "naar", "om", "op", "over",
                         "per", "tegen", "tot", "uit", "van", "voor"})  # fmt: skip
_HELD = re.compile(rf"(?:{'|'.join(sorted(_HELD_AFTER))})[-\u2010][^\W\d_]")
_SUFFIXED = re.compile(r"(?:^|\s)(?:en|of|en/of|dan wel|tot)\s+[-\u2010]$", re.IGNORECASE)
_FEWEST_LINES = 100
_NONE: frozenset[str] = frozenset()


def ends_broken(line: str) -> bool:
    """Whether ``line`` ends in a hyphen that may have been put there to break a word."""
    return len(line) > 1 and line[-1] in HYPHENS and (line[-2].isalnum() or line[-2] in ")’'")


def drops_hyphen(
    left: str, right: str, vocabulary: Container[str] = _NONE, *, typeset: bool = True
) -> bool:
    """Whether the hyphen that ends ``left`` goes when ``right`` follows on the next line.

    Args:
        left: the line that ends in a hyphen.
        right: the line after it.
        vocabulary: lower-case words (with their hyphens) that stand unbroken in the document.
        typeset: whether the document breaks words at all (`breaks_words`): where it does not,
            a hyphen is the word's own unless the document writes that word without.
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
    head, _hyphen, tail = before.rpartition("-")
    if _HELD.match(right) or (head and tail.lower() in _HELD_AFTER):
        return False  # tekst-naar-beeld, kop-aan-staart
    known = joined in vocabulary
    if (f"{before}-{following}".lower() in vocabulary) != known:
        return known
    if not known and not typeset:
        return False
    if before[-1].lower() + following[0] in _CLASHES:
        return False  # two vowels that would read as one sound take a hyphen: zee-eend
    # An abbreviation or a figure keeps its hyphen before a word: AI-systeem, 24-uurs.
    return not (before[-1].isdigit() or (len(before) > 1 and before.isupper()) or len(before) == 1)


def opens_suffix(left: str, right: str) -> bool:
    """Whether the hyphen alone at the end of ``left`` opens the word on the next line.

    As in ``toeslagen en -/voorzieningen``.
    """
    return _SUFFIXED.search(left) is not None and right[:1].islower()


def breaks_words(lines: Sequence[str], vocabulary: Container[str]) -> bool:
    """Whether a document breaks words at line ends: some broken word stands whole elsewhere in it.

    Web pages and most letters never do; a short document proves nothing.
    """
    if len(lines) < _FEWEST_LINES:
        return True
    for left, right in pairwise(lines):
        if not ends_broken(left) or not right[:1].islower():
            continue
        word, stem = _FIRST_WORD.match(right), _LAST_WORD.search(left)
        if word is None or stem is None or word.group() in _CONJUNCTIONS:
            continue
        hyphened = f"{stem.group()}-{word.group()}".lower()
        if (stem.group() + word.group()).lower() in vocabulary and hyphened not in vocabulary:
            return True
    return False


def join_lines(left: str, right: str, vocabulary: Container[str] = _NONE) -> str:
    """Two consecutive lines of one paragraph as running text."""
    if not left or not right:
        return left + right
    if opens_suffix(left, right):
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
