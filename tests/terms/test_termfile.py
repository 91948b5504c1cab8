"""Term files and words given by a user, good and bad."""

from __future__ import annotations

import pytest

from congruence.terms.termfile import MOST_TERMS, Term, TermError, make_terms, read_term_file


def write(tmp_path, text):
    path = tmp_path / "terms.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_term_file_is_read(tmp_path):
    path = write(
        tmp_path,
        '[[term]]\nterm = "warme  overdracht"\naliases = ["overdracht"]\nnever = []\n'
        'note = "zie brief"\nsource = ""\n\n[[term]]\nterm = "Warme overdracht"\n',
    )
    assert read_term_file(path) == (
        Term("warme overdracht", aliases=("overdracht",), note="zie brief"),
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "geen begrippen"),
        ("[[term]\n", "regel 1, teken 7: dit begrippenbestand is geen geldige TOML"),
        ("[[term]]\nterm = 5\n", "is geen tekst"),
        ("term = 3\n", "geen begrippen"),
        ('[[term]]\nwoord = "x"\n', "ontbreekt"),
        ('[[term]]\nterm = "drang"\nalias = ["x"]\n', "onbekende sleutel 'alias'"),
        ('[[term]]\nterm = "drang"\naliases = "dwang"\n', "geen lijst van woorden"),
        ('[[term]]\nterm = "d"\n', "minder dan twee letters"),
    ],
)
def test_a_broken_term_file_is_explained(tmp_path, text, problem):
    path = write(tmp_path, text)
    with pytest.raises(TermError) as caught:
        read_term_file(path)
    assert problem.replace("ontbreekt", "staat geen term") in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_missing_or_binary_term_file_is_explained(tmp_path):
    with pytest.raises(TermError, match="bestaat niet"):
        read_term_file(tmp_path / "weg.toml")
    with pytest.raises(TermError, match="map, geen begrippenbestand"):
        read_term_file(tmp_path)
    binary = tmp_path / "terms.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(TermError, match="UTF-8"):
        read_term_file(binary)


@pytest.mark.parametrize(
    ("word", "problem"),
    [
        ("", "leeg"),
        ("x", "minder dan twee letters"),
        ("🙂", "teken dat in geen woord"),
        ("zorg 🙂", "teken dat in geen woord"),
        (".*", "zoekpatroon"),
        ("veilig.*", "zoekpatroon"),
        ("(?i)drang", "zoekpatroon"),
        ("drang|dwang", "zoekpatroon"),
        ("a" * 300, "langer dan"),
    ],
)
def test_a_word_that_cannot_be_a_term_is_refused_in_clear_words(word, problem):
    with pytest.raises(TermError, match=problem):
        make_terms([word])


def test_too_many_terms_are_refused():
    with pytest.raises(TermError, match=str(MOST_TERMS)):
        make_terms(f"term {number}" for number in range(MOST_TERMS + 1))
