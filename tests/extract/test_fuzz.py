"""A bounded run of the fuzzer on documents made here."""

from __future__ import annotations

import io
import random

import openpyxl
import pymupdf
import pytest

from congruence.model import View

from .fuzz import mutate, outcome
from .word import abstract, cell, deleted, docx, inserted, level, num, p, run, style, table

TEXT = (
    "# Kop\n\n1. Het team[^1] werkt.\n   - a. in de **wijk**\n\n> Citaat\n\n"
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: Noot.\n"
)


def _pdf() -> bytes:
    document = pymupdf.open()
    for number in range(3):
        page = document.new_page()
        page.insert_text((72, 40), "Kwaliteitsstatuut", fontsize=8)
        page.insert_text((72, 100), f"{number + 1}. Inleiding", fontsize=16)
        page.insert_textbox((72, 130, 500, 400), "Het team werkt samen met de wijk. " * 20)
        page.insert_text((300, 820), str(number + 1))
    return document.tobytes()


def _docx() -> bytes:
    return docx(
        p("Kop", style="Kop")
        + p("Een", num="1", level="0")
        + p(inner=run("Oud ") + deleted("weg") + inserted(run("nieuw")))
        + table(cell(p("a")) + cell(p("b"))),
        styles=style("Kop", name="heading 1"),
        numbering=abstract(1, level(0, "decimal", "Artikel %1")) + num(1, 1),
    )


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["id", "text"])
    book.active.append(["1", "Het team werkt."])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


HTML = (
    "<html><head><title>T</title></head><body><nav>menu</nav><main><h1>Kop</h1><p>Tekst"
    "<sup><a href='#fn1'>1</a></sup></p><ol><li>een<ul><li>twee</li></ul></li></ol><table><tr>"
    "<td>a</td><td>b</td></tr></table><p id='fn1'>Noot</p></main></body></html>"
)
SEEDS = {
    "a.pdf": (_pdf, 120),
    "a.docx": (_docx, 250),
    "a.xlsx": (_xlsx, 60),
    "a.md": (TEXT.encode, 150),
    "a.txt": (TEXT.encode, 100),
    "a.html": (HTML.encode, 150),
    "a.csv": ("id;text\n1;Het team werkt.\n2;De wijk ook.\n".encode, 60),
    "a.jsonl": ('{"id": 1, "text": "Het team werkt."}\n'.encode, 60),
}


@pytest.mark.parametrize("name", SEEDS)
def test_damage_ends_in_a_document_or_one_clear_error(name):
    make, runs = SEEDS[name]
    data = make()
    assert outcome(data, name, View.ACCEPTED) == "document"
    rng = random.Random(20)
    ends = {outcome(mutate(data, rng), name, rng.choice(list(View))) for _ in range(runs)}
    assert ends <= {"document", "InputError"}
