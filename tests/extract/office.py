"""The numbers LibreOffice prints, paragraph by paragraph: what ours are held against.

Every paragraph that has words gets a mark of its own in a copy of the file; LibreOffice writes
the copy as text, numbers included, and what stands before a mark is that paragraph's number.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from lxml import etree

from congruence.extract import read_bytes
from congruence.extract.docx_styles import w

_OPENS, _CLOSES = "\u27e6", "\u27e7"
_MARK = re.compile(rf"{_OPENS}(\d+){_CLOSES}")
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_BULLET = "*"


def with_marks(data: bytes) -> bytes:
    """A copy of a Word or ODT file in which every paragraph with words begins with its mark."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for item in source.infolist():
            part = source.read(item.filename)
            if item.filename in ("word/document.xml", "content.xml"):
                part = _marked(part)
            target.writestr(item.filename, part)
    return stream.getvalue()


def _marked(part: bytes) -> bytes:
    root = etree.fromstring(part)
    for number, paragraph in enumerate(list(root.iter(w("p"), _TEXT + "p", _TEXT + "h"))):
        mark = f"{_OPENS}{number}{_CLOSES}"
        if paragraph.tag != w("p"):
            if "".join(paragraph.itertext()).strip():
                paragraph.text = mark + (paragraph.text or "")
            continue
        if not any((t.text or "").strip() for t in paragraph.iter(w("t"))):
            continue
        run = etree.Element(w("r"))
        text = etree.SubElement(run, w("t"))
        text.text = mark
        paragraph.insert(1 if paragraph.find(w("pPr")) is not None else 0, run)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def printed_by_office(files: Mapping[str, bytes], folder: Path) -> dict[str, dict[int, str]]:
    """For each file (by its name), the number before each mark; "*" for a bullet."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    for name, data in files.items():
        (folder / name).write_bytes(data)
    subprocess.run(
        [
            str(program), f"-env:UserInstallation=file://{folder}/profiel", "--headless",
            "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder),
            *(str(folder / name) for name in files),
        ],
        check=True, capture_output=True, timeout=600,
    )  # fmt: skip
    return {
        name: _labels((folder / name).with_suffix(".txt").read_text(encoding="utf-8-sig"))
        for name in files
    }


def _labels(text: str) -> dict[int, str]:
    found = {}
    for line in text.splitlines():
        first = _MARK.search(line)
        if first is not None:
            found[int(first.group(1))] = _plain(line[: first.start()])
    return found


def _plain(label: str | None) -> str:
    label = " ".join((label or "").split())
    return label if re.search(r"\w", label) or not label else _BULLET


def printed_by_us(data: bytes, name: str) -> dict[int, str]:
    """The same of our own reading of a marked copy."""
    found = {}
    for block in read_bytes(data, name=name).blocks:
        for match in _MARK.finditer(block.text):
            bullet = block.kind == "list_item" and block.label is None
            first = match.start() == 0
            found[int(match.group(1))] = _plain(_BULLET if bullet else block.label) if first else ""
    return found


def differences(
    ours: Mapping[int, str], theirs: Mapping[int, str]
) -> Iterable[tuple[int, str, str]]:
    """The paragraphs both print with another number: (mark, ours, theirs)."""
    return [
        (at, ours[at], theirs[at])
        for at in sorted(ours.keys() & theirs.keys())
        if ours[at] != theirs[at]
    ]
