"""What is shown while one waits."""

from __future__ import annotations

from congruence.cli.console import Steps


def test_the_bar_shows_what_is_done_and_names_what_is_under_way():
    steps = Steps("Vergelijken", 4, shown=False)
    lines = []
    for name in ("een", "twee", "drie", "vier", "onverwacht", "nog een"):
        steps(name)
        lines.append(steps.line(name))
    assert lines[0] == f"Vergelijken [{'-' * 20}] een …"
    assert lines[2] == f"Vergelijken [{'#' * 10}{'-' * 10}] drie …"
    assert lines[5] == f"Vergelijken [{'#' * 20}] nog een …"


def test_without_a_known_end_the_step_alone_is_named():
    steps = Steps("Lezen", shown=False)
    steps("kader")
    assert steps.line("kader") == "Lezen: kader …"
