"""``congruence demo``: the whole job on the sample corpus, to see what the reports look like."""

from __future__ import annotations

from pathlib import Path

import click

from congruence.cli.compare import print_summary
from congruence.cli.console import print_json, progress, say
from congruence.cli.options import FORMATS, common, load_model, modelled
from congruence.messages import _

PAIRS = (("statuut-1.0", "kader-concept"), ("statuut-1.0", "onderzoek"))


def sample_corpus() -> Path:
    """The folder of the sample corpus: in the installed package, or beside it in a checkout."""
    import congruence
    from congruence.errors import CorpusError

    package = Path(congruence.__file__).parent
    for folder in (package / "demo", package.parent / "corpora" / "demo"):
        if folder.is_dir():
            return folder
    raise CorpusError(
        _("the sample corpus is not part of this installation"),
        remedy=_("install congruence again"),
    )


@click.command(help=_("Run the whole job on the sample corpus (fictional documents)."))
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("reports/demo"),
    help=_("Folder for the reports (default: reports/demo)."),
)  # fmt: skip
@click.option("--force", is_flag=True, help=_("Replace an existing report folder."))
@modelled
@common
def command(
    out: Path,
    force: bool,
    model: str | None,
    threads: int | None,
    as_json: bool,
    corpus_folder: Path | None,
) -> None:
    """Compare the sample statute with the sample framework and the sample research report."""
    from congruence.compare.comparison import compare
    from congruence.corpus import Corpus
    from congruence.report.write import check_target, write_report

    corpus = Corpus.open(corpus_folder or sample_corpus())
    folders = [out / f"{a}-{b}-compare" for a, b in PAIRS]
    for folder in folders:
        check_target(folder, force=force)
    # Without the corpus's cache: the sample may stand in a folder that only its installer writes.
    encoder = load_model(model, None, threads)
    comparisons = []
    for (a, b), folder in zip(PAIRS, folders, strict=True):
        with progress(f"{a} – {b}") as step:
            comparison = compare(corpus.read(a), corpus.read(b), encoder=encoder, progress=step)
            write_report(comparison, folder, formats=FORMATS, force=force)
        comparisons.append(comparison)
        if not as_json:
            print_summary(comparison)
            say(_("Report: {folder}").format(folder=folder / "report.html"))
            say()
    if as_json:
        print_json({"comparisons": comparisons})
