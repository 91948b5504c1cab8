"""What of a change is worth a look: sentences, terms that made way, norms that turned."""

from __future__ import annotations

import pytest

from congruence.model import Signal
from congruence.versions import (
    Change,
    ChangeKind,
    Op,
    Turn,
    Weight,
    Words,
    compare_versions,
    turn_of,
)
from congruence.versions.evidence import changed_sentences, defined_terms
from congruence.versions.words import compare_words


def change(old, new, words=None):
    return Change("c1", ChangeKind.EDITED, ("o",), ("n",), old, new,
                  tuple(words or compare_words(old, new)), Weight.SUBSTANTIVE)  # fmt: skip


MOET = "Het team moet het gezin spreken."
BEHOORT = "Het team behoort het gezin te spreken."


@pytest.mark.parametrize(
    ("old", "first", "new", "second", "turn"),
    [
        (MOET, "moet", BEHOORT, "behoort", Turn.WEAKER),
        (BEHOORT, "behoort", MOET, "moet", Turn.STRONGER),
        # a possibility that grants nothing still binds less than what ought to be
        ("De hulp kan per gezin verschillen.", "kan", BEHOORT, "behoort", Turn.STRONGER),
        ("Kan het team het gezin helpen, dan doet het dat.", "Kan", BEHOORT, "behoort",
         Turn.STRONGER),
        # a plain statement may well be a duty
        ("Het team spreekt het gezin.", "spreekt", BEHOORT, "behoort", Turn.OTHER),
        (MOET, "moet", "Het gezin moet het team spreken.", "moet", Turn.OTHER),
        # the norm is the one in which the words stand
        (f"Ouders mogen meedenken. {MOET}", "moet", f"Ouders mogen meedenken. {BEHOORT}",
         "behoort", Turn.WEAKER),
        # words that stand nowhere speak for themselves, or say nothing
        ("Zo gaat dat.", "kan", "Zo gaat dat.", "moet", Turn.STRONGER),
        ("Zo gaat dat.", "moet", "Zo gaat dat.", "kan", Turn.WEAKER),
        ("Zo gaat dat.", "kan", BEHOORT, "behoort", Turn.OTHER),
        ("Zo gaat dat.", "hoeft niet", "Zo gaat dat.", "moet", Turn.OTHER),
        (BEHOORT, "kan", "Zo gaat dat.", "hoeft niet", Turn.OTHER),
    ],
)  # fmt: skip
def test_which_way_a_norm_went(old, first, new, second, turn):
    assert turn_of(change(old, new), Signal("strength", first, second, "")) is turn


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ("Een komt. Twee gaat. Drie blijft.", "Een komt. Twee staat. Drie blijft.",
         [("Twee gaat.", "Twee staat.")]),
        ("Een komt. Twee gaat. Drie blijft.", "Een kwam. Twee gaat. Drie bleef.",
         [("Een komt.", "Een kwam."), ("Drie blijft.", "Drie bleef.")]),
        # two changes in one sentence are one pair, also where one side runs on
        ("Een komt laat. Twee gaat.", "Nul komt vroeg. Twee gaat.",
         [("Een komt laat.", "Nul komt vroeg.")]),
        ("Een komt. Twee gaat nu.", "Een kwam, twee gaat straks.",
         [("Een komt. Twee gaat nu.", "Een kwam, twee gaat straks.")]),
        ("Een komt, twee gaat nu.", "Een kwam. Twee gaat straks.",
         [("Een komt, twee gaat nu.", "Een kwam. Twee gaat straks.")]),
        # a whole sentence that came or went has no other wording
        ("Een komt.", "Een komt. Twee gaat.", []),
        ("Een komt. Twee gaat.", "Twee gaat.", []),
        ("Een komt. Drie blijft.", "Een komt. Twee gaat. Drie blijft.", []),
        ("Een komt.", "Nu: Een komt.", [("Een komt.", "Nu: Een komt.")]),
    ],
)  # fmt: skip
def test_the_sentences_that_changed_and_no_others(old, new, pairs):
    assert list(changed_sentences(change(old, new))) == pairs
    assert list(changed_sentences(change(new, old))) == [(b, a) for a, b in pairs]


def test_a_sentence_put_in_is_not_held_against_the_one_after_it(make):
    old = "Het team spreekt het gezin. Het gezin mag hulp weigeren."
    new = old.replace(" Het gezin", " De raad moet regels stellen. Het gezin")
    result = compare_versions(make.document([old], "o"), make.document([new], "n"))
    assert [(c.kind, c.signals) for c in result.changes] == [(ChangeKind.EDITED, ())]


def test_a_change_between_sentences_touches_neither():
    words = (Words(Op.EQUAL, "Een komt."), Words(Op.DELETE, " "), Words(Op.INSERT, "\n"),
             Words(Op.EQUAL, "Twee gaat."))  # fmt: skip
    assert (
        list(changed_sentences(change("Een komt. Twee gaat.", "Een komt.\nTwee gaat.", words)))
        == []
    )


def signals(make, old, new):
    result = compare_versions(make.document(old, "o"), make.document(new, "n"))
    return [[(s.first, s.second, s.detail) for s in c.signals if s.kind == "term"]
            for c in result.changes if c.old]  # fmt: skip


ONE = "Het gezin bespreekt met het team welke hulp er nodig is en hoe lang die duurt."
TWO = "Daarna legt het team vast wat het gezin wil, en op welke datum dat is gezegd."
THREE = "De raad stelt ieder jaar vast wat de hulp aan inwoners mag kosten."


def test_a_term_that_made_way_twice_is_told_in_the_words_of_each_place(make):
    new = [ONE.replace("Het gezin", "De inwoner"), TWO.replace("het gezin", "de inwoner"),
           THREE.replace("ieder jaar", "elk kwartaal")]  # fmt: skip
    detail = "vervangen in 2 passages"
    assert signals(make, [ONE, TWO, THREE], new) == [
        [("Het gezin", "De inwoner", detail)], [("het gezin", "de inwoner", detail)], [],
    ]  # fmt: skip


def test_words_replaced_once_are_no_term_unless_a_version_defines_them(make):
    new = [ONE.replace("hulp", "ondersteuning"), TWO, THREE]
    assert signals(make, [ONE, TWO, THREE], new) == [[], [], []]
    for word in ("hulp", "ondersteuning"):
        definition = f"{word}: wat een gezin thuis krijgt;"
        assert signals(make, [ONE, TWO, definition], [new[0], TWO, definition]) == [
            [("hulp", "ondersteuning", "een omschreven begrip is vervangen")], [], [],
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("grote raad van toezicht", "bestuur", True),
        ("zeer grote raad van toezicht", "bestuur", False),  # not more than four words
        ("team", "ploeg", True),
        ("wet", "plan", False),  # a word of more than three letters
        ("8 teams", "ploegen", False),  # that begins with a letter
        ("(team)", "ploeg", False),
    ],
)
def test_a_term_is_a_phrase_of_a_few_words(make, old, new, told):
    passages = (
        "Op maandag spreekt {} met alle mensen die daar die week om vroegen.",
        "In het verslag van vorig jaar staat welke wensen {} heeft opgeschreven.",
    )
    found = signals(make, *([p.format(words) for p in passages] for words in (old, new)))
    assert [bool(one) for one in found] == [told, told]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("jeugdhulp: hulp aan een kind;", ["jeugdhulp"]),
        ("‘Jeugdhulp’ : hulp aan een kind;", ["jeugdhulp"]),
        ("Onder jeugdhulp wordt in deze wet verstaan: hulp aan een kind.", ["jeugdhulp"]),
        ("Onder jeugdhulp wordt verstaan: hulp aan een kind.", ["jeugdhulp"]),
        ("Onder ‘hulp thuis’ wordt verstaan wat een gezin krijgt.", ["hulp thuis"]),
        ("Het gaat in deze wet om drie dingen: geld, tijd en hulp.", []),
        ("a:b", []),
        ("De raad beslist.", []),
    ],
)
def test_terms_that_a_version_defines(make, text, terms):
    assert list(defined_terms(make.document([text]))) == terms


def test_a_term_defined_twice_is_the_first(make):
    lines = ["jeugdhulp: hulp aan een kind;", "Jeugdhulp: hulp aan een gezin;"]
    assert defined_terms(make.document(lines, "d")) == {"jeugdhulp": "d-0"}
