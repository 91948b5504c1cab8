"""What damaged files once brought down, each in its smallest form."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import openpyxl
import pymupdf
import pytest

from congruence.errors import InputError
from congruence.extract import read, read_bytes
from congruence.report.annotate import Remark
from congruence.report.annotate_pdf import annotate_pdf
from tests.conftest import ROOT
from tests.extract.word import abstract, docx, level, num, p


def list_with_a_stray_cell() -> bytes:
    """A list of one row, in which one further cell stands in the last row and column."""
    book = openpyxl.Workbook()
    book.active.append(["id", "text"])
    book.active.append(["1", "Het team werkt."])
    stream = io.BytesIO()
    book.save(stream)
    source = zipfile.ZipFile(stream)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in source.namelist():
            content = source.read(part)
            if part == "xl/worksheets/sheet1.xml":
                stray = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                content = content.replace(b"</sheetData>", stray)
            archive.writestr(part, content)
    return out.getvalue()


def test_a_stray_cell_far_away_does_not_ask_for_all_memory():
    # In a process of its own: what once happened here ended the whole program.
    code = (
        "import sys\nfrom congruence.errors import InputError\n"
        "from congruence.extract import read_bytes\n"
        "try:\n    read_bytes(sys.stdin.buffer.read(), name='lijst.xlsx')\n"
        "except InputError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], input=list_with_a_stray_cell(),
                          capture_output=True, cwd=ROOT)  # fmt: skip
    assert done.returncode == 0, done.stderr[-500:]
    assert "1048576" in done.stdout.decode()


def test_a_list_that_unpacks_without_end_is_refused(monkeypatch):
    from congruence.extract import archive

    monkeypatch.setattr(archive, "MAX_PART", 1000)
    book = openpyxl.Workbook()
    book.active.append(["id", "text"])
    for number in range(300):
        book.active.append([str(number), f"Het team werkt op plek {number}."])
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(InputError, match="uitgepakt|veilig"):
        read_bytes(stream.getvalue(), name="lijst.xlsx")


def test_only_the_first_bytes_of_a_mimetype_are_unpacked():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", b"x" * (300 << 20))
    code = (
        "import resource, sys\nfrom congruence.errors import InputError\n"
        "from congruence.extract.sniff import sniff\n"
        "resource.setrlimit(resource.RLIMIT_AS, (400 << 20,) * 2)\n"
        "try:\n    sniff(sys.stdin.buffer.read(), 'a.odt')\n"
        "except InputError:\n    print('refused')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], input=stream.getvalue(),
                          capture_output=True, cwd=ROOT)  # fmt: skip
    assert done.stdout.strip() == b"refused", done.stderr[-500:]


def test_a_pdf_that_had_to_be_repaired_gets_its_remarks(tmp_path):
    file = pymupdf.open()
    file.new_page().insert_text((72, 100), "Het team houdt zicht op veiligheid in de wijk.")
    whole = file.tobytes()
    source = tmp_path / "concept.pdf"
    source.write_bytes(whole[: whole.rindex(b"xref")])  # no table of contents of its objects
    document = read(source)
    block = document.blocks[0]
    out = tmp_path / "uit.pdf"
    assert annotate_pdf(source, document, [Remark(block.id, 0, 8, "wie?")], out) == 0
    with pymupdf.open(out) as made:
        [note] = made[0].annots()
        assert note.info["content"] == "wie?"


def test_ids_that_are_no_numbers_do_not_stop_tracked_changes(tmp_path):
    from congruence.report.tracked import write_tracked

    old, new, out = (tmp_path / f"{name}.docx" for name in ("oud", "nieuw", "uit"))
    odd = '<w:num w:numId=""><w:abstractNumId w:val="1"/></w:num>'
    articles = abstract(1, level(0, "decimal", "Artikel %1")) + num(1, 1)
    old.write_bytes(docx(p("Een regel.", num="1", level="0"), numbering=articles + odd))
    items = abstract(1, level(0, "lowerLetter", "%1.")) + num(1, 1)
    new.write_bytes(
        docx(
            p("Een regel.") + p("Nog een regel, geheel nieuw.", num="1", level="0"),
            numbering=items,
        )
    )
    write_tracked(old, new, out)
    assert [block.text for block in read(out).blocks][-1] == "Nog een regel, geheel nieuw."


def test_a_listed_name_too_long_for_any_file_is_said(tmp_path):
    from congruence.corpus import Corpus
    from congruence.errors import CorpusError

    for name in ("x" * 300, "map/" * 400 + "x"):
        text = f'[[document]]\nid = "een"\npath = "{name}"\n'
        (tmp_path / "congruence.toml").write_text(text)
        with pytest.raises(CorpusError, match="zo'n lange naam"):
            Corpus.open(tmp_path)


def test_a_word_file_without_its_first_relationships_gets_its_remarks(tmp_path):
    from congruence.report.annotate_docx import annotate_docx

    source, out = tmp_path / "concept.docx", tmp_path / "uit.docx"
    with zipfile.ZipFile(io.BytesIO(docx(p("Het team houdt zicht op veiligheid.")))) as whole, \
         zipfile.ZipFile(source, "w") as made:  # fmt: skip
        for name in whole.namelist():
            if name != "_rels/.rels":
                made.writestr(name, whole.read(name))
    document = read(source)
    assert annotate_docx(source, document, [Remark(document.blocks[0].id, 0, 8, "wie?")], out) == 0
    assert [comment.text for comment in read(out).comments] == ["wie?"]


def test_a_pdf_that_cannot_be_written_again_is_one_sentence(tmp_path):
    file = pymupdf.open()
    file.new_page().insert_text((72, 100), "Het team houdt zicht op veiligheid in de wijk.")
    number = file.get_new_xref()
    file.update_object(number, "<</Soort /X>>")
    whole = file.tobytes()
    source = tmp_path / "concept.pdf"
    # Without its table it must be repaired, and one of its objects cannot be parsed at all.
    source.write_bytes(whole[: whole.rindex(b"xref")].replace(b"/Soort", b"9Soort"))
    document = read(source)
    remarks = [Remark(document.blocks[0].id, 0, 8, "wie?")]
    with pytest.raises(InputError, match="te beschadigd"):
        annotate_pdf(source, document, remarks, tmp_path / "uit.pdf")


@pytest.mark.parametrize(
    "value",
    ["9" * 5000, "[" * 5000, chr(34) + r"\u0000.md" + chr(34)],
    ids=["long", "deep", "null"],
)
def test_a_value_that_no_reader_of_toml_survives_is_one_sentence(tmp_path, value):
    from congruence.corpus import Corpus
    from congruence.errors import CongruenceError
    from congruence.terms.termfile import read_term_file

    (tmp_path / "congruence.toml").write_text(f"[corpus]\nterms = {value}\n")
    (tmp_path / "terms.toml").write_text(f"[[term]]\nterm = {value}\n")
    with pytest.raises(CongruenceError):
        Corpus.open(tmp_path)
    if "u0000" not in value:
        with pytest.raises(CongruenceError):
            read_term_file(tmp_path / "terms.toml")
