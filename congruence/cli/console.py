"""What a command says: results on standard output, everything else on standard error."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TextIO

import click

from congruence import schema
from congruence.cli.options import QUIET
from congruence.messages import _
from congruence.model import Document

_STEPS = "congruence.steps"
_BAR = 20


def print_json(value: object) -> None:
    """One JSON document on standard output."""
    click.echo(schema.dumps(value))


def say(text: str = "") -> None:
    """A line of the result."""
    click.echo(text)


def remark(text: str) -> None:
    """A line beside the result: a warning, or what is being done."""
    if _quiet():
        return
    context = click.get_current_context(silent=True)
    if context and (steps := context.meta.get(_STEPS)):
        steps.close()  # or the remark would follow the step on one line
    click.echo(text, err=True)


@contextmanager
def warnings_as_remarks() -> Iterator[None]:
    """Print the package's own Python warnings as remarks, without file and line of code."""
    with warnings.catch_warnings():
        others = warnings.showwarning

        def show(
            message: Warning | str, category: type[Warning], filename: str, lineno: int,
            file: TextIO | None = None, line: str | None = None,
        ) -> None:  # fmt: skip
            if category.__module__.partition(".")[0] == __package__.partition(".")[0]:
                remark(_("Note: {message}").format(message=message))
            else:
                others(message, category, filename, lineno, file, line)

        warnings.showwarning = show
        yield


def warn_of(documents: Iterable[Document]) -> None:
    """Print how each document was read where that needs saying."""
    for document in documents:
        for warning in document.warnings:
            place = _("page {page}").format(page=warning.page) if warning.page else None
            where = ", ".join(part for part in (document.path, place) if part)
            remark(_("Note: {where}: {message}").format(where=where, message=warning.message))


@contextmanager
def progress(title: str, total: int | None = None) -> Iterator[Steps]:
    """Show the steps of long work: on a terminal only, and not with ``--quiet``.

    With ``total``, how many steps there will be, a bar shows how far the work is.
    """
    steps = Steps(title, total, shown=sys.stderr.isatty() and not _quiet())
    if context := click.get_current_context(silent=True):
        context.meta[_STEPS] = steps
    try:
        yield steps
    finally:
        steps.close()


class Steps:
    """One line on the terminal: a bar, where the number of steps is known, and the step's name."""

    def __init__(self, title: str, total: int | None = None, *, shown: bool) -> None:
        self._title = title
        self._total = total
        self._begun = 0
        self._shown = shown
        self._width = 0

    def __call__(self, step: str) -> None:
        """Name the step that begins now."""
        self._begun += 1
        if self._shown:
            line = self.line(step)
            click.echo("\r" + line.ljust(self._width), err=True, nl=False)
            self._width = len(line)

    def line(self, step: str) -> str:
        """Give the line for the step under way: what was done before it fills the bar."""
        if self._total is None:
            return f"{self._title}: {step} …"
        done = min(self._begun - 1, self._total)
        filled = _BAR * done // max(1, self._total)
        return f"{self._title} [{'#' * filled}{'-' * (_BAR - filled)}] {step} …"

    def close(self) -> None:
        """Wipe the line."""
        if self._shown and self._width:
            click.echo("\r" + " " * self._width + "\r", err=True, nl=False)
            self._width = 0


def _quiet() -> bool:
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(QUIET))
