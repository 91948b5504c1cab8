"""Tracked changes: reject all gives the old file, accept all the new one."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from docx.shared import Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from congruence.errors import InputError
from congruence.report.tracked import write_tracked

from .revision_view import View

DATE = datetime(2024, 1, 31, 9, 0, tzinfo=UTC)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKS = {W + name for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange",
                               "moveFromRangeStart", "moveToRangeStart")}  # fmt: skip
PAIRS = Path("docx-pairs")
SAMPLE = tuple(
    Path(__file__).resolve().parents[2] / "corpora" / "demo" / f"statuut-{version}.docx"
    for version in ("0.1", "1.0")
)
DOT = bytes.fromhex(  # a PNG of one pixel
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d4944415478da6364f8cf500f0003860180"
    "5a347d6b0000000049454e44ae426082"
)


def assert_round_trip(old, new, out):
    for path, reading in ((old, False), (new, True)):
        wanted = View(path, new=True, formatting=True)
        got = View(out, new=reading, formatting=True)
        assert got.read() == wanted.read()
        assert got.margins() == wanted.margins()


def assert_well_marked(out):
    """What no validator of structure catches, and Word refuses or repairs."""
    with zipfile.ZipFile(out) as archive:
        ids, starts, ends = [], {}, []
        for name in archive.namelist():
            if not name.startswith("word/") or not name.endswith(".xml"):
                continue
            root = etree.fromstring(archive.read(name))
            for node in root.iter():
                if node.tag in MARKS:
                    ids.append(node.get(W + "id"))
                    assert node.get(W + "author") and node.get(W + "date")
                if node.tag in (W + "delText", W + "delInstrText"):
                    above = [a.tag for a in node.iterancestors()]
                    assert W + "del" in above and W + "moveFrom" not in above
                if node.tag in (W + "t", W + "instrText"):
                    story = next(a for a in node.iterancestors() if a.tag in (W + "p", W + "body"))
                    inside = [a.tag for a in node.iterancestors() if story in a.iterancestors()]
                    assert W + "del" not in inside
                if node.tag in (W + "moveFromRangeStart", W + "moveToRangeStart"):
                    starts.setdefault(node.get(W + "name"), []).append(node.tag)
                if node.tag in (W + "moveFromRangeEnd", W + "moveToRangeEnd"):
                    ends.append(node.get(W + "id"))
        assert len(ids) == len(set(ids))
        assert all(len(pair) == 2 and len(set(pair)) == 2 for pair in starts.values())
        assert len(ends) == 2 * len(starts)


def make(path, content):
    """A Word file: a text is a paragraph, a list of lists a table; "*bold*" is bold."""
    document = docx.Document()
    for item in content:
        if isinstance(item, str):
            fill(document.add_paragraph(), item)
        else:
            table = document.add_table(len(item), max(map(len, item)))
            for row, cells in zip(table.rows, item, strict=True):
                for cell, text in zip(row.cells, cells, strict=False):
                    fill(cell.paragraphs[0], text)
            document.add_paragraph()
    document.save(path)
    return path


def fill(paragraph, text):
    if text.startswith("# "):
        paragraph.style, text = "Heading 1", text[2:]
    for at, part in enumerate(text.split("*")):
        if part:
            paragraph.add_run(part).bold = at % 2 == 1 or None


def tracked(tmp_path, old, new):
    before, after = make(tmp_path / "old.docx", old), make(tmp_path / "new.docx", new)
    out = tmp_path / "out.docx"
    result = write_tracked(before, after, out, date=DATE)
    assert_round_trip(before, after, out)
    assert_well_marked(out)
    return result, document_xml(out)


def document_xml(path):
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode()


ARTICLES = [
    "# Hulp in de buurt",
    "Het team moet binnen vijf dagen met het gezin spreken over de gevraagde hulp.",
    "De gemeente betaalt de kosten van de hulp tot een bedrag dat de raad vaststelt.",
    "Wie het niet eens is met een besluit kan om een nieuw gesprek vragen.",
    "Het team bewaart het dossier niet langer dan nodig is voor de hulp.",
]


def test_one_word_is_marked_as_one_word(tmp_path):
    new = [ARTICLES[0], ARTICLES[1].replace("moet", "kan"), *ARTICLES[2:]]
    result, xml = tracked(tmp_path, ARTICLES, new)
    assert result.revisions == 2
    assert re.findall(r"<w:delText[^>]*>([^<]*)", xml) == ["moet"]


def test_a_moved_paragraph_is_a_move(tmp_path):
    new = [*ARTICLES[:2], *ARTICLES[3:], ARTICLES[2], "Slot."]
    _result, xml = tracked(tmp_path, [*ARTICLES, "Slot."], new)
    assert xml.count("<w:moveFromRangeStart") == xml.count("<w:moveToRangeStart") == 1
    assert "<w:delText" not in xml


def test_a_split_marks_only_the_paragraph_end(tmp_path):
    joined = ARTICLES[1] + " " + ARTICLES[2]
    result, xml = tracked(tmp_path, [ARTICLES[0], joined, ARTICLES[3]], ARTICLES[:4])
    assert "".join(re.findall(r"<w:delText[^>]*>([^<]*)", xml)).strip() == ""
    assert result.revisions <= 2


def test_formatting_is_kept_and_its_change_is_tracked(tmp_path):
    new = [ARTICLES[0], "Het team *moet* binnen vijf dagen met het gezin spreken over de hulp."]
    old = [ARTICLES[0], "Het team moet binnen vijf dagen met het *gezin* spreken over de hulp."]
    _result, xml = tracked(tmp_path, old, new)
    assert xml.count("<w:rPrChange") == 2


def test_rows_come_and_go(tmp_path):
    old = [[["jaar", "bedrag"], ["2023", "honderd euro"], ["2024", "tweehonderd euro"]]]
    new = [[["jaar", "bedrag"], ["2024", "tweehonderd tien euro"], ["2025", "driehonderd euro"]]]
    _result, xml = tracked(tmp_path, old, new)
    assert len(re.findall(r"<w:trPr><w:del ", xml)) == len(re.findall(r"<w:trPr><w:ins ", xml)) == 1


def test_same_files_have_no_revision(tmp_path):
    result, xml = tracked(tmp_path, ARTICLES, ARTICLES)
    assert result.revisions == 0
    assert result.warnings == ()


def test_empty_against_full_and_back(tmp_path):
    tracked(tmp_path, [], ARTICLES)
    tracked(tmp_path, ARTICLES, [])


def test_earlier_changes_are_taken_as_accepted_and_said(tmp_path):
    before, after = make(tmp_path / "a.docx", ARTICLES), make(tmp_path / "b.docx", ARTICLES[:3])
    first, second = tmp_path / "first.docx", tmp_path / "second.docx"
    write_tracked(before, after, first, date=DATE)
    result = write_tracked(first, before, second, date=DATE)
    assert [warning.code for warning in result.warnings] == ["tracked_input"]
    assert View(second, new=False).read() == View(after, new=True).read()
    assert View(second, new=True).read() == View(before, new=True).read()


def test_headers_are_woven_and_new_ones_come(tmp_path):
    before, after = make(tmp_path / "a.docx", ARTICLES), make(tmp_path / "b.docx", ARTICLES)
    for path, header in ((before, "Versie 0.1 van het stuk"), (after, "Versie 1.0 van het stuk")):
        document = docx.Document(path)
        document.sections[0].header.paragraphs[0].text = header
        if path == after:
            document.sections[0].footer.paragraphs[0].text = "Nieuw onderschrift"
        document.save(path)
    write_tracked(before, after, tmp_path / "out.docx", date=DATE)
    assert_round_trip(before, after, tmp_path / "out.docx")


def test_comments_and_bookmarks_of_the_old_file_stay(tmp_path):
    before = make(tmp_path / "a.docx", ARTICLES)
    document = docx.Document(before)
    run = document.paragraphs[2].runs[0]
    document.add_comment(run, text="Klopt dit bedrag?", author="lezer")
    document.save(before)
    after = make(tmp_path / "b.docx", [t.replace("betaalt", "vergoedt") for t in ARTICLES])
    write_tracked(before, after, tmp_path / "out.docx", date=DATE)
    assert_round_trip(before, after, tmp_path / "out.docx")
    xml = document_xml(tmp_path / "out.docx")
    for mark in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert xml.count(f"<w:{mark} ") == 1
    assert docx.Document(tmp_path / "out.docx").part._comments_part is not None


def test_images_and_styles_of_the_new_file_come_along(tmp_path):
    image = tmp_path / "dot.png"
    image.write_bytes(DOT)
    before, after = make(tmp_path / "a.docx", ARTICLES), make(tmp_path / "b.docx", ARTICLES)
    document = docx.Document(after)
    document.add_picture(str(image), width=Pt(20))
    style = document.styles.add_style("Huisstijl", 1)
    document.add_paragraph("In een eigen stijl.", style=style)
    document.save(after)
    write_tracked(before, after, tmp_path / "out.docx", date=DATE)
    assert_round_trip(before, after, tmp_path / "out.docx")
    assert "Huisstijl" in {style.name for style in docx.Document(tmp_path / "out.docx").styles}


def test_output_is_the_same_on_every_run(tmp_path):
    before, after = make(tmp_path / "a.docx", ARTICLES), make(tmp_path / "b.docx", ARTICLES[1:])
    for name in ("one.docx", "two.docx"):
        write_tracked(before, after, tmp_path / name, date=DATE)
    assert (tmp_path / "one.docx").read_bytes() == (tmp_path / "two.docx").read_bytes()


@pytest.mark.parametrize("data", [b"", b"no zip at all", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_word_file_is_said_in_one_sentence(tmp_path, data):
    broken, whole = tmp_path / "broken.docx", make(tmp_path / "whole.docx", ARTICLES)
    broken.write_bytes(data)
    with pytest.raises(InputError) as error:
        write_tracked(broken, whole, tmp_path / "out.docx")
    assert error.value.file == str(broken)
    assert not (tmp_path / "out.docx").exists()


WORDS = ["de", "het", "*team*", "moet", "kan", "hulp", ".", ",", "geven", "een", "gezin"]
words = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
tables = st.lists(st.lists(words, min_size=2, max_size=2), min_size=1, max_size=3)
contents = st.lists(st.one_of(words, words, words, tables), max_size=6)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(contents, contents, st.integers(0, 6))
def test_generated_files_round_trip(tmp_path_factory, old, other, keep):
    tracked(tmp_path_factory.mktemp("pair"), old, [*old[:keep], *other])


def pairs(shared_data):
    folder = shared_data / PAIRS
    with (folder / "pairs.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            yield row["id"], folder / row["before"], folder / row["after"]


def test_the_sample_statute_round_trips(tmp_path):
    out = tmp_path / "out.docx"
    write_tracked(*SAMPLE, out, date=DATE)
    assert_round_trip(*SAMPLE, out)
    assert_well_marked(out)


@pytest.mark.office
def test_the_sample_statute_round_trips_in_libreoffice(tmp_path):
    out = tmp_path / "out.docx"
    write_tracked(*SAMPLE, out, date=DATE)
    lines = [f"accept\t{SAMPLE[0]}", f"reject\t{out}", f"accept\t{SAMPLE[1]}", f"accept\t{out}"]
    old, rejected, new, accepted = office_texts(lines, tmp_path)
    assert (rejected, accepted) == (old, new)


def test_pairs_of_a_peer_round_trip(shared_data, tmp_path):
    wrong = []
    for name, before, after in pairs(shared_data):
        out = tmp_path / f"{name}.docx"
        write_tracked(before, after, out, date=DATE)
        try:
            assert_round_trip(before, after, out)
            assert_well_marked(out)
        except AssertionError as error:
            wrong.append(f"{name}: {error}")
    assert not wrong


# What LibreOffice 7.4 cannot do, whoever writes the file: it keeps a formula that came when its
# change is rejected, and leaves an empty paragraph where one before a table came.
OFFICE_FORMULAS = {"WC-1230", "WC-1420", "WC-1430", "WC-1830", "WC-1840"}
OFFICE_EMPTY_PARAGRAPH = {"WC-1210"}


@pytest.mark.office
def test_pairs_round_trip_in_libreoffice(shared_data, tmp_path):
    lines = []
    names = []
    for name, before, after in pairs(shared_data):
        out = tmp_path / f"{name}.docx"
        write_tracked(before, after, out, date=DATE)
        names.append(name)
        lines += [f"accept\t{before}", f"reject\t{out}", f"accept\t{after}", f"accept\t{out}"]
    texts = office_texts(lines, tmp_path)
    wrong = set()
    for at, name in enumerate(names):
        old, rejected, new, accepted = texts[4 * at : 4 * at + 4]
        assert None not in (old, rejected, new, accepted), name
        if (old, new) != (rejected, accepted):
            wrong.add(name)
    assert wrong <= OFFICE_FORMULAS | OFFICE_EMPTY_PARAGRAPH


def has_uno(python):
    return bool(python) and not subprocess.run([python, "-c", "import uno"]).returncode


def office_texts(lines, folder):
    program = shutil.which("soffice") or shutil.which("libreoffice")
    python = next(filter(has_uno, ("/usr/bin/python3", shutil.which("python3") or "")), None)
    if python is None:
        pytest.skip("python3-uno is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    profile = folder / "profile"
    office = subprocess.Popen(
        [program, f"-env:UserInstallation=file://{profile}", "--headless", "--norestore",
         f"--accept=socket,host=127.0.0.1,port={port};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        done = subprocess.run(
            [python, str(Path(__file__).with_name("office_texts.py")), str(port)],
            input="\n".join(lines), capture_output=True, text=True, timeout=300,
        )  # fmt: skip
    finally:
        os.killpg(office.pid, signal.SIGTERM)
        office.wait(30)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]
