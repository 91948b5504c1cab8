"""Weaves two documents into one with tracked changes: the old one, with what came put in.

Reading only what was not struck gives the new text; leaving out what came gives the old one.
A paragraph mark is a character too: where a paragraph came or went its mark is marked, and the
last paragraph before a table or the end of a story keeps its mark, because there is nothing
after it to flow into.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field

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
from congruence.report.tracked.notes import Notes
from congruence.report.tracked.ooxml import Element, local, w
from congruence.report.tracked.revisions import Revisions, without_marks
from congruence.report.tracked.stream import Atom, Stream, StreamReader, Things, plain_text
from congruence.versions.align import align
from congruence.versions.result import Op, Words
from congruence.versions.units import Unit, unit_of_text
from congruence.versions.words import compare_words


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph or table, the elements around it (content controls) and just before it."""

    element: Element
    wrappers: tuple[Element, ...] = ()
    before: tuple[Element, ...] = ()

    @property
    def is_table(self) -> bool:
        return local(self.element) == "tbl"


@dataclass(slots=True)
class _Step:
    """What to write next: blocks that belong together, or that went, or that came."""

    old: tuple[_Block, ...]
    new: tuple[_Block, ...]
    move: int = 0  # number of the move it is one end of
    wrappers: tuple[Element, ...] = ()

    @property
    def is_table(self) -> bool:
        return (self.old or self.new)[0].is_table


@dataclass(slots=True)
class _Written:
    """A paragraph on its way out: its content, its mark, its properties in either version."""

    content: list[Element]
    op: Op
    old: Element | None
    new: Element | None
    move: int = 0
    before: tuple[Element, ...] = ()


@dataclass
class Shared:
    """What all stories of the two documents share."""

    carrier: Carrier
    revisions: Revisions
    things: Things
    notes: dict[str, Notes]
    moves: int = 0


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
        old_blocks, left = _blocks(old)
        new_blocks, _left = _blocks(new)
        out: list[tuple[Element, tuple[Element, ...]]] = []
        stretches = _stretches(self._plan(old_blocks, new_blocks))
        bare = any(c is not None and not b for c, b in ((old, old_blocks), (new, new_blocks)))
        written = [
            [] if stretch[0].is_table else [line for step in stretch for line in self._lines(step)]
            for stretch in stretches
        ]
        if not in_row and not bare:
            written = [_settled(lines) for lines in written]
            _settle_end(written, stretches)
        for stretch, lines in zip(stretches, written, strict=True):
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

    def _plan(self, old: Sequence[_Block], new: Sequence[_Block]) -> list[_Step]:
        """What to write, in order."""
        alignment = align(
            [self._unit(block, at, 0) for at, block in enumerate(old)],
            [self._unit(block, at, 1) for at, block in enumerate(new)],
        )
        stays: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = {}
        from_: dict[int, int] = {}
        to: dict[int, int] = {}
        for match in alignment.matches:
            if not match.moved:
                stays[match.old[0]] = (match.old, match.new)
            elif len(match.old) == len(match.new) == 1 and not old[match.old[0]].is_table:
                self.shared.moves += 1
                from_[match.old[0]] = to[match.new[0]] = self.shared.moves
        self._pair_ends(old, new, stays, from_, to)
        inner_old = {at for pair in stays.values() for at in pair[0]}
        inner_new = {at for pair in stays.values() for at in pair[1]}
        plan: list[_Step] = []
        at_new = 0
        for at, block in enumerate(old):
            if at in stays:
                places, others = stays[at]
                plan += [_Step((), (new[n],), to.get(n, 0)) for n in range(at_new, others[0])
                         if n not in inner_new]  # fmt: skip
                at_new = others[-1] + 1
                plan.append(_Step(tuple(old[p] for p in places), tuple(new[n] for n in others)))
            elif at not in inner_old:
                plan.append(_Step((block,), (), from_.get(at, 0)))
        plan += [_Step((), (new[n],), to.get(n, 0)) for n in range(at_new, len(new))
                 if n not in inner_new]  # fmt: skip
        return _without_hanging_moves(_with_wrappers(plan))

    @staticmethod
    def _pair_ends(
        old: Sequence[_Block],
        new: Sequence[_Block],
        stays: dict[int, tuple[tuple[int, ...], tuple[int, ...]]],
        from_: dict[int, int],
        to: dict[int, int],
    ) -> None:
        """The last paragraphs of two stories share their mark, whatever they say."""
        if not old or not new or old[-1].is_table or new[-1].is_table:
            return
        one, other = len(old) - 1, len(new) - 1
        taken = any(one in pair[0] or other in pair[1] for pair in stays.values())
        if not taken:
            stays[one] = ((one,), (other,))
            for ends, place, others in ((from_, one, to), (to, other, from_)):
                move = ends.pop(place, 0)
                for key in [key for key, number in others.items() if number == move]:
                    del others[key]

    def _unit(self, block: _Block, at: int, side: int) -> Unit:
        text = plain_text(block.element)
        unit = unit_of_text(text, at, row=block.is_table)
        if unit.key or block.is_table:
            return unit
        things = self._readers[side].read(block.element).text.strip()
        return Unit((at,), (things,), things) if things else unit

    # -- paragraphs -----------------------------------------------------------------------------

    def _lines(self, step: _Step) -> list[_Written]:
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
        written: list[_Written] = []
        at_old = at_new = 0
        for line in lines:
            item = _Written(line.content, line.op, None, None, step.move)
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

    def _paragraph(self, item: _Written) -> Element:
        model = item.old if item.old is not None else item.new
        paragraph = etree.Element(w("p"), nsmap=model.nsmap if model is not None else None)
        properties = self._paragraph_properties(item)
        if len(properties):
            paragraph.append(properties)
        paragraph.extend(item.content)
        if item.move:
            self._bound_move(paragraph, item)
        return paragraph

    def _paragraph_properties(self, item: _Written) -> Element:
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

    def _bound_move(self, paragraph: Element, item: _Written) -> None:
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

    def _table(self, old: tuple[_Block, ...], new: tuple[_Block, ...]) -> Element:
        if old and new:
            table = self._woven_table(old[0].element, new[0].element)
        elif old:
            table = copy.deepcopy(old[0].element)
            for row, original in zip(_rows(table), _rows(old[0].element), strict=True):
                row.getparent().replace(row, self._row_gone(original))
        else:
            source = new[0].element
            table = self.shared.carrier.content(source, self.old_part, self.new_part)
            for row, original in zip(_rows(table), _rows(source), strict=True):
                row.getparent().replace(row, self._row_come(original))
        return table

    def _woven_table(self, old: Element, new: Element) -> Element:
        old_rows, new_rows = _rows(old), _rows(new)
        alignment = align(_row_units(old_rows), _row_units(new_rows))
        partner = {
            match.old[0]: match.new[0]
            for match in alignment.matches
            if not match.moved and _shape(old_rows[match.old[0]]) == _shape(new_rows[match.new[0]])
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
        row = _without_cells(old)
        for before, after in zip(_cells(old), _cells(new), strict=True):
            cell = etree.SubElement(row, w("tc"), dict(before.attrib))
            cell.extend(self.story(before, after))
        return row

    def _row_gone(self, old: Element) -> Element:
        row = _without_cells(old)
        self.shared.revisions.mark_row(row, "del")
        for before in _cells(old):
            cell = etree.SubElement(row, w("tc"), dict(before.attrib))
            cell.extend(self.story(before, None, in_row=True))
        return row

    def _row_come(self, new: Element) -> Element:
        row = self.shared.carrier.content(_without_cells(new), self.old_part, self.new_part)
        self.shared.revisions.mark_row(row, "ins")
        for after in _cells(new):
            cell = etree.SubElement(row, w("tc"), dict(after.attrib))
            cell.extend(copy.deepcopy(child) for child in after if local(child) == "tcPr")
            cell.extend(self.story(None, after, in_row=True))
        return row


def _blocks(container: Element | None) -> tuple[list[_Block], list[Element]]:
    """Paragraphs and tables in order, and the elements left after the last of them."""
    found: list[_Block] = []
    pending: list[Element] = []

    def walk(parent: Element, wrappers: tuple[Element, ...]) -> None:
        for child in parent:
            name = local(child)
            if name in ("p", "tbl"):
                found.append(_Block(child, wrappers, tuple(pending)))
                pending.clear()
            elif name in ("sdt", "customXml"):
                inner = child.find(w("sdtContent")) if name == "sdt" else child
                if inner is not None:
                    walk(inner, (*wrappers, child))
            elif name not in ("sectPr", "tcPr", "sdtPr", "customXmlPr", "sdtEndPr") and name:
                pending.append(copy.deepcopy(child))

    if container is not None:
        walk(container, ())
    return found, pending


def _with_wrappers(plan: list[_Step]) -> list[_Step]:
    """What comes between two blocks in one content control comes into it."""
    following: tuple[Element, ...] | None = None
    after: list[tuple[Element, ...]] = []
    for step in reversed(plan):
        after.append(following or ())
        if step.old:
            following = step.old[0].wrappers
    before: tuple[Element, ...] = ()
    for step, behind in zip(plan, reversed(after), strict=True):
        if step.old:
            before = step.wrappers = step.old[0].wrappers
        elif _same(before, behind):
            step.wrappers = before
    return plan


def _same(one: tuple[Element, ...], other: tuple[Element, ...]) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def _stretches(plan: list[_Step]) -> list[list[_Step]]:
    """The plan cut where paragraphs cannot flow into each other: at tables, around controls."""
    stretches: list[list[_Step]] = []
    for step in plan:
        last = stretches[-1][-1] if stretches else None
        if last and not (last.is_table or step.is_table) and _same(last.wrappers, step.wrappers):
            stretches[-1].append(step)
        else:
            stretches.append([step])
    return stretches


def _without_hanging_moves(plan: list[_Step]) -> list[_Step]:
    """Moves at the end of a stretch become plain changes: their marks cannot be moved."""
    hanging: set[int] = set()
    for stretch in _stretches(plan):
        for step in reversed(stretch):
            if step.old and step.new:
                break
            hanging.add(step.move)
    for step in plan:
        if step.move in hanging:
            step.move = 0
    return plan


def _settled(written: list[_Written]) -> list[_Written]:
    """The same paragraphs, the last of which keeps its mark if one of them does.

    What went or came at the end hands its mark back: "one[mark went]two-that-went[mark stays]"
    reads, when accepted, as "one" with a mark.
    """
    kept = max((at for at, item in enumerate(written) if item.op is Op.EQUAL), default=-1)
    tail = written[kept + 1 :]
    gone = [item for item in tail if item.op is Op.DELETE]
    come = [item for item in tail if item.op is Op.INSERT]
    if gone and come:
        come[0].content = [*gone[-1].content, *come[0].content]
        come[0].before = (*gone[-1].before, *come[0].before)
        come[-1].op, come[-1].old = Op.EQUAL, gone[-1].old
        return [*written[: kept + 1], *gone[:-1], *come]
    if tail and kept >= 0:
        _hand_mark(written[kept], tail[-1])
    return written


def _settle_end(written: list[list[_Written]], stretches: list[list[_Step]]) -> None:
    """The last paragraph of a story keeps its mark, even where only tables stand before it.

    A table and a paragraph put behind the last paragraph give: its mark came, the rows came, and
    the new paragraph ends with the mark that was there. So Word writes it too.
    """
    if not written or not written[-1] or any(item.op is Op.EQUAL for item in written[-1]):
        return
    last = written[-1][-1]
    for lines, stretch in zip(reversed(written[:-1]), reversed(stretches[:-1]), strict=True):
        if lines and lines[-1].op is Op.EQUAL:
            _hand_mark(lines[-1], last)
            return
        if stretch[0].is_table and stretch[0].old and stretch[0].new:
            break
    last.op = Op.EQUAL


def _hand_mark(anchor: _Written, last: _Written) -> None:
    """Let ``last``, which came or went, end with the mark of ``anchor``, which stays."""
    if last.op is Op.DELETE:
        last.op, last.new = Op.EQUAL, anchor.new
        anchor.op, anchor.new = Op.DELETE, None
    else:
        last.op, last.old = Op.EQUAL, anchor.old
        anchor.op, anchor.old = Op.INSERT, None


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


def _rows(table: Element) -> list[Element]:
    rows: list[Element] = []
    for child in table:
        if local(child) == "tr":
            rows.append(child)
        elif local(child) in ("sdt", "customXml"):
            inner = child.find(w("sdtContent")) if local(child) == "sdt" else child
            rows += _rows(inner) if inner is not None else []
    return rows


def _cells(row: Element) -> list[Element]:
    cells: list[Element] = []
    for child in row:
        if local(child) == "tc":
            cells.append(child)
        elif local(child) in ("sdt", "customXml"):
            inner = child.find(w("sdtContent")) if local(child) == "sdt" else child
            cells += _cells(inner) if inner is not None else []
    return cells


def _row_units(rows: Sequence[Element]) -> list[Unit]:
    return [unit_of_text(plain_text(row), at) for at, row in enumerate(rows)]


def _shape(row: Element) -> tuple[object, ...]:
    """How many columns each cell spans and whether it is merged with the one above."""
    return tuple(
        tuple(
            (local(node), node.get(w("val")))
            for node in cell.iterfind(f"{w('tcPr')}/*")
            if local(node) in ("gridSpan", "vMerge", "hMerge")
        )
        for cell in _cells(row)
    )


def _without_cells(row: Element) -> Element:
    bare = etree.Element(row.tag, dict(row.attrib), nsmap=row.nsmap)
    bare.extend(copy.deepcopy(c) for c in row if local(c) in ("tblPrEx", "trPr"))
    return bare
