"""How much a change asks of a reader: substantive, consequential or editorial."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from congruence.text.lexicon import load_lexicon
from congruence.versions.references import Followed
from congruence.versions.result import ChangeKind, Op, Weight, Words
from congruence.versions.units import NOTE_MARK, plain_words, without_glued_label

# Marks that carry no meaning between words: white space, quotes, hyphens and dashes, bullets,
# and full stops of abbreviations.
_IDLE = re.compile(r"[\s\u00ad\"'`´‘’‚‛“”„‟«»\-‐‑‒–—―−•·▪◦○■.]+", re.UNICODE)
# How an item of a list ends; "en" or "of" comes and goes with the place of the last item.
_END_MARKS = re.compile(r"[\s.,;:]*(?:\b(?P<join>en|of)\s*)?")
_PAGE_NUMBER = re.compile(r"\s*(?:-\s*)?\d{1,4}(?:\s*-)?\s*")
_SHORTEST_MISSPELT = 5
_LONG_WORD = 10


class Hunk(NamedTuple):
    """Words that went and words that came in one place, with where they stood."""

    went: str
    came: str
    old: int
    new: int


def hunks(words: Sequence[Words]) -> Iterator[Hunk]:
    """The places where two texts differ."""
    old = new = 0
    went = came = ""
    for word in (*words, Words(Op.EQUAL, "")):
        if word.op is Op.DELETE:
            went += word.text
        elif word.op is Op.INSERT:
            came += word.text
        else:
            if went or came:
                yield Hunk(went, came, old, new)
            old, new = old + len(went) + len(word.text), new + len(came) + len(word.text)
            went = came = ""


def weigh(
    kind: ChangeKind,
    old_text: str,
    new_text: str,
    words: Sequence[Words],
    followed: Sequence[Followed] = (),
    *,
    numbered: bool = False,
    in_table: bool = False,
) -> Weight:
    """The weight of a change.

    Args:
        kind: what became of the passage.
        old_text: its text before.
        new_text: its text after.
        words: the difference between them.
        followed: references in it that follow a renumbering.
        numbered: whether the passage bears a number (a bare article heading has no words, but
            its coming or going matters).
        in_table: whether it is a cell, where a number alone is no page number.
    """
    if kind is ChangeKind.UNCHANGED:
        return Weight.EDITORIAL
    if kind is ChangeKind.RELABELLED:
        return Weight.CONSEQUENTIAL
    if kind in (ChangeKind.INSERTED, ChangeKind.DELETED):
        text = old_text or new_text
        idle = is_noise(text) if plain_words(text) else not numbered
        idle = idle or not in_table and _PAGE_NUMBER.fullmatch(text) is not None
        return Weight.EDITORIAL if idle else Weight.SUBSTANTIVE
    if kind is ChangeKind.MOVED:
        page = not in_table and _PAGE_NUMBER.fullmatch(new_text) is not None
        return Weight.EDITORIAL if page or new_text and is_noise(new_text) else Weight.SUBSTANTIVE
    if kind is ChangeKind.MOVED_EDITED:
        return Weight.SUBSTANTIVE
    if kind in (ChangeKind.SPLIT, ChangeKind.MERGED) and plain_words(old_text) == plain_words(
        new_text
    ):
        return Weight.CONSEQUENTIAL if numbered else Weight.EDITORIAL
    return _weigh_words(old_text, new_text, words, followed)


def _weigh_words(
    old_text: str, new_text: str, words: Sequence[Words], followed: Sequence[Followed]
) -> Weight:
    if _bare(without_glued_label(old_text)) == _bare(without_glued_label(new_text)):
        return Weight.EDITORIAL
    if is_noise(old_text) and is_noise(new_text):
        return Weight.EDITORIAL
    weight = Weight.EDITORIAL
    for hunk in hunks(words):
        if _is_editorial(hunk, len(old_text), len(new_text)):
            continue
        if not (_is_note_mark(hunk) or any(_inside(hunk, reference) for reference in followed)):
            return Weight.SUBSTANTIVE
        weight = Weight.CONSEQUENTIAL
    return weight


def _is_note_mark(hunk: Hunk) -> bool:
    """Whether only the number of a note changed."""
    return all(NOTE_MARK.fullmatch(side) for side in (hunk.went, hunk.came))


def _inside(hunk: Hunk, reference: Followed) -> bool:
    went, came = hunk.went.strip(), hunk.came.strip()
    old = hunk.old + len(hunk.went) - len(hunk.went.lstrip())
    new = hunk.new + len(hunk.came) - len(hunk.came.lstrip())
    return (
        reference.old[0] <= old and old + len(went) <= reference.old[1]
        and reference.new[0] <= new and new + len(came) <= reference.new[1]
    )  # fmt: skip


def _is_editorial(hunk: Hunk, old_length: int, new_length: int) -> bool:
    if _bare(hunk.went) == _bare(hunk.came):
        return True
    at_end = hunk.old + len(hunk.went) == old_length and hunk.new + len(hunk.came) == new_length
    if at_end and _ends_alike(hunk.went, hunk.came):
        return True
    if is_noise(hunk.went) and is_noise(hunk.came):
        return True
    went, came = hunk.went.split(), hunk.came.split()
    return len(went) == len(came) > 0 and all(
        is_respelling(_trim(one), _trim(other))
        for one, other in zip(went, came, strict=True)
        if _bare(one) != _bare(other)
    )


def _ends_alike(went: str, came: str) -> bool:
    one, other = _END_MARKS.fullmatch(went), _END_MARKS.fullmatch(came)
    if one is None or other is None:
        return False
    joins = {one.group("join"), other.group("join")} - {None}
    return len(joins) < 2


def _bare(text: str) -> str:
    return _IDLE.sub("", unicodedata.normalize("NFKC", text).casefold())


def _trim(word: str) -> str:
    return word.strip(".,;:()[]\"'‘’“”").casefold()


def is_respelling(one: str, other: str) -> bool:
    """Whether two words are spellings of one: a typing error or a linking letter, no inflection.

    Two words that both exist are two words, however close ("kan", "man"); a difference at the
    end of words that no dictionary has may be number or tense, at the beginning a denial.
    """
    if min(len(one), len(other)) < _SHORTEST_MISSPELT or not (one + other).isalpha():
        return False
    if _unaccented(one) == _unaccented(other):
        return True
    allowed = 2 if min(len(one), len(other)) >= _LONG_WORD else 1
    if OSA.distance(one, other, score_cutoff=allowed) > allowed:
        return False
    known = _is_known(one), _is_known(other)
    if all(known):
        return False
    if any(known):
        return one[0] == other[0]
    return one[:3] == other[:3] and one[-2:] == other[-2:]


def _unaccented(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


@lru_cache(maxsize=4096)
def _is_known(word: str) -> bool:
    from simplemma import is_known  # loads its dictionary on first use

    return bool(is_known(word, lang="nl"))


@lru_cache(maxsize=1)
def _noise() -> re.Pattern[str]:
    patterns = load_lexicon("publication_marks")["lines"]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def is_noise(text: str) -> bool:
    """Whether ``text`` is nothing, or a line that publishers add to a law and not its text."""
    stripped = text.strip(" \t\n[]().;")
    return not stripped or _noise().fullmatch(stripped) is not None
