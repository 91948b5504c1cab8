"""The words of the sample documents, read without congruence: the yardstick must not be its own."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pymupdf
from lxml import etree, html

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEAD, FOOT = 70.0, 70.0


def part(path: Path, name: str) -> etree._Element:
    """One XML part of a Word file."""
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read(f"word/{name}.xml"))


def _docx(path: Path) -> list[str]:
    """Paragraphs of body and footnotes with tracked changes accepted."""
    found = []
    for name in ("document", "footnotes"):
        for paragraph in part(path, name).iter(f"{W}p"):
            found.append("".join(text.text or "" for text in paragraph.iter(f"{W}t")))
    return found


def _pdf(path: Path) -> list[str]:
    """The text of all pages in a row, running heads and feet left out, columns one by one."""
    pages = []
    with pymupdf.open(path) as pdf:
        for page in pdf:
            body = pymupdf.Rect(0, HEAD, page.rect.width, page.rect.height - FOOT)
            pages.append(page.get_text("text", clip=body))
    return pages


def _html(path: Path) -> list[str]:
    tree = html.fromstring(path.read_bytes())
    return [" ".join(node.itertext()) for node in tree.iter("p", "li", "td", "blockquote", "h2")]


def squeeze(text: str) -> str:
    """Letters, figures and signs alone: line ends and broken words make no difference."""
    return re.sub(r"[\s\u00ad-]", "", text)


def words_of(path: Path) -> str:
    """All words of a document, squeezed, paragraphs kept apart except in a PDF."""
    read = {".docx": _docx, ".pdf": _pdf, ".html": _html}[path.suffix]
    joint = "" if path.suffix == ".pdf" else "\n"
    return joint.join(squeeze(text) for text in read(path))
