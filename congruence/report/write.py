"""Write a report folder whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any

from congruence import schema
from congruence.errors import OutputError, system_reason
from congruence.messages import _
from congruence.report.folder import recover, staged
from congruence.report.view import ReportView

MEMO = "reactiememo.docx"  # a report of terms may hold this file beside its faces
FORMATS = ("html", "docx", "xlsx", "json", "md")
# Each module has ``view_of(result) -> ReportView``. A kind whose Word file is not a table of rows
# may add ``render_word(result, view) -> bytes``.
VIEWS = {
    schema.COMPARE: "congruence.report.compare_view",
    schema.MATRIX: "congruence.report.matrix_view",
    schema.CHECK: "congruence.report.check_view",
    schema.DIFF: "congruence.report.diff_view",
    schema.HISTORY: "congruence.report.history_view",
    schema.TERMS: "congruence.report.terms_view",
    schema.PASSAGES: "congruence.report.passages_view",
}

Face = Callable[[Path], None]


def view_of(result: Any) -> ReportView:  # noqa: ANN401 - any result of the contract
    """The report of ``result``, in the language in use."""
    view: ReportView = import_module(VIEWS[result.SCHEMA]).view_of(result)
    return view


def write_report(
    result: Any,  # noqa: ANN401
    out: Path,
    *,
    formats: Iterable[str] = FORMATS,
    force: bool = False,
    extras: Mapping[str, Face] | None = None,
) -> Path:
    """Write the faces of ``result`` into the folder ``out`` and return it.

    Everything is written beside ``out`` first and put in place whole, so that a failed run
    leaves an existing report as it was. ``extras`` are further files by name, each with a
    function that writes it to the path it is given.

    Raises:
        OutputError: ``out`` exists and ``force`` is not given; it holds files that are not a
            report; it cannot be written.
    """
    wanted = tuple(dict.fromkeys(formats))
    if unknown := [name for name in wanted if name not in FORMATS]:
        raise ValueError(f"unknown formats: {unknown}")
    extras = extras or {}
    check_target(out, force=force, extras=extras)
    faces = _faces(result, view_of(result), wanted)
    try:
        with staged(out) as folder:
            for name, render in faces.items():
                (folder / name).write_bytes(render())
            for name, write in extras.items():
                write(folder / name)
    except OSError as error:
        raise _unwritable(out, error) from error
    return out


def check_target(out: Path, *, force: bool, extras: Iterable[str] = ()) -> None:
    """Refuse at once, before any work, a folder that the report may not take the place of.

    Raises:
        OutputError: as `write_report`.
    """
    try:
        recover(out)
    except OSError as error:
        raise _unwritable(out, error) from error
    if not out.exists() and not out.is_symlink():
        return
    if not out.is_dir() or out.is_symlink():
        raise OutputError(
            _("a file or link with this name is in the way"),
            file=out,
            remedy=_("choose another folder with --out"),
        )
    try:
        present = sorted(entry.name for entry in out.iterdir())
    except OSError as error:
        raise _unwritable(out, error) from error
    if not present:
        return
    ours = {f"report.{name}" for name in FORMATS} | {MEMO} | set(extras)
    if foreign := [name for name in present if name not in ours]:
        raise OutputError(
            _("this folder holds something else than a report ({name})").format(name=foreign[0]),
            file=out,
            remedy=_("choose another folder with --out"),
        )
    if not force:
        raise OutputError(
            _("there is a report in this folder already"),
            file=out,
            remedy=_("add --force to replace it, or choose another folder with --out"),
        )


def _faces(
    result: Any,  # noqa: ANN401
    view: ReportView,
    formats: tuple[str, ...],
) -> dict[str, Callable[[], bytes]]:
    from congruence.report.excel import render_excel
    from congruence.report.html import render_html
    from congruence.report.markdown import render_markdown
    from congruence.report.word import render_word

    own_word = getattr(import_module(VIEWS[result.SCHEMA]), "render_word", None)
    every: dict[str, Callable[[], bytes]] = {
        "html": lambda: render_html(view).encode("utf-8", "replace"),
        "docx": lambda: own_word(result, view) if own_word else render_word(view),
        "xlsx": lambda: render_excel(view, with_html="html" in formats),
        "json": lambda: b"".join(
            piece.encode("utf-8", "replace") for piece in chain(schema.pieces(result), "\n")
        ),
        "md": lambda: render_markdown(view).encode("utf-8", "replace"),
    }
    return {f"report.{name}": every[name] for name in formats}


def _unwritable(out: Path, error: OSError) -> OutputError:
    return OutputError(
        _("the report cannot be written ({reason})").format(reason=system_reason(error)),
        file=out,
        remedy=_(
            "check that the disk has room and the folder may be written, and close a report that"
            " is open in Word or Excel"
        ),
    )
