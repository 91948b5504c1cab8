"""Bytes to text, with the offsets of its lines as they are on disk."""

from __future__ import annotations

import codecs
import re

from congruence.errors import InputError
from congruence.messages import _
from congruence.model import ReadWarning

_LINE_END = re.compile(r"\r\n|\n|\r")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, name: str) -> tuple[str, list[ReadWarning]]:
    """The text of a file: by its byte-order mark, else UTF-8, else Windows-1252 with a warning.

    The byte-order mark is no character of the text; line ends stay as they are.
    """
    mark, encoding = next((known for known in _BOMS if data.startswith(known[0])), (b"", "utf-8"))
    data = data[len(mark) :]
    try:
        return data.decode(encoding), []
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise InputError(
                _("the text cannot be decoded"),
                file=name,
                remedy=_("save it again as UTF-8"),
            ) from error
    text = data.decode("cp1252", errors="replace")
    message = _("not UTF-8: read as Windows-1252, accented letters may be wrong")
    return text, [ReadWarning("encoding", message)]


def line_starts(text: str) -> tuple[int, ...]:
    """The offset at which each line begins; line ends are those of Windows, Unix and old Mac."""
    starts = [0]
    starts.extend(match.end() for match in _LINE_END.finditer(text))
    if len(starts) > 1 and starts[-1] == len(text):
        starts.pop()
    return tuple(starts)
