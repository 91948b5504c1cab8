"""Typeset a sample text as an untagged PDF, the way a report from a designer's desk looks.

Cover, table of contents, running heads with the chapter's title, page numbers, footnotes at the
foot of the page that marks them, words broken at line ends, ruled tables and two-column annexes:
what a reader of PDF files has to undo.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

import pymupdf

from demo_corpus.markup import Item, Run, Text, dutch_date
from demo_corpus.typography import (
    ACCENT,
    GREY,
    INK,
    LOOKS,
    MARK_SCALE,
    Line,
    Look,
    Piece,
    Word,
    break_lines,
    font,
    words_of,
)

PAGE = pymupdf.paper_rect("a4")
LEFT, RIGHT, TOP, BOTTOM = 76.0, PAGE.width - 76.0, 92.0, PAGE.height - 84.0
GUTTER, NOTE_GAP = 22.0, 18.0


class Grid(NamedTuple):
    """A table worked out: column widths, lines of each cell, row heights."""

    widths: list[float]
    cells: list[list[list[Line]]]
    heights: list[float]


@dataclass
class Press:
    """Sets items on pages, one frame (page or column) after another."""

    text: Text
    contents: list[tuple[int, str, int]]
    pdf: pymupdf.Document = field(default_factory=pymupdf.open)
    headings: list[tuple[int, str, int]] = field(default_factory=list)
    chapter: str = ""
    columns: int = 1
    frame: int = 0
    y: float = TOP
    bottom: float = BOTTOM
    pending: list[int] = field(default_factory=list)
    bare: bool = True

    @property
    def page(self) -> pymupdf.Page:
        """The page in hand."""
        return self.pdf[-1]

    @property
    def span(self) -> tuple[float, float]:
        """Left and right edge of the frame in use."""
        broad = (RIGHT - LEFT - GUTTER * (self.columns - 1)) / self.columns
        left = LEFT + self.frame * (broad + GUTTER)
        return left, left + broad

    def notes_height(self, notes: list[int]) -> float:
        """The height, in points, that footnotes take at the foot of a page."""
        look = LOOKS["note"]
        room = RIGHT - LEFT - look.indent
        tall = sum(
            look.leading * len(break_lines(self.note_words(note), room, look)) + look.after
            for note in notes
        )
        return tall + NOTE_GAP if notes else 0.0

    def note_words(self, note: int) -> list[Word]:
        """The words of a footnote."""
        return words_of((Run(self.text.notes[note - 1]),), LOOKS["note"])

    def fits(self, tall: float, notes: tuple[int, ...] = ()) -> bool:
        """Whether ``tall`` points more fit above the footnotes, ``notes`` added to them."""
        return self.y + tall <= self.bottom - self.notes_height([*self.pending, *notes])

    def write(self, x: float, y: float, piece: Piece, colour: tuple[float, float, float]) -> float:
        """Put a piece on the page and return where it ends."""
        writer = pymupdf.TextWriter(PAGE)
        rise = 0.0 if piece.note is None else 0.35 * piece.size / MARK_SCALE
        writer.append((x, y - rise), piece.text, font(piece.font), piece.size)
        writer.write_text(self.page, color=colour)
        return x + piece.width

    def write_line(self, line: Line, x: float, look: Look) -> None:
        """Put one line at the present height; spaces are written, as a typesetter does."""
        writer = pymupdf.TextWriter(PAGE)
        baseline = self.y + look.leading * 0.76
        for at, word in enumerate(line.words):
            for piece in word:
                rise = 0.0 if piece.note is None else 0.35 * look.size
                writer.append((x, baseline - rise), piece.text, font(piece.font), piece.size)
                x += piece.width
            if at + 1 < len(line.words):
                writer.append((x, baseline), " ", font(look.font), look.size)
                x += line.space
        writer.write_text(self.page, color=look.colour)

    def new_page(self) -> None:
        """Finish the page in hand (footnotes, running head) and take the next."""
        if len(self.pdf):
            self.finish_page()
        self.pdf.new_page(width=PAGE.width, height=PAGE.height)
        self.y, self.frame = TOP, 0

    def finish_page(self) -> None:
        """Put the footnotes and the running head on the page in hand."""
        look = LOOKS["note"]
        if self.pending:
            self.y = BOTTOM - self.notes_height(self.pending) + NOTE_GAP / 2
            self.page.draw_line((LEFT, self.y), (LEFT + 130, self.y), color=GREY, width=0.5)
            self.y += NOTE_GAP / 2
            for note in self.pending:
                self.write(LEFT, self.y + 8, Piece(str(note), "tiro", 6.0), INK)
                room = RIGHT - LEFT - look.indent
                for line in break_lines(self.note_words(note), room, look):
                    self.write_line(line, LEFT + look.indent, look)
                    self.y += look.leading
                self.y += look.after
            self.pending = []
        if not self.bare:
            self.furniture()
        self.bare = False

    def furniture(self) -> None:
        """Running head with rule, foot with the document's name and the page number."""
        self.write(LEFT, 52, Piece(self.text.front["header"], "helv", 8), GREY)
        chapter = Piece(self.chapter, "heit", 8)
        self.write(RIGHT - chapter.width, 52, chapter, GREY)
        self.page.draw_line((LEFT, 58), (RIGHT, 58), color=GREY, width=0.4)
        foot = PAGE.height - 44
        self.write(LEFT, foot, Piece(self.text.front["footer"], "helv", 8), GREY)
        number = Piece(str(len(self.pdf)), "helv", 8)
        self.write(RIGHT - number.width, foot, number, GREY)

    def next_frame(self) -> None:
        """Go on in the next column or on the next page."""
        if self.frame + 1 < self.columns:
            self.frame, self.y = self.frame + 1, TOP
        else:
            self.new_page()

    def set(self, item: Item, look: Look) -> None:
        """Set one item; over a break go at least two of its lines, and two stay behind."""
        left, right = self.span
        lines = break_lines(words_of(item.runs, look), right - left - look.indent, look)
        first = len(lines) if len(lines) < 4 else 2
        below = 2 if item.kind.endswith("heading") else 0
        if self.y > TOP:
            self.y += look.before
        if not self.room(lines[:first], look, below):
            self.next_frame()
        for at, line in enumerate(lines):
            last = at == len(lines) - 2 >= first
            if at >= first and not self.room(lines[at : at + 1 + last], look):
                self.next_frame()
            left, _ = self.span
            if at == 0 and item.label and look.indent:
                label = Piece(item.label, look.font, look.size)
                self.write(left, self.y + look.leading * 0.76, label, look.colour)
            self.write_line(line, left + look.indent, look)
            self.pending.extend(line.notes)
            self.y += look.leading
        self.y += look.after

    def room(self, lines: list[Line], look: Look, below: int = 0) -> bool:
        """Whether these lines fit with their footnotes, and ``below`` more lines under them."""
        notes = tuple(note for line in lines for note in line.notes)
        return self.fits(look.leading * (len(lines) + below), notes)

    def heading(self, item: Item) -> None:
        """A heading with its number; a chapter of the first level names the running head."""
        label = f"{item.label}\u2002" if item.label else ""
        look = LOOKS[f"heading{item.level}"]
        if item.level == 1 and self.y > TOP + 0.7 * (BOTTOM - TOP):
            self.next_frame()
        runs = (Run(label + item.text),)
        self.set(Item("heading", item.level, runs), look)
        title = f"{item.label} {item.text}" if item.label else item.text
        self.headings.append((item.level, title, len(self.pdf)))
        if item.level == 1:
            self.chapter = item.text

    def grid(self, rows: tuple[tuple[str, ...], ...]) -> Grid:
        """Column widths, the lines of every cell and the height of every row."""
        look = LOOKS["cell"]
        broad = self.span[1] - self.span[0]
        count = len(rows[0])
        first = broad * (0.62 if count == 2 else 0.4)
        widths = [first] + [(broad - first) / (count - 1)] * (count - 1)
        cells = [
            [
                break_lines(words_of((Run(cell),), look), widths[at] - 10, look)
                for at, cell in enumerate(row)
            ]
            for row in rows
        ]
        heights = [max(len(cell) for cell in row) * look.leading + 6 for row in cells]
        return Grid(widths, cells, heights)

    def table(self, rows: tuple[tuple[str, ...], ...]) -> None:
        """A ruled table, kept on one page, with a shaded first row."""
        look = LOOKS["cell"]
        left, _ = self.span
        widths, cells, heights = self.grid(rows)
        for number, (row, tall) in enumerate(zip(cells, heights, strict=True)):
            x, top = left, self.y
            for lines, broad in zip(row, widths, strict=True):
                box = pymupdf.Rect(x, top, x + broad, top + tall)
                shade = (0.9, 0.94, 0.95) if number == 0 else None
                self.page.draw_rect(box, color=GREY, fill=shade, width=0.5)
                self.y = top + 3
                for line in lines:
                    self.write_line(line, x + 5, look)
                    self.y += look.leading
                x += broad
            self.y = top + tall
        self.y += 12

    def cover(self) -> None:
        """The first page: title, subtitle, who and when, and that it is fiction."""
        front = self.text.front
        self.new_page()
        self.page.draw_rect(pymupdf.Rect(0, 0, 26, PAGE.height), color=None, fill=ACCENT)
        self.y = 230
        for key, look in (
            ("title", Look("hebo", 23, 29, after=12, colour=ACCENT, ragged=True)),
            ("subtitle", Look("helv", 13, 18, after=40, ragged=True)),
            ("author", Look("helv", 11, 16, after=2, ragged=True)),
            ("date", Look("helv", 11, 16, ragged=True)),
        ):
            self.set(Item("paragraph", 1, (Run(dutch_date(front[key])),)), look)
        self.y = BOTTOM - 40
        note = Run(f"{front['header']}: personen, organisaties en cijfers zijn verzonnen.")
        self.set(Item("paragraph", 1, (note,)), Look("heit", 9.5, 13, ragged=True))

    def contents_page(self) -> None:
        """The table of contents, with the page numbers that the first pass found."""
        self.set(Item("heading", 1, (Run("Inhoud"),)), LOOKS["heading1"])
        self.chapter = "Inhoud"
        for level, title, page in self.contents:
            look = Look("hebo" if level == 1 else "helv", 9.6, 15.5)
            entry, number = (Piece(words, look.font, look.size) for words in (title, str(page)))
            x = LEFT + 14 * (level - 1)
            end = self.write(x, self.y + 11, entry, INK)
            dots = Piece("." * int((RIGHT - end - 30) / Piece(".", "helv", 9).width), "helv", 9)
            self.write(end + 6, self.y + 11, dots, GREY)
            self.write(RIGHT - number.width, self.y + 11, number, INK)
            self.y += look.leading

    def run(self) -> None:
        """Set the whole text."""
        self.cover()
        self.new_page()
        items = self.text.items
        for at, item in enumerate(items):
            if item.kind == "directive":
                self.directive(item.text, items[at + 1 :])
            elif item.kind.endswith("heading"):
                self.heading(item)
            elif item.kind == "table":
                self.table(item.rows)
            else:
                if item.kind == "caption":
                    tall = sum(self.grid(items[at + 1].rows).heights)
                    if not self.fits(tall + 2 * LOOKS["caption"].leading):
                        self.next_frame()
                self.set(item, self.look(item))
        self.finish_page()

    def look(self, item: Item) -> Look:
        """How an item is set where we are: smaller in columns."""
        look = LOOKS[f"heading{item.level}" if item.kind.endswith("heading") else item.kind]
        if self.columns == 1 or item.kind.endswith("heading"):
            return look
        narrow = LOOKS["column"]
        return replace(
            look, size=narrow.size, leading=narrow.leading, after=narrow.after, ragged=True
        )

    def directive(self, name: str, rest: tuple[Item, ...]) -> None:
        """``toc``: the contents on a page of their own. ``columns``: the rest in two columns."""
        if name == "toc":
            self.contents_page()
        self.new_page()
        if name == "columns":
            self.columns = 2
            self.bottom = min(BOTTOM, TOP + self.height(rest) / 2 + 40)

    def height(self, items: tuple[Item, ...]) -> float:
        """How much height ``items`` take in the frame in use, to balance the columns."""
        total = 0.0
        for item in items:
            look = self.look(item)
            room = self.span[1] - self.span[0] - look.indent
            lines = break_lines(words_of(item.runs, look), room, look)
            total += look.before + look.leading * len(lines) + look.after
        return total


def typeset(text: Text) -> bytes:
    """The PDF, the same bytes every time: fixed dates and no random file id."""
    first = Press(text, [])
    first.run()
    press = Press(text, first.headings)
    press.run()
    stamp = f"D:{text.front['date'].replace('-', '')}120000+00'00'"
    press.pdf.set_metadata(
        {
            "title": text.front["title"],
            "author": text.front["author"],
            "subject": text.front["header"],
            "creationDate": stamp,
            "modDate": stamp,
        }
    )
    press.pdf.set_toc([list(entry) for entry in press.headings])
    press.pdf.subset_fonts()
    return bytes(press.pdf.tobytes(garbage=4, deflate=True, no_new_id=True))
