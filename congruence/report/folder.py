"""A folder that appears whole: filled beside its place, then put there in one step."""

from __future__ import annotations

import glob
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from congruence.files import beside, left_behind, umask

_NEW, _OLD = "new", "old"


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """Give an empty folder to fill, and put it in the place of ``out`` when the block ends well.

    When it does not, ``out`` is as it was. Raises OSError where the folder cannot be written.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    recover(out)
    folder = Path(tempfile.mkdtemp(prefix=beside(out, _NEW), dir=out.parent))
    try:
        # mkdtemp makes a folder for its owner alone; a report is as open as its surroundings.
        folder.chmod(0o777 & ~umask())
        yield folder
        _swap(folder, out)
    finally:
        try:
            _settle(out, folder)
        except BaseException:  # interrupted in the middle of clearing up
            _settle(out, folder)
            raise


def recover(out: Path) -> None:
    """Clear up after runs that were killed: an old folder put aside comes back, half ones go."""
    for old in left_behind(out, _OLD):
        if out.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(out)
    for half in left_behind(out, _NEW):
        shutil.rmtree(half, ignore_errors=True)


def _swap(folder: Path, out: Path) -> None:
    """Put ``folder`` in the place of ``out``; what stood there comes back if that fails."""
    if out.exists():
        aside = Path(tempfile.mkdtemp(prefix=beside(out, _OLD), dir=out.parent))
        aside.rmdir()
        out.rename(aside)
    folder.rename(out)


def _settle(out: Path, folder: Path) -> None:
    """Bring back what this run put aside where nothing came in its place; else clear it away."""
    for old in out.parent.glob(f"{glob.escape(beside(out, _OLD))}*"):
        if out.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(out)
    shutil.rmtree(folder, ignore_errors=True)
