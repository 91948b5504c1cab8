"""One document against many, and a draft checked: every cell leads to its passages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html as lxml_html

from congruence.compare.check import Check
from congruence.compare.matrix import Matrix
from congruence.compare.result import Band, summarise
from congruence.report.html import render_html
from congruence.report.write import view_of

from .conftest import FRAMEWORK, sample


def make_matrix() -> Matrix:
    """The sample against its framework, and against a handout in which nothing is found."""
    first = sample()
    handout = replace(FRAMEWORK, id="handreiking", title="Handreiking Luisteren", version="2")
    findings = tuple(replace(finding, band=Band.NONE, signals=()) for finding in first.findings)
    second = replace(first, b=handout, findings=findings, notes=(), summary=summarise(findings))
    return Matrix((first, second))


@pytest.fixture()
def matrix() -> Matrix:
    return make_matrix()


def test_every_passage_is_a_line_and_every_document_a_column(matrix: Matrix) -> None:
    view = view_of(matrix)
    table = view.sections[0].table
    assert table is not None
    assert len(table.rows) == sum(1 for _block in matrix.document.passages())
    assert [column.title for column in table.columns[2:]] == [
        "B · Kader Veilige Straat", "C · Handreiking Luisteren (2)",
    ]  # fmt: skip
    labels = [cell.text for cell in table.rows[0][2:]]
    assert labels == ["gevonden", "geen gevonden"]


def test_every_cell_opens_its_own_row(matrix: Matrix) -> None:
    view = view_of(matrix)
    table = view.sections[0].table
    assert table is not None
    anchors = {row.anchor: row for row in view.rows()}
    for line, passage in zip(table.rows, matrix.document.passages(), strict=True):
        for letter, cell in zip("bc", line[2:], strict=True):
            row = anchors[cell.anchor or ""]
            assert row.subject.block == passage.id
            assert all(candidate.document == letter for candidate in row.right)


def test_the_page_of_a_matrix_is_sound(matrix: Matrix) -> None:
    page = lxml_html.document_fromstring(render_html(view_of(matrix)))
    ids = page.xpath("//@id")
    assert len(set(ids)) == len(ids)
    assert {link[1:] for link in page.xpath("//@href")} <= set(ids)


def test_the_signs_are_explained_once(matrix: Matrix) -> None:
    page = lxml_html.document_fromstring(render_html(view_of(matrix)))
    (legend,) = page.xpath("//details[@class='legend']")
    assert "mogelijke tegenhanger" in legend.text_content()


def test_a_check_begins_with_the_remarks_that_differ(matrix: Matrix) -> None:
    view = view_of(Check(matrix))
    table = view.sections[0].table
    assert table is not None
    about = [line[2].text for line in table.rows]
    assert about[0] == "Termijn"
    assert about.index("Geen tegenhanger gevonden") > about.index("Termijn")
    first = table.rows[0]
    assert (first[0].text, first[1].text) == ("Artikel 1, lid 1, blz. 1", "binnen vijf werkdagen")
    assert first[4].text == "B"
    assert first[0].anchor in {row.anchor for row in view.rows()}
