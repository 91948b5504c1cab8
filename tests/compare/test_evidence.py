"""What stands beside a finding: context, clauses left open, signals, a question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from congruence.compare.comparison import compare
from congruence.compare.context import SHORT_WORDS, text_in_context
from congruence.compare.coverage import coverages
from congruence.compare.result import Band
from congruence.embed import LexicalView, load_encoder
from congruence.messages import using_language
from congruence.model import Block, BlockKind, Document
from congruence.text.tokens import words
from tests.compare.conftest import document
from tests.compare.test_comparison import ONLY_A, ONLY_B, SHARED


@pytest.fixture(scope="module")
def encoder():
    return load_encoder("embedded")


LEAD = Block("l", BlockKind.PARAGRAPH, "Het college draagt er in ieder geval zorg voor dat:")
ITEM = Block("i", BlockKind.LIST_ITEM, "ouders tijdig antwoord krijgen;", label="a.", lead="l")
DEEP = Block("d", BlockKind.LIST_ITEM, "binnen vijf dagen;", label="1°", lead="i")
HEADING = Block("h", BlockKind.HEADING, "Omgaan met klachten", level=1)
SHORT = Block("s", BlockKind.PARAGRAPH, "Zie het reglement.", section=("h",))


def made_of(*blocks: Block) -> Document:
    return Document("x", "x", "x.txt", "txt", "", blocks)


def test_an_item_is_read_with_the_sentence_it_completes():
    text = text_in_context(made_of(LEAD, ITEM, DEEP), DEEP)
    assert text == f"{LEAD.text} {ITEM.text} {DEEP.text}"


def test_a_short_passage_is_read_with_its_heading_and_a_long_one_is_not():
    assert (
        text_in_context(made_of(HEADING, SHORT), SHORT) == "Omgaan met klachten: Zie het reglement."
    )
    long = replace(SHORT, text=" ".join(["woord"] * (SHORT_WORDS + 1)))
    assert text_in_context(made_of(HEADING, long), long) == long.text


def test_a_lead_that_is_absent_or_leads_to_itself_does_no_harm():
    loop = replace(LEAD, lead="i")
    text = text_in_context(made_of(loop, ITEM), ITEM)
    assert words(text) == words(f"{LEAD.text} {ITEM.text}")
    assert text_in_context(made_of(ITEM), ITEM) == ITEM.text


def test_the_clause_that_the_counterpart_leaves_open_is_shown(encoder):
    whole = SHARED[2]
    extra = "en de gedragswetenschapper ondertekent het besluit over een spoedplaatsing."
    passage = whole.rstrip(".") + ", " + extra
    # Passages of the same field among those taken at random: else any of them is a counterpart.
    targets = [*ONLY_B, *SHARED]
    view = LexicalView().fit([passage, *targets])
    partly, fully = coverages([passage, whole], [10, 10], targets, view, encoder)
    assert [piece.text for piece in partly.uncovered] == [extra]
    assert all(passage[p.start : p.end] == p.text for p in partly.uncovered)
    assert fully.uncovered == ()
    assert 0.95 < fully.share <= 1
    assert partly.share < fully.share - 0.2


def test_word_order_and_inflection_leave_no_clause_open(encoder):
    passage = "Voordat het team informatie deelt, vraagt de medewerker de ouders om toestemming."
    target = "De medewerkers vragen ouders om toestemming, voordat het team informatie mag delen."
    view = LexicalView().fit([passage, target, *ONLY_B])
    (covered,) = coverages([passage], [0], [target, *ONLY_B], view, encoder)
    assert covered.uncovered == ()


def test_signals_and_question_come_with_a_counterpart(encoder):
    changed = SHARED[1].replace("vijf werkdagen", "tien werkdagen")
    a = document([*SHARED, *ONLY_A], "a")
    b = document([*ONLY_B, SHARED[0], changed, *SHARED[2:]], "b")
    comparison = compare(a, b, encoder=encoder)
    finding = comparison.side("a")[1]
    assert [s.kind for s in finding.signals] == ["deadline"]
    assert "binnen vijf werkdagen" in finding.question
    assert "binnen tien werkdagen" in finding.question
    back = comparison.finding_of("b", finding.links[0].block)
    assert back.signals[0].first == finding.signals[0].second
    assert all(f.question for f in comparison.findings)
    assert all(not f.signals and f.coverage is None
               for f in comparison.findings if f.band is Band.NONE)  # fmt: skip


def test_a_contested_term_is_a_signal_where_the_counterpart_uses_another(encoder):
    first = "Het buurtteam houdt samen met de ouders zicht op veiligheid van elk kind in de wijk."
    second = "Het buurtteam houdt samen met de ouders oog voor de rust van elk kind in de wijk."
    a, b = document([first, *ONLY_A, *SHARED], "a"), document([*ONLY_B, second, *SHARED], "b")
    finding = compare(a, b, encoder=encoder, terms=["zicht op veiligheid"]).side("a")[0]
    assert "term" in [s.kind for s in finding.signals]
    plain = compare(a, b, encoder=encoder).side("a")[0]
    assert "term" not in [s.kind for s in plain.signals]


def test_two_chapeaus_speak_for_themselves_and_not_through_every_item(encoder):
    def listed(verb: str, id: str) -> Document:
        lead = Block("l", BlockKind.PARAGRAPH, f"Het buurtteam {verb} bij elke melding nagaan of:")
        items = [Block(f"i{n}", BlockKind.LIST_ITEM, text, lead="l")
                 for n, text in enumerate(SHARED)]  # fmt: skip
        rest = [Block(f"p{n}", BlockKind.PARAGRAPH, text) for n, text in enumerate(ONLY_A)]
        return Document(id, id, id, "txt", "", (lead, *items, *rest))

    comparison = compare(listed("moet", "a"), listed("kan", "b"), encoder=encoder)
    strength = [f.block for f in comparison.side("a") for s in f.signals if s.kind == "strength"]
    assert strength == ["l"]


@pytest.mark.parametrize(("language", "word"), [("nl", "tegenhanger"), ("en", "counterpart")])
def test_questions_speak_both_languages_and_draw_no_verdict(encoder, language, word):
    with using_language(language):
        comparison = compare(document([*SHARED, *ONLY_A], "a"), document([*ONLY_B, *SHARED], "b"),
                             encoder=encoder)  # fmt: skip
    questions = [f.question for f in comparison.findings]
    assert all(question.endswith("?") for question in questions)
    assert any(word in question for question in questions)
    assert not any(
        verdict in question.lower()
        for question in questions
        for verdict in ("voldoet", "ontbreekt", "compliant", "missing")
    )
