"""The contextual model's vocabulary: Dutch words in the place of the teacher's English pieces.

Every row starts as the mean of the teacher's own input rows of the word's English terms, so that
the student can read Dutch, poorly, before it is trained. Rare forms share the row of their lemma
or of a word with nearly the same start; the teacher's commonest pieces stay, for names and
foreign words.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
import simplemma
import wordfreq

from training.translate import Translator, vectors

_SHARED_FORMS = 150_000
_ALIKE = 0.85
_SPECIAL = ("[UNK]", "[CLS]", "[SEP]")


@dataclass(frozen=True)
class StartingVocabulary:
    """Words with the row they read, and the rows as they start: ``(n, 384)``."""

    entries: list[tuple[str, int]]
    rows: np.ndarray


def frequencies(counted: Counter[str], laws: dict[str, int]) -> dict[str, float]:
    """Expected share of every word form: general Dutch, statutes and the pairs together."""
    share = {
        word: wordfreq.word_frequency(word, "nl")
        for word in wordfreq.top_n_list("nl", _SHARED_FORMS)
        if word.isalpha()
    }
    for counts, weight in ((laws, 0.3), (counted, 0.3)):
        total = sum(counts.values())
        for word, count in counts.items():
            if word.isalpha() and count >= 3:
                share[word] = share.get(word, 0.0) + weight * count / total
    return share


class TeacherRows:
    """The teacher's input rows, by English term and by piece."""

    def __init__(self, model: Any) -> None:  # noqa: ANN401
        self.tokenizer = model.tokenizer
        self.table = model[0].auto_model.embeddings.word_embeddings.weight.detach().numpy()
        self.pieces: dict[str, int] = self.tokenizer.get_vocab()

    def of(self, term: str) -> np.ndarray | None:
        """Mean row of the pieces of ``term``."""
        ids = self.tokenizer(term, add_special_tokens=False)["input_ids"]
        return None if not ids else self.table[ids].mean(axis=0)

    def common_pieces(self, words: list[str], size: int) -> list[str]:
        """Give the pieces that ``words`` need most often, with every single character."""
        counts: Counter[str] = Counter()
        for word in words:
            counts.update(self.tokenizer.tokenize(word))
        single = {piece for piece in self.pieces if len(piece.removeprefix("##")) == 1}
        needed = sorted(single | set(_SPECIAL))
        rest = [piece for piece, _count in counts.most_common() if piece not in single]
        return needed + rest[: max(0, size - len(needed))]


def build(
    frequency: dict[str, float],
    translator: Translator,
    teacher: TeacherRows,
    own_rows: int,
    pieces: int,
) -> StartingVocabulary:
    """Choose the words with a row of their own, the words that share one, and the pieces."""
    ranked = sorted(frequency, key=lambda word: (-frequency[word], word))
    english = [w for w in ranked if wordfreq.zipf_frequency(w, "en") >= 2.6 and len(w) > 2]
    forms, starts = vectors(ranked, translator, teacher.of)
    have = set(forms)
    loans = [word for word in english if word not in have]
    if loans:
        forms += loans
        starts = np.vstack([starts, [teacher.of(word) for word in loans]])
    order = np.array(
        sorted(range(len(forms)), key=lambda at: (-frequency[forms[at]], forms[at])), np.int64
    )
    own = order[:own_rows]
    entries = [(forms[at], row) for row, at in enumerate(own)]
    row_of = dict(entries)
    entries += _shared(
        [forms[at] for at in order[own_rows:]], starts[order[own_rows:]], row_of, starts[own]
    )
    known = {word for word, _row in entries}
    rest = [word for word in ranked if word not in known]
    kept = [p for p in teacher.common_pieces(rest, pieces + len(known)) if p not in known][:pieces]
    entries += [(piece, own_rows + at) for at, piece in enumerate(kept)]
    rows = np.vstack([starts[own], teacher.table[[teacher.pieces[piece] for piece in kept]]])
    return StartingVocabulary(entries, rows.astype(np.float32))


def extended(
    start: StartingVocabulary, written: dict[str, list[str]], teacher: TeacherRows
) -> StartingVocabulary:
    """``start`` and the words of ``written`` that it lacks, each with a row of its own."""
    known = {word for word, _row in start.entries}
    rows = {
        word: np.mean([row for term in terms if (row := teacher.of(term)) is not None], axis=0)
        for word, terms in sorted(written.items())
        if word not in known
    }
    entries = [(word, len(start.rows) + at) for at, word in enumerate(rows)]
    table = np.vstack([start.rows, *rows.values()]).astype(np.float32)
    return StartingVocabulary([*start.entries, *entries], table)


def _shared(
    forms: list[str], starts: np.ndarray, row_of: dict[str, int], rows: np.ndarray
) -> list[tuple[str, int]]:
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    found = []
    for at in range(0, len(forms), 1000):
        part = starts[at : at + 1000]
        near = (part / np.linalg.norm(part, axis=1, keepdims=True)) @ unit.T
        best = near.argmax(axis=1)
        for form, row, alike in zip(
            forms[at : at + 1000], best, near[np.arange(len(part)), best], strict=True
        ):
            lemma = simplemma.lemmatize(form, lang="nl").lower()
            if lemma in row_of:
                found.append((form, row_of[lemma]))
            elif alike >= _ALIKE:
                found.append((form, int(row)))
    return found
