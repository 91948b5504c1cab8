"""The five faces: same rows, same ids, and no document text that acts."""

from __future__ import annotations

import json
import os
import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as open_word
from lxml import etree
from lxml import html as lxml_html
from openpyxl import load_workbook

from congruence.compare.result import Comparison
from congruence.errors import OutputError
from congruence.messages import using_language
from congruence.report.excel import render_excel
from congruence.report.html import render_html
from congruence.report.markdown import render_markdown
from congruence.report.safe import closed, markdown_text, xml_text
from congruence.report.view import Mark, Run
from congruence.report.word import render_word
from congruence.report.write import FORMATS, check_target, view_of, write_report


@pytest.fixture()
def page(comparison: Comparison) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(render_html(view_of(comparison)))


def word_id(row) -> str:
    """The id of a row in Word: on a line of its own, or after the place in a brief line."""
    return row.cells[0].text.split("\n")[0].split(" · ")[-1]


def test_every_face_shows_every_row(comparison: Comparison, tmp_path: Path) -> None:
    out = write_report(comparison, tmp_path / "rapport")
    ids = [finding.id for finding in comparison.findings]
    assert sorted(path.name for path in out.iterdir()) == sorted(f"report.{f}" for f in FORMATS)

    payload = json.loads((out / "report.json").read_text("utf-8"))
    assert payload["schema"] == "congruence/compare/1"
    assert [finding["id"] for finding in payload["findings"]] == ids

    tree = lxml_html.parse(str(out / "report.html"))
    assert [node.text for node in tree.xpath("//article//span[@class='id']")] == ids

    book = load_workbook(out / "report.xlsx")
    sheets = [sheet for sheet in book if sheet.cell(1, 1).value == "Kenmerk"]
    assert [sheet.cell(r, 1).value for sheet in sheets for r in range(2, sheet.max_row + 1)] == ids

    cells = [
        word_id(row) for table in open_word(str(out / "report.docx")).tables for row in table.rows
    ]
    assert sorted(text for text in cells if text in ids) == sorted(ids)

    assert re.findall(r"^`(.+)`$", (out / "report.md").read_text("utf-8"), re.M) == ids


def test_html_is_one_file_that_asks_for_nothing(page: lxml_html.HtmlElement) -> None:
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert not page.xpath("//*[@src or @srcset or @style or @background]")
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    assert all(link.startswith("#") for link in page.xpath("//@href"))
    assert "url(" not in page.xpath("string(//style)")


def test_html_links_lead_somewhere_and_ids_are_unique(page: lxml_html.HtmlElement) -> None:
    ids = page.xpath("//@id")
    assert len(set(ids)) == len(ids)
    assert {link[1:] for link in page.xpath("//@href")} <= set(ids)


def test_html_keeps_hostile_words_as_words(page: lxml_html.HtmlElement, hostile: str) -> None:
    quotes = page.xpath("//article//blockquote")
    # HTML has no place for a vertical tab other than as the replacement a parser makes of it.
    texts = [re.sub(r"[\x0b\ufffd]", "", quote.text_content()) for quote in quotes]
    assert hostile.replace("\x0b", "") in texts
    assert len(page.xpath("//script")) == 2


def test_html_of_a_hostile_title_stays_whole(comparison: Comparison, hostile: str) -> None:
    document = replace(comparison.a, title=hostile + "</title><style>", holder='"><img src=x>')
    page = lxml_html.document_fromstring(render_html(view_of(replace(comparison, a=document))))
    assert not page.xpath("//img")
    assert len(page.xpath("//style")) == 1


def test_html_says_what_was_compared_and_how(page: lxml_html.HtmlElement) -> None:
    account = page.get_element_by_id("account").text_content()
    for fact in ("a" * 64, "b" * 64, "1.0", "2031-03-01", "embedded", "0,10", "statuut.docx"):
        assert fact in account
    assert "twee tekens konden niet worden gelezen" in account
    assert "iemand" not in account  # the folder names of a user are nobody's business


def test_html_is_in_the_language_asked(comparison: Comparison) -> None:
    with using_language("en"):
        text = render_html(view_of(comparison))
    assert '<html lang="en">' in text
    assert "no counterpart found" in text
    assert "geen tegenhanger" not in text


def test_word_is_dutch_styled_and_repeats_its_headers(comparison: Comparison) -> None:
    data = render_word(view_of(comparison))
    document = open_word(BytesIO(data))
    assert {"Title", "Heading 1", "Heading 2", "List Bullet"} <= {
        paragraph.style.name for paragraph in document.paragraphs
    }
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert 'w:lang w:val="nl-NL"' in archive.read("word/styles.xml").decode()
        body = etree.fromstring(archive.read("word/document.xml"))
    names = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    for table in body.iterfind(".//w:tbl", names):
        assert table.find("w:tr/w:trPr/w:tblHeader", names) is not None
    heads = [cell.text for cell in document.tables[0].rows[0].cells]
    assert heads[2:] == ["Waarneming", "Vraag", "Reactie"]
    assert document.core_properties.language == "nl-NL"


def test_word_gives_full_rows_to_what_there_is_to_discuss(comparison: Comparison) -> None:
    tables = open_word(BytesIO(render_word(view_of(comparison)))).tables
    ids = [[word_id(row) for row in table.rows] for table in tables]
    full, brief, again = ids[0], ids[1], ids[2]
    assert [text for text in full if text.startswith("a-")] == ["a-p1", "a-p3"]
    assert brief[1:] == ["geen tegenhanger gevonden", "a-p2", "a-p4", "a-p5", "a-n1"]
    # The other direction shows the same two pairs: a line each, that says where they stand.
    assert again[1:] == [
        "tegenhanger gevonden; het paar staat hierboven voluit", "b-q1",
        "mogelijke tegenhanger, nakijken; het paar staat hierboven voluit", "b-q2",
        "geen tegenhanger gevonden", "b-q3",
    ]  # fmt: skip
    assert tables[2].rows[2].cells[1].text.endswith(" (zie a-p1)")


def test_word_shortens_a_long_passage_and_says_where_the_rest_is(comparison: Comparison) -> None:
    view = view_of(comparison)
    words = (Run("Woord " * 50), Run("gemarkeerd", (Mark.SAME,)))

    def longer(row):
        return replace(row, left=(replace(row.left[0], runs=words),)) if row.id == "a-p2" else row

    sections = [
        replace(section, rows=tuple(map(longer, section.rows))) for section in view.sections
    ]
    said = "De hele tekst staat in report.html"
    word = open_word(BytesIO(render_word(replace(view, sections=tuple(sections)))))
    (row,) = [r for table in word.tables for r in table.rows if word_id(r) == "a-p2"]
    assert row.cells[1].text.endswith("Woord …")
    assert len(row.cells[1].text) < 230
    assert sum(said in p.text for p in word.paragraphs) == 1
    whole = open_word(BytesIO(render_word(view)))
    assert not any(said in p.text for p in whole.paragraphs)


def test_remarks_on_one_line_have_no_stop_between_them(comparison: Comparison) -> None:
    from congruence.report.digests import tension
    from congruence.report.view import Remark

    row = next(row for row in view_of(comparison).rows() if row.left and row.right)
    remarks = (Remark("strength", "Normsterkte", detail="moet of kan."),
               Remark("actor", "Wie", "team", "regio"))  # fmt: skip
    (item,) = tension([replace(row, remarks=remarks)]).items
    assert item.text == "Normsterkte: moet of kan; Wie: ‘team’ tegenover ‘regio’"


def test_word_explains_its_marks(comparison: Comparison) -> None:
    account = open_word(BytesIO(render_word(view_of(comparison)))).tables[-1]
    lines = [[cell.text for cell in row.cells] for row in account.rows]
    assert ["Legenda", "gekleurde woorden", "staat woordelijk aan beide kanten"] in lines


def test_word_links_lead_to_bookmarks(comparison: Comparison) -> None:
    with zipfile.ZipFile(BytesIO(render_word(view_of(comparison)))) as archive:
        body = archive.read("word/document.xml").decode()
    marks = re.findall(r'bookmarkStart w:id="(\d+)" w:name="([^"]+)"', body)
    assert len({number for number, _name in marks}) == len(comparison.findings)
    assert set(re.findall(r'w:anchor="([^"]+)"', body)) <= {name for _number, name in marks}


def test_excel_holds_no_formula_and_links_to_the_html(comparison: Comparison) -> None:
    first = replace(comparison.findings[0], question='=cmd|" /C calc"!A0')
    result = replace(comparison, findings=(first, *comparison.findings[1:]))
    book = load_workbook(BytesIO(render_excel(view_of(result))))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(cell.value == '=cmd|" /C calc"!A0' and cell.data_type == "s" for cell in cells)
    rows = next(sheet for sheet in book if sheet.cell(1, 1).value == "Kenmerk")
    assert rows.freeze_panes == "A2"
    assert rows.auto_filter.ref
    assert rows.cell(2, 1).hyperlink.target == "report.html"
    assert rows.cell(2, 1).hyperlink.location == "s1.0-art-1-lid-1"


def test_markdown_leaves_nothing_to_act(comparison: Comparison) -> None:
    text = render_markdown(view_of(comparison))
    assert "<script" not in text.replace("\\<", "")
    assert "http://" not in text
    assert markdown_text("# a | b_c <d> 1. x\n- y") == r"\# a \| b\_c \<d\> 1. x - y"
    assert markdown_text("1. begin") == r"1\. begin"
    assert markdown_text("- begin") == r"\- begin"


def test_what_turns_text_around_is_ended() -> None:
    assert closed("gewoon") == "gewoon"
    assert closed("\u202eom") == "\u202eom\u202c"
    assert closed("\u202eom\u202c") == "\u202eom\u202c"
    assert closed("\u2067a\u202eb") == "\u2067a\u202eb\u202c\u2069"
    assert closed("\u2067a\u202eb\u2069c") == "\u2067a\u202eb\u2069c"
    assert closed("\u202c\u2069") == "\u202c\u2069"


def test_xml_text_drops_what_xml_cannot_hold() -> None:
    assert xml_text("a\x00\x0b\ud800\uffffb\tc") == "a\ufffd\ufffd\ufffd\ufffdb\tc"


def test_a_report_is_replaced_only_whole_and_only_by_force(
    comparison: Comparison, tmp_path: Path
) -> None:
    out = tmp_path / "rapport"
    write_report(comparison, out)
    with pytest.raises(OutputError, match="--force"):
        write_report(comparison, out)
    write_report(comparison, out, formats=["md"], force=True)
    assert [path.name for path in out.iterdir()] == ["report.md"]
    assert [path.name for path in tmp_path.iterdir()] == ["rapport"]


def test_a_failed_run_leaves_the_old_report(comparison: Comparison, tmp_path: Path) -> None:
    out = tmp_path / "rapport"
    write_report(comparison, out, formats=["md"])
    before = (out / "report.md").read_bytes()

    def fail(path: Path) -> None:
        path.write_text("half")
        raise OSError(28, "de schijf is vol on device")

    with pytest.raises(OutputError, match="de schijf is vol"):
        write_report(comparison, out, force=True, extras={"concept.docx": fail})
    assert (out / "report.md").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["rapport"]


def test_a_folder_with_other_files_is_never_replaced(
    comparison: Comparison, tmp_path: Path
) -> None:
    (tmp_path / "brief.docx").write_text("van de gebruiker")
    with pytest.raises(OutputError, match="brief.docx"):
        write_report(comparison, tmp_path, force=True)
    assert (tmp_path / "brief.docx").read_text() == "van de gebruiker"


def test_a_file_or_link_in_the_way_is_refused(comparison: Comparison, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x")
    (tmp_path / "map").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "map")
    for name in ("bestand", "link"):
        with pytest.raises(OutputError, match="--out"):
            check_target(tmp_path / name, force=True)
    check_target(tmp_path / "map", force=False)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_said_so(
    comparison: Comparison, tmp_path: Path
) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="schrij"):
        write_report(comparison, tmp_path / "rapport")
    tmp_path.chmod(0o700)


def test_the_same_result_gives_the_same_report(comparison: Comparison) -> None:
    assert render_html(view_of(comparison)) == render_html(view_of(comparison))
    assert render_markdown(view_of(comparison)) == render_markdown(view_of(comparison))
