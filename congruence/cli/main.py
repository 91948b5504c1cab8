"""``congruence``: the group of commands, and the one place where errors become an exit status."""

from __future__ import annotations

import errno
import gettext
import importlib
import importlib.util
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from congruence import __version__
from congruence.errors import CongruenceError, system_reason
from congruence.messages import DOMAIN, LANGUAGES, LOCALE_DIR, _, set_language

COMMANDS = (
    "demo", "init", "add", "list", "extract", "embed", "compare", "matrix", "check", "diff",
    "terms", "passages", "models",
)  # fmt: skip
DEBUG = "CONGRUENCE_DEBUG"
FAILED = 1
_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class LazyGroup(click.Group):
    """Loads a command's module when it is asked for, so that starting costs next to nothing."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order in which a new user meets them."""
        return [name for name in COMMANDS if _exists(name)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the command from the module of the same name."""
        if cmd_name not in COMMANDS or not _exists(cmd_name):
            return None
        module = importlib.import_module(f"congruence.cli.{cmd_name}")
        command: click.Command = module.command
        _name_values(command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for a mistyped one name the nearest, for a file the way to go."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            named = error.command_name
            if Path(named).is_file():
                raise click.UsageError(
                    _(
                        "'{name}' is a file; name a command before it, for instance: {example}"
                    ).format(name=named, example=f'congruence compare "{named}" …'),
                    ctx=ctx,
                ) from error
            known = self.list_commands(ctx)
            raise click.NoSuchCommand(named, possibilities=known, ctx=ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List every command with its whole help: click would cut it off at the line's end."""
        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, command.help or "") for name, command in found if command]
        with formatter.section(_("Commands")):
            formatter.write_dl(rows)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Say what the program is for and where to begin, in the language in use."""
        self.help = _welcome()
        super().format_help_text(ctx, formatter)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:  # noqa: ANN401
        """Settle the language before anything is said, then run as click does."""
        arguments = list(sys.argv[1:] if args is None else args)
        speak(asked_language(arguments))
        self.options_metavar, self.subcommand_metavar = _("[OPTIONS]"), _("COMMAND [ARGS]…")
        for parameter in self.params:
            if isinstance(parameter, click.Option) and parameter.name == "lang":
                parameter.help = _("Language of messages and reports (default: nl).")
            if isinstance(parameter, click.Option) and parameter.name == "version":
                parameter.help = _("Show the version and exit.")
        return super().main(arguments, *rest, **options)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401
        """Run the command; a failure becomes one sentence and exit status 1."""
        from congruence.cli.console import warnings_as_remarks

        try:
            with warnings_as_remarks():
                return super().invoke(ctx)
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except BrokenPipeError:
            _silence_output()
            raise click.exceptions.Exit(FAILED) from None
        except KeyboardInterrupt:
            click.echo(_("Stopped."), err=True)
            raise click.exceptions.Exit(FAILED) from None
        except Exception as error:
            if os.environ.get(DEBUG):
                raise
            raise Failure(sentence(error)) from error


class Failure(click.ClickException):
    """A sentence for the user; exit status 1."""

    exit_code = FAILED

    def show(self, file: Any = None) -> None:  # noqa: ANN401 - click's own signature
        """Print the sentence on standard error."""
        line = _("Error: {message}").format(message=self.message)
        click.echo(line, file=file, err=file is None)


def sentence(error: Exception) -> str:
    """Say in one sentence what went wrong and what to do."""
    if isinstance(error, CongruenceError):
        return str(error)
    if isinstance(error, OSError):
        known = {
            errno.ENOSPC: _("make room on the disk and try again"),
            errno.EACCES: _(
                "check that you may read and write there, and close the file elsewhere"
            ),
            errno.EROFS: _("choose a folder in which you may write"),
        }
        remedy = known.get(error.errno or 0, _("check the name and try again"))
        return str(CongruenceError(system_reason(error), file=error.filename, remedy=remedy))
    if isinstance(error, MemoryError):
        return str(
            CongruenceError(
                _("there is not enough memory for this document"),
                remedy=_("close other programs or split the document"),
            )
        )
    return str(
        CongruenceError(
            _("congruence met something it did not expect ({kind}: {reason})").format(
                kind=type(error).__name__, reason=" ".join(str(error).split())[:200]
            ),
            remedy=_("run again with {variable}=1 and report what it prints").format(
                variable=DEBUG
            ),
        )
    )


def asked_language(arguments: Sequence[str]) -> str:
    """Read the language off ``--lang`` at any place, else ``CONGRUENCE_LANG``, else Dutch."""
    for at, argument in enumerate(arguments):
        if argument == "--":
            break
        value = argument.partition("=")[2] if argument.startswith("--lang=") else None
        if argument == "--lang" and at + 1 < len(arguments):
            value = arguments[at + 1]
        if value in LANGUAGES:
            return value
    preset = os.environ.get("CONGRUENCE_LANG", "")
    return preset if preset in LANGUAGES else "nl"


def speak(language: str) -> None:
    """Use ``language`` for our messages and, through the same catalogue, for click's own."""
    set_language(language)
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, str(LOCALE_DIR))
    gettext.textdomain(DOMAIN)


def _name_values(command: click.Command) -> None:
    """Say in the language in use what a command takes: click itself says TEXT and INTEGER."""
    command.options_metavar = _("[OPTIONS]")
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.metavar is None:
            if parameter.type is click.STRING and not parameter.is_flag:
                parameter.metavar = _("TEXT")
            elif isinstance(parameter.type, type(click.INT)):
                parameter.metavar = _("NUMBER")
    if isinstance(command, click.Group):
        command.subcommand_metavar = _("COMMAND [ARGS]…")
        for inner in command.commands.values():
            _name_values(inner)


def _exists(name: str) -> bool:
    return importlib.util.find_spec(f"congruence.cli.{name}") is not None


def _silence_output() -> None:
    """The reader has gone: do not complain once more when Python flushes at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write_any_character() -> None:
    """Let no character of a document stop the program: Windows writes files and pipes as cp1252.

    Files and pipes get UTF-8; a terminal, or who sets PYTHONIOENCODING, gets "?" for what it lacks.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            kept = stream.isatty() or "PYTHONIOENCODING" in os.environ
            stream.reconfigure(encoding=None if kept else "utf-8", errors="replace")


def _welcome() -> str:
    return _(
        "Compare policy documents side by side: overlaps, gaps and contested terms.\n\n"
        "Begin with 'congruence demo', or lay two documents side by side: "
        "'congruence compare STATUTE.docx FRAMEWORK.pdf'. Nothing leaves this computer."
    )


@click.group(cls=LazyGroup, context_settings=_CONTEXT)
@click.version_option(__version__, prog_name="congruence")
@click.option("--lang", type=click.Choice(LANGUAGES), help="nl | en", expose_value=False)
def cli() -> None:
    """Hold the commands; its help text is `_welcome`, in the language in use."""


def run() -> None:
    """Entry point of the ``congruence`` program."""
    _write_any_character()
    try:
        cli(prog_name="congruence")
    except KeyboardInterrupt:  # before any command had begun
        sys.exit(FAILED)


if __name__ == "__main__":
    run()
