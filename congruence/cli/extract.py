"""``congruence extract``: what a document says, block by block."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from congruence.cli.console import print_json, say, warn_of
from congruence.cli.documents import DocumentName
from congruence.cli.options import common, load, open_corpus
from congruence.messages import _
from congruence.model import BlockKind, View

if TYPE_CHECKING:
    from congruence.model import Block


@click.command(help=_("Read a document and print its text, block by block."))
@click.argument("file", metavar=_("FILE"), type=DocumentName())
@click.option(
    "--view", type=click.Choice([view.value for view in View]), default=View.ACCEPTED.value,
    help=_("Which reading of tracked changes: accepted (default), original or marked."),
)  # fmt: skip
@click.option(
    "--format", "face", type=click.Choice(["text", "md", "json"]), default="text",
    help=_("How to print it (default: text)."),
)  # fmt: skip
@common
def command(file: str, view: str, face: str, as_json: bool, corpus_folder: Path | None) -> None:
    """Print the blocks of ``file``; furniture (running heads, page numbers) is left out."""
    from congruence.schema import document_json

    document = load(file, open_corpus(corpus_folder), view=view)
    if as_json or face == "json":
        print_json(document_json(document))
        return
    for block in document.blocks:
        say(_markdown(block) if face == "md" else _plain(block))
    warn_of([document])


def _plain(block: Block) -> str:
    return " ".join(part for part in (block.label, block.text) if part) + "\n"


def _markdown(block: Block) -> str:
    text = " ".join(part for part in (block.label, block.text) if part)
    if block.kind is BlockKind.HEADING:
        return "#" * min(6, block.level or 1) + f" {text}\n"
    if block.kind is BlockKind.LIST_ITEM:
        return "  " * max(0, (block.level or 1) - 1) + f"- {text}\n"
    if block.kind is BlockKind.QUOTE:
        return f"> {text}\n"
    return f"{text}\n"
