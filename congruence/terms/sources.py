"""The quotation check: what is quoted laid against the document it comes from, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from congruence.model import Block, Document
from congruence.terms.result import SourceCheck, Word
from congruence.text.fold import fold
from congruence.text.lexicon import load_lexicon

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
# Share of words in common from which a passage is the quoted one, altered: few words must agree
# more closely than many.
_ALIKE, _ALIKE_SHORT, _SHORT = 0.6, 0.85, 10
_MOST_BLOCKS = 8
_TELLING = 6  # longest words of a quotation by which its source is looked for


@dataclass(frozen=True, slots=True)
class _Source:
    document: str
    block: str
    words: tuple[str, ...]
    shown: tuple[str, ...]


class SourceIndex:
    """The documents a quotation may come from.

    Quotations are few and documents long: blocks are looked through for the rarest-looking words
    of a quotation, and only those that hold some are read word by word.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        self._blocks = [(document.id, block) for document in documents for block in document.blocks]

    def _sources(self, document: str, words: Sequence[str]) -> list[_Source]:
        """Blocks of other documents that hold at least half of the longest words quoted."""
        telling = sorted(set(words), key=lambda word: (-len(word), word))[:_TELLING]
        least = max(1, len(telling) // 2)
        found: list[tuple[int, int, Block, str]] = []
        for at, (other, block) in enumerate(self._blocks):
            if other == document or len(block.text) < len(telling):
                continue
            text = block.text.lower()
            held = sum(word in text for word in telling)
            if held >= least:
                found.append((-held, at, block, other))
        made = []
        for _held, _at, block, other in sorted(found, key=lambda item: item[:2])[:_MOST_BLOCKS]:
            shown = tuple(_shown(block.text))
            lower = tuple(word.lower() for word in shown)
            made.append(_Source(other, block.id, lower, shown))
        return made

    def check(self, document: str, text: str) -> SourceCheck:
        """Lay ``text``, quoted in ``document``, against the other documents."""
        shown = _shown(text)
        words = [word.lower() for word in shown]
        if len(words) < load_lexicon("quotes")["shortest_checked"]:
            return SourceCheck(None, None, "not_found")
        best: tuple[float, _Source, tuple[Word, ...]] | None = None
        for source in self._sources(document, words):
            share, changed = _align(source, words, shown)
            if best is None or share > best[0]:
                best = (share, source, changed)
        if best is None or best[0] < (_ALIKE if len(words) >= _SHORT else _ALIKE_SHORT):
            return SourceCheck(None, None, "not_found")
        source = best[1]
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
