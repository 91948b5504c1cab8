"""``congruence terms``: the dossier of contested terms."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

import click

from congruence.cli.console import print_json, progress, remark, say, warn_of
from congruence.cli.documents import DocumentName
from congruence.cli.options import (
    common,
    open_corpus,
    read_all,
    report_folder,
    reporting,
    spread,
    task_of,
)
from congruence.errors import CongruenceError
from congruence.messages import _, ngettext

if TYPE_CHECKING:
    from congruence.corpus import Corpus
    from congruence.model import Document
    from congruence.reading import Task
    from congruence.terms.result import Dossier, TermDossier
    from congruence.terms.termfile import Term

_SHOWN_CANDIDATES = 10


@click.command(
    help=_("Everything the documents say about a term: uses, definitions, objections, changes.")
)
@click.argument("sources", metavar=_("CORPUS|FILE..."), nargs=-1, type=DocumentName())
@click.option("--term", "words", multiple=True, help=_("A term to look for (repeatable)."))
@click.option(
    "--terms",
    "term_file",
    type=click.Path(path_type=Path),
    help=_("A term file (default: the one the corpus names)."),
)
@click.option("--discover", is_flag=True, help=_("Also look for contested terms nobody listed."))
@click.option("--memo", is_flag=True, help=_("Also write a reaction memo in Word, to fill in."))
@spread
@reporting
@common
def command(
    sources: tuple[str, ...],
    words: tuple[str, ...],
    term_file: Path | None,
    discover: bool,
    memo: bool,
    workers: int | None,
    out: Path | None,
    force: bool,
    formats: tuple[str, ...],
    as_json: bool,
    corpus_folder: Path | None,
) -> None:
    """Make the dossier and write the report."""
    from congruence.terms.termfile import make_terms

    corpus = open_corpus(corpus_folder)
    listed = (*make_terms(words), *listed_terms(term_file, words, sources, corpus))
    if not listed and not discover:
        raise click.UsageError(
            _("give a term with --term, a term file with --terms, or --discover")
        )
    names = sources or ((corpus.root.resolve().name,) if corpus else ())
    folder = report_folder(out, names, "terms", force=force, as_json=as_json)
    documents = read_sources(sources, corpus, workers)
    warn_of(documents)
    with progress(_("Reading terms"), len(documents)) as step:
        from congruence.terms.dossier import build_dossier

        dossier = build_dossier(documents, listed, discover=discover, progress=step)
        if folder:
            _write(dossier, folder, formats, force=force, memo=memo)
    if as_json:
        print_json(dossier)
        return
    for term in dossier.terms:
        _print_term(term, dossier)
    if discover:
        _print_candidates(dossier)
    if folder:
        say(_("Report: {folder}").format(folder=folder / "report.html"))


def _write(
    dossier: Dossier, folder: Path, formats: tuple[str, ...], *, force: bool, memo: bool
) -> None:
    from congruence.report.write import MEMO, write_report

    extras = {}
    if memo:
        from congruence.report.terms_memo import write_memo
        from congruence.terms.dossier import contested_dossier

        shown = dossier if dossier.terms else contested_dossier(dossier.documents)
        extras[MEMO] = lambda path: write_memo(shown, path)
    write_report(dossier, folder, formats=formats, force=force, extras=extras)


def listed_terms(
    term_file: Path | None,
    words: tuple[str, ...],
    sources: tuple[str, ...],
    corpus: Corpus | None,
) -> tuple[Term, ...]:
    """The terms of the term file: the one named, else the corpus's own when no term is given."""
    from congruence.terms.termfile import read_term_file

    if term_file is not None:
        return read_term_file(term_file)
    for named in (*(_corpus_at(source) for source in sources), corpus):
        path = named.terms_path() if named is not None and not words else None
        if path is not None:
            return read_term_file(path)
    return ()


def _corpus_at(source: str) -> Corpus | None:
    """The corpus in the folder ``source``, if that is what it names."""
    from congruence.corpus import Corpus

    path = Path(source)
    return Corpus.open(path) if source != "-" and path.is_dir() else None


def read_sources(
    sources: tuple[str, ...], corpus: Corpus | None, workers: int | None = None
) -> list[Document]:
    """The documents that ``sources`` name: files, ids, or whole corpora (default: the one in use).

    A document that a corpus lists and whose file is not there is remarked upon and left out.
    """
    tasks: list[Task] = []
    if not sources:
        if corpus is None:
            raise click.UsageError(_("name a corpus or the documents to read"))
        tasks.extend(_whole(corpus))
    for source in sources:
        named = _corpus_at(source)
        tasks.extend(_whole(named) if named else [task_of(source, corpus)])
    return distinct(read_all(tasks, workers))


def distinct(documents: Iterable[Document]) -> list[Document]:
    """Every document once; two unlike ones with the same id are refused."""
    unique: dict[str, Document] = {}
    for document in documents:
        if document.id in unique and unique[document.id].sha256 != document.sha256:
            raise CongruenceError(
                _("two documents bear the same id '{id}'").format(id=document.id),
                file=document.path,
                remedy=_("rename one of the files"),
            )
        unique.setdefault(document.id, document)
    return list(unique.values())


def _whole(corpus: Corpus) -> list[Task]:
    tasks = []
    for entry in corpus:
        if corpus.is_present(entry):
            tasks.append(task_of(entry.id, corpus))
        else:
            remark(_("Note: the file of '{id}' is not there; it is left out.").format(id=entry.id))
    if not tasks:
        raise CongruenceError(
            _("this corpus holds no documents"),
            file=corpus.root,
            remedy=_("add documents with 'congruence add FILE --role …'"),
        )
    return tasks


def _print_term(term: TermDossier, dossier: Dossier) -> None:
    sure = sum(use.use.value != "possible" for use in term.occurrences)
    present = len(dossier.documents) - len(term.absent_in)
    say(term.term)
    if not sure:
        say("  " + _("not used in these documents"))
    else:
        uses = ngettext("{count} use", "{count} uses", sure).format(count=sure)
        places = ngettext("{count} document", "{count} documents", present).format(count=present)
        say("  " + _("{uses} in {documents}").format(uses=uses, documents=places))
    count = len(term.definitions)
    say(
        "  "
        + (
            ngettext("{count} definition", "{count} definitions", count).format(count=count)
            if count
            else _("defined nowhere in these documents")
        )
    )
    for objection in term.objections:
        said = {
            "explicit": _("objection ({holder}): “{text}”"),
            "hedged": _("doubt ({holder}): “{text}”"),
            "tension": _("tension ({holder}): “{text}”"),
        }[objection.level.value]
        quoted = shorten(objection.place.text, 160, placeholder=" …")
        say("  " + said.format(holder=objection.holder or _("unknown"), text=quoted))


def _print_candidates(dossier: Dossier) -> None:
    from congruence.terms.discover import evidence_name

    say(_("Perhaps contested, not on the list:"))
    for candidate in dossier.candidates[:_SHOWN_CANDIDATES]:
        kinds = dict.fromkeys(evidence_name(item.kind) for item in candidate.evidence)
        say(f"  {candidate.term} ({', '.join(kinds)})")
    if not dossier.candidates:
        say("  " + _("none found"))
