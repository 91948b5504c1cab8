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

ROOT = Path(__file__).parents[2]
MEASURE = """
import resource, sys
from congruence.extract import read
document = read(sys.argv[1], ocr=True)
used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
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
