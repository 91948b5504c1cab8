"""Tagged PDFs whose tags do not say everything: titles, tables and labels set by looks alone."""

from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import which

import pytest

from congruence.extract import read
from congruence.model import Block, BlockKind, Document

PAGE = """<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>.</title>
<style>body{{font:10pt 'Liberation Sans'}} .kop{{font:bold 16pt 'Liberation Sans'}}
.rij{{display:flex}} .rij span{{flex:1}}</style></head><body>{0}</body></html>"""
BODY = (
    "Het team kijkt samen met de inwoner wat er nodig is en legt de afspraken daarover vast, zodat "
    "iedereen weet waar hij aan toe is en niemand het verhaal twee keer hoeft te vertellen."
)


def printed(tmp_path: Path, body: str) -> Document:
    source, target = tmp_path / "pagina.html", tmp_path / "pagina.pdf"
    source.write_text(PAGE.format(body), encoding="utf-8")
    subprocess.run(
        [which("chromium") or "google-chrome", "--headless", "--no-sandbox", "--disable-gpu",
         "--no-pdf-header-footer", f"--print-to-pdf={target}", source.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    document = read(target)
    counts = document.counts
    assert counts.source_characters == counts.body_characters + counts.furniture_characters
    return document


def heads(document: Document) -> list[tuple[int | None, str]]:
    return [(block.level, block.text) for block in document.blocks if block.is_heading]


def is_cell(block: Block) -> bool:
    return block.kind is BlockKind.TABLE_CELL


@pytest.mark.browser
def test_a_title_without_a_tag_is_no_running_head(tmp_path):
    document = printed(tmp_path, f'<div class="kop">Regeling voor de buurt</div><p>{BODY}</p>')
    assert heads(document) == [(1, "Regeling voor de buurt")]
    assert document.title == "Regeling voor de buurt" and document.furniture == ()


@pytest.mark.browser
def test_a_bold_line_that_opens_a_tagged_paragraph_is_its_title(tmp_path):
    body = f"<h1>Verslag</h1><h2>Wachttijd</h2><p><b>In het kort</b><br>{BODY}</p><p>{BODY}</p>"
    document = printed(tmp_path, body)
    assert heads(document) == [(1, "Verslag"), (2, "Wachttijd"), (3, "In het kort")]
    assert [b.text for b in document.blocks if not b.is_heading] == [BODY, BODY]


@pytest.mark.browser
def test_a_table_of_untagged_parts_stays_together(tmp_path):
    rows = [("Soort", "Bedrag", "Per"), ("Feest", "250", "straat"), ("Tuin", "1000", "jaar")]
    table = "".join(
        f'<div class="rij">{"".join(f"<span>{cell}</span>" for cell in row)}</div>' for row in rows
    )
    document = printed(tmp_path, f"<p>{BODY}</p>{table}<p>Slot. {BODY}</p>")
    assert [(b.row, b.column_index, b.text) for b in document.blocks if is_cell(b)] == [
        (at, column, text) for at, row in enumerate(rows) for column, text in enumerate(row)
    ]
    assert [is_cell(block) for block in document.blocks] == [False, *[True] * 9, False]
