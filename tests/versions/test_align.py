"""Which passage became which: rules of the alignment, on passages of a few words."""

from __future__ import annotations

import pytest

from congruence.versions.align import align
from congruence.versions.units import unit_of_text

KINDS = {"#": {"heading": True, "depth": 1}, "=": {"heading": True, "depth": 2},
         "^": {"note": True}, "|": {"row": True}}  # fmt: skip

A = "het team voert binnen twee weken een gesprek met het gezin"
B = "van dat gesprek maakt iemand een verslag voor het dossier"
C = "de ouders krijgen daarvan op hun verzoek een kopie toegestuurd"
D = "wie bezwaar heeft kan dat schriftelijk laten weten aan de raad"
E = "na zes weken volgt daarop een besluit met een uitleg erbij"


def unit(line, place):
    """``# Title``, ``= Subtitle``, ``^ note``, ``| row``; before a ``~`` stands the number."""
    kind = line[:1] if line[:1] in KINDS else ""
    label, mark, text = line.removeprefix(kind).partition("~")
    if not mark:
        label, text = None, label
    return unit_of_text(text.strip(), place, label.strip() if label else None,
                        **KINDS.get(kind, {}))  # fmt: skip


def aligned(old, new):
    """Pairs as ``old>new``, ``m`` before one that moved; what was deleted; what was inserted."""
    sides = [[unit(line, at) for at, line in enumerate(side)] for side in (old, new)]
    made = align(*sides)

    def places(side):
        return "+".join(map(str, side))

    pairs = [
        f"{'m' * match.moved}{places(match.old)}>{places(match.new)}" for match in made.matches
    ]
    return " ".join(pairs), places(made.deleted), places(made.inserted)


WHOLE = f"{A} {B}"


@pytest.mark.parametrize(
    ("old", "new", "pairs", "inserted"),
    [
        ([WHOLE], [A, B], "0>0+1", ""),
        ([f"{WHOLE} {C}"], [A, B, C], "0>0+1+2", ""),
        ([f"{WHOLE} {C} {D}"], [A, B, C, D], "0>0+1+2+3", ""),
        # the longer half comes last
        ([f"{B} {A} nu"], [B, f"{A} nu"], "0>0+1", ""),
        ([f"aan ieder kind geldt dit {A} {B}"], ["aan ieder kind", "geldt dit", WHOLE],
         "0>0+1+2", ""),
        # four parts at most
        ([f"{WHOLE} aan ieder kind in de wijk op zijn verzoek"],
         [WHOLE, "aan ieder", "kind in", "de wijk", "op zijn verzoek"], "0>0+1+2+3", "4"),
        # a page number or an empty line between two halves; no heading, note or row
        ([WHOLE], [A, "12", B], "0>0+2", "1"),
        ([WHOLE], [A, "", B], "0>0+2", "1"),
        ([f"aan ieder kind {A}"], ["aan ieder kind", "12", A], "0>0+2", "1"),
        ([WHOLE], [A, f"# {B}"], "0>0", "1"),
        ([WHOLE], [A, f"^ {B}"], "0>0", "1"),
        ([WHOLE], [A, f"| {B}"], "0>0", "1"),
        # of a short part every word must have stood there, of a longer one three in four
        ([f"{A} aan ieder kind"], [A, "aan ieder kind"], "0>0+1", ""),
        ([f"{A} aan ieder kind"], [A, "aan een kind"], "0>0", "1"),
        ([f"{A} aan kind"], [A, "aan kind"], "0>0+1", ""),
        ([f"{A} kind"], [A, "kind"], "0>0", "1"),
        ([f"{A} dit geldt voor ieder"], [A, "dit geldt voor een"], "0>0", "1"),
        ([f"{A} dit geldt voor ieder kind"], [A, "dit geldt voor een kind"], "0>0+1", ""),
        ([f"{A} dat geldt voor ieder kind in huis"], [A, "dat gold voor een kind in huis"],
         "0>0", "1"),
        ([f"{A} dat geldt voor ieder kind in een huis"], [A, "dat gold voor een kind in een huis"],
         "0>0+1", ""),
        # what belongs to another passage is not taken from it
        ([WHOLE, f"{C} {D}"], [A, B, C, D], "0>0+1 1>2+3", ""),
        ([WHOLE, B], [A, B], "0>0 1>1", ""),
        ([A], [A, B], "0>0", "1"),
    ],
)  # fmt: skip
def test_a_passage_that_fell_apart_and_back(old, new, pairs, inserted):
    assert aligned(old, new) == (pairs, "", inserted)
    turned = " ".join(">".join(reversed(pair.split(">"))) for pair in pairs.split())
    assert aligned(new, old) == (turned, inserted, "")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # of what crosses, the lighter side moved
        ([A, B, C], [B, C, A], ("m0>2 1>0 2>1", "", "")),
        # of fewer than five words a passage is recognised only between its neighbours
        ([A, "zie artikel drie nu", B], [A, B, "zie artikel drie nu"], ("0>0 2>1", "1", "2")),
        (
            [A, "zie dus artikel drie nu", B],
            [A, B, "zie dus artikel drie nu"],
            ("0>0 m1>2 2>1", "", ""),
        ),
        ([A, "idem", B], [B, A, "idem"], ("0>1 1>2 m2>0", "", "")),
        # repeated passages pair in order, beside the neighbours they have in common
        ([A, "idem", B, "idem", C], [A, "idem", B, C], ("0>0 1>1 2>2 4>3", "3", "")),
        (["idem", "idem"], ["idem", "idem", "idem"], ("0>0 1>1", "", "2")),
        # a heading may be read as a passage, a row may not; alike is not enough for either
        ([f"# {A}"], [A], ("0>0", "", "")),
        ([f"# {A}"], [f"{A} nu"], ("", "0", "0")),
        ([f"| {A}"], [A], ("", "0", "0")),
        ([f"| {A}", B], [f"| {A}", B], ("0>0 1>1", "", "")),
        # a note may be read as a paragraph, when the words are the same
        ([f"^ {A}", B], [A, B], ("0>0 1>1", "", "")),
        # notes never move
        ([A, "^ " + C, B], ["^ " + C, A, B], ("0>1 1>0 2>2", "", "")),
        # without words: by number, in order
        ([A, "2~", B], [A, "2~", B], ("0>0 1>1 2>2", "", "")),
        ([A, "2~", "3~", B], [A, "3~", B], ("0>0 2>1 3>2", "1", "")),
        ([A, "2~", B], [A, "3~", B], ("0>0 2>2", "1", "1")),
        ([A, "~", "~", B], [A, "~", B], ("0>0 1>1 3>2", "2", "")),
    ],
)
def test_who_is_who(old, new, expected):
    assert aligned(old, new) == expected


def test_a_bare_heading_goes_with_what_stands_under_it():
    old = ["# Artikel 1 ~", A, B, "# Artikel 2 ~", C, D]
    new = ["# Artikel 1 ~", E, "# Artikel 2 ~", A, B, "# Artikel 3 ~", C, D]
    pairs = "0>2 1>3 2>4 3>5 4>6 5>7"
    assert aligned(old, new) == (pairs, "", "0+1")
    # One passage that moved takes the heading of neither along.
    new = ["# Artikel 1 ~", A, "# Artikel 2 ~", C, D, B]
    assert aligned(old, new) == ("0>0 1>1 m2>5 3>2 4>3 5>4", "", "")


def test_a_heading_goes_with_its_own_depth():
    old = ["# Een ~", "= Een.een ~", A, "= Een.twee ~", B, "# Twee ~", C]
    new = ["# Nul ~", D, "# Een ~", "= Een.een ~", A, "= Een.twee ~", B, "# Twee ~", C]
    assert aligned(old, new) == ("0>2 1>3 2>4 3>5 4>6 5>7 6>8", "", "0+1")
