"""PDF lists: marks that are drawn, and how deep an item stands."""

from __future__ import annotations

import subprocess
from shutil import which

import pymupdf
import pytest

from congruence.extract import read, read_bytes
from congruence.model import BlockKind, Document

from .pages import HEIGHT, WIDTH, put, wrap

BODY = (
    "De gemeente legt vast wie in de wijk het eerste gesprek voert en wat er daarna gebeurt met "
    "de vraag van de inwoner, ook wanneer die vraag over iets anders blijkt te gaan."
)


def items(document: Document) -> list[tuple[int | None, str | None, str]]:
    return [
        (block.level, block.label, block.text)
        for block in document.blocks
        if block.kind is BlockKind.LIST_ITEM
    ]


def counted(document: Document) -> bool:
    counts = document.counts
    return counts.source_characters == counts.body_characters + counts.furniture_characters


def test_a_mark_that_is_drawn_makes_an_item():
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    y = put(page, (72, 80), wrap(BODY, 440)) + 6
    for words, filled in (
        ("een vast gezicht", True), ("een gesprek thuis", True),
        ("ook in de avond", False), ("in gewone taal", True),
    ):  # fmt: skip
        x = 90 if filled else 114
        page.draw_circle((x, y - 3.2), 1.6, fill=(0, 0, 0) if filled else None, width=0.5)
        y = put(page, (x + 10, y), [words], leading=14)
    put(page, (72, y + 8), wrap(BODY, 440))
    document = read_bytes(source.tobytes(), name="getekend.pdf")
    assert items(document) == [
        (1, None, "een vast gezicht"), (1, None, "een gesprek thuis"),
        (2, None, "ook in de avond"), (1, None, "in gewone taal"),
    ]  # fmt: skip
    assert counted(document)


def test_the_points_of_a_chart_make_no_items():
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    put(page, (72, 80), wrap(BODY, 440))
    for at in range(6):
        page.draw_circle((120 + 50 * at, 300 - 9 * at), 1.6, fill=(1, 0, 0))
        page.insert_text((118 + 50 * at, 340), f"{2018 + at}", fontsize=8)
    assert items(read_bytes(source.tobytes(), name="grafiek.pdf")) == []


def test_items_with_one_mark_stand_as_deep_as_their_indent():
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    y = put(page, (72, 80), wrap(BODY, 440)) + 6
    for x, words in ((72, "de raad"), (84, "de fracties"), (84, "de griffie"), (72, "het college")):
        page.insert_text((x, y), "•", fontsize=10)
        y = put(page, (x + 12, y), [words])
    y = put(page, (72, y + 8), wrap(BODY, 440)) + 6
    for x, label in ((78, "8."), (78, "9."), (98, "1."), (98, "2."), (72, "10.")):
        y = put(page, (x, y), [f"{label} stap {label} van het werk"])
    document = read_bytes(source.tobytes(), name="dieper.pdf")
    assert [(level, label) for level, label, _text in items(document)] == [
        (1, None), (2, None), (2, None), (1, None),
        (1, "8."), (1, "9."), (2, "1."), (2, "2."), (1, "10."),
    ]  # fmt: skip


def test_a_list_after_a_paragraph_begins_anew():
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    y = put(page, (72, 80), ["1. Eerst is gevraagd wat er speelt.", "2. Daarna is gekeken."]) + 8
    y = put(page, (72, y), wrap(BODY, 440)) + 8
    put(page, (72, y), ["– wat de inwoner zelf kan", "– wie er kan helpen"])
    found = items(read_bytes(source.tobytes(), name="opnieuw.pdf"))
    assert [level for level, _label, _text in found] == [1, 1, 1, 1]


PAGE = """<!DOCTYPE html><html lang="nl"><meta charset="utf-8"><title>Verslag</title>
<style>body{{font:11pt 'Liberation Serif'}}</style><h1>Verslag van het jaar</h1><p>{body}</p>
<ul><li>een vast gezicht<li>een gesprek:<ul><li>thuis<li>op school</ul><li>gewone taal</ul>
<p>{body}</p></html>"""


@pytest.mark.browser
def test_a_printed_web_page_without_tags_keeps_its_lists(tmp_path):
    source, target = tmp_path / "verslag.html", tmp_path / "verslag.pdf"
    source.write_text(PAGE.format(body=BODY), encoding="utf-8")
    subprocess.run(
        [which("chromium") or "google-chrome", "--headless", "--no-sandbox", "--disable-gpu",
         "--no-pdf-header-footer", "--disable-pdf-tagging", f"--print-to-pdf={target}",
         source.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    document = read(target)
    assert items(document) == [
        (1, None, "een vast gezicht"), (1, None, "een gesprek:"), (2, None, "thuis"),
        (2, None, "op school"), (1, None, "gewone taal"),
    ]  # fmt: skip
    assert counted(document)
