"""Provisions and terms followed through more than two versions."""

from __future__ import annotations

from congruence.model import Block, BlockKind, Document
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


def stations(line):
    return [
        (station.document, station.moment, station.place, station.count, station.changes)
        for station in line.stations
    ]


def traced(make, *versions):
    return trace([make.document(lines, f"v{at}") for at, lines in enumerate(versions)])


def test_a_station_holds_place_count_and_the_changes_that_led_to_it(make):
    history = traced(make, TWO, THREE, TWO[:2], TWO[:2])
    assert [document.id for document in history.documents] == ["v0", "v1", "v2", "v3"]
    assert [len(diff.changes) for diff in history.diffs] == [8, 8, 2]
    lines = {line.name: stations(line) for line in history.provisions}
    assert list(lines) == ["Artikel 1", "Artikel 2", "Artikel 3", "Artikel 4"]
    assert lines["Artikel 3"] == [
        ("v0", Moment.FIRST, "Artikel 3", 2, ()),
        ("v1", Moment.CHANGED, "Artikel 3", 2, ("c6",)),
        ("v2", Moment.VANISHED, None, 0, ("c5", "c6")),
        ("v3", Moment.ABSENT, None, 0, ()),
    ]
    assert lines["Artikel 4"] == [
        ("v0", Moment.ABSENT, None, 0, ()),
        ("v1", Moment.APPEARED, "Artikel 4", 2, ("c7", "c8")),
        ("v2", Moment.VANISHED, None, 0, ("c7", "c8")),
        ("v3", Moment.ABSENT, None, 0, ()),
    ]


def test_a_passage_that_left_or_came_is_a_change_of_its_provision(make):
    more = "De raad stelt jaarlijks een verslag vast over de verleende hulp."
    for old, new, change in ((ONE, [*ONE, more], "c5"), ([*ONE, more], ONE, "c5")):
        [_first, line] = traced(make, old, new).provisions
        assert stations(line)[1] == (
            "v1", Moment.CHANGED, "Artikel 2", 3 if new[-1] == more else 2, (change,),
        )  # fmt: skip


def test_a_text_without_numbers_is_followed_by_its_headings(make):
    one = [
        "# Doel",
        "De nota beschrijft de hulpverlening aan gezinnen en wat die kost.",
        "# Uitvoering",
        "Het team voert de hulp uit en legt ieder jaar verantwoording af.",
    ]
    two = [one[0], one[1].replace("hulpverlening", "hulpverleening"), *one[2:],
           "# Slot", "Wij danken iedereen die heeft meegedacht."]  # fmt: skip
    lines = {line.name: stations(line) for line in traced(make, one, two, two[2:]).provisions}
    assert lines == {
        "Doel": [
            ("v0", Moment.FIRST, "Doel", 2, ()),
            ("v1", Moment.EDITORIAL, "Doel", 2, ("c2",)),
            ("v2", Moment.VANISHED, None, 0, ("c1", "c2")),
        ],
        "Uitvoering": [
            ("v0", Moment.FIRST, "Uitvoering", 2, ()),
            ("v1", Moment.SAME, "Uitvoering", 2, ()),
            ("v2", Moment.SAME, "Uitvoering", 2, ()),
        ],
        "Slot": [
            ("v0", Moment.ABSENT, None, 0, ()),
            ("v1", Moment.APPEARED, "Slot", 2, ("c5", "c6")),
            ("v2", Moment.SAME, "Slot", 2, ()),
        ],
    }


def test_headings_without_a_number_are_part_of_the_numbered_provision_above(make):
    mixed = ["# Algemeen", "Artikel 1", "# Tussenkop", "De raad stelt regels."]
    document = make.document(mixed, "v0")
    assert [line.name for line in trace([document]).provisions] == ["Artikel 1"]
    named = make.document(["# Algemeen", "1. De raad stelt regels."], "v0")
    assert [line.name for line in trace([named]).provisions] == ["Algemeen"]


def test_a_numbered_heading_with_words_is_named_by_both():
    heading = Block("h", BlockKind.HEADING, "Toegang", 1, "2.1")
    document = Document("d", "d", "d.txt", "text", "0" * 64, (heading,))
    assert [line.name for line in trace([document]).provisions] == ["2.1 Toegang"]


def test_a_term_is_followed_from_its_definition_on(make):
    used = "Artikel 2", "Een regisseur helpt het gezin; de Regisseur spreekt het gezin."
    defined = "regisseur: de medewerker die het gezin helpt;"
    redefined = "regisseur: de medewerker die met het gezin spreekt;"
    history = traced(
        make, used, ["Artikel 1", defined, *used], ["Artikel 1", redefined, *used], used,
        ["Artikel 2", "Niets meer."],
    )  # fmt: skip
    [line] = history.terms
    assert line.name == "regisseur"
    assert stations(line) == [
        ("v0", Moment.FIRST, None, 2, ()),
        ("v1", Moment.SAME, "Artikel 1", 3, ()),
        ("v2", Moment.CHANGED, "Artikel 1", 3, ("c2",)),
        ("v3", Moment.SAME, None, 2, ()),
        ("v4", Moment.VANISHED, None, 0, ()),
    ]
    appears = traced(make, ["Artikel 2", "Niets."], ["Artikel 1", defined, *used], used)
    assert [s[1:4] for s in stations(appears.terms[0])] == [
        (Moment.ABSENT, None, 0), (Moment.APPEARED, "Artikel 1", 3), (Moment.SAME, None, 2),
    ]  # fmt: skip


def test_of_two_terms_that_begin_alike_the_longer_is_counted(make):
    lines = ["hulp: steun aan een gezin;", "hulp thuis: hulp in de eigen woning;",
             "Het team biedt hulp thuis."]  # fmt: skip
    counts = {line.name: line.stations[0].count for line in traced(make, lines).terms}
    assert counts == {"hulp": 2, "hulp thuis": 2}
