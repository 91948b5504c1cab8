"""Recognising printed labels, and citing by them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congruence.text.labels import LabelKind, Trail, cite, is_first, is_successor, split_label


@pytest.mark.parametrize(
    ("text", "printed", "kind", "rest"),
    [
        ("Artikel 3", "Artikel 3", LabelKind.ARTICLE, ""),
        ("Artikel 1.2a Begripsbepalingen", "Artikel 1.2a", LabelKind.ARTICLE, "Begripsbepalingen"),
        ("Artikel 4. Het college.", "Artikel 4.", LabelKind.ARTICLE, "Het college."),
        ("Hoofdstuk 2 Toegang", "Hoofdstuk 2", LabelKind.DIVISION, "Toegang"),
        ("HOOFDSTUK II", "HOOFDSTUK II", LabelKind.DIVISION, ""),
        ("§ 3 Slot", "§ 3", LabelKind.DIVISION, "Slot"),
        ("Bijlage A: Begrippen", "Bijlage A:", LabelKind.DIVISION, "Begrippen"),
        ("hoofdstuk iv", "hoofdstuk iv", LabelKind.DIVISION, ""),
        ("Lid 2", "Lid 2", LabelKind.LID, ""),
        ("2.1 Titel van de paragraaf", "2.1", LabelKind.NUMBER, "Titel van de paragraaf"),
        ("2.1.3. het vervolg", "2.1.3.", LabelKind.NUMBER, "het vervolg"),
        ("1. Het team", "1.", LabelKind.NUMBER, "Het team"),
        ("3) de gemeente", "3)", LabelKind.NUMBER, "de gemeente"),
        ("(4) de gemeente", "(4)", LabelKind.NUMBER, "de gemeente"),
        ("a. de inwoner", "a.", LabelKind.LETTER, "de inwoner"),
        ("a.indien het team", "a.", LabelKind.LETTER, "indien het team"),
        ("bb. de inwoner", "bb.", LabelKind.LETTER, "de inwoner"),
        ("ii. het team", "ii.", LabelKind.ROMAN, "het team"),
        ("I. aan wie het nummer toekomt", "I.", LabelKind.ROMAN, "aan wie het nummer toekomt"),
        ("IV. De gemeente", "IV.", LabelKind.ROMAN, "De gemeente"),
        ("III.", "III.", LabelKind.ROMAN, ""),
        ("1° de jeugdige", "1°", LabelKind.DEGREE, "de jeugdige"),
        ("2º. de ouder", "2º.", LabelKind.DEGREE, "de ouder"),
        ("• de buurt", "•", LabelKind.BULLET, "de buurt"),
        ("– de wijk", "–", LabelKind.BULLET, "de wijk"),
        ("–jeugdhulp:", "–", LabelKind.BULLET, "jeugdhulp:"),
    ],
)  # fmt: skip
def test_a_label_is_cut_off(text, printed, kind, rest):
    label = split_label(text)
    assert label is not None
    assert (label.printed, label.kind, text[label.end :]) == (printed, kind, rest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Artikel 3 van de wet bepaalt dat het team werkt.",
        "Artikel 2.3 Jeugdwet regelt dit al en is daarom niet overgenomen.",
        "10 januari 2024",
        "2.1 miljoen euro",
        "1.200 inwoners",
        "a.u.b. niet storen",
        "d.w.z. het team",
        "i.v.m. vakantie",
        "Deel uitmaken van de wijk",
        "Het team werkt samen.",
        "B. de Vries",
        "V. van Dam",
        "I. Jansen",
        "IIII. geen getal",
        "- ",
        "20 °C is warm",
    ],
)
def test_running_text_has_no_label(text):
    label = split_label(text)
    assert label is None or label.end == len(text)


@pytest.mark.parametrize("text", ["Thema in beeld", "Titel in twee regels", "Stap in de wijk"])
def test_a_small_word_after_a_division_is_no_numeral(text):
    assert split_label(text, heading=True) is None


def test_a_heading_may_have_a_bare_number():
    label = split_label("1 Inleiding", heading=True)
    assert label is not None and label.printed == "1"
    assert split_label("1 Inleiding") is None


@given(st.text(max_size=60), st.booleans())
def test_a_label_never_reaches_past_the_text(text, heading):
    label = split_label(text, heading=heading)
    if label is not None:
        assert 0 < label.end <= len(text)
        assert " ".join(text[: label.end].split()) == label.printed


def _feed(*texts: str) -> list[str]:
    trail = Trail()
    places = []
    for text in texts:
        label = split_label(text)
        assert label is not None, text
        trail.feed(label)
        places.append(trail.place(in_article=True))
    return places


def test_the_members_and_parts_of_an_article_are_cited_as_lawyers_do():
    assert _feed("1. een", "2. twee:", "a. x", "b. y:", "1° p", "2° q", "c. z", "3. drie") == [
        "lid 1",
        "lid 2",
        "lid 2, onderdeel a",
        "lid 2, onderdeel b",
        "lid 2, onderdeel b, onder 1°",
        "lid 2, onderdeel b, onder 2°",
        "lid 2, onderdeel c",
        "lid 3",
    ]


def test_an_i_after_h_is_a_letter_and_alone_a_numeral():
    places = _feed(*(f"{letter}. tekst" for letter in "abcdefghij"))
    assert places[-2:] == ["onderdeel i", "onderdeel j"]


def test_numbers_of_many_parts_cite_by_themselves():
    heading = split_label("Artikel 3 Duur", heading=True)
    trail = Trail()
    item = split_label("3.2 De duur is een jaar.")
    assert heading is not None and item is not None
    trail.feed(item)
    assert cite(heading, trail.place(in_article=True)) == "Artikel 3.2"


def test_successors():
    one, two, a, b = (split_label(text) for text in ("1. x", "2. x", "a. x", "b. x"))
    assert one and two and a and b
    assert is_successor(one, two) and is_successor(a, b)
    assert not is_successor(two, one)
    assert not is_successor(a, two)
    assert is_first(one) and is_first(a) and not is_first(b)


def test_items_that_begin_at_the_second_level_are_cited_as_they_are_read():
    """Word numbers the members of "Artikel 2" at its second level: there is no first above them."""
    trail = Trail()
    places = []
    for printed, depth in (("1.", 2), ("2.", 2), ("a.", 3), ("b.", 3), ("3.", 2)):
        trail.feed(split_label(f"{printed} tekst"), depth)
        places.append(trail.place(in_article=True))
    assert places == ["lid 1", "lid 2", "lid 2, onderdeel a", "lid 2, onderdeel b", "lid 3"]


def test_capitals_and_small_letters_are_two_lists():
    trail = Trail()
    labels = [split_label(f"{mark} het team") for mark in ("I.", "II.", "i.", "ii.", "III.")]
    assert [trail.feed(label) for label in labels if label] == [1, 1, 2, 2, 1]
