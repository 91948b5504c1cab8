"""``congruence.toml``: what a corpus folder says of itself, checked key by key."""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from congruence.errors import CorpusError
from congruence.messages import _
from congruence.model import Role

FILENAME = "congruence.toml"
_LONGEST_PATH, _LONGEST_NAME = 1000, 255
_ID = re.compile(r"[\w.-]+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One ``[[document]]`` of a corpus: where it stands and what it is.

    ``path`` is relative to the corpus folder and stays inside it; ``date`` is as the document
    gives it (often only a month); ``holder`` is who answers for the document.
    """

    id: str
    path: str
    title: str | None = None
    role: Role = Role.OTHER
    version: str | None = None
    date: str | None = None
    holder: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class CorpusConfig:
    """A whole ``congruence.toml``."""

    title: str | None = None
    terms: str | None = None
    model: str | None = None
    documents: tuple[DocumentEntry, ...] = field(default=())


def read_config(path: Path) -> CorpusConfig:
    """Read and check a ``congruence.toml``.

    Raises:
        CorpusError: not readable, not TOML, an unknown or missing key, a wrong value, an id that
            stands twice, a path out of the folder. The message names the place.
    """
    try:
        payload = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(
            _("the corpus file cannot be read"),
            file=path,
            remedy=_("check that it exists, that you may read it and that it is saved as UTF-8"),
        ) from error
    except (ValueError, RecursionError) as error:  # also numbers and nesting without end
        raise CorpusError(
            _("this is not valid TOML ({reason})").format(reason=error),
            file=path,
            remedy=_(
                "mend that line: a quotation mark may be missing, or a path has \\ instead of /"
            ),
        ) from error
    _known(payload, ("corpus", "document"), path, None)
    head = _table(payload.get("corpus", {}), path, "[corpus]")
    _known(head, ("title", "terms", "model"), path, "[corpus]")
    entries = payload.get("document", [])
    if not isinstance(entries, list):
        raise CorpusError(
            _("documents are written as [[document]], with double brackets"),
            file=path,
            place="[document]",
            remedy=_("write [[document]] above each document"),
        )
    documents = tuple(_entry(item, path, at) for at, item in enumerate(entries, start=1))
    _unique(documents, path)
    texts = {
        key: _text(head.get(key), path, "[corpus]", key) for key in ("title", "terms", "model")
    }
    if texts["terms"]:
        _confined(texts["terms"], path, "[corpus]")
    return CorpusConfig(documents=documents, **texts)


def toml_line(key: str, value: str) -> str:
    """``key = "value"``: a JSON string is a TOML basic string once DEL is escaped too."""
    quoted = json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return f"{key} = {quoted}"


def entry_toml(entry: DocumentEntry) -> str:
    """``entry`` as a ``[[document]]`` table; keys without a value are left out."""
    values = {key: str(value) for key, value in asdict(entry).items() if value is not None}
    lines = [toml_line(key, value) for key, value in values.items()]
    return "\n".join(["[[document]]", *lines]) + "\n"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that a typing error most likely meant, or None."""
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return close[0] if close else None


def _entry(item: object, path: Path, at: int) -> DocumentEntry:
    place = _("document {number}").format(number=at)
    table = _table(item, path, place)
    if isinstance(table.get("id"), str):
        place = f"{place} ({table['id']})"
    keys = [entry.name for entry in fields(DocumentEntry)]
    _known(table, keys, path, place)
    values = {key: _text(table.get(key), path, place, key) for key in keys}
    for key in ("id", "path"):
        if not values[key]:
            raise CorpusError(
                _("the key '{key}' is missing").format(key=key),
                file=path,
                place=place,
                remedy=_('add {key} = "…"').format(key=key),
            )
    if not _ID.fullmatch(values["id"] or ""):
        raise CorpusError(
            _("an id has only letters, digits, '.', '-' and '_'"),
            file=path,
            place=place,
            remedy=_("choose another id"),
        )
    _confined(values["path"] or "", path, place)
    role = values.pop("role") or Role.OTHER.value
    if role not in set(Role):
        raise CorpusError(
            _("the role '{role}' is not known").format(role=role),
            file=path,
            place=place,
            remedy=_("use one of: {roles}").format(roles=", ".join(Role)),
        )
    return DocumentEntry(role=Role(role), **values)  # type: ignore[arg-type]  # id, path checked


def _table(value: object, path: Path, place: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise CorpusError(
            _("a table with keys was expected here"),
            file=path,
            place=place,
            remedy=_('write each value as key = "…" on a line of its own'),
        )
    return value


def _text(value: object, path: Path, place: str, key: str) -> str | None:
    if value is None:
        return None
    if isinstance(value, (bool, list, dict)):
        raise CorpusError(
            _("the key '{key}' holds no text").format(key=key),
            file=path,
            place=place,
            remedy=_('write {key} = "…"').format(key=key),
        )
    return str(value)


def _known(table: Mapping[str, Any], known: Iterable[str], path: Path, place: str | None) -> None:
    known = list(known)
    for key in table:
        if key in known:
            continue
        meant = nearest(key, known)
        remedy = (
            _("write '{key}' if you meant that").format(key=meant)
            if meant
            else _("use one of: {keys}").format(keys=", ".join(known))
        )
        raise CorpusError(
            _("the key '{key}' is not known").format(key=key),
            file=path,
            place=place,
            remedy=remedy,
        )


def _unique(documents: Iterable[DocumentEntry], path: Path) -> None:
    seen: set[str] = set()
    for entry in documents:
        if entry.id in seen:
            raise CorpusError(
                _("the id '{id}' stands twice").format(id=entry.id),
                file=path,
                remedy=_("give each document an id of its own"),
            )
        seen.add(entry.id)


def _confined(name: str, path: Path, place: str) -> None:
    """A listed path stays in its folder, on every operating system."""
    windows, posix = PureWindowsPath(name), PurePosixPath(name)
    absolute = windows.is_absolute() or windows.drive or windows.root or posix.is_absolute()
    if absolute or ".." in windows.parts or ".." in posix.parts:
        raise CorpusError(
            _("the path '{path}' leaves the corpus folder").format(path=name),
            file=path,
            place=place,
            remedy=_("put the file in the corpus folder and name it from there"),
        )
    if any(ord(character) < 32 for character in name):
        raise CorpusError(
            _("a name of a file holds a character that cannot be seen"),
            file=path,
            place=place,
            remedy=_("type the name again"),
        )
    if len(name) > _LONGEST_PATH or any(len(part.encode()) > _LONGEST_NAME for part in posix.parts):
        raise CorpusError(
            _("no file can have a name this long"),
            file=path,
            place=place,
            remedy=_("give the name under which the file stands in the folder"),
        )
