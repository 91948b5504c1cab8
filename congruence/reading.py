"""Many documents read, one after another or at once: what to read, and the reading itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from congruence.config import DocumentEntry
from congruence.corpus import Corpus, described
from congruence.messages import language, using_language
from congruence.model import Document, View
from congruence.parallel import mapped, processors

_MANY = 40  # documents from which a process that starts pays for itself
_MUCH = 8 << 20  # bytes
_MOST_WORKERS = 4  # each takes some 100 MB


@dataclass(frozen=True, slots=True)
class Task:
    """One document to read: all that a worker in another process must know.

    Attributes:
        path: the file, or what to call ``data`` in messages.
        data: the bytes themselves, for what is no file.
        id: the document's id; None: made from the file's name.
        entry: what the corpus says of the document, where it stands in one.
        language: of the warnings in the document.
    """

    path: str
    data: bytes | None = None
    id: str | None = None
    entry: DocumentEntry | None = None
    view: str = View.ACCEPTED.value
    ocr: bool = False
    language: str = "nl"

    @property
    def size(self) -> int:
        """Bytes to read; 0 where that cannot be told."""
        if self.data is not None:
            return len(self.data)
        try:
            return Path(self.path).stat().st_size
        except OSError:
            return 0


def task_for(
    path: str | Path,
    *,
    data: bytes | None = None,
    id: str | None = None,
    entry: DocumentEntry | None = None,
    view: View | str = View.ACCEPTED,
    ocr: bool = False,
) -> Task:
    """Describe the reading of ``path`` (or of ``data``), with warnings in the language in use."""
    return Task(str(path), data, id, entry, View(view).value, ocr, language())


def read_task(task: Task) -> Document:
    """Read one document; InputError as `congruence.extract.read`."""
    from congruence.extract import read, read_bytes

    with using_language(task.language):
        if task.data is None:
            document = read(task.path, view=task.view, id=task.id, ocr=task.ocr)
        else:
            document = read_bytes(
                task.data, name=task.path, view=task.view, id=task.id, ocr=task.ocr
            )
    return described(document, task.entry) if task.entry else document


def read_tasks(tasks: Iterable[Task], executor: Executor | None = None) -> Iterator[Document]:
    """Read the documents in order, over ``executor`` where there is one.

    Raises:
        InputError: the first document, in order, that cannot be read.
        WorkerError: a worker was killed.
    """
    return mapped(read_task, tasks, executor)


def read_corpus(corpus: Corpus, executor: Executor | None = None) -> Iterator[Document]:
    """Read every document of ``corpus`` whose file is there."""
    present = (entry for entry in corpus if corpus.is_present(entry))
    return read_tasks(
        (task_for(corpus.path(entry), id=entry.id, entry=entry) for entry in present), executor
    )


def workers_for(tasks: Sequence[Task]) -> int:
    """How many workers are worth their start: 1 for a few documents, at most 4."""
    if len(tasks) < _MANY and sum(task.size for task in tasks) < _MUCH:
        return 1
    return max(1, min(_MOST_WORKERS, processors(), len(tasks)))
