"""Small sources, laid out as the real packages are."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("wordfreq", reason="the extra 'training' is not installed")

WORDNET = {
    "data.noun": (
        "  1 a licence line\n"
        "00000101 03 n 02 house 0 dwelling_house 0 001 @ 00000001 n 0000 "
        '| a building to live in; "he has a house by the sea"  \n'
        "00000102 03 n 01 child 0 000 | a young person  \n"
    ),
    "data.verb": "00000201 29 v 01 play 0 000 | to have fun with other children  \n",
    "data.adj": "00000301 00 s 01 safe(p) 0 000 | free from danger or harm  \n",
    "data.adv": "00000401 02 r 01 not 0 000 | a word of denial in speech  \n",
}
PAIRS = [
    ("het kind speelt", "the child plays"),
    ("het huis", "the house"),
    ("het kind", "the child"),
    ("een huis", "a house"),
    ("een kind speelt", "a child plays"),
    ("het veilige huis", "the safe house"),
    ("een veilig kind", "a safe child"),
    ("het huis speelt", "the house plays"),
] * 3


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An unpacked tree with a tiny WordNet and a tiny FreeDict."""
    import gzip

    wordnet = tmp_path / "root/usr/share/wordnet"
    wordnet.mkdir(parents=True)
    for name, text in WORDNET.items():
        (wordnet / name).write_text(text, encoding="latin-1")
    dictd = tmp_path / "root/usr/share/dictd"
    dictd.mkdir()
    for name, entry in (
        ("nld-eng", "spelen /spelə/ <v>\n1. play, toy\n"),
        ("eng-nld", "safe /seɪf/\nveilig, zeker\n"),
    ):
        raw = entry.encode("utf-8")
        with gzip.open(dictd / f"freedict-{name}.dict.dz", "wb") as file:
            file.write(raw)
        (dictd / f"freedict-{name}.index").write_text(f"x\tA\t{_base64(len(raw))}\n")
    return tmp_path / "root"


def _base64(number: int) -> str:
    from training.dictionary import _BASE64

    digits = ""
    while number:
        number, digit = divmod(number, 64)
        digits = _BASE64[digit] + digits
    return digits or "A"


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """The wordnet tables, nearly empty."""
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "wn-data-nld.tab").write_text(
        "# licence\n00000101-n\tnld:lemma\thuis\n00000301-s\tnld:lemma\tveilig\n"
    )
    (folder / "wn-wikt-nld.tab").write_text("00000101-n\tnld:lemma\thuis\n")
    for name in ("google", "omegawiki", "wiktionary"):
        (folder / f"wn-{name}-nld.txt").write_text("00000102-n\tkind\n")
    return folder
