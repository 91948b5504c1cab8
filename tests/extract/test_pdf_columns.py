"""PDF columns on a part of a page, and tables that only white space shows."""

from __future__ import annotations

import pymupdf
import pytest

from congruence.extract import read_bytes
from congruence.extract.pdf_grid import grids_on
from congruence.extract.pdf_lines import Line
from congruence.model import BlockKind, Document

from .pages import HEIGHT, WIDTH, put, wrap

BODY = (
    "Wie in de wijk een vraag heeft, krijgt binnen drie dagen antwoord van iemand die de buurt "
    "kent en die ook later nog te vinden is. Dat vraagt iets van de manier waarop de teams hun "
    "werk verdelen en van de ruimte die zij daarvoor krijgen."
)
SECOND = (
    "Scholen en huisartsen merken het verschil als een team compleet is. Dan is bekend wie er "
    "belt, wordt een afspraak nagekomen en hoeft niemand het eigen verhaal opnieuw te vertellen."
)
ROWS = [
    ("Wijk", "Bewoners", "Wachttijd"),
    ("Noord", "4.210", "twee weken"),
    ("Oost en de dorpen daaromheen", "6.870", "vijf weken"),
    ("Centrum", "3.150", "drie weken"),
]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def cells(document: Document) -> list[tuple[int | None, int | None, str]]:
    return [
        (block.row, block.column_index, block.text)
        for block in document.blocks
        if block.kind is BlockKind.TABLE_CELL
    ]


def table(page: pymupdf.Page, y: float, rows: list[tuple[str, ...]], leading: float) -> float:
    for row in rows:
        for x, text in zip((80, 250, 330), row, strict=False):
            page.insert_text((x, y), text, fontsize=10)
        y += leading
    return y


def test_columns_on_a_part_of_a_page_are_read_one_after_the_other():
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    y = put(page, (72, 80), wrap(f"{SECOND} {SECOND} {BODY}", 450)) + 8
    y = put(page, (72, y), wrap(f"{SECOND} {SECOND} {SECOND}", 450)) + 20
    lines = wrap(f"{BODY} {SECOND} {BODY} {SECOND}", 210)
    half = len(lines) // 2 + 1
    put(page, (72, y), lines[:half])
    put(page, (312, y), lines[half:])
    put(page, (72, y + 12 * half + 12), ["Dit vervolg staat weer over de hele bladzijde."])
    put(page, (72, y + 12 * half + 36), wrap(f"{SECOND} {BODY}", 450))
    document = read_bytes(source.tobytes(), name="deels.pdf")
    assert texts(document) == [
        f"{SECOND} {SECOND} {BODY}", f"{SECOND} {SECOND} {SECOND}",
        f"{BODY} {SECOND} {BODY} {SECOND}",
        "Dit vervolg staat weer over de hele bladzijde.", f"{SECOND} {BODY}",
    ]  # fmt: skip


def test_text_beside_a_short_column_is_not_put_after_it():
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    y = put(page, (72, 80), wrap(f"{BODY} {SECOND}", 210)) + 12
    put(page, (72, y), wrap(f"{SECOND} {SECOND}", 210))
    put(page, (312, 80), wrap(f"{SECOND} Hier eindigt het stuk. {BODY}", 210))
    document = read_bytes(source.tobytes(), name="kort.pdf")
    assert texts(document) == [
        f"{BODY} {SECOND}", f"{SECOND} {SECOND}", f"{SECOND} Hier eindigt het stuk. {BODY}",
    ]  # fmt: skip


@pytest.mark.parametrize("leading", [14, 18, 26])
def test_a_table_without_rulings_has_rows_and_columns(leading):
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    y = put(page, (72, 80), wrap(BODY, 450)) + 12
    y = table(page, y, ROWS, leading)
    put(page, (72, y + 12), wrap(SECOND, 450))
    document = read_bytes(source.tobytes(), name="wit.pdf")
    assert cells(document) == [
        (at, column, text) for at, row in enumerate(ROWS) for column, text in enumerate(row)
    ]
    assert texts(document)[0] == BODY and texts(document)[-1] == SECOND


def test_a_cell_of_more_lines_stays_one_cell_without_rulings():
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    y = put(page, (72, 80), wrap(BODY, 450)) + 16
    y = table(page, y, [("Stap", "Wie", "Wanneer")], 18)
    table(page, y, [("Vaststellen van de nieuwe", "Projectleider", "eerste kwartaal")], 12)
    table(page, y + 12, [("werkwijze door de colleges",)], 12)
    y = table(page, y + 30, [("Scholing", "Teamleiders", "tweede kwartaal")], 18)
    table(page, y, [("Evaluatie", "Onderzoekers", "vierde kwartaal")], 18)
    document = read_bytes(source.tobytes(), name="cellen.pdf")
    assert (1, 0, "Vaststellen van de nieuwe werkwijze door de colleges") in cells(document)
    assert [row for row, column, _text in cells(document) if column == 2] == [0, 1, 2, 3]


def test_lists_side_by_side_are_columns_and_no_table():
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    y = put(page, (72, 80), wrap(f"{BODY} {SECOND}", 215)) + 8
    put(page, (312, 80), wrap(f"{SECOND} {BODY}", 215))
    words = ("wat de kinderen zeggen", "wie er in de buurt is", "wat eerder is gedaan", "wie belt")
    for x, opening in ((72, "Vraag"), (312, "Schrijf op")):
        for at, text in enumerate(words):
            page.insert_text((x, y + 13 * at), "•", fontsize=10)
            page.insert_text((x + 12, y + 13 * at), f"{opening} {text}", fontsize=10)
    document = read_bytes(source.tobytes(), name="lijsten.pdf")
    assert cells(document) == []
    found = [block.text for block in document.blocks if block.kind is BlockKind.LIST_ITEM]
    assert found == [f"{opening} {text}" for opening in ("Vraag", "Schrijf op") for text in words]


def test_running_text_in_three_columns_is_no_table():
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    lines = wrap(f"{BODY} {SECOND} {BODY} {SECOND} {BODY}", 140)
    third = len(lines) // 3 + 1
    for at, x in enumerate((60, 220, 380)):
        put(page, (x, 80), lines[at * third : (at + 1) * third])
    document = read_bytes(source.tobytes(), name="drie.pdf")
    assert texts(document) == [f"{BODY} {SECOND} {BODY} {SECOND} {BODY}"]


def test_a_table_of_contents_without_leaders_is_no_table():
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    page.insert_text((72, 80), "Inhoud", fontsize=16)
    titles = ["Aanleiding", "Wat er is gedaan", "Wat het heeft gekost", "Hoe het verder gaat"]
    for at, title in enumerate(titles):
        page.insert_text((72, 120 + 20 * at), title, fontsize=10)
        page.insert_text((480, 120 + 20 * at), str(3 + 2 * at), fontsize=10)
    assert cells(read_bytes(source.tobytes(), name="inhoud.pdf")) == []


def test_words_spread_over_a_justified_line_stay_one_line():
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    y = 80.0
    for line in wrap(BODY, 230):
        words = line.split()
        width = pymupdf.get_text_length("".join(words), "helv", 10)
        gap = (250 - width) / max(len(words) - 1, 1)
        x = 72.0
        for at, word in enumerate(words):
            page.insert_text((x, y), word, fontsize=10)
            x += pymupdf.get_text_length(word, "helv", 10)
            if at < len(words) - 1:
                page.insert_text((x + gap / 2 - 1.4, y), " ", fontsize=10)
            x += gap
        y += 12
    assert texts(read_bytes(source.tobytes(), name="uitgevuld.pdf")) == [BODY]


def test_lines_without_width_make_no_column_that_holds_nothing():
    """As damaged files have them: two that begin on one spot share a column."""

    def line(at: int, low: float, high: float, text: str) -> Line:
        base = 100.0 + 14 * at
        return Line(1, low, base - 9, high, base + 2, base, text, 10.0, False, False, (), ink=1)

    lines = [
        each
        for at in range(10)
        for each in (
            line(at, 10.0, 11.0, "naam"),
            line(at, 40.0 + at % 2 / 5, 40.02 + at % 2 / 5, "een"),
            line(at, 200.0, 201.0, "woord"),
        )
    ]  # fmt: skip
    assert grids_on(lines, []) == []
