"""A bounded, seeded run of the fuzzer over every command."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT

RUNS = 120


@pytest.mark.skipif(sys.platform == "win32", reason="each run is a fork with limits of POSIX")
def test_damaged_files_end_in_a_result_or_one_sentence():
    # Forks want a process without threads, which a test runner cannot promise.
    command = [sys.executable, "-m", "tests.fuzz.run", "--runs", str(RUNS), "--seed", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert f"{RUNS} runs, 0 not sound" in done.stdout
