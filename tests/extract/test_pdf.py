"""PDF: reading order, furniture, words and paragraphs made whole, notes, tables, redlines, OCR."""

from __future__ import annotations

import json
import shutil
import subprocess
import time

import pymupdf
import pytest

from congruence.errors import InputError
from congruence.extract import read_bytes
from congruence.model import BlockKind, FurnitureKind

from .pages import HEIGHT, WIDTH, put, redline, running_heads, wrap
from .word import abstract, cell, docx, level, num, p, run, style, table

LEFT = (
    "Het wijkteam werkt samen met de inwoner en kijkt eerst naar wat goed gaat in het gezin. "
    "De professional vraagt door, luistert en legt uit welke stappen mogelijk zijn binnen het "
    "vrijwillig kader. Daarna wordt in overleg bepaald wie wat doet en wanneer het team weer "
    "langskomt om te horen hoe het gaat. Ouders en kinderen praten zelf mee over elk besluit"
)
RIGHT = (
    "dat hun leven raakt, ook als de veiligheid in het geding is. De gemeente zorgt dat er tijd "
    "en ruimte is voor dit gesprek. Zonder die tijd blijft er van nabijheid weinig over. Het "
    "team legt daarom vast hoeveel huishoudens een professional tegelijk kan begeleiden en "
    "bespreekt dat elk half jaar met de opdrachtgever van de regio en met de inwoners zelf."
)


def blocks(document):
    return [(block.kind, block.text) for block in document.blocks]


def test_columns_are_read_one_after_the_other_and_a_paragraph_runs_on():
    source = pymupdf.open()
    for number in range(3):
        page = source.new_page(width=WIDTH, height=HEIGHT)
        put(page, (60, 130), [f"{number + 1} Samen werken aan kwaliteit"], size=18)
        put(page, (60, 170), wrap(LEFT, 220))
        put(page, (310, 170), wrap(RIGHT, 220))
    running_heads(source, "Leidraad lokale teams")
    document = read_bytes(source.tobytes(), name="kolommen.pdf")
    assert blocks(document) == 3 * [
        (BlockKind.HEADING, "Samen werken aan kwaliteit"),
        (BlockKind.PARAGRAPH, f"{LEFT} {RIGHT}"),
    ]
    assert [block.label for block in document.blocks][::2] == ["1", "2", "3"]
    kinds = [item.kind for item in document.furniture]
    assert kinds.count(FurnitureKind.HEADER) == kinds.count(FurnitureKind.PAGE_NUMBER) == 3
    assert document.warnings == ()
    counts = document.counts
    assert counts.source_characters == counts.body_characters + counts.furniture_characters


def test_a_paragraph_runs_on_over_the_page_and_over_a_footnote():
    source = pymupdf.open()
    first = source.new_page(width=WIDTH, height=HEIGHT)
    lines = wrap(f"{LEFT} {RIGHT}", 440)
    put(first, (72, 640), lines[:4])
    first.insert_text((72, 760), "1 Zie de toelichting bij het statuut.", fontsize=7)
    second = source.new_page(width=WIDTH, height=HEIGHT)
    y = put(second, (72, 100), lines[4:])
    put(second, (72, y + 12), wrap("Een nieuwe alinea over iets anders, die lang genoeg is.", 440))
    document = read_bytes(source.tobytes(), name="door.pdf")
    assert blocks(document) == [
        (BlockKind.PARAGRAPH, f"{LEFT} {RIGHT}"),
        (BlockKind.FOOTNOTE, "Zie de toelichting bij het statuut."),
        (BlockKind.PARAGRAPH, "Een nieuwe alinea over iets anders, die lang genoeg is."),
    ]


def test_body_text_at_the_top_of_a_page_is_no_running_head():
    source = pymupdf.open()
    for number in range(6):
        page = source.new_page(width=WIDTH, height=HEIGHT)
        words = LEFT.split()
        put(page, (72, 60), wrap(" ".join(words[number:] + words[:number]) + ".", 440))
    document = read_bytes(source.tobytes(), name="boven.pdf")
    assert document.furniture == ()
    assert len(document.blocks) == 6


def test_broken_words_are_made_whole_and_counted():
    source = pymupdf.open()
    page = source.new_page()
    put(
        page,
        (72, 100),
        ["Het team let op de kwali-", "teit van de jeugd- en gezins-", "hulp in de wijk."],
    )
    document = read_bytes(source.tobytes(), name="afbreken.pdf")
    assert (
        blocks(document)[0][1]
        == "Het team let op de kwaliteit van de jeugd- en gezinshulp in de wijk."
    )
    assert document.warnings == ()


def test_note_marks_stay_marks_and_lead_to_their_note():
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    y = put(page, (72, 100), wrap(LEFT + ".", 440))
    page.insert_text((72, y + 12), "Zo werken de wijkteams", fontsize=10)
    x = 72 + pymupdf.get_text_length("Zo werken de wijkteams", "helv", 10)
    page.insert_text((x, y + 8), "6", fontsize=6)
    page.insert_text((x + 4, y + 12), " in elke buurt.", fontsize=10)
    page.insert_text((72, 760), "6", fontsize=5)
    page.insert_text((76, 763), "Bron: eigen onderzoek.", fontsize=8)
    document = read_bytes(source.tobytes(), name="noot.pdf")
    host = next(b for b in document.blocks if "wijkteams" in b.text)
    note = document.blocks[-1]
    assert host.text == "Zo werken de wijkteams⁶ in elke buurt."
    assert (note.kind, note.label, note.text) == (BlockKind.FOOTNOTE, "6", "Bron: eigen onderzoek.")
    assert host.notes == (note.id,)


def test_ruled_tables_have_rows_and_columns():
    source = pymupdf.open()
    page = source.new_page()
    put(page, (72, 80), wrap(LEFT + ".", 440))
    rows = [
        ("Eis", "Bron"),
        ("Het team is bereikbaar", "Artikel 2"),
        ("De wijk doet mee", "Artikel 3"),
    ]
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            box = pymupdf.Rect(72 + column * 200, 200 + at * 30, 272 + column * 200, 230 + at * 30)
            page.draw_rect(box)
            page.insert_text((box.x0 + 5, box.y0 + 18), text, fontsize=10)
    put(page, (72, 330), ["Na de tabel gaat de tekst verder."])
    document = read_bytes(source.tobytes(), name="tabel.pdf")
    cells = [
        (b.row, b.column_index, b.text) for b in document.blocks if b.kind is BlockKind.TABLE_CELL
    ]
    assert cells == [(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)]
    assert document.blocks[-1].text == "Na de tabel gaat de tekst verder."


CHANGES = [
    ("same", "De professional "), ("old", "kan"), ("new", "moet"), ("same", " binnen "),
    ("old", "vier"), ("new", "twee"), ("same", " weken "), ("new", "schriftelijk "),
    ("same", "reageren op de vraag van de inwoner."),
]  # fmt: skip


@pytest.mark.parametrize("colour", [(1, 0, 0), (0, 0, 0)])
def test_a_redline_has_two_versions(colour):
    parts = [("same", "Hier staat het oude woord "), ("old", "doorgehaald en weg"), *CHANGES]
    data = redline(parts, colour=colour)
    for view, dropped in (("accepted", "old"), ("original", "new")):
        document = read_bytes(data, name="redline.pdf", view=view)
        expected = "".join(text for kind, text in parts if kind != dropped)
        assert " ".join(block.text for block in document.blocks) == " ".join(expected.split())
        assert [warning.code for warning in document.warnings] == ["redline"]
    marked = read_bytes(data, name="redline.pdf", view="marked").blocks[0].text
    assert "[-kan-]{+moet+}" in marked


def test_a_plain_pdf_with_links_is_no_redline():
    source = pymupdf.open()
    page = source.new_page()
    put(page, (72, 100), wrap(LEFT, 440))
    page.insert_text((72, 200), "https://voorbeeld.nl/statuut", fontsize=10, color=(0, 0, 1))
    page.draw_line((72, 201.5), (200, 201.5), color=(0, 0, 1), width=0.5)
    document = read_bytes(source.tobytes(), name="link.pdf")
    assert document.warnings == ()
    assert "voorbeeld.nl" in document.blocks[-1].text


def _scan() -> bytes:
    source = pymupdf.open()
    page = source.new_page()
    put(
        page,
        (72, 120),
        ["Het wijkteam werkt samen", "met de inwoner aan", "een veilige buurt."],
        size=20,
        leading=28,
    )
    picture = page.get_pixmap(dpi=150)
    scan = pymupdf.open()
    image = scan.new_page()
    image.insert_image(image.rect, pixmap=picture)
    put(scan.new_page(), (72, 100), ["Deze bladzijde heeft gewone tekst."])
    return scan.tobytes()


def test_a_page_without_text_is_named():
    document = read_bytes(_scan(), name="scan.pdf")
    assert [(w.code, w.page) for w in document.warnings] == [("no_text", 1)]


@pytest.mark.ocr
def test_a_page_without_text_is_recognised_on_request():
    document = read_bytes(_scan(), name="scan.pdf", ocr=True)
    assert [(w.code, w.page) for w in document.warnings] == [("ocr", 1)]
    first, last = document.blocks[0], document.blocks[-1]
    assert "wijkteam" in first.text and first.provenance.ocr
    assert not last.provenance.ocr


def test_a_protected_file_is_one_sentence():
    source = pymupdf.open()
    put(source.new_page(), (72, 100), ["Geheim."])
    data = source.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="x", owner_pw="y")
    with pytest.raises(InputError, match="wachtwoord"):
        read_bytes(data, name="dicht.pdf")


def test_many_empty_pages_are_counted_not_listed():
    source = pymupdf.open()
    for _number in range(300):
        source.new_page()
    document = read_bytes(source.tobytes(), name="leeg.pdf")
    assert document.pages == 300 and len(document.warnings) == 13


def test_time_grows_with_the_pages_and_not_faster():
    def seconds(pages: int) -> float:
        source = pymupdf.open()
        for number in range(pages):
            page = source.new_page()
            put(page, (72, 100), wrap(f"{number} {LEFT} {RIGHT}", 440))
        data = source.tobytes()
        begun = time.process_time()
        read_bytes(data, name="lang.pdf")
        return time.process_time() - begun

    seconds(5)
    small, large = seconds(40), seconds(400)
    assert large < 25 * small


@pytest.mark.office
def test_a_tagged_pdf_is_read_by_its_tags(tmp_path):
    body = (
        p("Kwaliteitsstatuut", style="Kop1") + p("Inleiding", style="Kop2")
        + p(inner=run("Het team werkt in de wijk. " + LEFT * 12 + ".")
            + '<w:r><w:footnoteReference w:id="2"/></w:r>')
        + p("een", num="1", level="0") + p("twee", num="1", level="0")
        + table(cell(p("Eis")) + cell(p("Bron")), cell(p("Bereikbaar")) + cell(p("Artikel 2")))
        + p("Slot van het stuk.")
    )  # fmt: skip
    data = docx(
        body,
        styles=style("Kop1", name="heading 1", properties='<w:outlineLvl w:val="0"/>')
        + style("Kop2", name="heading 2", properties='<w:outlineLvl w:val="1"/>'),
        numbering=abstract(1, level(0, "decimal", "%1.")) + num(1, 1),
        footnotes=f'<w:footnote w:id="2">{p("Bron van de zin.")}</w:footnote>',
    )
    (tmp_path / "stuk.docx").write_bytes(data)
    options = json.dumps({"UseTaggedPDF": {"type": "boolean", "value": "true"}})
    subprocess.run(
        [
            str(shutil.which("soffice") or shutil.which("libreoffice")), "--headless",
            f"-env:UserInstallation=file://{tmp_path}/profiel", "--convert-to",
            f"pdf:writer_pdf_Export:{options}", "--outdir", str(tmp_path),
            str(tmp_path / "stuk.docx"),
        ],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    document = read_bytes((tmp_path / "stuk.pdf").read_bytes(), name="stuk.pdf")
    found = {block.text: block for block in document.blocks}
    assert (found["Kwaliteitsstatuut"].kind, found["Inleiding"].level) == (BlockKind.HEADING, 2)
    assert (found["twee"].kind, found["twee"].label) == (BlockKind.LIST_ITEM, "2.")
    assert (found["Artikel 2"].row, found["Artikel 2"].column_index) == (1, 1)
    long = next(block for block in document.blocks if block.text.startswith("Het team werkt"))
    assert long.text.endswith("elk besluit.¹") and document.pages == 2
    note = found["Bron van de zin."]
    assert (note.kind, note.label) == (BlockKind.FOOTNOTE, "1")
    assert long.notes == (note.id,)


def test_no_character_of_a_real_pdf_goes_missing(shared_data):
    for path in sorted((shared_data / "pdf").glob("*.pdf")):
        document = read_bytes(path.read_bytes(), name=path.name)
        counts = document.counts
        kept = counts.body_characters + counts.furniture_characters
        assert counts.source_characters == kept or document.warnings, path.name
