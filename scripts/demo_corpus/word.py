"""Write a sample text as a Word file, part by part, so that nothing in it is left to chance.

Numbers come from automatic numbering bound to styles, footnotes and comments are parts of their
own, changes are tracked. The layout of the package follows ECMA-376 (WordprocessingML).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree
from lxml.builder import ElementMaker

from demo_corpus.markup import Item, Remark, Run, Text, dutch_date
from demo_corpus.word_styles import SETTINGS, numbering, styles

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
MAKE = ElementMaker(namespace=W, nsmap={"w": W, "r": R})
STYLES = {
    "heading": "Kop",
    "plain_heading": "Kop",
    "article": "Kop",
    "numbered": "Lijstnummering",
    "lettered": "Onderdeel",
    "bullet": "Lijstopsomteken",
    "quote": "Citaat",
    "caption": "Bijschrift",
}
FIRST_RESTART = 10
# LibreOffice 7 mixes up a comment and a footnote that have the same number.
FIRST_COMMENT = 50
EDITOR = "T. Abel (Regiobureau)"

Element: TypeAlias = etree._Element


def w(tag: str, *children: Element, **attributes: str | int) -> Element:
    """A WordprocessingML element; attributes get the same namespace."""
    made = MAKE(tag, *children)
    for name, value in attributes.items():
        made.set(f"{{{W}}}{name}", str(value))
    return made


def text_run(words: str, *properties: Element, deleted: bool = False) -> Element:
    text = w("delText" if deleted else "t")
    text.text = words
    text.set(XML_SPACE, "preserve")
    return w("r", *([w("rPr", *properties)] if properties else []), text)


def field_runs(code: str, result: str) -> list[Element]:
    """A complex field with its result, as Word writes it."""
    instruction = w("instrText")
    instruction.text = f" {code} "
    instruction.set(XML_SPACE, "preserve")
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", instruction),
        w("r", w("fldChar", fldCharType="separate")),
        text_run(result),
        w("r", w("fldChar", fldCharType="end")),
    ]


@dataclass
class Body:
    """Builds the body; hands out the ids of changes and the restarts of numbered lists."""

    text: Text
    legal: bool
    restarts: list[int] = field(default_factory=list)
    changes: int = 100

    @property
    def stamp(self) -> str:
        """The moment of every change and comment: the date of the document."""
        return f"{self.text.front['date']}T12:00:00Z"

    def change(self, tag: str, *children: Element) -> Element:
        """A tracked insertion or deletion around ``children``."""
        self.changes += 1
        return w(tag, *children, id=self.changes, author=EDITOR, date=self.stamp)

    def build(self) -> Element:
        """The document part."""
        body = w("body")
        body.append(self.styled("Titel", self.text.front["title"]))
        front = self.text.front
        body.append(self.styled("Ondertitel", front["subtitle"]))
        if front["author"] not in front["subtitle"]:
            body.append(self.styled("Auteur", f"{front['author']}, {dutch_date(front['date'])}"))
        previous = ""
        for item in self.text.items:
            if item.kind == "table":
                body.append(self.table(item.rows))
                body.append(w("p", w("pPr", w("pStyle", val="Tabelwit"))))
            elif item.kind != "directive":
                body.append(self.paragraph(item, previous))
            previous = item.kind
        body.append(section())
        return w("document", body)

    def styled(self, style: str, words: str) -> Element:
        """A paragraph of plain words in a style."""
        return w("p", w("pPr", w("pStyle", val=style)), text_run(words))

    def paragraph(self, item: Item, previous: str) -> Element:
        """One paragraph; its number is Word's own work."""
        properties = self.properties(item, previous)
        found = w("p", *([properties] if len(properties) else []))
        for run in item.runs:
            for element in self.runs(run, item.kind):
                found.append(self.change("ins", element) if item.inserted else element)
        return found

    def properties(self, item: Item, previous: str) -> Element:
        """The style of a paragraph, and its list where that begins anew."""
        style = STYLES.get(item.kind)
        found = w("pPr")
        if style == "Kop":
            style = f"Kop{item.level}"
        if item.kind == "numbered" and self.legal:
            style = "Lid"
        if style:
            found.append(w("pStyle", val=style))
        if item.kind == "plain_heading":
            found.append(w("numPr", w("ilvl", val=0), w("numId", val=0)))
            found.append(w("ind", left=0, firstLine=0))
        if item.kind == "numbered" and not self.legal:
            if previous != "numbered":
                self.restarts.append(FIRST_RESTART + len(self.restarts))
            found.append(w("numPr", w("ilvl", val=0), w("numId", val=self.restarts[-1])))
        if item.inserted:
            found.append(w("rPr", self.change("ins")))
        return found

    def runs(self, run: Run, kind: str) -> Iterator[Element]:
        """A run as Word writes it: note mark, commented, tracked, field or plain."""
        if run.note is not None:
            style = w("rPr", w("rStyle", val="Voetnootmarkering"))
            yield w("r", style, w("footnoteReference", id=run.note))
        elif run.comment is not None:
            number = FIRST_COMMENT + run.comment
            yield w("commentRangeStart", id=number)
            yield text_run(run.text)
            yield w("commentRangeEnd", id=number)
            style = w("rPr", w("rStyle", val="Verwijzingopmerking"))
            yield w("r", style, w("commentReference", id=number))
        elif run.change == "ins":
            yield self.change("ins", text_run(run.text))
        elif run.change == "del":
            yield self.change("del", text_run(run.text, deleted=True))
        elif kind == "caption" and (found := re.fullmatch(r"(Tabel )(\d+)(.*)", run.text)):
            yield text_run(found[1])
            yield from field_runs("SEQ Tabel \\* ARABIC", found[2])
            yield text_run(found[3])
        else:
            yield text_run(run.text, *([w("i")] if run.italic else []))

    def table(self, rows: tuple[tuple[str, ...], ...]) -> Element:
        """A ruled table that stays on one page; its first row is repeated and shaded."""
        wide = 9070
        first = int(wide * 0.42)
        widths = [first] + [(wide - first) // (len(rows[0]) - 1)] * (len(rows[0]) - 1)
        style = w("tblPr", w("tblStyle", val="Tabelraster"), w("tblW", w=0, type="auto"))
        table = w("tbl", style, w("tblGrid", *(w("gridCol", w=broad) for broad in widths)))
        for number, row in enumerate(rows):
            line = w("tr", *([w("trPr", w("tblHeader"))] if number == 0 else []))
            for words, broad in zip(row, widths, strict=True):
                cell = w("tcPr", w("tcW", w=broad, type="dxa"))
                if number == 0:
                    cell.append(w("shd", val="clear", color="auto", fill="E3EEF0"))
                bold = [w("b")] if number == 0 else []
                look = w("pPr", w("pStyle", val="Tabeltekst"))
                if number + 1 < len(rows):
                    look.append(w("keepNext"))
                words_in = w("p", look, text_run(words, *bold))
                line.append(w("tc", cell, words_in))
            table.append(line)
        return table


def section() -> Element:
    """Page size, margins, header and footer."""
    header, footer = w("headerReference", type="default"), w("footerReference", type="default")
    header.set(f"{{{R}}}id", "rId10")
    footer.set(f"{{{R}}}id", "rId11")
    return w(
        "sectPr",
        header,
        footer,
        w("pgSz", w=11906, h=16838),
        w(
            "pgMar",
            **dict(top=1701, right=1418, bottom=1418, left=1418, header=709, footer=709, gutter=0),
        ),
    )


def footnotes(notes: tuple[str, ...]) -> Element:
    """The footnotes part, with the two separators Word expects."""
    root = w("footnotes")
    for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
        root.append(w("footnote", w("p", w("r", w(kind))), type=kind, id=number))
    for number, note in enumerate(notes, start=1):
        mark = w("r", w("rPr", w("rStyle", val="Voetnootmarkering")), w("footnoteRef"))
        style = w("pPr", w("pStyle", val="Voetnoottekst"))
        root.append(w("footnote", w("p", style, mark, text_run(f" {note}")), id=number))
    return root


def comments(remarks: tuple[Remark, ...], stamp: str) -> Element:
    root = w("comments")
    for number, remark in enumerate(remarks, start=FIRST_COMMENT + 1):
        initials = "".join(re.findall(r"\b[A-Z]", remark.author.split(" (")[0]))
        style = w("pPr", w("pStyle", val="Tekstopmerking"))
        mark = w("r", w("rPr", w("rStyle", val="Verwijzingopmerking")), w("annotationRef"))
        root.append(
            w(
                "comment",
                w("p", style, mark, text_run(remark.text)),
                id=number,
                author=remark.author,
                date=stamp,
                initials=initials,
            )
        )
    return root


def furniture(tag: str, style: str, words: str, numbered: bool) -> Element:
    """A header or footer of one line, with the page number where asked."""
    line = w("p", w("pPr", w("pStyle", val=style)), text_run(words))
    if numbered:
        line.append(w("r", w("tab")))
        line.extend(field_runs("PAGE", "1"))
    return w(tag, line)


def core_properties(front: dict[str, str]) -> bytes:
    stamp = f"{front['date']}T12:00:00Z"
    values = {
        "title": front["title"],
        "creator": front["author"],
        "subject": front["header"],
        "created": stamp,
        "modified": stamp,
    }
    dc, terms = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
    xsi = "http://www.w3.org/2001/XMLSchema-instance"
    core = f"{PACKAGE}/metadata/core-properties"
    root = etree.Element(
        f"{{{core}}}coreProperties", nsmap={"cp": core, "dc": dc, "dcterms": terms, "xsi": xsi}
    )
    for name, value in values.items():
        dated = name in ("created", "modified")
        made = etree.SubElement(root, f"{{{terms if dated else dc}}}{name}")
        made.text = value
        if dated:
            made.set(f"{{{xsi}}}type", "dcterms:W3CDTF")
    return serialise(root)


def serialise(root: Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def relationships(targets: dict[str, tuple[str, str]]) -> bytes:
    """A .rels part: id -> (last part of the type, target)."""
    namespace = f"{PACKAGE}/relationships"
    root = etree.Element(f"{{{namespace}}}Relationships", nsmap={None: namespace})
    for name, (kind, target) in targets.items():
        base = f"{PACKAGE}/relationships" if kind.startswith("metadata") else R
        etree.SubElement(
            root, f"{{{namespace}}}Relationship", Id=name, Type=f"{base}/{kind}", Target=target
        )
    return serialise(root)


def content_types(parts: dict[str, str]) -> bytes:
    namespace = f"{PACKAGE}/content-types"
    root = etree.Element(f"{{{namespace}}}Types", nsmap={None: namespace})
    xml, rels = "application/xml", "application/vnd.openxmlformats-package.relationships+xml"
    for extension, kind in (("rels", rels), ("xml", xml)):
        etree.SubElement(root, f"{{{namespace}}}Default", Extension=extension, ContentType=kind)
    for name, kind in parts.items():
        etree.SubElement(root, f"{{{namespace}}}Override", PartName=name, ContentType=kind)
    return serialise(root)


def write_docx(text: Text) -> bytes:
    """The Word file, the same bytes every time for the same zlib."""
    legal = any(item.kind == "article" for item in text.items)
    body = Body(text, legal)
    document = body.build()
    parts = {
        "document": serialise(document),
        "styles": styles(legal),
        "numbering": numbering(legal, body.restarts),
        "settings": SETTINGS,
        "footnotes": serialise(footnotes(text.notes)),
        "header": serialise(furniture("hdr", "Koptekst", text.front["header"], numbered=False)),
        "footer": serialise(furniture("ftr", "Voettekst", text.front["footer"], numbered=True)),
    }
    if text.remarks:
        parts["comments"] = serialise(comments(text.remarks, body.stamp))
    links = {
        f"rId{10 + at}": (name, f"{name}.xml")
        for at, name in enumerate(
            ["header", "footer", *(p for p in parts if p not in ("document", "header", "footer"))]
        )
    }
    kinds = {f"/word/{name}.xml": f"{OFFICE}.{name}+xml" for name in parts}
    kinds["/word/document.xml"] = f"{OFFICE}.document.main+xml"
    kinds["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    files = {
        "[Content_Types].xml": content_types(kinds),
        "_rels/.rels": relationships(
            {
                "rId1": ("officeDocument", "word/document.xml"),
                "rId2": ("metadata/core-properties", "docProps/core.xml"),
            }
        ),
        "docProps/core.xml": core_properties(text.front),
        "word/_rels/document.xml.rels": relationships(links),
        **{f"word/{name}.xml": data for name, data in parts.items()},
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, data)
    return packed.getvalue()
