"""Whole files to damage: the sample corpus, files made here, and what a folder of others holds.

Each is cut to a few pages or paragraphs, so that a run of a command takes a fraction of a second.
"""

from __future__ import annotations

import io
import json
import random
import zipfile
from pathlib import Path

from tests.conftest import ROOT
from tests.extract.test_fuzz import SEEDS as MADE

DEMO = ROOT / "corpora" / "demo"
PAGES = 3
LINES = 60
LARGEST = 60_000  # bytes of a file that cannot be cut
PER_KIND = 30

TERMS = """\
[[term]]
term = "zicht op veiligheid"
aliases = ["veiligheidszicht"]
note = "wie kijkt er mee?"
source = "eigen lijst"

[[term]]
term = "outreachend"
"""
ODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>
<text:h text:outline-level="1">Veiligheid</text:h>
<text:p>Het team houdt zicht op veiligheid<text:note text:id="n1" text:note-class="footnote">
<text:note-citation>1</text:note-citation><text:note-body><text:p>Een noot.</text:p>
</text:note-body></text:note>.</text:p>
<text:list><text:list-item><text:p>Ten eerste moet het team komen.</text:p></text:list-item>
<text:list-item><text:p>Ten tweede kan het team gaan.</text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>
</table:table-row></table:table></office:text></office:body></office:document-content>"""


def seeds(folder: Path | None = None) -> dict[str, list[bytes]]:
    """Files by suffix: ours, and at most `PER_KIND` of each kind from ``folder``."""
    found: dict[str, list[bytes]] = {}
    for name, (make, _runs) in MADE.items():
        found.setdefault(Path(name).suffix, []).append(make())
    for path in sorted(DEMO.iterdir()):
        if path.suffix in {".docx", ".pdf", ".html"}:
            found[path.suffix] += cut(path)
    found[".odt"] = [_odt()]
    found[".md"] += cut(ROOT / "docs" / "gebruik" / "README.md")
    found[".json"] = [json.dumps({"id": "1", "text": "Het team werkt."}).encode()]
    for suffix, files in _others(folder).items():
        found.setdefault(suffix, []).extend(files)
    return found


def _others(folder: Path | None) -> dict[str, list[bytes]]:
    """A fixed draw from the files of ``folder``, cut as ours are."""
    by_kind: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*")) if folder else ():
        if path.is_file() and path.suffix in {".pdf", ".docx", ".html", ".md", ".txt", ".csv"}:
            by_kind.setdefault(path.suffix, []).append(path)
    draw = random.Random(1)
    return {
        suffix: [
            file
            for path in draw.sample(paths, min(PER_KIND, len(paths)))
            for file in cut(path)
        ]
        for suffix, paths in by_kind.items()
    }  # fmt: skip


def cut(path: Path) -> list[bytes]:
    """The file, or its first part; a PDF also unpacked, so that damage hits what it says."""
    data = path.read_bytes()
    if path.suffix == ".pdf":
        return _pages(data)
    if path.suffix in {".md", ".txt", ".csv", ".html"}:
        return [b"\n".join(data.split(b"\n")[:LINES])[:20_000]]
    return [data] if len(data) <= LARGEST else []


def _pages(data: bytes) -> list[bytes]:
    import pymupdf

    with pymupdf.open(stream=data, filetype="pdf") as document:
        document.select(range(min(PAGES, document.page_count)))
        packed = document.tobytes(garbage=3, deflate=True)
        unpacked = document.tobytes(garbage=3, expand=2, ascii=False)
    return [file for file in (packed, unpacked) if len(file) < 20 * LARGEST]


def _odt() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", ODT)
    return stream.getvalue()
