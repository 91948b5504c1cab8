"""Document text made fit for XML files (Word, Excel) and for Markdown."""

from __future__ import annotations

import re

# XML 1.0 allows tab, line feed, carriage return and the planes without surrogates or the two
# non-characters at the end of the first plane.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_OPENS = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LINE_START = re.compile(r"^(\s*)(\d+(?=[.)])|[-+=:])", re.MULTILINE)


def xml_text(text: str) -> str:
    """``text`` without the characters that XML 1.0 cannot hold (Recommendation, section 2.2).

    Bidirectional controls are closed, see `closed`.
    """
    if text.isascii() and text.isprintable():
        return text
    return closed(_NOT_XML.sub("\ufffd", text))


def closed(text: str) -> str:
    """``text`` with every bidirectional embedding, override and isolate in it ended.

    An override that a document leaves open would turn our own words after a quotation around
    (Unicode Standard Annex 9, and the attack known as Trojan Source).
    """
    if text.isascii() or not _BIDI.search(text):
        return text
    ends: list[str] = []
    for control in _BIDI.findall(text):
        if control in _OPENS:
            ends.append(_OPENS[control])
        elif control in ends:
            # An end closes whatever was opened within.
            del ends[len(ends) - 1 - ends[::-1].index(control) :]
    return text + "".join(reversed(ends))


def markdown_text(text: str) -> str:
    """``text`` on one line with everything escaped that Markdown or HTML would act on."""
    line = " ".join(xml_text(text).split())
    escaped = _MARKDOWN.sub(r"\\\1", line).replace("&", "&amp;")
    # A bare address is made a link by many readers; a zero-width joiner would alter the words,
    # an entity does not.
    escaped = escaped.replace("://", "&#58;//").replace("@", "&#64;")
    return (
        _LINE_START.sub(r"\1\\\2", escaped)
        if not escaped[:1].isdigit()
        else re.sub(r"^(\d+)([.)])", r"\1\\\2", escaped)
    )
