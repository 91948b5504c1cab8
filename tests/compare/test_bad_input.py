"""Documents nobody would choose: equal passages, other alphabets, endless paragraphs."""

from __future__ import annotations

import random
import time

import pytest

from congruence.compare.check import check
from congruence.compare.comparison import compare
from congruence.compare.result import Band
from congruence.embed import load_encoder
from tests.compare.conftest import document
from tests.compare.test_comparison import ONLY_A, ONLY_B, SHARED


@pytest.fixture(scope="module")
def encoder():
    return load_encoder("embedded")


def test_equal_passages_are_all_placed_and_none_stands_out(encoder):
    result = compare(document([SHARED[0]] * 15, "a"), document([SHARED[0]] * 15, "b"),
                     encoder=encoder)  # fmt: skip
    assert len(result.findings) == 30
    assert all(finding.links for finding in result.findings)


def test_another_alphabet_is_read_and_kept(encoder):
    greek = [f"Το συμβούλιο αποφασίζει για το ζήτημα {n} μετά από ακρόαση." for n in range(12)]
    result = compare(document([*greek, *SHARED], "a"), document([*ONLY_B, *greek], "b"),
                     encoder=encoder)  # fmt: skip
    assert [f.text for f in result.side("a")][:12] == greek
    best = [result.b.by_id[f.links[0].block].text for f in result.side("a")[:12]]
    assert best == greek


def test_english_documents_are_compared_too(encoder):
    rule = "The council must reply within five days to a request of a resident."
    minutes = [f"Meeting {n} of the board was held in room {n} of the town hall." for n in "abcd"]
    a = [rule, *minutes, *ONLY_A]
    b = [*ONLY_B, "The council may reply within ten days to a request of a resident."]
    finding = compare(document(a, "a"), document(b, "b"), encoder=encoder).side("a")[0]
    assert finding.links[0].block == f"p-{len(ONLY_B)}"
    assert {s.kind for s in finding.signals} >= {"strength", "deadline"}


def test_a_paragraph_of_fifty_thousand_words_takes_seconds(encoder):
    rng = random.Random(0)
    vocabulary = " ".join([*SHARED, *ONLY_A, *ONLY_B]).split()
    endless = " ".join(rng.choices(vocabulary, k=50_000)) + "."
    start = time.perf_counter()
    draft = document([endless, *SHARED, *ONLY_A], "a")
    other = document([endless[:200_000], *SHARED, *ONLY_B], "b")
    checked = check(draft, [other], encoder=encoder)
    assert time.perf_counter() - start < 120
    assert checked.matrix.rows[0].text == endless


def test_three_passages_each_side_abstain_and_show_the_nearest(encoder):
    result = compare(document(SHARED[:3], "a"), document(SHARED[1:4], "b"), encoder=encoder)
    assert [note.code for note in result.notes] == ["too_few_passages"]
    assert {finding.q for finding in result.findings} == {None}
    for finding in result.findings:
        assert finding.band is (Band.FOUND if finding.verbatim else Band.POSSIBLE)
        assert finding.question.endswith("?")
    assert [f.links[0].block for f in result.side("a")[1:]] == ["p-0", "p-1"]
