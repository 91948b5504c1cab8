"""Remarks in a copy of the draft: on the words meant, and nothing else changed."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path

import docx
import pymupdf
import pytest
from docx.enum.text import WD_COLOR_INDEX
from lxml import etree

from congruence import read
from congruence.report.anchoring import Anchors
from congruence.report.annotate import Remark, annotator_for

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXTS = [
    "Het team moet binnen vijf dagen antwoorden en moet dat vastleggen.",
    "De inwoner kan een klacht indienen.",
    "De inwoner kan een klacht indienen.",
]


@pytest.fixture
def draft(tmp_path):
    """A Word file with mixed formatting, a table, a hyperlink-free note and a comment."""
    file = docx.Document()
    file.add_heading("Termijnen", 1)
    paragraph = file.add_paragraph("Het team ")
    paragraph.add_run("moet bin").bold = True
    run = paragraph.add_run("nen vijf dagen")
    run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    paragraph.add_run(" antwoorden en moet dat vastleggen.")
    for text in TEXTS[1:]:
        file.add_paragraph(text)
    cell = file.add_table(rows=1, cols=2).rows[0].cells
    cell[0].text, cell[1].text = "Wie", "De gemeente betaalt de kosten van het overleg."
    file.add_comment(paragraph.runs[0], text="Stond er al.", author="Een lezer")
    path = tmp_path / "concept.docx"
    file.save(path)
    return path


def anchored(path: Path) -> dict[str, str]:
    """Each comment's text with the words its range holds."""
    file = docx.Document(path)
    texts = {str(comment.comment_id): comment.text for comment in file.comments}
    held: dict[str, str] = {}
    opened: set[str] = set()
    for element in file.element.iter():
        number = element.get(f"{W}id")
        if element.tag == f"{W}commentRangeStart":
            opened.add(number)
            held[number] = ""
        elif element.tag == f"{W}commentRangeEnd":
            opened.discard(number)
        elif element.tag == f"{W}t":
            for number in opened:
                held[number] += element.text or ""
    assert not opened
    return {texts[number]: words for number, words in held.items()}


def remark_on(document, words: str, text: str, nth: int = 0) -> Remark:
    block = [block for block in document.passages() if words in block.text][nth]
    start = block.text.index(words)
    return Remark(block.id, start, start + len(words), text)


def annotate(path: Path, out: Path, *wanted: tuple[str, str, int]) -> int:
    document = read(path)
    remarks = [remark_on(document, words, text, nth) for words, text, nth in wanted]
    return annotator_for(document)(remarks, out)


def test_comments_stand_on_the_words_meant_across_runs_and_cells(draft, tmp_path):
    out = tmp_path / "uit.docx"
    strays = annotate(
        draft, out,
        ("binnen vijf dagen", "termijn\ntweede regel", 0),
        ("vijf", "getal", 0),
        ("en moet", "sterkte", 0),
        ("kan", "tweede", 1),
        ("gemeente", "wie", 0),
    )  # fmt: skip
    assert strays == 0
    assert anchored(out) == {
        "Stond er al.": "Het team ",
        "termijn\ntweede regel": "binnen vijf dagen",
        "getal": "vijf",
        "sterkte": "en moet",
        "tweede": "kan",
        "wie": "gemeente",
    }


def test_text_styles_and_all_other_parts_stay_as_they_are(draft, tmp_path):
    out = tmp_path / "uit.docx"
    annotate(draft, out, ("vijf", "getal", 0), ("De inwoner kan", "wie", 1))
    before, after = docx.Document(draft), docx.Document(out)
    assert [p.text for p in after.paragraphs] == [p.text for p in before.paragraphs]
    assert [p.style.name for p in after.paragraphs] == [p.style.name for p in before.paragraphs]

    def dressed(file):
        return [
            (character, run.bold, run.font.highlight_color)
            for p in file.paragraphs for run in p.runs for character in run.text
        ]  # fmt: skip

    assert dressed(after) == dressed(before)
    with zipfile.ZipFile(draft) as old, zipfile.ZipFile(out) as new:
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
        assert set(changed) <= {"word/document.xml", "word/comments.xml"}
    assert [c.text for c in after.comments][0] == "Stond er al."


def test_a_file_without_comments_gets_the_part_its_relation_and_its_type(tmp_path):
    file = docx.Document()
    file.add_paragraph(TEXTS[0])
    path, out = tmp_path / "kaal.docx", tmp_path / "uit.docx"
    file.save(path)
    # python-docx writes a comments part only when asked; take it out where it did.
    with zipfile.ZipFile(path) as package:
        assert "word/comments.xml" not in package.namelist()
    annotate(path, out, ("vijf dagen", "termijn", 0))
    assert anchored(out) == {"termijn": "vijf dagen"}


def test_the_copy_is_the_same_every_time(draft, tmp_path):
    first, second = tmp_path / "a.docx", tmp_path / "b.docx"
    for out in (first, second):
        annotate(draft, out, ("vijf", "getal", 0))
    assert first.read_bytes() == second.read_bytes()


def test_words_with_a_tracked_change_inside_keep_the_change(tmp_path):
    file = docx.Document()
    file.add_paragraph("Het team moet melden.")
    stream = io.BytesIO()
    file.save(stream)
    path, out = tmp_path / "spoor.docx", tmp_path / "uit.docx"
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = data.replace(
                    b"<w:t>Het team moet melden.</w:t></w:r>",
                    b'<w:t xml:space="preserve">Het team </w:t></w:r>'
                    b'<w:del w:id="90" w:author="x"><w:r><w:delText>kan</w:delText></w:r></w:del>'
                    b'<w:ins w:id="91" w:author="x"><w:r><w:t>moet</w:t></w:r></w:ins>'
                    b'<w:r><w:t xml:space="preserve"> melden.</w:t></w:r>',
                )
            new.writestr(name, data)
    annotate(path, out, ("moet melden", "sterkte", 0))
    assert anchored(out) == {"sterkte": "moet melden"}
    root = etree.fromstring(zipfile.ZipFile(out).read("word/document.xml"))
    assert [e.text for e in root.iter(f"{W}delText")] == ["kan"]
    assert len(list(root.iter(f"{W}ins"))) == 1


def test_control_characters_and_markup_in_a_remark_are_plain_text(draft, tmp_path):
    out = tmp_path / "uit.docx"
    annotate(draft, out, ("vijf", "<b>\x0bx & y</b>", 0))
    assert "<b>x & y</b>" in anchored(out)


@pytest.fixture
def pdf(tmp_path):
    path = tmp_path / "concept.pdf"
    file = pymupdf.open()
    page = file.new_page()
    page.insert_textbox((72, 72, 300, 300), "\n\n".join(TEXTS[:2]), fontsize=11)
    file.save(path)
    return path


def test_highlights_cover_the_words_and_carry_the_note(pdf, tmp_path):
    out = tmp_path / "uit.pdf"
    assert annotate(pdf, out, ("vijf dagen", "termijn", 0), ("klacht", "woord", 0)) == 0
    with pymupdf.open(out) as file:
        page = file[0]
        found = {}
        for note in page.annots():
            corners = note.vertices
            words = [
                page.get_textbox(pymupdf.Quad(corners[at : at + 4]).rect).strip()
                for at in range(0, len(corners), 4)
            ]
            found[note.info["content"]] = " ".join(words)
            assert note.type[1] == "Highlight"
    assert found == {"termijn": "vijf dagen", "woord": "klacht"}
    original = pdf.read_bytes()
    assert out.read_bytes()[: len(original)] == original


def test_a_text_file_has_no_margin(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("\n\n".join(TEXTS), encoding="utf-8")
    assert annotator_for(read(path)) is None


def test_words_are_found_past_hyphens_and_a_running_head():
    text = "De verwerkingsverantwoordelijke legt vast welke gegevens zij met wie heeft gedeeld."
    page = (
        "Inleiding De verwerkings-\nverantwoordelijke legt vast welke "
        "KADER 12 concept gegevens zij met wie heeft gedeeld. Einde"
    )
    anchors = Anchors(page)
    low = text.index("zij met")
    whole, part, nothing = anchors.find(text, [(0, len(text)), (low, low + 7), (5, 5)])
    assert page[slice(*whole)].startswith("De verwerkings-")
    assert page[slice(*whole)].endswith("gedeeld")
    assert page[slice(*part)] == "zij met"
    assert nothing is None
    assert anchors.find("Dit staat er helemaal niet in.", [(0, 3)]) == [None]


@pytest.mark.office
def test_the_commented_file_opens_in_libreoffice(draft, tmp_path):
    out = tmp_path / "uit.docx"
    annotate(draft, out, ("vijf dagen", "termijn", 0), ("kan", "sterkte", 1))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "odt", "--outdir", tmp_path, out],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    content = zipfile.ZipFile(tmp_path / "uit.odt").read("content.xml").decode()
    assert content.count("<office:annotation ") == 3
    assert re.search(r"<office:annotation .*?termijn.*?</office:annotation>", content, re.S)
