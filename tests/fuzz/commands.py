"""What is asked of a damaged file: a folder with it in, and a command line."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.mutations import mutate
from tests.fuzz.seeds import DEMO, TERMS

WHOLE = """# Statuut

## Artikel 1 Doel

Het buurtteam houdt zicht op veiligheid en moet binnen 5 werkdagen antwoorden.

Het team kan outreachend werken; de inwoner mag dat weigeren.

## Artikel 2 Termijnen

De raad stelt regels over de termijn van twaalf weken, bedoeld in artikel 1.

Onder hulp wordt verstaan: ondersteuning die een inwoner vrijwillig aanvaardt.

Wij hebben bezwaar tegen de term 'zicht op veiligheid'.
"""
MANIFEST = """\
[corpus]
title = "Proef"
terms = "terms.toml"

[[document]]
id = "een"
path = "een.md"
role = "statute"
version = "1.0"
date = "2024-01"
holder = "Team"

[[document]]
id = "twee"
path = "twee{suffix}"
"""
ASKED = ("extract", "compare", "matrix", "check", "diff", "terms", "passages", "add", "embed")
KINDS = ("norms", "definitions", "objections", "quotes")
FACES = ("html", "docx", "xlsx", "json", "md")
CONFIGURED = ("list", "embed", "terms", "passages", "matrix", "add", "check", "init")


@dataclass(frozen=True)
class Case:
    """One run: the damaged file (as it stands in the folder) and the command line."""

    kind: str
    damaged: Path
    arguments: tuple[str, ...]


def lay_out(folder: Path, seeds: dict[str, list[bytes]], rng: random.Random) -> Case:
    """Fill ``folder`` with a corpus in which one file is damaged, and choose a command."""
    kind = rng.choice([*seeds, ".toml", "terms.toml", "vectors.sqlite"])
    suffix = kind if kind in seeds else ".txt"
    whole = rng.choice(seeds[suffix])
    (folder / "een.md").write_text(WHOLE, "utf-8")
    (folder / "oud.docx").write_bytes((DEMO / "statuut-0.1.docx").read_bytes())
    twee = folder / f"twee{suffix}"
    twee.write_bytes(whole if kind not in seeds else mutate(whole, suffix, rng))
    manifest = MANIFEST.format(suffix=suffix).encode()
    terms = TERMS.encode()
    if kind == ".toml":
        manifest = mutate(manifest, ".toml", rng)
    elif kind == "terms.toml":
        terms = mutate(terms, ".toml", rng)
    elif kind == "vectors.sqlite":
        _broken_cache(folder, rng)
    (folder / "congruence.toml").write_bytes(manifest)
    (folder / "terms.toml").write_bytes(terms)
    if kind in seeds:
        return Case(kind, twee, _on_document(twee, whole, suffix, rng))
    if kind == "vectors.sqlite":
        name = folder / ".congruence" / kind
        return Case(kind, name, rng.choice((("embed", "."), ("compare", "een", "een.md"))))
    name = folder / ("congruence.toml" if kind == ".toml" else kind)
    return Case(kind, name, _on_corpus(rng))


def _on_document(damaged: Path, whole: bytes, suffix: str, rng: random.Random) -> tuple[str, ...]:
    name = damaged.name
    command = rng.choice(ASKED)
    match command:
        case "extract":
            view = rng.choice(("accepted", "original", "marked"))
            more = rng.choice((["--json"], ["--format", "md"], []))
            return command, name, "--view", view, *more
        case "compare":
            return command, *rng.choice(((name, "een.md"), ("een", "twee"))), *_report(rng)
        case "matrix":
            return command, "een", name, "oud.docx", *_report(rng)
        case "check":
            memo = rng.choice(((), ("--memo",), ("--fail-on", "none")))
            return command, name, "--against", "een", *memo, *_report(rng)
        case "diff":
            before = damaged.with_name(f"voor{suffix}")
            before.write_bytes(whole)
            pair = [before.name, name]
            if suffix == ".docx" and rng.random() < 0.5:
                return command, *rng.sample(pair, 2), "--tracked", "uit.docx", *_report(rng)
            newer = rng.choice(((), ("een",)))
            return command, *rng.sample(pair, 2), *newer, *_report(rng)
        case "terms":
            more = rng.choice(((), ("--discover",), ("--memo",)))
            return command, name, "een", "--terms", "terms.toml", *more, *_report(rng)
        case "passages":
            return command, name, "--kind", rng.choice(KINDS), *_report(rng)
        case "add":
            damaged.rename(damaged.with_name(f"nieuw{suffix}"))
            return command, f"nieuw{suffix}", "--role", "framework"
        case _:
            return "embed", "."


def _on_corpus(rng: random.Random) -> tuple[str, ...]:
    match command := rng.choice(CONFIGURED):
        case "list":
            return command, *rng.choice(((), ("--json",)))
        case "embed" | "init":
            return command, "."
        case "terms":
            return command, "--discover", *_report(rng)
        case "passages":
            return command, "--kind", rng.choice(KINDS), *_report(rng)
        case "matrix":
            return command, "een", "twee", *_report(rng)
        case "check":
            return command, "een", "--against", "twee", *_report(rng)
        case _:
            return command, "oud.docx", "--role", "law"


def _report(rng: random.Random) -> tuple[str, ...]:
    """Where the report goes, and in which faces: one or all."""
    if rng.random() < 0.2:
        return ("--json",)
    faces = rng.choice((*FACES, *FACES, ",".join(FACES)))
    return "--out", "uit", "--format", faces


def _broken_cache(folder: Path, rng: random.Random) -> None:
    path = folder / ".congruence" / "vectors.sqlite"
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute(
        "CREATE TABLE vectors (encoder TEXT NOT NULL, text BLOB NOT NULL, "
        "vector BLOB NOT NULL, PRIMARY KEY (encoder, text)) WITHOUT ROWID"
    )
    with connection:
        connection.executemany(
            "INSERT INTO vectors VALUES ('x', ?, ?)",
            [(bytes([n, n]), b"\0" * 1024) for n in range(50)],
        )
    connection.close()
    path.write_bytes(mutate(path.read_bytes(), ".sqlite", rng))
