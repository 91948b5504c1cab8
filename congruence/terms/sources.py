"""The quotation check: what is quoted laid against the document it comes from, word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from congruence.model import Block, Document
from congruence.terms.result import SourceCheck, Word
from congruence.text.fold import fold
from congruence.text.lexicon import load_lexicon

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_GRAM = 2  # words that must stand together in both for a block to be looked at
# Share of words in common from which a passage is the quoted one, altered: few words must agree
# more closely than many.
_ALIKE, _ALIKE_SHORT, _SHORT = 0.6, 0.85, 10
_MOST_BLOCKS = 5


@dataclass(frozen=True, slots=True)
class _Source:
    document: str
    block: str
    words: tuple[str, ...]
    shown: tuple[str, ...]


class SourceIndex:
    """Word pairs of every block of a set of documents, to find where a quotation comes from."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = tuple(documents)
        self._sources: list[_Source] = []
        self._grams: dict[tuple[str, ...], list[int]] = {}
        self._read = False

    def _build(self) -> None:
        """Read the documents when the first quotation asks for them: most have none."""
        if not self._read:
            self._read = True
            for document in self._documents:
                for block in document.blocks:
                    self._add(document, block)

    def _add(self, document: Document, block: Block) -> None:
        shown = tuple(_shown(block.text))
        words = tuple(word.lower() for word in shown)
        if len(words) < _GRAM:
            return
        self._sources.append(_Source(document.id, block.id, words, shown))
        for gram in dict.fromkeys(zip(words, words[1:], strict=False)):
            self._grams.setdefault(gram, []).append(len(self._sources) - 1)

    def check(self, document: str, text: str) -> SourceCheck:
        """Lay ``text``, quoted in ``document``, against the other documents."""
        shown = _shown(text)
        words = [word.lower() for word in shown]
        if len(words) < load_lexicon("quotes")["shortest_checked"]:
            return SourceCheck(None, None, "not_found")
        self._build()
        counts: Counter[int] = Counter()
        for gram in zip(words, words[1:], strict=False):
            counts.update(
                at for at in self._grams.get(gram, ()) if self._sources[at].document != document
            )
        best: tuple[float, int, tuple[Word, ...]] | None = None
        for at, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST_BLOCKS]:
            share, changed = _align(self._sources[at], words, shown)
            if best is None or share > best[0]:
                best = (share, at, changed)
        if best is None or best[0] < (_ALIKE if len(words) >= _SHORT else _ALIKE_SHORT):
            return SourceCheck(None, None, "not_found")
        source = self._sources[best[1]]
        state = "verbatim" if all(word.op == "equal" for word in best[2]) else "altered"
        return SourceCheck(source.document, source.block, state, best[2])


def _shown(text: str) -> list[str]:
    return [match.group() for match in _WORD.finditer(fold(text, lower=False).text)]


def _align(
    source: _Source, words: Sequence[str], shown: Sequence[str]
) -> tuple[float, tuple[Word, ...]]:
    """Share of words in common, and the words equal, deleted from the source and inserted."""
    from rapidfuzz.distance import Indel

    low, high = _window(source.words, words)
    ops = list(Indel.opcodes(source.words[low:high], words))
    while ops and ops[0].tag == "delete":
        ops.pop(0)
    while ops and ops[-1].tag == "delete":
        ops.pop()
    changes: list[Word] = []
    same = taken = 0
    for op in ops:
        taken += op.src_end - op.src_start
        if op.tag == "equal":
            same += op.src_end - op.src_start
            changes.append(Word("equal", " ".join(shown[op.dest_start : op.dest_end])))
            continue
        if op.src_end > op.src_start:
            old = source.shown[low + op.src_start : low + op.src_end]
            changes.append(Word("delete", " ".join(old)))
        if op.dest_end > op.dest_start:
            changes.append(Word("insert", " ".join(shown[op.dest_start : op.dest_end])))
    return 2 * same / (taken + len(words)), tuple(changes)


def _window(source: Sequence[str], words: Sequence[str]) -> tuple[int, int]:
    """The stretch of the source around the longest run that both share, with room for changes."""
    longest = SequenceMatcher(None, source, words, autojunk=False).find_longest_match()
    room = max(4, len(words) // 4)
    low = max(0, longest.a - longest.b - room)
    return low, min(len(source), longest.a - longest.b + len(words) + room)
