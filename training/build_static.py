"""``make model-static``: from the sources to the static model as it ships."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import wordfreq

from congruence.embed.static import WORD, split_compound
from training import dictionary, groups, said, static, teacher, translate
from training.lessons import HAND_WRITTEN_SHARE, Material

DIMENSIONS = 192
WORDS = 80_000
ENGLISH = static.Recipe(epochs=3, hold=0.01)
DUTCH = static.Recipe(epochs=1)
# Few rounds: more, and the words of the groups are learnt by heart.
SAID = static.Recipe(epochs=1, share=0.3, weight_rate=0.01)
STAGES = ("train", "export")

_ENGLISH_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_LEAST_SHARE = 1e-8


class English:
    """The teacher's own language, distilled first: gives the vector of any English term.

    Args:
        material: the English sides of the lessons, and the dictionary.
        written: further Dutch words with their English terms.
    """

    def __init__(self, material: Material, written: dict[str, list[str]]) -> None:
        texts, targets = material.english()
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(_ENGLISH_WORD.findall(text.lower()))
        for terms in (*material.dictionary.values(), *written.values()):
            for term in terms:
                counts.update(_ENGLISH_WORD.findall(term.lower()))
        share = {word: wordfreq.word_frequency(word, "en") for word in counts}
        words = sorted(
            (word for word in counts if share[word] > 0 or counts[word] >= 3),
            key=lambda word: (-share[word], word),
        )
        self.number = {word: at for at, word in enumerate(words)}
        starts = teacher.encode(material.teacher, words, material.work / "english-words")
        shares = np.array([max(share[word], _LEAST_SHARE) for word in words])
        numbers = [self._numbers(text) for text in texts]
        begin = static.start(starts, shares)
        self.learnt = static.distil(begin, numbers, targets, ENGLISH, print)

    def _numbers(self, text: str) -> list[int]:
        words = _ENGLISH_WORD.findall(text.lower())
        return [self.number[word] for word in words if word in self.number]

    def vector(self, term: str) -> np.ndarray | None:
        """Weighted mean of the rows of the words of ``term``; None where none is known."""
        ids = self._numbers(term)
        if not ids:
            return None
        weights = self.learnt.weights[ids]
        mean: np.ndarray = (self.learnt.rows[ids] * weights[:, None]).sum(axis=0) / weights.sum()
        return mean


class Numbers:
    """Word numbers of Dutch text, compounds split as the model does at run time."""

    def __init__(self, words: Sequence[str]) -> None:
        self._known = frozenset(words)
        self._found: dict[str, tuple[int, ...]] = {word: (at,) for at, word in enumerate(words)}

    def __call__(self, text: str) -> list[int]:
        """Numbers of the words of ``text`` that are known, in order."""
        out: list[int] = []
        for word in WORD.findall(text.lower()):
            if word not in self._found:
                parts = split_compound(word, self._known)
                self._found[word] = tuple(self._found[part][0] for part in parts)
            out += self._found[word]
        return out


def train(material: Material) -> Path:
    """Distil English, then Dutch, then what is said in other words.

    Returns:
        The file with the words, their rows and how much each counts.
    """
    words, starts, shares = starting_rows(material)
    lessons = material.lessons
    targets = material.targets(lessons)
    numbers = Numbers(words)
    texts = [numbers(lesson.dutch) for lesson in lessons]
    learnt = static.distil(static.start(starts, shares), texts, targets, DUTCH, print)
    practice = groups.practices(
        material.said, material.said_vectors(), lambda said: [numbers(text) for text in said]
    )
    learnt = static.distil(learnt, texts, targets, SAID, print, practice)
    file = material.work / "static-trained.npz"
    stored = np.frombuffer("\n".join(words).encode(), np.uint8)
    np.savez(file, words=stored, rows=learnt.rows, weights=learnt.weights)
    return file


def starting_rows(material: Material) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Dutch words, most frequent first, with rows of their English and their share of text."""
    listed = material.translator
    written = {**said.words(), **dictionary.hand_written()}
    translator = translate.Translator(material.dictionary, written, listed.learnt)
    share = dict(material.frequencies)
    for word in said.words():
        share[word] = max(share.get(word, 0.0), HAND_WRITTEN_SHARE)
    english = English(material, written)
    ranked = sorted(share, key=lambda word: (-share[word], word))
    forms, starts = translate.smoothed(ranked, translator, english.vector)
    have = set(forms)
    # A word that English has and no Dutch source explains is a loan or a name.
    loans = [
        word
        for word in ranked
        if word not in have
        and len(word) > 2
        and word in english.number
        and wordfreq.zipf_frequency(word, "en") >= 2.6
    ]
    forms += loans
    starts = np.vstack([starts, *(english.learnt.rows[[english.number[w]]] for w in loans)])
    order = sorted(range(len(forms)), key=lambda at: (-share[forms[at]], forms[at]))[:WORDS]
    words = [forms[at] for at in order]
    shares = np.array([max(share[word], _LEAST_SHARE) for word in words])
    return words, starts[order].astype(np.float32), shares


def write(trained: Path, out: Path) -> None:
    """Reduce what `train` left to its main axes, and write ``static.npz``."""
    with np.load(trained) as stored:
        words = stored["words"].tobytes().decode().split("\n")
        rows = static.reduced(static.Rows(stored["rows"], stored["weights"]), DIMENSIONS)
    out.mkdir(parents=True, exist_ok=True)
    static.write(out / "static.npz", words, rows)


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("congruence/data/model"))
    parser.add_argument("--stage", choices=STAGES, help="only this stage; default: both")
    options = parser.parse_args()
    material = Material.checked()
    if options.stage != "export":
        train(material)
    if options.stage != "train":
        write(material.work / "static-trained.npz", options.out)


if __name__ == "__main__":
    main()
