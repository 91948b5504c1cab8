"""``congruence demo``: the whole job on the sample corpus, to see what the reports look like."""

from __future__ import annotations

import importlib
import io
import shutil
from contextlib import nullcontext, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import click

from congruence.cli.console import print_json, say
from congruence.cli.options import QUIET, common, modelled
from congruence.messages import N_, _

STATUTE, OLD_STATUTE = "statuut-1.0", "statuut-0.1"
FRAMEWORK, RESEARCH, REACTION = "kader-concept", "onderzoek", "reactie-juristen"


class Job(NamedTuple):
    """One command of the demo: what it shows, and how a user would ask for it."""

    folder: str
    shows: str
    command: str
    arguments: tuple[str, ...]


JOBS = (
    Job(
        "statuut-naast-kader",
        N_("the statute beside the framework, passage by passage"),
        "compare",
        (STATUTE, FRAMEWORK),
    ),
    Job(
        "statuut-naast-onderzoek",
        N_("the statute beside the research report"),
        "compare",
        (STATUTE, RESEARCH),
    ),
    Job(
        "statuut-naast-alles",
        N_("the statute beside everything at once"),
        "matrix",
        (STATUTE, FRAMEWORK, RESEARCH, REACTION),
    ),
    Job(
        "kader-getoetst",
        N_("the draft framework checked, with remarks in its own Word file"),
        "check",
        (FRAMEWORK, "--against", STATUTE),
    ),
    Job(
        "statuut-0.1-naar-1.0",
        N_("what changed from statute 0.1 to 1.0, also as tracked changes"),
        "diff",
        (OLD_STATUTE, STATUTE),
    ),
    Job(
        "betwiste-begrippen",
        N_("the dossier of contested terms, with a reaction memo to fill in"),
        "terms",
        ("--discover", "--memo"),
    ),
)
CORPUS, TRACKED = "voorbeeldcorpus", "statuut-0.1-naar-1.0.docx"
ENCODING = {"compare", "matrix", "check"}


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
    "--out",
    type=click.Path(path_type=Path),
    default=Path("reports/demo"),
    help=_("Folder for the reports (default: reports/demo)."),
)
@click.option("--force", is_flag=True, help=_("Replace an existing report folder."))
@modelled
@common
@click.pass_context
def command(
    context: click.Context,
    out: Path,
    force: bool,
    model: str | None,
    threads: int | None,
    as_json: bool,
    corpus_folder: Path | None,
) -> None:
    """Run the commands that a user would give, on a copy of the sample, and show each of them."""
    from congruence.report.write import check_target

    for job in JOBS:
        check_target(out / job.folder, force=force, extras=job_extras(job))
    corpus = corpus_folder or copied_sample(out / CORPUS)
    encoding = [*(["--model", model] if model else []),
                *(["--threads", str(threads)] if threads else [])]  # fmt: skip
    made = []
    for job in JOBS:
        options = ["--corpus", str(corpus), "--out", str(out / job.folder)]
        if job.command in ENCODING:
            options += encoding
        if job.command == "diff":
            options += ["--tracked", str(out / TRACKED)]
        line = " ".join(["congruence", job.command, *job.arguments, *options])
        if not as_json:
            shows = _(job.shows)
            say(click.style(shows[:1].upper() + shows[1:], bold=True))
            say(f"$ {line}")
        with redirect_stdout(io.StringIO()) if as_json else nullcontext():
            flags = [*(["--force"] if force else []), *(["--quiet"] if context.meta[QUIET] else [])]
            run_job(job, [*options, *flags])
        if not as_json:
            say()
        made.append({"command": line, "folder": str(out / job.folder)})
    if not as_json:
        say(_("Open this first, in your browser: {file}").format(
            file=out / JOBS[0].folder / "report.html"))  # fmt: skip
        say(_("Then your own documents: congruence compare STATUTE.docx FRAMEWORK.pdf"))
    if as_json:
        print_json({"corpus": str(corpus), "reports": made})


def run_job(job: Job, options: list[str]) -> None:
    """Run one command as the command line would; its failure is the demo's failure."""
    module = importlib.import_module(f"congruence.cli.{job.command}")
    module.command.main(
        [*job.arguments, *options], prog_name=f"congruence {job.command}", standalone_mode=False
    )


def job_extras(job: Job) -> tuple[str, ...]:
    """Files beside the report that a command may write in its folder."""
    from congruence.cli.check import COPIES
    from congruence.report.write import MEMO

    return {"check": COPIES, "terms": (MEMO,)}.get(job.command, ())


def copied_sample(folder: Path) -> Path:
    """Put the sample documents in ``folder``, where the user may try things and vectors are kept.

    The installed sample itself is never written in. Other files in ``folder`` stay.
    """
    source = sample_corpus()
    folder.mkdir(parents=True, exist_ok=True)
    for file in sorted(source.iterdir()):
        if file.is_file():
            shutil.copyfile(file, folder / file.name)
    return folder
