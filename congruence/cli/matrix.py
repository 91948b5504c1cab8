"""``congruence matrix``: one document against many."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from congruence.cli.compare import print_bands
from congruence.cli.console import print_json, progress, say, warn_of
from congruence.cli.documents import DocumentName
from congruence.cli.options import (
    common,
    contested_terms,
    load_all,
    load_model,
    modelled,
    open_corpus,
    report_folder,
    reporting,
    spread,
    told_apart,
)
from congruence.messages import _

if TYPE_CHECKING:
    from congruence.compare.matrix import Matrix


@click.command(help=_("Lay one document beside many: which passages have a counterpart where."))
@click.argument("statute", metavar=_("STATUTE"), type=DocumentName())
@click.argument("other", metavar=_("OTHER..."), nargs=-1, required=True, type=DocumentName())
@click.option("--seed", type=int, default=0, help=_("Seed of the decoys (default: 0)."))
@modelled
@spread
@reporting
@common
def command(
    statute: str,
    other: tuple[str, ...],
    seed: int,
    model: str | None,
    threads: int | None,
    workers: int | None,
    out: Path | None,
    force: bool,
    formats: tuple[str, ...],
    as_json: bool,
    corpus_folder: Path | None,
) -> None:
    """Compare ``statute`` with every other document and write the report."""
    folder = report_folder(out, (statute, *other), "matrix", force=force, as_json=as_json)
    corpus = open_corpus(corpus_folder)
    document, *others = told_apart(load_all((statute, *other), corpus, workers))
    warn_of((document, *others))
    with progress(_("Comparing"), len(others) + 1) as step:
        from congruence.compare.matrix import matrix

        encoder = load_model(model, corpus, threads)
        result = matrix(document, others, encoder=encoder, seed=seed,
                        terms=contested_terms(corpus), progress=step)  # fmt: skip
        if folder:
            from congruence.report.write import write_report

            step(_("report"))
            write_report(result, folder, formats=formats, force=force)
    if as_json:
        print_json(result)
        return
    print_matrix(result)
    if folder:
        say(_("Report: {folder}").format(folder=folder / "report.html"))


def print_matrix(result: Matrix) -> None:
    """Say in a few lines which passages have a counterpart where."""
    for note in result.notes:
        say(note.message)
    if len(result.others) == 1:
        print_bands(result.comparisons[0], "a")
        return
    summary = result.summary
    lines = {
        "none": _("{count} of {passages} passages: no counterpart in any document"),
        "possible": _("{count} of {passages} passages: possible counterparts only"),
        "one": _("{count} of {passages} passages: counterpart in one document"),
        "several": _("{count} of {passages} passages: counterpart in several documents"),
        "every": _("{count} of {passages} passages: counterpart in every document"),
    }
    say(result.document.name)
    for kind, line in lines.items():
        say("  " + line.format(count=summary[kind], passages=summary["passages"]))
