"""A folder that appears whole: filled beside its place, then put there in one step."""

from __future__ import annotations

import glob
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NEW, _OLD = "new", "old"
_STALE_SECONDS = 3600.0


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """Give an empty folder to fill, and put it in the place of ``out`` when the block ends well.

    When it does not, ``out`` is as it was. Raises OSError where the folder cannot be written.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    recover(out)
    folder = Path(tempfile.mkdtemp(prefix=_prefix(out, _NEW), dir=out.parent))
    try:
        # mkdtemp makes a folder for its owner alone; a report is as open as its surroundings.
        folder.chmod(0o777 & ~_umask())
        yield folder
        _swap(folder, out)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def recover(out: Path) -> None:
    """Clear up after runs that were killed: an old folder put aside comes back, half ones go."""
    for old in _left_behind(out, _OLD):
        if out.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(out)
    for half in _left_behind(out, _NEW):
        shutil.rmtree(half, ignore_errors=True)


def _swap(folder: Path, out: Path) -> None:
    """Put ``folder`` in the place of ``out``; what stood there comes back if that fails."""
    if not out.exists():
        folder.rename(out)
        return
    aside = Path(tempfile.mkdtemp(prefix=_prefix(out, _OLD), dir=out.parent))
    aside.rmdir()
    out.rename(aside)
    try:
        folder.rename(out)
    except OSError:
        aside.rename(out)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _prefix(out: Path, state: str) -> str:
    return f".{out.name}-{state}-{os.getpid()}-"


def _left_behind(out: Path, state: str) -> list[Path]:
    """Folders of this place whose makers are gone."""
    stem = f".{out.name}-{state}-"
    found = sorted(out.parent.glob(f"{glob.escape(stem)}*"))
    return [folder for folder in found if _is_orphan(folder, folder.name.removeprefix(stem))]


def _is_orphan(folder: Path, tail: str) -> bool:
    pid = tail.partition("-")[0]
    if not pid.isdigit():
        return False
    if sys.platform == "win32":
        # There a signal to ask after a process would end it: an hour's rest must do.
        return time.time() - folder.stat().st_mtime > _STALE_SECONDS
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
