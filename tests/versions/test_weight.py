"""How much a change asks of a reader, rule by rule."""

from __future__ import annotations

import pytest

from congruence.versions import ChangeKind, Weight, compare_versions
from congruence.versions.references import Followed
from congruence.versions.weight import hunks, is_noise, is_respelling, weigh
from congruence.versions.words import compare_words

EDITORIAL, CONSEQUENTIAL, SUBSTANTIVE = Weight.EDITORIAL, Weight.CONSEQUENTIAL, Weight.SUBSTANTIVE
NOISE = "Treedt in werking per 01-01-2031"


def weight_of(kind, old, new, followed=(), **what):
    return weigh(kind, old, new, compare_words(old, new), followed, **what)


@pytest.mark.parametrize(
    ("kind", "old", "new", "what", "weight"),
    [
        (ChangeKind.UNCHANGED, "x", "x", {}, EDITORIAL),
        (ChangeKind.RELABELLED, "x", "x", {}, CONSEQUENTIAL),
        (ChangeKind.INSERTED, "", "De raad beslist.", {}, SUBSTANTIVE),
        (ChangeKind.DELETED, "De raad beslist.", "", {}, SUBSTANTIVE),
        (ChangeKind.INSERTED, "", NOISE, {}, EDITORIAL),
        (ChangeKind.INSERTED, "", NOISE, {"numbered": True}, EDITORIAL),
        (ChangeKind.INSERTED, "", "- 12 -", {}, EDITORIAL),
        (ChangeKind.DELETED, "12", "", {"in_table": True}, SUBSTANTIVE),
        (ChangeKind.DELETED, "12345", "", {}, SUBSTANTIVE),
        (ChangeKind.INSERTED, "", "—", {}, EDITORIAL),
        # a bare number of an article
        (ChangeKind.INSERTED, "", "", {"numbered": True}, SUBSTANTIVE),
        (ChangeKind.DELETED, "", "", {"numbered": True}, SUBSTANTIVE),
        (ChangeKind.INSERTED, "", "", {}, EDITORIAL),
        (ChangeKind.MOVED, "De raad beslist.", "De raad beslist.", {}, SUBSTANTIVE),
        (ChangeKind.MOVED, "12", "12", {}, EDITORIAL),
        (ChangeKind.MOVED, "12", "12", {"in_table": True}, SUBSTANTIVE),
        (ChangeKind.MOVED, NOISE, NOISE, {}, EDITORIAL),
        (ChangeKind.MOVED, "", "", {"numbered": True}, SUBSTANTIVE),
        (ChangeKind.MOVED_EDITED, "de raad", "de Raad", {}, SUBSTANTIVE),
        (ChangeKind.SPLIT, "Een zin. Twee zin.", "Een zin.\nTwee zin.", {}, EDITORIAL),
        (ChangeKind.MERGED, "Een zin.\nTwee zin.", "Een zin. Twee zin.", {"numbered": True},
         CONSEQUENTIAL),
        (ChangeKind.SPLIT, "Een zin. Twee zin.", "Een zin.\nDrie zin.", {}, SUBSTANTIVE),
        (ChangeKind.EDITED, "Een zin. Twee zin.", "Een zin.\nTwee zin.", {}, EDITORIAL),
    ],
)  # fmt: skip
def test_weight_by_kind(kind, old, new, what, weight):
    assert weight_of(kind, old, new, **what) is weight


@pytest.mark.parametrize(
    ("old", "new", "weight"),
    [
        ("a. een verslag", "een verslag", EDITORIAL),
        (NOISE, "Zie het overzicht van wijzigingen", EDITORIAL),
        (NOISE, "De raad beslist.", SUBSTANTIVE),
        ("een verslag;", "een verslag.", EDITORIAL),
        ("een verslag", "een verslag; en", EDITORIAL),
        ("een verslag; of", "een verslag.", EDITORIAL),
        ("een verslag; of", "een verslag; en", SUBSTANTIVE),
        ("een verslag; of meer", "een verslag; en meer", SUBSTANTIVE),
        ("een verslag, het plan", "een verslag het plan", SUBSTANTIVE),
        ("zie noot¹ hier", "zie noot² hier", CONSEQUENTIAL),
        ("zie noot¹ hier", "zie noot² daar", SUBSTANTIVE),
        ("zie noot hier", "zie noot² hier", SUBSTANTIVE),
        ("de “wijk”-teams", "de 'wijk' teams", EDITORIAL),
        ("hulpverlening (thuis)", "hulpverleening (thuis)", EDITORIAL),
        ("hulpverlening thuis", "hulpverleening elders", SUBSTANTIVE),
        ("(hulpverlening), ‘gebodne’ zorg", "(hulpverleening), ‘geboden’ zorg", EDITORIAL),
        ("gebodne [hulpverlening", "geboden [hulpverleening", EDITORIAL),
        ("de hulpverlening", "de hulpverleening nu", SUBSTANTIVE),
        ("[zie het overzicht van wijzigingen] De raad", "De raad", EDITORIAL),
    ],
)
def test_weight_of_an_edit(old, new, weight):
    assert weight_of(ChangeKind.EDITED, old, new) is weight


OLD, NEW = "Zie artikel 3 en artikel 5 nu.", "Zie artikel 4 en artikel 6 nu."
THREE, FIVE = Followed((4, 13), (4, 13)), Followed((17, 26), (17, 26))


@pytest.mark.parametrize(
    ("followed", "weight"),
    [
        ([THREE, FIVE], CONSEQUENTIAL),
        ([FIVE, THREE], CONSEQUENTIAL),
        ([THREE], SUBSTANTIVE),
        ([FIVE], SUBSTANTIVE),
        ([], SUBSTANTIVE),
        # one that ends or begins beside the number does not hold it
        ([Followed((4, 12), (4, 13)), FIVE], SUBSTANTIVE),
        ([Followed((4, 13), (4, 12)), FIVE], SUBSTANTIVE),
        ([Followed((13, 14), (4, 13)), FIVE], SUBSTANTIVE),
        ([Followed((4, 13), (13, 14)), FIVE], SUBSTANTIVE),
        # just the number
        ([Followed((12, 13), (12, 13)), Followed((25, 26), (25, 26))], CONSEQUENTIAL),
        ([Followed((12, 13), (12, 13)), Followed((26, 27), (25, 26))], SUBSTANTIVE),
        ([Followed((12, 13), (12, 13)), Followed((25, 26), (26, 27))], SUBSTANTIVE),
    ],
)
def test_a_number_that_follows_its_provision_is_consequential(followed, weight):
    assert weight_of(ChangeKind.EDITED, OLD, NEW, followed) is weight


@pytest.mark.parametrize(
    ("old", "new", "followed"),
    [
        ("Zie artikel 3", "Zie artikel 3 bis", Followed((4, 13), (14, 17))),
        ("Zie artikel 3 bis", "Zie artikel 3", Followed((14, 17), (4, 13))),
    ],
)
def test_white_space_beside_a_number_is_no_part_of_it(old, new, followed):
    assert weight_of(ChangeKind.EDITED, old, new, [followed]) is CONSEQUENTIAL


def test_places_where_two_texts_differ_are_counted_in_characters():
    words = compare_words("Zie artikel 3 en lid 5.", "Zie het artikel 4 en lid 6.")
    assert [tuple(hunk) for hunk in hunks(words)] == [
        ("", "het ", 4, 4), ("3", "4", 12, 16), ("5", "6", 21, 25),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("gebodne", "geboden", True),
        ("hulpverlening", "hulpverleening", True),
        ("privé", "prive", True),
        ("coördinatie", "coordinatie", True),
        ("kinderbeschermingmaatregel", "kinderbeschermingsmaatregel", True),
        ("verantwoordelijkheid", "verantwordelikheid", True),  # two in a long word
        ("verantwoordelijkheid", "verantwordelikheit", False),  # three
        ("commisie", "comissie", False),  # two in a short one
        ("jeugdteams", "jeudgtaems", True),  # two in ten letters
        ("gezinsraad", "gezinraads", False),
        ("gezinteam", "gziinteam", False),  # but not in nine
        ("kan", "man", False),
        ("kazn", "kan", False),  # too short to tell
        ("gemeente", "gemeenten", False),
        ("ongewenste", "gewenste", False),
        ("gezinscoach", "gezinscoahc", False),  # at the end it may be number or tense
        ("gezinscoach", "gezinsocach", True),
        ("gezinscoach", "geizinscoach", False),  # at the beginning it may be a denial
        ("artikel1", "artikel2", False),
    ],
)
def test_spellings_of_one_word(one, other, same):
    assert is_respelling(one, other) is same
    assert is_respelling(other, one) is same


@pytest.mark.parametrize(
    ("text", "noise"),
    [("", True), (" [] ", True), (NOISE, True), (f"[{NOISE.upper()}].", True),
     (f"{NOISE}, zegt de raad, en daarmee uit.", True), ("De raad beslist.", False),
     (f"De regeling {NOISE}", False)],
)  # fmt: skip
def test_lines_of_a_publisher_are_no_text(text, noise):
    assert is_noise(text) is noise


def test_an_article_that_comes_or_goes_does_so_with_its_number(make):
    lines = ["Artikel 1", "De raad stelt ieder jaar regels vast."]
    more = [*lines, "Artikel 2", "Het team helpt ieder gezin dat daarom vraagt."]
    for old, new in ((lines, more), (more, lines)):
        changes = compare_versions(make.document(old, "o"), make.document(new, "n")).changes
        assert [change.weight for change in changes] == [EDITORIAL] * 2 + [SUBSTANTIVE] * 2
