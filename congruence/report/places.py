"""How a report cites a passage, and the permalink under which it is found."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from congruence.messages import _
from congruence.model import Block, BlockKind, Document

_SHORT = {
    "artikel": "art",
    "hoofdstuk": "hfst",
    "paragraaf": "par",
    "onderdeel": "ond",
    "afdeling": "afd",
}


def slug(text: str, width: int = 48) -> str:
    """``text`` as a readable, URL-safe name: lower-case ASCII letters, digits, dots, hyphens.

    >>> slug("Artikel 3, lid 2")
    'art-3-lid-2'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+(?:[.][a-z0-9]+)*", plain)
    return "-".join(_SHORT.get(word, word) for word in words)[:width].strip("-.")


def document_key(document: Document) -> str:
    """A short name for permalinks: role and version ("s1.0") where known, else the id."""
    if document.role and document.version:
        return slug(f"{document.role.value[0]}{document.version}", 16)
    return slug(document.id, 24) or "d"


def document_keys(documents: Sequence[Document]) -> tuple[str, ...]:
    """One key per document, unique among them: the position is added where two would clash."""
    keys = [document_key(document) for document in documents]
    seen = Counter(keys)
    return tuple(key if seen[key] == 1 else f"{key}-{at}" for at, key in enumerate(keys, start=1))


class Places:
    """Citations and permalinks for the passages of one document.

    ``key`` tells the documents of a report apart; permalinks begin with it, so that they are
    unique in the report when the keys are.
    """

    def __init__(self, document: Document, key: str) -> None:
        self.document = document
        self.key = key

    def number(self, block: Block) -> int:
        """The number of the passage in its document, from 1, headings not counted."""
        return self._ordinals[block.id]

    @cached_property
    def _ordinals(self) -> dict[str, int]:
        return {block.id: at for at, block in enumerate(self.document.passages(), start=1)}

    @cached_property
    def _anchors(self) -> dict[str, str]:
        named = [
            (block.id, slug(block.path or (f"noot-{block.label}" if block.label
             and block.kind is BlockKind.FOOTNOTE else "")))
            for block in self.document.blocks
        ]  # fmt: skip
        times = Counter(name for _id, name in named)
        anchors: dict[str, str] = {}
        taken: set[str] = set()
        for block_id, name in named:
            own = slug(block_id) or "x"
            anchor = name if name and times[name] == 1 else "-".join(filter(None, (name, own)))
            while anchor in taken:
                anchor = f"{anchor}.{len(taken)}"
            taken.add(anchor)
            anchors[block_id] = f"{self.key}-{anchor}"
        return anchors

    def anchor(self, block: Block) -> str:
        """The permalink of ``block``: readable where the document numbers its provisions."""
        return self._anchors[block.id]

    def cite(self, block: Block) -> str:
        """What to cite: the legal place, else the kind of block with its number."""
        if block.path:
            return block.path
        if block.kind is BlockKind.FOOTNOTE and block.label:
            return _("footnote {label}").format(label=block.label)
        if block.kind is BlockKind.TABLE_CELL and block.table is not None and block.row is not None:
            return _("table {table}, row {row}").format(table=block.table + 1, row=block.row + 1)
        if block.is_heading:
            return block.label or _("heading")
        ordinal = _("paragraph {number}").format(number=self.number(block))
        return f"{ordinal} ({block.label})" if block.label else ordinal


def page_words(page: int | None) -> str:
    """The page as a citation gives it ("p. 4"), or ""."""
    return "" if page is None else _("p. {page}").format(page=page)


def source_line(place: str, page: int | None) -> str:
    """Place and page in one line."""
    return ", ".join(part for part in (place, page_words(page)) if part)
