"""Two documents side by side: every passage placed, counterparts found, gaps left alone."""

from __future__ import annotations

import numpy as np
import pytest

from congruence.compare import scores as scores_module
from congruence.compare import views as views_module
from congruence.compare.comparison import NOT_DUTCH, compare
from congruence.compare.null import Decoys
from congruence.compare.result import Band
from congruence.compare.scores import FusedScores
from congruence.compare.verbatim import first_verbatim
from congruence.compare.views import LEXICAL, SEMANTIC, Side, lexical_rows, semantic_rows
from congruence.embed import LexicalView, load_encoder
from congruence.errors import InputError
from congruence.model import BlockKind
from congruence.text.tokens import words
from tests.compare.conftest import document

SHARED = [
    "Het buurtteam bespreekt zorgen over een kind eerst met de ouders en daarna pas met anderen.",
    "De inwoner krijgt binnen vijf werkdagen antwoord op zijn vraag, ook als die nog niet is "
    "opgelost.",
    "Ieder dossier bevat een plan waarin staat wie wat doet en wanneer dat opnieuw wordt bekeken.",
    "Medewerkers volgen jaarlijks een training over het herkennen van geldzorgen bij gezinnen.",
]
ONLY_A = [
    "De bibliotheek stelt op woensdag een ruimte open voor het spreekuur van de vrijwilligers.",
    "Het bestuur vergadert vier keer per jaar en maakt de verslagen daarvan openbaar.",
    "Kosten van vervoer worden vergoed tegen het tarief dat de gemeenteraad vaststelt.",
    "Bij ziekte van de coördinator neemt een collega van het naburige team diens taken waar.",
    "De tuin achter het wijkgebouw wordt onderhouden door een groep buurtbewoners.",
    "Een fiets van de zaak mag ook in het weekend worden gebruikt.",
    "Jubilarissen ontvangen na tien jaar een oorkonde en een bos bloemen.",
    "De koffie in het wijkgebouw kost niets voor wie er als vrijwilliger werkt.",
]
ONLY_B = [
    "Onderzoekers spraken met veertig huisartsen over wachttijden in de regio.",
    "De vragenlijst is in drie talen verspreid en door negenhonderd mensen ingevuld.",
    "Cijfers over verzuim zijn afkomstig uit de administratie van de arbodienst.",
    "Een klankbordgroep van studenten las alle hoofdstukken mee.",
    "In het noorden van het land zijn de uitkomsten gunstiger dan in het zuiden.",
    "De gebruikte software rekent met weging naar leeftijd en opleiding.",
    "Bijlage drie bevat de letterlijke tekst van de interviews.",
    "Het drukwerk is verzorgd door een sociale werkplaats.",
]


@pytest.fixture(scope="module")
def encoder():
    return load_encoder("embedded")


@pytest.fixture(scope="module")
def comparison(encoder):
    reworded = [SHARED[0], SHARED[1].replace("antwoord", "een antwoord"), *SHARED[2:]]
    return compare(document([*SHARED, *ONLY_A], "a"), document([*ONLY_B, *reworded], "b"),
                   encoder=encoder)  # fmt: skip


def test_every_passage_of_both_sides_has_one_finding(comparison):
    for side, source in (("a", comparison.a), ("b", comparison.b)):
        assert [f.block for f in comparison.side(side)] == [b.id for b in source.blocks]
    assert comparison.summary["a"]["passages"] == len(comparison.a.blocks)
    assert sum(comparison.summary["b"][band.value] for band in Band) == len(comparison.b.blocks)


def test_what_both_say_is_found_and_linked_both_ways(comparison):
    for at in range(4):
        finding = comparison.side("a")[at]
        assert finding.band is Band.FOUND
        assert finding.links[0].block == f"p-{8 + at}"
        back = comparison.finding_of("b", f"p-{8 + at}")
        assert (back.band, back.links[0].block) == (Band.FOUND, f"p-{at}")


def test_what_one_side_alone_says_is_not_called_found(comparison):
    assert all(f.band is not Band.FOUND for f in comparison.side("a")[4:])
    assert all(f.band is not Band.FOUND for f in comparison.side("b")[:8])


def test_links_are_ranked_and_never_more_than_there_are(comparison):
    for finding in comparison.findings:
        assert [link.rank for link in finding.links] == list(range(1, 13))
        assert len({link.block for link in finding.links}) == 12
        values = [link.score for link in finding.links]
        assert values == sorted(values, reverse=True)
        assert set(finding.links[0].views) == {"lexical", "semantic"}


def test_the_same_evidence_can_be_banded_anew(comparison):
    strict = comparison.rebanded(q_found=1e-6, q_possible=1e-5)
    assert all(f.band is (Band.FOUND if f.verbatim else Band.NONE) for f in strict.findings)
    assert strict.method.q_found == 1e-6
    back = strict.rebanded(q_found=0.10, q_possible=0.30)
    assert back == comparison
    with pytest.raises(ValueError, match="q_found"):
        comparison.rebanded(q_found=0.5, q_possible=0.1)


def test_a_run_repeats_itself(comparison, encoder):
    assert compare(comparison.a, comparison.b, encoder=encoder) == comparison


def test_a_note_of_three_passages_is_judged_against_a_long_document(encoder):
    """It has no decoys to offer; the other side is read by what answers the note."""
    reworded = SHARED[0].replace("een kind", "kinderen").replace("anderen", "andere mensen")
    statute = document([*ONLY_A, *SHARED], "b")
    few = compare(document([ONLY_B[0], reworded, SHARED[2]], "a"), statute, encoder=encoder)
    assert [note.code for note in few.notes] == ["too_few_passages"]
    assert "a heeft minder dan 10 passages" in few.notes[0].message
    assert [f.band for f in few.side("a")] == [Band.NONE, Band.FOUND, Band.FOUND]
    at = len(ONLY_A)
    found = {f.block: f for f in few.side("b") if f.band is Band.FOUND}
    assert set(found) == {f"p-{at}", f"p-{at + 2}"}
    for own, other in ((few.side("a")[1], f"p-{at}"), (few.side("a")[2], f"p-{at + 2}")):
        assert own.links[0].block == other
        assert found[other].links[0].block == own.block
        assert [link.rank for link in found[other].links] == [1, 2, 3]
        assert (found[other].q, found[other].repeats) == (own.q, own.repeats)
        assert found[other].verbatim == own.verbatim
    others = [f for f in few.side("b") if f.block not in found]
    assert all((f.band, f.q) == (Band.NONE, 1.0) for f in others)
    turned = compare(few.b, few.a, encoder=encoder)
    assert [f.band for f in turned.side("b")] == [f.band for f in few.side("a")]
    assert few.rebanded(q_found=0.1, q_possible=0.3) == few


def test_too_few_passages_on_both_sides_is_said_not_guessed(encoder):
    few = compare(document(ONLY_A[:3], "a"), document(SHARED, "b"), encoder=encoder)
    assert [note.code for note in few.notes] == ["too_few_passages"]
    assert "Beide documenten" in few.notes[0].message
    assert all(f.q is None and f.band is Band.POSSIBLE for f in few.findings)


def test_what_stands_there_word_for_word_is_found_however_small_the_document(encoder):
    inside = f"Zo staat het in de nota. {SHARED[1]} Aldus de nota."
    few = compare(document([SHARED[1], ONLY_A[0]], "a"), document([ONLY_B[0], inside], "b"),
                  encoder=encoder)  # fmt: skip
    taken, other = few.side("a")
    assert (taken.band, taken.verbatim, taken.links[0].block) == (Band.FOUND, True, "p-1")
    assert (other.band, other.verbatim) == (Band.POSSIBLE, False)
    assert few.finding_of("b", "p-1").verbatim


def test_a_sentence_with_other_words_in_it_is_not_called_word_for_word():
    def first(text, *others):
        return first_verbatim(text, [words(other) for other in others])

    sentence, short = SHARED[1], "Te kort om iets van te zeggen."
    assert first(sentence, ONLY_B[0], sentence) == 1
    assert first(sentence, sentence.replace("opgelost", "afgerond")) == 0
    assert first(sentence, sentence.replace("vijf", "zes")) is None
    assert first(sentence, " ".join(f"{word} dus" for word in sentence.split())) is None
    assert first(short, short) is None


def test_a_document_in_another_language_is_said_to_be_so(encoder):
    english = document(
        [
            f"The team answers every question of a family within {n} working days."
            for n in range(12)
        ],
        "a",
    )
    result = compare(english, document([*SHARED, *ONLY_B], "b"), encoder=encoder)
    [note] = [note for note in result.notes if note.code == NOT_DUTCH]
    assert note.message.startswith("a: 12 van de 12 langere passages")
    assert "spelling" in note.message


def test_unrelated_documents_are_said_to_be_so(encoder):
    result = compare(
        document(
            [*ONLY_A, *ONLY_A[:0], "Het spreekuur begint om negen uur.", "Parkeren kan."], "a"
        ),
        document([*ONLY_B, "De respons was hoog.", "Het rapport telt tachtig bladzijden."], "b"),
        encoder=encoder,
    )
    assert [note.code for note in result.notes] == ["hardly_related"]


def test_a_document_without_passages_is_refused(encoder):
    headings = document(["Kop"], "leeg", BlockKind.HEADING)
    with pytest.raises(InputError, match=r"leeg\.txt"):
        compare(headings, document(SHARED, "b"), encoder=encoder)


def test_passages_without_words_do_no_harm(encoder):
    odd = ["", "•", "12,5", "漢字", "a"]
    result = compare(
        document([*SHARED, *ONLY_A, *odd], "a"), document([*ONLY_B, *SHARED], "b"), encoder=encoder
    )
    by_block = {f.block: f for f in result.side("a")}
    assert all(by_block[f"p-{at}"].band is not Band.FOUND for at in range(12, 17))
    assert np.isfinite([f.score for f in result.findings]).all()


def sides(lexical, encoder, a, b, decoys):
    """Both views of texts ``a`` against ``b`` and the decoys of ``b``."""
    of_a = Decoys.draw(a, draws=1, seed=0)
    return (
        Side(LEXICAL, lexical_rows(lexical, of_a), lexical_rows(lexical, decoys)),
        Side(SEMANTIC, semantic_rows(encoder, a, of_a), semantic_rows(encoder, b, decoys)),
    )


def standard(matrix):
    return (matrix - matrix.mean()) / matrix.std()


def inverted_softmax(scores):
    """Logarithm of the share of each target's likeness, rows scaled first, as in the paper."""
    rows = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return rows - np.log(np.exp(rows).sum(axis=0, keepdims=True))


def test_blocks_of_rows_give_what_the_whole_matrix_gives(encoder, monkeypatch):
    a, b = [*SHARED, *ONLY_A], [*ONLY_B, *SHARED]
    lexical = LexicalView().fit([*a, *b])
    decoys = Decoys.draw(b, draws=2, seed=0)
    views = sides(lexical, encoder, a, b, decoys)
    whole = FusedScores(views, len(a), len(b))
    maxima, expected = whole.read()
    matrices = [view.block(slice(0, len(a))) for view in views]
    fused = sum(standard(m) for m in matrices)
    assert maxima[0][0] == pytest.approx(fused.max(axis=1), abs=1e-3)
    assert maxima[1][0] == pytest.approx(fused.max(axis=0), abs=1e-3)
    shares = sum(np.exp(inverted_softmax(m)) for m in (fused, 2 * standard(matrices[1])))
    turned = sum(np.exp(inverted_softmax(m.T)) for m in (fused, 2 * standard(matrices[1])))
    for ranked, share in zip(expected, (shares, turned), strict=True):
        assert (ranked.targets[:, 0] == share.argmax(axis=1)).all()
        assert ranked.scores[:, 0] == pytest.approx(np.log(share.max(axis=1)), abs=1e-3)
    monkeypatch.setattr(scores_module, "_ROWS", 5)
    monkeypatch.setattr(scores_module, "_HELD_CELLS", 0)
    streamed = FusedScores(views, len(a), len(b)).read().ranked
    for one, two in zip(expected, streamed, strict=True):
        assert (one.targets == two.targets).all()
        assert one.scores == pytest.approx(two.scores, abs=1e-4)
        for name in one.views:
            assert one.views[name] == pytest.approx(two.views[name], abs=1e-5)


def test_decoys_score_what_their_words_would(encoder):
    a, b = [*SHARED, *ONLY_A], [*ONLY_B, *SHARED]
    lexical = LexicalView().fit([*a, *b])
    decoys = Decoys.draw(b, draws=2, seed=3)
    side, _semantic = sides(lexical, encoder, a, b, decoys)
    for draw, block in enumerate(side.decoy_blocks(slice(0, len(a)), 2)):
        direct = lexical.vectors(a) @ lexical.vectors(decoys.texts(draw)).T
        assert block == pytest.approx(direct.toarray(), abs=1e-5)


def test_lengths_of_decoys_are_the_same_pair_by_pair_and_all_at_once(encoder, monkeypatch):
    a, b = [*SHARED, *ONLY_A], [*ONLY_B, *SHARED]
    lexical = LexicalView().fit([*a, *b])
    decoys = Decoys.draw(b, draws=3, seed=1)
    few = sides(lexical, encoder, a, b, decoys)
    monkeypatch.setattr(views_module, "_ALL_PAIRS", 0)
    monkeypatch.setattr(views_module, "_WRITTEN_OUT", 3)
    many = sides(lexical, encoder, a, b, decoys)
    for one, two in zip(few, many, strict=True):
        for left, right in zip(one.decoy_blocks(slice(0, 5), 3), two.decoy_blocks(slice(0, 5), 3),
                               strict=True):  # fmt: skip
            assert left == pytest.approx(right, abs=1e-5)


def test_the_scale_of_a_long_side_comes_from_rows_spread_over_it(encoder, monkeypatch):
    a, b = [*SHARED, *ONLY_A], [*ONLY_B, *SHARED]
    lexical = LexicalView().fit([*a, *b])
    views = sides(lexical, encoder, a, b, Decoys.draw(b, draws=1, seed=0))
    monkeypatch.setattr(scores_module, "_SCALE_ROWS", 4)
    spread = np.linspace(0, len(a) - 1, 4).astype(int)
    for view, scale in zip(views, FusedScores(views, len(a), len(b)).scales, strict=True):
        assert scale.mean == pytest.approx(view.block(spread).mean(), abs=1e-5)
        assert scale.deviation == pytest.approx(view.block(spread).std(), abs=1e-5)
