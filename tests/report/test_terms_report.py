"""The dossier's faces: the seven parts in order, sources in footnotes, room to react."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
from openpyxl import load_workbook

from congruence.model import Role
from congruence.report.excel import render_excel
from congruence.report.html import render_html
from congruence.report.passages_view import view_of as passages_view
from congruence.report.terms_memo import render_memo
from congruence.report.terms_view import questions, render_word, view_of
from congruence.report.write import write_report
from congruence.terms.dossier import KINDS, build_dossier, read_passages
from tests.terms.documents import document

FRAMEWORK = """# Kader

Teams moeten nabijheid bieden. Nabijheid is de mate waarin iemand <b>er</b> is.
"""
REACTION = """# Brief

Wij maken bezwaar tegen de term ‘nabijheid’. =1+1 is geen formule.
"""


@pytest.fixture(scope="module")
def papers():
    return [
        document(FRAMEWORK, "kader", role=Role.FRAMEWORK, title="Kader", version="0.9"),
        document(REACTION, "brief", role=Role.REACTION, title="Brief", holder="Juristen"),
    ]


@pytest.fixture(scope="module")
def dossier(papers):
    return build_dossier(papers, ["nabijheid", "regie"], discover=True)


def test_a_term_has_the_seven_parts_in_order(dossier):
    titles = [section.title for section in view_of(dossier).sections]
    numbers = [int(re.search(r": (\d)", t).group(1)) for t in titles if t.startswith("nabijheid")]
    assert numbers == sorted(numbers) and set(numbers) == set(range(1, 8))


def test_zeros_are_said_in_words(dossier):
    view = view_of(dossier)
    assert "Nergens gebruikt: regie." in view.lead
    uses = next(s for s in view.sections if s.title.startswith("regie: 1"))
    assert uses.table.rows == () and "Kader (0.9): 0" in uses.intro
    assert questions(dossier.terms[1])


def test_uses_sort_by_the_word_before_and_after(dossier):
    uses = view_of(dossier).sections[0].table
    assert uses.sortable
    assert uses.rows[0][0].sort.startswith("moeten teams")
    assert uses.rows[0][2].sort.startswith("bieden")


def test_html_escapes_what_documents_say(dossier):
    html = render_html(view_of(dossier))
    assert "<b>er</b>" not in html


def test_word_gives_every_quotation_a_footnote(dossier):
    view = view_of(dossier)
    with zipfile.ZipFile(BytesIO(render_word(dossier, view))) as package:
        body = package.read("word/document.xml").decode()
        notes = package.read("word/footnotes.xml").decode()
    references = re.findall(r'footnoteReference w:id="(\d+)"', body)
    assert references == [str(number) for number in range(1, len(references) + 1)]
    assert len(references) > 5
    assert set(references) < set(re.findall(r'<w:footnote [^>]*w:id="(-?\d+)"', notes))
    assert "Kader (0.9)" in notes


def test_the_memo_leaves_position_and_proposal_empty(dossier):
    from docx import Document

    memo = Document(BytesIO(render_memo(dossier)))
    (table,) = memo.tables
    heads = [cell.text for cell in table.rows[0].cells]
    assert heads[-2:] == ["Standpunt", "Voorstel"]
    assert "Wet" not in heads  # no law was read: no empty column, but a word about it
    assert "Niet bij de gelezen documenten: " in "\n".join(p.text for p in memo.paragraphs)
    row = [cell.text for cell in table.rows[1].cells]
    assert row[0].startswith("nabijheid")
    assert "Teams moeten nabijheid bieden" in row[1]
    objected = row[heads.index("Bezwaar dat er ligt")]
    assert "Juristen" in objected and "bezwaar" in objected
    assert row[-2:] == ["", ""]


def test_the_memo_says_where_else_a_term_stands_and_joins_what_one_passage_objects():
    from docx import Document

    papers = [
        document("# Statuut\n\nWij werken samen.\n", "statuut", role=Role.STATUTE),
        document(
            "# Brief\n\nWij hebben bezwaar tegen de buurtscan. De buurtscan past niet bij ons. "
            "De vraag is of de buurtscan werkt.\n",
            "brief",
            role=Role.REACTION,
        ),
    ]
    memo = Document(BytesIO(render_memo(build_dossier(papers, ["buurtscan", "wijkring"]))))
    heads, *rows = [[cell.text for cell in row.cells] for row in memo.tables[0].rows]
    assert heads == ["Begrip", "Statuut", "Bezwaar dat er ligt", "Standpunt", "Voorstel"]
    assert "Staat ook in: " in rows[0][0] and "(3)" in rows[0][0]
    assert "buurtscan. […] De buurtscan past niet" in rows[0][2]
    assert "voorzichtig gezegd" in rows[0][2]
    assert "Niet gebruikt in de gelezen documenten." in rows[1][0]


def test_a_term_that_is_not_used_takes_no_page_and_a_used_one_begins_one():
    from docx import Document

    papers = [document("# Brief\n\nDe buurtscan werkt. Een warm huis.\n", "brief")]
    dossier = build_dossier(papers, ["warm huis", "regie", "buurtscan"])
    word = Document(BytesIO(render_word(dossier, view_of(dossier))))
    breaks = {p.text: p.paragraph_format.page_break_before for p in word.paragraphs}
    assert (breaks["warm huis"], breaks["regie"], breaks["buurtscan"]) == (None, None, True)
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert any("Dit begrip is niet gebruikt" in text for text in texts)
    assert any("geen twee versies" in text for text in texts)


@pytest.mark.parametrize("kind", KINDS)
def test_passages_have_a_report_in_every_face(papers, kind, tmp_path):
    result = read_passages(papers, kind)
    assert passages_view(result).tallies[0].total == len(result.passages)
    folder = write_report(result, tmp_path / "uit")
    assert sorted(path.name for path in folder.iterdir()) == [
        f"report.{face}" for face in ("docx", "html", "json", "md", "xlsx")
    ]


def test_the_dossier_is_written_in_every_face_with_the_memo(dossier, tmp_path):
    extras = {"reactiememo.docx": lambda path: path.write_bytes(render_memo(dossier))}
    folder = write_report(dossier, tmp_path / "uit", extras=extras)
    again = write_report(dossier, folder, force=True)
    assert not (again / "reactiememo.docx").exists()
    assert "nabijheid" in (again / "report.md").read_text(encoding="utf-8")


def test_of_a_long_list_only_the_terms_that_are_used_get_parts_of_their_own():
    from docx import Document

    paper = document("# Brief\n\nDe buurtscan werkt.\n", "brief")
    letters = "abcdefghij"
    unused = [f"begrip{one}{two}kring" for one in letters for two in letters[:4]]
    dossier = build_dossier([paper], [*unused, "buurtscan"])
    view = view_of(dossier)
    assert "en nog 15 (alle staan in de JSON)" in view.lead
    word = Document(BytesIO(render_word(dossier, view)))
    heads = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    assert "buurtscan" in heads and not set(unused) & set(heads)
    assert len(view.sections) == 7


def test_the_parts_of_all_terms_share_a_sheet_of_the_workbook(dossier):
    book = load_workbook(BytesIO(render_excel(view_of(dossier))))
    uses = book["Vindplaatsen"]
    assert [cell.value for cell in uses[1]][:3] == ["Begrip", "Ervoor", "Woorden"]
    about = [cell.value for cell in uses["A"][1:]]
    assert set(about) == {"nabijheid", "regie"}  # a zero is a finding: it has its row
    assert about == sorted(about)
    assert len(book.sheetnames) == len(set(book.sheetnames)) < 14
    assert [cell.value for cell in book["Per document"]["A"][1:]] == ["nabijheid", "nabijheid"]
