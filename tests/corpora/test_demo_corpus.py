"""The sample corpus: rebuilt it is the same, and everything its key names is there, once."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pymupdf
import pytest
from docx import Document as open_docx

from congruence.config import read_config
from congruence.extract import read
from congruence.model import Role
from tests.corpora.reading import W, part, squeeze, words_of

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "corpora" / "demo"
SCRIPT = ROOT / "scripts" / "build_demo_corpus.py"
CONFIG = read_config(DEMO / "congruence.toml")
PATHS = {entry.id: DEMO / entry.path for entry in CONFIG.documents}
KEY = tomllib.loads((DEMO / "key.toml").read_text(encoding="utf-8"))
WORD = sorted(DEMO.glob("*.docx"))
PDF = sorted(DEMO.glob("*.pdf"))


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    subprocess.run([sys.executable, str(SCRIPT), "--out", str(folder)], check=True, timeout=120)
    return folder


@cache
def words(document: str) -> str:
    return words_of(PATHS[document])


def snippets() -> list[tuple[str, str]]:
    """Every (document, snippet) that the key names."""
    found = []
    for kind in ("overlap", "contradiction"):
        found += [(entry[s]["document"], entry[s]["snippet"]) for entry in KEY[kind] for s in "ab"]
    for kind in ("gap", "occurrence", "definition", "objection", "not_objection", "quote"):
        found += [(entry["document"], entry["snippet"]) for entry in KEY[kind]]
    for change in KEY["change"]:
        found += [("statuut-0.1", text) for text in change["old"]]
        found += [("statuut-1.0", text) for text in change["new"]]
    found += [("statuut-1.0", entry["snippet"]) for entry in KEY["reference"]]
    found += [("kader-concept", entry["anchor"]) for entry in KEY["comment"]]
    # The PDF is the framework's accepted text.
    found += [
        ("kader-concept-pdf", text) for document, text in found if document == "kader-concept"
    ]
    return sorted(set(found))


@pytest.mark.parametrize("path", WORD, ids=lambda path: path.name)
def test_word_files_rebuild_to_the_same_parts(path: Path, rebuilt: Path) -> None:
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(rebuilt / path.name) as new:
        assert old.namelist() == new.namelist()
        for name in old.namelist():
            assert old.read(name) == new.read(name), name
            assert old.getinfo(name).date_time == (1980, 1, 1, 0, 0, 0)


@pytest.mark.parametrize("path", PDF, ids=lambda path: path.name)
def test_pdf_files_rebuild_to_the_same_text(path: Path, rebuilt: Path) -> None:
    with pymupdf.open(path) as old, pymupdf.open(rebuilt / path.name) as new:
        assert old.metadata == new.metadata
        assert [page.get_text() for page in old] == [page.get_text() for page in new]


def test_what_is_committed_is_small_and_complete() -> None:
    assert sum(path.stat().st_size for path in DEMO.iterdir()) < 1_500_000
    listed = {path.name for path in PATHS.values()}
    beside = {"README.md", "congruence.toml", "key.toml", "terms.toml"}
    assert {path.name for path in DEMO.iterdir() if path.is_file()} == listed | beside


@pytest.mark.parametrize(("document", "snippet"), snippets())
def test_every_snippet_of_the_key_stands_once(document: str, snippet: str) -> None:
    assert words(document).count(squeeze(snippet)) == 1


@pytest.mark.parametrize(
    "document", [name for name, path in PATHS.items() if path.suffix != ".pdf"]
)
def test_every_snippet_stands_in_one_block_as_read(document: str) -> None:
    texts = [block.text for block in read(PATHS[document]).blocks]
    for named, snippet in snippets():
        if named == document:
            assert sum(text.count(snippet) for text in texts) == 1, snippet


def test_the_key_plants_every_kind() -> None:
    kinds = Counter(entry["kind"] for entry in KEY["overlap"])
    assert kinds["near_verbatim"] >= 5 and kinds["medium"] >= 8 and kinds["low"] >= 8
    assert {entry["kind"] for entry in KEY["contradiction"]} == {
        "strength", "negation", "actor", "number", "deadline"
    }  # fmt: skip
    assert {entry["kind"] for entry in KEY["change"]} == {
        "unchanged", "edited", "inserted", "deleted", "moved", "moved_edited", "split", "merged",
        "relabelled",
    }  # fmt: skip
    assert {entry["state"] for entry in KEY["reference"]} == {"follows", "stale", "dangling"}
    assert {entry["against"] for entry in KEY["gap"]} == {"statuut-1.0", "kader-concept"}
    assert {entry["level"] for entry in KEY["objection"]} == {"explicit", "hedged"}
    assert {entry["voice"] for entry in KEY["objection"]} == {"direct", "reported"}


def test_low_overlaps_share_hardly_a_content_word() -> None:
    """Content words are those of five letters or more; shared by four-letter stem."""
    for entry in KEY["overlap"]:
        if entry["kind"] != "low":
            continue
        stems = [
            {word[:4] for word in re.findall(r"[^\W\d_]{5,}", entry[side]["snippet"].lower())}
            for side in "ab"
        ]
        assert len(stems[0] & stems[1]) <= 1, entry


@pytest.mark.parametrize("entry", KEY["contradiction"], ids=lambda entry: entry["words"][0])
def test_contradictions_quote_the_words_that_differ(entry: dict) -> None:
    first, second = entry["words"]
    assert first in entry["a"]["snippet"] and second in entry["b"]["snippet"]
    assert first not in entry["b"]["snippet"]


def test_changes_that_only_move_or_relabel_keep_their_words() -> None:
    for entry in KEY["change"]:
        if entry["kind"] in ("moved", "relabelled", "unchanged"):
            assert entry["old"] == entry["new"]


def test_references_stand_in_the_passage_named() -> None:
    for entry in KEY["reference"]:
        for document, reference in (("statuut-0.1", "old_text"), ("statuut-1.0", "text")):
            paragraphs = words(document).split("\n")
            start = squeeze(entry["snippet"])
            assert any(
                start in paragraph and squeeze(entry[reference]) in paragraph
                for paragraph in paragraphs
            )


def test_terms_are_used_as_often_as_the_key_says() -> None:
    for use in KEY["use"]:
        for document, count in use["counts"].items():
            assert words(document).lower().count(squeeze(use["term"])) == count


def test_the_term_file_names_the_three_contested_terms() -> None:
    terms = tomllib.loads((DEMO / "terms.toml").read_text(encoding="utf-8"))["term"]
    assert [term["term"] for term in terms] == [
        "zicht op veiligheid",
        "stabiele veiligheid",
        "outreachend",
    ]
    for term in terms:
        assert set(term) == {"term", "aliases", "never", "opposites", "note", "source"}


def test_the_manifest_lists_files_that_exist() -> None:
    assert CONFIG.terms == "terms.toml"
    for entry in CONFIG.documents:
        assert PATHS[entry.id].is_file()
        assert entry.holder and entry.date and date.fromisoformat(entry.date)
    roles = {entry.role for entry in CONFIG.documents}
    assert roles == {Role.STATUTE, Role.FRAMEWORK, Role.RESEARCH, Role.REACTION}


def test_every_document_says_that_it_is_fiction() -> None:
    mark = "Fictief voorbeelddocument"
    for path in WORD:
        assert mark in "".join(part(path, "header").itertext())
    for path in PDF:
        with pymupdf.open(path) as pdf:
            assert all(mark in page.get_text() for page in pdf)
    assert mark in PATHS["reactie-juristen"].read_text(encoding="utf-8")


@pytest.mark.parametrize("path", WORD, ids=lambda path: path.name)
def test_word_files_hold_together(path: Path) -> None:
    """python-docx opens them; notes, comments and changes refer to what exists, by unique ids."""
    document = open_docx(str(path))
    assert document.core_properties.subject == "Fictief voorbeelddocument"
    body = part(path, "document")
    marks = [node.get(f"{W}id") for node in body.iter(f"{W}footnoteReference")]
    notes = [node.get(f"{W}id") for node in part(path, "footnotes") if not node.get(f"{W}type")]
    assert marks == notes and len(notes) >= 4
    styles = {node.get(f"{W}styleId") for node in part(path, "styles").iter(f"{W}style")}
    used = {
        node.get(f"{W}val")
        for tag in ("pStyle", "rStyle", "tblStyle")
        for node in body.iter(f"{W}{tag}")
    }
    assert used <= styles
    changes = [node for tag in ("ins", "del") for node in body.iter(f"{W}{tag}")]
    assert len({node.get(f"{W}id") for node in changes}) == len(changes)
    assert all(node.get(f"{W}author") and node.get(f"{W}date") for node in changes)


def test_the_framework_has_the_tracked_changes_and_comments_of_the_key() -> None:
    body = part(DEMO / "kader-concept.docx", "document")
    inserted = ["".join(node.itertext()) for node in body.iter(f"{W}ins")]
    deleted = ["".join(node.itertext()) for node in body.iter(f"{W}del")]
    assert sorted(filter(None, inserted)) == sorted(entry["inserted"] for entry in KEY["tracked"])
    assert sorted(deleted) == sorted(filter(None, (entry["deleted"] for entry in KEY["tracked"])))
    authors = [node.get(f"{W}author") for node in part(DEMO / "kader-concept.docx", "comments")]
    assert authors == [entry["author"] for entry in KEY["comment"]]


@pytest.mark.parametrize(("name", "least"), [("kader-concept.pdf", 6), ("onderzoek.pdf", 8)])
def test_pdf_files_are_hard_enough(name: str, least: int) -> None:
    """Untagged, with running heads, page numbers, words broken at line ends and two columns."""
    with pymupdf.open(DEMO / name) as pdf:
        assert len(pdf) >= least
        assert pdf.xref_get_key(pdf.pdf_catalog(), "StructTreeRoot")[0] == "null"
        lines = [line for page in pdf for line in page.get_text().splitlines()]
        assert sum(bool(re.search(r"[a-z]{3}-$", line)) for line in lines) >= 5
        for number, page in enumerate(pdf, start=1):
            foot = page.get_text(clip=(0, page.rect.height - 70, *page.rect.br))
            assert number == 1 or foot.split()[-1] == str(number)
        starts = {round(block[0]) for block in pdf[-1].get_text("blocks") if block[1] > 80}
        assert min(starts) < 100 and any(x > 300 for x in starts)


@pytest.mark.office
def test_word_numbers_the_articles_as_the_key_does(tmp_path: Path) -> None:
    """LibreOffice renders the automatic numbering: the concordance table follows from it."""
    for version in ("0.1", "1.0"):
        command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
        command += ["--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir"]
        source = str(DEMO / f"statuut-{version}.docx")
        subprocess.run([*command, str(tmp_path), source], check=True, timeout=180)
    printed = {
        version: (tmp_path / f"statuut-{version}.txt").read_text("utf-8")
        for version in ("0.1", "1.0")
    }
    headings = {
        version: dict(
            re.match(r"(Artikel \d+) (.*)", line).group(2, 1)  # type: ignore[union-attr]
            for line in map(str.strip, printed[version].splitlines())
            if line.startswith("Artikel ")
        )
        for version in ("0.1", "1.0")
    }
    computed = {label: headings["1.0"].get(name, "") for name, label in headings["0.1"].items()}
    assert computed == KEY["labels"]
