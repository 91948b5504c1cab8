"""``congruence check``: a draft against documents, with remarks in a copy of the draft."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from congruence.cli.console import print_json, progress, remark, say, warn_of
from congruence.cli.documents import DocumentName
from congruence.cli.matrix import print_matrix
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
from congruence.messages import _, ngettext

if TYPE_CHECKING:
    from congruence.compare.check import Check
    from congruence.corpus import Corpus
    from congruence.report.write import Face

FAIL_ON = ("found", "none", "signal", "term")
FINDINGS = 3
COPY = "concept-met-opmerkingen"
COPIES = (f"{COPY}.docx", f"{COPY}.pdf")


@click.command(help=_("Hold a draft against documents; remarks go in a copy of the draft itself."))
@click.argument("draft", metavar=_("DRAFT"), type=DocumentName())
@click.option(
    "--against", "-a", multiple=True, required=True, type=DocumentName(), metavar=_("DOCUMENT"),
    help=_("A document to hold the draft against; more may follow it."),
)  # fmt: skip
@click.argument("further", metavar=_("[DOCUMENT]..."), nargs=-1, type=DocumentName())
@click.option(
    "--fail-on", "conditions", multiple=True, type=click.Choice(FAIL_ON),
    help=_("Exit with status 3 when this is found; may be given more than once."),
)  # fmt: skip
@click.option("--memo", is_flag=True, help=_("Also write a reaction memo in Word, to fill in."))
@click.option("--seed", type=int, default=0, help=_("Seed of the decoys (default: 0)."))
@modelled
@spread
@reporting
@common
@click.pass_context
def command(
    context: click.Context,
    draft: str,
    against: tuple[str, ...],
    further: tuple[str, ...],
    conditions: tuple[str, ...],
    memo: bool,
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
    """Check ``draft``; documents may follow ``--against`` one after another."""
    corpus = open_corpus(corpus_folder)
    names = (draft, *against, *further)
    folder = report_folder(out, names, "check", force=force, as_json=as_json, extras=COPIES)
    document, *others = told_apart(load_all(names, corpus, workers))
    copy = f"{COPY}.{document.format}"
    warn_of((document, *others))
    with progress(_("Comparing"), len(others) + 1) as step:
        from congruence.compare.check import check

        encoder = load_model(model, corpus, threads)
        result = check(document, others, encoder=encoder, seed=seed,
                       terms=contested_terms(corpus), progress=step)  # fmt: skip
        face = commented_copy(result)
        if folder:
            from congruence.report.write import MEMO, write_report

            extras = {copy: face} if face else {}
            if memo:
                step(_("Reading terms"))
                extras[MEMO] = reaction_memo(result, corpus)
            step(_("report"))
            write_report(result, folder, formats=formats, force=force, extras=extras)
    if as_json:
        print_json(result)
    else:
        print_matrix(result.matrix)
        count = len(result.remarks)
        say("  " + ngettext("{count} remark", "{count} remarks", count).format(count=count))
        if folder:
            say(_("Report: {folder}").format(folder=folder / "report.html"))
            if face:
                say(_("Draft with remarks: {file}").format(file=folder / copy))
            if memo:
                from congruence.report.write import MEMO

                say(_("Reaction memo: {file}").format(file=folder / MEMO))
    if folder and not face:
        remark(_("Note: only Word and PDF drafts get their remarks in a copy; see the report."))
    if result.fired(conditions):
        context.exit(FINDINGS)


def reaction_memo(result: Check, corpus: Corpus | None) -> Face:
    """What writes the memo on the contested terms and the passages that deserve a reaction."""
    from congruence.cli.terms import distinct, listed_terms
    from congruence.report.terms_memo import write_memo
    from congruence.terms.dossier import contested_dossier

    documents = distinct((result.draft, *result.matrix.others))
    dossier = contested_dossier(documents, listed_terms(None, (), (), corpus))
    return lambda path: write_memo(dossier, path, result)


def commented_copy(result: Check) -> Face | None:
    """What writes the draft with its remarks; None where its format has no margin."""
    from congruence.report.annotate import Remark, annotator_for

    annotate = annotator_for(result.draft)
    if annotate is None:
        return None
    remarks = [Remark(note.block, note.start, note.end, note.text) for note in result.remarks]

    def write(out: Path) -> None:
        strays = annotate(remarks, out)
        if strays:
            remark(
                ngettext(
                    "Note: {count} remark stands beside the passage before it: its own words"
                    " were not found in the file.",
                    "Note: {count} remarks stand beside the passage before them: their own words"
                    " were not found in the file.",
                    strays,
                ).format(count=strays)
            )

    return write
