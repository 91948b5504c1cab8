"""No command or option without help, and no help without documentation."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from congruence.cli.main import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
LIST = """
import click, json, sys
from congruence.cli.main import cli, speak
speak(sys.argv[1])
def walk(command, context, path):
    yield [path, command.help or getattr(command, "short_help", "") or ""]
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield [f"{path} {parameter.opts[0]}", parameter.help or ""]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            yield from walk(inner, click.Context(inner, parent=context), f"{path} {name}")
context = click.Context(cli)
found = []
for name in cli.list_commands(context):
    command = cli.get_command(context, name)
    found += walk(command, click.Context(command, parent=context), name)
print(json.dumps(found))
"""


def helps(language: str) -> dict[str, str]:
    """Help by command and option. In a process of its own: help is looked up at import."""
    out = subprocess.run(
        [sys.executable, "-c", LIST, language], capture_output=True, text=True, check=True,
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    return dict(json.loads(out.stdout))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_command_and_option_has_help(language: str) -> None:
    assert [name for name, text in helps(language).items() if not text.strip()] == []


def test_help_is_dutch_by_default_and_english_when_asked() -> None:
    dutch, english = helps("nl"), helps("en")
    assert dutch.keys() == english.keys()
    same = [name for name in dutch if dutch[name] == english[name]]
    assert same == []


def test_the_reference_is_what_the_commands_say() -> None:
    script = ROOT / "scripts" / "build_cli_docs.py"
    done = subprocess.run(
        [sys.executable, str(script), "--check"], capture_output=True, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_every_command_is_explained_by_a_task() -> None:
    text = "\n".join(path.read_text("utf-8") for path in (ROOT / "docs" / "gebruik").glob("*.md"))
    names = {name.split()[0] for name in helps("nl")}
    assert sorted(name for name in names if f"congruence {name}" not in text) == []


def test_the_tasks_use_only_commands_and_options_that_exist() -> None:
    known = helps("nl")
    for path in (ROOT / "docs" / "gebruik").glob("*.md"):
        blocks = "\n".join(re.findall(r"^ *```\n(.*?)^ *```", path.read_text("utf-8"), re.M | re.S))
        for line in re.findall(r"^ *congruence ([a-z].*)$", blocks, re.M):
            command, *words = line.split("#")[0].split()
            assert command in COMMANDS, (path.name, line)
            own = {name.split()[-1] for name in known if name.startswith(f"{command} ")}
            used = {word for word in words if word.startswith("--")}
            # A command that is announced but not built yet has no options to check.
            assert command not in known or used <= own, (path.name, used - own)


def test_links_between_the_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"
