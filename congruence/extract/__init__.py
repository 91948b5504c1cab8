"""Reading documents: any supported file becomes a `congruence.model.Document`.

Every format has its own reader; all of them hand their pieces to `assemble`, which gives ids,
sections and legal places. No word is lost in silence: what is set aside is furniture, what could
not be read is a warning.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path
from typing import BinaryIO

from congruence.errors import InputError
from congruence.extract.sniff import SUPPORTED, Format, sniff
from congruence.messages import _
from congruence.model import Document, View

__all__ = ["SUPPORTED", "Format", "read", "read_bytes", "read_stream", "sniff"]

MAX_BYTES = 1 << 30


def read(
    path: str | Path,
    *,
    view: View | str = View.ACCEPTED,
    id: str | None = None,
    title: str | None = None,
    ocr: bool = False,
) -> Document:
    """Read the file at ``path``.

    Args:
        path: a file of one of the `SUPPORTED` kinds.
        view: which reading of tracked changes (Word) or a redline (PDF) is wanted.
        id: the document's id; by default made from the file's name.
        title: its title; by default what the file itself says.
        ocr: whether PDF pages without text are to be recognised from their image.

    Raises:
        InputError: the file is missing, empty, unreadable, protected, damaged, or not what its
            name says.
    """
    data = _load(Path(path))
    return read_bytes(data, name=str(path), view=view, id=id, title=title, ocr=ocr)


def read_bytes(
    data: bytes,
    *,
    name: str,
    view: View | str = View.ACCEPTED,
    id: str | None = None,
    title: str | None = None,
    ocr: bool = False,
) -> Document:
    """Read a document that is already in memory.

    ``name`` tells the format by its suffix where the bytes do not, and stands in errors.
    """
    from congruence.extract.assemble import Identity, assemble
    from congruence.extract.readers import reading_of

    if len(data) > MAX_BYTES:
        raise _too_large(name)
    view = View(view)
    reading = reading_of(data, name=name, format=sniff(data, name), view=view, ocr=ocr)
    identity = Identity(
        id=id or id_from(name),
        title=title,
        path=name,
        sha256=hashlib.sha256(data).hexdigest(),
        view=view,
    )
    document, _pieces = assemble(reading, identity)
    return document


def read_stream(
    stream: BinaryIO,
    *,
    name: str,
    view: View | str = View.ACCEPTED,
    id: str | None = None,
    title: str | None = None,
) -> Document:
    """Read a document from an open stream (standard input), at most `MAX_BYTES` of it."""
    return read_bytes(stream.read(MAX_BYTES + 1), name=name, view=view, id=id, title=title)


def _too_large(name: str | Path) -> InputError:
    return InputError(
        _("the file is larger than {size} MB").format(size=MAX_BYTES >> 20),
        file=name,
        remedy=_("split it into smaller files"),
    )


def id_from(name: str) -> str:
    """An id for a file that has none: its name in plain lower-case letters."""
    stem = unicodedata.normalize("NFKD", Path(name).stem).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9.]+", "-", stem.lower()).strip("-.") or "document"


def _load(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InputError(
                _("this is a folder, not a file"),
                file=path,
                remedy=_("name one of the documents in it"),
            )
        if path.stat().st_size > MAX_BYTES:
            raise _too_large(path)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(
            _("the file does not exist"),
            file=path,
            remedy=_("check the name and the folder"),
        ) from error
    except (OSError, ValueError) as error:
        raise InputError(
            _("the file cannot be opened"),
            file=path,
            remedy=_("check whether you may read it and whether another program has it locked"),
        ) from error
