"""Killed, out of room, not allowed, two at once: no half report, no lost report, next run right."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from congruence.errors import OutputError
from congruence.report.folder import recover, staged
from tests.compare.test_comparison import ONLY_A, ONLY_B, SHARED
from tests.conftest import ROOT

FACES = {"report.html", "report.docx", "report.xlsx", "report.json", "report.md"}
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and permissions of POSIX")
not_root = pytest.mark.skipif(
    hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere"
)


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text("\n\n".join([*SHARED, *ONLY_A]), encoding="utf-8")
    (folder / "b.txt").write_text("\n\n".join([*ONLY_B, *SHARED]), encoding="utf-8")
    manifest = "".join(f'[[document]]\nid = "{n}"\npath = "{n}.txt"\n\n' for n in "ab")
    (folder / "congruence.toml").write_text(manifest, encoding="utf-8")
    return folder


def start(corpus: Path, *more: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "congruence.cli.main", "compare", "a", "b", "--quiet"]
    return subprocess.Popen(
        [*command, "--model", "embedded", "--out", "uit", *more],
        cwd=corpus, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@posix
def test_killed_at_any_moment_the_old_report_is_whole_and_the_next_run_right(corpus):
    first = start(corpus)
    _out, error = first.communicate(timeout=120)
    assert first.returncode == 0, error
    began = time.monotonic()
    start(corpus, "--force").communicate(timeout=120)
    whole = time.monotonic() - began
    before = contents(corpus / "uit")
    for share in (0.3, 0.6, 0.75, 0.85, 0.95):
        process = start(corpus, "--force")
        time.sleep(whole * share)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=120)
        recover(corpus / "uit")
        assert set(contents(corpus / "uit")) == FACES
        assert contents(corpus / "uit")["report.json"] == before["report.json"]
    last = start(corpus, "--force")
    _out, error = last.communicate(timeout=120)
    assert last.returncode == 0, error
    names = {path.name for path in corpus.iterdir()}
    assert names == {"a.txt", "b.txt", "congruence.toml", ".congruence", "uit"}


@posix
def test_a_report_put_aside_by_a_killed_run_comes_back(tmp_path):
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                          capture_output=True, text=True, check=True).stdout.strip()  # fmt: skip
    out = tmp_path / "uit"
    aside, half = (tmp_path / f".uit-{state}-{gone}-x" for state in ("old", "new"))
    aside.mkdir()
    (aside / "report.md").write_text("oud")
    half.mkdir()
    mine = tmp_path / f".uit-new-{os.getpid()}-x"
    mine.mkdir()
    recover(out)
    assert (out / "report.md").read_text() == "oud"
    assert {path.name for path in tmp_path.iterdir()} == {"uit", mine.name}


def test_a_failure_while_filling_leaves_what_was_there(tmp_path):
    out = tmp_path / "uit"
    with staged(out) as folder:
        (folder / "report.md").write_text("eerste")
    with pytest.raises(OSError, match="vol"), staged(out) as folder:
        (folder / "report.md").write_text("half")
        raise OSError("schijf vol")
    assert contents(out) == {"report.md": b"eerste"}
    assert [path.name for path in tmp_path.iterdir()] == ["uit"]


def test_two_commands_at_once_on_one_corpus_both_come_out_right(corpus):
    with ThreadPoolExecutor() as pool:
        runs = [start(corpus, "--out", f"uit{n}") for n in range(2)]
        done = list(pool.map(lambda run: (run.communicate(timeout=180), run.returncode), runs))
    assert [status for _streams, status in done] == [0, 0], done
    one, two = (contents(corpus / f"uit{n}")["report.json"] for n in range(2))
    assert one == two


def test_a_broken_cache_is_built_anew(corpus):
    cache = corpus / ".congruence" / "vectors.sqlite"
    cache.parent.mkdir()
    cache.write_bytes(b"geen database" * 100)
    run = start(corpus)
    _out, error = run.communicate(timeout=120)
    assert run.returncode == 0, error
    assert cache.read_bytes().startswith(b"SQLite format 3")
    assert "Traceback" not in error


@posix
@not_root
def test_a_folder_that_may_not_be_written_is_said_before_any_work(corpus):
    corpus.chmod(0o555)
    try:
        run = start(corpus)
        _out, error = run.communicate(timeout=120)
    finally:
        corpus.chmod(0o755)
    assert run.returncode == 1
    assert len(error.strip().splitlines()) == 1


@posix
def test_interrupted_by_the_user_it_stops_in_one_word(corpus):
    run = start(corpus)
    while run.poll() is None and not (corpus / ".congruence").exists():
        time.sleep(0.01)  # the vector cache is made when the work is under way
    run.send_signal(signal.SIGINT)
    _out, error = run.communicate(timeout=120)
    if run.returncode != 0:  # it may have been quicker than the signal
        assert run.returncode == 1
        assert error.strip() == "Gestopt."
        assert not (corpus / "uit").exists()


def test_a_file_in_the_way_is_left_alone(tmp_path):
    from congruence.report.write import check_target

    out = tmp_path / "uit"
    out.write_text("van de gebruiker")
    with pytest.raises(OutputError):
        check_target(out, force=True)
    assert out.read_text() == "van de gebruiker"
