"""Comments in a copy of the user's own Word file; everything else in it stays as it is.

The package is copied part by part. Only the main document, its relationships, the list of
content types and the comments are written anew; runs are cut in two where a comment begins or
ends inside one, which changes neither text nor formatting (ECMA-376, part 1, 17.13.4).
"""

from __future__ import annotations

import copy
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from lxml import etree

from congruence.errors import InputError, OutputError, system_reason
from congruence.messages import _
from congruence.model import Document
from congruence.report.annotate import AUTHOR, INITIALS, Placed, Remark, placed
from congruence.report.tracked.ooxml import as_number

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What the accepted text does not show, and what repeats text for older programs.
_HIDDEN = {f"{{{W}}}del", f"{{{W}}}moveFrom",
           "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}  # fmt: skip


def annotate_docx(source: Path, document: Document, remarks: Sequence[Remark], out: Path) -> int:
    """Write ``source`` with ``remarks`` as comments to ``out``; how many missed their words.

    Raises:
        InputError: the file is no Word package any more.
        OutputError: ``out`` cannot be written.
    """
    try:
        with zipfile.ZipFile(source) as package:
            parts = {info.filename: package.read(info) for info in package.infolist()}
            order = package.infolist()
    except (OSError, zipfile.BadZipFile) as error:
        raise InputError(
            _("the Word file cannot be opened to write comments in a copy"),
            file=source,
            remedy=_("check that it still exists and is not protected"),
        ) from error
    main = _main_part(parts)
    body = _parse(parts[main])
    stream = _Stream(body)
    places, strays = placed(document, remarks, stream.characters)
    comments = _Comments(parts, main)
    stream.comment(places, comments)
    if places:
        parts[main] = _bytes(body)
        comments.store()
    _write(parts, order, out)
    return strays


class _Stream:
    """The visible characters of a document in order, each with the text element it stands in."""

    def __init__(self, body: etree._Element) -> None:
        self._texts: list[tuple[int, etree._Element]] = []
        pieces: list[str] = []
        length = 0
        for element in _visible(body):
            text = element.text or ""
            self._texts.append((length, element))
            pieces.append(text)
            length += len(text)
        self.characters = "".join(pieces)

    def comment(self, places: Sequence[Placed], comments: _Comments) -> None:
        """Put range marks and references; from the end, so that earlier places stay true."""
        numbered = [(place, comments.add(place.text)) for place in places]
        # At one place an end goes in after a start: the later of two neighbours begins first.
        events = sorted(
            [(place.end, 0, -at, number) for at, (place, number) in enumerate(numbered)]
            + [(place.start, 1, at, number) for at, (place, number) in enumerate(numbered)],
            reverse=True,
        )
        for at, is_start, _order, number in events:
            if is_start:
                run = self._run_from(at)
                run.addprevious(_mark("commentRangeStart", number))
            else:
                run = self._run_until(at)
                run.addnext(_reference(number))
                run.addnext(_mark("commentRangeEnd", number))

    def _at(self, place: int) -> tuple[etree._Element, int]:
        low, high = 0, len(self._texts)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self._texts[middle][0] <= place else (low, middle)
        start, element = self._texts[low - 1]
        return element, place - start

    def _run_from(self, place: int) -> etree._Element:
        """The run that begins with the character at ``place``, cut loose if need be."""
        element, offset = self._at(place)
        return _cut(element, offset) if offset or _before(element) else element.getparent()

    def _run_until(self, end: int) -> etree._Element:
        """The run that ends with the character before ``end``, cut loose if need be."""
        element, offset = self._at(end - 1)
        if offset + 1 < len(element.text or "") or element.getnext() is not None:
            _cut(element, offset + 1)
        return element.getparent()


def _visible(body: etree._Element) -> Iterator[etree._Element]:
    """The ``w:t`` elements a reader of the accepted text sees."""
    for child in body:
        if child.tag in _HIDDEN:
            continue
        if child.tag == f"{{{W}}}t" and child.getparent().tag == f"{{{W}}}r":
            yield child
        elif isinstance(child.tag, str):
            yield from _visible(child)


def _before(element: etree._Element) -> bool:
    """Whether anything but run properties stands before ``element`` in its run."""
    return any(sibling.tag != f"{{{W}}}rPr" for sibling in element.itersiblings(preceding=True))


def _cut(element: etree._Element, offset: int) -> etree._Element:
    """Cut the run of ``element`` before its character ``offset``; the second run."""
    run = element.getparent()
    second = etree.Element(run.tag, run.attrib, nsmap=run.nsmap)
    properties = run.find(f"{{{W}}}rPr")
    if properties is not None:
        second.append(copy.deepcopy(properties))
    following = list(element.itersiblings())
    text = element.text or ""
    if offset < len(text):
        rest = etree.SubElement(second, element.tag, element.attrib)
        rest.text = text[offset:]
        rest.set(_SPACE, "preserve")
    if offset > 0:
        element.text = text[:offset]
        element.set(_SPACE, "preserve")
    else:
        run.remove(element)
    second.extend(following)
    run.addnext(second)
    return second


def _mark(name: str, number: int) -> etree._Element:
    mark = etree.Element(f"{{{W}}}{name}", nsmap={"w": W})
    mark.set(f"{{{W}}}id", str(number))
    return mark


def _reference(number: int) -> etree._Element:
    run = etree.Element(f"{{{W}}}r", nsmap={"w": W})
    run.append(_mark("commentReference", number))
    return run


class _Comments:
    """The comments part: what stands in it already, and what is added."""

    def __init__(self, parts: dict[str, bytes], main: str) -> None:
        self._parts = parts
        self._main = PurePosixPath(main)
        self._relations = f"{self._main.parent}/_rels/{self._main.name}.rels"
        self._name = self._existing()
        known = self._name is not None and self._name in parts
        self._root = (
            _parse(parts[self._name])
            if known and self._name is not None
            else etree.Element(f"{{{W}}}comments", nsmap={"w": W})
        )
        numbers = [as_number(c.get(f"{{{W}}}id")) for c in self._root]
        self._next = max(numbers, default=-1) + 1

    def add(self, text: str) -> int:
        """Add a comment and return its number."""
        number, self._next = self._next, self._next + 1
        comment = etree.SubElement(self._root, f"{{{W}}}comment")
        comment.set(f"{{{W}}}id", str(number))
        comment.set(f"{{{W}}}author", AUTHOR)
        comment.set(f"{{{W}}}initials", INITIALS)
        for line in text.split("\n"):
            paragraph = etree.SubElement(comment, f"{{{W}}}p")
            run = etree.SubElement(paragraph, f"{{{W}}}r")
            words = etree.SubElement(run, f"{{{W}}}t")
            words.text = "".join(c for c in line if c.isprintable())
            words.set(_SPACE, "preserve")
        return number

    def store(self) -> None:
        """Put the part in the package, with its relationship and content type where new."""
        if self._name is None:
            self._name = f"{self._main.parent}/comments.xml"
            relations = self._relations_root()
            taken = {relation.get("Id") for relation in relations}
            free = next(f"rIdC{n}" for n in range(1, len(taken) + 2) if f"rIdC{n}" not in taken)
            relation = etree.SubElement(relations, f"{{{_RELATIONSHIPS}}}Relationship")
            relation.set("Id", free)
            relation.set("Type", f"{_OFFICE}/comments")
            relation.set("Target", "comments.xml")
            self._parts[self._relations] = _bytes(relations)
            types = _parse(self._parts["[Content_Types].xml"])
            override = etree.SubElement(types, f"{{{_TYPES}}}Override")
            override.set("PartName", f"/{self._name}")
            override.set("ContentType", _COMMENTS_TYPE)
            self._parts["[Content_Types].xml"] = _bytes(types)
        self._parts[self._name] = _bytes(self._root)

    def _relations_root(self) -> etree._Element:
        data = self._parts.get(self._relations)
        if data is None:
            return etree.Element(f"{{{_RELATIONSHIPS}}}Relationships", nsmap={None: _RELATIONSHIPS})
        return _parse(data)

    def _existing(self) -> str | None:
        for relation in self._relations_root():
            if (relation.get("Type") or "").endswith("/comments"):
                return _target(str(self._main.parent), relation.get("Target") or "")
        return None


def _target(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"


def _main_part(parts: dict[str, bytes]) -> str:
    for relation in _parse(parts["_rels/.rels"]) if "_rels/.rels" in parts else ():
        target = (relation.get("Target") or "").lstrip("/")
        if (relation.get("Type") or "").endswith("/officeDocument") and target in parts:
            return target
    return "word/document.xml"


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(data, parser)


def _bytes(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _write(parts: dict[str, bytes], order: Sequence[zipfile.ZipInfo], out: Path) -> None:
    names = {info.filename for info in order}
    try:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for info in order:
                package.writestr(info, parts[info.filename], info.compress_type)
            for name in sorted(set(parts) - names):
                # A fixed date: the same draft and remarks give the same file.
                package.writestr(zipfile.ZipInfo(name), parts[name], zipfile.ZIP_DEFLATED)
    except OSError as error:
        raise OutputError(
            _("the commented copy cannot be written ({reason})").format(
                reason=system_reason(error)
            ),
            file=out,
            remedy=_("check that the disk has room and the folder may be written"),
        ) from error
