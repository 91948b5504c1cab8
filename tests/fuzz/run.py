"""Run many damaged files through the commands, each in a child process of its own.

    python -m tests.fuzz.run --runs 10000 [--seed 0] [--data FOLDER] [--keep FOLDER]

Every library and the model are loaded once; each run is a fork of that, bounded in memory and
time. What a run must end in: exit status 0, 1 or 3; one sentence where it is 1; a report that can
be read where it is 0; nothing half-written. ``--keep`` saves what ended otherwise.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import json
import multiprocessing
import os
import pkgutil
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import congruence
from tests.fuzz.commands import Case, lay_out
from tests.fuzz.seeds import seeds

MEMORY = 2 << 30  # bytes that a run may take beyond what is loaded at its start
SECONDS = 30.0  # of one core; the slowest sound run takes about two
HANG = 120.0
NOISE = ("Traceback", "MuPDF", "Warning:", "libpng", "parser error")


class End(NamedTuple):
    """How a run ended: a class of ends, whether it is allowed, and what was seen."""

    name: str
    sound: bool
    seen: str
    seconds: float


def load_everything() -> None:
    """Import the whole package and load the model once, before the first fork."""
    for module in pkgutil.walk_packages(congruence.__path__, "congruence."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in ("sklearn.feature_extraction.text", "pymupdf", "docx", "lxml.html", "xlsxwriter"):
        importlib.import_module(name)
    from congruence.embed import loading, static

    encoder = static.StaticEncoder()
    encoder.encode(["warm"])
    loading.static = type("Loaded", (), {"NAME": static.NAME, "StaticEncoder": lambda: encoder})  # type: ignore[assignment]


def run_case(case: Case, folder: Path) -> End:
    """Fork, run the command in ``folder``, and judge how it ended."""
    context = multiprocessing.get_context("fork")
    mine, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(case, folder, theirs))
    begun = time.monotonic()
    child.start()
    theirs.close()
    try:
        if not mine.poll(HANG):
            child.kill()
            return End("hang", False, "no end", time.monotonic() - begun)
        status, seen, seconds = mine.recv()
    except EOFError:
        child.join()
        return End("crash", False, f"exit {child.exitcode}", time.monotonic() - begun)
    finally:
        child.join()
    return _judge(status, seen, seconds, case, folder)


def _child(case: Case, folder: Path, pipe: Connection) -> None:
    status, seen = -1, ""
    with contextlib.suppress(BaseException):
        status, seen = bounded(lambda: _call(case.arguments), folder)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    pipe.send((status, seen, usage.ru_utime + usage.ru_stime))
    pipe.close()
    os._exit(0)


def bounded(work: Callable[[], tuple[int, str]], folder: Path) -> tuple[int, str]:
    """``work`` in ``folder``, its output in files there, under limits of memory and time."""
    os.chdir(folder)
    os.environ["HOME"] = str(folder)
    for stream, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(folder / f".{name}", os.O_CREAT | os.O_WRONLY, 0o600), stream)
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + MEMORY, size + MEMORY))
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CPU, (int(SECONDS), int(SECONDS) + 5))
    return work()


def _call(arguments: tuple[str, ...]) -> tuple[int, str]:
    """The exit status, and the trace of any failure that is no `CongruenceError`."""
    from congruence.cli import main
    from congruence.errors import CongruenceError

    trace: list[str] = []
    told = main.sentence

    def watched(error: Exception) -> str:
        if not isinstance(error, CongruenceError):
            trace.append("".join(traceback.format_exception(error)))
        return told(error)

    main.sentence = watched
    sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb", closefd=False), "utf-8", write_through=True)
    sys.stderr = io.TextIOWrapper(os.fdopen(2, "wb", closefd=False), "utf-8", write_through=True)
    try:
        main.cli(list(arguments))
        status = 0
    except SystemExit as stop:
        status = stop.code if isinstance(stop.code, int) else 0
    except BaseException as error:  # what the command line lets through is a finding
        trace.append("".join(traceback.format_exception(error)))
        status = -1
    return status, "".join(trace)


def _judge(status: int, trace: str, seconds: float, case: Case, folder: Path) -> End:
    said = (folder / ".stderr").read_text("utf-8", "replace")
    printed = (folder / ".stdout").read_text("utf-8", "replace")
    if trace:
        return End("unexpected", False, trace, seconds)
    if seconds > SECONDS:
        return End("slow", False, f"{seconds:.1f} s", seconds)
    if any(word in said for word in NOISE):
        return End("noise", False, said, seconds)
    if status not in (0, 1, 3):
        return End(f"status {status}", False, said, seconds)
    half = [
        path.name for path in folder.iterdir() if path.name.startswith((".uit", ".congruence."))
    ]
    if half or (status == 1 and (folder / "uit").exists()):
        return End("half", False, f"{half} {said}", seconds)
    if status == 1:
        lines = [line for line in said.splitlines() if line.startswith("Fout: ")]
        return End("sentence", len(lines) == 1, said, seconds)
    try:
        _readable(folder, printed if "--json" in case.arguments else None, case)
    except Exception as error:  # a report that cannot be read, by whatever reads it
        return End("unreadable", False, "".join(traceback.format_exception(error)), seconds)
    return End("result" if status == 0 else "findings", True, "", seconds)


def _readable(folder: Path, printed: str | None, case: Case) -> None:
    """Raise where what was written is not well-formed.

    A copy with remarks or tracked changes keeps the parts it does not touch, broken ones too.
    """
    from lxml import etree

    kept: set[bytes] = set()
    if zipfile.is_zipfile(case.damaged):
        with contextlib.suppress(Exception), zipfile.ZipFile(case.damaged) as archive:
            kept = {archive.read(part) for part in archive.namelist()}

    if printed is not None:
        json.loads(printed)
    written = [path for path in (folder / "uit").glob("*")] + list(folder.glob("uit.docx"))
    for path in written:
        if path.suffix == ".json":
            json.loads(path.read_text("utf-8"))
        elif path.suffix in {".docx", ".xlsx"}:
            with zipfile.ZipFile(path) as archive:
                for part in archive.namelist():
                    content = archive.read(part)
                    if part.endswith((".xml", ".rels")) and content not in kept:
                        etree.fromstring(content, etree.XMLParser(huge_tree=True))


def run_many(
    runs: int, seed: int, data: Path | None = None, keep: Path | None = None
) -> tuple[Counter[tuple[str, str]], list[str], float]:
    """Run ``runs`` cases: ends by kind of file, what was not sound, the slowest in seconds."""
    load_everything()
    sources = seeds(data)
    ends: Counter[tuple[str, str]] = Counter()
    bad: list[str] = []
    slowest = 0.0
    for number in range(seed, seed + runs):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            case = lay_out(folder, sources, random.Random(number))
            end = run_case(case, folder)
            ends[case.kind, end.name] += 1
            slowest = max(slowest, end.seconds)
            if not end.sound:
                line = f"seed {number} {end.name}: congruence {' '.join(case.arguments)}"
                bad.append(f"{line}\n{end.seen[-3000:]}")
                _tell(bad[-1])
                if keep:
                    shutil.copytree(folder, keep / str(number), dirs_exist_ok=True)
                    (keep / str(number) / "TRACE").write_text(bad[-1], "utf-8")
        if (number - seed + 1) % 500 == 0:
            _tell(f"{number - seed + 1} runs, {len(bad)} not sound, slowest {slowest:.1f} s")
    return ends, bad, slowest


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """1 when a run did not end soundly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--data", type=Path, help="a folder of further files to damage")
    parser.add_argument("--keep", type=Path, help="where what ended unsoundly is saved")
    asked = parser.parse_args()
    ends, bad, slowest = run_many(asked.runs, asked.seed, asked.data, asked.keep)
    names = sorted({name for _kind, name in ends})
    _tell("| kind | " + " | ".join(names) + " |")
    _tell("|---|" + "---:|" * len(names))
    for kind in sorted({kind for kind, _name in ends}):
        _tell(f"| {kind} | " + " | ".join(str(ends[kind, name]) for name in names) + " |")
    _tell(f"{ends.total()} runs, {len(bad)} not sound, slowest {slowest:.1f} s of one core")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
