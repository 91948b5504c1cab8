"""PDF layout: what a reader sees on the page is what the blocks say. One case for each mistake."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from congruence.errors import InputError
from congruence.extract import read, read_bytes
from congruence.model import BlockKind, Document, FurnitureKind

from .pages import HEIGHT, WIDTH, put, running_heads, wrap

DEMO = Path(__file__).parents[2] / "corpora" / "demo"
BODY = (
    "Het team kijkt samen met de inwoner wat er nodig is en legt de afspraken daarover vast. Wie "
    "het daar niet mee eens is, zegt dat en krijgt de ruimte om uit te leggen waarom."
)
LONG = f"{BODY} {BODY} {BODY}"
TOPICS = ("nabijheid", "het vrijwillig kader", "toegang", "leren van wat misgaat")
PAGES = ("8", "12 en 13", "4, noot 2", "71 onderaan")
RED = (0.9, 0.3, 0.1)


def rows(document: Document) -> list[tuple[str | None, str]]:
    return [(block.label, block.text) for block in document.blocks]


def of_kind(document: Document, kind: BlockKind) -> list[tuple[str | None, str]]:
    return [(block.label, block.text) for block in document.blocks if block.kind is kind]


def redlined(*lines: tuple[float, list[tuple[str, str]]]) -> bytes:
    """Lines of ``(kind, text)`` parts, each at its own left edge; an edge below 0: same row."""
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    y = 100.0
    for left, parts in lines:
        x = abs(left)
        y += 14 if left > 0 else 0
        for kind, text in parts:
            width = pymupdf.get_text_length(text, "helv", 10)
            shade = (0, 0, 0) if kind == "same" else RED
            page.insert_text((x, y), text, fontsize=10, color=shade)
            height = {"old": y - 3, "new": y + 1.2}.get(kind)
            if height is not None:
                page.draw_line((x, height), (x + width, height), color=shade, width=0.6)
            x += width
    return source.tobytes()


REDLINE = redlined(
    (100, [("same", "4.1.")]),
    (-160, [("same", "In het register staat van ieder team vastgelegd:")]),
    (160, [("same", "I.")]),
    (-190, [("same", "aan welke organisatie "), ("old", "het nummer is"), ("new", "en welk")]),
    (190, [("new", "onderdeel of samenwerkingsverband de nummers zijn")]),
    (190, [("same", "toegekend;")]),
    (160, [("old", "II. of het nummer gebruikt mag worden voor facturen;")]),
    (160, [("old", "III."), ("new", "II.")]),
    (-220, [("same", "wat de status van het nummer is;")]),
    (160, [("old", "IV."), ("new", "III.")]),
    (
        -220,
        [("same", "wie het register bijhoudt op grond van "), ("old", "de wet"), ("new", "dit")],
    ),
    (190, [("new", "statuut van de vereniging"), ("same", ".")]),
    (100, [("old", "4.2."), ("new", "4.3.")]),
    (-160, [("old", "Een team zonder nummer staat er niet in.")]),
    (160, [("same", "Het register is openbaar voor wie ernaar vraagt.")]),
)


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("accepted", [
            ("4.1.", "In het register staat van ieder team vastgelegd:"),
            ("I.", "aan welke organisatie en welk onderdeel of samenwerkingsverband de nummers "
                   "zijn toegekend;"),
            ("II.", "wat de status van het nummer is;"),
            ("III.", "wie het register bijhoudt op grond van dit statuut van de vereniging."),
            ("4.3.", "Het register is openbaar voor wie ernaar vraagt."),
        ]),
        ("original", [
            ("4.1.", "In het register staat van ieder team vastgelegd:"),
            ("I.", "aan welke organisatie het nummer is toegekend;"),
            ("II.", "of het nummer gebruikt mag worden voor facturen;"),
            ("III.", "wat de status van het nummer is;"),
            ("IV.", "wie het register bijhoudt op grond van de wet."),
            ("4.2.", "Een team zonder nummer staat er niet in. Het register is openbaar voor wie "
                     "ernaar vraagt."),
        ]),
    ],
)  # fmt: skip
def test_what_a_redline_hides_parts_no_paragraph_and_no_label(view, expected):
    document = read_bytes(REDLINE, name="renvooi.pdf", view=view)
    assert rows(document) == expected
    counts = document.counts
    assert counts.source_characters == counts.body_characters


def test_the_marked_view_keeps_labels_apart_and_one_pair_of_marks_for_a_change():
    document = read_bytes(REDLINE, name="renvooi.pdf", view="marked")
    found = dict(rows(document))
    assert found["[-III.-]{+II.+}"] == "wat de status van het nummer is;"
    assert "{+en welk onderdeel of samenwerkingsverband de nummers zijn+}" in found["I."]
    renumbered = next(b for b in document.blocks if b.label == "[-III.-]{+II.+}")
    assert renumbered.kind is BlockKind.LIST_ITEM
    counts = document.counts
    assert counts.source_characters == counts.body_characters


def test_the_grid_of_a_chart_strikes_nothing():
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    put(page, (72, 80), wrap(BODY, 440))
    for at in range(8):
        y = 300 + 20 * at
        page.insert_text((200, y), f"waarde van {at} procent", fontsize=8, color=(0, 0, 1))
        page.insert_text((300, y), "in dit jaar", fontsize=8)
        page.draw_line((72, y - 3), (520, y - 3), width=0.5)
    document = read_bytes(source.tobytes(), name="grafiek.pdf")
    assert document.warnings == ()
    assert any("waarde van 3 procent" in block.text for block in document.blocks)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(rotation):
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    put(page, (72, 100), wrap(BODY, 380))
    put(page, (72, 300), wrap(f"Daarna komt een tweede alinea. {BODY}", 380))
    page.set_rotation(rotation)
    straight = page.derotation_matrix
    turned = pymupdf.open()
    shown = turned.new_page(width=page.rect.width, height=page.rect.height)
    shown.show_pdf_page(shown.rect, source, 0)  # the picture of the page, as it is shown
    upright = pymupdf.open()
    leaf = upright.new_page(width=WIDTH, height=HEIGHT)
    for y, text in ((100, BODY), (300, f"Daarna komt een tweede alinea. {BODY}")):
        for at, line in enumerate(wrap(text, 380)):
            # set so that it stands upright once the page is turned
            spot = pymupdf.Point(72, y + 12 * at) * straight
            leaf.insert_text(spot, line, fontsize=10, rotate=rotation)
    leaf.set_rotation(rotation)
    document = read_bytes(upright.tobytes(), name="gedraaid.pdf")
    assert [block.text for block in document.blocks] == [
        BODY, f"Daarna komt een tweede alinea. {BODY}",
    ]  # fmt: skip


def test_an_enumeration_within_a_sentence_stays_in_it():
    source = pymupdf.open()
    lines = [
        "5.2. Het team kan dit vragen indien (i) het bestaat, (ii) het geen nummer heeft en",
        "(iii) het team zelf geen rechtspersoon is, en blijft verantwoordelijk voor het gebruik.",
        "5.3. Het nummer geldt drie jaar.",
    ]
    put(source.new_page(), (72, 100), lines)
    document = read_bytes(source.tobytes(), name="opsomming.pdf")
    assert [block.label for block in document.blocks] == ["5.2.", "5.3."]


def test_a_numbered_line_above_running_text_is_a_title_and_an_item_of_a_list_is_none():
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    y = 80.0
    for text, font in (
        ("1. Inleiding", "heit"), (LONG, "heit"), ("2. Noodzaak", "hebo"), (LONG, "heit"),
        ("3. Gegevens", "heit"), ("a. Doel", "heit"), (LONG, "heit"), ("b. Grens", "heit"),
        (LONG, "heit"), ("Er zijn twee wegen:", "helv"),
    ):  # fmt: skip
        y = put(page, (72, y), wrap(text, 440, font=font), font=font) + 12
    for item in ("1. Kies een methode", "2. Begin bij wat er is"):
        y = put(page, (90, y), [item]) + 4
    put(page, (72, y + 10), wrap(BODY, 440))
    document = read_bytes(source.tobytes(), name="koppen.pdf")
    titles = [(b.label, b.text, b.level) for b in document.blocks if b.is_heading]
    assert titles == [
        ("1.", "Inleiding", 1), ("2.", "Noodzaak", 1), ("3.", "Gegevens", 1),
        ("a.", "Doel", 2), ("b.", "Grens", 2),
    ]  # fmt: skip
    assert of_kind(document, BlockKind.LIST_ITEM) == [
        ("1.", "Kies een methode"), ("2.", "Begin bij wat er is"),
    ]  # fmt: skip


def test_numbered_steps_within_a_chapter_are_no_chapters():
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    y = 80.0
    for title, size, font in (
        ("1. Aanpak", 16, "helv"), ("1.1 Fasen", 13, "helv"), ("1. Voorbereiden", 10, "hebo"),
        ("2. Uitvoeren", 10, "hebo"), ("2. Slot", 16, "helv"),
    ):  # fmt: skip
        y = put(page, (72, y), [title], size=size, font=font, leading=2 * size)
        y = put(page, (72, y), wrap(LONG, 440)) + 20
    document = read_bytes(source.tobytes(), name="fasen.pdf")
    assert [(b.text, b.level) for b in document.blocks if b.is_heading] == [
        ("Aanpak", 1), ("Fasen", 2), ("Voorbereiden", 3), ("Uitvoeren", 3), ("Slot", 1),
    ]  # fmt: skip


def test_a_line_in_italics_above_upright_text_is_a_title():
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    y = put(page, (72, 80), wrap(BODY, 440)) + 12
    y = put(page, (72, y), ["Omvang van de steekproef"], font="heit")
    y = put(page, (72, y), wrap(BODY, 440)) + 12
    put(page, (72, y), ["Bron: eigen onderzoek."], font="heit")
    document = read_bytes(source.tobytes(), name="cursief.pdf")
    assert of_kind(document, BlockKind.HEADING) == [(None, "Omvang van de steekproef")]
    assert document.blocks[-1].kind is BlockKind.PARAGRAPH


def test_notes_stay_whole_and_their_numbers_are_no_page_numbers():
    source = pymupdf.open()
    for number in range(1, 5):
        page = source.new_page(width=WIDTH, height=HEIGHT)
        words = BODY.split()
        put(page, (72, 80), wrap(" ".join(words[number:] + words[:number]) + ".", 440))
        page.insert_text((72, 758), str(number), fontsize=6)
        note = f"Commissie {'ABCD'[number - 1]}, over {TOPICS[number - 1]}, paragraaf 3.6,"
        page.insert_text((84, 760), note, fontsize=8)
        page.insert_text((84, 770), f"p. {PAGES[number - 1]}.", fontsize=8)
        page.insert_text((290, 815), str(number + 2), fontsize=8)
    document = read_bytes(source.tobytes(), name="noten.pdf")
    assert of_kind(document, BlockKind.FOOTNOTE) == [
        (
            str(n),
            f"Commissie {'ABCD'[n - 1]}, over {TOPICS[n - 1]}, paragraaf 3.6, p. {PAGES[n - 1]}.",
        )
        for n in range(1, 5)
    ]
    assert [item.text for item in document.furniture] == ["3", "4", "5", "6"]


def test_a_line_over_two_cells_is_cut_at_the_ruling():
    source = pymupdf.open()
    page = source.new_page()
    put(page, (72, 80), wrap(BODY, 440))
    edges = (72, 172, 206, 400)
    for at, row in enumerate((("Datum", "Versie", "Auteur"), ("2009", "1.0", "E. de Wit"))):
        for left, right, text in zip(edges, edges[1:], row, strict=False):
            page.draw_rect(pymupdf.Rect(left, 200 + at * 24, right, 224 + at * 24))
            page.insert_text((left + 3, 216 + at * 24), text, fontsize=10)
    document = read_bytes(source.tobytes(), name="cellen.pdf")
    cells = [
        (b.row, b.column_index, b.text) for b in document.blocks if b.kind is BlockKind.TABLE_CELL
    ]
    assert cells == [
        (0, 0, "Datum"), (0, 1, "Versie"), (0, 2, "Auteur"),
        (1, 0, "2009"), (1, 1, "1.0"), (1, 2, "E. de Wit"),
    ]  # fmt: skip


def test_the_link_a_web_page_prints_before_a_heading_is_no_part_of_its_number():
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    y = 80.0
    for title in ("1. Inleiding", "1.1 Doel van dit stuk"):
        page.insert_text((58, y), "§", fontsize=11, color=(0, 0, 1))
        y = put(page, (72, y), [title], size=16, leading=26)
        y = put(page, (72, y), wrap(BODY, 440)) + 20
    document = read_bytes(source.tobytes(), name="web.pdf")
    assert [(b.label, b.text, b.level) for b in document.blocks if b.is_heading] == [
        ("1.", "Inleiding", 1), ("1.1", "Doel van dit stuk", 2),
    ]  # fmt: skip
    assert document.warnings == ()


def test_a_dash_that_carries_on_a_word_is_no_list_mark():
    source = pymupdf.open()
    writer = pymupdf.TextWriter(source.new_page().rect)  # the base fonts know no dash
    font = pymupdf.Font("helv")
    writer.append((72, 100), "Dit geldt voor feiten met een vrijheidsstraf of", font, 10)
    writer.append((72, 112), "–beneming van ten minste vier jaar.", font, 10)
    writer.write_text(source[0])
    document = read_bytes(source.tobytes(), name="streep.pdf")
    assert len(document.blocks) == 1
    assert document.blocks[0].text.endswith("vrijheidsstraf of –beneming van ten minste vier jaar.")


def test_an_item_whose_sentence_ends_a_line_goes_on_below_its_own_text():
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    put(page, (72, 80), wrap(BODY, 300))
    put(page, (72, 140), ["1. Beschrijf wie welke taak heeft.", "2. Zorg voor continuïteit."])
    page.insert_text((84, 164), "Dat vraagt geld.", fontsize=10)
    document = read_bytes(source.tobytes(), name="hangend.pdf")
    assert of_kind(document, BlockKind.LIST_ITEM) == [
        ("1.", "Beschrijf wie welke taak heeft."),
        ("2.", "Zorg voor continuïteit. Dat vraagt geld."),
    ]


def test_marks_that_stand_apart_hide_no_columns():
    document = read(DEMO / "kader-concept.pdf")
    last = [block for block in document.blocks if block.page == document.pages]
    titles = [block.text for block in last if block.is_heading]
    assert titles[0].startswith("Bijlage") and len(titles) == 5
    assert sum(block.kind is BlockKind.LIST_ITEM for block in last) == 15
    assert not any(block.text.strip() == "•" for block in document.blocks)


def test_the_title_of_the_chapter_beside_a_running_head_is_set_aside():
    document = read(DEMO / "onderzoek.pdf")
    heads = [item.text for item in document.furniture if item.kind is FurnitureKind.HEADER]
    titles = {block.text for block in document.blocks if block.is_heading}
    assert len(set(heads)) > 4 and titles.intersection(heads)
    texts = [block.text for block in document.blocks if block.kind is BlockKind.PARAGRAPH]
    assert not titles.intersection(texts)


def test_body_text_beside_no_running_head_stays():
    source = pymupdf.open()
    for number in range(4):
        page = source.new_page(width=WIDTH, height=HEIGHT)
        words = BODY.split()
        put(page, (72, 70), wrap(" ".join(words[number:] + words[:number]) + ".", 440))
    running_heads(source, "Leidraad lokale teams")
    document = read_bytes(source.tobytes(), name="kop.pdf")
    assert len(document.blocks) == 4


def _tagged(parent: str) -> bytes:
    """A page whose text stands in one element of a structure tree, with this /P."""
    source = pymupdf.open()
    page = source.new_page()
    page.insert_text((72, 100), "Het team werkt in de wijk.")
    stream = page.get_contents()[0]
    text = page.read_contents()
    source.update_stream(stream, b"/P <</MCID 0>> BDC\n" + text + b"\nEMC")
    root, element, numbers = (source.get_new_xref() for _object in range(3))
    source.update_object(numbers, f"<</Nums [0 [{element} 0 R]]>>")
    source.update_object(root, f"<</Type/StructTreeRoot/K {element} 0 R/ParentTree {numbers} 0 R>>")
    source.update_object(
        element, f"<</Type/StructElem/S/H1/P {parent.format(root=root)}/Pg {page.xref} 0 R/K 0>>"
    )
    source.xref_set_key(page.xref, "StructParents", "0")
    source.xref_set_key(source.pdf_catalog(), "StructTreeRoot", f"{root} 0 R")
    return source.tobytes()


def test_an_element_with_a_parent_is_read_by_its_tag():
    document = read_bytes(_tagged("{root} 0 R"), name="boom.pdf")
    assert document.blocks[0].kind is BlockKind.HEADING


@pytest.mark.parametrize("parent", ["999999", "(geen)", "99999 0 R", "[]"])
def test_a_broken_structure_tree_is_left_alone(parent):
    """MuPDF ends the whole process where it meets such a parent."""
    document = read_bytes(_tagged(parent), name="boom.pdf")
    assert [block.text for block in document.blocks] == ["Het team werkt in de wijk."]
    assert document.blocks[0].kind is BlockKind.PARAGRAPH


def test_a_tree_of_pages_that_holds_none_is_one_sentence():
    source = pymupdf.open()
    put(source.new_page(), (72, 100), ["Tekst."])
    data = source.tobytes().replace(b"/Count 1", b"/Count 0")
    with pytest.raises(InputError, match="beschadigd"):
        read_bytes(data, name="leeg.pdf")
