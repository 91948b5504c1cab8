"""Footnotes and endnotes: which is which in the two documents, and weaving their texts."""

from __future__ import annotations

import copy
import posixpath
from collections.abc import Callable

from lxml import etree

from congruence.report.tracked.ooxml import Element, Package, R, as_number, local, w
from congruence.report.tracked.stream import plain_text
from congruence.versions.align import align
from congruence.versions.units import unit_of_text

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
# weave(part of old, part of new, old container, new container); None: it went, or it came
Weave = Callable[[str, str, "Element | None", "Element | None"], "list[Element]"]


class Notes:
    """The notes of one kind (``footnotes`` or ``endnotes``) in both documents."""

    def __init__(self, old: Package, new: Package, kind: str) -> None:
        self.kind, self.old, self.new = kind, old, new
        self.old_part = old.related(old.main, kind)
        self.new_part = new.related(new.main, kind)
        self._old = _by_id(old, self.old_part)
        self._new = _by_id(new, self.new_part)
        self._key = self._keys()
        self._done: dict[tuple[str, str], str] = {}

    def key(self, id_: str, *, of_new: bool) -> object:
        """Equal for notes that are versions of one."""
        return (self.kind, self._key[of_new].get(id_, (of_new, id_)))

    def _keys(self) -> tuple[dict[str, object], dict[str, object]]:
        old, new = list(self._old), list(self._new)
        alignment = align(
            [unit_of_text(plain_text(self._old[id_]), at) for at, id_ in enumerate(old)],
            [unit_of_text(plain_text(self._new[id_]), at) for at, id_ in enumerate(new)],
        )
        keys: tuple[dict[str, object], dict[str, object]] = ({}, {})
        for match in alignment.matches:
            one, other = old[match.old[0]], new[match.new[0]]
            keys[0][one] = keys[1][other] = ("pair", one)
        return keys

    def kept(self, old_id: str, new_id: str, weave: Weave) -> None:
        """Weave the text of a note that stayed into the old one; once."""
        note, other = self._old.get(old_id), self._new.get(new_id)
        if (old_id, new_id) in self._done or note is None or other is None:
            return
        self._done[old_id, new_id] = old_id
        self._fill(note, weave(self.old_part or "", self.new_part or "", note, other))

    def gone(self, id_: str, weave: Weave) -> None:
        """Strike the text of a note whose mark went."""
        note = self._old.get(id_)
        if note is not None and (id_, "") not in self._done:
            self._done[id_, ""] = id_
            self._fill(note, weave(self.old_part or "", self.new_part or "", note, None))

    def come(self, id_: str, weave: Weave) -> str:
        """Put a note of the new document into the old package; its id there."""
        theirs = self._new.get(id_)
        if theirs is None:
            return id_
        root = self._root()
        used = [as_number(note.get(w("id"))) for note in root]
        fresh = str(max([0, *used]) + 1)
        note = etree.SubElement(root, w(self.kind[:-1]))
        note.set(w("id"), fresh)
        self._fill(note, weave(self.old_part or "", self.new_part or "", None, theirs))
        return fresh

    def put_in_order(self) -> None:
        """Number the notes in the order of their marks: some readers go by it and not by id."""
        if self.old_part is None:
            return
        root = self.old.root(self.old_part)
        marks = list(self.old.root(self.old.main).iter(w(f"{self.kind[:-1]}Reference")))
        order = {mark.get(w("id")): at for at, mark in reversed(list(enumerate(marks)))}
        special = [note for note in root if note.get(w("type")) not in (None, "normal")]
        notes = [note for note in root if note.get(w("type")) in (None, "normal")]
        notes.sort(key=lambda note: order.get(note.get(w("id")), len(order)))
        first = max((as_number(note.get(w("id"))) for note in special), default=0) + 1
        fresh = {note.get(w("id")): str(at) for at, note in enumerate(notes, start=max(1, first))}
        for note in [*special, *notes]:
            root.append(note)
        for element in [*notes, *marks]:
            element.set(w("id"), fresh.get(element.get(w("id")), element.get(w("id"))))

    @staticmethod
    def _fill(note: Element, content: list[Element]) -> None:
        for child in list(note):
            note.remove(child)
        note.extend(content)

    def _root(self) -> Element:
        """The root of the old part; made, with its separators, where there was none."""
        if self.old_part is None:
            assert self.new_part is not None
            root = copy.deepcopy(self.new.root(self.new_part))
            for note in list(root):
                if note.get(w("type")) is None:
                    root.remove(note)
            name = posixpath.join(posixpath.dirname(self.old.main), f"{self.kind}.xml")
            self.old.add(name, root, _TYPE.format(self.kind))
            self.old.relate(self.old.main, f"{R}/{self.kind}", name)
            self.old_part = name
        return self.old.root(self.old_part)


def _by_id(package: Package, part: str | None) -> dict[str, Element]:
    """The notes that hold text, by id; separators are none."""
    if part is None:
        return {}
    return {
        note.get(w("id"), ""): note
        for note in package.root(part)
        if local(note) in ("footnote", "endnote") and note.get(w("type")) in (None, "normal")
    }
