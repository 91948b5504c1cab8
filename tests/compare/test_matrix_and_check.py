"""One document against many, and a draft with remarks in its margin."""

from __future__ import annotations

import json

import pytest

from congruence import schema
from congruence.compare.check import check
from congruence.compare.matrix import matrix
from congruence.compare.result import Band
from congruence.embed import load_encoder
from congruence.report.write import FORMATS, view_of, write_report
from tests.compare.conftest import document
from tests.compare.test_comparison import ONLY_A, ONLY_B, SHARED


@pytest.fixture(scope="module")
def encoder():
    return load_encoder("embedded")


@pytest.fixture(scope="module")
def documents():
    """A statute of which one document has two passages, and another one."""
    statute = document([*SHARED[:3], *ONLY_A], "statuut")
    first = document([*ONLY_B, SHARED[0], SHARED[1]], "eerste")
    second = document([SHARED[0].replace("daarna pas", "daarna nooit"), *ONLY_B, SHARED[3]], "twee")
    return statute, first, second


@pytest.fixture(scope="module")
def result(documents, encoder):
    statute, *others = documents
    return matrix(statute, others, encoder=encoder)


def test_every_passage_says_where_it_has_a_counterpart(result):
    assert [row.found_in for row in result.rows[:2]] == [("eerste", "twee"), ("eerste",)]
    assert all(row.found_in == () for row in result.rows[3:])
    assert sum(v for k, v in result.summary.items() if k != "passages") == len(result.rows)
    assert result.summary["every"] == 1
    assert result.summary["one"] == 1


def test_the_matrix_is_plain_json_with_every_comparison_whole(result):
    data = json.loads(schema.dumps(result))
    assert data["schema"] == "congruence/matrix/1"
    assert [cell["document"] for cell in data["rows"][0]["cells"]] == ["eerste", "twee"]
    assert [c["schema"] for c in data["comparisons"]] == ["congruence/compare/1"] * 2


def test_remarks_quote_the_draft_and_gaps_share_one(documents, encoder):
    statute, *others = documents
    checked = check(statute, others, encoder=encoder)
    for note in checked.remarks:
        text = statute.by_id[note.block].text
        assert 0 <= note.start < note.end <= len(text)
        assert note.text and note.text.split("\n")[-1].endswith("?")
    negation = [note for note in checked.remarks if note.kind == "negation"]
    assert [note.against for note in negation] == [("twee",)]
    gaps = [note for note in checked.remarks if note.kind == "none"]
    absent = sum(row.nowhere for row in checked.matrix.rows)
    assert len(gaps) < absent
    assert checked.fired(["none", "signal", "term"]) == ("none", "signal")
    assert checked.fired(()) == ()


def test_two_like_documents_leave_nothing_to_remark(encoder):
    texts = [*SHARED, *ONLY_A]
    checked = check(document(texts, "a"), [document(texts, "b")], encoder=encoder)
    assert checked.remarks == ()
    assert checked.fired(["none", "signal", "term"]) == ()
    assert checked.fired(["found"]) == ("found",)


def test_a_document_too_small_to_judge_is_said_in_words(encoder):
    small = document(ONLY_B[:3], "klein")
    result = matrix(document([*SHARED, *ONLY_A], "a"), [small], encoder=encoder)
    assert [note.code for note in result.notes] == ["too_few_passages"]
    assert not any(f.band is Band.FOUND for row in result.rows for f in row.findings)
    none = matrix(small, [document(ONLY_A[:3], "ook")], encoder=encoder)
    assert all(f.band is Band.POSSIBLE for row in none.rows for f in row.findings)


def test_reports_of_both_have_every_face(documents, encoder, result, tmp_path):
    statute, *others = documents
    for name, made in (("m", result), ("c", check(statute, others, encoder=encoder))):
        rows = list(view_of(made).rows())
        # One row a passage and document, or one a passage: every passage is there.
        assert len(rows) % len(result.rows) == 0
        assert {row.subject.block for row in rows} >= {row.block for row in result.rows}
        folder = write_report(made, tmp_path / name)
        assert {file.name for file in folder.iterdir()} == {f"report.{f}" for f in FORMATS}
        html = (folder / "report.html").read_text("utf-8")
        assert all(block.text[:40] in html for block in statute.passages())


def test_a_clause_left_open_is_remarked_in_its_place(encoder):
    clause = "en de gedragswetenschapper ondertekent het besluit over een spoedplaatsing"
    passage = f"{SHARED[2].rstrip('.')}, {clause}."
    draft = document([*SHARED[:2], passage, *SHARED[3:], *ONLY_A], "concept")
    checked = check(draft, [document([*SHARED, *ONLY_B], "statuut")], encoder=encoder)
    [note] = [note for note in checked.remarks if note.kind == "uncovered"]
    assert (note.block, note.against) == (draft.blocks[2].id, ("statuut",))
    assert passage[note.start : note.end].strip(" ,.") == clause
    lead, quote, question = note.text.split("\n")
    assert lead and SHARED[2][:30] in quote
    assert clause in question and question.endswith("?")
    assert checked.fired(["signal"]) == ()
    assert checked.fired(["term", "found"]) == ("found",)


def test_the_json_of_a_check_holds_its_remarks_and_comparisons_whole(documents, encoder):
    statute, *others = documents
    checked = check(statute, others, encoder=encoder)
    data = json.loads(schema.dumps(checked))
    assert data["schema"] == "congruence/check/1"
    assert data["draft"]["id"] == "statuut"
    assert [document["id"] for document in data["against"]] == ["eerste", "twee"]
    assert [c["a"]["id"] for c in data["comparisons"]] == ["statuut", "statuut"]
    assert len(data["remarks"]) == len(checked.remarks)
    assert data["summary"] == checked.matrix.summary
    assert data["notes"] == []


def test_seed_terms_and_progress_reach_every_comparison(documents, encoder):
    statute, *others = documents
    first = "Het buurtteam houdt samen met de ouders zicht op veiligheid van elk kind in de wijk."
    second = "Het buurtteam houdt samen met de ouders oog voor de rust van elk kind in de wijk."
    told = []
    draft, law = document([first, *ONLY_A, *SHARED], "a"), document([*ONLY_B, second, *SHARED], "b")
    for made in (check, matrix):
        result = made(draft, [law, others[0]], encoder=encoder, seed=3,
                      terms=["zicht op veiligheid"], progress=told.append)  # fmt: skip
        table = result.matrix if made is check else result
        assert [c.method.seed for c in table.comparisons] == [3, 3]
        assert "term" in [s.kind for s in table.rows[0].findings[0].signals]
    assert told == ["b", "eerste"] * 2
    assert matrix(draft, [law], encoder=encoder).comparisons[0].method.seed == 0
    assert check(draft, [law], encoder=encoder).matrix.comparisons[0].method.seed == 0
