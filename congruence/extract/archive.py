"""Zipped XML (Word, OpenDocument) opened with care: sizes bounded, no entities, no network."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING

from congruence.errors import InputError
from congruence.messages import _

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_PART = 256 << 20
MAX_TOTAL = 1 << 30
MAX_PARTS = 20_000
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
     b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math",
     b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/drawingml/main",
     b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)  # fmt: skip


class Archive:
    """The parts of a zipped document, read on demand within bounds.

    Args:
        data: the file.
        name: what to call it in errors.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except Exception as error:  # zipfile raises many kinds on damaged input
            raise self.damaged() from error
        self._sizes = {info.filename: info.file_size for info in infos}
        if len(infos) > MAX_PARTS or sum(self._sizes.values()) > MAX_TOTAL:
            raise self._too_large()

    def __contains__(self, part: str) -> bool:
        return part in self._sizes

    @property
    def parts(self) -> list[str]:
        """The names of all parts, sorted."""
        return sorted(self._sizes)

    def read(self, part: str) -> bytes:
        """The bytes of a part, never more than `MAX_PART`.

        Raises:
            InputError: the part is absent, damaged, protected or too large.
        """
        try:
            with self._zip.open(part) as stream:
                data = stream.read(MAX_PART + 1)
        except (RuntimeError, NotImplementedError) as error:  # an encrypted or odd member
            raise InputError(
                _("the file is protected with a password"),
                file=self.name,
                remedy=_("take the password off and save it again"),
            ) from error
        except (KeyError, OSError, EOFError, ValueError, zipfile.BadZipFile, zlib.error) as error:
            raise self.damaged(part) from error
        if len(data) > MAX_PART:
            raise self._too_large()
        return data

    def xml(self, part: str) -> Element:
        """The root element of an XML part.

        Raises:
            InputError: as `read`; also for XML that is broken, nested too deeply or declares
                entities (which no word processor writes).
        """
        data = self.read(part)
        for strict, transitional in _STRICT:
            if strict in data:
                data = data.replace(strict, transitional)
        return parse_xml(data, self.name, part)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """The relationships of ``part``: id -> (last word of the type, target part)."""
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", base + ".rels")
        if rels not in self:
            return {}
        found = {}
        for element in self.xml(rels).iter(_RELATIONSHIP):
            if element.get("TargetMode") == "External":
                continue
            target = element.get("Target") or ""
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = (element.get("Type") or "").rpartition("/")[2]
            found[element.get("Id") or ""] = (kind, posixpath.normpath(path))
        return found

    def damaged(self, part: str | None = None) -> InputError:
        """The error for a file that is broken (in ``part``)."""
        return InputError(
            _("the file is damaged and cannot be read"),
            file=self.name,
            place=part,
            remedy=_("open it in the program it was made with and save it again"),
        )

    def _too_large(self) -> InputError:
        return InputError(
            _("the file unpacks to more than can be read safely"),
            file=self.name,
            remedy=_("check where it comes from; split it if it is genuine"),
        )


def parse_xml(data: bytes, name: str, part: str) -> Element:
    """Parse untrusted XML: no DTD, no entities, no network, bounded depth.

    Raises:
        InputError: the XML is broken or declares a document type.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(
            _("the file is damaged: its text cannot be read"),
            file=name,
            place=part,
            remedy=_("open it in the program it was made with and save it again"),
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise InputError(
            _("the file declares XML entities, which is not safe to read"),
            file=name,
            place=part,
            remedy=_("check where it comes from; save it again in a word processor"),
        )
    return root
