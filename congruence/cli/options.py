"""Options that every command shares, and how a command names its documents."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from congruence.errors import InputError
from congruence.messages import LANGUAGES, _

if TYPE_CHECKING:
    from congruence.corpus import Corpus
    from congruence.embed import Encoder
    from congruence.model import Document
    from congruence.reading import Task

F = TypeVar("F", bound=Callable[..., Any])
FORMATS = ("html", "docx", "xlsx", "json", "md")
STDIN = "-"
QUIET = "congruence.quiet"
OCR = "congruence.ocr"
_STEM = 40  # characters of a file name in the name of a folder: Windows paths hold 260


def common(function: F) -> F:
    """Add ``--json``, ``--quiet``, ``--lang``, ``--ocr`` and ``--corpus``.

    The language is set by the group before a command is loaded; the option stands here too so
    that it may be given at either place. ``--quiet`` is read by `congruence.cli.console`.
    """
    decorators = (
        click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document.")),
        click.option(
            "--quiet",
            "-q",
            is_flag=True,
            expose_value=False,
            callback=_kept(QUIET),
            help=_("No progress, no warnings."),
        ),
        click.option(
            "--ocr",
            is_flag=True,
            expose_value=False,
            callback=_kept(OCR),
            help=_("Recognise the words of scanned pages (needs tesseract)."),
        ),
        click.option(
            "--lang",
            type=click.Choice(LANGUAGES),
            expose_value=False,
            help=_("Language of messages and reports (default: nl)."),
        ),
        click.option(
            "--corpus",
            "corpus_folder",
            type=click.Path(path_type=Path),
            help=_("Corpus folder (default: the nearest with a congruence.toml)."),
        ),
    )
    for decorate in decorators:
        function = decorate(function)
    return function


def _kept(key: str) -> Callable[[click.Context, click.Parameter, bool], None]:
    """Keep a flag where everything that runs under the command can see it."""

    def keep(context: click.Context, parameter: click.Parameter, value: bool) -> None:
        context.meta[key] = value or context.meta.get(key, False)

    return keep


def reporting(function: F) -> F:
    """Add ``--out``, ``--force`` and ``--format`` for a command that writes reports."""
    decorators = (
        click.option(
            "--out",
            type=click.Path(path_type=Path),
            help=_("Folder for the reports (default: reports/<names>-<kind>)."),
        ),
        click.option("--force", is_flag=True, help=_("Replace an existing report folder.")),
        click.option(
            "--format",
            "formats",
            callback=_formats,
            help=_("Only these faces, for instance html,docx (default: all)."),
        ),
    )
    for decorate in decorators:
        function = decorate(function)
    return function


def modelled(function: F) -> F:
    """Add ``--model`` and ``--threads`` for a command that encodes text."""
    decorators = (
        click.option(
            "--model",
            help=_("Model: embedded, embedded-context, or a sentence-transformers name or folder."),
        ),
        click.option(
            "--threads",
            type=click.IntRange(min=1),
            help=_("Processor threads for a transformer model."),
        ),
    )
    for decorate in decorators:
        function = decorate(function)
    return function


def spread(function: F) -> F:
    """Add ``--workers`` for a command that reads many documents."""
    return click.option(
        "--workers",
        type=click.IntRange(min=1),
        help=_("Processes that read documents at once (default: by their number and size)."),
    )(function)


def _formats(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> tuple[str, ...]:
    if value is None:
        return FORMATS
    chosen = tuple(part.strip().lower() for part in value.split(",") if part.strip())
    wrong = [part for part in chosen if part not in FORMATS]
    if wrong or not chosen:
        raise click.BadParameter(
            _("choose from {formats}, separated by commas").format(formats=", ".join(FORMATS))
        )
    return chosen


def open_corpus(folder: Path | None) -> Corpus | None:
    """The corpus in use: ``--corpus``, else the nearest one upward, else None."""
    from congruence.corpus import Corpus

    return Corpus.open(folder) if folder else Corpus.nearest(Path.cwd())


def task_of(name: str, corpus: Corpus | None, *, view: str = "accepted") -> Task:
    """The reading that ``name`` asks for: ``-``, an id of the corpus in use, or a path."""
    from congruence.reading import task_for

    ocr = bool(click.get_current_context().meta.get(OCR))
    if name == STDIN:
        from congruence.extract import MAX_BYTES

        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        return task_for(_("standard input"), data=data, view=view, ocr=ocr)
    if corpus and any(entry.id == name for entry in corpus):
        entry = corpus.present(name)
        return task_for(corpus.path(entry), id=entry.id, entry=entry, view=view, ocr=ocr)
    path = Path(name)
    if path.exists():
        listed = corpus.entry_of(path) if corpus else None
        return task_for(path, entry=listed, view=view, ocr=ocr)
    if corpus and not path.suffix and path.name == name:
        corpus.entry(name)
    raise InputError(
        _("this file does not exist"),
        file=name,
        remedy=_("check the name, or use an id that 'congruence list' shows"),
    )


def load(name: str, corpus: Corpus | None, *, view: str = "accepted") -> Document:
    """The document that ``name`` means."""
    from congruence.reading import read_task

    return read_task(task_of(name, corpus, view=view))


def load_all(
    names: Iterable[str], corpus: Corpus | None, workers: int | None = None
) -> list[Document]:
    """The documents that ``names`` mean, read by so many workers (None: as their size asks)."""
    return read_all([task_of(name, corpus) for name in names], workers)


def read_all(tasks: Sequence[Task], workers: int | None = None) -> list[Document]:
    """The documents of ``tasks``, in order, with their progress on the terminal."""
    from congruence.cli.console import progress
    from congruence.parallel import pool
    from congruence.reading import read_tasks, workers_for

    documents = []
    with pool(workers or workers_for(tasks)) as executor, \
         progress(_("Reading"), len(tasks)) as step:  # fmt: skip
        for task, document in zip(tasks, read_tasks(tasks, executor), strict=True):
            step(Path(task.path).name)
            documents.append(document)
    return documents


def told_apart(documents: Sequence[Document]) -> tuple[Document, ...]:
    """``documents``, those that bear the same name told apart by ids that differ."""
    names = Counter(document.name for document in documents)
    ids = Counter(document.id for document in documents)
    return tuple(
        document
        if names[document.name] == 1 or ids[document.id] > 1
        else replace(document, title=f"{document.headline} ({document.id})")
        for document in documents
    )


def load_model(name: str | None, corpus: Corpus | None, threads: int | None = None) -> Encoder:
    """The encoder that ``--model`` (or the corpus) asks for, behind the corpus's vector cache."""
    from congruence.embed import load_encoder
    from congruence.embed.cache import CachedEncoder

    encoder = load_encoder(name or (corpus.config.model if corpus else None), threads=threads)
    return CachedEncoder(encoder, corpus.vector_cache()) if corpus else encoder


def contested_terms(corpus: Corpus | None) -> tuple[str, ...]:
    """The terms of the corpus's term file, with their aliases; none without such a file."""
    path = corpus.terms_path() if corpus else None
    if path is None:
        return ()
    from congruence.terms.termfile import read_term_file

    terms = read_term_file(path)
    return tuple(dict.fromkeys(form for term in terms for form in (term.term, *term.aliases)))


def report_folder(
    out: Path | None,
    names: Sequence[str],
    kind: str,
    *,
    force: bool,
    as_json: bool,
    extras: Iterable[str] = (),
) -> Path | None:
    """Where the reports of a command go, checked before any work is done.

    None with ``--json`` alone: then the JSON on standard output is the report.
    """
    if as_json and out is None:
        return None
    from congruence.corpus import suggested_id
    from congruence.report.write import check_target

    stems = [suggested_id(Path(name))[:_STEM].rstrip("-.") if name != STDIN else "stdin"
             for name in names]  # fmt: skip
    folder = out or Path("reports") / "-".join([*stems[:3], kind])
    check_target(folder, force=force, extras=extras)
    return folder
