"""What both models learn from: Dutch texts, each with the vector its English should have."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from training import (
    composed,
    dictionary,
    parallel,
    reverse,
    said,
    sources,
    teacher,
    translate,
    vocabulary,
)
from training.dictionary import WORD, Dictionary
from training.parallel import Pair
from training.translate import Translator

HAND_WRITTEN_SHARE = 1e-5
COMPOSED = 8_000
_RARE = 1e-9
_NO_LIMIT = 1000


@dataclass(frozen=True)
class Lesson:
    """A Dutch text, the English sentence that says the same, and where the pair comes from."""

    dutch: str
    english: str
    kind: str


class Material:
    """The unpacked sources and everything that is worked out from them, each thing once.

    Args:
        folder: the source files.
        work: for unpacked packages and the teacher's vectors.
    """

    def __init__(self, folder: Path, work: Path) -> None:
        self.folder, self.work = folder, work
        self.root = work / "root"

    @classmethod
    def checked(cls) -> Material:
        """Check every source against its pinned hash, unpack, and open.

        Raises:
            SystemExit: a source is missing or is another file.
        """
        listed = sources.listed()
        wrong = sources.problems(listed, sources.sources_folder())
        if wrong:
            raise SystemExit("\n".join(wrong))
        material = cls(sources.sources_folder(), sources.work_folder())
        sources.unpack(listed, material.folder, material.root)
        return material

    @cached_property
    def teacher(self) -> Any:  # noqa: ANN401
        """The English teacher."""
        return teacher.load(self.root)

    @cached_property
    def pairs(self) -> list[Pair]:
        """Sentence pairs of translated software and Tatoeba."""
        return parallel.pairs(self.root, self.folder / "tatoeba.tsv")

    @cached_property
    def terms(self) -> list[Pair]:
        """Terms of the European Union."""
        rows = json.loads((self.folder / "par_eu.json").read_text("utf-8"))
        return [(dutch, english) for dutch, english, _list in rows]

    @cached_property
    def composed(self) -> list[Pair]:
        """Sentences of the field, put together from hand-written parts."""
        return composed.sentences(composed.phrases(), COMPOSED)

    @cached_property
    def statutes(self) -> list[Pair]:
        """Sentences of statutes and policy, each with its English word by word."""
        lines = (self.folder / "statute_sentences.txt").read_text("utf-8").splitlines()
        return [(line, self.translator.gloss(line)) for line in lines]

    @cached_property
    def said(self) -> list[said.Group]:
        """What was written by hand in other words."""
        return said.groups()

    def said_vectors(self) -> np.ndarray:
        """The teacher's vectors of the English of `said`: ``(n, 384)``."""
        return self._vectors("said")

    @cached_property
    def laws(self) -> dict[str, int]:
        """Word counts of Dutch statutes."""
        counts: dict[str, int] = json.loads((self.folder / "law_freq.json").read_text("utf-8"))
        return counts

    @cached_property
    def dictionary(self) -> Dictionary:
        """Dutch terms with their weighted English terms."""
        return dictionary.build(self.root, self.folder)

    @cached_property
    def translator(self) -> Translator:
        """English for any Dutch word form."""
        return Translator(self.dictionary, dictionary.hand_written(), translate.learn(self.pairs))

    @cached_property
    def frequencies(self) -> dict[str, float]:
        """Expected share of every Dutch word form in policy text."""
        counted = Counter(word for dutch, _en in self.pairs for word in WORD.findall(dutch.lower()))
        share = vocabulary.frequencies(counted, self.laws)
        for word in self.dictionary:
            if word.isalpha():
                share.setdefault(word, _RARE)
        for word in dictionary.hand_written():
            if word.isalpha():
                share[word] = max(share.get(word, 0.0), HAND_WRITTEN_SHARE)
        return share

    @cached_property
    def sentences(self) -> list[str]:
        """WordNet's example sentences, in English."""
        return reverse.wordnet_sentences(self.root / "usr/share/wordnet")

    @cached_property
    def lessons(self) -> list[Lesson]:
        """All lessons: what was translated, what is put together, and statutes word by word."""
        backwards = translate.learn([(english, dutch) for dutch, english in self.pairs])
        reverser = reverse.Reverser(self.dictionary, backwards, dictionary.hand_written())
        examples = reverse.dutch_examples(self.sentences, reverser)
        return [
            *(Lesson(dutch, english, "pair") for dutch, english in self.pairs),
            *(Lesson(dutch, english, "term") for dutch, english in self.terms),
            *(Lesson(dutch, self.sentences[at], "example") for dutch, at in examples),
            *(Lesson(dutch, english, "composed") for dutch, english in self.composed),
            *(Lesson(dutch, english, "statute") for dutch, english in self.statutes),
            *(Lesson(text, group.english, "said") for group in self.said for text in group.texts),
        ]

    def english(self) -> tuple[list[str], np.ndarray]:
        """All true English sides, and the teacher's vectors of them: ``(n, 384)``."""
        texts = {kind: texts for kind, texts in self._english().items() if kind != "statute"}
        vectors = [self._vectors(kind) for kind in texts]
        return [text for kind in texts for text in texts[kind]], np.vstack(vectors)

    def targets(self, lessons: list[Lesson]) -> np.ndarray:
        """The teacher's vectors of the lessons' English: ``(n, 384)``; kept between runs."""
        row: dict[tuple[str, str], np.ndarray] = {}
        for kind, texts in self._english().items():
            row.update(zip(((kind, text) for text in texts), self._vectors(kind), strict=True))
        return np.array([row[lesson.kind, lesson.english] for lesson in lessons], np.float32)

    def _english(self) -> dict[str, list[str]]:
        return {
            "pair": [english for _dutch, english in self.pairs],
            "term": [english for _dutch, english in self.terms],
            "example": self.sentences,
            "composed": [english for _dutch, english in self.composed],
            "statute": [english for _dutch, english in self.statutes],
            "said": [group.english for group in self.said],
        }

    def _vectors(self, kind: str) -> np.ndarray:
        return teacher.encode(self.teacher, self._english()[kind], self.work / f"targets-{kind}")


def selection(lessons: list[Lesson], sizes: dict[str, int], seed: int) -> list[Lesson]:
    """Draw lessons of each kind, leaving out what is too short or long to teach much."""
    draw = random.Random(seed)
    chosen: list[Lesson] = []
    for kind, size in sizes.items():
        least, most = (4, 24) if kind == "pair" else (2, _NO_LIMIT)
        usable = [
            lesson
            for lesson in lessons
            if lesson.kind == kind and least <= len(lesson.dutch.split()) <= most
        ]
        chosen += draw.sample(usable, min(size, len(usable)))
    return chosen
