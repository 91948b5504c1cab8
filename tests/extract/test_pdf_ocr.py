"""Recognition of pages that are larger than paper: the picture keeps within bounds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from congruence.extract import read_bytes
from congruence.extract.pdf_ocr import resolution_for
from congruence.model import BlockKind

from .pages import HEIGHT, WIDTH, put, wrap

ROOT = Path(__file__).parents[2]
# Of this process alone: what getrusage gives counts the process it was forked from as well.
MEASURE = """
import re, sys
from pathlib import Path
from congruence.extract import read
document = read(sys.argv[1], ocr=True)
used = int(re.search("VmHWM:\\\\s+(\\\\d+)", Path("/proc/self/status").read_text())[1])
print(used // 1024, " ".join(block.text for block in document.blocks))
"""


def scan(width: float, height: float) -> bytes:
    """A page of any size with one line of text as an image over its width."""
    source = pymupdf.open()
    leaf = source.new_page(width=600, height=200)
    leaf.insert_text((20, 80), "Het team is elke dag bereikbaar.", fontsize=28)
    picture = leaf.get_pixmap(dpi=150)
    document = pymupdf.open()
    page = document.new_page(width=width, height=height)
    page.insert_image(pymupdf.Rect(0, 0, width, width / 3), pixmap=picture)
    return document.tobytes(deflate=True)


@given(st.floats(0.1, 1e7), st.floats(0.1, 1e7))
def test_no_page_asks_for_more_than_its_share_of_pixels(width, height):
    resolution = resolution_for(width, height)
    assert 1 <= resolution <= 300
    assert resolution == 1 or width * height / 72**2 * resolution**2 <= 35_000_000


def test_paper_is_recognised_at_full_resolution():
    assert resolution_for(595, 842) == resolution_for(1191, 1684) == 300


@pytest.mark.ocr
def test_an_enormous_page_is_recognised_within_bounds(tmp_path):
    path = tmp_path / "poster.pdf"
    path.write_bytes(scan(14_400, 14_400))  # ten gigabytes at full resolution
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)],
        capture_output=True, text=True, timeout=300, check=True, cwd=ROOT,
    )  # fmt: skip
    used, words = done.stdout.split(maxsplit=1)
    assert "elke dag bereikbaar" in words
    assert int(used) < 1200


@pytest.mark.ocr
def test_an_image_too_large_to_unpack_is_named_and_left():
    document = pymupdf.open()
    page = document.new_page()
    picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 13_000, 13_000))
    picture.clear_with(255)
    page.insert_image(page.rect, pixmap=picture)
    read = read_bytes(document.tobytes(deflate=True), name="groot.pdf", ocr=True)
    assert {warning.code for warning in read.warnings} == {"ocr_size", "no_text"}


def scanned(source: pymupdf.Document) -> bytes:
    """The pages of a document as pictures."""
    document = pymupdf.open()
    for leaf in source:
        picture = leaf.get_pixmap(dpi=200, colorspace=pymupdf.csGRAY)
        page = document.new_page(width=leaf.rect.width, height=leaf.rect.height)
        page.insert_image(page.rect, pixmap=picture)
    return document.tobytes(deflate=True)


@pytest.mark.ocr
def test_columns_and_a_table_on_a_scan_are_read_as_they_stand():
    left = (
        "Wie in de wijk een vraag heeft, krijgt binnen drie dagen antwoord van iemand die de "
        "buurt kent en die ook later nog te vinden is. Dat vraagt iets van de teams."
    )
    right = (
        "Scholen en huisartsen merken het verschil als een team compleet is. Dan is bekend wie "
        "er belt en hoeft niemand het eigen verhaal opnieuw te vertellen."
    )
    rows = [("Wijk", "Bewoners"), ("Noord", "4210"), ("Oost", "6870"), ("Centrum", "3150")]
    source = pymupdf.open()
    page = source.new_page(width=WIDTH, height=HEIGHT)
    put(page, (60, 90), wrap(f"{left} {left}", 215), size=11, leading=14)
    put(page, (320, 90), wrap(f"{right} {right}", 215), size=11, leading=14)
    for at, row in enumerate(rows):
        for x, text in zip((60, 250), row, strict=True):
            page.insert_text((x, 420 + 24 * at), text, fontsize=11)
    document = read_bytes(scanned(source), name="scan.pdf", ocr=True)
    words = " ".join(block.text for block in document.blocks).split()
    assert words.index("compleet") > max(at for at, word in enumerate(words) if word == "buurt")
    cells = [block.text for block in document.blocks if block.kind is BlockKind.TABLE_CELL]
    assert cells == [text for row in rows for text in row]
