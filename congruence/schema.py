"""JSON out: the versioned contract other programs build on.

A result class names its schema in ``SCHEMA`` and its fields are the contract's keys, so that one
encoder serves every result. A class whose JSON differs from its fields defines ``json_fields``.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Hashable, Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from typing import Any

from congruence.model import Block, Document

EXTRACT = "congruence/extract/1"
COMPARE = "congruence/compare/1"
DIFF = "congruence/diff/1"
TERMS = "congruence/terms/1"
PASSAGES = "congruence/passages/1"
MATRIX = "congruence/matrix/1"
CHECK = "congruence/check/1"
HISTORY = "congruence/history/1"

_DOCUMENT_KEYS = (
    "id", "title", "path", "format", "sha256", "pages", "view",
    "role", "version", "date", "holder", "language",
)  # fmt: skip
_BLOCK_KEYS = (
    "id", "kind", "level", "label", "path", "text", "page", "bbox", "section", "notes",
    "lead", "table", "row", "column_index",
)  # fmt: skip

_PLAIN = frozenset((str, int, float, bool, type(None)))


def document_reference(document: Document) -> dict[str, Any]:
    """The ``{document}`` of the contract: which file this was, without its text."""
    return {key: jsonable(getattr(document, key)) for key in _DOCUMENT_KEYS}


def block_json(document: Document, block: Block) -> dict[str, Any]:
    """One block, with line and column where the source is plain text."""
    payload = {key: jsonable(getattr(block, key)) for key in _BLOCK_KEYS}
    place = document.locate(block)
    keys = ("line", "column", "line_end", "column_end")
    payload.update(dict.fromkeys(keys) if place is None else place._asdict())
    payload["ocr"] = block.provenance.ocr
    return payload


def document_json(document: Document) -> dict[str, Any]:
    """The whole ``congruence/extract/1`` document."""
    return {
        "schema": EXTRACT,
        "document": document_reference(document),
        "blocks": [block_json(document, block) for block in document.blocks],
        "furniture": jsonable(document.furniture),
        "warnings": jsonable(document.warnings),
        "comments": jsonable(document.comments),
        "counts": jsonable(document.counts),
    }


def jsonable(value: Any) -> Any:  # noqa: ANN401 - the one place where any result comes in
    """``value`` as plain JSON types; dataclasses by field name, documents by reference."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Document):
        return document_reference(value)
    if names := _field_names(type(value)):  # type: ignore[arg-type]  # a class is hashable
        if hasattr(value, "json_fields"):
            return jsonable(value.json_fields())
        payload = {name: jsonable(getattr(value, name)) for name in names}
        schema = getattr(value, "SCHEMA", None)
        return {"schema": schema, **payload} if schema else payload
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return jsonable(value._asdict())
    if isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value) if isinstance(value, (set, frozenset)) else value
        return [jsonable(item) for item in items]
    if hasattr(value, "item") and not isinstance(value, (str, bytes)):
        return value.item()
    return value


@cache
def _field_names(kind: Hashable) -> tuple[str, ...]:
    """Names of the fields of a dataclass; none for any other class."""
    if not (isinstance(kind, type) and dataclasses.is_dataclass(kind)):
        return ()
    return tuple(field.name for field in dataclasses.fields(kind))


def dumps(value: Any) -> str:  # noqa: ANN401
    """``value`` as one JSON document, keys in the order of the contract.

    On one line: an indent would leave json's C encoder, which is ten times faster, unused.
    """
    return "".join(pieces(value))


def pieces(value: Any) -> Iterator[str]:  # noqa: ANN401
    """The text that `dumps` gives, in pieces: a list of the result is done item by item.

    As plain types at once, a matrix of hundreds of documents takes six times the room of its text.
    """
    members = _members(value)
    if members is None:
        yield _text(value)
        return
    begin = "{"
    for key, item in members:
        yield f"{begin}{_text(str(key))}: "
        begin = ", "
        if item and type(item) in (list, tuple):
            for at, element in enumerate(item):
                yield (", " if at else "[") + _text(element)
            yield "]"
        else:
            yield _text(item)
    yield "}" if begin == ", " else "{}"


def _members(value: Any) -> Iterable[tuple[Any, Any]] | None:  # noqa: ANN401
    """Keys and values of a result, as they are; None where it is no object with keys."""
    kind: Hashable = type(value)  # type: ignore[assignment]  # a class is hashable
    if hasattr(value, "json_fields"):
        value = value.json_fields()
    elif (names := _field_names(kind)) and not isinstance(value, Document):
        schema = getattr(value, "SCHEMA", None)
        head = [("schema", schema)] if schema else []
        return [*head, *((name, getattr(value, name)) for name in names)]
    return value.items() if isinstance(value, dict) else None


def _text(value: Any) -> str:  # noqa: ANN401
    return json.dumps(jsonable(value), ensure_ascii=False, allow_nan=False)
