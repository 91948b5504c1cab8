"""Plain text and Markdown: paragraphs, headings, lists, notes and tables, each with its lines.

Both are read by one scanner, because much "plain text" of policy documents is the Markdown that
a converter left behind, and much Markdown holds the labels of a law.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from congruence.extract.decode import decode, line_starts
from congruence.extract.headings import find_headings
from congruence.extract.inline import LOOKS_MARKED, MARK, PLAIN_DIGITS, Notes, marks_in, unmark
from congruence.extract.pieces import Piece, Reading
from congruence.extract.reflow import Joined, join, paragraphs, wrap_width
from congruence.extract.sniff import Format
from congruence.model import BlockKind
from congruence.text.clean import Traced, clean, ink
from congruence.text.hyphen import vocabulary_of

_ATX = re.compile(r" {0,3}(#{1,6})(?:\s+|$)(.*?)\s*#*\s*$")
_SETEXT = re.compile(r" {0,3}(=+|-{2,})\s*$")
_RULE = re.compile(r" {0,3}([-*_])(?:\s*\1){2,}\s*$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ITEM = re.compile(r"(\s*)([-*+•]|\d{1,4}[.)])(\s+)(?=\S)")
_QUOTE = re.compile(r" {0,3}> ?")
_NOTE = re.compile(r" {0,3}\[\^([^\]\s]{1,60})\]:\s*")
_DELIMITER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_MATTER = re.compile(r"\A---[ \t]*\r?\n(?:.*?\r?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)
_PIPE = re.compile(r"(?<!\\)\|")
_MARKUP = frozenset("#*_`~>|=+\\[]()<!-:^&;")


def read_plain(data: bytes, *, name: str, format: Format) -> Reading:
    """Read a ``.txt`` or ``.md`` file.

    Raises:
        InputError: the bytes are no text.
    """
    text, warnings = decode(data, name)
    marked = format is Format.MARKDOWN or LOOKS_MARKED.search(text) is not None
    scanner = _Scanner(text, marked=marked, strict=format is Format.MARKDOWN)
    pieces = scanner.scan()
    reading = Reading(format=format.value, warnings=warnings, lines=line_starts(text))
    reading.source_characters = _characters(text, pieces, scanner, marked)
    reading.pieces = find_headings(pieces, scanner.alone) if not scanner.headed else pieces
    return reading


def _characters(text: str, pieces: list[Piece], scanner: _Scanner, marked: bool) -> int:
    """What the pieces hold, plus whatever in the file neither they nor the markup account for."""
    seen = bytearray(len(text))
    for start, end in scanner.markup:
        seen[start:end] = b"\x01" * (end - start)
    for piece in pieces:
        for segment in piece.origin.segments if piece.origin else ():
            seen[segment.source : segment.source + segment.length] = b"\x01" * segment.length
    held = sum(ink(piece.text) + ink(piece.label or "") for piece in pieces)
    lost = "".join(
        character
        for character, known in zip(text, seen, strict=True)
        if not known and not (marked and character in _MARKUP)
    )
    return held + ink(lost)


@dataclass(slots=True)
class _Scanner:
    """Walks the lines once and collects pieces."""

    text: str
    marked: bool
    strict: bool
    pieces: list[Piece] = field(default_factory=list)
    alone: set[int] = field(default_factory=set)  # pieces that are a line between blank lines
    markup: list[tuple[int, int]] = field(default_factory=list)
    headed: bool = False
    notes: Notes = field(default_factory=Notes)
    table: int = 0
    width: int | None = None
    vocabulary: frozenset[str] = frozenset()

    def scan(self) -> list[Piece]:
        lines = self._lines()
        groups = _groups(lines)
        self.width = wrap_width(groups)
        if self.width is not None:
            self.vocabulary = vocabulary_of([line.text for line in lines])
        for group in groups:
            self._group(group)
        return self.pieces

    def _lines(self) -> list[Traced]:
        whole = Traced.of(self.text)
        if self.marked:
            for pattern in (_MATTER, _COMMENT) if self.strict else (_COMMENT,):
                for match in pattern.finditer(whole.text):
                    self.markup.append(match.span())
            blank = bytearray(len(self.text))
            for start, end in self.markup:
                blank[start:end] = b"\x01" * (end - start)
            if self.markup:
                text = "".join(
                    " " if hidden and character not in "\r\n" else character
                    for character, hidden in zip(self.text, blank, strict=True)
                )
                whole = Traced(text, whole.positions)
        starts = line_starts(whole.text)
        ends = (*starts[1:], len(whole.text))
        return [
            whole.cut(start, start + len(whole.text[start:end].rstrip("\r\n")))
            for start, end in zip(starts, ends, strict=True)
        ]

    def _group(self, group: list[Traced]) -> None:
        """One run of lines without a blank line in it."""
        if not self.marked:
            self._running(group, BlockKind.PARAGRAPH)
            return
        at = 0
        run: list[Traced] = []
        while at < len(group):
            taken = self._marked(group, at, run)
            if taken:
                at += taken
            else:
                run.append(group[at])
                at += 1
        self._running(run, BlockKind.PARAGRAPH)

    def _marked(self, group: list[Traced], at: int, run: list[Traced]) -> int:
        """Take the Markdown construct that begins at line ``at``: how many lines it took.

        ``run`` holds the plain lines before it; they are closed (and emptied) first.
        """
        line = group[at].text
        if match := _ATX.match(line):
            self._close(run)
            self._heading(group[at].cut(match.start(2), match.end(2)), len(match.group(1)))
            return 1
        if len(run) == 1 and (match := _SETEXT.match(line)) and not split_item(run[0].text):
            self._heading(run.pop(), 1 if line.strip()[0] == "=" else 2)
            self._mark(group[at])
            return 1
        if _RULE.match(line):
            self._close(run)
            self._mark(group[at])
            return 1
        if match := _FENCE.match(line):
            self._close(run)
            return self._fence(group, at, match.group(1))
        if at + 1 < len(group) and "|" in line and _DELIMITER.match(group[at + 1].text):
            self._close(run)
            return self._table(group, at)
        if match := _NOTE.match(line):
            self._close(run)
            return self._note(group, at, match)
        if _QUOTE.match(line):
            self._close(run)
            return self._quote(group, at)
        if (
            self.strict
            and split_item(line)
            and (not run or not run[-1].text.rstrip()[-1:].isalnum())
        ):
            self._close(run)
            return self._item(group, at)
        return 0

    def _close(self, run: list[Traced]) -> None:
        self._running(run, BlockKind.PARAGRAPH)
        run.clear()

    def _mark(self, line: Traced) -> None:
        positions = [position for position in line.positions if position is not None]
        if positions:
            self.markup.append((positions[0], positions[-1] + 1))

    def _heading(self, text: Traced, level: int) -> None:
        self.headed = True
        self._add(Joined(text, 0, 1), BlockKind.HEADING, level=level)

    def _fence(self, group: list[Traced], at: int, fence: str) -> int:
        end = at + 1
        while end < len(group) and not group[end].text.lstrip().startswith(fence):
            end += 1
        self._mark(group[at])
        if end < len(group):
            self._mark(group[end])
        for line in group[at + 1 : end]:
            self._add(Joined(line.strip(), 0, 1), BlockKind.PARAGRAPH, code=True)
        return min(end, len(group) - 1) - at + 1

    def _table(self, group: list[Traced], at: int) -> int:
        end = at
        row = 0
        while end < len(group) and "|" in group[end].text:
            if end == at + 1:
                self._mark(group[end])
            else:
                for column, cell in enumerate(_cells(group[end])):
                    self._add(
                        Joined(cell, 0, 1), BlockKind.TABLE_CELL, table=(self.table, row, column)
                    )
                row += 1
            end += 1
        self.table += 1
        return end - at

    def _note(self, group: list[Traced], at: int, match: re.Match[str]) -> int:
        end = at + 1
        while end < len(group) and not _NOTE.match(group[end].text):
            end += 1
        lines = [group[at].cut(match.end()), *group[at + 1 : end]]
        number = self.notes.number(match.group(1))
        self._mark(group[at].cut(0, match.end()))
        lines = [line.strip() for line in lines if line.text.strip()]
        if lines:
            self._add(join(lines, self.vocabulary), BlockKind.FOOTNOTE, note=number)
        return end - at

    def _quote(self, group: list[Traced], at: int) -> int:
        end = at
        lines = []
        while end < len(group) and (match := _QUOTE.match(group[end].text)):
            self._mark(group[end].cut(0, match.end()))
            lines.append(group[end].cut(match.end()))
            end += 1
        for inner in _groups(lines):
            self._running(inner, BlockKind.QUOTE)
        return end - at

    def _item(self, group: list[Traced], at: int) -> int:
        match = split_item(group[at].text)
        assert match is not None
        end = at + 1
        while end < len(group) and not (
            split_item(group[end].text)
            or _ATX.match(group[end].text)
            or _FENCE.match(group[end].text)
        ):
            end += 1
        indent = len(match.group(1).expandtabs(4))
        lines = [line.strip() for line in group[at:end]]
        self._add(
            join(lines, self.vocabulary),
            BlockKind.LIST_ITEM,
            level=1 + indent // 2 if indent else None,
        )
        return end - at

    def _running(self, group: list[Traced], kind: BlockKind) -> None:
        """Plain lines: one or more paragraphs."""
        lines = [stripped for line in group if (stripped := line.strip()).text]
        if not lines:
            return
        if self.strict and not any(split_item(line.text) for line in lines):
            found = list(paragraphs(lines, 1, self.vocabulary))
        else:
            found = list(paragraphs(lines, self.width, self.vocabulary))
        for joined in found:
            self._add(joined, kind)
        if len(found) == 1 and found[0].lines == 1:
            self.alone.add(len(self.pieces) - 1)

    def _add(
        self,
        joined: Joined,
        kind: BlockKind,
        *,
        level: int | None = None,
        table: tuple[int, int, int] | None = None,
        note: str | None = None,
        code: bool = False,
    ) -> None:
        before = joined.text
        text = unmark(before, self.notes) if self.marked and not code else before
        if self.marked and not code:
            self._declare(before, text)
        text = clean(text)
        if not text.text:
            return
        label = note
        if kind is BlockKind.PARAGRAPH and (match := MARK.match(text.text)):
            rest = text.cut(match.end()).strip()
            if rest.text:
                kind, label = BlockKind.FOOTNOTE, match.group().translate(PLAIN_DIGITS)
                self._mark(text.cut(0, match.end()))
                text, note = rest, label
        place = table or (None, None, None)
        self.pieces.append(
            Piece(
                kind,
                text.text,
                label=label,
                level=level,
                origin=text.origin,
                extra=joined.extra,
                note=note,
                marks=marks_in(text.text),
                table=place[0],
                row=place[1],
                column=place[2],
                numbered=not code,
            )  # fmt: skip
        )

    def _declare(self, before: Traced, after: Traced) -> None:
        """Record what `unmark` took off as markup."""
        left = {position for position in after.positions if position is not None}
        self.markup.extend(
            (position, position + 1)
            for position in before.positions
            if position is not None and position not in left
        )


def split_item(line: str) -> re.Match[str] | None:
    """The mark of a Markdown list item at the start of ``line``."""
    return _ITEM.match(line)


def _cells(line: Traced) -> list[Traced]:
    inner = line.strip()
    bounds = [match.start() for match in _PIPE.finditer(inner.text)]
    edges = [-1, *bounds, len(inner)]
    cells = [inner.cut(low + 1, high).strip() for low, high in zip(edges, edges[1:], strict=False)]
    if cells and not cells[0].text and bounds[:1] == [0]:
        cells = cells[1:]
    if cells and not cells[-1].text and inner.text.endswith("|"):
        cells = cells[:-1]
    return cells


def _groups(lines: list[Traced]) -> list[list[Traced]]:
    groups: list[list[Traced]] = [[]]
    for line in lines:
        if line.text.strip():
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]
