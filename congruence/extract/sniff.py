"""What kind of file this is: by its bytes first, by its name where the bytes do not tell."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum
from pathlib import PurePath

from congruence.errors import InputError
from congruence.messages import _


class Format(StrEnum):
    """The formats that can be read."""

    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    HTML = "html"
    MARKDOWN = "md"
    TEXT = "txt"
    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"


SUPPORTED: dict[str, Format] = {
    ".pdf": Format.PDF,
    ".docx": Format.DOCX,
    ".docm": Format.DOCX,
    ".dotx": Format.DOCX,
    ".odt": Format.ODT,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".txt": Format.TEXT,
    ".csv": Format.CSV,
    ".xlsx": Format.XLSX,
    ".jsonl": Format.JSONL,
}
"""Suffixes that may be read, with their format."""

_BINARY = frozenset({Format.PDF, Format.DOCX, Format.ODT, Format.XLSX})
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")


def sniff(data: bytes, name: str) -> Format:
    """The format of ``data``, called ``name``.

    Raises:
        InputError: empty, of no kind that can be read, or not what its name says.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise InputError(
            _("the file is empty"), file=name, remedy=_("save the document again and retry")
        )
    suffix = PurePath(name).suffix.lower()
    named = SUPPORTED.get(suffix)
    if suffix in _UNREADABLE_NAMES and not _is_known(data):
        raise _unsupported(name)
    found = _by_content(data, name)
    if found is None:
        return _text_format(data, name, named)
    if named is not None and named is not found:
        raise InputError(
            _("the name says {named}, but the content is {found}").format(
                named=named.value, found=found.value
            ),
            file=name,
            remedy=_("rename the file to .{found}, or save it again as {named}").format(
                found=found.value, named=named.value
            ),
        )
    return found


_UNREADABLE_NAMES = frozenset({".doc", ".rtf", ".pages", ".wpd", ".ppt", ".pptx", ".xls", ".epub"})


def _is_known(data: bytes) -> bool:
    return b"%PDF-" in data[:1024] or data.startswith((b"PK\x03\x04", _OLE, b"{\\rtf"))


def _unsupported(name: str) -> InputError:
    return InputError(
        _("this kind of file cannot be read"),
        file=name,
        remedy=_("save it as .docx or .pdf ({all} can be read)").format(
            all=", ".join(sorted(SUPPORTED))
        ),
    )


def _by_content(data: bytes, name: str) -> Format | None:
    """The format that the bytes themselves show; None for any kind of text."""
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _by_archive(data, name)
    if data.startswith(_OLE):
        raise _ole_error(data, name)
    if data.startswith(b"{\\rtf"):
        raise _unsupported(name)
    if data.startswith(_IMAGES):
        raise InputError(
            _("this is an image, not a document"),
            file=name,
            remedy=_("put it in a PDF and have its text recognised"),
        )
    return None


def _by_archive(data: bytes, name: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = frozenset(archive.namelist())
            kind = b""
            if "mimetype" in names:
                with archive.open("mimetype") as stream:
                    kind = stream.read(100)
    except Exception as error:  # zipfile raises many kinds on damaged input
        raise InputError(
            _("the file is damaged: its parts cannot be found"),
            file=name,
            remedy=_("open it in the program it was made with and save it again"),
        ) from error
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return Format.ODT
    if "xl/workbook.xml" in names:
        return Format.XLSX
    if "word/document.xml" in names or (
        "[Content_Types].xml" in names and any(part.startswith("word/") for part in names)
    ):
        return Format.DOCX
    raise _unsupported(name)


def _ole_error(data: bytes, name: str) -> InputError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return InputError(
            _("the file is protected with a password"),
            file=name,
            remedy=_("open it in Word, take the password off and save it again"),
        )
    return InputError(
        _("this is a Word or Excel file of before 2007"),
        file=name,
        remedy=_("open it and save it as .docx or .xlsx"),
    )


def _text_format(data: bytes, name: str, named: Format | None) -> Format:
    if b"\x00" in data[:8192] and not data.startswith(_UTF16):
        if named is None:
            raise _unsupported(name)
        raise InputError(
            _("this is no {named} file: its content is not readable text").format(
                named=named.value
            ),
            file=name,
            remedy=_("check that it is the right file, or save it again"),
        )
    html = _HTML.match(data[:4096].removeprefix(b"\xef\xbb\xbf")) is not None
    if named in _BINARY:
        assert named is not None
        raise InputError(
            _("the name says {named}, but the content is {found}").format(
                named=named.value, found="html" if html else "txt"
            ),
            file=name,
            remedy=_("check that it is the right file; a download may have failed"),
        )
    if named is None:
        return Format.HTML if html else Format.TEXT
    return named
