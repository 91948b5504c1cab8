"""The invariants of the contract, on generated edits and on real versions."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congruence import schema
from congruence.model import Block, BlockKind, Document
from congruence.versions import ChangeKind, Op, compare_versions

WORDS = ["", "\t"] + re.findall(
    r"\S+",
    "de het een gemeente team jeugdige ouder moet kan mag niet geen hulp zorg bieden maken lid "
    "artikel 3 eerste tweede onderdeel a binnen vier weken “wijk” - , . ; : (x) gezin's vóór",
)
text = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
kinds = st.sampled_from(
    [BlockKind.PARAGRAPH] * 5 + [BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.FOOTNOTE,
                                 BlockKind.TABLE_CELL]
)  # fmt: skip
labels = st.sampled_from([None, None, "1.", "2.", "a.", "Artikel 3", "–"])
rows = st.lists(st.tuples(kinds, labels, text), max_size=14)


def document(name, lines):
    blocks, row = [], 0
    for at, (kind, label, words) in enumerate(lines):
        cell = kind is BlockKind.TABLE_CELL
        row += at % 3 == 0
        blocks.append(
            Block(f"{name}{at}", kind, words, 1 if kind is BlockKind.HEADING else None, label,
                  table=0 if cell else None, row=row if cell else None,
                  column_index=at if cell else None)
        )  # fmt: skip
    return Document(name, name, name, "text", "0" * 64, tuple(blocks))


def edited(lines, edits):
    lines = list(lines)
    for what, at, row in edits:
        if not lines or what == "insert":
            lines.insert(at % (len(lines) + 1), row)
        elif what == "delete":
            del lines[at % len(lines)]
        elif what == "move":
            lines.insert(0, lines.pop(at % len(lines)))
        elif what == "split":
            kind, label, words = lines.pop(at % len(lines))
            half = len(words) // 2
            lines[at:at] = [(kind, label, words[:half]), (kind, None, words[half:])]
        else:
            kind, _label, words = lines[at % len(lines)]
            lines[at % len(lines)] = (kind, row[1], words + " " + row[2])
    return lines


edits = st.lists(
    st.tuples(
        st.sampled_from(["insert", "delete", "move", "split", "edit"]),
        st.integers(0, 20),
        st.tuples(kinds, labels, text),
    ),
    max_size=6,
)


def assert_invariants(diff):
    for side, whole in (("old", diff.old), ("new", diff.new)):
        named = [block for change in diff.changes for block in getattr(change, side)]
        assert sorted(named) == sorted(block.id for block in whole.blocks)
    for change in diff.changes:
        kept = "".join(w.text for w in change.words if w.op is not Op.INSERT)
        came = "".join(w.text for w in change.words if w.op is not Op.DELETE)
        assert (kept, came) == (change.old_text, change.new_text)
        assert all(words.text for words in change.words)
        if change.kind is ChangeKind.UNCHANGED:
            assert change.old_text == change.new_text
    assert sum(diff.summary.values()) == len(diff.changes)
    assert len({change.id for change in diff.changes}) == len(diff.changes)


@settings(max_examples=150, deadline=None)
@given(rows, edits)
def test_generated_edits_keep_the_invariants(lines, changes):
    old, new = document("o", lines), document("n", edited(lines, changes))
    diff = compare_versions(old, new)
    assert_invariants(diff)
    assert schema.dumps(diff) == schema.dumps(compare_versions(old, new))


@settings(max_examples=60, deadline=None)
@given(rows, rows)
def test_unrelated_documents_keep_the_invariants(lines, others):
    assert_invariants(compare_versions(document("o", lines), document("n", others)))


@settings(max_examples=80, deadline=None)
@given(rows)
def test_a_document_against_itself_is_unchanged(lines):
    whole = document("o", lines)
    diff = compare_versions(whole, whole)
    assert {change.kind for change in diff.changes} <= {ChangeKind.UNCHANGED}
    assert not diff.labels


def test_json_has_the_keys_of_the_contract(make):
    diff = compare_versions(
        make.document(["Het team moet helpen."], "a"), make.document(["Het team kan helpen."], "b")
    )
    payload = json.loads(schema.dumps(diff))
    assert payload["schema"] == "congruence/diff/1"
    assert {"old", "new", "changes", "labels", "references", "summary"} <= payload.keys()
    change = payload["changes"][0]
    assert {"id", "kind", "old", "new", "old_text", "new_text", "words", "weight", "signals"} == (
        change.keys()
    )
    assert {"kind", "old", "new", "detail"} == change["signals"][0].keys()
    assert payload["summary"]["edited"] == 1


LAWS = ("jeugdwet", "wmo-2015", "wmo-2007", "wet-op-de-jeugdzorg", "besluit-jeugdwet",
        "besluit-verplichte-meldcode", "uitvoeringsbesluit-wet-op-de-jeugdzorg")  # fmt: skip


@pytest.mark.parametrize("folder", [f"laws/{law}" for law in LAWS] + [
    "policy/logboek-juridisch-beleidskader", "policy/bomos-fundament"])  # fmt: skip
def test_real_versions_keep_the_invariants(shared_data, folder):
    read = pytest.importorskip("congruence.extract").read
    versions = [read(path) for path in sorted((shared_data / folder).iterdir())]
    for old, new in zip(versions, versions[1:], strict=False):
        assert_invariants(compare_versions(old, new))
    diff = compare_versions(versions[0], versions[0])
    assert {change.kind for change in diff.changes} == {ChangeKind.UNCHANGED}
