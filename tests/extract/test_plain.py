"""Plain text and Markdown: lines, headings, lists, notes, tables, and where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congruence.extract import read_bytes
from congruence.model import BlockKind, FurnitureKind, Span

LAW = """\
Hoofdstuk 2

Toegang tot hulp

Artikel 2.1

1. Het college zorgt ervoor dat:

a. elke inwoner een team kent, en

b.indien nodig hulp krijgt, als bedoeld in:

1°. de wet, of

2°. het besluit.
2. Het eerste lid geldt niet voor bezoekers.

Artikel 2.2 Slot

In dit artikel staat niets meer.
"""


def test_a_law_is_cited_to_the_letter(read_text):
    document = read_text(LAW)
    assert [(b.label, b.path) for b in document.blocks] == [
        ("Hoofdstuk 2", "Hoofdstuk 2"),
        ("Artikel 2.1", "Artikel 2.1"),
        ("1.", "Artikel 2.1, lid 1"),
        ("a.", "Artikel 2.1, lid 1, onderdeel a"),
        ("b.", "Artikel 2.1, lid 1, onderdeel b"),
        ("1°.", "Artikel 2.1, lid 1, onderdeel b, onder 1°"),
        ("2°.", "Artikel 2.1, lid 1, onderdeel b, onder 2°"),
        ("2.", "Artikel 2.1, lid 2"),
        ("Artikel 2.2", "Artikel 2.2"),
        (None, "Artikel 2.2"),
    ]
    chapter, article, member, first, *_rest = document.blocks
    assert (chapter.text, chapter.level, article.level) == ("Toegang tot hulp", 1, 2)
    assert first.section == (chapter.id, article.id)
    assert first.lead == member.id and document.blocks[4].lead == member.id
    assert document.blocks[5].lead == document.blocks[4].id
    assert document.locate(first) == (9, 4, 9, 33)
    assert document.locate(article).line == 5
    assert document.warnings == ()


def test_a_missing_space_after_a_label_makes_no_difference(read_text):
    loose, tight = read_text("a. indien nodig\n"), read_text("a.indien nodig\n")
    assert [(b.label, b.text, b.id) for b in loose.blocks] == [
        (b.label, b.text, b.id) for b in tight.blocks
    ]


WRAPPED = """\
Samen werken

Het bestuur van de vereniging heeft nagedacht over de vraag of zij deel wil nemen aan
het net-
werk. Het antwoord is bevestigend, want kwaliteit gaat iedereen aan het hart, en in de
komende jaren werken alle leden daar samen aan, in de wijk en in de regio waar zij werken.
1. Het eerste punt gaat over kaders, en over de vraag wie die stelt en wie eraan is gebonden
als het erop aankomt in de praktijk.
2. Het tweede punt.
"""


def test_wrapped_lines_become_paragraphs_with_their_lines(read_text):
    document = read_text(WRAPPED)
    kinds = [block.kind for block in document.blocks]
    assert kinds == [
        BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.LIST_ITEM,
    ]  # fmt: skip
    paragraph = document.blocks[1]
    assert "deel wil nemen aan het netwerk. Het antwoord" in paragraph.text
    at = paragraph.text.index("kwaliteit")
    place = document.locate(paragraph, Span(at, at + 9))
    line = WRAPPED.splitlines()[place.line - 1]
    assert (place.line, line[place.column - 1 : place.column_end]) == (5, "kwaliteit")
    assert document.warnings == ()


MARKED = """\
# Statuut

Een *waarde* geldt[^1] voor **alle** [leden](https://voorbeeld.nl) en `code`.

- eerste punt
- tweede punt
  1. dieper

> Citaat van een inwoner.

| Eis | Bron |
|---|---|
| Bereikbaar | Artikel 2 |

Ouder<sup>2</sup> gezag.

[^1]: Noot bij de waarde.

<sup>2</sup> Tweede noot.
"""


def test_markdown_in_a_text_file_is_understood(read_text):
    for name in ("a.md", "a.txt"):
        document = read_text(MARKED, name)
        texts = {block.text: block for block in document.blocks}
        host = texts["Een waarde geldt¹ voor alle leden en code."]
        note = texts["Noot bij de waarde."]
        assert host.notes == (note.id,) and (note.kind, note.label) == (BlockKind.FOOTNOTE, "1")
        second = texts["Tweede noot."]
        assert texts["Ouder² gezag."].notes == (second.id,)
        assert texts["Citaat van een inwoner."].kind is BlockKind.QUOTE
        cell = texts["Artikel 2"]
        assert (cell.kind, cell.row, cell.column_index) == (BlockKind.TABLE_CELL, 1, 1)
        assert texts["tweede punt"].kind is BlockKind.LIST_ITEM
        assert document.title == "Statuut"
        assert document.warnings == ()


def test_the_contents_list_is_set_aside_once(read_text):
    text = (
        "Inhoudsopgave\n\nInleiding..... 2\n\nHet team..... 3\n\nBronnen..... 4\n\nSlot 5\n\n"
        "Inleiding\n\nDit stuk gaat over het team in de wijk en wat het doet.\n\n"
        "Het team\n\nHet team werkt in de wijk, elke dag, ook in het weekend.\n"
    )
    document = read_text(text)
    assert [f.text for f in document.furniture if f.kind is FurnitureKind.TOC] == [
        "Inhoudsopgave", "Inleiding..... 2", "Het team..... 3", "Bronnen..... 4", "Slot 5",
    ]  # fmt: skip
    assert [b.text for b in document.blocks if b.is_heading] == ["Inleiding", "Het team"]


def test_a_sentence_about_a_figure_is_no_caption():
    from congruence.extract.headings import is_caption

    assert is_caption("Figuur 2: Samenhang") and is_caption("Tabel 3.1 Kosten per jaar")
    assert is_caption("Fig. 4 Verschijningsvormen") and is_caption("Fig 1. Verschijningsvormen")
    assert not is_caption("Figuur 4 toont de indeling van de wijken.")
    assert not is_caption("Tabellen staan achterin.")


def test_references_and_dates_open_no_list(read_text):
    text = "Artikel 3 van de wet bepaalt dit.\n\n10 januari 2024\n\nd.w.z. niet meteen.\n"
    document = read_text(text)
    assert all(b.kind is BlockKind.PARAGRAPH and b.label is None for b in document.blocks)


_TEXTS = st.text(alphabet=st.sampled_from("ab 1.\n\r-*#|>[]()_^°:;é\u00ad\t"), max_size=200)


@given(_TEXTS, st.sampled_from(["a.txt", "a.md"]))
@settings(max_examples=150, deadline=None)
def test_every_letter_is_kept_and_found_where_it_stands(text, name):
    if not text.strip(" \n\r\t"):
        return
    document = read_bytes(text.encode("utf-8"), name=name)
    ids = [block.id for block in document.blocks]
    assert len(ids) == len(set(ids))
    for block in document.blocks:
        origin = block.provenance.origin
        for segment in origin.segments if origin and block.text else ():
            stretch = block.text[segment.start : segment.start + segment.length]
            source = text[segment.source : segment.source + segment.length]
            assert [c for c in stretch if c.isalnum()] == [c for c in source if c.isalnum()]
    letters = sum(c.isalpha() for c in text)
    kept = sum(c.isalpha() for b in document.blocks for c in f"{b.label or ''}{b.text}") + sum(
        c.isalpha() for f in document.furniture for c in f.text
    )
    warned = any(warning.code == "characters" for warning in document.warnings)
    assert kept >= letters or warned or name.endswith(".md") or "[" in text


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("Bulletin over kwaliteit in de wijk", "Bulletin over kwaliteit in de wijk"),
        ("De inwoner krijgt antwoord.", "x"),
        ("Geachte mevrouw Jansen,", "x"),
        ("20 november 2026", "x"),
        ("Woord " * 30, "x"),
    ],
)
def test_plain_text_is_called_by_a_first_line_that_reads_like_a_title(first, title):
    text = f"{first}\n\nHet buurtteam bespreekt zorgen eerst met de ouders.\n"
    assert read_bytes(text.encode(), name="x.txt").title == title


def test_a_listed_annex_is_an_item_and_no_place():
    text = "Nieuw in deze versie:\n\n- Bijlage III: Model van het onderzoek\n- Een forum\n"
    document = read_bytes(text.encode(), name="wijzigingen.md")
    items = [block for block in document.blocks if block.kind is BlockKind.LIST_ITEM]
    assert [(item.label, item.text) for item in items] == [
        (None, "Bijlage III: Model van het onderzoek"), (None, "Een forum"),
    ]  # fmt: skip
    assert all("Bijlage" not in (item.path or "") for item in items)


def test_a_number_alone_is_text_and_no_empty_item():
    document = read_bytes(b"Het bedrag is:\n\n12.34\n\nDat is alles.\n", name="bedrag.txt")
    assert [(block.label, block.text) for block in document.blocks][1] == (None, "12.34")
