"""Words of a quotation that a reader's eye should fall on."""

from __future__ import annotations

import re

from congruence.model import Span
from congruence.report.view import Mark, Run, runs_of
from congruence.terms.result import Definition


def unlike(item: Definition, first: str) -> tuple[Run, ...]:
    """The definition with the words marked that the first one does not have."""
    known = {word.lower() for word in words_in(first)}
    text = item.place.text
    spans = [
        (Span(*match.span()), Mark.SIGNAL)
        for match in re.finditer(r"[^\W_][\w'’-]*", text)
        if match.group().lower() not in known
    ]
    return runs_of(text, spans)


def marked(text: str, words: tuple[str, ...]) -> tuple[Run, ...]:
    """``text`` with the first place of each of ``words`` marked."""
    spans = [
        (Span(at, at + len(word)), Mark.SIGNAL) for word in words if (at := text.find(word)) >= 0
    ]
    return runs_of(text, spans)


def words_in(text: str) -> list[str]:
    """The words of ``text`` in lower case, digits included."""
    return [word.lower() for word in re.findall(r"[^\W_][\w'’-]*", text)]
