"""Errors a user can act on: what is wrong, in which file, at which place, and what to do."""

from __future__ import annotations

import errno
from os import PathLike

from congruence.messages import _


def system_reason(error: OSError) -> str:
    """Why the system refused, in the language in use; its own words only where none are ours.

    ``strerror`` is English on one machine and Dutch on the next.
    """
    reasons = {
        errno.ENOSPC: _("the disk is full"),
        errno.EACCES: _("no access, or in use by another program"),
        errno.EPERM: _("no access, or in use by another program"),
        errno.EBUSY: _("in use by another program"),
        errno.EROFS: _("nothing may be written there"),
        errno.ENOENT: _("the file or folder is not there"),
        errno.EEXIST: _("something with this name is there already"),
        errno.EISDIR: _("this is a folder, not a file"),
        errno.ENOTDIR: _("part of this path is no folder"),
        errno.ENAMETOOLONG: _("the name or the path is too long"),
    }
    return reasons.get(error.errno or 0) or error.strerror or str(error)


class CongruenceError(Exception):
    """A failure that the user can understand and mend.

    Args:
        problem: what is wrong, in the user's language, lower case, without a final full stop.
        file: the file concerned, as the user named it.
        place: where in it (a page, a line, a key), in words.
        remedy: what to do, as an imperative clause without a final full stop.

    ``str()`` gives one sentence: ``file, place: problem; remedy.``
    """

    def __init__(
        self,
        problem: str,
        *,
        file: str | PathLike[str] | None = None,
        place: str | None = None,
        remedy: str | None = None,
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.file = None if file is None else str(file)
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.file, self.place) if part)
        what = "; ".join(part for part in (self.problem, self.remedy) if part)
        return f"{where}: {what}." if where else f"{what[:1].upper()}{what[1:]}."

    def __reduce__(self) -> tuple[object, ...]:
        """Keep file, place and remedy when the error crosses a process boundary."""
        return (_rebuild, (type(self), self.problem, self.file, self.place, self.remedy))


def _rebuild(
    kind: type[CongruenceError],
    problem: str,
    file: str | None,
    place: str | None,
    remedy: str | None,
) -> CongruenceError:
    return kind(problem, file=file, place=place, remedy=remedy)


class InputError(CongruenceError):
    """A document cannot be read: missing, empty, damaged, protected, not what its name says."""


class CorpusError(CongruenceError):
    """A corpus folder or its ``congruence.toml`` is missing, wrong, or lacks a document."""


class ModelError(CongruenceError):
    """An embedding model is unknown, absent, incomplete or cannot be loaded."""


class OutputError(CongruenceError):
    """A report cannot be written: the folder exists, is read-only, or the disk is full."""
