"""The difference between two texts in words, tidied until a lawyer can read it.

Phrases are struck as phrases: a lone word that two versions happen to share between two changes
is no reason to break the change up (the semantic clean-up of diff-match-patch, here on words).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from congruence.versions.result import Op, Words
from congruence.versions.sequence import Match, common

_LETTER = "[^\\W\u2070\u00b9\u00b2\u00b3\u2074-\u2079]"  # a note mark is a piece of its own
_PIECE = re.compile(rf"{_LETTER}+(?:[-‑'’.]{_LETTER}+)*|\w|[^\w\s]", re.UNICODE)
_CLAUSE_END = frozenset(".;:!?")
# Characters of private use stand for things in the line (an image, a note); they stay apart.
_PRIVATE_USE = "\U000f0000"
# Shared words between two changes keep them apart only when they are worth as much as this.
_PEPPER_WORDS = 3


class _Piece(NamedTuple):
    text: str
    start: int
    end: int


class _Hunk(NamedTuple):
    """A change: pieces ``old_start:old_end`` became ``new_start:new_end``."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def compare_words(old: str, new: str) -> tuple[Words, ...]:
    """What of ``old`` stayed, went and came to give ``new``.

    Equal and deleted stretches concatenate to ``old``, equal and inserted ones to ``new``, to
    the character. Deletions come before insertions in one place.
    """
    if old == new:
        return (Words(Op.EQUAL, old),) if old else ()
    left, right = _pieces(old), _pieces(new)
    matches = common([piece.text for piece in left], [piece.text for piece in right])
    hunks = _without_pepper(_hunks(matches, len(left), len(right)), left, right)
    for at, hunk in enumerate(hunks):
        hunks[at] = _slid(hunk, left, right, hunks, at)
    return _written(old, new, left, right, hunks)


def _pieces(text: str) -> list[_Piece]:
    return [_Piece(match.group(), *match.span()) for match in _PIECE.finditer(text)]


def _hunks(matches: Sequence[Match], old_length: int, new_length: int) -> list[_Hunk]:
    hunks: list[_Hunk] = []
    old = new = 0
    for match in [*matches, Match(old_length, new_length, 0)]:
        if match.old > old or match.new > new:
            hunks.append(_Hunk(old, match.old, new, match.new))
        old, new = match.old + match.size, match.new + match.size
    return hunks


def _without_pepper(
    hunks: list[_Hunk], left: Sequence[_Piece], right: Sequence[_Piece]
) -> list[_Hunk]:
    """Join changes that only a few shared words keep apart, until none is left to join."""
    joined: list[_Hunk] = []
    for hunk in hunks:
        joined.append(hunk)
        while len(joined) > 1 and _is_pepper(joined[-2], joined[-1], left, right):
            last, before = joined.pop(), joined.pop()
            joined.append(_Hunk(before.old_start, last.old_end, before.new_start, last.new_end))
    return joined


def _is_pepper(
    before: _Hunk, after: _Hunk, left: Sequence[_Piece], right: Sequence[_Piece]
) -> bool:
    between = left[before.old_end : after.old_start]
    words = [piece for piece in between if piece.text[0].isalnum()]
    if any(piece.text in _CLAUSE_END or piece.text >= _PRIVATE_USE for piece in between):
        return False
    if not words:
        return _size(before, left, right) + _size(after, left, right) > 8
    if len(words) > _PEPPER_WORDS:
        return False
    letters = sum(len(piece.text) for piece in words)
    smaller = min(_size(before, left, right), _size(after, left, right))
    return letters <= smaller and len(words) <= _words_in(before) + _words_in(after)


def _size(hunk: _Hunk, left: Sequence[_Piece], right: Sequence[_Piece]) -> int:
    went = sum(len(piece.text) for piece in left[hunk.old_start : hunk.old_end])
    came = sum(len(piece.text) for piece in right[hunk.new_start : hunk.new_end])
    return max(went, came)


def _words_in(hunk: _Hunk) -> int:
    return max(hunk.old_end - hunk.old_start, hunk.new_end - hunk.new_start)


def _slid(
    hunk: _Hunk,
    left: Sequence[_Piece],
    right: Sequence[_Piece],
    hunks: Sequence[_Hunk],
    at: int,
) -> _Hunk:
    """A pure insertion or deletion, slid to where it begins and ends as a clause does.

    "a, [b, ]c" and "a[, b], c" say the same; the one that starts after a mark reads better.
    """
    inserted = hunk.old_start == hunk.old_end
    if not inserted and hunk.new_start != hunk.new_end:
        return hunk
    side = right if inserted else left
    start, end = hunk[2:] if inserted else hunk[:2]
    before = hunks[at - 1] if at else _Hunk(0, 0, 0, 0)
    after = hunks[at + 1] if at + 1 < len(hunks) else _Hunk(len(left), 0, len(right), 0)
    lowest = before.new_end if inserted else before.old_end
    highest = after.new_start if inserted else after.old_start
    first = last = 0
    while start + first > lowest and side[start + first - 1].text == side[end + first - 1].text:
        first -= 1
    while end + last < highest and side[start + last].text == side[end + last].text:
        last += 1

    def merit(shift: int) -> tuple[int, int]:
        # Where it can slide, a change ends with the piece before it: one of the two tells.
        before = side[start + shift - 1].text if start + shift else "."
        return (2 if before in _CLAUSE_END else before == ",", shift)

    best = max(range(first, last + 1), key=merit)
    return _Hunk(*(place + best for place in hunk))


def _written(
    old: str,
    new: str,
    left: Sequence[_Piece],
    right: Sequence[_Piece],
    hunks: Sequence[_Hunk],
) -> tuple[Words, ...]:
    """Back to text. White space beside a change stays where both versions have it."""
    written: list[Words] = []
    at_old = at_new = 0  # characters written
    piece_old = piece_new = 0

    def change(went: str, came: str) -> None:
        head = _shared_space(went, came)
        tail = _shared_space(went[head:][::-1], came[head:][::-1])
        _append(written, Op.EQUAL, went[:head])
        _append(written, Op.DELETE, went[head : len(went) - tail])
        _append(written, Op.INSERT, came[head : len(came) - tail])
        _append(written, Op.EQUAL, went[len(went) - tail :])

    end = _Hunk(len(left), len(left), len(right), len(right))
    for hunk in [*hunks, end]:
        while piece_old < hunk.old_start:
            one, other = left[piece_old], right[piece_new]
            change(old[at_old : one.start], new[at_new : other.start])
            _append(written, Op.EQUAL, one.text)
            at_old, at_new = one.end, other.end
            piece_old, piece_new = piece_old + 1, piece_new + 1
        until_old = left[hunk.old_end].start if hunk.old_end < len(left) else len(old)
        until_new = right[hunk.new_end].start if hunk.new_end < len(right) else len(new)
        change(old[at_old:until_old], new[at_new:until_new])
        at_old, at_new = until_old, until_new
        piece_old, piece_new = hunk.old_end, hunk.new_end
    return tuple(written)


def _shared_space(one: str, other: str) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right or not left.isspace():
            break
        length += 1
    return length


def _append(written: list[Words], op: Op, text: str) -> None:
    if not text:
        return
    if written and written[-1].op is op:
        written[-1] = Words(op, written[-1].text + text)
    elif op is Op.DELETE and len(written) > 1 and written[-1].op is Op.INSERT:
        # Two changes with nothing between them: one deletion, then one insertion.
        came = written.pop()
        _append(written, Op.DELETE, text)
        written.append(came)
    else:
        written.append(Words(op, text))
