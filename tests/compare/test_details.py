"""What a change of one operator in the code would turn, and no other test would see."""

from __future__ import annotations

import json
from math import log

import pytest

from congruence import schema
from congruence.compare.check import _nowhere
from congruence.compare.coverage import _rarity, _same_words
from congruence.compare.matrix import matrix
from congruence.compare.question import signal_question
from congruence.compare.verbatim import first_verbatim
from congruence.embed import load_encoder
from congruence.text.pairing import stems
from congruence.text.tokens import words
from tests.compare.conftest import document
from tests.compare.test_comparison import ONLY_A, ONLY_B, SHARED


@pytest.fixture(scope="module")
def made():
    statute = document([*SHARED[:3], *ONLY_A], "statuut")
    others = [document([*ONLY_B, *SHARED[:2]], "eerste"), document([*ONLY_B, SHARED[3]], "twee")]
    return statute, others, load_encoder("embedded")


def test_every_key_of_a_matrix_is_the_one_of_the_contract(made):
    statute, others, encoder = made
    payload = json.loads(schema.dumps(matrix(statute, others, encoder=encoder)))
    assert set(payload) == {
        "schema", "document", "others", "rows", "comparisons", "notes", "summary",
    }  # fmt: skip
    for row in payload["rows"]:
        assert set(row) == {"block", "label", "text", "found_in", "cells"}
        for cell in row["cells"]:
            assert set(cell) == {"document", "band", "q", "link"}


def test_a_passage_that_is_nowhere_names_every_document(made):
    statute, others, encoder = made
    rows = matrix(statute, others, encoder=encoder).rows
    assert "Geen tegenhanger gevonden in: eerste; twee." in _nowhere(rows[:1], others).text
    note = _nowhere(rows[:3], others)
    assert " 2 " in note.text.split("\n")[0]
    assert note.against == ("eerste", "twee")


def test_the_rarity_of_a_word_is_the_smoothed_inverse_document_frequency():
    found = _rarity(["het team komt", "het team gaat"])
    assert found["team"] == pytest.approx(1.0)
    assert found["komt"] == pytest.approx(log(3 / 2) + 1)


@pytest.mark.parametrize(("answered", "same"), [(3, True), (2, False), (5, True)])
def test_a_clause_of_which_three_in_five_words_stand_there_is_answered(answered, same):
    clause = ["ouders", "kinderen", "scholen", "huizen", "tuinen"]
    assert _same_words(" ".join(clause), stems(" ".join(clause[:answered]))) is same
    assert _same_words("de, en het", stems("iets anders")) is True


def test_ten_words_in_a_run_make_a_sentence_taken_over_and_nine_do_not():
    sentence = ("De gemeente en het team spreken elk jaar af welke gezinnen zij samen gaan "
                "bezoeken.")  # fmt: skip
    own = words(sentence)
    for longest, expected in ((10, 0), (9, None)):  # what follows is a run that counts, too
        other = [*own[:longest], "echter", *own[longest:]]
        assert first_verbatim(sentence, [other]) == expected


def test_the_question_on_an_actor_is_about_who(made):
    from congruence.model import Signal

    asked = signal_question(Signal("actor", "het team", "de gemeente", "wie"))
    assert "wie" in asked.lower()
    assert "het team" in asked
    assert "de gemeente" in asked
