"""Words between quotation marks: what the marks are for, and whether they dispute the words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from congruence.model import Block, Document, Span
from congruence.terms.objections import find_objections
from congruence.terms.result import (
    Level,
    Objection,
    Quotation,
    QuoteFunction,
    SourceCheck,
    place_of,
)
from congruence.terms.sources import SourceIndex
from congruence.text.lemma import is_known, lemma
from congruence.text.lexicon import load_lexicon, load_words
from congruence.text.sentences import sentences

_MARKS = re.compile(
    r"‘(?![stn]\s|\d\d\b)[^‘’\n]{2,160}?’(?![a-zA-ZÀ-ÿ\d])|“[^“”\n]{2,600}”|„[^„”“\n]{2,600}[”“]|\"[^\"\n]{2,600}\"|«[^«»\n]{2,600}»"
    r"|(?<![\w’])'(?![stn]\s|\d\d\b)[^'\n]{2,160}?'(?![a-zA-ZÀ-ÿ])|(?<![\w’])’(?=[A-Z])[^‘’\n]{2,120}’(?!\w)"
)
_WORD = re.compile(r"[^\W_][\w'’-]*")
_PRONOUN = re.compile(r"\b(?:je|jij|we|wij|ik)\b", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|zijn|was|waren|wordt|worden|werd|moet|moeten|kan|kunnen|ben|bent|wil|gaat|gaan|blijf|doe|doen|maak|werk|hebben|heeft|weet|krijg)\b",
    re.IGNORECASE,
)


def find_quotations(
    document: Document,
    blocks: Iterable[Block] | None = None,
    *,
    sources: SourceIndex | None = None,
) -> tuple[Quotation, ...]:
    """The quotations in ``blocks`` (default: all of the document), in reading order.

    Args:
        document: what is read.
        blocks: only these.
        sources: the other documents; with these, what is quoted is laid against its source.
    """
    found: list[Quotation] = []
    chosen = list(document.blocks if blocks is None else blocks)
    for number, block in enumerate(chosen):
        marks = list(_MARKS.finditer(block.text))
        if marks:
            # What is quoted here may be disputed in the passage that follows.
            near = [] if block.is_heading else [block, *chosen[number + 1 : number + 2]]
            disputes = find_objections(document, near)
            found.extend(
                _quotation(document, block, marks, at, disputes, sources)
                for at in range(len(marks))
            )
        found.extend(_sourced(document, block, sources))
    return tuple(found)


def name_spans(block: Block) -> list[Span]:
    """Where titles, names and slogans stand between quotation marks."""
    return [
        Span(*mark.span())
        for mark in _MARKS.finditer(block.text)
        if _function(block, mark) in _NAMES
    ]


_NAMES = frozenset([QuoteFunction.TITLE, QuoteFunction.NAME, QuoteFunction.SLOGAN])


def _quotation(
    document: Document,
    block: Block,
    marks: Sequence[re.Match[str]],
    at: int,
    disputes: Sequence[Objection],
    sources: SourceIndex | None,
) -> Quotation:
    mark = marks[at]
    function = _function(block, mark)
    if block.is_heading and len(mark.group()) > 0.6 * len(block.text):
        function = QuoteFunction.TERM
    contested = any(_disputed(dispute, block, mark, function) for dispute in disputes)
    if contested and function in {QuoteFunction.NAME, QuoteFunction.SLOGAN}:
        function = QuoteFunction.DISTANCE
    contested = contested or _held_off(block.text, mark)
    words = mark.group()[1:-1]
    check = None
    if sources is not None and function is QuoteFunction.CITATION:
        check = sources.check(document.id, words)
    place = place_of(document, block, Span(*mark.span()))
    return Quotation(place, function, contested, check)


def _disputed(
    dispute: Objection, block: Block, mark: re.Match[str], function: QuoteFunction
) -> bool:
    """Whether the objection is to the quoted words.

    They are its target, whether it stands in their own sentence or after it; or they are told
    apart by it; or they are held at a distance in a passage that objects.
    """
    if function is QuoteFunction.TITLE or dispute.level is Level.TENSION:
        return False
    if set(_before(block.text, mark.start(), 1)) & set(load_lexicon("quotes")["proposed_before"]):
        return False
    words = mark.group()[1:-1]
    own = dispute.place.block == block.id
    inside = own and dispute.place.start <= mark.start() < dispute.place.end
    later = not own or dispute.place.start >= mark.end()
    adverbs = load_lexicon("objections")["holders"]["distance_adverbs"]
    if words in (dispute.target or ""):
        return function is not QuoteFunction.CITATION or dispute.level is Level.EXPLICIT and later
    if inside and words.lower() in adverbs:
        return function is not QuoteFunction.CITATION
    return own and function is QuoteFunction.DISTANCE and dispute.level is Level.EXPLICIT and later


def _held_off(text: str, mark: re.Match[str]) -> bool:
    lists = load_lexicon("quotes")
    before = _before(text, mark.start(), 2)
    return bool(set(before) & set(lists["distance_before"][:7]))


def _before(text: str, at: int, count: int) -> list[str]:
    return [match.group().lower() for match in _WORD.finditer(text[max(0, at - 60) : at])][-count:]


def _function(block: Block, mark: re.Match[str]) -> QuoteFunction:
    """What the marks do: judged by the words before them and the look of the words inside."""
    lists = load_lexicon("quotes")
    inside = mark.group()[1:-1].strip()
    words = _WORD.findall(inside)
    before = _before(block.text, mark.start(), 3)
    last = before[-1] if before else ""
    opener = block.text[max(0, mark.start() - 3) : mark.start()].rstrip()[-1:]
    strong = set(lists["title_before"][:-5])
    asks = inside[-1:] == "?" and opener != ":" and strong.intersection(before[-3:])
    if len(words) >= 5 and inside[-1:] in ".!?" and not asks:
        return QuoteFunction.CITATION
    if opener == ":" or last in lists["speech_before"]:
        if len(words) >= 5 and not _is_title(inside, before):
            return QuoteFunction.CITATION
        if opener == ":" and _is_title(inside, before):
            return QuoteFunction.TITLE
    if last in lists["term_before"] or set(before[-2:]) & set(lists["term_before"]):
        return QuoteFunction.TERM
    if last in lists["distance_before"]:
        return QuoteFunction.DISTANCE
    if _PRONOUN.search(inside) and len(words) <= 8:
        return QuoteFunction.SLOGAN
    if _is_title(inside, before):
        return QuoteFunction.TITLE
    if len(words) >= 9 or (len(words) >= 6 and _VERB.search(inside)):
        return QuoteFunction.CITATION
    if len(words) >= 2 and inside[:1].islower() and _reported(block.text, mark, len(words)):
        return QuoteFunction.CITATION
    if _is_figure(inside, words, block.text[mark.end() : mark.end() + 30]):
        return QuoteFunction.DISTANCE
    named = last in lists["name_before"] or (last in lists["articles"] and inside[:1].isupper())
    return QuoteFunction.NAME if named else QuoteFunction.TERM


_GIVEN = re.compile(r"\b(?:volgens|aldus|in\s+de\s+woorden\s+van)\s[^.!?]*$", re.IGNORECASE)
_CALLED = re.compile(r"\b(?:noemde|noemden)\s[^.!?]*$", re.IGNORECASE)


def _reported(text: str, mark: re.Match[str], words: int) -> bool:
    """Whether the words are somebody's: "volgens de toelichting is dat ‘onnodig zwaar’"."""
    before = text[max(0, mark.start() - 120) : mark.start()]
    return bool(_GIVEN.search(before) or (words >= 4 and _CALLED.search(before)))


def _is_figure(inside: str, words: Sequence[str], after: str) -> bool:
    """Whether the words are used with reserve: no name or noun, but an adverb, verb or adjective.

    "een ‘harde’ grens", "dat ‘begrenst’ de vraag", "‘op maat’ maken": nobody puts these between
    quotation marks to name a thing.
    """
    if not words or inside[:1].isupper() or len(words) > 3 or "-" in inside:
        return False
    first = words[0].lower()
    if len(words) > 1:
        return first in load_lexicon("match")["prepositions"] and first != "in"
    if first in load_lexicon("objections")["holders"]["distance_adverbs"]:
        return True
    base = lemma(first)
    if first.endswith("t") and base.endswith("en") and base[:3] == first[:3]:
        return True
    noun_follows = re.match(r"\s+[a-zà-ÿ]{4,}", after)
    adjective = first.endswith("e") and base in {first[:-1], first[:-2]} and is_known(base)
    return bool(noun_follows) and adjective


def _is_title(inside: str, before: Sequence[str]) -> bool:
    titles = load_lexicon("quotes")["title_before"]
    strong, last = set(titles[:-5]), before[-1] if before else ""
    if len(_WORD.findall(inside)) == 1 and inside[:1].islower():
        return False
    many = len(_WORD.findall(inside)) >= 3
    if last in strong or (before[-2:-1] and before[-2] in strong and not _is_verb(last)):
        return True
    sentence = len(_WORD.findall(inside)) >= 6 and _VERB.search(inside)
    if sentence and last not in titles:
        return False
    return many and (inside[:1].isupper() or inside[:1].isdigit() or last in titles)


def _is_verb(word: str) -> bool:
    return bool(_VERB.fullmatch(word)) or word in load_words("verbs_in_t")


def _sourced(document: Document, block: Block, sources: SourceIndex | None) -> Iterator[Quotation]:
    """Sentences before "(uit: ...)": a quotation without marks that names its source."""
    for mark in re.finditer(load_lexicon("quotes")["source_mark"], block.text, re.IGNORECASE):
        before = [span for span in sentences(block.text[: mark.start()]) if span.end > span.start]
        if not before:
            continue
        run: list[Span] = []
        if sources is not None:
            for span in reversed(before):
                check = sources.check(document.id, block.text[span.start : span.end])
                if check.state == "not_found":
                    break
                run.insert(0, span)
        span = Span(run[0].start, run[-1].end) if run else before[-1]
        check_all: SourceCheck | None = None
        if sources is not None:
            check_all = sources.check(document.id, block.text[span.start : span.end])
        place = place_of(document, block, span)
        yield Quotation(place, QuoteFunction.CITATION, False, check_all)
