"""A paragraph as a string: one character for each letter and one for each thing in the line.

Images, fields, notes, tabs and breaks become private-use characters, equal in both documents
where the things are equal, so that one word diff serves text and things alike.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from congruence.report.tracked.ooxml import MC, Element, M, local, w

_WRAPPERS = {"hyperlink", "smartTag", "customXml", "sdt", "dir", "bdo"}
_MARKERS = {"bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart",
            "permEnd"}  # fmt: skip
_DROPPED = {"proofErr", "lastRenderedPageBreak"}
_FIRST, _LAST = 0xF0000, 0xFFFFD  # supplementary private use area A


class Things:
    """Gives equal things the same character, in both documents."""

    def __init__(self) -> None:
        self._characters: dict[object, str] = {}

    def character(self, key: object) -> str:
        """The character that stands for ``key``."""
        if key not in self._characters:
            place = _FIRST + len(self._characters) % (_LAST - _FIRST)
            self._characters[key] = chr(place)
        return self._characters[key]


@dataclass(frozen=True, slots=True)
class Atom:
    """What one character of a stream is.

    Attributes:
        run: the run's properties (``w:rPr``) or None.
        wrappers: elements around the run (a hyperlink, a content control), outermost first.
        thing: elements that stand for the character, None for a letter.
        bare: whether ``thing`` stands in the paragraph itself and not in a run.
        group: whether ``thing`` are whole runs (a field from begin to end).
    """

    run: Element | None
    wrappers: tuple[Element, ...]
    thing: tuple[Element, ...] | None = None
    bare: bool = False
    group: bool = False


@dataclass(slots=True)
class Stream:
    """The content of a paragraph: ``text`` and, character by character, ``atoms``.

    ``markers`` are the zero-width elements (bookmarks, comment ranges) with the place in the
    text before which they stand.
    """

    text: str = ""
    atoms: list[Atom] = field(default_factory=list)
    markers: list[tuple[int, Element]] = field(default_factory=list)

    def put(self, text: str, atom: Atom) -> None:
        """Append ``text``, each character of which is ``atom``."""
        self.text += text
        self.atoms.extend([atom] * len(text))


KeyOf = Callable[[Element], object]


class StreamReader:
    """Reads paragraphs of one document; ``key_of`` says when two things are the same."""

    def __init__(self, things: Things, key_of: KeyOf) -> None:
        self.things, self.key_of = things, key_of

    def read(self, paragraph: Element) -> Stream:
        """The stream of ``paragraph``."""
        stream = Stream()
        self._children(list(paragraph), stream, ())
        return stream

    def _children(
        self, children: list[Element], stream: Stream, wrappers: tuple[Element, ...]
    ) -> None:
        at = 0
        while at < len(children):
            end = _field_end(children, at)
            if end > at:
                self._field(children[at:end], stream, wrappers)
                at = end
                continue
            self._child(children[at], stream, wrappers)
            at += 1

    def _child(self, child: Element, stream: Stream, wrappers: tuple[Element, ...]) -> None:
        name = local(child)
        if name == "pPr" or name in _DROPPED or not name:
            return
        if name == "r":
            self._run(child, stream, wrappers)
        elif name in _MARKERS:
            stream.markers.append((len(stream.text), child))
        elif name == "fldSimple":
            self._field(_as_complex(child), stream, wrappers)
        elif name in _WRAPPERS:
            inner = child.find(w("sdtContent")) if name == "sdt" else child
            if inner is not None:
                self._children(list(inner), stream, (*wrappers, child))
        else:
            self._thing(child, stream, Atom(None, wrappers, (child,), bare=True))

    def _run(self, run: Element, stream: Stream, wrappers: tuple[Element, ...]) -> None:
        properties = run.find(w("rPr"))
        letter = Atom(properties, wrappers)
        for child in run:
            name = local(child)
            if name == "rPr" or name in _DROPPED:
                continue
            if name == "commentReference":
                stream.markers.append((len(stream.text), _only(run, child)))
            elif name in ("t", "delText"):
                stream.put(child.text or "", letter)
            elif name:
                self._thing(child, stream, Atom(properties, wrappers, (child,)))

    def _thing(self, element: Element, stream: Stream, atom: Atom) -> None:
        stream.put(self.things.character(self.key_of(element)), atom)

    def _field(self, runs: list[Element], stream: Stream, wrappers: tuple[Element, ...]) -> None:
        key = ("field", "".join(run.xpath("string(.)") for run in runs))
        atom = Atom(None, wrappers, tuple(runs), group=True)
        stream.put(self.things.character(key), atom)


def _only(run: Element, child: Element) -> Element:
    """The run with no other content than ``child``."""
    bare = copy.deepcopy(run)
    for other in list(bare):
        if local(other) not in ("rPr", local(child)):
            bare.remove(other)
    return bare


def _field_end(children: list[Element], at: int) -> int:
    """Where the field that begins at ``at`` ends, if it is made of plain runs; else ``at``."""
    if local(children[at]) != "r":
        return at
    depth = 0
    for place in range(at, len(children)):
        child = children[place]
        if local(child) in _DROPPED:
            continue
        if local(child) != "r":
            return at
        kinds = [mark.get(w("fldCharType")) for mark in child.iter(w("fldChar"))]
        if place == at and kinds[:1] != ["begin"]:
            return at
        depth += kinds.count("begin") - kinds.count("end")
        if depth <= 0:
            holds_things = any(
                local(part)
                not in ("rPr", "t", "instrText", "fldChar", "tab", "noBreakHyphen", "br")
                and local(part) not in _DROPPED
                for run in children[at : place + 1]
                for part in run
            )
            return at if holds_things else place + 1
    return at


def _as_complex(simple: Element) -> list[Element]:
    """The runs of a simple field written as a complex one, which can be tracked."""
    runs = []
    inner = [copy.deepcopy(run) for run in simple if local(run) == "r"]
    properties = inner[0].find(w("rPr")) if inner else None

    def run_with(child: Element) -> Element:
        run = etree.Element(w("r"))
        if properties is not None:
            run.append(copy.deepcopy(properties))
        run.append(child)
        return run

    for kind in ("begin", None, "separate"):
        if kind is None:
            child = etree.Element(w("instrText"))
            child.text = simple.get(w("instr"))
            child.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        else:
            child = etree.Element(w("fldChar"))
            child.set(w("fldCharType"), kind)
        runs.append(run_with(child))
    end = etree.Element(w("fldChar"))
    end.set(w("fldCharType"), "end")
    return [*runs, *inner, run_with(end)]


def plain_text(element: Element) -> str:
    """The letters of a paragraph, row or table, with spaces for what stands between them."""
    parts: list[str] = []
    for node in element.iter():
        name = local(node)
        if name == "t" and not _in_fallback(node):
            parts.append(node.text or "")
        elif name in ("tab", "br", "cr", "p", "tc"):
            parts.append(" ")
    return "".join(parts)


def _in_fallback(node: Element) -> bool:
    return any(parent.tag == f"{{{MC}}}Fallback" for parent in node.iterancestors())


def is_math(element: Element) -> bool:
    """Whether an element is a formula."""
    return isinstance(element.tag, str) and element.tag.startswith(f"{{{M}}}")
