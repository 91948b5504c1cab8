"""A corpus: a folder with a ``congruence.toml`` and the documents it lists, by id."""

from __future__ import annotations

import filecmp
import re
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from congruence.config import (
    FILENAME,
    CorpusConfig,
    DocumentEntry,
    entry_toml,
    nearest,
    read_config,
    toml_line,
)
from congruence.errors import CorpusError, OutputError, system_reason
from congruence.files import locked, whole_file
from congruence.messages import _
from congruence.model import Document, Role, View

if TYPE_CHECKING:
    from congruence.embed.cache import VectorCache

LOCK = "lock"


@dataclass(frozen=True)
class Corpus:
    """A folder of documents that is in use."""

    root: Path
    config: CorpusConfig

    @classmethod
    def open(cls, folder: Path) -> Corpus:
        """The corpus in ``folder``; CorpusError when there is none or its file is wrong."""
        if not (folder / FILENAME).is_file():
            raise CorpusError(
                _("there is no {name} in this folder").format(name=FILENAME),
                file=folder,
                remedy=_("make a corpus with 'congruence init {folder}'").format(folder=folder),
            )
        return cls(folder, read_config(folder / FILENAME))

    @classmethod
    def nearest(cls, start: Path) -> Corpus | None:
        """The corpus in ``start`` or the closest folder above it, or None."""
        for folder in (start, *start.resolve().parents):
            if (folder / FILENAME).is_file():
                return cls.open(folder)
        return None

    @classmethod
    def create(cls, folder: Path, title: str | None = None) -> Corpus:
        """Make ``folder`` a corpus; an existing ``congruence.toml`` is never touched."""
        manifest = folder / FILENAME
        if manifest.exists():
            raise CorpusError(
                _("this folder is a corpus already"),
                file=manifest,
                remedy=_("add documents with 'congruence add FILE --role …'"),
            )
        name = title or folder.resolve().name
        head = f"[corpus]\n{toml_line('title', name)}\n"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(folder, error) from error
        _replace_text(manifest, head)
        return cls.open(folder)

    def __iter__(self) -> Iterator[DocumentEntry]:
        return iter(self.config.documents)

    def entry(self, id: str) -> DocumentEntry:
        """The entry with this id; CorpusError, naming the nearest id, when there is none."""
        for entry in self:
            if entry.id == id:
                return entry
        meant = nearest(id, [entry.id for entry in self])
        raise CorpusError(
            _("there is no document '{id}' in this corpus").format(id=id),
            file=self.root / FILENAME,
            remedy=_("write '{id}' if you meant that").format(id=meant)
            if meant
            else _("see the ids with 'congruence list'"),
        )

    def path(self, entry: DocumentEntry) -> Path:
        """Where the file of ``entry`` should stand; CorpusError when a link leads out."""
        return self._inside(entry.path, entry.id)

    def terms_path(self) -> Path | None:
        """Where the term file stands; None without one, CorpusError when a link leads out."""
        return self._inside(self.config.terms, "[corpus]") if self.config.terms else None

    def _inside(self, name: str, place: str) -> Path:
        path = self.root / name
        if path.exists() and not path.resolve().is_relative_to(self.root.resolve()):
            raise CorpusError(
                _("the path '{path}' leaves the corpus folder").format(path=name),
                file=self.root / FILENAME,
                place=place,
                remedy=_("put the file in the corpus folder and name it from there"),
            )
        return path

    def is_present(self, entry: DocumentEntry) -> bool:
        """Whether the file of ``entry`` has been placed in the folder."""
        return self.path(entry).is_file()

    def entry_of(self, path: Path) -> DocumentEntry | None:
        """The entry that lists the file at ``path``, by whatever name it is reached."""
        if not path.resolve().is_relative_to(self.root.resolve()):
            return None
        for entry in self:
            if self.is_present(entry) and self.path(entry).samefile(path):
                return entry
        return None

    def present(self, id: str) -> DocumentEntry:
        """The entry with this id; CorpusError when there is none or its file is not there."""
        entry = self.entry(id)
        if not self.is_present(entry):
            raise CorpusError(
                _("the document '{id}' is listed but its file is not there").format(id=id),
                file=self.path(entry),
                remedy=_("place the file there, or change its path in {name}").format(
                    name=FILENAME
                ),
            )
        return entry

    def read(self, id: str, *, view: View | str = View.ACCEPTED, ocr: bool = False) -> Document:
        """Read the document with this id, with the corpus's own facts about it."""
        from congruence.extract import read

        entry = self.present(id)
        return described(read(self.path(entry), view=view, id=entry.id, ocr=ocr), entry)

    def add(self, file: Path, entry: DocumentEntry) -> DocumentEntry:
        """Copy ``file`` into the folder (unless it stands there) and list it.

        The manifest keeps its comments: the new document is written at its end. Two that add at
        once wait for each other. The copy appears whole, and before the line that lists it; one
        that a killed run left behind is taken for what it is.
        """
        from congruence.embed.cache import CACHE_FOLDER

        lock = self.root / CACHE_FOLDER / LOCK
        try:
            with locked(lock):
                return Corpus.open(self.root)._add(file, entry)
        except OSError as error:
            raise _unwritable(self.root, error) from error

    def _add(self, file: Path, entry: DocumentEntry) -> DocumentEntry:
        if any(entry.id == other.id for other in self):
            raise CorpusError(
                _("the id '{id}' is taken").format(id=entry.id),
                file=self.root / FILENAME,
                remedy=_("choose another with --id"),
            )
        inside = file.resolve().is_relative_to(self.root.resolve())
        relative = file.resolve().relative_to(self.root.resolve()) if inside else Path(file.name)
        target = self.root / relative
        if not inside and not _same_bytes(file, target):
            if target.exists():
                raise CorpusError(
                    _("there is another file of this name in the corpus"),
                    file=target,
                    remedy=_("rename your file and add it again"),
                )
            _copy(file, target)
        entry = replace(entry, path=relative.as_posix())
        manifest = self.root / FILENAME
        text = manifest.read_text(encoding="utf-8-sig").rstrip("\n")
        _replace_text(manifest, f"{text}\n\n{entry_toml(entry)}")
        return entry

    def vector_cache(self) -> VectorCache:
        """The corpus's own cache of vectors: one file, kept between runs."""
        from congruence.embed.cache import VectorCache

        return VectorCache.of_corpus(self.root)


def described(document: Document, entry: DocumentEntry) -> Document:
    """``document`` with title, role, version, date and holder as its corpus gives them."""
    return replace(
        document,
        title=entry.title or document.title,
        role=entry.role,
        version=entry.version,
        date=entry.date,
        holder=entry.holder,
    )


def suggested_id(file: Path) -> str:
    """An id made from a file name: lower case ASCII, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", file.stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9.]+", "-", plain).strip("-.") or "document"


def entry_for(file: Path, role: Role, **facts: str | None) -> DocumentEntry:
    """A new entry for ``file``; ``facts`` are id, title, version, date and holder."""
    id = facts.pop("id", None) or suggested_id(file)
    return DocumentEntry(id=id, path=file.name, role=role, **facts)


def _same_bytes(file: Path, other: Path) -> bool:
    return other.is_file() and filecmp.cmp(file, other, shallow=False)


def _copy(file: Path, target: Path) -> None:
    try:
        with whole_file(target) as temporary:
            shutil.copyfile(file, temporary)
    except OSError as error:
        raise _unwritable(target, error) from error


def _replace_text(path: Path, text: str) -> None:
    try:
        with whole_file(path) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(
        _("this cannot be written ({reason})").format(reason=system_reason(error)),
        file=path,
        remedy=_("check that you may write there and that the disk is not full"),
    )
