"""Word files made on the spot from the XML that matters to a test."""

from __future__ import annotations

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NAMESPACES = (
    f"{W} "
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes",
          "endnotes": "endnotes", "comments": "comments", "header1": "header",
          "footer1": "footer", "settings": "settings"}  # fmt: skip


def docx(body: str, **parts: str) -> bytes:
    """A Word file with ``body`` (XML) and the inner XML of further parts by name."""
    roots = {"header1": "hdr", "footer1": "ftr"}
    inner = f"<w:body>{body}<w:sectPr/></w:body>"
    files = {"word/document.xml": f"<w:document {NAMESPACES}>{inner}</w:document>"}
    main = f"{_TYPE}.document.main+xml"
    overrides = [f'<Override PartName="/word/document.xml" ContentType="{main}"/>']
    rels = []
    for number, (name, content) in enumerate(sorted(parts.items()), 1):
        root = roots.get(name, name)
        files[f"word/{name}.xml"] = f"<w:{root} {NAMESPACES}>{content}</w:{root}>"
        overrides.append(
            f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{_PARTS[name]}+xml"/>'
        )
        rels.append(
            f'<Relationship Id="rId{number}" Type="{_REL}/{_PARTS[name]}" Target="{name}.xml"/>'
        )
    package = "http://schemas.openxmlformats.org/package/2006"
    files["[Content_Types].xml"] = (
        f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(overrides)}</Types>'
    )
    files["_rels/.rels"] = (
        f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    )
    files["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{package}/relationships">{"".join(rels)}</Relationships>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
    return stream.getvalue()


def run(text: str) -> str:
    """A run of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(text: str = "", *, style: str = "", num: str = "", level: str = "", inner: str = "") -> str:
    """A paragraph: of a style, in a list (``num``) at a level."""
    number = (f'<w:ilvl w:val="{level}"/>' if level else "") + (
        f'<w:numId w:val="{num}"/>' if num else ""
    )
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + (
        f"<w:numPr>{number}</w:numPr>" if number else ""
    )
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}{inner}</w:p>"


def inserted(inner: str) -> str:
    """A tracked insertion."""
    return f'<w:ins w:id="1" w:author="A" w:date="2024-01-01T00:00:00Z">{inner}</w:ins>'


def deleted(text: str) -> str:
    """A tracked deletion of text."""
    return (
        '<w:del w:id="2" w:author="A" w:date="2024-01-01T00:00:00Z">'
        f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'
    )


def with_mark(change: str, inner: str, *, numbering: str = "") -> str:
    """A paragraph whose own mark is inserted (``ins``), deleted (``del``) or moved."""
    return (
        f'<w:p><w:pPr>{numbering}<w:rPr><w:{change} w:id="3" w:author="A" '
        f'w:date="2024-01-01T00:00:00Z"/></w:rPr></w:pPr>{inner}</w:p>'
    )


def table(*rows: str, marks: tuple[str, ...] = ()) -> str:
    """A table of rows of ``w:tc``; ``marks`` gives each row's ``w:trPr`` content."""
    body = ""
    for at, row in enumerate(rows):
        mark = f"<w:trPr>{marks[at]}</w:trPr>" if at < len(marks) and marks[at] else ""
        body += f"<w:tr>{mark}{row}</w:tr>"
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{body}</w:tbl>"


def cell(inner: str, properties: str = "") -> str:
    """A table cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def level(
    at: int, format: str, text: str, *, start: int = 1, extra: str = "", style: str = ""
) -> str:
    """A ``w:lvl``; children in the order the schema wants."""
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>'
        f"{extra if 'lvlRestart' in extra else ''}{linked}{extra if 'isLgl' in extra else ''}"
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def abstract(key: int, *levels: str, extra: str = "") -> str:
    """A ``w:abstractNum``."""
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{key}">{kind}{extra}{"".join(levels)}</w:abstractNum>'


def num(key: int, abstract_key: int, inner: str = "") -> str:
    """A ``w:num``."""
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract_key}"/>{inner}</w:num>'


def style(key: str, *, based: str = "", properties: str = "", name: str = "") -> str:
    """A paragraph style."""
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name or key}"/>{base}'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )
