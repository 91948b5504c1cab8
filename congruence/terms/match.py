"""Every use of every term in one pass: a trie of lemma sequences, walked token by token.

Each distinct word is looked up once (its lemma, the terms it is a compound of, the readings of
its brackets); walking costs the same for one term as for thousands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from itertools import product

from congruence.model import Span
from congruence.terms.result import UseClass
from congruence.terms.termfile import Term
from congruence.terms.wordforms import WORD, Forms, How, Word, read_words
from congruence.text.fold import Folded, fold
from congruence.text.lemma import lemma
from congruence.text.lexicon import load_lexicon


class Role(StrEnum):
    """What a pattern is to its term."""

    TERM = "term"
    ALIAS = "alias"
    NEVER = "never"
    OPPOSITE = "opposite"


@dataclass(frozen=True, slots=True)
class Hit:
    """A term met in a text: which (index), where, in which form."""

    term: int
    span: Span
    use: UseClass
    role: Role


@dataclass(frozen=True, slots=True)
class _Entry:
    term: int
    role: Role
    surface: str


@dataclass(slots=True)
class Node:
    """A step in the trie: the next lemmas, and the patterns that end here."""

    next: dict[str, Node] = field(default_factory=dict)
    entries: list[_Entry] = field(default_factory=list)
    ends_open: bool = False  # the last lemma is a preposition: its noun may come later


class _Rank(IntEnum):
    EXACT = 0
    INFLECTED = 1
    SPELLING = 2
    ELLIPSIS = 3
    ALIAS = 4
    COMPOUND = 5
    POSSIBLE = 6


_USE = {How.SPELLING: UseClass.SPELLING, How.ELLIPSIS: UseClass.ELLIPSIS,
        How.COMPOUND: UseClass.COMPOUND, How.POSSIBLE: UseClass.POSSIBLE}  # fmt: skip
_LONGEST_SKIP = 3
# Between two words of one term: white space, quotation marks and brackets, no other mark.
_BRIDGE = frozenset(" \n\r'\"()[]“”„‘’«»")


@dataclass(frozen=True, slots=True)
class _State:
    """A walk under way: the step reached, the next word, and how it got there."""

    node: Node
    at: int
    how: How
    skipped: bool = False


class TermIndex:
    """Finds all forms of a set of terms; build once, use for every block.

    Args:
        terms: what to look for; results name a term by its place in this sequence.
    """

    def __init__(self, terms: Sequence[Term]) -> None:
        self._root = Node()
        lists = load_lexicon("match")
        self._determiners = frozenset(lists["determiners"])
        self._conjunctions = frozenset(lists["conjunctions"])
        self._prepositions = frozenset(lists["prepositions"])
        self._stops = frozenset(lists["stops"])
        for at, term in enumerate(terms):
            self._add(at, Role.TERM, term.term)
            for role, words in (
                (Role.ALIAS, term.aliases),
                (Role.NEVER, term.never),
                (Role.OPPOSITE, term.opposites),
            ):
                for word in words:
                    self._add(at, role, word)
        singles = {key: node for key, node in self._root.next.items() if node.entries}
        surfaces = {entry.surface for node in singles.values() for entry in node.entries}
        self._idle: set[str] = set()  # words met before, with which no term begins
        self._forms = Forms(frozenset(singles), frozenset(surfaces), frozenset(self._vocabulary()))

    def _vocabulary(self) -> Iterator[str]:
        stack = [self._root]
        while stack:
            node = stack.pop()
            yield from node.next
            stack.extend(node.next.values())

    def _add(self, term: int, role: Role, text: str) -> None:
        words = [word.text.strip("-") for word in read_words(fold(text).text)]
        words = [word for word in words if word not in self._determiners] or words[-1:]
        if not words:
            return
        entry = _Entry(term, role, " ".join(words))
        for keys in product(*(self._keys_of(word) for word in words)):
            node = self._root
            for key in (part for group in keys for part in group):
                node = node.next.setdefault(key, Node())
                node.ends_open = key in self._prepositions
            if entry not in node.entries:
                node.entries.append(entry)

    @staticmethod
    def _keys_of(word: str) -> list[tuple[str, ...]]:
        plain = word.replace("(", "").replace(")", "")
        if "-" not in plain:
            return [(lemma(plain),)]
        pieces = tuple(lemma(piece) for piece in plain.split("-") if piece)
        return [(lemma(plain.replace("-", "")),), pieces]

    def find(self, text: str) -> list[Hit]:
        """The hits in ``text`` in order of place; never-matches are already taken off."""
        folded = fold(text)
        if self._idle.issuperset(WORD.findall(folded.text)):
            return []
        words = list(read_words(folded.text))
        hits: list[tuple[int, int, _Entry, How]] = []
        root = self._root.next
        forms = self._forms
        for at, word in enumerate(words):
            if word.text in self._idle:
                continue
            begun = [(node, how) for key, how in forms.of(word.text) if (node := root.get(key))]
            for node, how in begun:
                self._walk(folded.text, words, at, _State(node, at + 1, how), hits)
            if not begun and "-" not in word.text:
                self._idle.add(word.text)
            if word.text[-1] == "-" or word.text[0] == "-":
                self._left_out(words, at, hits)
            elif "-" in word.text:
                self._pieces(words, at, hits)
        return _settled(folded, [self._hit(folded, hit) for hit in hits])

    def _walk(
        self,
        text: str,
        words: Sequence[Word],
        start: int,
        state: _State,
        hits: list[tuple[int, int, _Entry, How]],
    ) -> None:
        stack = [state]
        while stack:
            state = stack.pop()
            node, at = state.node, state.at
            if node.entries and words[at - 1].text[-1] != "-":
                low, high = words[start].start, words[at - 1].end
                hits.extend((low, high, entry, state.how) for entry in node.entries)
            if not node.next or state.how is How.COMPOUND or at >= len(words):
                continue
            if not _bridged(text, words[at - 1].end, words[at].start):
                continue
            stack.extend(self._steps(text, words, state))

    def _steps(self, text: str, words: Sequence[Word], state: _State) -> Iterator[_State]:
        """Where a walk can go: on, over a determiner, or over a half that is left out."""
        node, at = state.node, state.at
        word = words[at].text
        for key, how in self._forms.of(word):
            child = node.next.get(key)
            if child is not None and how is not How.COMPOUND:
                yield _State(child, at + 1, max(state.how, how), state.skipped)
        if word in self._determiners and at + 1 < len(words):
            yield _State(node, at + 1, max(state.how, How.FORM), state.skipped)
        if state.skipped:
            return
        for count, how in self._skips(text, words, at, node.ends_open):
            if at + count < len(words):
                yield _State(node, at + count, max(state.how, how), True)

    def _skips(
        self, text: str, words: Sequence[Word], at: int, open_end: bool
    ) -> Iterator[tuple[int, How]]:
        """How many words a left-out half takes: "en gedwongen", or "risico's en" after "op"."""
        following = [word.text for word in words[at : at + _LONGEST_SKIP]]
        if following[0] in self._conjunctions:
            for count in (2, 3):
                if len(following) >= count and not self._stops.intersection(following[1:count]):
                    yield count, How.ELLIPSIS
        elif open_end and not self._stops.intersection(following):
            for count in (2, 3):
                if len(following) >= count and following[count - 1] in self._conjunctions:
                    yield count, How.ELLIPSIS
        elif words[at - 1].text not in self._determiners and self._may_insert(following[0]):
            yield 1, How.POSSIBLE

    def _may_insert(self, word: str) -> bool:
        return word not in self._stops and word not in self._prepositions

    def _left_out(
        self, words: Sequence[Word], at: int, hits: list[tuple[int, int, _Entry, How]]
    ) -> None:
        """``kind- en gezinsbescherming`` holds kindbescherming; ``-gever of -nemer`` likewise."""
        word = words[at].text
        keys: Callable[[str, str], list[str]]
        if word[-1] == "-":
            partners = range(at + 2, min(at + 5, len(words)))
            keys = self._forms.heads
        else:
            partners = range(at - 2, max(at - 5, -1), -1)
            keys = self._forms.openings
        for other in partners:
            between = {words[k].text for k in range(min(at, other) + 1, max(at, other))}
            if not between & self._conjunctions:
                continue
            low, high = words[min(at, other)].start, words[max(at, other)].end
            found = [self._root.next.get(key) for key in keys(word, words[other].text)]
            entries = [entry for node in found if node for entry in node.entries]
            hits.extend((low, high, entry, How.ELLIPSIS) for entry in entries)
            if entries:
                return

    def _pieces(
        self, words: Sequence[Word], at: int, hits: list[tuple[int, int, _Entry, How]]
    ) -> None:
        """A phrase written with hyphens: ``zicht-op-veiligheid``."""
        pieces = [lemma(piece) for piece in words[at].text.split("-") if piece]
        for low in range(len(pieces)):
            node: Node | None = self._root
            for key in pieces[low:]:
                node = node.next.get(key) if node else None
            if node and len(pieces) - low > 1:
                span = (words[at].start, words[at].end)
                hits.extend((*span, entry, How.SPELLING) for entry in node.entries)

    def _hit(self, folded: Folded, found: tuple[int, int, _Entry, How]) -> Hit:
        low, high, entry, how = found
        surface = " ".join(folded.text[low:high].split())
        exact = surface == entry.surface
        use = UseClass.EXACT if exact else _USE.get(how, UseClass.INFLECTED)
        if use is UseClass.INFLECTED and _letters(surface) == _letters(entry.surface):
            use = UseClass.SPELLING
        if entry.role is Role.ALIAS and use is not UseClass.POSSIBLE:
            use = UseClass.ALIAS
        return Hit(entry.term, folded.to_source(low, high), use, entry.role)


def _letters(text: str) -> str:
    """A text without its spaces, hyphens and other marks."""
    return "".join(filter(str.isalnum, text))


def _bridged(text: str, low: int, high: int) -> bool:
    return all(mark in _BRIDGE for mark in text[low:high]) and "\n\n" not in text[low:high]


def _settled(folded: Folded, hits: list[Hit]) -> list[Hit]:
    """One hit for each place and term: the longest, then the surest; never-matches removed.

    What a term file says is an opposite is no use of the term it holds, nor the other way round.
    """
    never = [hit for hit in hits if hit.role is Role.NEVER]
    kept: list[Hit] = []
    ranked = sorted(
        (hit for hit in hits if hit.role is not Role.NEVER),
        key=lambda h: (h.use is UseClass.POSSIBLE, -(h.span.end - h.span.start),
                       _Rank[h.use.name], h.span.start),
    )  # fmt: skip
    taken: dict[int, list[Span]] = {}
    for hit in ranked:
        spans = taken.setdefault(hit.term, [])
        if any(hit.span.start < span.end and span.start < hit.span.end for span in spans):
            continue
        if any(_holds(no.span, hit.span) for no in never if no.term == hit.term):
            continue
        spans.append(hit.span)
        kept.append(hit)
    return sorted(kept, key=lambda hit: (hit.span, hit.term, hit.role))


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
