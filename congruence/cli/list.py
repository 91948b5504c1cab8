"""``congruence list``: the documents of a corpus."""

from __future__ import annotations

from pathlib import Path

import click

from congruence.cli.console import print_json, say
from congruence.cli.options import common, open_corpus
from congruence.messages import _


@click.command(help=_("List the documents of the corpus, and say which files are not there yet."))
@common
def command(as_json: bool, corpus_folder: Path | None) -> None:
    """Print one line a document; a listed paper whose file is absent is said, never an error."""
    from congruence.errors import CorpusError

    corpus = open_corpus(corpus_folder)
    if corpus is None:
        raise CorpusError(
            _("there is no corpus here"),
            remedy=_("make one with 'congruence init FOLDER', or name one with --corpus"),
        )
    rows = [(entry, corpus.is_present(entry)) for entry in corpus]
    if as_json:
        from congruence import schema

        documents = [{**schema.jsonable(entry), "present": there} for entry, there in rows]
        print_json({"title": corpus.config.title, "documents": documents})
        return
    say(corpus.config.title or str(corpus.root))
    if not rows:
        say(_("No documents yet: add one with 'congruence add FILE --role …'."))
    from congruence.report.words import role_name

    width = max((len(entry.id) for entry, _there in rows), default=0)
    for entry, there in rows:
        facts = ", ".join(
            fact
            for fact in (role_name(entry.role), entry.version, entry.date, entry.holder)
            if fact
        )
        missing = "" if there else "  " + _("[file not there: {path}]").format(path=entry.path)
        say(f"  {entry.id.ljust(width)}  {entry.title or entry.path} ({facts}){missing}")
