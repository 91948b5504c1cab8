"""Dutch words and their English terms, weighted by how many sources agree.

Open Dutch WordNet and the Wiktionary tables link Dutch lemmas to Princeton WordNet synsets, whose
words are the translations; FreeDict adds both directions; a short hand-written list covers what
they lack or translate badly in policy language.
"""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
HAND_WRITTEN = HERE / "hand_written.tsv"
WORD = re.compile(r"[a-zà-öø-ÿ]+(?:-[a-zà-öø-ÿ]+)*")

_PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
_TABLES = ("wn-data-nld.tab", "wn-wikt-nld.tab")
_LISTS = ("wn-google-nld.txt", "wn-omegawiki-nld.txt", "wn-wiktionary-nld.txt")
_FIRST_WORD, _OTHER_WORD, _FREEDICT = 1.0, 0.7, 1.5
_BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NOTES = re.compile(r"<.*?>|\(.*?\)|\[.*?\]")

Dictionary = dict[str, dict[str, float]]


def synsets(wordnet: Path) -> dict[str, list[str]]:
    """Read Princeton WordNet: ``"00001740-n"`` to the English words of that synset."""
    found = {}
    for part, letter in _PARTS.items():
        for line in (wordnet / f"data.{part}").read_text("latin-1").splitlines():
            if line.startswith(" "):
                continue
            fields = line.split("|", 1)[0].split()
            words = [re.sub(r"\(.*?\)", "", fields[4 + 2 * n]) for n in range(int(fields[3], 16))]
            found[f"{fields[0]}-{letter}"] = words
    return found


def dutch_lemmas(folder: Path) -> set[tuple[str, str, str]]:
    """Read (synset, Dutch lemma, source) from the wordnet tables and lists."""
    found = set()
    for table in _TABLES:
        for line in (folder / table).read_text("utf-8").splitlines():
            fields = line.split("\t")
            if not line.startswith("#") and len(fields) >= 3 and fields[1].endswith("lemma"):
                found.add((fields[0].replace("-s", "-a"), fields[2], table))
    for table in _LISTS:
        for line in (folder / table).read_text("utf-8").splitlines():
            fields = line.split("\t")
            if len(fields) == 2:
                found.add((fields[0].replace("-s", "-a"), fields[1], table))
    return found


def freedict(folder: Path, name: str) -> Iterator[tuple[str, list[str]]]:
    """Read (headword, lines of the entry) from a dictd database."""
    with gzip.open(folder / f"freedict-{name}.dict.dz") as file:
        text = file.read()
    for line in (folder / f"freedict-{name}.index").read_text("utf-8").splitlines():
        word, start, size = line.split("\t")[:3]
        if word.startswith("00"):
            continue
        at = _number(start)
        head, *rest = text[at : at + _number(size)].decode("utf-8").split("\n")
        yield _NOTES.sub("", re.sub(r"/.*?/", "", head).strip()).strip(), rest


def _number(digits: str) -> int:
    value = 0
    for digit in digits:
        value = value * 64 + _BASE64.index(digit)
    return value


def _freedict_pairs(folder: Path) -> Iterator[tuple[str, str]]:
    for head, lines in freedict(folder, "nld-eng"):
        for line in lines:
            if line.strip() and not line.startswith("   "):
                for term in _terms(line):
                    yield head, term
    for head, lines in freedict(folder, "eng-nld"):
        for line in lines:
            for term in _terms(line):
                yield term.rstrip("-‐"), head


def _terms(line: str) -> list[str]:
    plain = _NOTES.sub("", re.sub(r"^\s*\d+\.\s*", "", line))
    return [term.strip() for term in re.split(r"[;,]", plain) if 0 < len(term.strip()) < 60]


def hand_written(path: Path = HAND_WRITTEN) -> dict[str, list[str]]:
    """Read the hand-written list: Dutch word to English terms, best first."""
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    split = (line.split("\t") for line in lines)
    return {word: [term.strip() for term in terms.split(",")] for word, terms in split}


def build(root: Path, tables: Path) -> Dictionary:
    """Build the dictionary from the unpacked packages and the tables.

    Returns:
        Dutch term (lower case) to English terms with a weight: more sources, more weight.
    """
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))

    def add(dutch: str, english: str, weight: float) -> None:
        word = dutch.strip().lower().replace("_", " ").replace("‐", "-").replace("ĳ", "ij")
        term = " ".join(english.replace("_", " ").replace("‐", "-").split()).strip("-")
        if word and term:
            weights[word][term] += weight

    english = synsets(root / "usr/share/wordnet")
    for synset, lemma, _source in sorted(dutch_lemmas(tables)):
        for at, word in enumerate(english.get(synset, ())):
            add(lemma, word, _OTHER_WORD if at else _FIRST_WORD)
    for dutch, term in _freedict_pairs(root / "usr/share/dictd"):
        add(dutch, term, _FREEDICT)
    return {word: dict(sorted(terms.items())) for word, terms in sorted(weights.items())}
