"""Terms that nobody listed: which come out, and in what order."""

from __future__ import annotations

from congruence.terms.dossier import build_dossier
from tests.terms.documents import document


def found(*texts: str) -> list[str]:
    papers = [document(f"# Stuk\n\n{text}\n", f"stuk-{at}") for at, text in enumerate(texts)]
    return [candidate.term for candidate in build_dossier(papers, discover=True).candidates]


def test_a_term_objected_to_as_a_term_comes_before_words_of_every_day():
    ranked = found(
        "Uiteindelijk is niet dus kwaliteit, maar zijn de inwoners de toetssteen. "
        "We hebben zorgen dat er wederom een ‘potje’ wordt toegevoegd.",
        "De wijkjuristen schreven een notitie. De meest problematische termen zijn "
        "‘grip op thuis’ en ‘doorpakkracht’.",
    )
    assert set(ranked[:2]) == {"grip op thuis", "doorpakkracht"}
    assert ranked.index("potje") > 1 and ranked[-1] == "kwaliteit"


def test_what_a_paper_leaves_out_and_who_says_so_are_no_terms():
    assert found(
        "Noch uit het voorstel, noch uit de toelichting, volgt wanneer dit begint.",
        "De Autoriteit Zorgnamen (AZ) acht het «onvoldoende duidelijk».",
        "Een gedraging in strijd met artikel 4 is een strafbaar feit.",
    ) == []  # fmt: skip


def test_a_title_run_on_is_no_speaker():
    from congruence.terms.objections import find_objections

    paper = document("# Brief\n\nKosten We hebben zorgen dat de ‘eigen bijdrage’ stijgt.\n")
    assert [item.holder for item in find_objections(paper)] == [None]


def test_the_whole_of_what_was_quoted_before_is_the_target():
    from congruence.terms.objections import find_objections

    text = (
        "Het doel is een ‘brede lijst wijknormen’. Als met die brede lijst bedoeld wordt: "
        "afspraken die binden, dan hebben wij bezwaar. Dat past niet in onze visie."
    )
    targets = [item.target for item in find_objections(document(f"# Brief\n\n{text}\n"))]
    assert targets == ["brede lijst wijknormen"] * 2


def test_the_word_for_a_term_and_a_person_by_place_are_no_terms():
    assert found("Een wijkjurist uit Lentedorp heeft moeite met de term.") == []
    told = "Een medewerker uit Lentedorp zegt: ‘Dat is geen methode, dat is fatsoen.’"
    assert not any("Lentedorp" in term for term in found(told))
