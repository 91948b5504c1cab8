"""From dictionaries and pairs to what a Dutch word means, and back."""

from __future__ import annotations

import numpy as np
import pytest

from tests.training.conftest import PAIRS
from training import dictionary, reverse, translate


def test_the_dictionary_adds_up_its_sources(root, tables):
    built = dictionary.build(root, tables)
    assert built["huis"] == {"house": 2.0, "dwelling house": pytest.approx(1.4)}
    assert built["kind"] == {"child": 3.0}
    assert built["spelen"] == {"play": 1.5, "toy": 1.5}
    assert built["veilig"] == {"safe": 2.5}


def test_the_hand_written_list_is_well_formed():
    words = dictionary.hand_written()
    assert len(words) > 300
    assert all(word == word.lower() and terms and all(terms) for word, terms in words.items())


def test_no_hand_written_entry_is_taken_from_the_triples():
    """The triples measure; a list made from them would measure itself."""
    from benchmarks.encoding import triples

    told = {sentence.lower() for triple in triples() for sentence in triple}
    assert not told & set(dictionary.hand_written())


def test_pairs_teach_what_words_mean():
    learnt = translate.learn(PAIRS)
    assert max(learnt["kind"], key=learnt["kind"].get) == "child"
    assert max(learnt["speelt"], key=learnt["speelt"].get) == "plays"
    assert learnt == translate.learn(PAIRS)
    assert translate.learn([]) == {}


@pytest.fixture
def translator(root, tables):
    return translate.Translator(
        dictionary.build(root, tables), {"kind": ["minor", "child"]}, translate.learn(PAIRS)
    )


def test_terms_come_from_hand_dictionary_pairs_lemma_and_compound(translator):
    assert translator.terms("kind") == (
        [("minor", pytest.approx(2 / 3)), ("child", pytest.approx(1 / 3))],
        "direct",
    )
    assert translator.terms("speelt")[0][0][0] == "plays"
    assert translator.terms("huizen")[1] == "lemma"
    assert translator.terms("kinderhuis")[1] in ("compound", "none")
    assert translator.terms("huiskind") == (
        [(term, pytest.approx(share)) for term, share in translator.terms("huiskind")[0]],
        "compound",
    )
    assert translator.terms("xyzzy") == ([], "none")
    assert translator.gloss("Een xyzzy!") == "a xyzzy !"


def test_forms_get_the_mean_of_their_terms(translator):
    rows = {"minor": np.array([1.0, 0.0]), "child": np.array([0.0, 1.0])}
    kept, vectors = translate.vectors(["kind", "xyzzy"], translator, rows.get)
    assert kept == ["kind"]
    assert vectors[0] == pytest.approx([2 / 3, 1 / 3])


def test_smoothed_rows_are_half_their_lemmas_and_hand_written_ones_are_kept(translator):
    rows = {"house": np.array([1.0, 0.0]), "houses": np.array([0.0, 1.0]), "minor": np.ones(2)}
    translator.dictionary["huizen"] = {"houses": 1.0}
    kept, vectors = translate.smoothed(["huis", "huizen", "kind"], translator, rows.get)
    assert kept == ["huis", "huizen", "kind"]
    assert vectors == pytest.approx(np.array([[1, 0], [0.5, 0.5], [1, 1]]))


def test_english_goes_into_dutch_words(root, tables):
    sentences = reverse.wordnet_sentences(root / "usr/share/wordnet")
    assert "he has a house by the sea" in sentences
    assert sentences == reverse.wordnet_sentences(root / "usr/share/wordnet")
    backwards = translate.learn([(english, dutch) for dutch, english in PAIRS])
    reverser = reverse.Reverser(dictionary.build(root, tables), backwards, {})
    dutch, share = reverser("a child plays")
    assert dutch.split()[1:] == ["kind", "speelt"]
    assert share >= 1
    assert reverser("quantum flux")[1] == 0
    found = reverse.dutch_examples(["a child plays", "quantum flux"], reverser)
    assert [at for _dutch, at in found] == [0]
