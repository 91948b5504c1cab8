"""Titles that are only set as such, in every format that says how text is set."""

from __future__ import annotations

import pytest

from congruence.extract import read_bytes
from congruence.model import BlockKind

from .test_odt import odt
from .word import abstract, cell, docx, level, num, p, run, style, table

TEXT = "Het college zorgt voor een passende voorziening en legt zijn redenen vast."
KOP = style("Kop1", name="heading 1")
UNDERLINED = '<w:u w:val="single"/>'
LISTS = abstract(1, level(0, "decimal", "%1.")) + num(1, 1)


def set_as(text: str, *marks: str) -> str:
    """A run in bold (``b``), italics (``i``) or another setting given as XML."""
    inner = "".join(f"<w:{mark}/>" if len(mark) == 1 else mark for mark in marks)
    return f'<w:r><w:rPr>{inner}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def larger(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/>'


def outline(data: bytes, name: str = "stuk.docx") -> list[tuple[int | None, str]]:
    """The headings with their level, labels in front."""
    return [
        (block.level, " ".join(filter(None, (block.label, block.text))))
        for block in read_bytes(data, name=name).blocks
        if block.kind is BlockKind.HEADING
    ]


def test_a_bold_line_above_text_is_a_title_below_the_heading_it_stands_under():
    body = (
        p("Beleid", style="Kop1") + p(TEXT)
        + p(inner=set_as("Waarom dit plan", "b")) + p(TEXT)
        + p(inner=set_as("Voor wie", "i")) + p(TEXT)
        + p(inner=set_as("Wie doet wat?", "b")) + p("regie", num="1", level="0")
        + p("Slot", style="Kop1") + p(inner=set_as("Evaluatie", UNDERLINED)) + p(TEXT)
    )  # fmt: skip
    assert outline(docx(body, styles=KOP, numbering=LISTS)) == [
        (1, "Beleid"), (2, "Waarom dit plan"), (3, "Voor wie"), (2, "Wie doet wat?"),
        (1, "Slot"), (2, "Evaluatie"),
    ]  # fmt: skip


NO_TITLES = {
    "a link": f"<w:hyperlink>{set_as('Handreiking voor de wijk', UNDERLINED)}</w:hyperlink>",
    "a sentence": set_as("Het college besluit binnen acht weken.", "b"),
    "a lead into a list": set_as("De partijen zijn:", "b"),
    "a lead in bold": set_as("Let op", "b") + run(": dit geldt ook voor kinderen"),
    "a long line": set_as("Een hele regel die vet is gezet " * 4, "b"),
    "a date": set_as("12 maart 2024", "b"),
    "an address": set_as("www.voorbeeld.nl", "b"),
    "a caption": set_as("Figuur 2: aantallen per wijk", "b"),
    "lower case": set_as("zicht op veiligheid", "b"),
    "a code": set_as("wl03", "b"),
    "a long line in italics": set_as("Wij zien dat de wijk steeds meer van ons vraagt", "i"),
    "nothing that stands out": run("Waarom dit plan"),
}


@pytest.mark.parametrize("case", NO_TITLES)
def test_what_is_no_title(case):
    body = p("Beleid", style="Kop1") + p(TEXT) + p(inner=NO_TITLES[case]) + p(TEXT)
    assert outline(docx(body, styles=KOP)) == [(1, "Beleid")]


def test_a_bold_line_with_no_text_of_another_kind_below_it_is_no_title():
    signature = p(inner=set_as("Jan de Vries", "b")) + p("wethouder")
    last = p(inner=set_as("Gemeente Voorbeeld", "b"))
    boxed = table(cell(p(inner=set_as("Een kader", "b")) + p(TEXT)))
    cells = table(cell(p(inner=set_as("Norm", "b")) + p(TEXT)) + cell(p("b")))
    body = p("Brief", style="Kop1") + p(TEXT) + boxed + cells + signature + last
    assert outline(docx(body, styles=KOP)) == [(1, "Brief")]


def test_of_two_lines_set_alike_the_one_above_text_is_the_title():
    two = p(inner=set_as("Deelnemers", "b")) + p(inner=set_as("Gemeente Voorbeeld", "b")) + p(TEXT)
    warning = p(inner=set_as("Let goed op", "b")) + p(inner=set_as(TEXT, "b")) + p(TEXT) * 3
    announced = p("Contact:") + p(inner=set_as("Jan de Vries", "b")) + p(TEXT)
    body = p("Beleid", style="Kop1") + two + warning + announced
    assert outline(docx(body, styles=KOP)) == [(1, "Beleid"), (2, "Gemeente Voorbeeld")]


def test_a_long_numbered_line_in_italics_is_a_title():
    long = "Een vragenlijst op papier naast een vragenlijst op het internet"
    body = p("Beleid", style="Kop1") + p(num="1", level="0", inner=set_as(long, "i")) + p(TEXT)
    assert outline(docx(body, styles=KOP, numbering=LISTS)) == [(1, "Beleid"), (2, f"1. {long}")]


def test_without_headings_every_bold_line_is_one():
    body = p(inner=set_as("Brief", "b")) + p(inner=set_as("Onderwerp", "b")) + p(TEXT)
    assert [text for _level, text in outline(docx(body))] == ["Brief", "Onderwerp"]


def test_where_all_is_bold_nothing_stands_out():
    body = p("Beleid", style="Kop1") + p(inner=set_as("Waarom dit plan", "b"))
    body += p(inner=set_as(TEXT, "b")) * 3
    assert outline(docx(body, styles=KOP)) == [(1, "Beleid")]


def test_typed_numbers_give_titles_their_depth():
    lines = ("1 Inleiding", "1.1 Aanleiding", "1.2 Doel", "1.2.1 Reikwijdte", "2 Uitvoering")
    titles = "".join(p(inner=set_as(line, "b")) + p(TEXT) for line in lines)
    numbers = [(1, lines[0]), (2, lines[1]), (2, lines[2]), (3, lines[3]), (1, lines[4])]
    assert outline(docx(titles)) == numbers
    below = [(level + 1, text) for level, text in numbers]
    body = p("Beleid", style="Kop1") + p(TEXT) + titles
    assert outline(docx(body, styles=KOP)) == [(1, "Beleid"), *below]


def test_a_numbered_bold_line_above_a_paragraph_is_a_title_and_in_a_list_it_is_not():
    bold = [p(inner=set_as(word, "b"), num="1", level="0") for word in ("Melden", "Wegen", "Doen")]
    body = p("Beleid", style="Kop1") + bold[0] + p(TEXT) + bold[1] + bold[2]
    document = docx(body, styles=KOP, numbering=LISTS)
    assert outline(document) == [(1, "Beleid"), (2, "1. Melden")]


def test_bold_in_the_style_and_larger_letters_count():
    styles = KOP + (
        '<w:style w:type="paragraph" w:styleId="Tussen"><w:name w:val="Tussenkop"/>'
        '<w:rPr><w:b/></w:rPr></w:style><w:style w:type="character" w:styleId="Kop2Char">'
        '<w:name w:val="Kop 2 Char"/></w:style>'
    )
    body = (
        p("Beleid", style="Kop1") + p(TEXT)
        + p("Doel", style="Tussen") + p(TEXT)
        + p(inner=set_as("Werkwijze", larger(30))) + p(TEXT)
        + p(inner=set_as("Evaluatie", '<w:rStyle w:val="Kop2Char"/>')) + p(TEXT)
        + p(style="Tussen", inner=set_as("Gewoon", '<w:b w:val="0"/>')) + p(TEXT)
    )  # fmt: skip
    assert outline(docx(body, styles=styles)) == [
        (1, "Beleid"), (2, "Doel"), (2, "Werkwijze"), (2, "Evaluatie"),
    ]  # fmt: skip


def test_what_stands_on_a_cover_below_the_title_is_no_title():
    body = p("Kader", style="Kop1") + p(inner=set_as("Concept, versie 0.9", "b")) + p(TEXT)
    assert outline(docx(body, styles=KOP)) == [(1, "Kader")]


def test_a_heading_alone_in_its_row_is_a_heading_and_beside_others_a_cell():
    alone = table(cell(p("Doelgroep", style="Kop1")), cell(p(TEXT)) + cell(p("b")))
    beside = table(cell(p("Norm", style="Kop1")) + cell(p("Bron", style="Kop1")))
    assert outline(docx(alone + beside, styles=KOP)) == [(1, "Doelgroep")]


def test_opendocument_titles():
    automatic = (
        '<style:style style:name="T1" style:family="text"><style:text-properties '
        'fo:font-weight="bold"/></style:style><style:style style:name="P1" '
        'style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="P1">'
        '<style:text-properties fo:font-style="italic"/></style:style>'
    )
    after = f"<text:p>{TEXT}</text:p>"
    body = (
        f'<text:h text:outline-level="1">Beleid</text:h>{after}'
        f'<text:p><text:span text:style-name="T1">Waarom</text:span></text:p>{after}'
        f'<text:p text:style-name="P2">Voor wie</text:p>{after}'
        f'<text:p><text:span text:style-name="T1">Let</text:span> wel</text:p>{after}'
    )
    assert outline(odt(body, styles=automatic), "stuk.odt") == [
        (1, "Beleid"), (2, "Waarom"), (3, "Voor wie"),
    ]  # fmt: skip


def test_titles_of_a_page():
    page = (
        f"<h1>Beleid</h1><p><strong>Waarom</strong></p><p>{TEXT}</p>"
        f"<p><b>Voor wie</b><br>{TEXT}<br><br>Een tweede alinea.</p>"
        f"<p>{TEXT}<br>{TEXT}</p><table><tr><td><b>Norm</b></td><td>{TEXT}</td></tr></table>"
        "<p><b>Let</b> wel</p><p><b>Jan</b><br><b>Kerkstraat 1</b></p>"
    )
    document = read_bytes(page.encode(), name="stuk.html")
    assert outline(page.encode(), "stuk.html") == [(1, "Beleid"), (2, "Waarom"), (2, "Voor wie")]
    plain = [block.text for block in document.blocks if block.kind is BlockKind.PARAGRAPH]
    assert plain == [
        TEXT, TEXT, "Een tweede alinea.", f"{TEXT} {TEXT}", "Let wel", "Jan Kerkstraat 1",
    ]  # fmt: skip
    counts = document.counts
    assert counts.source_characters == counts.body_characters
