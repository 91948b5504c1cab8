"""Provisions said in other words, written by hand for this project: what no open source teaches.

Each line of ``said/same_*.tsv`` is a statement, two rewordings that share hardly a word with it, a
look-alike (nearly the same words, another claim) and the statement's English; each line of
``said/phrase_*.tsv`` a phrase, its variants (between semicolons) and its English. The writers had
not seen the triples that measure the models.

    python -m training.said FOLDER

takes lines over from ``FOLDER``: those with the right fields, each once, and none that is too near
one of the triples. It says what it leaves out.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from training import dictionary

FOLDER = Path(__file__).parent / "said"
TRIPLES = Path(__file__).parents[1] / "benchmarks" / "triples.tsv"

_VARIANTS = re.compile(r"\s*;\s*")
_WORD = re.compile(r"[a-zà-öø-ÿ]{4,}")
_STEM = 6
_NEAR, _NEAR_TWICE, _SHARED_LEAST = 0.6, 0.4, 3
_COMMON = 300
_DEV_SHARE = 5


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that say the same, one that only looks so (or nothing), and the English of them."""

    texts: tuple[str, ...]
    alike: str
    english: str

    @property
    def is_phrase(self) -> bool:
        """Whether these are loose words; sentences have a look-alike."""
        return not self.alike

    @property
    def is_dev(self) -> bool:
        """Whether this is of the fifth that choices are made on; drawn by the first text."""
        return zlib.crc32(self.texts[0].encode()) % _DEV_SHARE == 0


def group_of(line: str, *, phrase: bool) -> Group | None:
    """Read one line; None where a field is absent or empty, or nothing says it otherwise."""
    fields = [" ".join(field.split()) for field in line.split("\t")]
    if len(fields) != (3 if phrase else 5) or not all(fields):
        return None
    said = (fields[0], *_VARIANTS.split(fields[1])) if phrase else tuple(fields[:3])
    texts = tuple(dict.fromkeys(text for text in said if text))
    return None if len(texts) < 2 else Group(texts, "" if phrase else fields[3], fields[-1])


def groups(folder: Path = FOLDER) -> list[Group]:
    """All groups, in the order of the files; phrases that two writers had are one group."""
    found: dict[str, Group] = {}
    for path in files(folder):
        for line in path.read_text("utf-8").splitlines():
            group = group_of(line, phrase=has_phrases(path))
            if group:
                first = group.texts[0].lower()
                had = found.get(first, group)
                texts = tuple(dict.fromkeys((*had.texts, *group.texts)))
                found[first] = replace(had, texts=texts)
    return list(found.values())


def words(folder: Path = FOLDER) -> dict[str, list[str]]:
    """Words of the lines that no dictionary has: Dutch word to English terms, best first."""
    return dictionary.hand_written(folder / "words.tsv")


def files(folder: Path) -> list[Path]:
    """Find the files of ``folder``, phrases first."""
    return [*sorted(folder.glob("phrase_*.tsv")), *sorted(folder.glob("same_*.tsv"))]


def has_phrases(path: Path) -> bool:
    """Whether a file holds phrases, by its name."""
    return path.name.startswith("phrase")


def _stems(text: str, common: frozenset[str]) -> frozenset[str]:
    words = _WORD.findall(text.lower())
    return frozenset(word[:_STEM] for word in words if word not in common)


def _overlap(first: frozenset[str], second: frozenset[str]) -> float:
    shared = len(first & second)
    return shared / min(len(first), len(second)) if shared >= _SHARED_LEAST else 0.0


class Measures:
    """The texts that measure the models, to keep lines away from.

    Args:
        triples: the texts of each triple.
        common: words that tell nothing of a text's subject.
    """

    def __init__(self, triples: Iterable[Sequence[str]], common: frozenset[str]) -> None:
        self._common = common
        self._stems = [[_stems(text, common) for text in triple] for triple in triples]

    def is_near(self, group: Group) -> bool:
        """Whether one text of the group has most of the words of one of a triple.

        Or two of its texts have many of the words of two texts of one triple.
        """
        own = [_stems(text, self._common) for text in (*group.texts, group.alike)]
        for triple in self._stems:
            best = sorted(max(_overlap(text, said) for said in own) for text in triple)
            if best[-1] >= _NEAR or best[-2] >= _NEAR_TWICE:
                return True
        return False


def taken_over(
    lines: Iterable[str], *, phrase: bool, measures: Measures, seen: set[str]
) -> tuple[list[str], Counter[str]]:
    """Sort out ``lines``.

    Args:
        lines: as the writers left them.
        phrase: whether these are phrases.
        measures: what must not be near.
        seen: what was taken over before (`lines` are added): statements, phrases with variants.

    Returns:
        The good lines, and how many were left out for which reason.
    """
    kept: list[str] = []
    left_out: Counter[str] = Counter()
    for line in lines:
        group = group_of(line, phrase=phrase)
        if group is None:
            left_out["wrong fields"] += 1
        elif (said := _said(group)) in seen:
            left_out["said before"] += 1
        elif measures.is_near(group):
            left_out["near a triple"] += 1
        else:
            seen.add(said)
            middle = " ; ".join(group.texts[1:]) if phrase else "\t".join(group.texts[1:])
            alike = () if phrase else (group.alike,)
            kept.append("\t".join((group.texts[0], middle, *alike, group.english)))
    return kept, left_out


def _said(group: Group) -> str:
    return "\t".join(group.texts if group.is_phrase else group.texts[:1]).lower()


def measures() -> Measures:
    """The triples of the benchmark."""
    import wordfreq

    lines = TRIPLES.read_text("utf-8").splitlines()
    triples = [line.split("\t") for line in lines if not line.startswith("#")]
    return Measures(triples, frozenset(wordfreq.top_n_list("nl", _COMMON)))


def main() -> None:
    """Take over the lines of a folder."""
    told, seen = measures(), set[str]()
    for path in files(Path(sys.argv[1])):
        phrase = has_phrases(path)
        lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
        kept, left_out = taken_over(lines, phrase=phrase, measures=told, seen=seen)
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / path.name).write_text("".join(f"{line}\n" for line in kept), "utf-8")
        print(path.name, len(kept), "lines;", dict(left_out))


if __name__ == "__main__":
    main()
