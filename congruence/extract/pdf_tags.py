"""The structure tree of a tagged PDF: which lines its author made one paragraph, item or cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

_HEADING = re.compile(r"H([1-6])?|Title")
_UNITS = frozenset(
    {"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Title", "LI", "TD", "TH", "Note", "FENote",
     "Caption", "TOCI", "BlockQuote", "BibEntry", "Code", "Formula"}
)  # fmt: skip
_NOTES = frozenset({"Note", "FENote"})
_CELLS = frozenset({"TD", "TH"})
_DEEPEST = 200
_TRUSTED = 0.75
_MOST_BROKEN = 0.2

Path = tuple[int, ...]


class Unit(NamedTuple):
    """An element of the structure tree that reads as one block.

    Attributes:
        path: the place of the element in the tree, the same on every page it runs over.
        role: heading, list_item, table_cell, footnote, caption, quote, contents or paragraph.
        level: depth of a heading or list item, from 1.
        cell: for a table cell the paths of its table and row, and its place in the row.
    """

    path: Path
    role: str
    level: int | None = None
    cell: tuple[Path, Path, int] | None = None


@dataclass(slots=True)
class _Node:
    tag: str
    path: Path


RawLine = tuple[dict[str, Any], Unit | None]


def tagged_lines(blocks: list[dict[str, Any]]) -> Iterator[RawLine]:
    """The raw lines of PyMuPDF's ``dict`` of a page, each with the element it stands in."""
    yield from _walk(blocks, [])


def _walk(blocks: list[dict[str, Any]], above: list[_Node]) -> Iterator[RawLine]:
    unit: Unit | None = None
    known = False  # most elements hold only elements
    for block in blocks:
        if "lines" in block:
            if not known:
                unit, known = _unit(above), True
            for line in block["lines"]:
                yield line, unit
        elif "blocks" in block and len(above) < _DEEPEST:
            path = (*(above[-1].path if above else ()), int(block.get("index") or 0))
            yield from _walk(block["blocks"], [*above, _Node(block.get("std") or "", path)])


def _unit(above: list[_Node]) -> Unit | None:
    """The element that the text right below ``above`` belongs to."""
    tags = [node.tag for node in above]
    at = next((i for i in range(len(above) - 1, -1, -1) if tags[i] in _UNITS), None)
    if at is None:
        return None
    inside = set(tags[: at + 1])
    for outer in range(at, -1, -1):  # a cell, item or entry holds its paragraphs
        if tags[outer] in _CELLS or tags[outer] in ("LI", "TOCI"):
            at = outer
            break
        if tags[outer] in _NOTES:
            break
    node = above[at]
    heading = _HEADING.fullmatch(node.tag)
    if inside & _NOTES and node.tag not in _CELLS and node.tag not in ("LI", "TOCI"):
        return Unit(node.path, "footnote")
    if heading:
        return Unit(node.path, "heading", int(heading.group(1)) if heading.group(1) else None)
    if node.tag in _CELLS:
        return Unit(node.path, "table_cell", cell=_cell(above[: at + 1]))
    if node.tag == "LI":
        return Unit(node.path, "list_item", max(1, tags[: at + 1].count("L")))
    roles = {"Caption": "caption", "TOCI": "contents", "BlockQuote": "quote"}
    return Unit(node.path, roles.get(node.tag, "paragraph"))


def _cell(above: list[_Node]) -> tuple[Path, Path, int]:
    table = next((n.path for n in reversed(above) if n.tag == "Table"), above[0].path)
    row = next((n.path for n in reversed(above) if n.tag == "TR"), above[-1].path)
    return table, row, above[-1].path[-1]


def is_trusted(units: list[tuple[Unit | None, int, str]]) -> bool:
    """Whether the tags of a document say more than its geometry.

    Args:
        units: of each line that is no furniture, in order: its element, how many characters it
            holds, and its text.
    """
    inked = sum(ink for _unit, ink, _text in units)
    within = sum(ink for unit, ink, _text in units if unit is not None)
    if not inked or within < _TRUSTED * inked:
        return False
    turns = broken = 0
    before: tuple[Unit, str] | None = None
    for unit, _ink, text in units:
        if unit is None or unit.role != "paragraph" or not text.strip():
            continue
        if before is not None and before[0].path != unit.path:
            turns += 1
            broken += before[1].rstrip()[-1].isalnum() and text.strip()[0].islower()
        before = (unit, text)
    return broken <= _MOST_BROKEN * max(turns, 1)


def is_whole(document: Any) -> bool:  # noqa: ANN401 - MuPDF is untyped
    """Whether every object of a PDF can be loaded, and every element has a parent.

    MuPDF ends the whole process when it meets an error while it collects structure (1.28): an
    element whose parent is no dictionary is enough.

    Args:
        document: a PyMuPDF document.
    """
    parents: set[int] = set()
    elements: set[int] = set()
    count = document.xref_length()
    for number in range(1, count):
        try:
            kind, value = document.xref_get_key(number, "P")
        except Exception:  # a broken object; MuPDF raises its own kinds
            return False
        if kind == "xref":
            elements.add(number)
            parents.add(int(value.split()[0]))
        elif kind not in ("null", "dict"):
            return False
    for number in sorted(parents - elements):
        if not 0 < number < count or not document.xref_object(number).startswith("<<"):
            return False
    return True
