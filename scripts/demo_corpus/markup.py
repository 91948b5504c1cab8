"""The small markup the sample texts are written in, read into items that Word and PDF share.

One line is one item. A text begins with ``key: value`` lines (title, subtitle, author, date,
header, footer), then::

    # Chapter   ## Section   #! ##! without a number   @ Article   1. numbered   a. lettered
    - bullet    > quote      ^ caption   | cell | cell |   === toc   === columns
    {+}line     an inserted paragraph (tracked change)

Within a line: ``*italic*``, ``[^key]`` footnote, ``{+inserted+}`` and ``{-deleted-}`` (tracked
changes), ``{#key words#}`` commented words. ``[^key]: text`` and ``[#key]: author | text`` on
lines of their own hold the notes and remarks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

_INLINE = re.compile(
    r"\[\^(?P<note>\w+)\]|\{#(?P<comment>\w+) (?P<commented>.*?)#\}"
    r"|\{\+(?P<ins>.*?)\+\}|\{-(?P<del>.*?)-\}|\*(?P<italic>.*?)\*"
)
_NOTE = re.compile(r"\[\^(\w+)\]: (.*)")
_COMMENT = re.compile(r"\[#(\w+)\]: (.*?) \| (.*)")
_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december"
_PREFIXES = {
    "# ": ("heading", 1),
    "## ": ("heading", 2),
    "#! ": ("plain_heading", 1),
    "##! ": ("plain_heading", 2),
    "@ ": ("article", 2),
    "1. ": ("numbered", 1),
    "a. ": ("lettered", 2),
    "- ": ("bullet", 1),
    "> ": ("quote", 1),
    "^ ": ("caption", 1),
    "=== ": ("directive", 1),
}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line in one dress; ``note`` is the number of the footnote it marks."""

    text: str
    italic: bool = False
    change: str | None = None
    comment: int | None = None
    note: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One heading, paragraph, list item, table row group or directive, with its printed label."""

    kind: str
    level: int
    runs: tuple[Run, ...] = ()
    label: str | None = None
    inserted: bool = False
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def text(self) -> str:
        """The words in the accepted view."""
        return "".join(run.text for run in self.runs if run.change != "del")


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment in the margin."""

    author: str
    text: str


@dataclass(frozen=True)
class Text:
    """A sample text: its front matter, its items, its footnotes and remarks from 1 on."""

    front: dict[str, str]
    items: tuple[Item, ...]
    notes: tuple[str, ...]
    remarks: tuple[Remark, ...]


@dataclass
class _Labels:
    """The numbers that Word will compute, so that the PDF prints the same ones."""

    counts: dict[str, int] = field(default_factory=dict)
    legal: bool = False

    def next(self, key: str, *restarts: str) -> int:
        for other in restarts:
            self.counts[other] = 0
        self.counts[key] = self.counts.get(key, 0) + 1
        return self.counts[key]

    def label(self, kind: str, level: int, previous: str) -> str | None:
        if kind == "heading" and level == 1:
            number = self.next("chapter", "section")
            return f"Hoofdstuk {number}" if self.legal else f"{number}"
        if kind == "heading":
            return f"{self.counts['chapter']}.{self.next('section')}"
        if kind == "article":
            return f"Artikel {self.next('article', 'numbered', 'lettered')}"
        if kind == "numbered":
            if not self.legal and previous != "numbered":
                self.counts["numbered"] = 0
            return f"{self.next('numbered', 'lettered')}."
        if kind == "lettered":
            return f"{chr(ord('a') + self.next('lettered') - 1)}."
        return "•" if kind == "bullet" else None


def read_text(path: Path) -> Text:
    """Read one sample text."""
    lines = path.read_text(encoding="utf-8").splitlines()
    cut = lines.index("")
    front = dict(line.split(": ", 1) for line in lines[:cut])
    body = [line for line in lines[cut:] if line.strip()]
    notes = {found[1]: found[2] for line in body if (found := _NOTE.fullmatch(line))}
    remarks = {
        found[1]: Remark(found[2], found[3]) for line in body if (found := _COMMENT.fullmatch(line))
    }
    reader = _Reader(list(notes), list(remarks))
    labels = _Labels(legal=any(line.startswith("@ ") for line in body))
    items: list[Item] = []
    for line in body:
        if _NOTE.fullmatch(line) or _COMMENT.fullmatch(line):
            continue
        if line.startswith("|"):
            row = tuple(cell.strip() for cell in line.strip("| ").split("|"))
            if items[-1].kind == "table":
                items[-1] = replace(items[-1], rows=(*items[-1].rows, row))
            else:
                items.append(Item("table", 1, rows=(row,)))
            continue
        item = reader.item(line)
        label = labels.label(item.kind, item.level, items[-1].kind if items else "")
        items.append(replace(item, label=label))
    if reader.seen != list(notes):
        raise ValueError(f"{path.name}: notes are marked in another order than they are written")
    return Text(front, tuple(items), tuple(notes.values()), tuple(remarks.values()))


@dataclass
class _Reader:
    """Turns a line into an item; footnotes are numbered in the order in which they are written."""

    notes: list[str]
    remarks: list[str]
    seen: list[str] = field(default_factory=list)

    def item(self, line: str) -> Item:
        inserted = line.startswith("{+}")
        line = line.removeprefix("{+}")
        for prefix, (kind, level) in _PREFIXES.items():
            if line.startswith(prefix):
                return Item(kind, level, self.runs(line.removeprefix(prefix)), inserted=inserted)
        return Item("paragraph", 1, self.runs(line), inserted=inserted)

    def runs(self, text: str) -> tuple[Run, ...]:
        found: list[Run] = []
        at = 0
        for match in _INLINE.finditer(text):
            if match.start() > at:
                found.append(Run(text[at : match.start()]))
            found.append(self.run(match))
            at = match.end()
        if at < len(text):
            found.append(Run(text[at:]))
        return tuple(found)

    def run(self, match: re.Match[str]) -> Run:
        if match["note"]:
            self.seen.append(match["note"])
            return Run("", note=self.notes.index(match["note"]) + 1)
        if match["comment"]:
            return Run(match["commented"], comment=self.remarks.index(match["comment"]) + 1)
        if match["italic"]:
            return Run(match["italic"], italic=True)
        change = "ins" if match["ins"] else "del"
        return Run(match[change], change=change)


def dutch_date(text: str) -> str:
    """``2022-06-20`` as ``20 juni 2022``; any other text as it is."""
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text)
    if not found:
        return text
    return f"{int(found[3])} {_MONTHS.split()[int(found[2]) - 1]} {found[1]}"
