"""Markup inside a line of Markdown or near-Markdown: taken off, the words keep their place."""

from __future__ import annotations

import html
import re

from congruence.text.clean import Traced

SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
MARK = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")

_IMAGE = re.compile(
    r"!\[([^\]\n]{0,500})\]\([^()\n]{0,2000}(?:\([^()\n]{0,500}\)[^()\n]{0,500})?\)"
)
_LINK = re.compile(
    r"\[([^\[\]\n]{1,500})\]\([^()\n]{0,2000}(?:\([^()\n]{0,500}\)[^()\n]{0,500})?\)"
)
_REFERENCE = re.compile(r"\[([^\[\]\n^][^\[\]\n]{0,300})\]\[[^\[\]\n]{0,200}\]")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,1000})>")
_SUP = re.compile(r"<sup>\s*\[?([^<>\]]{1,40}?)\]?\s*</sup>", re.I)
_NOTE = re.compile(r"\[\^([^\]\s]{1,60})\]")
_TAG = re.compile(
    r"</?(?:abbr|a|br|b|cite|code|del|details|div|em|i|img|ins|kbd|mark|p|section|small|span|"
    r"strong|sub|summary|sup|s|table|tbody|td|th|thead|tr|u)\b[^<>]{0,2000}/?>",
    re.IGNORECASE,
)
_CODE = re.compile(r"(`{1,3})([^`\n]+)\1")
_STRONG = re.compile(r"(?<![\\*])\*\*(?=\S)(.+?)(?<=\S)\*\*(?!\*)")
_UNDER = re.compile(r"(?<![\w\\])__(?=\S)(.+?)(?<=\S)__(?!\w)")
_EM = re.compile(r"(?<![\\*\w])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?!\*)")
_EM_INSIDE = re.compile(r"(?<=\w)\*(?=[^\s*])([^*\s]+?)\*(?=\w)")
_EM_UNDER = re.compile(r"(?<![\w\\])_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?!\w)")
_STRIKE = re.compile(r"~~(?=\S)(.+?)(?<=\S)~~")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.I)
_BREAK = re.compile(r"<br\s*/?>", re.I)
LOOKS_MARKED = re.compile(
    r"^#{1,6}\s+\S|\*\*\S[^*\n]*\S\*\*|\[[^\]\n]+\]\((?:https?:|#|\.)|^\[\^[^\]]+\]:|<sup>|"
    r"(?<![\w*])\*[^\s*][^*\n]*[^\s*]\*(?![\w*])",
    re.M,
)
_OLD = re.compile(r"\[-(.*?)-\]", re.DOTALL)
_NEW = re.compile(r"\{\+(.*?)\+\}", re.DOTALL)


class Notes:
    """Numbers for the notes of a text: the number in the mark itself, else by first use."""

    def __init__(self) -> None:
        self.keys: dict[str, str] = {}

    def number(self, name: str) -> str:
        """The digits shown for the note called ``name``."""
        if name not in self.keys:
            taken = set(self.keys.values())
            number = name if name.isdigit() else str(len(self.keys) + 1)
            while number in taken:
                number = str(int(number) + 1)
            self.keys[name] = number
        return self.keys[name]


def unmark(text: Traced, notes: Notes) -> Traced:
    """``text`` without Markdown's and HTML's inline marks; note marks become superscripts."""
    if not re.search(r"[*_`\[<&\\~]", text.text):
        return text
    text = text.sub(_BREAK, " ")
    text = text.sub(_NOTE, lambda found: notes.number(found[2:-1]).translate(SUPERSCRIPT))
    text = text.sub(_SUP, _superscript)
    text = text.sub(_CODE, 2).sub(_IMAGE, 1).sub(_LINK, 1).sub(_REFERENCE, 1).sub(_AUTOLINK, 1)
    text = text.sub(_TAG)
    for pattern in (_STRONG, _UNDER, _STRIKE):
        text = text.sub(pattern, 1)
    text = text.sub(_EM, 1).sub(_EM_INSIDE, 1).sub(_EM_UNDER, 1)
    return text.sub(_ENTITY, html.unescape).sub(_ESCAPE, 1)


def _superscript(found: str) -> str:
    match = _SUP.match(found)
    inner = match.group(1) if match else found
    return inner.translate(SUPERSCRIPT) if inner.isdigit() else inner


def marks_in(text: str) -> tuple[str, ...]:
    """The numbers of the note marks (superscript digits) that stand in ``text``."""
    return tuple(match.group().translate(PLAIN_DIGITS) for match in MARK.finditer(text))


def unmarked(text: str) -> str:
    """A text of the marked view as its new version reads, or the old one where all is old."""
    if "[-" not in text and "{+" not in text:
        return text
    new = _NEW.sub(r"\1", _OLD.sub("", text))
    return new if new.strip() else _OLD.sub(r"\1", text)
