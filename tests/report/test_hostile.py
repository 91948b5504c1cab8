"""Documents that want to act: in every kind of report and every face they stay text."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from lxml import html as lxml_html
from openpyxl import load_workbook

from congruence.compare.check import Check
from congruence.compare.matrix import Matrix
from congruence.model import Document
from congruence.report.write import write_report
from congruence.terms.dossier import build_dossier, read_passages
from congruence.versions import compare_versions, trace

from .conftest import FRAMEWORK, HOSTILE, STATUTE, sample

EVIL = f"{HOSTILE} \u202e <img src=x onerror=alert(1)> ${{7*7}} {{{{7*7}}}} {{% raw %}}"
TEXTS = ("=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "-2+3", '"><svg onload=alert(1)>')


def evil(document: Document) -> Document:
    """``document`` with words that want to act in every place a document has words."""
    blocks = tuple(
        replace(
            block, label=block.label and f"{TEXTS[at % 5]} <b>", path=block.path and f"{EVIL} {at}",
            text=f"{TEXTS[at % 5]} Het buurtteam moet dit niet doen. “{EVIL}” is een term.",
        )
        for at, block in enumerate(document.blocks)
    )  # fmt: skip
    return replace(
        document, title=f"=1+1 {EVIL} {document.id}", version="</title><script>x</script>",
        holder=EVIL, path=f"map/{TEXTS[4]}.docx", date="=2", blocks=blocks,
    )  # fmt: skip


def comparison() -> Any:
    result = sample()
    a, b = evil(STATUTE), evil(FRAMEWORK)
    texts = {("a", x.id): x.text for x in a.blocks} | {("b", x.id): x.text for x in b.blocks}
    findings = tuple(
        replace(finding, text=texts[finding.side, finding.block], uncovered=(), question=EVIL)
        for finding in result.findings
    )
    return replace(result, a=a, b=b, findings=findings)


KINDS: dict[str, Callable[[], Any]] = {
    "compare": comparison,
    "matrix": lambda: Matrix((comparison(),)),
    "check": lambda: Check(Matrix((comparison(),))),
    "diff": lambda: compare_versions(evil(STATUTE), evil(replace(STATUTE, id="nieuw"))),
    "history": lambda: trace([evil(STATUTE), evil(replace(STATUTE, id="nieuw"))]),
    "terms": lambda: build_dossier([evil(STATUTE), evil(FRAMEWORK)], ["buurtteam"]),
    "norms": lambda: read_passages([evil(STATUTE)], "norms"),
    "quotes": lambda: read_passages([evil(STATUTE)], "quotes"),
}


@pytest.fixture(scope="module", params=sorted(KINDS))
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp(request.param) / "rapport"
    return write_report(KINDS[request.param](), out)


def test_html_holds_no_markup_of_the_document(folder: Path) -> None:
    text = (folder / "report.html").read_text("utf-8")
    page = lxml_html.document_fromstring(text)
    assert len(page.xpath("//script")) == 2
    assert len(page.xpath("//style")) == 1
    assert not page.xpath(
        "//img | //svg[@onload] | //@onerror | //iframe | //object | //form[@action]"
    )
    assert all(link.startswith("#") for link in page.xpath("//@href"))
    assert "49" not in page.xpath("string(//title)")
    ids = page.xpath("//@id")
    assert len(set(ids)) == len(ids)


def test_a_right_to_left_override_ends_with_its_quotation(folder: Path) -> None:
    page = lxml_html.parse(str(folder / "report.html")).getroot()
    texts = [text for node in page.iter() for text in (node.text, node.tail) if text]
    loose = [text for text in texts if text.count("\u202e") > text.count("\u202c")]
    assert loose == []
    # In a sentence of ours no name may turn around what follows it.
    ours = page.xpath("//h1 | //p[@class='lead'] | //section/h2 | //*[local-name()='desc']")
    assert not [node for node in ours if "\u202e" in node.text_content()]
    assert any("\u202e" in text for text in texts)
    markdown = (folder / "report.md").read_text("utf-8")
    assert not [line for line in markdown.splitlines()
                if line.count("\u202e") > line.count("\u202c")]  # fmt: skip


def test_excel_holds_no_formula(folder: Path) -> None:
    book = load_workbook(folder / "report.xlsx")
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert not [cell for cell in cells if cell.data_type == "f"]
    targets = {cell.hyperlink.target for cell in cells if cell.hyperlink}
    assert targets <= {"report.html", None}


def test_word_is_sound_xml_with_links_to_itself_only(folder: Path) -> None:
    with zipfile.ZipFile(BytesIO((folder / "report.docx").read_bytes())) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
        relations = archive.read("word/_rels/document.xml.rels").decode()
    assert 'TargetMode="External"' not in relations


def test_markdown_holds_no_live_html_or_address(folder: Path) -> None:
    text = (folder / "report.md").read_text("utf-8").replace("\\<", "")
    assert "<script" not in text and "<img" not in text and "<svg" not in text
    assert "http://" not in text
