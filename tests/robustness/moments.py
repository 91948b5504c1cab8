"""Every moment at which a command changes the disk: stop it there, and look what is left.

    python -m tests.robustness.moments NAME...

A run is a fork of a process in which everything is loaded. Python's audit events tell of each
file opened to be written, renamed or removed and each folder made: at the nth of them the run is
killed, or interrupted as Ctrl-C does. Afterwards an earlier report is whole (the old one or the new
one), no file of the user is harmed, and the next run comes out as if nothing had happened. Prints
what did not.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import signal
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.commands import WHOLE
from tests.fuzz.run import load_everything
from tests.fuzz.seeds import DEMO, TERMS

OTHER = WHOLE.replace("5 werkdagen", "7 werkdagen").replace("kan outreachend", "moet outreachend")
MANIFEST = """\
[corpus]
title = "Proef"
terms = "terms.toml"

[[document]]
id = "a"
path = "a.md"

[[document]]
id = "b"
path = "b.md"
"""
REPORT = ("--out", "uit", "--force", "--quiet")
COMMANDS: dict[str, tuple[str, ...]] = {
    "compare": ("compare", "a", "b", *REPORT),
    "matrix": ("matrix", "a", "b", "oud.docx", *REPORT, "--format", "json,md"),
    "check": ("check", "oud.docx", "--against", "a", *REPORT, "--format", "json"),
    "diff": ("diff", "a", "b", *REPORT, "--format", "json,html"),
    "tracked": ("diff", "oud.docx", "nieuw.docx", "--tracked", "wijzigingen.docx", *REPORT,
                "--format", "json"),
    "terms": ("terms", "--memo", *REPORT, "--format", "json,xlsx"),
    "passages": ("passages", "--kind", "norms", *REPORT, "--format", "json,docx"),
    "extract": ("extract", "a", "--json", "--quiet"),
    "embed": ("embed", ".", "--quiet"),
    "add": ("add", "../los.md", "--role", "law", "--quiet"),
    "init": ("init", "../vers"),
}  # fmt: skip
CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "sqlite3.connect",
           "shutil.copyfile", "shutil.rmtree", "tempfile.mkstemp", "tempfile.mkdtemp"}  # fmt: skip
Tree = dict[str, str]


def prepare(folder: Path) -> None:
    """A folder with a corpus, a loose file, and a report of an earlier run."""
    corpus = folder / "corpus"
    (corpus / "uit").mkdir(parents=True)
    (corpus / "uit" / "report.md").write_text("een eerder rapport", "utf-8")
    (corpus / "wijzigingen.docx").write_bytes((DEMO / "statuut-0.1.docx").read_bytes())
    (corpus / "a.md").write_text(WHOLE, "utf-8")
    (corpus / "b.md").write_text(OTHER, "utf-8")
    (corpus / "oud.docx").write_bytes(word("De inwoner kan bezwaar maken binnen zes weken."))
    (corpus / "nieuw.docx").write_bytes(word("De inwoner moet bezwaar maken binnen vier weken."))
    (corpus / "congruence.toml").write_text(MANIFEST, "utf-8")
    (corpus / "terms.toml").write_text(TERMS, "utf-8")
    (folder / "los.md").write_text("Een los stuk over de wijk.\n", "utf-8")


def word(text: str) -> bytes:
    from tests.extract.word import docx, p

    return docx(p("Het team werkt samen met de wijk.") + p(text))


def writes(event: str, arguments: tuple[object, ...]) -> bool:
    """Whether an audit event changes the disk."""
    if event == "open":
        path, mode, flags = arguments[:3]
        changing = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        return bool(changing) and not str(path).startswith("/dev")
    return event in CHANGES


def run(arguments: tuple[str, ...], corpus: Path, *, stop: int = 0, how: int = 0) -> int:
    """Run a command in a fork; at the change number ``stop`` (from 1) it gets the signal ``how``.

    The exit status; minus the signal where one ended it.
    """
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.chdir(corpus)
    for stream, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(corpus.parent / name, os.O_CREAT | os.O_WRONLY | os.O_TRUNC), stream)
    seen = 0

    def watch(event: str, given: tuple[object, ...]) -> None:
        nonlocal seen
        if stop and writes(event, given):
            seen += 1
            if seen == stop:
                os.kill(os.getpid(), how)

    sys.addaudithook(watch)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    status = 70
    with contextlib.suppress(BaseException):
        from congruence.cli.main import cli

        try:
            cli(list(arguments))
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0
    with contextlib.suppress(BaseException):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


def tree(folder: Path) -> Tree:
    """Every file under ``folder`` with a digest of what is in it, but for what varies by nature."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name in {"stdout", "stderr"} or ".congruence" in path.relative_to(folder).parts:
            continue
        if path.is_dir():
            found[name] = ""
        elif path.suffix in {".docx", ".xlsx"}:  # these tell the time at which they were made
            found[name] = "sound" if _is_sound(path) else "broken"
        else:
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def _is_sound(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is None
    except zipfile.BadZipFile:
        return False


def report_of(found: Tree) -> Tree:
    return {name: digest for name, digest in found.items() if "/uit" in name}


def moments(name: str, how: int) -> Iterator[str]:
    """What went wrong at each moment of the command ``name``."""
    arguments = COMMANDS[name]
    with tempfile.TemporaryDirectory() as kept:
        template, folder = Path(kept) / "template", Path(kept) / "now"
        prepare(template)
        shutil.copytree(template, folder)
        if run(arguments, folder / "corpus"):
            yield f"{name}: fails undisturbed: {(folder / 'stderr').read_text()}"
            return
        before, after = tree(template), tree(folder)
        shutil.rmtree(folder)
        seen: set[str] = set()
        for stop in range(1, 500):
            shutil.copytree(template, folder)
            status = run(arguments, folder / "corpus", stop=stop, how=how)
            if status == 0:
                shutil.rmtree(folder)
                break  # there were fewer moments than that
            yield from wrong(f"{name} at change {stop}", folder, before, after, status, how)
            state = json.dumps(tree(folder))
            if state not in seen:
                seen.add(state)
                again = run(arguments, folder / "corpus")
                left = {p: d for p, d in tree(folder).items() if after.get(p) != d}
                gone = after.keys() - tree(folder).keys()
                if again or left or gone:
                    said = (folder / "stderr").read_text()
                    yield f"{name} after a stop at {stop}: {again} {left} {gone} {said}"
            shutil.rmtree(folder)
        else:
            yield f"{name}: no end to its changes"
        if stop < 2 and name != "extract":
            yield f"{name}: no moment was found"


def wrong(
    where: str, folder: Path, before: Tree, after: Tree, status: int, how: int
) -> Iterator[str]:
    """What may not be, right after a stop."""
    now = tree(folder)
    said = (folder / "stderr").read_text()
    for name, digest in before.items():
        if "/uit" in name or name == "corpus":
            continue  # reports are judged as a whole, below
        if now.get(name) not in {digest, after.get(name)}:
            yield f"{where}: {name} is harmed"
    visible = {name for name in now if not any(part.startswith(".") for part in name.split("/"))}
    if strange := visible - before.keys() - after.keys():
        yield f"{where}: half made: {sorted(strange)}"
    for name in visible & after.keys() - before.keys():
        if now[name] != after[name] and "/uit/" not in name:
            yield f"{where}: {name} is half made"
    shown = {name: digest for name, digest in report_of(now).items() if name in visible}
    if shown not in ({}, report_of(before), report_of(after)):
        yield f"{where}: the report is half made: {sorted(shown)}"
    if how == signal.SIGINT:
        if status != 1 or said.strip() != "Gestopt.":
            yield f"{where}: exit {status}, {said!r}"
        if hidden := set(now) - visible:
            yield f"{where}: left behind: {sorted(hidden)}"
        if not shown and report_of(before):
            yield f"{where}: the earlier report is gone"


def main() -> int:
    load_everything()
    bad = 0
    for name in sys.argv[1:] or COMMANDS:
        for how in (signal.SIGKILL, signal.SIGINT):
            for line in moments(name, how):
                bad += 1
                sys.stdout.write(f"{how.name} {line}\n")
                sys.stdout.flush()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
