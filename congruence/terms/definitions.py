"""Where a text says what a word means: typed, with the word explained and the phrase that tells.

Types: meaning, genus, naming, synonym, gloss, contrast, extension, purpose, interpretation,
characterisation. The patterns and word lists are in ``data/definitions.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from congruence.model import Block, BlockKind, Document
from congruence.terms.reading import Sentence, read_block
from congruence.terms.result import Definition
from congruence.text.lemma import lemma
from congruence.text.lexicon import load_lexicon, pieces

_NAME = r"[^\W_](?:[\w&/’'()-]*[\w)])?"
_PHRASE = rf"(?:(?:een|de|het)\s+)?[\"'‘“„«´]?{_NAME}(?:\s+{_NAME}){{0,5}}?[\"'’”»´]?"
_OPEN = (
    r"(?:[-•]\s+)?(?:(?:en|maar|want|dus|kortom|oftewel|hierbij|daarbij|wat ons betreft|voor ons|"
    r"hier)[,:]?\s+)?(?:[a-z\d]{1,2}[.)]\s+)?"
)
_QUOTED = r"[\"'‘“„][^\"'’”]{2,60}[\"'’”]"
_SUSPECT = re.compile(
    r"(?i)\b(?:is|zijn|wordt|worden|heeft|hebben|kan|kunnen|moet|moeten|dat|die|als|om|omdat|dan|er|"
    r"was|waren|niet|zal|zullen|mag|gaat|vraagt|waar|waarin|wij|we|je|ik|zij|want|maar|omvat|bevat)\b"
)
_CLAUSE = re.compile(r"\b(?:die|dat|waar\w*|wie|om|hoe)\b")
_ADVERB = re.compile(r"(?:daar|hier|waar)(?:in|bij|mee|op|toe|uit|voor|van|naast|om|door|aan|na)\b")
_POINTS = re.compile(r"(?:deze|dit|die|dat)\s", re.IGNORECASE)
_CUT = frozenset(
    ["van", "voor", "in", "op", "met", "aan", "bij", "tot", "om", "over", "uit", "tussen"]
)
# An entry of a list of definitions: "Sociaal team (ST): ...", "meldcode – ...".
_LISTED = re.compile(
    rf"^(?:(?P<named>[^\W_][^:;.?!]{{0,70}}?)\s*:|(?P<term>{_PHRASE})\s*(?:–|—|\s-))\s+(?!https?:|www\.)(?=[\w(])"
)
# In a list of definitions the term may run on into its meaning: "Community Elke groep die ..."
_RUN_IN = re.compile(
    rf"^(?P<term>{_PHRASE})\s+(?=(?:Elke?|Een|Alle|De|Het|Betekent|Betreft|Zijn|Is|Wordt)\s)"
)
_OPENS_LIST = re.compile(
    r"(?i)(?:\bverst(?:aan|aat)\b|\bvolgende\s+betekenis|\b(?:begrippen|definities|termen|afkortingen)"
    r"\b[^.]*\b(?:gelden|gehanteerd|gebruikt|betekenis))[^.]*:\s*$"
)


@dataclass(frozen=True, slots=True)
class _Pattern:
    type: str
    pattern: re.Pattern[str]
    marker: str
    tier: str
    anaphor: bool
    needs: tuple[str, ...]
    not_after: re.Pattern[str] | None


@lru_cache(maxsize=1)
def _patterns() -> tuple[_Pattern, ...]:
    lexicon = load_lexicon("definitions")
    adverbs = "|".join(re.escape(word) for word in lexicon["genus"]["adverbs"])
    made = []
    for entry in lexicon["patterns"]:
        text = entry["pattern"]
        for number in ("", "2", "3"):
            text = text.replace(f"<X{number}>", f"(?P<term{number}>{_PHRASE})")
            text = text.replace(f"<open{number}>", _OPEN)
        text = text.replace("<NP>", rf"(?P<term>{_NAME}(?:\s+{_NAME}){{0,3}}?)")
        text = text.replace("<Q>", rf"(?P<term>{_QUOTED})")
        text = text.replace("<adv>", rf"(?:\s+(?:{adverbs})){{0,3}}")
        made.append(
            _Pattern(
                entry["type"],
                re.compile(text, re.IGNORECASE),
                entry["marker"],
                entry.get("tier", "explicit"),
                entry.get("anaphor", False),
                pieces(entry["needs"]),
                _optional(entry.get("not_after")),
            )
        )
    return tuple(made)


@lru_cache(maxsize=1)
def _trigger() -> tuple[str, ...]:
    """Pieces of text of which a definition holds at least one."""
    return ("=", *load_lexicon("definitions")["trigger"])


def _optional(pattern: str | None) -> re.Pattern[str] | None:
    return re.compile(pattern, re.IGNORECASE) if pattern else None


@lru_cache(maxsize=8)
def _words(name: str) -> frozenset[str]:
    return frozenset(load_lexicon("definitions")["genus"][name])


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    """Words that open a sentence without being its subject."""
    openers = load_lexicon("norms")["lists"]["openers"]
    return frozenset(openers) - {"een"} | _words("no_opening")


@lru_cache(maxsize=1)
def _copula() -> re.Pattern[str]:
    adverbs = "|".join(re.escape(word) for word in load_lexicon("definitions")["genus"]["adverbs"])
    return re.compile(
        rf"^[\"'‘“(]?{_OPEN}(?P<term>{_PHRASE})(?:\s*\([^()]{{1,40}}\))?\s+(?P<is>is|zijn)"
        rf"(?P<adv>(?:[\s,]+(?:{adverbs})\b)*)\s*(?P<colon>:?)\s*(?P<genus>(?:(?:een|het|de)\s+)?\w[^.;:!?]*)",
        re.IGNORECASE,
    )


def find_definitions(
    document: Document, blocks: Iterable[Block] | None = None
) -> tuple[Definition, ...]:
    """The definitions in ``blocks`` (default: all of the document), in reading order."""
    found: list[Definition] = []
    opener: Block | None = None
    above: tuple[str, ...] | None = None  # the headings over the passage before
    for block in document.blocks if blocks is None else blocks:
        if block.is_heading:
            opener = None
            continue
        in_glossary = _in_glossary(document, block)
        in_list = opener is not None or in_glossary
        read = read_block(document, block)
        entry = _listed(read[0]) if in_list and read else None
        if entry is None and in_glossary and read:
            entry = _run_in(document, block, read[0], first=above != block.section)
        above = block.section
        if entry is not None:
            found.append(entry)
            read = read[1:]
        elif opener is not None and not _goes_on(block):
            opener = None
        found.extend(_in_sentences(read))
        if _OPENS_LIST.search(block.text):
            opener = block
    return tuple(found)


def _goes_on(block: Block) -> bool:
    """Whether a list of definitions goes on: sub-items, or a page number or blank between two."""
    listed = block.kind is BlockKind.LIST_ITEM or block.kind is BlockKind.TABLE_CELL
    return listed or len(block.text.split()) < 3


def _in_glossary(document: Document, block: Block) -> bool:
    return any(_is_glossary(heading) for heading in document.headings_above(block))


def _is_glossary(heading: Block) -> bool:
    sections = load_lexicon("definitions")["lists"]["sections"]
    return not {word.strip(".:,;").lower() for word in heading.text.split()}.isdisjoint(sections)


def _run_in(
    document: Document, block: Block, sentence: Sentence, *, first: bool
) -> Definition | None:
    """An entry of a glossary whose term runs on into its meaning, or is the heading above."""
    match = _RUN_IN.match(sentence.text)
    if match and not _SUSPECT.search(match["term"]) and match["term"].lower() not in _openers():
        return Definition(sentence.place(), _tidy(match["term"]), "meaning", ":", "explicit")
    heading = document.headings_above(block)[-1]
    opening = sentence.text.split(maxsplit=1)[0].lower().strip(",")
    says_more = opening in _openers() | _words("no_subject") - {"een"}
    if not first or says_more or _is_glossary(heading) or len(heading.text.split()) > 6:
        return None
    return Definition(sentence.place(), _tidy(heading.text), "meaning", ":", "explicit")


def _listed(sentence: Sentence) -> Definition | None:
    match = _LISTED.match(sentence.text)
    term = (match["named"] or match["term"]) if match else ""
    if not term or len(term.split()) > 8 or _SUSPECT.search(term):
        return None
    return Definition(sentence.place(), _tidy(term), "meaning", ":", "explicit")


def _in_sentences(read: list[Sentence]) -> Iterator[Definition]:
    last: Definition | None = None
    last_at = -1
    for at, sentence in enumerate(read):
        low = sentence.text.lower()
        if low.rstrip().endswith("?") or not any(piece in low for piece in _trigger()):
            continue
        earlier = last.definiendum if last and last_at == at - 1 else None
        found = _match(sentence, read[at - 1] if at else None, earlier) or _genus(sentence)
        if found is not None:
            last, last_at = found, at
            yield found


def _match(sentence: Sentence, before: Sentence | None, earlier: str | None) -> Definition | None:
    """The first pattern that fits; *dat* and *ermee* take the word explained just before."""
    low = sentence.text.lower()
    for pattern in _patterns():
        if not any(piece in low for piece in pattern.needs):
            continue
        match = pattern.pattern.search(sentence.text)
        if match is None:
            continue
        if pattern.not_after and pattern.not_after.match(sentence.text, match.end()):
            continue
        groups = [
            word for key, word in match.groupdict().items() if key.startswith("term") and word
        ]
        term = _tidy(groups[0]) if groups else ""
        if groups and pattern.type in {"purpose", "extension"} and _POINTS.match(groups[0]):
            term = ""
        if term and not _may_be_explained(term, pattern.type):
            if not pattern.anaphor:
                continue
            term = ""
        if not term:
            term = earlier or _earlier_term(before) or ""
        if not term:
            continue
        return Definition(sentence.place(), term, pattern.type, pattern.marker, pattern.tier)
    return None


def _genus(sentence: Sentence) -> Definition | None:
    """*Een X is een Y die ...*: kind and difference."""
    match = _copula().match(sentence.text)
    if match is None:
        return None
    term, genus = _tidy(match["term"]), match["genus"].split()
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
    if not (article or plural) or not noun or _words("no_genus").intersection(noun):
        return None
    rest = words[2 if article else 1 :]
    if not _words("differentia").intersection(rest[:12]):
        return None
    # "De teams zijn de basis van", "Een bouwsteen is het document": with a definite subject or a
    # definite kind only a clause makes it a definition ("de mate waarin", "het gremium waar").
    definite = {match["term"].strip("\"'‘“").split()[0].lower(), words[0]} & {"de", "het"}
    if definite and not _CLAUSE.search(" ".join(rest[:8])):
        return None
    return Definition(sentence.place(), term, "genus", f"{match['is']} {words[0]}", "explicit")


def _first(words: list[str], start: int) -> int:
    """Where the noun group that begins at ``start`` ends: at its first preposition or clause."""
    stops = _words("differentia")
    return next((at for at in range(start, len(words)) if words[at] in stops), len(words))


def _may_be_explained(term: str, kind: str) -> bool:
    words = term.lower().split()
    if not words or len(words) > 6 or term.lower() in _words("no_subject"):
        return False
    if words[-1] in _CUT or words[0] in _openers() or _ADVERB.match(words[0]):
        return False
    if words[0] in _words("no_subject") or _SUSPECT.search(term) or term.isdigit():
        return False
    if kind in {"genus", "purpose", "meaning", "contrast", "characterisation", "extension"}:
        if _words("instance").intersection(words) and kind != "purpose":
            return False
        heads = words[: next((k for k, w in enumerate(words) if w in _CUT), len(words))]
        return not heads or lemma(heads[-1]) not in _words("no_head")
    return True


def _tidy(term: str) -> str:
    """The word explained, without quotation marks, brackets and a leading article."""
    bare = term.strip(" \"'‘’“”„,;:*_")
    bare = bare if "(" in bare else bare.rstrip(")")
    bare = bare if ")" in bare else bare.lstrip("(")
    bare = re.sub(r"(?i)^(?:een|het|de|'t|die|deze|dit|dat|zo'n)\s+(?=[\w‘“«\"'])", "", bare)
    return re.sub(r"(?i)^(?:begrip|term)\s+(?=[\"'‘“])", "", bare).strip(" \"'‘’“”„«»´")


def _earlier_term(before: Sentence | None) -> str | None:
    """What *dat* points at: the subject of the sentence before, else its last word of weight."""
    if before is None:
        return None
    match = _copula().match(before.text)
    if match and _may_be_explained(_tidy(match["term"]), "naming"):
        return _tidy(match["term"])
    quoted = re.findall(r"[‘“\"']([^‘’“”\"']{3,50})[’”\"']", before.text)
    if quoted:
        return str(quoted[-1])
    words = re.findall(r"[^\W\d_]{5,}", before.text)
    return words[-1].lower() if words else None
