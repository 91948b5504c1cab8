"""A scanned page is named, and read when that is asked for."""

from __future__ import annotations

import pymupdf
import pytest

WORDS = "Het buurtteam bespreekt zorgen eerst met de ouders."


@pytest.fixture
def scan(tmp_path):
    """One page that holds only a picture of the words."""
    with pymupdf.open() as typed, pymupdf.open() as scanned:
        typed.new_page().insert_text((72, 100), WORDS, fontsize=14)
        picture = typed[0].get_pixmap(dpi=200)
        page = scanned.new_page()
        page.insert_image(page.rect, pixmap=picture)
        path = tmp_path / "scan.pdf"
        scanned.save(path)
    return path


def test_a_page_without_text_is_named_with_what_to_do(run, scan):
    result = run("extract", scan)
    assert "bladzijde 1" in result.stderr
    assert "--ocr" in result.stderr


@pytest.mark.ocr
def test_its_words_are_read_on_request(run, scan):
    result = run("extract", scan, "--ocr")
    assert result.exit_code == 0, result.output
    assert "bespreekt zorgen eerst met de ouders" in result.stdout
    assert "herkend" in result.stderr
