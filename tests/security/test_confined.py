"""Untrusted files: no entities in any XML, nothing unpacked without end, no way out of a folder."""

from __future__ import annotations

import io
import sys
import zipfile

import openpyxl
import pytest

from congruence.corpus import Corpus
from congruence.errors import CongruenceError, CorpusError, InputError
from congruence.extract import archive, read_bytes
from tests.extract.word import docx, p
from tests.fuzz.seeds import ODT

SECRET = "een geheim dat nergens mag staan"


def remade(data: bytes, change) -> bytes:
    """The archive with ``change(name, content)`` for every part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, \
         zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:  # fmt: skip
        for name in source.namelist():
            made.writestr(name, change(name, source.read(name)))
    return out.getvalue()


def _odt() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        made.writestr("content.xml", ODT)
    return stream.getvalue()


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["id", "text"])
    book.active.append(["1", "Het team werkt samen."])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


FILES = {"a.docx": docx(p("Het team werkt samen.")), "a.odt": _odt(), "a.xlsx": _xlsx()}
MAIN = {"a.docx": "word/document.xml", "a.odt": "content.xml",
        "a.xlsx": "xl/worksheets/sheet1.xml"}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("outside", [True, False], ids=["a file", "an entity"])
def test_no_xml_reads_another_file_or_an_entity(name, outside, tmp_path):
    secret = tmp_path / "geheim.txt"
    secret.write_text(SECRET, "utf-8")
    value = f'SYSTEM "{secret.as_uri()}"' if outside else f'"{SECRET}"'
    declared = f"<!DOCTYPE x [<!ENTITY geheim {value}>]>".encode()

    def change(part: str, content: bytes) -> bytes:
        if part != MAIN[name]:
            return content
        head, mark, rest = content.rpartition(b"?>")
        for word in (b"Het team werkt samen.", b"Het team houdt", b"<v>0</v>"):
            rest = rest.replace(word, b"&geheim;" if b"<" not in word else b"<v>&geheim;</v>")
        assert b"&geheim;" in rest
        return head + mark + declared + rest

    try:
        document = read_bytes(remade(FILES[name], change), name=name)
    except InputError as error:
        assert "entiteiten" in str(error) or "beschadigd" in str(error)
    else:
        assert SECRET not in repr(document)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_unpacks_without_end_is_refused(name, monkeypatch):
    monkeypatch.setattr(archive, "MAX_PART", 20_000)
    swollen = remade(
        FILES[name], lambda part, content: content + b" " * (50_000 * (part == MAIN[name]))
    )
    assert len(swollen) < 20_000
    with pytest.raises(InputError, match="uitgepakt|veilig"):
        read_bytes(swollen, name=name)


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_too_many_parts_is_refused(name, monkeypatch):
    monkeypatch.setattr(archive, "MAX_PARTS", 1)
    with pytest.raises(InputError, match="uitgepakt|veilig"):
        read_bytes(FILES[name], name=name)


@pytest.mark.parametrize(
    "path", ["../x.md", "/etc/hosts", "C:\\x.md", "\\\\server\\x.md", "a/../../x"]
)
@pytest.mark.parametrize("key", ["path", "terms"])
def test_a_corpus_names_nothing_outside_its_folder(tmp_path, path, key):
    lines = {"path": f"[[document]]\nid = 'x'\npath = '{path}'\n",
             "terms": f"[corpus]\nterms = '{path}'\n"}  # fmt: skip
    (tmp_path / "congruence.toml").write_text(lines[key], "utf-8")
    with pytest.raises(CorpusError, match="buiten de corpusmap"):
        Corpus.open(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
def test_a_link_that_leads_out_of_the_corpus_is_not_followed(tmp_path):
    (tmp_path / "geheim.md").write_text(SECRET, "utf-8")
    (tmp_path / "geheim.toml").write_text(f'[[term]]\nterm = "{SECRET}"\n', "utf-8")
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "stuk.md").symlink_to(tmp_path / "geheim.md")
    (folder / "terms.toml").symlink_to(tmp_path / "geheim.toml")
    (folder / "congruence.toml").write_text(
        "[corpus]\nterms = 'terms.toml'\n[[document]]\nid = 'stuk'\npath = 'stuk.md'\n", "utf-8"
    )
    corpus = Corpus.open(folder)
    with pytest.raises(CorpusError, match="buiten de corpusmap"):
        corpus.read("stuk")
    with pytest.raises(CongruenceError, match="buiten de corpusmap"):
        assert corpus.terms_path()
