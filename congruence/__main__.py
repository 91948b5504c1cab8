"""``python -m congruence``: for whoever's shell does not find the ``congruence`` program."""

from congruence.cli.main import run

run()
