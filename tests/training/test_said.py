"""Lines said in other words: read, checked, and kept apart from what measures the models."""

from __future__ import annotations

import random

import numpy as np
import pytest

from training import said
from training.dictionary import WORD

LINE = (
    "De raad stelt regels.\tHet bestuur bepaalt.\tAnderen beslissen.\tDe raad zwijgt.\tThe council."
)
PHRASE = "zorgt dat\tregelt dat ; maakt dat ;  \tsees to it that"
MEASURES = said.Measures(
    [["De gemeente betaalt elk team per inwoner", "Geld hangt af van aantallen bewoners", "x"]],
    frozenset({"elk"}),
)


def test_a_line_is_a_group_of_texts_that_say_the_same():
    group = said.group_of(LINE, phrase=False)
    assert group.texts == ("De raad stelt regels.", "Het bestuur bepaalt.", "Anderen beslissen.")
    assert (group.alike, group.english) == ("De raad zwijgt.", "The council.")
    assert not group.is_phrase
    phrase = said.group_of(PHRASE, phrase=True)
    assert phrase.texts == ("zorgt dat", "regelt dat", "maakt dat")
    assert phrase.is_phrase


@pytest.mark.parametrize("line", ["", "a\tb", "a\tb\tc\td\t ", LINE + "\tmeer", "# een opmerking"])
def test_lines_with_other_fields_are_none(line):
    assert said.group_of(line, phrase=False) is None


def test_a_phrase_needs_another_way_to_say_it():
    assert said.group_of("zorgt dat\tzorgt dat\tsees to", phrase=True) is None


def sorted_out(*lines: str, seen: set[str] | None = None):
    fields = ["\t".join((line, "a b", "c d", "e f", "English")) for line in lines]
    return said.taken_over(fields, phrase=False, measures=MEASURES, seen=seen or set())


def test_lines_near_what_measures_are_left_out():
    kept, left_out = sorted_out(
        "Per inwoner betaalt de gemeente het team",
        "De gemeente betaalt een subsidie aan clubs",
        "De gemeente betaalt een subsidie aan clubs",
    )
    assert [line.split("\t")[0] for line in kept] == ["De gemeente betaalt een subsidie aan clubs"]
    assert left_out == {"near a triple": 1, "said before": 1}


def test_half_a_statement_and_half_its_rewording_are_near_too():
    line = "Gemeente betaalt team cijfers ruimte\tGeld hangt bewoners samen toch\tc\td\tEnglish"
    kept, left_out = said.taken_over([line], phrase=False, measures=MEASURES, seen=set())
    assert not kept
    assert left_out == {"near a triple": 1}


def test_what_is_taken_over_is_read_back(tmp_path):
    kept, left_out = said.taken_over([PHRASE, "los"], phrase=True, measures=MEASURES, seen=set())
    assert left_out == {"wrong fields": 1}
    (tmp_path / "phrase_x.tsv").write_text("\n".join(kept), "utf-8")
    assert said.groups(tmp_path) == [said.group_of(PHRASE, phrase=True)]


def test_a_phrase_of_two_writers_is_one_group(tmp_path):
    (tmp_path / "phrase_a.tsv").write_text(PHRASE, "utf-8")
    (tmp_path / "phrase_b.tsv").write_text("Zorgt dat\tregelt dat ; let erop dat\tsees to", "utf-8")
    (group,) = said.groups(tmp_path)
    assert group.texts == ("zorgt dat", "regelt dat", "maakt dat", "Zorgt dat", "let erop dat")


def test_the_lines_here_are_well_formed_each_once_and_far_from_the_triples():
    pytest.importorskip("wordfreq", reason="the extra 'training' is not installed")
    measures = said.measures()
    seen: set[str] = set()
    for path in said.files(said.FOLDER):
        lines = path.read_text("utf-8").splitlines()
        _kept, left_out = said.taken_over(
            lines, phrase=said.has_phrases(path), measures=measures, seen=seen
        )
        assert not left_out, path.name
    assert 1000 < len(said.groups()) <= len(seen)


def test_nothing_that_measures_is_trained_on():
    from benchmarks.encoding import reworded, triples

    taught = {text.lower() for group in said.groups() for text in (*group.texts, group.alike)}
    measured = {text.lower() for line in (*triples(), *reworded()) for text in line}
    assert len(measured) > 4000
    assert not taught & measured


def test_the_words_are_words_with_terms():
    words = said.words()
    assert len(words) > 100
    assert all(WORD.fullmatch(word) and all(terms) for word, terms in words.items())


torch = pytest.importorskip("torch")


def practice():
    from training import groups

    known = {"a": 1, "b": 2, "c": 3, "d": 4}
    said_so = [said.Group(("a b", "b"), "c", "one"), said.Group(("d", "?"), "", "two")]
    return groups.laid_out(
        said_so,
        np.eye(2),
        lambda texts: [[known[word] for word in text.split() if word in known] for text in texts],
    )


def test_groups_are_laid_out_without_texts_that_no_word_is_known_of():
    laid = practice()
    assert laid.numbers == [[1, 2], [2], [3], [4]]
    assert laid.owner.tolist() == [0, 0, 0, 1]
    assert laid.alike.tolist() == [False, False, True, False]
    assert laid.targets.tolist() == [[1, 0], [1, 0], [1, 0], [0, 1]]
    assert laid.of([1]).tolist() == [3]
    assert laid.size == 2


def loss(rows: list[list[float]], *, weight: float = 1.0) -> float:
    from training import groups

    unit = torch.nn.functional.normalize(torch.tensor(rows), dim=1)
    owner, alike = torch.tensor([0, 0, 0, 1, 1]), torch.tensor([0, 0, 1, 0, 0], dtype=torch.bool)
    return groups.group_loss(unit, owner, alike, 10.0, weight).item()


def test_the_loss_falls_as_a_group_comes_together_and_its_look_alike_goes_away():
    far = [[1.0, 0.0], [0.0, 1.0], [1.0, 0.1], [-1.0, 0.0], [-1.0, 0.1]]
    near = [[1.0, 0.0], [1.0, 0.1], [1.0, 0.1], [-1.0, 0.0], [-1.0, 0.1]]
    apart = [[1.0, 0.0], [1.0, 0.1], [0.0, -1.0], [-1.0, 0.0], [-1.0, 0.1]]
    assert loss(far) > loss(near) > loss(apart)
    assert loss(near) > loss(near, weight=0.1)


def test_every_group_comes_round_before_any_comes_again():
    from training import groups

    coming = groups.turns(6, 2, random.Random(1))
    first = [at for _turn in range(3) for at in next(coming)]
    assert sorted(first) == list(range(6))
    assert len(next(groups.turns(3, 9, random.Random(1)))) == 3
