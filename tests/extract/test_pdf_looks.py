"""What looks alone say on a PDF page: boxes, names in a row, titles, what browsers print."""

from __future__ import annotations

import pymupdf
import pytest

from congruence.extract import read_bytes
from congruence.model import BlockKind, Document, FurnitureKind

from .pages import HEIGHT, WIDTH, put, wrap

BODY = (
    "Het team kijkt samen met de inwoner wat er nodig is en legt de afspraken daarover vast. Wie "
    "het daar niet mee eens is, zegt dat en krijgt de ruimte om uit te leggen waarom."
)
LONG = f"{BODY} {BODY} {BODY}"
TOPICS = ("nabijheid", "het vrijwillig kader", "toegang", "leren van wat misgaat")


def of_kind(document: Document, kind: BlockKind) -> list[tuple[str | None, str]]:
    return [(block.label, block.text) for block in document.blocks if block.kind is kind]


@pytest.mark.parametrize("pages", [1, 2])
def test_what_a_browser_prints_around_a_short_page_is_no_text(pages):
    source = pymupdf.open()
    for number in range(1, pages + 1):
        page = source.new_page(width=WIDTH, height=HEIGHT)
        page.insert_text((24, 20), "3/14/2024, 9:05 AM", fontsize=8)
        page.insert_text((250, 20), "Verslag van het team", fontsize=8)
        put(page, (34, 60), wrap(f"{TOPICS[number]}. {BODY}", 500))
        page.insert_text((24, 830), "https://gemeente.example/verslag", fontsize=8)
        page.insert_text((560, 830), f"{number}/{pages}", fontsize=8)
    document = read_bytes(source.tobytes(), name="print.pdf")
    assert [block.text for block in document.blocks] == [
        f"{TOPICS[number]}. {BODY}" for number in range(1, pages + 1)
    ]
    assert len(document.furniture) == 4 * pages


def test_the_heads_of_a_document_of_two_pages_are_furniture_and_its_text_is_not():
    source = pymupdf.open()
    for number in (1, 2):
        page = source.new_page(width=WIDTH, height=HEIGHT)
        page.insert_text((72, 50), "Nota toegang, ontwerp", fontsize=8)
        y = put(page, (72, 80), wrap(f"Op blad {number} staat dit. {BODY}", 440))
        put(page, (72, y + 10), wrap(BODY, 440))
        page.insert_text((72, 800), f"Blad {number} van 2", fontsize=8)
    document = read_bytes(source.tobytes(), name="twee.pdf")
    assert [block.text for block in document.blocks] == [
        f"Op blad 1 staat dit. {BODY}", BODY, f"Op blad 2 staat dit. {BODY}", BODY,
    ]  # fmt: skip
    assert {item.kind for item in document.furniture} == {
        FurnitureKind.HEADER, FurnitureKind.PAGE_NUMBER,
    }  # fmt: skip


def boxed(page: pymupdf.Page, box: tuple[float, float, float, float], lines: list[str]) -> None:
    page.draw_rect(box, fill=(1, 0.8, 0.4))
    put(page, (box[0] + 6, box[1] + 14), lines)


def test_words_in_boxes_side_by_side_do_not_mix():
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    put(page, (72, 80), wrap(BODY, 440))
    boxed(page, (72, 140, 260, 176), ["Is er al eerder een gesprek", "met het gezin geweest?"])
    boxed(page, (300, 140, 480, 176), ["Is de school op de hoogte", "van wat er speelt?"])
    boxed(page, (72, 220, 260, 256), ["Dan volgt een tweede gesprek", "binnen twee weken."])
    boxed(page, (300, 220, 480, 256), ["Dan belt het team de school", "dezelfde dag nog."])
    document = read_bytes(source.tobytes(), name="schema.pdf")
    assert [block.text for block in document.blocks[1:]] == [
        "Is er al eerder een gesprek met het gezin geweest?",
        "Is de school op de hoogte van wat er speelt?",
        "Dan volgt een tweede gesprek binnen twee weken.",
        "Dan belt het team de school dezelfde dag nog.",
    ]
    assert of_kind(document, BlockKind.TABLE_CELL) == []


def test_a_coloured_box_that_touches_a_table_is_no_row_of_it():
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    for row in range(4):
        page.draw_line((72, 100 + 22 * row), (312, 100 + 22 * row))
    for column in range(4):
        page.draw_line((72 + 80 * column, 100), (72 + 80 * column, 166))
    for row in range(3):
        for column in range(3):
            page.insert_text((78 + 80 * column, 115 + 22 * row), f"vak {row}-{column}", fontsize=10)
    page.draw_rect((72, 166, 520, 220), fill=(0.9, 0.9, 1), color=(0.9, 0.9, 1))
    page.insert_text((78, 184), "Let op", fontsize=10, fontname="hebo")
    page.insert_text((78, 204), "De kosten van jeugdhulp staan hier niet bij.", fontsize=10)
    document = read_bytes(source.tobytes(), name="vak.pdf")
    assert len(of_kind(document, BlockKind.TABLE_CELL)) == 9
    assert document.blocks[-1].text == "De kosten van jeugdhulp staan hier niet bij."


def test_names_below_each_other_stand_apart_and_a_narrow_paragraph_does_not():
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    names = ["Gemeente Oosterveld", "Afdeling Samenleving", "Versie 2 van 14 maart 2024"]
    y = put(page, (72, 80), names) + 14
    y = put(page, (72, y), wrap(LONG, 440)) + 14
    quote = "Zo zegt de wethouder van Zorg en Welzijn het, en Mevrouw De Vries van Oost knikt."
    put(page, (110, y), wrap(quote, 170))
    document = read_bytes(source.tobytes(), name="namen.pdf")
    assert [block.text for block in document.blocks] == [*names, LONG, quote]


def test_the_figures_of_a_list_stand_apart():
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    y = put(page, (72, 80), wrap(LONG, 440)) + 20
    figures = ["Figuur 1 De wijk op de kaart", "Figuur 2 Het team", "Tabel 3 Vragen per wijk"]
    put(page, (72, y), figures, leading=13)
    document = read_bytes(source.tobytes(), name="figuren.pdf")
    assert [text for _label, text in of_kind(document, BlockKind.CAPTION)] == figures


def test_an_article_with_a_bold_title_stands_beside_other_bold_titles():
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    y = put(page, (72, 60), ["Regeling voor de teams"], size=16, leading=30)
    y = put(page, (72, y), ["Plaatsbepaling"], font="hebo", leading=16)
    y = put(page, (72, y), wrap(BODY, 440)) + 14
    for number, title in ((1, "Begrippen"), (2, "Toegang")):
        page.insert_text((72, y), f"Artikel {number}", fontsize=10)
        y = put(page, (150, y), [title], font="hebo", leading=18)
        y = put(page, (72, y), wrap(BODY, 440)) + 14
    document = read_bytes(source.tobytes(), name="artikel.pdf")
    assert [(b.level, b.label, b.text) for b in document.blocks if b.is_heading] == [
        (1, None, "Regeling voor de teams"), (2, None, "Plaatsbepaling"),
        (2, "Artikel 1", "Begrippen"), (2, "Artikel 2", "Toegang"),
    ]  # fmt: skip


def test_a_long_bold_title_is_a_heading_and_names_no_document_by_its_chapter():
    title = (
        "Bijlage bij het advies van de afdeling over het voorstel tot wijziging van de regels "
        "voor de teams in de wijk"
    )
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    y = put(page, (72, 60), ["1 Inleiding"], size=14, leading=24)
    for _paragraph in range(4):
        y = put(page, (72, y), wrap(BODY, 440)) + 12
    y = put(page, (72, y), wrap(title, 440, font="hebo"), font="hebo") + 12
    put(page, (72, y), wrap(LONG, 440))
    document = read_bytes(source.tobytes(), name="bijlage.pdf")
    assert [block.text for block in document.blocks if block.is_heading] == ["Inleiding", title]
    assert document.title == "bijlage"


def test_a_lone_number_at_the_foot_does_not_part_a_sentence():
    source = pymupdf.open()
    for _page in range(2):
        source.new_page(width=WIDTH, height=HEIGHT)
    first, second = source[0], source[1]
    lines = wrap(LONG, 440)
    y = put(first, (72, 80), wrap(BODY, 440)) + 10
    put(first, (72, y), lines[:3])
    first.insert_text((72, 720), "1", fontsize=5)
    put(second, (72, 80), lines[3:])
    document = read_bytes(source.tobytes(), name="los.pdf")
    assert LONG in [block.text for block in document.blocks]
