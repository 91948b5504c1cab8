"""``congruence diff``: what changed between versions of one document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from congruence.cli.console import print_json, progress, remark, say, warn_of
from congruence.cli.documents import DocumentName
from congruence.cli.options import (
    common,
    load,
    open_corpus,
    report_folder,
    reporting,
    told_apart,
)
from congruence.messages import _, ngettext

if TYPE_CHECKING:
    from congruence.model import Document
    from congruence.versions import History, VersionDiff


@click.command(help=_("Show what changed, moved or became weaker between versions."))
@click.argument("old", metavar=_("OLD"), type=DocumentName())
@click.argument("new", metavar=_("NEW"), type=DocumentName())
@click.argument("newer", metavar=_("[NEWER]..."), nargs=-1, type=DocumentName())
@click.option(
    "--tracked",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("Also write the old Word file with tracked changes that turn it into the new one."),
)
@reporting
@common
def command(
    old: str,
    new: str,
    newer: tuple[str, ...],
    tracked: Path | None,
    out: Path | None,
    force: bool,
    formats: tuple[str, ...],
    as_json: bool,
    corpus_folder: Path | None,
) -> None:
    """Compare successive versions and write the report."""
    names = (old, new, *newer)
    corpus = open_corpus(corpus_folder)
    folder = report_folder(out, names, "diff", force=force, as_json=as_json)
    documents = told_apart([load(name, corpus) for name in names])
    warn_of(documents)
    with progress(_("Comparing"), 2 + bool(tracked)) as step:
        from congruence.versions import compare_versions, trace

        if tracked:
            step(_("tracked changes"))
            write_tracked_file(documents, tracked, force=force)
        step(_("versions"))
        result = compare_versions(*documents) if not newer else trace(documents)
        if folder:
            from congruence.report.write import write_report

            step(_("report"))
            write_report(result, folder, formats=formats, force=force)
    if as_json:
        print_json(result)
        return
    print_summary(result)
    if folder:
        say(_("Report: {folder}").format(folder=folder / "report.html"))


def write_tracked_file(documents: Sequence[Document], target: Path, *, force: bool) -> None:
    """Write the tracked file; both versions must be Word files, and there must be two of them."""
    from congruence.errors import InputError, OutputError
    from congruence.report.tracked import write_tracked

    if len(documents) != 2:
        raise InputError(
            _("tracked changes are made of two versions"),
            remedy=_("name one old and one new file with --tracked"),
        )
    for document in documents:
        if document.format != "docx":
            raise InputError(
                _("tracked changes need two Word files"),
                file=document.path,
                remedy=_("leave --tracked out, or give the .docx"),
            )
    if target.exists() and not force:
        raise OutputError(
            _("this file exists already"),
            file=target,
            remedy=_("add --force to replace it, or choose another name"),
        )
    made = write_tracked(Path(documents[0].path), Path(documents[1].path), target)
    for warning in made.warnings:
        remark(_("Note: {message}").format(message=warning.message))


def print_summary(result: VersionDiff | History) -> None:
    """Say in a few lines what changed, at each step."""
    from congruence.report.diff_words import weight_count
    from congruence.versions import History, Weight

    for diff in result.diffs if isinstance(result, History) else (result,):
        for note in diff.notes:
            say(note.message)
        say(_("{old} to {new}").format(old=diff.old.name, new=diff.new.name))
        changed = [change for change in diff.changes if change.kind != "unchanged"]
        for weight in Weight:
            count = sum(change.weight is weight for change in changed)
            say("  " + weight_count(weight, count))
        lost = sum(reference.state != "follows" for reference in diff.references)
        if lost:
            say("  " + ngettext("{count} reference to look at", "{count} references to look at",
                                lost).format(count=lost))  # fmt: skip
