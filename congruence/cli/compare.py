"""``congruence compare``: two documents side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from congruence.cli.console import print_json, progress, say, warn_of
from congruence.cli.documents import DocumentName
from congruence.cli.options import (
    common,
    contested_terms,
    load,
    load_model,
    modelled,
    open_corpus,
    report_folder,
    reporting,
    told_apart,
)
from congruence.messages import _

if TYPE_CHECKING:
    from congruence.compare.result import Comparison


_STEPS = 5  # both views, scores, null, report


@click.command(help=_("Lay two documents side by side: overlaps, gaps and tension, both ways."))
@click.argument("a", type=DocumentName())
@click.argument("b", type=DocumentName())
@click.option("--seed", type=int, default=0, help=_("Seed of the decoys (default: 0)."))
@modelled
@reporting
@common
def command(
    a: str,
    b: str,
    seed: int,
    model: str | None,
    threads: int | None,
    out: Path | None,
    force: bool,
    formats: tuple[str, ...],
    as_json: bool,
    corpus_folder: Path | None,
) -> None:
    """Compare ``a`` with ``b`` and write the report."""
    folder = report_folder(out, (a, b), "compare", force=force, as_json=as_json)
    corpus = open_corpus(corpus_folder)
    documents = told_apart([load(a, corpus), load(b, corpus)])
    warn_of(documents)
    with progress(_("Comparing"), _STEPS) as step:
        from congruence.compare.comparison import compare

        encoder = load_model(model, corpus, threads)
        terms = contested_terms(corpus)
        comparison = compare(*documents, encoder=encoder, seed=seed, terms=terms, progress=step)
        if folder:
            from congruence.report.write import write_report

            step(_("report"))
            write_report(comparison, folder, formats=formats, force=force)
    if as_json:
        print_json(comparison)
        return
    print_summary(comparison)
    if folder:
        say(_("Report: {folder}").format(folder=folder / "report.html"))


def print_summary(comparison: Comparison) -> None:
    """Say in a few lines what has a counterpart and what has not, for both documents."""
    for note in comparison.notes:
        say(note.message)
    print_bands(comparison, "a")
    print_bands(comparison, "b")


def print_bands(comparison: Comparison, side: str) -> None:
    """Say of one document how many of its passages are in which band."""
    from congruence.compare.result import Band

    lines = {
        Band.FOUND: _("{count} of {passages} passages: counterpart found"),
        Band.POSSIBLE: _("{count} of {passages} passages: possible counterpart, look yourself"),
        Band.NONE: _("{count} of {passages} passages: no counterpart found"),
    }
    say((comparison.a if side == "a" else comparison.b).name)
    counts = comparison.summary[side]
    for band, line in lines.items():
        say("  " + line.format(count=counts[band.value], passages=counts["passages"]))
