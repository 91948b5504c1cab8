"""``congruence passages``: every norm, definition, objection or quotation."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from congruence.cli.console import print_json, say, warn_of
from congruence.cli.documents import DocumentName
from congruence.cli.options import common, open_corpus, report_folder, reporting, spread
from congruence.cli.terms import read_sources
from congruence.messages import _

KINDS = ("norms", "definitions", "objections", "quotes")


@click.command(help=_("List every norm, definition, objection or quotation, with its place."))
@click.argument("sources", metavar=_("CORPUS|FILE..."), nargs=-1, type=DocumentName())
@click.option(
    "--kind", type=click.Choice(KINDS), required=True, help=_("Which passages are wanted.")
)
@spread
@reporting
@common
def command(
    sources: tuple[str, ...],
    kind: str,
    workers: int | None,
    out: Path | None,
    force: bool,
    formats: tuple[str, ...],
    as_json: bool,
    corpus_folder: Path | None,
) -> None:
    """List the passages of one kind and write the report."""
    corpus = open_corpus(corpus_folder)
    names = sources or ((corpus.root.resolve().name,) if corpus else ())
    folder = report_folder(out, names, kind, force=force, as_json=as_json)
    documents = read_sources(sources, corpus, workers)
    warn_of(documents)
    from congruence.terms.dossier import read_passages

    result = read_passages(documents, kind)
    if folder:
        from congruence.report.write import write_report

        write_report(result, folder, formats=formats, force=force)
    if as_json:
        print_json(result)
        return
    from congruence.report.passages_view import class_name

    counts = Counter(class_name(kind, passage) for passage in result.passages)
    for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        say(f"{count:6}  {name}")
    say(_("{count} passages in all").format(count=len(result.passages)))
    if folder:
        say(_("Report: {folder}").format(folder=folder / "report.html"))
