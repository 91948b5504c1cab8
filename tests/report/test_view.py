from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congruence.compare.result import Band, Comparison, summarise
from congruence.messages import using_language
from congruence.model import Block, BlockKind, Document, Span
from congruence.report.places import Places, document_keys, slug
from congruence.report.view import Cell, Column, Count, Mark, Table, Tag, Tally, runs_of, shorten
from congruence.report.wording import is_verbatim, same_words
from congruence.report.write import view_of


def test_every_passage_of_either_side_has_one_row(comparison: Comparison) -> None:
    view = view_of(comparison)
    for section, document in zip(view.sections, (comparison.a, comparison.b), strict=True):
        assert [row.subject.block for row in section.rows] == [b.id for b in document.passages()]
        assert [row.subject.text for row in section.rows] == [b.text for b in document.passages()]


def test_rows_keep_the_ids_of_the_result(comparison: Comparison) -> None:
    assert [row.id for row in view_of(comparison).rows()] == [f.id for f in comparison.findings]


def test_permalinks_are_readable_and_unique(comparison: Comparison) -> None:
    anchors = [row.anchor for row in view_of(comparison).rows()]
    assert len(set(anchors)) == len(anchors)
    assert anchors[0] == "s1.0-art-1-lid-1"


def test_places_that_occur_twice_get_the_id_of_the_block() -> None:
    blocks = tuple(
        Block(id=f"x{at}", kind=BlockKind.PARAGRAPH, text="tekst", path="Artikel 1")
        for at in range(3)
    )
    document = Document("d", "D", "d.txt", "txt", "", blocks)
    places = Places(document, "d")
    assert [places.anchor(block) for block in blocks] == [f"d-art-1-x{at}" for at in range(3)]


def test_counts_add_up_and_a_wrong_sum_is_refused(comparison: Comparison) -> None:
    for tally, document in zip(
        view_of(comparison).tallies, (comparison.a, comparison.b), strict=True
    ):
        assert tally.total == sum(1 for _block in document.passages())
    with pytest.raises(ValueError, match="add up"):
        Tally("x", 3, "passages", (Count(Tag("a", "a"), 2),))


def test_digests_lead_with_tension_and_name_each_pair_once(comparison: Comparison) -> None:
    view = view_of(comparison)
    sizes = {digest.id: len(digest.items) for digest in view.digests}
    assert list(sizes) == ["tension", "gap-a", "gap-b", "overlap", "questions"]
    assert sizes == {"tension": 2, "gap-a": 4, "gap-b": 1, "overlap": 1, "questions": 2}
    known = {row.anchor for row in view.rows()}
    assert {to for digest in view.digests for item in digest.items for _l, to in item.places} <= (
        known
    )


def test_marks_show_shared_words_loose_clauses_and_signals(comparison: Comparison) -> None:
    rows = {row.id: row for row in view_of(comparison).rows()}
    runs = rows["a-p1"].left[0].runs
    signal = "".join(run.text for run in runs if Mark.SIGNAL in run.marks)
    assert signal == "binnen vijf werkdagen"
    same = "".join(run.text for run in runs if Mark.SAME in run.marks)
    assert same.endswith("contact op met de inwoner die zich meldt")
    assert "vijf" not in same
    loose = [run.text for run in rows["a-p3"].left[0].runs if Mark.UNCOVERED in run.marks]
    assert "".join(loose) == "en het team legt vast wat dat opleverde"
    beside = rows["a-p1"].right[0].runs
    assert (
        "".join(run.text for run in beside if Mark.SIGNAL in run.marks) == "binnen tien werkdagen"
    )
    theirs = "".join(run.text for run in beside if Mark.SAME in run.marks)
    assert theirs == same


def test_a_gap_says_so_in_words_and_folds_its_candidates(comparison: Comparison) -> None:
    rows = {row.id: row for row in view_of(comparison).rows()}
    gap = rows["a-p2"]
    assert gap.empty == "Geen tegenhanger gevonden in Kader Veilige Straat."
    assert gap.further == len(gap.right) == 2
    assert rows["a-n1"].right == ()


def test_at_most_three_candidates_are_shown(comparison: Comparison) -> None:
    first = comparison.findings[0]
    many = replace(first, links=tuple(replace(first.links[0], rank=at) for at in range(1, 26)))
    rows = view_of(replace(comparison, findings=(many, *comparison.findings[1:]))).sections[0].rows
    assert len(rows[0].right) == 3


def test_a_comparison_without_passages_is_reported_in_words(comparison: Comparison) -> None:
    empty = replace(
        comparison, a=replace(comparison.a, blocks=()), b=replace(comparison.b, blocks=()),
        findings=(), summary=summarise(()),
    )  # fmt: skip
    view = view_of(empty)
    assert all(digest.empty and not digest.items for digest in view.digests)
    assert all(section.empty and not section.rows for section in view.sections)


def test_the_report_judges_nothing(comparison: Comparison) -> None:
    for code in ("nl", "en"):
        with using_language(code):
            view = view_of(comparison)
            ours = " ".join(
                [view.title, view.lead, *(text for _sign, text in view.legend)]
                + [digest.title + digest.intro + digest.empty for digest in view.digests]
                + [row.tag.label + row.empty + row.observation for row in view.rows()]
            ).lower()
        assert "%" not in ours
        for verdict in ("voldoet", "ontbreekt", "compliant", "score"):
            assert verdict not in ours


def test_bands_are_labelled_as_the_method_says(comparison: Comparison) -> None:
    labels = {row.tag.key: row.tag.label for row in view_of(comparison).rows()}
    assert labels == {
        Band.FOUND: "tegenhanger gevonden",
        Band.POSSIBLE: "mogelijke tegenhanger, nakijken",
        Band.NONE: "geen tegenhanger gevonden",
    }


def test_document_keys_never_clash(comparison: Comparison) -> None:
    assert document_keys((comparison.a, comparison.a)) == ("s1.0-1", "s1.0-2")
    assert document_keys((comparison.a, comparison.b)) == ("s1.0", "kader")


def test_slug_is_short_and_safe() -> None:
    assert slug("Artikel 3, lid 2, onderdeel é") == "art-3-lid-2-ond-e"
    assert slug("2.1.") == "2.1"
    assert slug("\u202e<script>") == "script"


@given(
    st.text(max_size=60),
    st.lists(
        st.tuples(st.integers(-5, 70), st.integers(-5, 70), st.sampled_from(list(Mark))),
        max_size=6,
    ),
)
def test_runs_hold_the_text_unbroken(text: str, spans: list[tuple[int, int, Mark]]) -> None:
    runs = runs_of(text, [(Span(start, end), mark) for start, end, mark in spans])
    assert "".join(run.text for run in runs) == text
    at = 0
    for run in runs:
        for mark in Mark:
            covered = any(
                m is mark and start <= at and at + len(run.text) <= end for start, end, m in spans
            )
            assert not run.text or (mark in run.marks) == covered
        at += len(run.text)


def test_same_words_need_four_in_a_row() -> None:
    first, second = "Het team legt dit altijd vast.", "Daarom: HET TEAM, legt dit soms vast."
    ((ours, theirs),) = same_words(first, second)
    assert first[ours.start : ours.end] == "Het team legt dit"
    assert second[theirs.start : theirs.end] == "HET TEAM, legt dit"
    assert same_words("een twee drie", "een twee drie") == ()
    assert is_verbatim("Een, twee.", "een  twee")
    assert not is_verbatim("", "")


def test_shorten_cuts_at_a_word() -> None:
    assert shorten("een twee\n drie", 50) == "een twee drie"
    assert shorten("een twee drie vier", 10) == "een twee…"
    assert len(shorten("x" * 500, 20)) == 20


def test_a_table_has_a_cell_a_column() -> None:
    with pytest.raises(ValueError, match="cell"):
        Table((Column("a"), Column("b")), ((Cell.of("x"),),))
