"""Writes the content of paragraphs: what stayed, went and came, in runs and revision marks."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree

from congruence.report.tracked.ooxml import XML_SPACE, Element, local, w
from congruence.report.tracked.revisions import Revisions
from congruence.report.tracked.stream import Atom, Stream
from congruence.versions.result import Op, Words

PARAGRAPH_END = "\U0010fffd"  # the character of a paragraph mark inside joined streams


@dataclass(slots=True)
class Line:
    """A paragraph to be written: its content and what became of its mark."""

    content: list[Element]
    op: Op


@dataclass(frozen=True, slots=True)
class Hands:
    """What the writer asks of the document around it.

    ``kept(old, new)``, ``gone(old)`` and ``come(new)`` give the element to write for a thing
    that stayed (perhaps with another text inside), went or came; ``run(old, new)`` the run
    properties to write, either side None where the text stands on one side only.
    """

    kept: Callable[[Element, Element], Element]
    gone: Callable[[Element], Element]
    come: Callable[[Element], Element]
    run: Callable[[Atom | None, Atom | None], Element | None]
    wrapper: Callable[[Element, bool], Element]


class LineWriter:
    """Writes streams as lines. ``names`` are the marks for what went and what came."""

    def __init__(
        self, revisions: Revisions, hands: Hands, names: tuple[str, str] = ("del", "ins")
    ) -> None:
        self.revisions, self.hands = revisions, hands
        self.names = {Op.DELETE: names[0], Op.INSERT: names[1], Op.EQUAL: None}
        self.lines: list[Line] = []
        self._content = etree.Element(w("p"))
        self._open: list[tuple[Element, Element]] = []
        self._seen: set[int] = set()

    def write(self, words: Sequence[Words], old: Stream, new: Stream) -> list[Line]:
        """The lines of the paragraphs; the last one ends where the streams end, unmarked."""
        at_old = at_new = 0
        markers_old, markers_new = list(old.markers), list(new.markers)
        for piece in words:
            of_old, of_new = piece.op is not Op.INSERT, piece.op is not Op.DELETE
            done = 0
            while done < len(piece.text):
                if of_old:
                    self._markers(markers_old, at_old)
                if of_new:
                    self._markers(markers_new, at_new)
                before = old.atoms[at_old] if of_old else None
                after = new.atoms[at_new] if of_new else None
                size = 1
                if piece.text[done] == PARAGRAPH_END:
                    self._end_line(piece.op)
                elif (before or after).thing is not None:  # type: ignore[union-attr]
                    self._thing(piece.op, before, after)
                else:
                    limit = len(piece.text) - done
                    if before is not None:
                        limit = _alike(old.atoms, at_old, limit, markers_old)
                    if after is not None:
                        limit = _alike(new.atoms, at_new, limit, markers_new)
                    size = limit
                    self._letters(piece.text[done : done + size], piece.op, before, after)
                done += size
                at_old += size if of_old else 0
                at_new += size if of_new else 0
        self._markers(markers_old, at_old)
        self._markers(markers_new, at_new)
        self._end_line(Op.EQUAL)
        return self.lines

    def _end_line(self, op: Op) -> None:
        self.lines.append(Line(list(self._content), op))
        self._content = etree.Element(w("p"))
        self._open = []

    def _markers(self, markers: list[tuple[int, Element]], at: int) -> None:
        while markers and markers[0][0] <= at:
            self._place((), None).append(copy.deepcopy(markers.pop(0)[1]))

    def _thing(self, op: Op, old: Atom | None, new: Atom | None) -> None:
        atom = old or new
        assert atom is not None
        place = self._place(atom.wrappers, self.names[op], of_new=old is None)
        for at, element in enumerate(atom.thing or ()):
            if old is not None and new is not None:
                other = new.thing or ()
                same_shape = len(other) == len(atom.thing or ())
                element = (
                    self.hands.kept(element, other[at]) if same_shape else copy.deepcopy(element)
                )
            elif old is not None:
                element = self._struck(self.hands.gone(element), op)
            else:
                element = self.hands.come(element)
            if atom.bare or atom.group:
                place.append(element)
                continue
            run = etree.SubElement(place, w("r"))
            properties = self.hands.run(old, new)
            if properties is not None:
                run.append(properties)
            run.append(element)

    def _letters(self, text: str, op: Op, old: Atom | None, new: Atom | None) -> None:
        atom = old or new
        assert atom is not None
        place = self._place(atom.wrappers, self.names[op], of_new=old is None)
        run = etree.SubElement(place, w("r"))
        properties = self.hands.run(old, new)
        if properties is not None:
            run.append(properties)
        element = etree.SubElement(run, w("delText" if self.names[op] == "del" else "t"))
        element.text = text
        if text != text.strip() or "  " in text or "\t" in text:
            element.set(XML_SPACE, "preserve")

    def _struck(self, element: Element, op: Op) -> Element:
        """Text of a field or thing that went is ``w:delText``; not so under ``w:moveFrom``."""
        if self.names[op] == "del":
            for node in [element, *element.iter(w("t"), w("instrText"))]:
                if local(node) in ("t", "instrText") and not _in_box(node, element):
                    node.tag = w("delText" if local(node) == "t" else "delInstrText")
        return element

    def _place(
        self, wrappers: tuple[Element, ...], name: str | None, *, of_new: bool = False
    ) -> Element:
        """The element to append to: inside ``wrappers`` and, if named, inside a mark."""
        shared = 0
        for (source, _copy), wanted in zip(self._open, wrappers, strict=False):
            if source is not wanted:
                break
            shared += 1
        del self._open[shared:]
        place = inside(self._open[-1][1]) if self._open else self._content
        for wanted in wrappers[shared:]:
            opened = self.hands.wrapper(wanted, of_new)
            if id(wanted) in self._seen:
                for node in opened.findall(f"{w('sdtPr')}/{w('id')}"):
                    node.getparent().remove(node)
            self._seen.add(id(wanted))
            place.append(opened)
            self._open.append((wanted, opened))
            place = inside(opened)
        if name is None:
            return place
        last = place[-1] if len(place) else None
        if last is not None and local(last) == name:
            return last
        mark = self.revisions.mark(name)
        place.append(mark)
        return mark


def _alike(
    atoms: Sequence[Atom], start: int, limit: int, markers: Sequence[tuple[int, Element]]
) -> int:
    """How many characters from ``start``, at most ``limit``, are one atom without a marker."""
    end = start + limit
    if markers:
        end = min(end, markers[0][0])
    atom, place = atoms[start], start + 1
    while place < end and atoms[place] is atom:
        place += 1
    return place - start


def inside(wrapper: Element) -> Element:
    """Where the content of a wrapper stands."""
    inner = wrapper.find(w("sdtContent")) if local(wrapper) == "sdt" else None
    return wrapper if inner is None else inner


def _in_box(node: Element, top: Element) -> bool:
    """Whether ``node`` is text of a text box inside ``top``: another story, marked by itself."""
    for parent in node.iterancestors():
        if parent is top:
            return False
        if local(parent) == "txbxContent":
            return True
    return False


def open_copy(wrapper: Element) -> Element:
    """A wrapper without its content: attributes and properties only."""
    opened = etree.Element(wrapper.tag, dict(wrapper.attrib), nsmap=wrapper.nsmap)
    for child in wrapper:
        if local(child) in ("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr"):
            opened.append(copy.deepcopy(child))
    if local(wrapper) == "sdt":
        place = etree.Element(w("sdtContent"))
        opened.append(place)
    return opened
