"""Running the program as a user does, in a folder of its own."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from congruence.cli.main import cli
from congruence.messages import set_language

STATUTE = """# Statuut

## Artikel 1 Doel

Het buurtteam bespreekt zorgen over een kind eerst met de ouders en daarna pas met anderen.

De inwoner krijgt binnen vijf werkdagen antwoord op zijn vraag, ook als die nog niet is opgelost.
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Call the program with these arguments in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CONGRUENCE_DEBUG", raising=False)
    monkeypatch.delenv("CONGRUENCE_LANG", raising=False)

    def call(*arguments, stdin=None):
        try:
            return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=stdin)
        finally:
            set_language("nl")

    return call


@pytest.fixture
def statute(tmp_path):
    path = tmp_path / "Statuut 1.0.md"
    path.write_text(STATUTE, encoding="utf-8")
    return path
