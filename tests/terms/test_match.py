"""Finding every use of a term, and nothing else."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congruence.terms.match import Role, TermIndex
from congruence.terms.termfile import Term, make_terms

FOUND = """
casusregie       | exact      | Wie voert de ⟦casusregie⟧ in dit gezin?
casusregie       | exact      | ⟦Casusregie⟧ is mensenwerk.
buurtteam        | inflected  | De ⟦buurtteams⟧ overleggen elke week.
warme overdracht | inflected  | Zij pleiten voor ⟦warme overdrachten⟧.
warme overdracht | exact      | Een\u00a0⟦warme\u00a0overdracht⟧ kost tijd.
regie            | compound   | De ⟦regievoerder⟧ belt.
regie            | compound   | Het vraagt om ⟦casusregie⟧.
drempel          | compound   | Een ⟦drempelverlagende⟧ aanpak.
buurtteam        | spelling   | Lokale ⟦(buurt)teams⟧ doen mee.
gelijkheid       | spelling   | Een nota over ⟦(on)gelijkheid⟧.
co-productie     | exact      | In ⟦co-productie⟧ met inwoners.
co-productie     | spelling   | In ⟦coproductie⟧ met inwoners.
coproductie      | spelling   | In ⟦co-productie⟧ met inwoners.
zicht op herstel | inflected  | Er is ⟦zicht op het herstel⟧ nodig.
zicht op herstel | ellipsis   | Houd ⟦zicht op schade en herstel⟧.
vrije artsenkeuze| ellipsis   | De ⟦vrije en gerichte artsenkeuze⟧ blijft.
jeugdhulp        | ellipsis   | Aanbieders van ⟦jeugd- en gezinshulp⟧.
opdrachtnemer    | ellipsis   | De ⟦opdrachtgever en -nemer⟧ tekenen.
zicht op herstel | possible   | Wij willen ⟦zicht krijgen op herstel⟧.
casusregisseur   | possible   | De ⟦casusregiseur⟧ belt terug.
buurtteam        | inflected  | Het heet ⟦buurtteams⟧⁷ en niet anders.
buurtteam        | exact      | Het **⟦buurt\u00adteam⟧** is er.
de warme overdracht | exact   | Een ⟦warme overdracht⟧ kost tijd.
de het           | exact      | Zij leest ⟦het⟧ nog eens.
-nemer           | exact      | De ⟦nemer⟧ tekent.
(buurt)team      | spelling   | Het ⟦buurtteam⟧ is er.
co-productie     | spelling   | In ⟦co productie⟧ met inwoners.
warme overdracht | spelling   | Een ⟦warme "overdracht⟧" dus.
zicht op herstel | spelling   | Aan ⟦zicht-op-herstel⟧ werken.
zicht op herstel | spelling   | Aan ⟦beter-zicht-op-herstel⟧ werken.
herstel          | compound   | Aan ⟦zicht-op-herstel⟧ werken.
zicht op herstel | ellipsis   | Houd ⟦zicht op schade en het herstel⟧.
zicht op herstel | ellipsis   | Houd ⟦zicht op mogelijke schade en herstel⟧.
vrije artsenkeuze| ellipsis   | De ⟦vrije en zeer gerichte artsenkeuze⟧ blijft.
warme overdracht | possible   | Een ⟦warme goede overdracht⟧ telt.
warme overdracht | inflected  | Een ⟦warme de overdracht⟧ van vroeger.
warme overdracht | exact      | Dit heet ⟦warme overdracht⟧
kindbescherming  | ellipsis   | Over ⟦kind- en gezins- of wijkbescherming⟧.
kindbescherming  | ellipsis   | Over ⟦kind-, gezins- en wijkbescherming⟧.
opdrachtnemer    | ellipsis   | De ⟦opdrachtgever of altijd ook -nemer⟧.
opdrachtnemer    | ellipsis   | ⟦Opdrachtgever en -nemer⟧ tekenen.
"""

NEVER = """
veiligheid        | De onveiligheid nam toe.
gelijkheid        | Er is veel ongelijkheid.
zicht             | Het toezicht schoot tekort en het inzicht ook.
regie             | Een regionaal overleg.
werken            | Samenwerken is mooi, uitwerken ook.
warme overdracht  | Soep, warme, overdracht en koffie.
zicht op herstel  | Er is zicht. Op herstel hopen wij.
zicht op herstel  | Het zicht op de toekomst van schadeherstel.
vrije artsenkeuze | Vrije tijd en de keuze van een arts.
onveiligheid      | De veiligheid nam toe.
duurzame zorg     | Duurzame netwerken voor de zorg.
jeugd             | De jeugd- en gezinshulp is er.
zicht op herstel  | Aan zicht-op-schade werken.
zicht op herstel  | Wij werken aan zicht op herstel- en andere plannen.
zicht op herstel  | Wij willen zicht krijgen op snel herstel.
zicht op herstel  | Wij willen zicht krijgen op het snel herstel.
zicht op herstel  | Wij willen zicht krijgen op schade en herstel.
vrije artsenkeuze | De vrije en niet artsenkeuze blijft.
vrije artsenkeuze | De vrije en zeer ruim gerichte artsenkeuze blijft.
warme overdracht  | Een warme bij overdracht.
warme overdracht  | Een warme niet overdracht.
warme overdracht  | Een warme de goede overdracht.
kindbescherming   | Aan kind- gezinsbescherming.
kindbescherming   | Eerst en vooral kind- gezinsbescherming.
kindbescherming   | De kind- en buurt, wijk, school, gezinsbescherming.
opdrachtnemer     | De opdrachtgever of soms altijd ook -nemer.
opdrachtnemer     | De opdrachtgever, tolk -nemer.
opdrachtnemer     | En de opdrachtgever -nemer.
"""


def rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]


def found(term: str, text: str) -> list[tuple[str, str]]:
    hits = TermIndex(make_terms([term])).find(text)
    return [(hit.use.value, text[hit.span.start : hit.span.end]) for hit in hits]


@pytest.mark.parametrize(("term", "use", "marked"), rows(FOUND))
def test_every_form_is_found_in_its_place(term, use, marked):
    text = marked.replace("⟦", "").replace("⟧", "")
    low = marked.index("⟦")
    expected = text[low : low + marked.index("⟧") - low - 1]
    assert found(term, text) == [(use, expected)]


@pytest.mark.parametrize(("term", "text"), rows(NEVER))
def test_look_alikes_are_left_alone(term, text):
    assert found(term, text) == []


def test_aliases_never_matches_and_opposites():
    term = Term(
        "regie", aliases=("sturing",), never=("regiefunctie",), opposites=("stuurloosheid",)
    )
    text = "Regie en sturing horen bij de regiefunctie; stuurloosheid niet."
    hits = TermIndex([term]).find(text)
    assert [(h.role, text[slice(*h.span)], h.use.value) for h in hits] == [
        (Role.TERM, "Regie", "exact"),
        (Role.ALIAS, "sturing", "alias"),
        (Role.OPPOSITE, "stuurloosheid", "exact"),
    ]


def test_overlapping_terms_are_each_found_and_the_longest_form_wins():
    index = TermIndex(make_terms(["veiligheid", "zicht op veiligheid"]))
    text = "Zicht op de veiligheid is iets anders dan veiligheid."
    hits = [(hit.term, text[slice(*hit.span)]) for hit in index.find(text)]
    assert hits == [(1, "Zicht op de veiligheid"), (0, "veiligheid"), (0, "veiligheid")]


def test_one_use_counts_once_and_the_surest_way_of_reading_wins():
    terms = [Term("regie", aliases=("casusregie",), opposites=("regieloosheid",))]
    text = "Casusregie, regieloosheid en regie en regie."
    hits = [(h.role, text[slice(*h.span)]) for h in TermIndex(terms).find(text)]
    assert hits == [
        (Role.ALIAS, "Casusregie"),
        (Role.OPPOSITE, "regieloosheid"),
        (Role.TERM, "regie"),
        (Role.TERM, "regie"),
    ]


def test_a_sure_use_is_kept_where_a_longer_one_is_only_possible():
    term = Term("warme overdracht", aliases=("overdracht",))
    text = "Een warme goede overdracht."
    hits = [(h.use.value, text[slice(*h.span)]) for h in TermIndex([term]).find(text)]
    assert hits == [("alias", "overdracht")]


@given(st.text(alphabet="zicht op de veiligheid(on)-*_²\u00ad\u00a0\n", max_size=120))
def test_a_hit_quotes_the_text_it_stands_in(text):
    index = TermIndex(make_terms(["zicht op veiligheid", "veiligheid", "op de zicht"]))
    for hit in index.find(text):
        assert 0 <= hit.span.start < hit.span.end <= len(text)
        assert text[hit.span.start : hit.span.end].strip()


def test_ten_thousand_terms_cost_hardly_more_than_ten():
    sentence = "Het college bespreekt de jeugdhulp met ouders en met het buurtteam. "
    text = sentence * 200
    few = make_terms(["buurtteam", "jeugdhulp met ouders"])
    many = (*few, *make_terms(f"woord{a} nummer{b}" for a in range(100) for b in range(99)))
    seconds = []
    for terms in (few, many):
        index = TermIndex(terms)
        assert len(index.find(text)) == 400
        start = time.perf_counter()
        for _ in range(5):
            index.find(text)
        seconds.append(time.perf_counter() - start)
    assert seconds[1] < 3 * seconds[0] + 0.05
