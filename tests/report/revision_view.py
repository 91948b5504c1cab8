"""Reads a Word file with tracked changes as it was or as it becomes: the tests' own judge.

Written apart from the code under test. A story is a list of paragraphs and tables; a paragraph
is its text, with what stands in the line between brackets.
"""

from __future__ import annotations

import hashlib
import posixpath
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
CAME, WENT = {W + "ins", W + "moveTo"}, {W + "del", W + "moveFrom"}
LOOK = ("b", "i", "u", "strike", "color", "sz", "vertAlign", "highlight", "caps", "smallCaps")


class View:
    """One reading of a file: ``new`` (all accepted) or not (all rejected)."""

    def __init__(self, path, *, new, formatting=False):
        self.zip = zipfile.ZipFile(path)
        self.gone = WENT if new else CAME
        self.new, self.formatting = new, formatting
        rels = self.rels("")
        self.main = next(t for k, t, x in rels.values() if k.endswith("/officeDocument"))

    def rels(self, part):
        folder, name = posixpath.split(part)
        try:
            root = etree.fromstring(self.zip.read(posixpath.join(folder, "_rels", name + ".rels")))
        except KeyError:
            return {}
        found = {}
        for rel in root:
            target, external = rel.get("Target"), rel.get("TargetMode") == "External"
            if not external:
                target = target[1:] if target[0] == "/" else posixpath.normpath(
                    posixpath.join(folder, target))  # fmt: skip
            found[rel.get("Id")] = (rel.get("Type"), target, external)
        return found

    def read(self):
        body = etree.fromstring(self.zip.read(self.main)).find(W + "body")
        return self.story(body, self.main)

    def margins(self):
        """Texts of headers and footers that hold any, by section, kind and type."""
        root, rels = etree.fromstring(self.zip.read(self.main)), self.rels(self.main)
        found = {}
        for at, section in enumerate(root.iter(W + "sectPr")):
            for ref in section:
                if ref.tag in (W + "headerReference", W + "footerReference"):
                    part = rels[ref.get(R + "id")][1]
                    text = self.story(etree.fromstring(self.zip.read(part)), part)
                    if any(words for _kind, words in text):
                        found[at, ref.tag, ref.get(W + "type")] = text
        return found

    def story(self, container, part):
        out, carried = [], ""
        for kind, block in self.blocks(container):
            if kind == "tbl":
                rows = self.rows(block, part)
                if rows and carried:
                    out.append(("p", carried))
                    carried = ""
                if rows:
                    out.append(("tbl", rows))
                continue
            text = carried + self.inline(block, part)
            carried = ""
            mark = block.find(f"{W}pPr/{W}rPr")
            if mark is not None and any(child.tag in self.gone for child in mark):
                carried = text
            else:
                out.append(("p" + self.paragraph_look(block), text))
        if carried:
            out.append(("p", carried))
        return out

    def paragraph_look(self, block):
        if not self.formatting:
            return ""
        properties = block.find(W + "pPr")
        change = properties.find(W + "pPrChange") if properties is not None else None
        if change is not None and not self.new:
            properties = change.find(W + "pPr")
        if properties is None:
            return ""
        return ";".join(
            etree.tostring(c, method="c14n", exclusive=True).decode() for c in properties
            if c.tag.replace(W, "") in ("pStyle", "jc", "ind", "outlineLvl", "shd")
        )  # fmt: skip

    def blocks(self, container):
        for child in container:
            if child.tag == W + "p":
                yield "p", child
            elif child.tag == W + "tbl":
                yield "tbl", child
            elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml"):
                yield from self.blocks(child)

    def rows(self, table, part):
        rows = []
        for row in table.iter(W + "tr"):
            if next(row.iterancestors(W + "tbl")) is not table:
                continue
            marks = row.find(W + "trPr")
            if marks is not None and any(mark.tag in self.gone for mark in marks):
                continue
            cells = [c for c in row.iter(W + "tc") if next(c.iterancestors(W + "tr")) is row]
            rows.append([self.story(cell, part) for cell in cells])
        return rows

    def inline(self, element, part):
        text = ""
        for child in element:
            if child.tag in self.gone or child.tag == MC + "Fallback":
                continue
            name = child.tag.rpartition("}")[2]
            if name == "r":
                text += self.run(child, part)
            elif child.tag in (M + "oMath", M + "oMathPara"):
                text += "[math " + "".join(child.itertext()) + "]"
            elif child.tag in CAME | WENT or name in (
                "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "Choice",
                "AlternateContent",
            ):  # fmt: skip
                text += self.inline(child, part)
        return text

    def run(self, run, part):
        text = ""
        for child in run:
            name = child.tag.rpartition("}")[2]
            if name in ("t", "delText"):
                text += child.text or ""
            elif name in ("tab", "br", "cr"):
                text += f"[{name}]"
            elif name in ("footnoteReference", "endnoteReference"):
                text += self.note(name[:-9], child.get(W + "id"))
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                text += self.drawing(child, part)
        if not self.formatting:
            return text
        # Formatting letter by letter: where runs begin and end is nobody's business.
        look = self.look(run)
        return "".join(letter + look for letter in text)

    def look(self, run):
        properties = run.find(W + "rPr")
        change = properties.find(W + "rPrChange") if properties is not None else None
        if change is not None and not self.new:
            properties = change.find(W + "rPr")
        seen = [] if properties is None else [
            c.tag.replace(W, "") + str(c.get(W + "val")) for c in properties
            if c.tag.replace(W, "") in LOOK
        ]  # fmt: skip
        return "{" + ",".join(sorted(seen)) + "}" if seen else ""

    def note(self, kind, id_):
        part = next(t for k, t, x in self.rels(self.main).values() if k.endswith(f"/{kind}s"))
        for note in etree.fromstring(self.zip.read(part)):
            if note.get(W + "id") == id_:
                return f"[{kind} {self.story(note, part)}]"
        return f"[{kind} absent]"

    def drawing(self, element, part):
        rels, seen = self.rels(part), []
        chosen = element.find(MC + "Choice") if element.tag == MC + "AlternateContent" else element
        for node in chosen.iter():
            for attribute, value in node.attrib.items():
                if attribute.startswith(R) and value in rels:
                    _kind, target, external = rels[value]
                    data = target.encode() if external else self.zip.read(target)
                    seen.append(hashlib.sha256(data).hexdigest()[:8])
            if node.tag == W + "txbxContent":
                outer = [a for a in node.iterancestors() if a.tag == W + "txbxContent"]
                if not outer:
                    seen.append(str(self.story(node, part)))
        return f"[drawing {' '.join(seen)}]"


def both_views(path):
    return View(path, new=False), View(path, new=True)
