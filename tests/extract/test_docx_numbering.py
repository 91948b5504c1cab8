"""The numbers Word prints, case by case; LibreOffice, where installed, must print the same."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from congruence.extract import read_bytes
from congruence.extract.docx_numbering import numeral

from .word import abstract, docx, level, num, p, run, style, with_mark

OUTLINE = abstract(
    1,
    level(0, "decimal", "%1."),
    level(1, "decimal", "%1.%2"),
    level(2, "lowerLetter", "%3)"),
    level(3, "lowerRoman", "(%4)"),
)


def _num_style(key: int, at: int | None = None) -> str:
    depth = "" if at is None else f'<w:ilvl w:val="{at}"/>'
    return f'<w:numPr>{depth}<w:numId w:val="{key}"/></w:numPr>'


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
    "letters go on after z": (
        "".join(p(f"item{i}", num="1", level="0") for i in range(28)),
        {"numbering": abstract(1, level(0, "lowerLetter", "%1.")) + num(1, 1)},
        [*(f"{chr(97 + i)}." for i in range(26)), "aa.", "bb."],
    ),
}  # fmt: skip

# ECMA-376 part 1, 17.9.23 (LibreOffice wants the level in the style as well), 17.9.4 (isLgl) and
# 17.9.10 (lvlRestart), which it does not know.
WORD_ONLY = {
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
    program = shutil.which("soffice") or shutil.which("libreoffice")
    for at, (body, parts, _labels) in enumerate(CASES.values()):
        (tmp_path / f"geval{at}.docx").write_bytes(docx(body, **parts))
    subprocess.run(
        [
            str(program), f"-env:UserInstallation=file://{tmp_path}/profiel", "--headless",
            "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path),
            *(str(tmp_path / f"geval{at}.docx") for at in range(len(CASES))),
        ],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    for at, (case, (_body, _parts, labels)) in enumerate(CASES.items()):
        text = (tmp_path / f"geval{at}.txt").read_text(encoding="utf-8-sig")
        lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
        printed = [re.sub(r"\s*\w+$", "", line).strip("•").strip() for line in lines]
        assert printed == labels or case in WORD_ONLY, case


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
