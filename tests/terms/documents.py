"""Small documents made in the test itself, read by the real reader."""

from __future__ import annotations

from dataclasses import replace

from congruence.extract import read_bytes
from congruence.model import Document


def document(text: str, id: str = "doc", **facts: object) -> Document:
    """``text`` as a Markdown document; ``facts`` are role, version, date, holder, title."""
    read = read_bytes(text.encode(), name=f"{id}.md", id=id)
    return replace(read, **facts)
