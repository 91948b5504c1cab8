"""Every command: stopped at any moment, without room, locked out, two at once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from congruence.config import read_config
from tests.conftest import ROOT
from tests.robustness.moments import COMMANDS, prepare, tree

posix = pytest.mark.skipif(sys.platform == "win32", reason="forks and signals of POSIX")
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="mounts of Linux")
WRITING = [name for name in COMMANDS if name not in {"extract", "init"}]
DEMO = ("demo", "--out", "demo", "--quiet")


# The other commands write their report by the same way: `python -m tests.robustness.moments`
# without names takes all of them, in some minutes.
@posix
@pytest.mark.parametrize("names", [("init", "add", "extract", "embed"), ("tracked", "diff")])
def test_stopped_at_any_moment_nothing_is_lost_and_the_next_run_is_right(names):
    command = [sys.executable, "-m", "tests.robustness.moments", *names]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def program(arguments, cwd: Path, prefix=()) -> subprocess.CompletedProcess:
    return subprocess.run(
        [*prefix, sys.executable, "-m", "congruence", *arguments], cwd=cwd, capture_output=True,
        text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def one_sentence(done: subprocess.CompletedProcess) -> bool:
    lines = [line for line in done.stderr.splitlines() if line.startswith("Fout: ")]
    return done.returncode == 1 and len(lines) == 1 and "Traceback" not in done.stderr


@pytest.fixture
def small_disk(tmp_path):
    """A disk of its own of four megabytes; skips where no disk may be mounted."""
    folder = tmp_path / "schijf"
    folder.mkdir()
    mount = shutil.which("mount")
    made = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], capture_output=True,
        check=False,
    )  # fmt: skip
    if not made or made.returncode:
        pytest.skip("no disk may be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(disk: Path, left: int) -> None:
    """Fill ``disk`` until ``left`` bytes of room remain."""
    state = os.statvfs(disk)
    with (disk / "vol").open("wb") as stream:
        stream.write(b"x" * max(0, state.f_bavail * state.f_frsize - left))


@linux
@pytest.mark.parametrize("name", WRITING)
def test_a_full_disk_is_one_sentence_and_costs_no_report(small_disk, name):
    for left in (0, 24_000, 100_000):
        for entry in small_disk.iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        prepare(small_disk)
        before = tree(small_disk)
        fill(small_disk, left)
        done = program(COMMANDS[name], small_disk / "corpus")
        (small_disk / "vol").unlink()
        now = tree(small_disk)
        if done.returncode == 0:  # it had room enough; embed does without its cache
            assert name == "embed" or now != before or left
            continue
        assert one_sentence(done), done.stderr
        assert now == before


@linux
@pytest.mark.parametrize("name", WRITING)
def test_a_folder_that_may_not_be_written_is_one_sentence(tmp_path, name):
    prefix = []
    if os.geteuid() == 0:  # root may write everywhere, unless that right is laid down
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            pytest.skip("root may write everywhere, and setpriv is not installed")
        prefix = [setpriv, "--bounding-set", "-dac_override,-fowner", "--inh-caps", "-all"]
    prepare(tmp_path)
    before = tree(tmp_path)
    for folder in (tmp_path / "corpus" / "uit", tmp_path / "corpus"):
        folder.chmod(0o555)
    try:
        done = program(COMMANDS[name], tmp_path / "corpus", prefix)
    finally:
        for folder in (tmp_path / "corpus", tmp_path / "corpus" / "uit"):
            folder.chmod(0o755)
    assert tree(tmp_path) == before
    if name == "embed":  # a run without a cache is right all the same
        assert done.returncode == 0
        assert "Let op" not in done.stderr  # --quiet
    else:
        assert one_sentence(done), done.stderr


def test_documents_added_at_once_are_all_listed(tmp_path):
    prepare(tmp_path)
    count = 6
    for number in range(count):
        (tmp_path / f"stuk-{number}.md").write_text(f"Stuk {number} over de wijk.\n", "utf-8")
    with ThreadPoolExecutor(count) as threads:
        runs = list(threads.map(
            lambda n: program(("add", f"../stuk-{n}.md", "--role", "other"), tmp_path / "corpus"),
            range(count),
        ))  # fmt: skip
    assert [run.returncode for run in runs] == [0] * count, [run.stderr for run in runs]
    listed = {entry.id for entry in read_config(tmp_path / "corpus" / "congruence.toml").documents}
    assert listed == {"a", "b", *(f"stuk-{number}" for number in range(count))}


def test_two_that_write_one_report_leave_one_whole_report(tmp_path):
    prepare(tmp_path)
    corpus = tmp_path / "corpus"
    with ThreadPoolExecutor(3) as threads:
        names = ("diff", "diff", "passages")
        runs = list(threads.map(lambda name: program(COMMANDS[name], corpus), names))
    assert any(run.returncode == 0 for run in runs), [run.stderr for run in runs]
    assert all(run.returncode == 0 or one_sentence(run) for run in runs)
    files = {path.name for path in (corpus / "uit").iterdir()}
    assert files in ({"report.json", "report.html"}, {"report.json", "report.docx"})
    assert json.loads((corpus / "uit" / "report.json").read_text("utf-8"))
    assert not [path for path in corpus.iterdir() if path.name.startswith(".uit")]


def test_a_cache_of_another_kind_is_passed_over(tmp_path):
    prepare(tmp_path)
    corpus = tmp_path / "corpus"
    whole = program(("compare", "a", "b", "--json"), corpus)
    cache = corpus / ".congruence" / "vectors.sqlite"
    damaged = [b"", b"geen database" * 99, cache.read_bytes()[:4096], os.urandom(9000)]
    for content in damaged:
        cache.write_bytes(content)
        done = program(("compare", "a", "b", "--json"), corpus)
        assert (done.returncode, done.stdout) == (0, whole.stdout), done.stderr
    cache.unlink()
    cache.mkdir()
    done = program(("compare", "a", "b", "--json"), corpus)
    assert (done.returncode, done.stdout) == (0, whole.stdout), done.stderr


@posix
def test_the_demo_killed_half_way_runs_again(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-m", "congruence", *DEMO], cwd=tmp_path, stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    first = tmp_path / "demo" / "statuut-naast-kader" / "report.json"
    while process.poll() is None and not first.exists():
        pass
    process.kill()
    process.wait()
    again = program((*DEMO, "--force"), tmp_path)
    assert again.returncode == 0, again.stderr
    folders = [path for path in (tmp_path / "demo").iterdir() if path.is_dir()]
    assert not [path for path in folders if path.name.startswith(".")]
    assert all((folder / "report.json").exists() for folder in folders
               if folder.name != "voorbeeldcorpus")  # fmt: skip
