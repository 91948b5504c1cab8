"""``make model-static``: from the sources to the static model as it ships."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import wordfreq

from congruence.embed.static import WORD, split_compound
from training import static, teacher, translate
from training.lessons import Lesson, Material

DIMENSIONS = 192
WORDS = 80_000
ENGLISH = static.Recipe(epochs=3, hold=0.01)
DUTCH = static.Recipe(epochs=3)

_ENGLISH_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_LEAST_SHARE = 1e-8


def english_vectors(
    material: Material, lessons: Sequence[Lesson], targets: np.ndarray
) -> Callable[[str], np.ndarray | None]:
    """Distil the teacher's own language first; gives the vector of any English term."""
    counts: Counter[str] = Counter()
    for text in [lesson.english for lesson in lessons]:
        counts.update(_ENGLISH_WORD.findall(text.lower()))
    for terms in material.dictionary.values():
        for term in terms:
            counts.update(_ENGLISH_WORD.findall(term.lower()))
    share = {word: wordfreq.word_frequency(word, "en") for word in counts}
    words = sorted(
        (word for word in counts if share[word] > 0 or counts[word] >= 3),
        key=lambda word: (-share[word], word),
    )
    number = {word: at for at, word in enumerate(words)}

    def numbers(text: str) -> list[int]:
        return [number[word] for word in _ENGLISH_WORD.findall(text.lower()) if word in number]

    starts = teacher.encode(material.teacher, words, material.work / "english-words.npy")
    shares = np.array([max(share[word], _LEAST_SHARE) for word in words])
    texts = [numbers(lesson.english) for lesson in lessons]
    learnt = static.distil(starts, shares, texts, targets, ENGLISH, print)

    def vector(term: str) -> np.ndarray | None:
        ids = numbers(term)
        if not ids:
            return None
        mean: np.ndarray = learnt.weighted[ids].sum(axis=0) / learnt.weights[ids].sum()
        return mean

    return vector


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


def build(material: Material, out: Path) -> None:
    """Distil English, then Dutch, reduce, and write ``static.npz``."""
    lessons = material.lessons
    targets = material.targets(lessons)
    vector = english_vectors(material, lessons, targets)
    share = material.frequencies
    ranked = sorted(share, key=lambda word: (-share[word], word))
    loans: list[np.ndarray] = []
    forms, starts = translate.vectors(ranked, material.translator, vector)
    have = set(forms)
    for word in ranked:
        # A word that English has and no Dutch source explains is a loan or a name.
        loan = word not in have and len(word) > 2 and wordfreq.zipf_frequency(word, "en") >= 2.6
        row = vector(word) if loan else None
        if row is not None:
            forms.append(word)
            loans.append(row)
    starts = np.vstack([starts, *loans])
    order = sorted(range(len(forms)), key=lambda at: (-share[forms[at]], forms[at]))[:WORDS]
    words = [forms[at] for at in order]
    shares = np.array([max(share[word], _LEAST_SHARE) for word in words])
    numbers = Numbers(words)
    texts = [numbers(lesson.dutch) for lesson in lessons]
    learnt = static.distil(starts[order].astype(np.float32), shares, texts, targets, DUTCH, print)
    out.mkdir(parents=True, exist_ok=True)
    static.write(out / "static.npz", words, static.reduced(learnt, DIMENSIONS))


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("congruence/data/model"))
    build(Material.checked(), parser.parse_args().out)


if __name__ == "__main__":
    main()
