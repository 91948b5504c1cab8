"""Files that appear whole or not at all, what killed runs leave behind, and a lock on a folder."""

from __future__ import annotations

import glob
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_STALE_SECONDS = 3600.0


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a file to fill beside ``path``, and put it in its place when the block ends well.

    When it does not, ``path`` is as it was. What killed runs left beside it is cleared away.
    Raises OSError where the folder cannot be written.
    """
    for left in left_behind(path, "new"):
        left.unlink(missing_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=beside(path, "new"), suffix=path.suffix)
    os.close(handle)
    filled = Path(name)
    try:
        yield filled
        # mkstemp makes a file for its owner alone; this one is as open as what it replaces.
        filled.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~umask())
        os.replace(filled, path)
    except BaseException:
        filled.unlink(missing_ok=True)
        raise


def beside(path: Path, state: str) -> str:
    """How the name begins of what this process makes beside ``path``."""
    return f".{path.name}-{state}-{os.getpid()}-"


def left_behind(path: Path, state: str) -> list[Path]:
    """What stands beside ``path`` and was made by processes that are gone."""
    stem = f".{path.name}-{state}-"
    found = sorted(path.parent.glob(f"{glob.escape(stem)}*"))
    return [entry for entry in found if _is_orphan(entry, entry.name.removeprefix(stem))]


def umask() -> int:
    """What the system takes off the rights of new files."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock ``path`` for the length of a block; whoever comes second waits.

    The system frees it when its holder dies. Where a file system knows no locks there is none.
    Raises OSError where the file cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        with suppress(OSError):
            _lock(file.fileno())
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)


def _is_orphan(entry: Path, tail: str) -> bool:
    pid = tail.partition("-")[0]
    if not pid.isdecimal():
        return False
    if sys.platform == "win32":
        # There a signal to ask after a process would end it: an hour's rest must do.
        return time.time() - entry.stat().st_mtime > _STALE_SECONDS
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False
