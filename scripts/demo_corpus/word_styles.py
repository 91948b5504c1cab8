"""The styles, numbering and settings of the sample Word files.

Style ids are those a Dutch Word writes ("Kop1"), with the English names Word matches on. Chapters,
articles and their paragraphs get their numbers from their styles.
"""

from __future__ import annotations

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ACCENT = "004A5C"

SETTINGS = (
    f'{_HEAD}<w:settings xmlns:w="{MAIN}"><w:zoom w:percent="100"/>'
    '<w:defaultTabStop w:val="709"/><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/>'
    '</w:footnotePr><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="nl-NL"/></w:settings>'
).encode()


def _style(
    name: str,
    style_id: str,
    paragraph: str = "",
    run: str = "",
    *,
    kind: str = "paragraph",
    based_on: str | None = "Standaard",
    following: str | None = None,
) -> str:
    default = ' w:default="1"' if style_id == "Standaard" else ""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    after = f'<w:next w:val="{following}"/>' if following else ""
    properties = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    letters = f"<w:rPr>{run}</w:rPr>" if run else ""
    return (
        f'<w:style w:type="{kind}"{default} w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f"{base}{after}<w:qFormat/>{properties}{letters}</w:style>"
    )


def _space(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _numbered(num: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'


def _heading(level: int, num: int, num_level: int, half_points: int) -> str:
    before = {1: 360, 2: 240}[level]
    paragraph = (
        f"<w:keepNext/><w:keepLines/>{_numbered(num, num_level)}{_space(before, 100)}"
        f'<w:outlineLvl w:val="{level - 1}"/>'
    )
    run = f'<w:b/><w:color w:val="{_ACCENT}"/>{_size(half_points)}'
    return _style(f"heading {level}", f"Kop{level}", paragraph, run, following="Standaard")


def styles(legal: bool) -> bytes:
    """The styles part; in a legal text headings are chapters and articles."""
    grey = '<w:color w:val="6B6B6B"/>'
    found = [
        _style("Normal", "Standaard", based_on=None),
        _style("Title", "Titel", _space(0, 60), f'<w:b/><w:color w:val="{_ACCENT}"/>{_size(40)}'),
        _style("Subtitle", "Ondertitel", _space(0, 240), f"{grey}{_size(23)}"),
        _style("Auteur", "Auteur", _space(0, 240), grey),
        _heading(1, 1, 0, 28),
        _heading(2, 2 if legal else 1, 0 if legal else 1, 23),
        _style("List Number", "Lijstnummering", _space(0, 80)),
        _style("List Bullet", "Lijstopsomteken", _numbered(3, 0) + _space(0, 80)),
        _style("Quote", "Citaat", '<w:ind w:left="567" w:right="567"/>', "<w:i/>"),
        _style("caption", "Bijschrift", f"<w:keepNext/>{_space(120, 80)}", f"<w:b/>{_size(18)}"),
        _style("Tabeltekst", "Tabeltekst", _space(40, 40), _size(19)),
        _style("Tabelwit", "Tabelwit", _space(0, 60), _size(12)),
        _style("header", "Koptekst", '<w:jc w:val="right"/>', f"<w:i/>{grey}{_size(17)}"),
        _style(
            "footer",
            "Voettekst",
            '<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs>',
            f"{grey}{_size(17)}",
        ),
        _style("footnote text", "Voetnoottekst", _space(0, 20), _size(17)),
        _style("annotation text", "Tekstopmerking", "", _size(20)),
        _style(
            "footnote reference",
            "Voetnootmarkering",
            run='<w:vertAlign w:val="superscript"/>',
            kind="character",
            based_on=None,
        ),
        _style(
            "annotation reference",
            "Verwijzingopmerking",
            run=_size(16),
            kind="character",
            based_on=None,
        ),
        _table_style(),
    ]
    if legal:
        found.append(_style("Lid", "Lid", _numbered(2, 1) + _space(0, 80)))
        found.append(_style("Onderdeel", "Onderdeel", _numbered(2, 2) + _space(0, 60)))
    defaults = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" '
        f'w:cs="Arial"/>{_size(20)}<w:lang w:val="nl-NL"/></w:rPr></w:rPrDefault><w:pPrDefault>'
        '<w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )
    return f'{_HEAD}<w:styles xmlns:w="{MAIN}">{defaults}{"".join(found)}</w:styles>'.encode()


def _table_style() -> str:
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        '<w:style w:type="table" w:styleId="Tabelraster"><w:name w:val="Table Grid"/><w:tblPr>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblCellMar><w:left w:w="85" w:type="dxa"/>'
        '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )


def _level(
    level: int,
    form: str,
    text: str,
    style: str | None = None,
    *,
    left: int = 0,
    hanging: int = 0,
    space: bool = False,
) -> str:
    back = f'<w:pStyle w:val="{style}"/>' if style else ""
    suffix = '<w:suff w:val="space"/>' if space else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{back}{suffix}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>'
        f'<w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )


def numbering(legal: bool, restarts: list[int]) -> bytes:
    """The numbering part; ``restarts`` are the ids of lists that begin at 1 again."""
    if legal:
        lists = [
            [_level(0, "decimal", "Hoofdstuk %1", "Kop1", space=True)],
            [
                _level(0, "decimal", "Artikel %1", "Kop2", space=True),
                _level(1, "decimal", "%2.", "Lid", left=425, hanging=425),
                _level(2, "lowerLetter", "%3.", "Onderdeel", left=850, hanging=425),
            ],
        ]
    else:
        lists = [
            [
                _level(0, "decimal", "%1", "Kop1", left=567, hanging=567),
                _level(1, "decimal", "%1.%2", "Kop2", left=567, hanging=567),
            ],
            [_level(0, "decimal", "%1.", left=425, hanging=425)],
        ]
    lists.append([_level(0, "bullet", "•", "Lijstopsomteken", left=425, hanging=425)])
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{at}"><w:multiLevelType w:val="multilevel"/>'
        f"{''.join(levels)}</w:abstractNum>"
        for at, levels in enumerate(lists)
    )
    numbers = "".join(
        f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(3)
    )
    numbers += "".join(
        f'<w:num w:numId="{num}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for num in restarts
    )
    return f'{_HEAD}<w:numbering xmlns:w="{MAIN}">{abstract}{numbers}</w:numbering>'.encode()
