"""The tracked changes of an OpenDocument text, by the ids that stand where they were made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def deletions(body: Element) -> dict[str, Element]:
    """The removed content of each tracked deletion, by the id of its change."""
    return dict(_changes(body, "deletion"))


def insertions(body: Element) -> frozenset[str]:
    """The ids of the tracked insertions."""
    return frozenset(key for key, _change in _changes(body, "insertion"))


def _changes(body: Element, kind: str) -> Iterator[tuple[str, Element]]:
    for region in body.iter(f"{_TEXT}changed-region"):
        change = region.find(f"{_TEXT}{kind}")
        key = region.get(f"{_TEXT}id") or region.get(_XML_ID)
        if change is not None and key:
            yield key, change
