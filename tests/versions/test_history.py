"""Provisions and terms followed through more than two versions."""

from __future__ import annotations

from congruence.versions import Moment, trace

ONE = [
    "Artikel 1", "professional: de medewerker die met een inwoner werkt;",
    "Artikel 2", "De professional bespreekt zijn zorgen met alle leden van het gezin.",
]  # fmt: skip
TWO = ["Artikel 1", "Deze regeling geldt in de hele gemeente.", "Artikel 2", ONE[1],
       "Artikel 3", ONE[3]]  # fmt: skip
THREE = [*TWO[:4], "Artikel 3", ONE[3].replace("alle leden", "de ouders"), "Artikel 4",
         "De raad stelt jaarlijks een verslag vast over de verleende hulp."]  # fmt: skip


def moments(line):
    return [station.moment for station in line.stations]


def test_lines_follow_renumbering_change_and_coming(make):
    history = trace([make.document(lines, f"v{at}") for at, lines in enumerate((ONE, TWO, THREE))])
    lines = {line.name: line for line in history.provisions}
    assert moments(lines["Artikel 3"]) == [Moment.FIRST, Moment.RENUMBERED, Moment.CHANGED]
    assert [s.place for s in lines["Artikel 3"].stations] == ["Artikel 2", "Artikel 3", "Artikel 3"]
    assert moments(lines["Artikel 4"]) == [Moment.ABSENT, Moment.ABSENT, Moment.APPEARED]
    assert moments(lines["Artikel 1"]) == [Moment.ABSENT, Moment.APPEARED, Moment.SAME]


def test_a_provision_and_a_term_that_vanish(make):
    history = trace(
        [make.document(lines, f"v{at}") for at, lines in enumerate((TWO, THREE, TWO[:2]))]
    )
    lines = {line.name: moments(line) for line in history.provisions}
    assert lines["Artikel 4"] == [Moment.ABSENT, Moment.APPEARED, Moment.VANISHED]
    terms = {line.name: line for line in history.terms}
    assert moments(terms["professional"]) == [Moment.FIRST, Moment.SAME, Moment.VANISHED]
    assert [station.count for station in terms["professional"].stations] == [2, 2, 0]
