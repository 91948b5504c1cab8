"""A Word file as its parts: names, safe reading, relationships, writing back."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from congruence.errors import InputError
from congruence.messages import _

Element = Any  # lxml's elements carry no types

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# A document larger than this when unpacked is refused (a "zip bomb").
LARGEST_PACKAGE = 500 * 1024 * 1024


def w(name: str) -> str:
    """The full name of a ``w:`` element or attribute."""
    return f"{{{W}}}{name}"


def as_number(value: str | None) -> int:
    """The number that an attribute gives; 0 where it gives none, as in a damaged file."""
    try:
        return int(value or "0")
    except ValueError:
        return 0


def local(element: Element) -> str:
    """The name of ``element`` without its namespace ("" for a comment)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def parse(data: bytes) -> Element:
    """The root of an XML part; entities are not expanded and nothing is fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    return etree.fromstring(data, parser)


def canonical(element: Element) -> bytes:
    """The element as bytes that are equal for equal content."""
    return bytes(etree.tostring(element, method="c14n", exclusive=True))


class Package:
    """The parts of one Word file; XML parts are parsed once and written back when changed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with zipfile.ZipFile(path) as archive:
                if sum(item.file_size for item in archive.infolist()) > LARGEST_PACKAGE:
                    raise InputError(_("the file is too large to read"), file=path)
                self.parts = {item.filename: archive.read(item) for item in archive.infolist()
                              if not item.is_dir()}  # fmt: skip
        except (OSError, zipfile.BadZipFile) as error:
            raise InputError(
                _("the file cannot be read as a Word document"),
                file=path,
                remedy=_("open it in Word and save it as .docx"),
            ) from error
        self._roots: dict[str, Element] = {}
        self.main = self._main_part()

    def _main_part(self) -> str:
        for _id, kind, target, external in self.relationships(""):
            if kind.endswith("/officeDocument") and not external:
                return target
        raise InputError(_("the file cannot be read as a Word document"), file=self.path)

    def root(self, part: str) -> Element:
        """The parsed root of ``part``; changes to it are written by `save`."""
        if part not in self._roots:
            try:
                self._roots[part] = parse(self.parts[part])
            except (KeyError, etree.XMLSyntaxError) as error:
                raise InputError(
                    _("the file is damaged"), file=self.path, place=part,
                    remedy=_("open it in Word and save it as .docx"),
                ) from error  # fmt: skip
        return self._roots[part]

    def add(self, part: str, root: Element, content_type: str) -> None:
        """Put a new XML part into the package."""
        self._roots[part] = root
        self.parts[part] = b""
        types = self.root("[Content_Types].xml")
        etree.SubElement(types, f"{{{TYPES}}}Override", PartName=f"/{part}",
                         ContentType=content_type)  # fmt: skip

    def content_type(self, part: str) -> str | None:
        """The content type of ``part``, by its name or its extension."""
        extension = posixpath.splitext(part)[1][1:].lower()
        by_extension = None
        for item in self.root("[Content_Types].xml"):
            if item.get("PartName") == f"/{part}":
                return str(item.get("ContentType"))
            if (item.get("Extension") or "").lower() == extension:
                by_extension = str(item.get("ContentType"))
        return by_extension

    @staticmethod
    def rels_part(part: str) -> str:
        """Where the relationships of ``part`` stand."""
        folder, name = posixpath.split(part)
        return posixpath.join(folder, "_rels", f"{name}.rels")

    def relationships(self, part: str) -> Iterator[tuple[str, str, str, bool]]:
        """Id, type, target (a part's name unless external) and whether it is external."""
        rels = self.rels_part(part)
        if rels not in self.parts:
            return
        folder = posixpath.dirname(part)
        for item in self.root(rels):
            external = item.get("TargetMode") == "External"
            target = item.get("Target", "")
            if not external:
                target = (
                    target[1:] if target.startswith("/")
                    else posixpath.normpath(posixpath.join(folder, target))
                )  # fmt: skip
            yield item.get("Id", ""), item.get("Type", ""), target, external

    def related(self, part: str, kind: str) -> str | None:
        """The first part that ``part`` points at with a relationship of ``kind``."""
        for _id, type_, target, external in self.relationships(part):
            if type_.endswith(f"/{kind}") and not external and target in self.parts:
                return target
        return None

    def relate(self, part: str, kind: str, target: str, *, external: bool = False) -> str:
        """Add a relationship of full type ``kind`` and return its id."""
        rels = self.rels_part(part)
        if rels not in self.parts:
            self._roots[rels] = etree.Element(f"{{{RELS}}}Relationships", nsmap={None: RELS})
            self.parts[rels] = b""
        root = self.root(rels)
        used = {item.get("Id") for item in root}
        number = len(used) + 1
        while f"rId{number}" in used:
            number += 1
        attributes = {"Id": f"rId{number}", "Type": kind}
        attributes["Target"] = target if external else f"/{target}"
        if external:
            attributes["TargetMode"] = "External"
        etree.SubElement(root, f"{{{RELS}}}Relationship", attributes)
        return f"rId{number}"

    def new_name(self, like: str) -> str:
        """A part name as ``like`` that is not taken."""
        stem, extension = posixpath.splitext(like)
        number = 1
        while f"{stem}-{number}{extension}" in self.parts:
            number += 1
        return f"{stem}-{number}{extension}"

    def bytes_of(self, part: str) -> bytes:
        """The part as it would be written."""
        if part in self._roots:
            return bytes(
                etree.tostring(
                    self._roots[part], xml_declaration=True, encoding="UTF-8", standalone=True
                )
            )
        return self.parts[part]

    def save(self, path: Path) -> None:
        """Write the package; the content types come first, as readers expect."""
        names = sorted(self.parts, key=lambda name: (name != "[Content_Types].xml", name))
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in names:
                item = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
                item.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(item, self.bytes_of(name))
