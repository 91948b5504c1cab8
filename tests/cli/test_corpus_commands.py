"""init, add, list: a corpus folder as a user makes it, and every mistake on the way."""

from __future__ import annotations

import json

from congruence.config import read_config


def test_a_corpus_is_made_filled_and_listed(run, statute, tmp_path):
    assert run("init", "corpus", "--title", "Ons corpus").exit_code == 0
    added = run("add", statute, "--role", "statute", "--version", "1.0", "--corpus", "corpus")
    assert added.exit_code == 0, added.output
    assert "statuut-1.0" in added.output
    listed = run("list", "--corpus", "corpus", "--json")
    payload = json.loads(listed.stdout)
    assert payload["title"] == "Ons corpus"
    [row] = payload["documents"]
    assert (row["id"], row["role"], row["version"], row["present"]) == (
        "statuut-1.0", "statute", "1.0", True,
    )  # fmt: skip
    assert (tmp_path / "corpus" / "Statuut 1.0.md").read_bytes() == statute.read_bytes()


def test_adding_keeps_the_comments_of_the_manifest(run, statute, tmp_path):
    run("init", "corpus")
    manifest = tmp_path / "corpus" / "congruence.toml"
    manifest.write_text(manifest.read_text() + "\n# een opmerking van de beheerder\n")
    run("add", statute, "--role", "statute", "--corpus", "corpus")
    assert "# een opmerking van de beheerder" in manifest.read_text()
    assert len(read_config(manifest).documents) == 1


def test_a_listed_file_that_is_absent_is_said_not_an_error(run, tmp_path):
    run("init", "corpus")
    manifest = tmp_path / "corpus" / "congruence.toml"
    manifest.write_text('[[document]]\nid = "kader"\npath = "kader.pdf"\nrole = "framework"\n')
    listed = run("list", "--corpus", "corpus")
    assert listed.exit_code == 0
    assert "bestand niet aanwezig: kader.pdf" in listed.output
    read = run("extract", "kader", "--corpus", "corpus")
    assert read.exit_code == 1
    assert "staat op de lijst, maar het bestand is er niet" in read.stderr


def test_a_mistake_is_one_sentence_and_exit_status_one(run, statute, tmp_path):
    run("init", "corpus")
    run("add", statute, "--role", "statute", "--id", "statuut", "--corpus", "corpus")
    cases = {
        ("init", "corpus"): "is al een corpus",
        ("list", "--corpus", "elders"): "geen congruence.toml",
        ("list",): "Er is hier geen corpus",
        ("add", statute, "--role", "law", "--id", "statuut", "--corpus", "corpus"): "in gebruik",
        ("add", "weg.docx", "--role", "law", "--corpus", "corpus"): "weg.docx",
        ("extract", "statut", "--corpus", "corpus"): "schrijf 'statuut'",
    }
    before = (tmp_path / "corpus" / "congruence.toml").read_bytes()
    for arguments, says in cases.items():
        result = run(*arguments)
        assert result.exit_code == 1, arguments
        assert says in result.stderr
        assert len(result.stderr.strip().splitlines()) == 1
        assert "Traceback" not in result.output
    assert (tmp_path / "corpus" / "congruence.toml").read_bytes() == before


def test_wrong_usage_is_exit_status_two_in_dutch(run, statute):
    result = run("add", statute, "--role", "besluit")
    assert result.exit_code == 2
    assert "Ongeldige waarde voor '--role'" in result.stderr
    assert "Invalid value" in run("--lang", "en", "add", statute, "--role", "besluit").stderr


def test_an_existing_file_in_the_corpus_is_never_overwritten(run, statute, tmp_path):
    run("init", "corpus")
    other = tmp_path / "corpus" / statute.name
    other.write_text("iets anders")
    result = run("add", statute, "--role", "statute", "--corpus", "corpus")
    assert result.exit_code == 1
    assert other.read_text() == "iets anders"


def test_an_unexpected_failure_is_a_sentence_too(run, monkeypatch, statute):
    import congruence.extract

    def broken(*arguments, **options):
        raise RuntimeError("iets\nraars")

    monkeypatch.setattr(congruence.extract, "read", broken)
    result = run("extract", statute)
    assert result.exit_code == 1
    assert "RuntimeError: iets raars" in result.stderr
    assert "CONGRUENCE_DEBUG=1" in result.stderr
    monkeypatch.setenv("CONGRUENCE_DEBUG", "1")
    assert isinstance(run("extract", statute).exception, RuntimeError)
