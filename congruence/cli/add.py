"""``congruence add``: put a document in a corpus."""

from __future__ import annotations

from pathlib import Path

import click

from congruence.cli.console import print_json, say, warn_of
from congruence.cli.options import common, open_corpus
from congruence.cli.roles import RoleName, role_names
from congruence.messages import _
from congruence.model import Role


@click.command(help=_("Copy a document into the corpus and list it in its congruence.toml."))
@click.argument("file", metavar=_("FILE"), type=click.Path(path_type=Path))
@click.option(
    "--role", type=RoleName(), required=True,
    help=_("What the document is to the corpus: {roles}.").format(roles=role_names()),
)  # fmt: skip
@click.option("--id", help=_("Short name to use in commands (default: from the file name)."))
@click.option("--title", help=_("Title as reports show it."))
@click.option("--version", help=_("Version, for instance 0.1."))
@click.option("--date", help=_("Date, as the document gives it."))
@click.option("--holder", help=_("Who answers for the document."))
@common
def command(
    file: Path,
    role: Role,
    as_json: bool,
    corpus_folder: Path | None,
    **facts: str | None,
) -> None:
    """Read ``file`` once, so that a bad file is refused at the door, then add it."""
    from congruence.corpus import entry_for
    from congruence.errors import CorpusError
    from congruence.extract import read

    corpus = open_corpus(corpus_folder)
    if corpus is None:
        raise CorpusError(
            _("there is no corpus here"),
            remedy=_("make one with 'congruence init FOLDER' and name it with --corpus"),
        )
    document = read(file)
    facts["title"] = facts.get("title") or document.title
    entry = corpus.add(file, entry_for(file, role, **facts))
    warn_of([document])
    if as_json:
        print_json({"added": entry, "blocks": len(document.blocks)})
        return
    say(
        _("Added: {id} ({title}), {count} passages.").format(
            id=entry.id, title=entry.title, count=sum(1 for _block in document.passages())
        )
    )
