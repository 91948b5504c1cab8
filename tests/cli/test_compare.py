"""compare and demo as a user runs them: reports whole or not at all, JSON alone, no network."""

from __future__ import annotations

import json
import socket

import pytest

from tests.compare.test_comparison import ONLY_A, ONLY_B, SHARED

FACES = {"report.html", "report.docx", "report.xlsx", "report.json", "report.md"}


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Nothing leaves the machine: any attempt to open a connection fails the test."""

    def refused(*arguments, **options):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


@pytest.fixture
def pair(tmp_path):
    (tmp_path / "a.txt").write_text("\n\n".join([*SHARED, *ONLY_A]), encoding="utf-8")
    (tmp_path / "b.md").write_text("\n\n".join([*ONLY_B, *SHARED]), encoding="utf-8")
    return tmp_path / "a.txt", tmp_path / "b.md"


def test_reports_are_written_with_the_same_findings(run, pair, tmp_path):
    result = run("compare", *pair, "--quiet")
    assert result.exit_code == 0, result.output
    assert "4 van 12 passages: tegenhanger gevonden" in result.stdout
    folder = tmp_path / "reports" / "a-b-compare"
    assert {path.name for path in folder.iterdir()} == FACES
    payload = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert payload["schema"] == "congruence/compare/1"
    assert len(payload["findings"]) == 24
    html = (folder / "report.html").read_text(encoding="utf-8")
    assert all(finding["text"][:30] in html for finding in payload["findings"])


def test_an_existing_report_is_replaced_only_when_asked_and_only_whole(run, pair, tmp_path):
    folder = tmp_path / "uit"
    assert run("compare", *pair, "--out", folder).exit_code == 0
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    refused = run("compare", *pair, "--out", folder)
    assert refused.exit_code == 1
    assert "--force" in refused.stderr
    good = pair[1].read_bytes()
    pair[1].write_bytes(b"")
    assert run("compare", *pair, "--out", folder, "--force").exit_code == 1
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    pair[1].write_bytes(good)
    assert run("compare", *pair, "--out", folder, "--force", "--format", "md").exit_code == 0
    assert {path.name for path in folder.iterdir()} == {"report.md"}


def test_a_folder_that_is_no_report_is_never_replaced(run, pair, tmp_path):
    folder = tmp_path / "map"
    folder.mkdir()
    (folder / "notities.txt").write_text("van de gebruiker")
    for options in ((), ("--force",)):
        refused = run("compare", *pair, "--out", folder, *options)
        assert refused.exit_code == 1
        assert "notities.txt" in refused.stderr
    assert [path.name for path in folder.iterdir()] == ["notities.txt"]


def test_json_stands_alone_on_standard_output(run, pair, tmp_path):
    result = run("compare", *pair, "--json")
    payload = json.loads(result.stdout)
    assert payload["method"]["views"] == ["lexical", "semantic"]
    assert not (tmp_path / "reports").exists()
    assert set(payload) >= {"schema", "a", "b", "method", "findings", "summary"}


def test_only_the_faces_asked_for(run, pair, tmp_path):
    assert run("compare", *pair, "--out", "uit", "--format", "md,json").exit_code == 0
    assert {p.name for p in (tmp_path / "uit").iterdir()} == {"report.md", "report.json"}
    wrong = run("compare", *pair, "--out", "uit2", "--format", "pdf")
    assert wrong.exit_code == 2
    assert "kies uit" in wrong.stderr


def test_standard_input_is_a_document_too(run, pair):
    result = run("compare", "-", pair[1], "--json", stdin=pair[0].read_text(encoding="utf-8"))
    assert len(json.loads(result.stdout)["findings"]) == 24


def test_a_second_run_on_a_corpus_encodes_nothing(run, pair, tmp_path, monkeypatch):
    from congruence.embed.static import StaticEncoder

    run("init", "corpus")
    for path, role in zip(pair, ("statute", "framework"), strict=True):
        run("add", path, "--role", role, "--corpus", "corpus")
    first = run("compare", "a", "b", "--corpus", "corpus", "--json")
    assert first.exit_code == 0, first.output
    monkeypatch.setattr(StaticEncoder, "encode", lambda *_: pytest.fail("encoded again"))
    second = run("compare", "a", "b", "--corpus", "corpus", "--json")
    assert second.stdout == first.stdout


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("weg.txt", None, "dit bestand bestaat niet"),
        ("leeg.txt", b"", "leeg"),
        ("kop.md", b"# Alleen een kop\n", "geen alinea"),
        ("foto.docx", b"\x89PNG\r\n\x1a\n" + b"0" * 50, "foto.docx"),
        ("stuk.pdf", b"%PDF-1.7\nniets", "stuk.pdf"),
    ],
)
def test_a_bad_file_is_one_sentence_and_nothing_written(run, pair, tmp_path, name, content, says):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    result = run("compare", name, pair[1], "--quiet")
    assert result.exit_code == 1
    assert says in result.stderr
    assert name in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "reports").exists()
