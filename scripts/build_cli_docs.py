"""Write docs/cli from the commands themselves, in Dutch. Run by `make docs`.

A process of its own: help is looked up in the catalogue when a command is imported.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "cli"
HEAD = "<!-- Gemaakt door `make docs`; wijzigingen horen in de opdracht zelf. -->"


def pages() -> dict[str, str]:
    """The pages of docs/cli by file name."""
    from congruence.cli.main import cli, speak

    speak("nl")
    context = click.Context(cli, info_name="congruence")
    names = cli.list_commands(context)
    made = {}
    lines = [HEAD, "", "# Alle opdrachten", "", "| opdracht | waarvoor |", "|---|---|"]
    for name in names:
        command = cli.get_command(context, name)
        assert command is not None
        lines.append(f"| [`{name}`]({name}.md) | {_cell(command.help or '')} |")
        made[f"{name}.md"] = _page(name, command, context)
    lines += [
        "",
        "`congruence --version` toont de versie, `congruence OPDRACHT --help` de uitleg.",
        "Met de omgevingsvariabele `CONGRUENCE_LANG=en` spreekt alles Engels.",
        "",
        "De afloop is 0 als het gelukt is, 1 als er iets misging (één zin zegt wat, en wat te",
        "doen), 2 bij een verkeerde aanroep en 3 bij bevindingen waar `--fail-on` om vroeg.",
    ]
    made["README.md"] = "\n".join(lines) + "\n"
    return made


def _page(name: str, command: click.Command, parent: click.Context) -> str:
    context = click.Context(command, info_name=name, parent=parent)
    lines = [HEAD, "", f"# congruence {name}", "", command.help or "", ""]
    if isinstance(command, click.Group):
        lines += ["```", f"congruence {name} OPDRACHT", "```", ""]
        for below in command.list_commands(context):
            inner = command.get_command(context, below)
            assert inner is not None
            lines += [f"## {name} {below}", "", inner.help or "", ""]
            lines += _usage(inner, click.Context(inner, info_name=below, parent=context))
        own = _options(command, context)
    else:
        lines += _usage(command, context)
        own = []
    return "\n".join(lines + own).rstrip() + "\n"


def _usage(command: click.Command, context: click.Context) -> list[str]:
    words = [
        parameter.make_metavar(context) if isinstance(parameter, click.Argument) else ""
        for parameter in command.params
    ]
    call = " ".join([context.command_path, *filter(None, words), "[OPTIES]"])
    return ["```", call, "```", "", *_options(command, context)]


def _options(command: click.Command, context: click.Context) -> list[str]:
    rows = []
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.name != "help":
            record = parameter.get_help_record(context)
            if record:
                rows.append(f"| `{_cell(record[0])}` | {_cell(record[1])} |")
    return ["| optie | betekenis |", "|---|---|", *rows, ""] if rows else []


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def main(arguments: list[str]) -> str | None:
    """Write the pages, or with ``--check`` name those that are not what the commands say."""
    made = pages()
    written = {path.name: path.read_text("utf-8") for path in TARGET.glob("*.md")}
    stale = sorted(
        name for name in made.keys() | written.keys() if made.get(name) != written.get(name)
    )
    if "--check" in arguments:
        return f"run 'make docs': {', '.join(stale)}" if stale else None
    TARGET.mkdir(parents=True, exist_ok=True)
    for name in stale:
        if name in made:
            (TARGET / name).write_text(made[name], "utf-8")
        else:
            (TARGET / name).unlink()
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
