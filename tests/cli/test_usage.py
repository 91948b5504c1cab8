"""A wrong call: exit status 2, in Dutch to the last word, with the next step named."""

from __future__ import annotations

import errno
import re

import pytest

from congruence.cli.main import sentence
from congruence.errors import system_reason
from congruence.messages import using_language

# What the command-line library says of itself, in English.
ENGLISH = re.compile(
    r"\b(Usage|Error|Try|Options|Commands|Missing|No such|Got unexpected|Invalid|Did you mean"
    r"|required|default|requires|does not|is not|Choose|Show this|integer|directory)\b"
)
WRONG = {
    ("compar", "a", "b"): "De opdracht 'compar' bestaat niet. Bedoelde u 'compare'?",
    ("models", "fetsh"): "De opdracht 'fetsh' bestaat niet. Bedoelde u 'fetch'?",
    ("xyzzy",): "De opdracht 'xyzzy' bestaat niet.",
    ("Statuut 1.0.md", "kader.pdf"): "congruence compare \"Statuut 1.0.md\" …",
    ("compare", "--fromat", "html", "a", "b"): "Bedoelde u een van deze: '--format', ",
    ("--vers",): "De optie '--vers' bestaat niet. Bedoelde u '--version'?",
    ("compare", "a"): "Noem ook 'B'.",
    ("check", "a"): "Geef ook de optie '--against' / '-a'.",
    ("compare", "mijn", "kader.pdf", "b"): "Zet een bestandsnaam met spaties tussen",
    ("compare", "--threads", "veel", "a", "b"): "'veel' is geen geheel getal.",
    ("compare", "--threads", "0", "a", "b"): "0 valt buiten het bereik",
    ("compare", "a", "b", "--seed"): "De optie '--seed' heeft een waarde nodig.",
    ("compare", "a", "b", "--force=1"): "Achter de optie '--force' hoort geen waarde.",
    ("compare", "a", "b", "--format", "pdf"): "kies uit html, docx, xlsx, json, md",
    ("passages", "a", "--kind", "norm"): "'norm' kan hier niet; kies uit 'norms', ",
    ("add", "a", "--role", "leidraad"): "'leidraad' is geen rol; kies uit statute (statuut), ",
    ("add", "a"): "Geef ook de optie '--role'. Kies uit statute (statuut), ",
    ("diff", "a", "b", "--tracked", "."): "'.' is een map.",
    ("terms", "a"): "geef een begrip met --term",
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "says"), WRONG.items(), ids=lambda value: str(value)[:40])
def test_a_wrong_call_is_told_in_dutch_what_to_do(run, statute, arguments, says):
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stdout == ""
    assert ENGLISH.findall(result.stderr) == []


def test_the_same_in_english(run):
    result = run("--lang", "en", "compar", "a", "b")
    assert result.exit_code == 2
    assert "No such command 'compar'. Did you mean 'compare'?" in result.stderr


@pytest.mark.parametrize("command", [(), ("add",), ("compare",), ("models",), ("models", "path")])
def test_help_is_dutch_to_the_last_word(run, command):
    shown = run(*command, "--help").stdout
    assert "Gebruik:" in shown
    assert ENGLISH.findall(shown) == []
    assert "..." not in re.sub(r"\S\.\.\.", "", shown)  # click cuts a long line off so


def test_a_role_may_be_given_in_the_readers_word(run, statute, tmp_path):
    run("init", "corpus")
    for role, id_ in (("Wet", "een"), ("framework", "twee")):
        copy = tmp_path / f"{id_}.md"
        copy.write_bytes(statute.read_bytes())
        added = run("add", copy, "--role", role, "--corpus", "corpus")
        assert added.exit_code == 0, added.output
    manifest = (tmp_path / "corpus" / "congruence.toml").read_text("utf-8")
    assert 'role = "law"' in manifest
    listed = run("list", "--corpus", "corpus").stdout
    assert "(wet)" in listed
    assert "(kader)" in listed
    assert "framework" not in listed
    assert "(framework)" in run("list", "--corpus", "corpus", "--lang", "en").stdout


def test_what_the_system_refuses_is_said_in_the_readers_language():
    full = OSError(errno.ENOSPC, "No space left on device", "rapport.html")
    assert sentence(full) == (
        "rapport.html: de schijf is vol; maak ruimte op de schijf en probeer het opnieuw."
    )
    with using_language("en"):
        assert system_reason(full) == "the disk is full"
    assert system_reason(OSError(9999, "Something else")) == "Something else"
