"""The sample corpus, the whole job: what was planted is found, what one side alone says is not."""

from __future__ import annotations

import json
import tomllib

import pytest

from congruence.cli.demo import sample_corpus

KEY = tomllib.loads((sample_corpus() / "key.toml").read_text(encoding="utf-8"))
SIDES = {"statuut-1.0": "a", "kader-concept": "b"}


@pytest.fixture(scope="module")
def findings(tmp_path_factory):
    from click.testing import CliRunner

    from congruence.cli.main import cli

    out = tmp_path_factory.mktemp("demo") / "uit"
    result = CliRunner().invoke(cli, ["demo", "--out", str(out), "--model", "embedded", "--quiet"])
    assert result.exit_code == 0, result.output
    report = out / "statuut-naast-kader" / "report.json"
    return json.loads(report.read_text(encoding="utf-8"))["findings"]


def find(findings, place):
    side = SIDES[place["document"]]
    [found] = [f for f in findings if f["side"] == side and place["snippet"] in f["text"]]
    return found


def planted(kind):
    return [
        row
        for row in KEY["overlap"]
        if row["kind"] == kind and {row["a"]["document"], row["b"]["document"]} <= set(SIDES)
    ]


def test_near_copies_are_found_and_linked_both_ways(findings):
    for row in planted("near_verbatim"):
        a, b = find(findings, row["a"]), find(findings, row["b"])
        # Of one passage every decoy is a chance to be called possible instead, on one side.
        assert {"found"} <= {a["band"], b["band"]} <= {"found", "possible"}, row
        assert a["links"][0]["block"] == b["block"]
        assert b["links"][0]["block"] == a["block"]


def test_paraphrases_stand_among_the_three_that_the_report_shows(findings):
    rows = planted("medium")
    shown = [
        row
        for row in rows
        if find(findings, row["b"])["block"]
        in [link["block"] for link in find(findings, row["a"])["links"][:3]]
    ]
    assert len(shown) >= 0.75 * len(rows)


def test_what_one_document_alone_says_is_never_called_found(findings):
    gaps = [row for row in KEY["gap"] if row["document"] in SIDES]
    assert len(gaps) >= 10
    assert [row for row in gaps if find(findings, row)["band"] == "found"] == []


def test_quiet_reaches_every_command_and_json_names_what_was_made(run, tmp_path):
    result = run("demo", "--out", "uit", "--json", "--quiet", "--model", "embedded")
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    payload = json.loads(result.stdout)
    folders = [tmp_path / report["folder"] for report in payload["reports"]]
    assert len(folders) == 6
    assert all((folder / "report.html").is_file() for folder in folders)
