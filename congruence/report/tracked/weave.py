"""Weaves two documents into one with tracked changes: the old one, with what came put in.

Reading only what was not struck gives the new text; leaving out what came gives the old one.
A paragraph mark is a character too: where a paragraph came or went its mark is marked, and the
last paragraph before a table or the end of a story keeps its mark, because there is nothing
after it to flow into.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from lxml import etree

from congruence.report.tracked.carry import Carrier
from congruence.report.tracked.keys import ThingKeys
from congruence.report.tracked.lines import (
    PARAGRAPH_END,
    Hands,
    LineWriter,
    inside,
    open_copy,
)
from congruence.report.tracked.marks import Written, settle_end, settled
from congruence.report.tracked.notes import Notes
from congruence.report.tracked.ooxml import Element, local, w
from congruence.report.tracked.plan import Step, StoryBlock, plan_story, story_blocks, stretches
from congruence.report.tracked.revisions import Revisions, without_marks
from congruence.report.tracked.rows import cells_of, row_units, rows_of, shape, without_cells
from congruence.report.tracked.stream import Atom, Stream, StreamReader, Things, plain_text
from congruence.versions.align import align
from congruence.versions.result import Op, Words
from congruence.versions.units import Unit, unit_of_text
from congruence.versions.words import compare_words


@dataclass
class Shared:
    """What all stories of the two documents share."""

    carrier: Carrier
    revisions: Revisions
    things: Things
    notes: dict[str, Notes]
    moves: Iterator[int] = field(default_factory=lambda: count(1))


@dataclass
class Weaver:
    """Weaves the stories of one part (the body, a header, the footnotes)."""

    shared: Shared
    old_part: str
    new_part: str
    _readers: tuple[StreamReader, StreamReader] = field(init=False)

    def __post_init__(self) -> None:
        carrier, notes = self.shared.carrier, self.shared.notes
        old = ThingKeys(carrier.old, self.old_part, notes, of_new=False)
        new = ThingKeys(carrier.new, self.new_part, notes, of_new=True)
        self._readers = (
            StreamReader(self.shared.things, old.key),
            StreamReader(self.shared.things, new.key),
        )

    # -- stories ------------------------------------------------------------------------------

    def story(
        self, old: Element | None, new: Element | None, *, in_row: bool = False
    ) -> list[Element]:
        """The woven content of a container: a body, cell, note or text box.

        Either side may be None: then all of it came, or went. ``in_row``: with a table row, so
        that the last paragraph mark goes or comes too (as in a container without any paragraph).
        """
        old_blocks, left = story_blocks(old)
        new_blocks, _left = story_blocks(new)
        out: list[tuple[Element, tuple[Element, ...]]] = []
        units = (
            [self._unit(block, at, 0) for at, block in enumerate(old_blocks)],
            [self._unit(block, at, 1) for at, block in enumerate(new_blocks)],
        )
        parts = stretches(plan_story(old_blocks, new_blocks, units, self.shared.moves))
        bare = any(c is not None and not b for c, b in ((old, old_blocks), (new, new_blocks)))
        written = [
            [] if stretch[0].is_table else [line for step in stretch for line in self._lines(step)]
            for stretch in parts
        ]
        if not in_row and not bare:
            written = [settled(lines) for lines in written]
            settle_end(written, parts)
        for stretch, lines in zip(parts, written, strict=True):
            first = stretch[0]
            if first.is_table:
                out += [(e, first.wrappers) for block in first.old for e in block.before]
                out.append((self._table(first.old, first.new), first.wrappers))
            for line in lines:
                out += [(element, first.wrappers) for element in line.before]
                out.append((self._paragraph(line), first.wrappers))
        kept = [copy.deepcopy(c) for c in (old if old is not None else ()) if local(c) == "tcPr"]
        ends = [copy.deepcopy(c) for c in (old if old is not None else ()) if local(c) == "sectPr"]
        return [*kept, *_rewrapped(out), *left, *ends]

    def _unit(self, block: StoryBlock, at: int, side: int) -> Unit:
        text = plain_text(block.element)
        unit = unit_of_text(text, at, row=block.is_table)
        if unit.key or block.is_table:
            return unit
        things = self._readers[side].read(block.element).text.strip()
        return Unit((at,), (things,), things) if things else unit

    # -- paragraphs -----------------------------------------------------------------------------

    def _lines(self, step: Step) -> list[Written]:
        """The paragraphs that one step of the plan writes."""
        before = _joined([self._readers[0].read(block.element) for block in step.old])
        after = _joined([self._read_new(block.element) for block in step.new])
        names = ("moveFrom", "moveTo") if step.move else ("del", "ins")
        if not step.new:
            words: Sequence[Words] = [Words(Op.DELETE, before.text)]
        elif not step.old:
            words = [Words(Op.INSERT, after.text)]
        else:
            words = compare_words(before.text, after.text)
        lines = LineWriter(self.shared.revisions, self._hands(), names).write(words, before, after)
        lines[-1].op = Op.DELETE if not step.new else Op.INSERT if not step.old else Op.EQUAL
        written: list[Written] = []
        at_old = at_new = 0
        for line in lines:
            item = Written(line.content, line.op, None, None, step.move)
            if line.op is not Op.INSERT:
                item.old, item.before = step.old[at_old].element, step.old[at_old].before
                at_old += 1
            if line.op is not Op.DELETE:
                item.new = step.new[at_new].element
                at_new += 1
            written.append(item)
        return written

    def _read_new(self, paragraph: Element) -> Stream:
        """A new paragraph without its comments, and with the bookmarks that the old file lacks."""
        stream = self._readers[1].read(paragraph)
        fresh = self.shared.carrier.bookmarks(self.new_part)
        kept: list[tuple[int, Element]] = []
        for place, marker in stream.markers:
            id_ = marker.get(w("id"), "")
            if local(marker) in ("bookmarkStart", "bookmarkEnd") and id_ in fresh:
                marker = copy.deepcopy(marker)
                marker.set(w("id"), fresh[id_])
                kept.append((place, marker))
        stream.markers = kept
        return stream

    def _paragraph(self, item: Written) -> Element:
        model = item.old if item.old is not None else item.new
        paragraph = etree.Element(w("p"), nsmap=model.nsmap if model is not None else None)
        properties = self._paragraph_properties(item)
        if len(properties):
            paragraph.append(properties)
        paragraph.extend(item.content)
        if item.move:
            self._bound_move(paragraph, item)
        return paragraph

    def _paragraph_properties(self, item: Written) -> Element:
        old = item.old.find(w("pPr")) if item.old is not None else None
        new = item.new.find(w("pPr")) if item.new is not None else None
        ours = copy.deepcopy(old) if old is not None else etree.Element(w("pPr"))
        if item.op is Op.DELETE:
            name = "moveFrom" if item.move else "del"
            self.shared.revisions.mark_paragraph(ours, name)
            return ours
        carrier = self.shared.carrier
        same = carrier.look(old, of_new=False) == carrier.look(new, of_new=True)
        if item.op is Op.EQUAL and (item.new is None or item.old is not None and same):
            return ours
        theirs = etree.Element(w("pPr"))
        if new is not None:
            theirs = carrier.content(new, self.old_part, self.new_part)
        for section in theirs.findall(w("sectPr")):
            theirs.remove(section)
        if item.op is Op.INSERT:
            self.shared.revisions.mark_paragraph(theirs, "moveTo" if item.move else "ins")
        elif item.old is not None:
            theirs.extend(copy.deepcopy(s) for s in ours.findall(w("sectPr")))
            change = self.shared.revisions.mark("pPrChange")
            change.append(without_marks(old))
            theirs.append(change)
        return theirs

    def _bound_move(self, paragraph: Element, item: Written) -> None:
        """The pair of marks around a moved paragraph; their name ties its two places."""
        name = "moveFrom" if item.op is Op.DELETE else "moveTo"
        start = self.shared.revisions.mark(f"{name}RangeStart")
        start.set(w("name"), f"move{item.move}")
        end = etree.Element(w(f"{name}RangeEnd"))
        end.set(w("id"), start.get(w("id")))
        paragraph.insert(1, start)
        paragraph.append(end)

    # -- things in the line ---------------------------------------------------------------------

    def _hands(self) -> Hands:
        return Hands(kept=self._kept, gone=self._gone, come=self._come, run=self._run,
                     wrapper=self._wrapper)  # fmt: skip

    def _wrapper(self, element: Element, of_new: bool) -> Element:
        opened = open_copy(element)
        if of_new:
            return self.shared.carrier.content(opened, self.old_part, self.new_part)
        return opened

    def _run(self, old: Atom | None, new: Atom | None) -> Element | None:
        """The run properties to write; a change of formatting keeps the old ones beside."""
        carrier = self.shared.carrier
        if new is None or old is None:
            atom = old or new
            assert atom is not None
            if atom.run is None:
                return None
            if old is not None:
                return copy.deepcopy(atom.run)
            return carrier.content(atom.run, self.old_part, self.new_part)
        if carrier.look(old.run, of_new=False) == carrier.look(new.run, of_new=True):
            return copy.deepcopy(old.run) if old.run is not None else None
        properties = (
            carrier.content(new.run, self.old_part, self.new_part)
            if new.run is not None else etree.Element(w("rPr"))
        )  # fmt: skip
        change = self.shared.revisions.mark("rPrChange")
        change.append(copy.deepcopy(old.run) if old.run is not None else etree.Element(w("rPr")))
        properties.append(change)
        return properties

    def _kept(self, old: Element, new: Element) -> Element:
        notes = self.shared.notes.get(local(old))
        if notes is not None:
            notes.kept(old.get(w("id"), ""), new.get(w("id"), ""), self._weave_note)
        kept = copy.deepcopy(old)
        boxes = list(zip(_boxes(old), _boxes(new), _boxes(kept), strict=False))
        for before, after, place in boxes:
            self._fill(place, self.story(before, after))
        return kept

    def _gone(self, old: Element) -> Element:
        notes = self.shared.notes.get(local(old))
        if notes is not None:
            notes.gone(old.get(w("id"), ""), self._weave_note)
        return copy.deepcopy(old)

    def _come(self, new: Element) -> Element:
        come = self.shared.carrier.content(new, self.old_part, self.new_part)
        notes = self.shared.notes.get(local(new))
        if notes is not None:
            come.set(w("id"), notes.come(new.get(w("id"), ""), self._weave_note))
        return come

    def _weave_note(
        self, old_part: str, new_part: str, old: Element | None, new: Element | None
    ) -> list[Element]:
        return Weaver(self.shared, old_part, new_part).story(old, new)

    @staticmethod
    def _fill(container: Element, content: list[Element]) -> None:
        for child in list(container):
            container.remove(child)
        container.extend(content)

    # -- tables ---------------------------------------------------------------------------------

    def _table(self, old: tuple[StoryBlock, ...], new: tuple[StoryBlock, ...]) -> Element:
        if old and new:
            table = self._woven_table(old[0].element, new[0].element)
        elif old:
            table = copy.deepcopy(old[0].element)
            for row, original in zip(rows_of(table), rows_of(old[0].element), strict=True):
                row.getparent().replace(row, self._row_gone(original))
        else:
            source = new[0].element
            table = self.shared.carrier.content(source, self.old_part, self.new_part)
            for row, original in zip(rows_of(table), rows_of(source), strict=True):
                row.getparent().replace(row, self._row_come(original))
        return table

    def _woven_table(self, old: Element, new: Element) -> Element:
        old_rows, new_rows = rows_of(old), rows_of(new)
        alignment = align(row_units(old_rows), row_units(new_rows))
        partner = {
            match.old[0]: match.new[0]
            for match in alignment.matches
            if not match.moved and shape(old_rows[match.old[0]]) == shape(new_rows[match.new[0]])
        }
        table = etree.Element(old.tag, dict(old.attrib), nsmap=old.nsmap)
        table.extend(copy.deepcopy(c) for c in old if local(c) not in ("tr", "sdt", "customXml"))
        at_new = 0
        taken = set(partner.values())
        for at, row in enumerate(old_rows):
            if at not in partner:
                table.append(self._row_gone(row))
                continue
            for other in range(at_new, partner[at]):
                if other not in taken:
                    table.append(self._row_come(new_rows[other]))
            table.append(self._row_kept(row, new_rows[partner[at]]))
            at_new = partner[at] + 1
        for other in range(at_new, len(new_rows)):
            table.append(self._row_come(new_rows[other]))
        return table

    def _row_kept(self, old: Element, new: Element) -> Element:
        row = without_cells(old)
        for before, after in zip(cells_of(old), cells_of(new), strict=True):
            cell = etree.SubElement(row, w("tc"), dict(before.attrib))
            cell.extend(self.story(before, after))
        return row

    def _row_gone(self, old: Element) -> Element:
        row = without_cells(old)
        self.shared.revisions.mark_row(row, "del")
        for before in cells_of(old):
            cell = etree.SubElement(row, w("tc"), dict(before.attrib))
            cell.extend(self.story(before, None, in_row=True))
        return row

    def _row_come(self, new: Element) -> Element:
        row = self.shared.carrier.content(without_cells(new), self.old_part, self.new_part)
        self.shared.revisions.mark_row(row, "ins")
        for after in cells_of(new):
            cell = etree.SubElement(row, w("tc"), dict(after.attrib))
            cell.extend(copy.deepcopy(child) for child in after if local(child) == "tcPr")
            cell.extend(self.story(None, after, in_row=True))
        return row


def _joined(streams: Sequence[Stream]) -> Stream:
    """Paragraphs as one stream, with a character for each mark between them."""
    joined = Stream()
    for at, stream in enumerate(streams):
        if at:
            joined.put(PARAGRAPH_END, Atom(None, ()))
        start = len(joined.text)
        joined.text += stream.text
        joined.atoms += stream.atoms
        joined.markers += [(start + place, marker) for place, marker in stream.markers]
    return joined


def _rewrapped(items: Sequence[tuple[Element, tuple[Element, ...]]]) -> list[Element]:
    """Blocks put back into the elements that stood around them."""
    out: list[Element] = []
    open_: list[tuple[Element, Element]] = []
    for element, wrappers in items:
        shared = 0
        for (source, _copy), wanted in zip(open_, wrappers, strict=False):
            if source is not wanted:
                break
            shared += 1
        del open_[shared:]
        for wanted in wrappers[shared:]:
            opened = open_copy(wanted)
            if open_:
                inside(open_[-1][1]).append(opened)
            else:
                out.append(opened)
            open_.append((wanted, opened))
        if open_:
            inside(open_[-1][1]).append(element)
        else:
            out.append(element)
    return out


def _boxes(element: Element) -> list[Element]:
    """The text boxes of a drawing (and of its fallback), outermost only."""
    found = []
    for box in element.iter(w("txbxContent")):
        parent = box.getparent()
        while parent is not None and parent is not element and local(parent) != "txbxContent":
            parent = parent.getparent()
        if parent is element or parent is None:
            found.append(box)
    return found
