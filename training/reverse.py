"""English example sentences in Dutch words: what the sentence pairs, all software, do not speak of.

WordNet's examples and definitions are everyday language. Each is put word by word into Dutch:
wrong as Dutch, right as a lesson in which words go together, for the teacher knows what the
English sentence means.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import simplemma
import wordfreq

from training.dictionary import Dictionary

_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[.,?!]")
_NOTE = re.compile(r"\(.*?\)")
_CHOICES = 3
_LONGEST = 20
_LEARNT_WEIGHT = 6.0
_HAND_WRITTEN_WEIGHT = 4.0


def wordnet_sentences(wordnet: Path, size: int = 36_000, seed: int = 3) -> list[str]:
    """Draw examples and definitions from WordNet, each once, shortest first."""
    found: dict[str, None] = {}
    for part in ("noun", "verb", "adj", "adv"):
        for line in (wordnet / f"data.{part}").read_text("latin-1").split("\n"):
            if not line or line.startswith(" "):
                continue
            head, gloss = line.split("|", 1)
            for example in re.findall(r'"([^"]+)"', gloss):
                if 5 <= len(example.split()) <= _LONGEST:
                    found[example] = None
            definition = re.sub(r';?\s*"[^"]*"', "", gloss.strip()).strip(" ;")
            if 4 <= len(definition.split()) <= _LONGEST:
                word = _NOTE.sub("", head.split()[4]).replace("_", " ")
                found[f"{word}: {definition}"] = None
    sentences = list(found)
    random.Random(seed).shuffle(sentences)
    return sorted(sentences[:size], key=len)


class Reverser:
    """English words to Dutch ones, a seeded choice among the best.

    Args:
        dictionary: Dutch to English with weights.
        learnt: English word to {Dutch word: probability}, from sentence pairs.
        hand_written: Dutch word to English terms, best first; trusted above the dictionary.
        seed: makes the choices repeatable.
    """

    def __init__(
        self,
        dictionary: Dictionary,
        learnt: Mapping[str, Mapping[str, float]],
        hand_written: Mapping[str, Sequence[str]],
        seed: int = 3,
    ) -> None:
        self._draw = random.Random(seed)
        weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for dutch, terms in dictionary.items():
            common = max(wordfreq.zipf_frequency(dutch, "nl"), 0.5)
            for term, weight in terms.items():
                if dutch not in hand_written:
                    weights[term.lower()][dutch] += weight**1.5 * common**2 / 30
        for dutch, best in hand_written.items():
            common = max(wordfreq.zipf_frequency(dutch, "nl"), 0.5)
            for term in best:
                weights[term.lower()][dutch] += _HAND_WRITTEN_WEIGHT**1.5 * common**2 / 30
        for english, dutch_words in learnt.items():
            for dutch, share in dutch_words.items():
                weights[english][dutch] += _LEARNT_WEIGHT * share
        self._best = {
            term: sorted(words.items(), key=lambda pair: (-pair[1], pair[0]))[:_CHOICES]
            for term, words in weights.items()
        }

    def __call__(self, sentence: str) -> tuple[str, float]:
        """The sentence in Dutch words, and about what share of its words were known.

        The longest listed expression wins; one that ends the sentence counts as three words.
        """
        tokens = _TOKEN.findall(sentence.lower())
        out, known, at = [], 0, 0
        while at < len(tokens):
            for size in (3, 2, 1):
                term = " ".join(tokens[at : at + size])
                choices = self._choices(term, size)
                if choices:
                    break
            if choices:
                out.append(self._pick(choices))
                known += size
            else:
                out.append(tokens[at])
                known += not tokens[at].isalpha()
            at += size
        return " ".join(out), known / max(1, len(tokens))

    def _choices(self, term: str, size: int) -> list[tuple[str, float]]:
        found = self._best.get(term, [])
        if not found and size == 1:
            found = self._best.get(simplemma.lemmatize(term, lang="en").lower(), [])
        return found

    def _pick(self, choices: list[tuple[str, float]]) -> str:
        words, weights = zip(*choices, strict=True)
        return self._draw.choices(words, weights)[0]


def dutch_examples(
    sentences: Sequence[str], reverser: Reverser, least: float = 0.8
) -> list[tuple[str, int]]:
    """(Dutch words, index of the English sentence) where enough of it could be put over."""
    found = []
    for at, sentence in enumerate(sentences):
        dutch, share = reverser(sentence)
        if share >= least:
            found.append((dutch, at))
    return found
