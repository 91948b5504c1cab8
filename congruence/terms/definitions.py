"""Where a text says what a word means: typed, with the word explained and the phrase that tells.

Types: meaning, genus, naming, synonym, gloss, contrast, extension, purpose, interpretation,
characterisation. The patterns and word lists are in ``data/definitions.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from congruence.model import Block, Document
from congruence.terms import glossary
from congruence.terms.reading import Sentence, genre_of, read_block
from congruence.terms.result import Definition
from congruence.terms.words import NAME, PHRASE, SUSPECT, opens_nothing, tidy, words_of
from congruence.text.lemma import lemma
from congruence.text.lexicon import load_lexicon, pieces
from congruence.text.norms import Genre

_OPEN = (
    r"(?:[-•]\s+)?(?:(?:en|maar|want|dus|kortom|oftewel|hierbij|daarbij|wat ons betreft|voor ons|"
    r"hier)[,:]?\s+)?(?:[a-z\d]{1,2}[.)]\s+)?"
)
_QUOTED = r"[\"'‘“„][^\"'’”]{2,60}[\"'’”]"
_CLAUSE = re.compile(r"\b(?:die|dat|waar\w*|wie|om|hoe)\b")
_ADVERB = re.compile(r"(?:daar|hier|waar)(?:in|bij|mee|op|toe|uit|voor|van|naast|om|door|aan|na)\b")
_POINTS = re.compile(r"(?:deze|dit|die|dat)\s", re.IGNORECASE)
_CUT = frozenset(
    ["van", "voor", "in", "op", "met", "aan", "bij", "tot", "om", "over", "uit", "tussen"]
)


@dataclass(frozen=True, slots=True)
class _Pattern:
    type: str
    pattern: re.Pattern[str]
    marker: str
    tier: str
    anaphor: bool
    statute: bool
    needs: tuple[str, ...]
    not_after: re.Pattern[str] | None


@lru_cache(maxsize=1)
def _patterns() -> tuple[_Pattern, ...]:
    lexicon = load_lexicon("definitions")
    adverbs = "|".join(re.escape(word) for word in lexicon["genus"]["adverbs"])
    made = []
    for entry in lexicon["patterns"]:
        text = _with_groups(entry["pattern"])
        text = text.replace("<adv>", rf"(?:\s+(?:{adverbs})){{0,3}}")
        made.append(
            _Pattern(
                entry["type"],
                re.compile(text, re.IGNORECASE),
                entry["marker"],
                entry.get("tier", "explicit"),
                entry.get("anaphor", False),
                entry.get("statute", False),
                pieces(entry["needs"]),
                _optional(entry.get("not_after")),
            )
        )
    return tuple(made)


def _with_groups(pattern: str) -> str:
    """The pattern with its macros filled in; each word it may explain is a group of its own."""
    shapes = {
        "X": PHRASE,
        "NP": rf"{NAME}(?:\s+{NAME}){{0,3}}?",
        "Q": _QUOTED,
    }
    numbers = count(1)
    filled = re.sub(
        r"<(X|NP|Q)\d*>",
        lambda macro: f"(?P<term{next(numbers)}>{shapes[macro[1]]})",
        pattern,
    )
    return re.sub(r"<open\d*>", lambda _: _OPEN, filled)


@lru_cache(maxsize=1)
def _trigger() -> tuple[str, ...]:
    """Pieces of text of which a definition holds at least one."""
    needed = {piece for pattern in _patterns() for piece in pattern.needs} | {"is", "zijn"}
    return tuple(sorted(p for p in needed if not any(q != p and q in p for q in needed)))


def _optional(pattern: str | None) -> re.Pattern[str] | None:
    return re.compile(pattern, re.IGNORECASE) if pattern else None


@lru_cache(maxsize=1)
def _copula() -> re.Pattern[str]:
    adverbs = "|".join(re.escape(word) for word in load_lexicon("definitions")["genus"]["adverbs"])
    return re.compile(
        rf"^[\"'‘“(]?{_OPEN}(?P<term>{PHRASE})"
        rf"(?:\s*\([^()]{{1,40}}\)|,\s+[^,.;:]{{3,60}},)?\s+(?P<is>is|zijn)"
        rf"(?P<adv>(?:[\s,]+(?:{adverbs})\b)*)(?:\s+(?:in|binnen|volgens)\s+(?:[\w-]+\s+){{1,3}}(?=een\b|iemand\b|degene\b))?"
        rf"\s*(?P<colon>:?)\s*[‘“\"']?(?P<genus>(?:(?:een|het|de)\s+)?\w[^.;:!?]*)",
        re.IGNORECASE,
    )


def find_definitions(
    document: Document, blocks: Iterable[Block] | None = None
) -> tuple[Definition, ...]:
    """The definitions in ``blocks`` (default: all of the document), in reading order."""
    found: list[Definition] = []
    opener: Block | None = None
    above: tuple[str, ...] | None = None  # the headings over the passage before
    tables = glossary.TableReader()
    for block in document.blocks if blocks is None else blocks:
        cells = tables.cell(block)
        if block.is_heading:
            opener = None
            continue
        in_glossary = glossary.in_glossary(document, block)
        read = read_block(document, block)
        entry = None
        if read and (opener is not None or in_glossary):
            entry = glossary.listed(read[0], announced=opener is not None)
        if read and entry is None and cells is not None:
            entry = glossary.table_row(document, block, cells, read[0])
        elif read and entry is None and in_glossary:
            entry = glossary.run_in(document, block, read[0], first=above != block.section)
        if read and entry is None and cells is None:
            entry = glossary.line(read[0])
        above = block.section
        if entry is not None:
            found.append(entry)
            read = read[1:]
        elif opener is not None and not glossary.goes_on(block):
            opener = None
        found.extend(_in_sentences(read))
        if glossary.opens_list(block):
            opener = block
    return tuple(found)


def _in_sentences(read: list[Sentence]) -> Iterator[Definition]:
    last: Definition | None = None
    last_at = -1
    question: str | None = None
    for at, sentence in enumerate(read):
        asked, question = question, glossary.asked(sentence.text)
        if asked and (found := glossary.answer(sentence, asked)):
            last, last_at = found, at
            yield found
            continue
        low = sentence.text.lower()
        if low.rstrip().endswith("?") or not any(piece in low for piece in _trigger()):
            continue
        earlier = last.definiendum if last and last_at == at - 1 else None
        found = _match(sentence, read[at - 1] if at else None, earlier)
        if found is None or found.tier != "explicit":
            found = _genus(sentence) or found
        if found is not None:
            last, last_at = found, at
            yield found


def _match(sentence: Sentence, before: Sentence | None, earlier: str | None) -> Definition | None:
    """The first pattern that fits; *dat* and *ermee* take the word explained just before.

    A pattern that only reads like a definition waits for one that says so outright.
    """
    low = sentence.text.lower()
    like: Definition | None = None
    for pattern in _patterns():
        if not any(piece in low for piece in pattern.needs):
            continue
        term = _explained(pattern, sentence)
        if term == "":
            term = earlier or _earlier_term(before)
        if not term:
            continue
        found = Definition(sentence.place(), term, pattern.type, pattern.marker, pattern.tier)
        if pattern.tier == "explicit":
            return found
        like = like or found
    return like


def _explained(pattern: _Pattern, sentence: Sentence) -> str | None:
    """The word that the pattern finds explained; "" for one that only points, None for none."""
    match = pattern.pattern.search(sentence.text)
    if match is None:
        return None
    if pattern.not_after and pattern.not_after.match(sentence.text, match.end()):
        return None
    groups = [word for key, word in match.groupdict().items() if key.startswith("term") and word]
    term = tidy(groups[0]) if groups else ""
    if term.count("(") != term.count(")"):
        return None
    if pattern.statute and genre_of(sentence.document) is not Genre.STATUTE:
        return None
    if groups and pattern.type in {"purpose", "extension"} and _POINTS.match(groups[0]):
        return ""
    if term and not _may_be_explained(term, pattern.type):
        return "" if pattern.anaphor else None
    return term


def _genus(sentence: Sentence) -> Definition | None:
    """*Een X is een Y die ...*: kind and difference."""
    match = _copula().match(sentence.text)
    if match is None:
        return None
    term, genus = tidy(match["term"]), match["genus"].split()
    words = [word.strip("\"'‘’“”(),").lower() for word in genus]
    if not _may_be_explained(term, "genus") or not words or match["colon"] and len(words) < 3:
        return None
    if match["colon"]:
        return Definition(sentence.place(), term, "genus", "is:", "explicit")
    article = words[0] in {"een", "het", "de"}
    noun = words[1 : _first(words, 1)] if article else words[:1]
    # A plural noun has another dictionary form: "zijn afspraken", and not "zijn voorzien".
    noun_like = words[0].endswith(("en", "s")) and not lemma(words[0]).endswith("en")
    plural = not article and match["is"].lower() == "zijn" and noun_like
    # Without an article: "Begeleiding is hulp bij", "De regievoerder is degene die".
    someone = words[0] in _WHO
    opens = match["term"].strip("\"'‘“").split()[0].lower()
    bare = opens not in {"de", "het", "een"} and len(term.split()) <= 2 and _is_kind(words[0])
    if (
        not (article or plural or someone or bare)
        or not noun
        or words_of("no_genus").intersection(noun)
    ):
        return None
    rest = words[2 if article else 1 :]
    if not words_of("differentia").intersection(rest[:12]):
        return None
    # "De teams zijn de basis van", "Een bouwsteen is het document": with a definite subject or a
    # definite kind only a clause makes it a definition ("de mate waarin", "het gremium waar").
    if term.lower().split()[0] in {"mevrouw", "meneer", "heer", "dhr.", "mw."}:
        return None
    definite = not someone and {match["term"].strip("\"'‘“").split()[0].lower(), words[0]} & {
        "de",
        "het",
    }
    if definite and not _CLAUSE.search(" ".join(rest[:8])):
        return None
    return Definition(sentence.place(), term, "genus", f"{match['is']} {words[0]}", "explicit")


_WHO = frozenset(["degene", "diegene", "datgene", "hetgeen", "iemand", "alles"])


def _is_kind(word: str) -> bool:
    """Whether the word is a noun without article by its list or ending, and no adjective."""
    return word in words_of("kinds") or (
        word.endswith(("heid", "ing", "schap", "atie", "hulp", "zorg", "werk", "steun"))
        and len(word) > 5
    )


def _first(words: list[str], start: int) -> int:
    """Where the noun group that begins at ``start`` ends: at its first preposition or clause."""
    stops = words_of("differentia")
    return next((at for at in range(start, len(words)) if words[at] in stops), len(words))


def _may_be_explained(term: str, kind: str) -> bool:
    words = term.lower().split()
    if not words or len(words) > 6 or term.lower() in words_of("no_subject"):
        return False
    if words[-1] in _CUT or opens_nothing(words[0]) or _ADVERB.match(words[0]):
        return False
    if words[0] in words_of("no_subject") or SUSPECT.search(term) or term.isdigit():
        return False
    if kind in {"genus", "purpose", "meaning", "contrast", "characterisation", "extension"}:
        if words_of("instance").intersection(words) and kind != "purpose":
            return False
        heads = words[: next((k for k, w in enumerate(words) if w in _CUT), len(words))]
        return not {lemma(head) for head in heads[-2:]} & words_of("no_head")
    return True


def _earlier_term(before: Sentence | None) -> str | None:
    """What *dat* points at: the subject of the sentence before, else its last word of weight."""
    if before is None:
        return None
    match = _copula().match(before.text)
    if match and _may_be_explained(tidy(match["term"]), "naming"):
        return tidy(match["term"])
    quoted = re.findall(r"[‘“\"']([^‘’“”\"']{3,50})[’”\"']", before.text)
    if quoted:
        return str(quoted[-1])
    words = re.findall(r"[^\W\d_]{5,}", before.text)
    return words[-1].lower() if words else None
