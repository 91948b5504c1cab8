"""The numbers Word prints, case by case; LibreOffice, where installed, must print the same."""

from __future__ import annotations

import pytest

from congruence.extract import read_bytes
from congruence.extract.docx_numbering import numeral
from congruence.model import BlockKind

from .office import printed_by_office, printed_by_us, with_marks
from .word import abstract, cell, docx, level, num, p, run, style, table, with_mark

OUTLINE = abstract(
    1,
    level(0, "decimal", "%1."),
    level(1, "decimal", "%1.%2"),
    level(2, "lowerLetter", "%3)"),
    level(3, "lowerRoman", "(%4)"),
)


def _num_style(key: int | None, at: int | None = None) -> str:
    depth = "" if at is None else f'<w:ilvl w:val="{at}"/>'
    number = "" if key is None else f'<w:numId w:val="{key}"/>'
    return f"<w:numPr>{depth}{number}</w:numPr>"


def _start(at: int, value: int) -> str:
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{value}"/></w:lvlOverride>'


def _override(inner: str) -> str:
    return f'<w:lvlOverride w:ilvl="0">{inner}</w:lvlOverride>'


CASES: dict[str, tuple[str, dict[str, str], list[str]]] = {
    "composite levels and restarts": (
        p("een", num="1", level="0") + p("twee", num="1", level="1") + p("drie", num="1", level="1")
        + p("vier", num="1", level="2") + p("vijf", num="1", level="2")
        + p("zes", num="1", level="0") + p("zeven", num="1", level="1")
        + p("acht", num="1", level="2") + p("negen", num="1", level="3"),
        {"numbering": OUTLINE + num(1, 1)},
        ["1.", "1.1", "1.2", "a)", "b)", "2.", "2.1", "a)", "(i)"],
    ),
    "custom text": (
        p("Doel", num="1", level="0") + p("Begrippen", num="1", level="0"),
        {"numbering": abstract(1, level(0, "decimal", "Artikel %1")) + num(1, 1)},
        ["Artikel 1", "Artikel 2"],
    ),
    "a skipped level shows its start": (
        p("diep", num="1", level="1") + p("weer", num="1", level="1"),
        {"numbering": OUTLINE + num(1, 1)},
        ["1.1", "1.2"],
    ),
    "list from the style, level from the paragraph": (
        p("een", style="Lid") + p("twee", style="Lid", level="1") + p("drie", style="Lid"),
        {
            "numbering": OUTLINE + num(1, 1),
            "styles": style("Basis", properties=_num_style(1)) + style("Lid", based="Basis"),
        },
        ["1.", "1.1", "2."],
    ),
    "numId 0 takes the list away": (
        p("een", style="Lid") + p("geen", style="Lid", num="0") + p("twee", style="Lid"),
        {
            "numbering": OUTLINE + num(1, 1),
            "styles": style("Lid", properties=_num_style(1)),
        },
        ["1.", "", "2."],
    ),
    "a level that names the style": (
        p("een", style="Kop") + p("twee", style="Sub") + p("drie", style="Sub"),
        {
            "numbering": abstract(
                1,
                level(0, "decimal", "%1", style="Kop"),
                level(1, "decimal", "%1.%2", style="Sub"),
            )
            + num(1, 1),
            "styles": style("Kop", properties=_num_style(1))
            + style("Sub", properties=_num_style(1)),
        },
        ["1", "1.1", "1.2"],
    ),
    "a start that is overridden": (
        p("een", num="1", level="0") + p("twee", num="1", level="0")
        + p("opnieuw", num="2", level="0") + p("verder", num="2", level="0"),
        {
            "numbering": OUTLINE + num(1, 1)
            + num(2, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
        },
        ["1.", "2.", "5.", "6."],
    ),
    "two instances of one list count on": (
        p("een", num="1", level="0") + p("twee", num="2", level="0"),
        {"numbering": OUTLINE + num(1, 1) + num(2, 1)},
        ["1.", "2."],
    ),
    "a level replaced by an override": (
        p("een", num="2", level="0") + p("twee", num="2", level="0"),
        {
            "numbering": OUTLINE + num(1, 1)
            + num(2, 1, _override(level(0, "upperRoman", "%1 -")))
        },
        ["I -", "II -"],
    ),
    "no number in the format": (
        p("een", num="1", level="0") + p("twee", num="1", level="1"),
        {
            "numbering": abstract(1, level(0, "none", ""), level(1, "decimal", "%2."))
            + num(1, 1)
        },
        ["", "1."],
    ),
    "legal numbering turns Roman numerals into digits": (
        p("een", num="1", level="0") + p("twee", num="1", level="1"),
        {
            "numbering": abstract(
                1,
                level(0, "upperRoman", "%1."),
                level(1, "decimal", "%1.%2", extra="<w:isLgl/>"),
            )
            + num(1, 1)
        },
        ["I.", "1.1"],
    ),
    "a list without a level": (
        p("een", num="1") + p("twee", num="1"),
        {"numbering": OUTLINE + num(1, 1)},
        ["1.", "2."],
    ),
    "a level that never restarts": (
        p("een", num="1", level="0") + p("x", num="1", level="1") + p("twee", num="1", level="0")
        + p("y", num="1", level="1"),
        {
            "numbering": abstract(
                1,
                level(0, "decimal", "%1."),
                level(1, "decimal", "Lid %2", extra='<w:lvlRestart w:val="0"/>'),
            )
            + num(1, 1)
        },
        ["1.", "Lid 1", "2.", "Lid 2"],
    ),
    "a list style behind a link": (
        p("een", num="2", level="0") + p("twee", num="2", level="0"),
        {
            "numbering": abstract(
                1, level(0, "decimal", "%1)"), extra='<w:styleLink w:val="Lijst"/>'
            )
            + abstract(2, extra='<w:numStyleLink w:val="Lijst"/>') + num(1, 1) + num(2, 2),
            "styles": '<w:style w:type="numbering" w:styleId="Lijst"><w:name w:val="Lijst"/><w:pPr>'
            + _num_style(1) + "</w:pPr></w:style>",
        },
        ["1)", "2)"],
    ),
    "bullets have no number": (
        p("een", num="1", level="0"),
        {"numbering": abstract(1, level(0, "bullet", "•")) + num(1, 1)},
        [""],
    ),
    "list from the paragraph, level from the style": (
        p("een", style="Sub") + p("twee", style="Sub", num="1") + p("drie", num="1"),
        {
            "numbering": OUTLINE + num(1, 1) + num(2, 1),
            "styles": style("Sub", properties=_num_style(2, 1)),
        },
        ["1.1", "1.2", "2."],
    ),
    "level from one style, list from the style it is based on": (
        p("een", style="Lid") + p("twee", style="Sub") + p("drie", style="Sub"),
        {
            "numbering": OUTLINE + num(1, 1),
            "styles": style("Lid", properties=_num_style(1, 0))
            + style("Sub", based="Lid", properties=_num_style(None, 1)),
        },
        ["1.", "1.1", "1.2"],
    ),
    "a style that takes the list of its base away": (
        p("een", style="Lid") + p("geen", style="Kaal") + p("twee", style="Lid"),
        {
            "numbering": OUTLINE + num(1, 1),
            "styles": style("Lid", properties=_num_style(1, 0))
            + style("Kaal", based="Lid", properties=_num_style(0)),
        },
        ["1.", "", "2."],
    ),
    "a level that names the style, which names the level": (
        p("een", style="Kop") + p("twee", style="Sub") + p("drie", style="Onder"),
        {
            "numbering": abstract(
                1,
                level(0, "decimal", "%1", style="Kop"),
                level(1, "decimal", "%1.%2", style="Sub"),
            )
            + num(1, 1),
            "styles": style("Kop", properties=_num_style(1, 0))
            + style("Sub", properties=_num_style(1, 1)) + style("Onder", based="Sub"),
        },
        ["1", "1.1", "1.2"],
    ),
    "a list in every paragraph's style": (
        p("een") + p("twee") + p("kaal", style="Kaal"),
        {
            "numbering": OUTLINE + num(1, 1),
            "styles": style("Kaal")
            + style("N", properties=_num_style(1, 0)).replace(" w:st", ' w:default="1" w:st', 1),
        },
        ["1.", "2.", ""],
    ),
    "empty paragraphs count": (
        p("een", num="1", level="0") + p("", num="1", level="0") + p("drie", num="1", level="0"),
        {"numbering": OUTLINE + num(1, 1)},
        ["1.", "3."],
    ),
    "through table cells and content controls": (
        p("een", num="1", level="0")
        + table(
            cell(p("twee", num="1", level="0")) + cell(p("drie", num="1", level="0")),
            cell(p("vier", num="1", level="1")) + cell(p("kaal")),
        )
        + f"<w:sdt><w:sdtContent>{p('vijf', num='1', level='0')}</w:sdtContent></w:sdt>",
        {"numbering": OUTLINE + num(1, 1)},
        ["1.", "2.", "3.", "3.1", "", "4."],
    ),
    "a start overridden at a lower level only": (
        p("een", num="2", level="0") + p("twee", num="2", level="1")
        + p("drie", num="1", level="2") + p("vier", num="2", level="0"),
        {
            "numbering": abstract(
                1, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"),
                level(2, "decimal", "%1.%2.%3"),
            )
            + num(1, 1, _start(1, 4) + _start(2, 4)) + num(2, 1)
        },
        ["1", "1.1", "1.1.4", "2"],
    ),
    "each overridden level starts where it is first used": (
        p("een", num="1", level="0") + p("twee", num="2", level="0")
        + p("drie", num="2", level="1"),
        {"numbering": OUTLINE + num(1, 1) + num(2, 1, _start(0, 1) + _start(1, 4))},
        ["1.", "1.", "1.4"],
    ),
    "a level replaced and started anew": (
        p("een", num="1", level="0") + p("twee", num="2", level="0")
        + p("drie", num="1", level="0") + p("vier", num="2", level="0"),
        {
            "numbering": OUTLINE + num(1, 1)
            + num(2, 1, _override('<w:startOverride w:val="7"/>' + level(0, "upperRoman", "%1 -")))
        },
        ["1.", "VII -", "8.", "IX -"],
    ),
    "a level that restarts below one further up": (
        "".join(p(f"x{at}", num="1", level=f"{at}") for at in (0, 1, 2, 1, 2, 0, 1, 2)),
        {
            "numbering": abstract(
                1, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"),
                level(2, "decimal", "%1.%2.%3", extra='<w:lvlRestart w:val="1"/>'),
            )
            + num(1, 1)
        },
        ["1", "1.1", "1.1.1", "1.2", "1.2.2", "2", "2.1", "2.1.1"],
    ),
    "letters go on after z": (
        "".join(p(f"item{i}", num="1", level="0") for i in range(28)),
        {"numbering": abstract(1, level(0, "lowerLetter", "%1.")) + num(1, 1)},
        [*(f"{chr(97 + i)}." for i in range(26)), "aa.", "bb."],
    ),
}  # fmt: skip

# ECMA-376 part 1, 17.9.23 (LibreOffice wants the level in the style as well), 17.9.4 (isLgl) and
# 17.9.10 (lvlRestart), which it does not know, and 17.9.26 (of the starts an instance overrides it
# takes the first that is used).
WORD_ONLY = {
    "each overridden level starts where it is first used",
    "a level that restarts below one further up",
    "a level that names the style",
    "legal numbering turns Roman numerals into digits",
    "a level that never restarts",
}


@pytest.mark.parametrize("case", CASES)
def test_numbers_are_those_of_word(case):
    body, parts, labels = CASES[case]
    document = read_bytes(docx(body, **parts), name="nummers.docx")
    assert [block.label or "" for block in document.blocks] == labels


@pytest.mark.office
def test_libreoffice_prints_the_same(tmp_path):
    files = {
        f"geval{at}.docx": with_marks(docx(body, **parts))
        for at, (body, parts, _labels) in enumerate(CASES.values())
    }
    printed = printed_by_office(files, tmp_path)
    for (name, data), case in zip(files.items(), CASES, strict=True):
        ours = printed_by_us(data, name)
        assert ours.keys() == printed[name].keys(), case
        assert (ours == printed[name]) is (case not in WORD_ONLY), case


def test_a_level_without_number_or_mark_is_no_list_item():
    numbering = abstract(1, level(0, "none", ""), level(1, "bullet", "•")) + num(1, 1)
    data = docx(
        p("vervolg", num="1", level="0") + p("punt", num="1", level="1"), numbering=numbering
    )
    assert [block.kind for block in read_bytes(data, name="n.docx").blocks] == [
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
    ]


def test_a_deleted_paragraph_shows_a_number_without_taking_it():
    numbering = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = (
        p("een", num="1", level="0")
        + with_mark("del", run("weg"), numbering=numbering)
        + p("twee", num="1", level="0")
    )
    data = docx(body, numbering=OUTLINE + num(1, 1))
    marked = read_bytes(data, name="n.docx", view="marked")
    assert [block.label for block in marked.blocks] == ["1.", "2.", "2."]


def test_circles_in_styles_and_lists_end():
    data = docx(
        p("een", style="A") + p("twee", num="3", level="0"),
        styles=style("A", based="B") + style("B", based="A"),
        numbering=abstract(1, extra='<w:numStyleLink w:val="X"/>')
        + abstract(2, extra='<w:styleLink w:val="X"/><w:numStyleLink w:val="X"/>')
        + num(3, 1),
    )
    assert [block.text for block in read_bytes(data, name="rond.docx").blocks] == ["een", "twee"]


@pytest.mark.parametrize(
    ("value", "format", "printed"),
    [(4, "lowerRoman", "iv"), (1994, "upperRoman", "MCMXCIV"), (27, "upperLetter", "AA"),
     (3, "decimalZero", "03"), (3, "none", ""), (0, "lowerLetter", "0"), (12, "vreemd", "12")],
)  # fmt: skip
def test_number_formats(value, format, printed):
    assert numeral(value, format) == printed
