"""What the new version has and the old package lacks: styles, lists, images, links.

Content of the new document is put into the old package; everything it points at goes with it.
"""

from __future__ import annotations

import copy
import hashlib
import posixpath
from dataclasses import dataclass, field

from lxml import etree

from congruence.report.tracked.ooxml import Element, Package, R, as_number, canonical, local, w
from congruence.report.tracked.revisions import Revisions

_QUIET = {"lang", "noProof", "webHidden", "ins", "del", "moveFrom", "moveTo", "rPrChange",
          "pPrChange", "rPr", "sectPr", "keepNext", "keepLines", "szCs", "bCs", "iCs"}  # fmt: skip


@dataclass
class Carrier:
    """Brings content of ``new`` into ``old``; one for the whole merge."""

    old: Package
    new: Package
    revisions: Revisions
    _styles: dict[str, str] = field(default_factory=dict)
    _numbers: dict[str, str] = field(default_factory=dict)
    _copied: dict[str, str] = field(default_factory=dict)
    _links: dict[tuple[str, str, str], str] = field(default_factory=dict)
    _bookmarks: dict[str, dict[str, str]] = field(default_factory=dict)
    _taken: set[str | None] | None = None
    _drawings: int = 10_000

    def content(self, element: Element, old_part: str, new_part: str) -> Element:
        """A copy of ``element`` that stands well in ``old_part``."""
        carried = copy.deepcopy(element)
        for node in carried.iter():
            name = local(node)
            for attribute in [key for key in node.attrib if key.startswith(f"{{{R}}}")]:
                self._relink(node, attribute, old_part, new_part)
            if name in ("pStyle", "rStyle", "tblStyle"):
                node.set(w("val"), self.style(node.get(w("val"), "")))
            elif name == "numId":
                node.set(w("val"), self.number(node.get(w("val"), "0")))
            elif name == "docPr":
                self._drawings += 1
                node.set("id", str(self._drawings))
        return carried

    def bookmarks(self, new_part: str) -> dict[str, str]:
        """Fresh ids for the bookmarks of a new part whose names the old package has not."""
        if new_part not in self._bookmarks:
            if self._taken is None:
                roots = [self.old.root(part) for part in self.old.parts
                         if part.startswith("word/") and part.endswith(".xml")]  # fmt: skip
                self._taken = {mark.get(w("name")) for root in roots
                               for mark in root.iter(w("bookmarkStart"))}  # fmt: skip
            fresh: dict[str, str] = {}
            for mark in self.new.root(new_part).iter(w("bookmarkStart")):
                name = mark.get(w("name"))
                if name not in self._taken and name != "_GoBack":
                    self._taken.add(name)
                    fresh[mark.get(w("id"), "")] = self.revisions.new_id()
            self._bookmarks[new_part] = fresh
        return self._bookmarks[new_part]

    # -- styles -------------------------------------------------------------------------------

    def style(self, style: str) -> str:
        """The id under which a style of the new document is known in the old package."""
        if style not in self._styles:
            self._styles[style] = style  # ends recursion of styles that name each other
            self._styles[style] = self._carry_style(style)
        return self._styles[style]

    def _carry_style(self, style: str) -> str:
        theirs = self._style_element(self.new, "styleId", style)
        if theirs is None:
            return style
        name = theirs.find(w("name"))
        named = name.get(w("val"), "").lower() if name is not None else ""
        part = self.old.related(self.old.main, "styles")
        if part is None:
            return style
        root = self.old.root(part)
        for ours in root.findall(w("style")):
            own = ours.find(w("name"))
            same = own is not None and own.get(w("val"), "").lower() == named
            if same and ours.get(w("type")) == theirs.get(w("type")):
                return str(ours.get(w("styleId")))
        taken = {ours.get(w("styleId")) for ours in root.findall(w("style"))}
        carried = copy.deepcopy(theirs)
        fresh, number = style, 1
        while fresh in taken:
            fresh, number = f"{style}{number}", number + 1
        self._styles[style] = fresh
        carried.set(w("styleId"), fresh)
        carried.attrib.pop(w("default"), None)
        for node in carried.iter(w("basedOn"), w("link"), w("next")):
            node.set(w("val"), self.style(node.get(w("val"), "")))
        for node in carried.iter(w("numId")):
            node.set(w("val"), self.number(node.get(w("val"), "0")))
        root.append(carried)
        return fresh

    @staticmethod
    def _style_element(package: Package, key: str, value: str) -> Element | None:
        part = package.related(package.main, "styles")
        for style in package.root(part).findall(w("style")) if part else ():
            if style.get(w(key)) == value:
                return style
        return None

    # -- lists --------------------------------------------------------------------------------

    def number(self, number: str) -> str:
        """The list of the old package that prints as list ``number`` of the new document."""
        if number == "0":
            return number
        if number not in self._numbers:
            self._numbers[number] = self._carry_number(number)
        return self._numbers[number]

    def _carry_number(self, number: str) -> str:
        theirs = _list(self.new, number)
        if theirs is None:
            return number
        wanted = _list_look(theirs)
        own = _list(self.old, number)
        if own is not None and _list_look(own) == wanted:
            return number
        part = self.old.related(self.old.main, "numbering")
        if part is None:
            return self._first_list(theirs)
        root = self.old.root(part)
        return _append_list(root, theirs)

    def _first_list(self, theirs: tuple[Element, Element]) -> str:
        part = posixpath.join(posixpath.dirname(self.old.main), "numbering.xml")
        root = etree.Element(w("numbering"), nsmap=theirs[0].nsmap)
        self.old.add(
            part, root,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml",
        )  # fmt: skip
        self.old.relate(self.old.main, f"{R}/numbering", part)
        return _append_list(root, theirs)

    # -- parts --------------------------------------------------------------------------------

    def _relink(self, node: Element, attribute: str, old_part: str, new_part: str) -> None:
        found = self.link(node.get(attribute), old_part, new_part)
        if found:
            node.set(attribute, found)
        else:
            del node.attrib[attribute]

    def link(self, id_: str, old_part: str, new_part: str) -> str | None:
        """The id in ``old_part`` of what ``id_`` points at in ``new_part``."""
        key = (id_, old_part, new_part)
        if key not in self._links:
            for known, kind, target, external in self.new.relationships(new_part):
                if known == id_:
                    place = target if external else self._copy_part(target)
                    if place:
                        self._links[key] = self.old.relate(old_part, kind, place, external=external)
                    break
        return self._links.get(key)

    def _copy_part(self, part: str) -> str | None:
        if part not in self.new.parts:
            return None
        if part not in self._copied:
            data = self.new.parts[part]
            if self.old.parts.get(part) == data:
                self._copied[part] = part
                return part
            name = part if part not in self.old.parts else self.old.new_name(part)
            self._copied[part] = name
            self.old.parts[name] = data
            kind = self.new.content_type(part)
            if kind and self.old.content_type(name) != kind:
                types = self.old.root("[Content_Types].xml")
                etree.SubElement(types, types[0].tag.rpartition("}")[0] + "}Override",
                                 PartName=f"/{name}", ContentType=kind)  # fmt: skip
            self._copy_links(part, name)
        return self._copied[part]

    def _copy_links(self, part: str, name: str) -> None:
        """What a copied part (a chart, a diagram) points at comes too, under the same ids."""
        rels = self.new.rels_part(part)
        if rels not in self.new.parts:
            return
        root = copy.deepcopy(self.new.root(rels))
        targets = {id_: target for id_, _k, target, external in self.new.relationships(part)
                   if not external}  # fmt: skip
        for item in list(root):
            target = targets.get(item.get("Id"))
            if target is not None:
                copied = self._copy_part(target)
                if copied is None:
                    root.remove(item)
                else:
                    item.set("Target", f"/{copied}")
        self.old.parts[self.old.rels_part(name)] = etree.tostring(
            root, xml_declaration=True, encoding="UTF-8", standalone=True
        )

    # -- formatting -----------------------------------------------------------------------------

    def look(self, properties: Element | None, *, of_new: bool) -> frozenset[bytes]:
        """What of run or paragraph properties a reader sees, to compare the two documents."""
        seen = set()
        for child in properties if properties is not None else ():
            if local(child) in _QUIET or not local(child):
                continue
            if of_new and local(child) in ("rStyle", "pStyle", "numPr"):
                child = self.content(child, self.old.main, self.new.main)
            seen.add(canonical(child))
        return frozenset(seen)


def _list(package: Package, number: str) -> tuple[Element, Element] | None:
    """The ``w:num`` and the ``w:abstractNum`` it uses."""
    part = package.related(package.main, "numbering")
    if part is None:
        return None
    root = package.root(part)
    for num in root.findall(w("num")):
        if num.get(w("numId")) == number:
            abstract = num.find(w("abstractNumId"))
            wanted = abstract.get(w("val")) if abstract is not None else None
            for element in root.findall(w("abstractNum")):
                if element.get(w("abstractNumId")) == wanted:
                    return num, element
    return None


def _list_look(found: tuple[Element, Element]) -> bytes:
    num, abstract = found
    parts = [canonical(level) for level in abstract.findall(w("lvl"))]
    parts += [canonical(override) for override in num.findall(w("lvlOverride"))]
    return hashlib.sha256(b"".join(parts)).digest()


def _append_list(root: Element, theirs: tuple[Element, Element]) -> str:
    def fresh(tag: str, key: str) -> str:
        used = [as_number(item.get(w(key))) for item in root.findall(w(tag))]
        return str(max(used, default=0) + 1)

    num, abstract = copy.deepcopy(theirs[0]), copy.deepcopy(theirs[1])
    for name in ("nsid", "tmpl", "styleLink", "numStyleLink"):
        for node in abstract.findall(w(name)):
            abstract.remove(node)
    number, kind = fresh("num", "numId"), fresh("abstractNum", "abstractNumId")
    abstract.set(w("abstractNumId"), kind)
    num.set(w("numId"), number)
    num.find(w("abstractNumId")).set(w("val"), kind)
    first = root.find(w("num"))
    if first is not None:
        first.addprevious(abstract)
    else:
        root.append(abstract)
    last = root.findall(w("num"))
    if last:
        last[-1].addnext(num)
    else:
        abstract.addnext(num)
    return number
