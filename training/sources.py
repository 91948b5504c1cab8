"""The pinned sources: found in one folder, checked by hash, unpacked where needed.

The folder is named by the environment variable ``CONGRUENCE_TRAINING_SOURCES``; results of the
stages go to ``CONGRUENCE_TRAINING_WORK`` (default ``training/work``, ignored by git).
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Source:
    """One file of `sources.toml`."""

    name: str
    file: str
    origin: str
    licence: str
    sha256: str


def listed(path: Path = HERE / "sources.toml") -> list[Source]:
    """Read the list of sources."""
    return [Source(**entry) for entry in tomllib.loads(path.read_text("utf-8"))["source"]]


def sources_folder() -> Path:
    """Name the folder that holds the source files."""
    return Path(os.environ.get("CONGRUENCE_TRAINING_SOURCES", HERE / "work" / "sources"))


def work_folder() -> Path:
    """Name the folder for what the stages make; created if need be."""
    folder = Path(os.environ.get("CONGRUENCE_TRAINING_WORK", HERE / "work"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def problems(sources: list[Source], folder: Path) -> list[str]:
    """Say which sources are absent or are not the file that was pinned."""
    found = []
    for source in sources:
        path = folder / source.file
        if not path.is_file():
            found.append(f"{source.file}: absent; {source.origin}")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != source.sha256:
            found.append(f"{source.file}: not the pinned file (other hash); {source.origin}")
    return found


def unpack(sources: list[Source], folder: Path, root: Path) -> None:
    """Unpack packages and wheels into ``root``, laid out as they would be installed."""
    root.mkdir(parents=True, exist_ok=True)
    for source in sources:
        done = root / f".{source.sha256[:16]}"
        path = folder / source.file
        if done.exists():
            continue
        if source.file.endswith(".deb"):
            subprocess.run(["dpkg-deb", "-x", str(path), str(root)], check=True)
        elif source.file.endswith(".whl"):
            with zipfile.ZipFile(path) as wheel:
                wheel.extractall(root / "wheels")
        done.touch()


def main() -> int:
    """Check and unpack every source; say what is missing and where it comes from."""
    sources = listed()
    wrong = problems(sources, sources_folder())
    for line in wrong:
        print(line)
    if wrong:
        return 1
    unpack(sources, sources_folder(), work_folder() / "root")
    print(f"{len(sources)} sources are there and as pinned")
    return 0


if __name__ == "__main__":
    sys.exit(main())
