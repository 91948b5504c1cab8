"""``congruence models``: which models there are, where they lie, and fetching one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from congruence.cli.console import print_json, remark, say
from congruence.messages import _

if TYPE_CHECKING:
    from congruence.embed.models import ModelState


@click.group(help=_("See, find and fetch the models that compare meaning."))
def command() -> None:
    """Group the three things one can do with models."""


@command.command("list", help=_("List the models: what is here, what can be fetched."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))
def list_models(as_json: bool) -> None:
    """Print a line a model; the one in use without ``--model`` is marked."""
    from congruence.embed.models import overview

    rows = overview()
    if as_json:
        print_json({"models": rows})
        return
    width = max(len(row.name) for row in rows)
    for row in rows:
        state = _state(row)
        facts = ", ".join(fact for fact in (state, row.licence, _(row.note) if row.note else "")
                          if fact)  # fmt: skip
        say(f"{'*' if row.default else ' '} {row.name.ljust(width)}  {facts}")
    say()
    say(_("* is used when no model is named. Choose another with --model NAME."))
    say(_("Fetch one that is not here with: congruence models fetch NAME"))


@command.command("fetch", help=_("Download a model by name; the only use of the network."))
@click.argument("name", metavar=_("NAME"))
def fetch_model(name: str) -> None:
    """Download ``name`` and say how to use it."""
    from congruence.embed.models import fetch

    remark(_("Fetching {name} …").format(name=name))
    folder = fetch(name)
    say(str(folder))
    say(_("Use it with: --model {name}").format(name=name))


@command.command("path", help=_("Say in which folder a model lies, or where fetched models go."))
@click.argument("name", metavar=_("[NAME]"), required=False)
def model_folder(name: str | None) -> None:
    """Print one path and nothing else, so that a script can use it."""
    from congruence.embed.models import embedded_path, fetched_folder, model_path

    if name is None:
        say(str(fetched_folder()))
    else:
        say(str(embedded_path(name) or model_path(name)))


def _state(row: ModelState) -> str:
    if row.here:
        return _("here")
    if not row.megabytes:
        return _("not here")
    return _("not here, {size} MB").format(size=row.megabytes)
