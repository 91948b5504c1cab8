# ruff: noqa: E501 - a table of sentences is read a line at a time
"""What quotation marks are for, and whether a quotation says what its source says."""

from __future__ import annotations

import pytest

from congruence.terms.quotes import find_quotations
from congruence.terms.result import QuoteFunction
from congruence.terms.sources import SourceIndex
from tests.terms.documents import document


def read(text: str, **facts):
    return find_quotations(document(f"# Kop\n\n{text}\n", **facts))


@pytest.mark.parametrize(
    ("text", "function", "contested"),
    [
        ("Zie het rapport ‘Ruimte voor de wijk’.", "title", False),
        ("Zij heeft de rol van ‘kritische meelezer’.", "term", False),
        ("Ons motto is ‘je doet het samen’.", "slogan", False),
        ("Wij hebben moeite met de term ‘eigen kracht’.", "term", True),
        ("Niet ‘afvinken’, maar luisteren is de opgave.", "distance", True),
        ("Er is geen ‘harde’ grens.", "distance", False),
        ("Elk team werkt ‘op maat’ in zijn wijk.", "distance", False),
        ("De ‘drempel’ is hier hoog.", "term", False),
        ("“Zonder buren waren er geen straten (dat weet iedereen hier)”", "citation", False),
        ("Een zogenaamde ‘oplossing’ dient zich aan.", "distance", True),
        ('De wethouder zei: "Wij gaan dit jaar alle wijken bezoeken."', "citation", False),
    ],
)
def test_the_function_of_quotation_marks(text, function, contested):
    (quote,) = read(text)
    assert (quote.function.value, quote.contested) == (function, contested)


def test_apostrophes_and_years_are_no_quotation_marks():
    assert read("In oktober ’23 en ‘s avonds waren de foto's van ’22 er.") == ()


SOURCE = (
    "# Plan\n\nInleiding.\n\nEen goed plan is een plan dat de inwoner zelf kan lezen, kan wijzigen en"
    " kan intrekken. Daarna volgt de uitvoering door het team.\n"
)


def checked(quoting: str):
    source = document(SOURCE, "plan")
    quoted = document(f"# Brief\n\n{quoting}\n", "brief")
    index = SourceIndex([source, quoted])
    found = find_quotations(quoted, sources=index)
    return [quote.source_check for quote in found if quote.source_check]


def test_a_true_quotation_is_verbatim():
    (check,) = checked(
        "In het plan staat: “Een goed plan is een plan dat de inwoner zelf kan lezen.”"
    )
    assert (check.state, check.document) == ("verbatim", "plan")


def test_a_quotation_with_other_words_is_altered_and_the_words_are_named():
    (check,) = checked(
        "Een goed plan is een plan dat de inwoner samen met het team kan lezen, kan wijzigen en kan"
        " intrekken. (uit: ‘Plan’)"
    )
    assert check.state == "altered"
    changed = [(word.op, word.text) for word in check.words if word.op != "equal"]
    assert changed == [("insert", "samen met het team"), ("delete", "zelf")] or changed == [
        ("delete", "zelf"),
        ("insert", "samen met het team"),
    ]


def test_words_from_nowhere_are_not_found():
    (check,) = checked("De minister zei: “Volgend jaar wordt alles helemaal anders dan nu.”")
    assert (check.state, check.document) == ("not_found", None)


def test_a_document_is_no_source_of_itself():
    said = "Dit zeg ik maar een enkele keer vandaag."
    text = f"# A\n\nHij zei: “{said}” {said}"
    own = document(text, "a")
    (quote, *_rest) = find_quotations(own, sources=SourceIndex([own]))
    assert quote.function is QuoteFunction.CITATION
    assert quote.source_check.state == "not_found"
