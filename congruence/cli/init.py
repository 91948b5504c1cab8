"""``congruence init``: make a folder a corpus."""

from __future__ import annotations

from pathlib import Path

import click

from congruence.cli.console import print_json, say
from congruence.cli.options import common
from congruence.messages import _


@click.command(help=_("Make a corpus folder: a congruence.toml to which documents are added."))
@click.argument("folder", metavar=_("FOLDER"), type=click.Path(path_type=Path))
@click.option("--title", help=_("Title of the corpus (default: the name of the folder)."))
@common
def command(folder: Path, title: str | None, as_json: bool, corpus_folder: Path | None) -> None:
    """Make ``folder`` a corpus and say how to go on."""
    from congruence.corpus import Corpus

    corpus = Corpus.create(folder, title)
    if as_json:
        print_json({"corpus": str(corpus.root), "title": corpus.config.title})
        return
    say(_("The corpus is ready: {folder}").format(folder=corpus.root))
    say(
        _("Add documents: congruence add FILE --role statute --corpus {folder}").format(
            folder=corpus.root
        )
    )
