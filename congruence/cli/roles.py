"""``--role``: what a document is to its corpus, in the words of the file or of the reader."""

from __future__ import annotations

from typing import Any

import click

from congruence.messages import _
from congruence.model import Role


class RoleName(click.Choice[str]):
    """Takes the value that ``congruence.toml`` holds ("law") and the reader's word ("wet").

    ``congruence list`` shows the reader's word, so that word must do as well.
    """

    def __init__(self) -> None:
        super().__init__([role.value for role in Role], case_sensitive=False)

    def convert(
        self,
        value: Any,  # noqa: ANN401 - click's own signature
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Role:
        """Give the role that ``value`` names in either way."""
        from congruence.report.words import role_name

        named = {role_name(role).casefold(): role.value for role in Role}
        word = str(value)
        return Role(super().convert(named.get(word.casefold(), word), param, ctx))

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:  # noqa: ANN401 - as click
        """Name the choices with what they mean."""
        return _("'{value}' is no role; choose from {roles}").format(
            value=value, roles=role_names()
        )

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:
        """Name the choices with what they mean."""
        return _("Choose from {roles}.").format(roles=role_names())


def role_names() -> str:
    """Every role by its value, with the reader's word for it where that is another."""
    from congruence.report.words import role_name

    return ", ".join(
        role.value if role.value == role_name(role) else f"{role.value} ({role_name(role)})"
        for role in Role
    )
