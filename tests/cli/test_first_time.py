"""What a first-time user meets: help in Dutch, completion, remarks instead of Python's warnings."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import congruence
from congruence.cli.main import COMMANDS

ROOT = Path(congruence.__file__).parents[1]

SENTENCES = """De inwoner krijgt binnen vijf werkdagen antwoord op zijn vraag.

Het buurtteam bespreekt zorgen over een kind eerst met de ouders.
"""


def program(*arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "congruence", *arguments], capture_output=True, text=True,
        check=True, env={**os.environ, **environment},
    )  # fmt: skip
    return done.stdout


@pytest.mark.parametrize("command", ["compare", "matrix", "check", "diff", "add", "models fetch"])
def test_help_names_what_to_fill_in_in_dutch(command):
    shown = program(*command.split(), "--help")
    for word in ("TEXT", "INTEGER", "FILE", "FOLDER", "STATUTE", "OTHER", "OLD", "OPTIONS"):
        assert word not in shown


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_exists(shell):
    shown = program(_CONGRUENCE_COMPLETE=f"{shell}_source")
    assert "_CONGRUENCE_COMPLETE" in shown
    assert "congruence" in shown


def test_a_command_and_an_option_are_completed():
    ask = {"_CONGRUENCE_COMPLETE": "bash_complete", "COMP_CWORD": "1"}
    assert program(COMP_WORDS="congruence comp", **ask).split() == ["plain,compare"]
    every = program(COMP_WORDS="congruence ", **ask).split()
    assert sorted(every) == sorted(f"plain,{name}" for name in COMMANDS)
    ask["COMP_CWORD"] = "2"
    assert program(COMP_WORDS="congruence diff --tr", **ask).split() == ["plain,--tracked"]


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
def test_bash_takes_the_completion_script(tmp_path):
    script = tmp_path / "complete.sh"
    script.write_text(program(_CONGRUENCE_COMPLETE="bash_source"))
    done = subprocess.run(
        ["bash", "-c", f". {script} && complete -p congruence"], capture_output=True, text=True
    )
    assert "_congruence_completion" in done.stdout, done.stderr


def test_a_broken_cache_is_one_remark(run, tmp_path):
    (tmp_path / "a.txt").write_text(SENTENCES)
    (tmp_path / "b.txt").write_text(SENTENCES)
    assert run("init", ".").exit_code == 0
    cache = tmp_path / ".congruence" / "vectors.sqlite"
    cache.parent.mkdir()
    cache.write_text("this is no database")
    result = run("compare", "a.txt", "b.txt", "--format", "md")
    assert result.exit_code == 0, result.output
    (line,) = [line for line in result.stderr.splitlines() if "vectorcache" in line]
    assert line.startswith("Let op: ")
    assert "CacheWarning" not in result.stderr
    cache.write_text("this is no database")
    quiet = run("compare", "a.txt", "b.txt", "--format", "md", "--force", "--quiet")
    assert quiet.stderr == ""


def test_documents_of_one_name_are_told_apart(run, tmp_path):
    for name in ("oud.txt", "nieuw.txt"):
        (tmp_path / name).write_text("Handreiking voor buurtteams\n\n" + SENTENCES)
    result = run("diff", "oud.txt", "nieuw.txt", "--format", "md")
    assert "Handreiking voor buurtteams (oud)" in result.stdout
    assert "Handreiking voor buurtteams (nieuw)" in result.stdout


def test_one_document_is_not_spoken_of_as_many(run, tmp_path):
    (tmp_path / "a.txt").write_text(SENTENCES)
    (tmp_path / "b.txt").write_text(SENTENCES)
    result = run("matrix", "a.txt", "b.txt", "--format", "md")
    assert result.exit_code == 0, result.output
    (report,) = tmp_path.rglob("report.md")
    assert "1 documenten" not in report.read_text() + result.stdout
    assert "in meer documenten" not in result.stdout


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii", None])
def test_no_character_stops_the_program(tmp_path, encoding):
    (tmp_path / "stuk.txt").write_text("Zorg → één ✓ мир\n\n" + SENTENCES, encoding="utf-8")
    environment = {**os.environ, "PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
    environment |= {"PYTHONIOENCODING": encoding} if encoding else {}
    for command in (["extract", "stuk.txt"], ["extract", "stuk.txt", "--json"], ["--help"],
                    ["compare", "stuk.txt", "niets.txt"]):  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-m", "congruence", *command], capture_output=True, cwd=tmp_path,
            env=environment | {"PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert done.returncode == (1 if "compare" in command else 0), done.stderr
        assert b"Unicode" not in done.stderr
        if encoding is None and command[0] == "extract":
            assert "Zorg → één ✓ мир" in done.stdout.decode("utf-8")


def test_long_names_make_a_folder_that_windows_can_open(run, tmp_path):
    names = [f"{letter}{'-lange naam van een stuk' * 8}.txt" for letter in "ab"]
    for name in names:
        (tmp_path / name).write_text(SENTENCES)
    result = run("compare", *names, "--format", "md")
    assert result.exit_code == 0, result.output
    (report,) = tmp_path.rglob("report.md")
    assert len(str(report.relative_to(tmp_path))) < 120
