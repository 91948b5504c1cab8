"""The manifest of the real papers: facts, no texts."""

from __future__ import annotations

import subprocess
from pathlib import Path

from congruence.config import read_config
from congruence.model import Role

FOLDER = Path(__file__).resolve().parents[2] / "corpora" / "wijkteams"


def test_the_manifest_is_read_and_covers_every_role() -> None:
    entries = {entry.id: entry for entry in read_config(FOLDER / "congruence.toml").documents}
    assert {entry.role for entry in entries.values()} == set(Role)
    assert len({entry.path for entry in entries.values()}) == len(entries)
    assert entries["statuut-0.1"].version == "0.1"
    assert entries["notitie-juristen"].date == "2022-12"
    assert entries["leidraad-2023"].holder == "VNG"


def test_no_text_of_the_owners_is_in_the_repository() -> None:
    command = ["git", "ls-files", "."]
    kept = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=True)
    assert set(kept.stdout.split()) <= {"README.md", "congruence.toml"}
