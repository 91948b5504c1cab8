"""Offset maps and places: the way back to the source is never lost."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from congruence.errors import InputError
from congruence.model import Block, BlockKind, Document, OffsetMap, Provenance, Span

POSITIONS = st.lists(st.one_of(st.none(), st.integers(0, 40)), max_size=20).map(
    lambda row: [
        None if value is None else sum(v or 1 for v in row[:at] if v is not None) + at + value
        for at, value in enumerate(row)
    ]
)


@given(POSITIONS)
def test_every_mapped_character_is_found_back(positions):
    mapped = OffsetMap.from_positions(positions)
    for at, source in enumerate(positions):
        if source is not None:
            assert mapped.source_of(at) == source


@given(st.integers(0, 30), st.integers(0, 30))
def test_a_whole_text_maps_to_itself(length, source):
    mapped = OffsetMap.identity(length, source)
    for at in range(length):
        assert mapped.to_source(Span(at, at + 1)) == (source + at, source + at + 1)


@given(st.text(alphabet="ab ", max_size=20))
def test_maps_compose(text):
    # first drop every "a", then every space: the composed map leads to the original
    kept = [at for at, char in enumerate(text) if char != "a"]
    once = "".join(text[at] for at in kept)
    first = OffsetMap.from_positions(kept)
    kept_twice = [at for at, char in enumerate(once) if char != " "]
    second = OffsetMap.from_positions(kept_twice)
    whole = second.after(first)
    for at, middle in enumerate(kept_twice):
        assert whole.source_of(at) == kept[middle]
        assert text[whole.source_of(at)] == once[middle]


def test_a_span_is_found_on_its_line():
    source = "Eerste regel\nafge-\nbroken woord\n"
    lines = (0, 13, 19, 32)
    text = "afgebroken woord"
    origin = OffsetMap.from_positions([*range(13, 17), *range(19, 31)])
    block = Block("p-1", BlockKind.PARAGRAPH, text, provenance=Provenance(origin=origin))
    document = Document("d", "d", "d.txt", "txt", "", (block,), lines=lines)
    assert source[13:17] + source[19:31] == text
    assert document.locate(block) == (2, 1, 3, 12)
    assert document.locate(block, Span(11, 16)) == (3, 8, 3, 12)
    assert document.locate(block, Span(4, 10)) == (3, 1, 3, 6)


def test_an_error_keeps_its_place_between_processes():
    error = InputError("kapot", file="a.pdf", place="pagina 3", remedy="herstel het")
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error) == "a.pdf, pagina 3: kapot; herstel het."
    assert isinstance(again, InputError)
    assert str(InputError("kapot")) == "Kapot."
