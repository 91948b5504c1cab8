"""A document as an argument: what Tab offers for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class DocumentName(click.ParamType[str]):
    """A path or an id; completed with the ids of the corpus in use and with file names."""

    name = "text"

    def convert(
        self,
        value: Any,  # noqa: ANN401 - click's own signature
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str:
        """Take any name: `congruence.cli.options.load` says what is wrong with it."""
        return str(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer files and the ids that begin with ``incomplete``; a broken corpus offers no ids.

        Files come first: click's script for bash forgets what came before them.
        """
        from click.shell_completion import CompletionItem

        from congruence.cli.options import open_corpus
        from congruence.errors import CongruenceError

        folder = ctx.params.get("corpus_folder")
        try:
            corpus = open_corpus(Path(folder) if folder else None)
        except (CongruenceError, OSError):
            corpus = None
        ids = [entry.id for entry in corpus or () if entry.id.startswith(incomplete)]
        return [CompletionItem(incomplete, type="file"), *(CompletionItem(id_) for id_ in ids)]
