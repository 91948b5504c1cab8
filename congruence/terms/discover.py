"""Terms nobody listed that may be contested, each with its cited evidence.

Frequency cannot find a term that is used once. So candidates are words that somebody objects to,
holds at a distance, explains, or replaces. An objection is enough alone; anything else needs two
kinds of evidence. They are ranked by what the evidence says (``data/discover.toml``): first what
is objected to as a term, by somebody else, in more documents; everyday words last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from congruence.embed.static import common_words
from congruence.messages import N_, _
from congruence.model import Document, Role
from congruence.terms.history import replacements, version_pairs
from congruence.terms.match import TermIndex
from congruence.terms.result import (
    Candidate,
    Definition,
    Evidence,
    Level,
    Objection,
    Quotation,
    QuoteFunction,
    UseClass,
    Voice,
)
from congruence.terms.targets import quoted_words
from congruence.terms.termfile import Term, TermError, make_terms
from congruence.terms.uses import Uses, find_uses, key_of
from congruence.text.clauses import actors
from congruence.text.lemma import is_known, lemma
from congruence.text.lexicon import load_lexicon

_KINDS = {
    "objection": N_("objected to"),
    "quotation": N_("held at a distance in quotation marks"),
    "definitions": N_("explained in more than one way"),
    "strength": N_("binding in one document, free in another"),
    "replaced": N_("replaced between versions"),
    "not_in_statute": N_("in the framework, not in the statute"),
}
_LONGEST = 4  # words in a candidate
_FIRM = frozenset(["obligation", "prohibition"])


def evidence_name(kind: str) -> str:
    """A kind of evidence in the language in use."""
    return _(_KINDS[kind])


def find_candidates(
    documents: Sequence[Document],
    objections: Iterable[Objection],
    quotations: Iterable[Quotation],
    definitions: Iterable[Definition],
    listed: Sequence[Term] = (),
) -> tuple[Candidate, ...]:
    """Candidates, the best supported first; terms in ``listed`` are left out."""
    found = _Evidence()
    for objection in objections:
        if objection.level is Level.EXPLICIT:
            for phrase in _phrases(objection.target or "", quoted_words(objection.place.text)):
                found.add(phrase, "objection", objection.place.document, objection.place.block,
                          objection.place.text)  # fmt: skip
                if objection.voice is not Voice.DIRECT:
                    found.by_others.add(key_of(phrase))
    for quote in quotations:
        if quote.contested and quote.function in {QuoteFunction.TERM, QuoteFunction.DISTANCE}:
            words = quote.place.text[1:-1]
            for phrase in _phrases(words, [words]):
                found.add(phrase, "quotation", quote.place.document, quote.place.block,
                          quote.place.text)  # fmt: skip
    _add_definitions(found, definitions)
    terms = found.terms()
    _add_uses(found, documents, terms)
    known = {key_of(word) for term in listed for word in (term.term, *term.aliases)}
    return found.ranked(known)


def _phrases(text: str, quoted: Sequence[str]) -> Iterator[str]:
    """What of a target can be a term: a few words, none of them a verb or a pronoun.

    Words that stood between quotation marks may be any: the marks say that they are meant.
    """
    stop = frozenset(load_lexicon("stopwords")["words"]) | frozenset(
        load_lexicon("objections")["holders"]["distance_adverbs"]
    )
    small = frozenset(load_lexicon("match")["prepositions"])
    stop = stop - small
    papers = frozenset(load_lexicon("discover")["words"]["papers"])
    actors = tuple(word for word in load_lexicon("norms")["lists"]["actors"] if len(word) > 3)
    for part in text.split(";"):
        words = re.sub(r"\([^()]*\)?", " ", part).strip(" ‘’“”«»\"'.,()").split()
        while words and words[0].lower() in small | {"de", "het", "een"}:
            words = words[1:]
        low = [word.lower() for word in words]
        last = low[-1] if low else ""
        # Who acts and what is done are no terms: "de gedragswetenschapper", "aanbellen".
        done = len(words) == 1 and last.endswith("en") and is_known(last)
        named = sum(word[:1].isupper() for word in words) > 1  # a proper name
        paper = last in papers
        if (done or named or paper or last.endswith(actors)) and part.strip() not in quoted:
            continue
        fits = 0 < len(words) <= _LONGEST and len(words[-1]) > 2 and low[-1] not in small
        if fits and not stop.intersection(low):
            yield " ".join(words)


class _Evidence:
    """Evidence gathered per term; two spellings with the same lemmas are one term."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._found: dict[str, list[Evidence]] = {}
        self.by_others: set[str] = set()  # terms that somebody else than the author objects to

    def add(self, term: str, kind: str, document: str, block: str | None, text: str) -> None:
        key = key_of(term)
        if not key:
            return
        self._names.setdefault(key, term)
        evidence = Evidence(kind, document, block, text)
        if evidence not in self._found.setdefault(key, []):
            self._found[key].append(evidence)

    def name(self, term: str) -> None:
        """Note a term without evidence of its own, to look for in the texts."""
        key = key_of(term)
        if key:
            self._names.setdefault(key, term)
            self._found.setdefault(key, [])

    def terms(self) -> tuple[Term, ...]:
        found: list[Term] = []
        for name in self._names.values():
            try:
                found.extend(make_terms([name]))
            except TermError:
                continue  # no word that could be looked for: "1.2", "C#"
        return tuple(found)

    def ranked(self, known: set[str]) -> tuple[Candidate, ...]:
        chosen = []
        for key, evidence in self._found.items():
            kinds = {item.kind for item in evidence}
            listed = any(f" {term} " in f" {key} " for term in known)
            if listed or _is_no_term(self._names[key]):
                continue
            if "objection" not in kinds and len(kinds) < 2:
                continue
            weight = _weight(self._names[key], evidence, key in self.by_others)
            chosen.append((-weight, -len(evidence), self._names[key], tuple(evidence)))
        chosen.sort(key=lambda item: (item[0], item[1], item[2].lower()))
        return tuple(Candidate(name, evidence) for _w, _n, name, evidence in chosen)


def _is_no_term(name: str) -> bool:
    """Whether a name is the word for a term itself, or a person or body somewhere by name."""
    if _of_wording().fullmatch(name):
        return True
    first, _space, rest = name.partition(" ")
    return actors().fullmatch(first) is not None and any(map(str.isupper, rest))


def _weight(term: str, evidence: Sequence[Evidence], by_others: bool) -> int:
    """How strongly the evidence says that the term is a contested term of art."""
    lexicon = load_lexicon("discover")
    weights = lexicon["weights"]
    total = sum(lexicon["kinds"].get(kind, 1) for kind in {item.kind for item in evidence})
    if any(item.kind == "objection" and _of_wording().search(item.text) for item in evidence):
        total += weights["wording"]
    total += weights["others"] * by_others
    total += weights["document"] * min(2, len({item.document for item in evidence}) - 1)
    return int(total + _specificity(term))


@lru_cache(maxsize=1)
def _of_wording() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:term|termen|begrip|begrippen|woord|woorden|formulering\w*|zinsnedes?|bewoording\w*|"
        r"uitdrukking\w*|benaming\w*)\b",
        re.IGNORECASE,
    )


def _specificity(term: str) -> int:
    """More for a phrase or an unusual word, less for a word of every day."""
    lexicon = load_lexicon("discover")
    weights, words = lexicon["weights"], term.lower().split()
    if len(words) > 1:
        return int(weights["specific"])
    if lemma(words[0]) in common_words(lexicon["words"]["everyday"]):
        return int(weights["everyday"])
    known = words[0] in common_words(lexicon["words"]["specific"])
    small = weights["diminutive"] if words[0].endswith(("je", "jes")) else 0
    return int((0 if known else weights["specific"]) + small)


def _add_definitions(found: _Evidence, definitions: Iterable[Definition]) -> None:
    """Two explicit definitions with unlike words are evidence; one only names a term."""
    by_term: dict[str, list[Definition]] = {}
    for definition in definitions:
        if definition.tier == "explicit" and len(definition.definiendum.split()) <= _LONGEST:
            by_term.setdefault(key_of(definition.definiendum), []).append(definition)
    for group in by_term.values():
        found.name(group[0].definiendum)
        wordings = {" ".join(re.findall(r"\w+", d.place.text.lower())) for d in group}
        if len(wordings) < 2:
            continue
        for d in group:
            found.add(
                group[0].definiendum, "definitions", d.place.document, d.place.block, d.place.text
            )


def _add_uses(found: _Evidence, documents: Sequence[Document], terms: Sequence[Term]) -> None:
    """Evidence from how the terms are used: strength, replacement, norms, absence."""
    if not terms:
        return
    index = TermIndex(terms)
    uses = {document.id: find_uses(document, index) for document in documents}
    for at, replacement in replacements(version_pairs(documents), index):
        if replacement.new_text:
            found.add(terms[at].term, "replaced", replacement.old_document, replacement.old_block,
                      f"{replacement.old_text} → {replacement.new_text}")  # fmt: skip
    for at, term in enumerate(terms):
        _add_strengths(found, term, at, uses)
        _add_absence(found, term, at, documents, uses)


def _add_strengths(found: _Evidence, term: Term, at: int, uses: Mapping[str, Uses]) -> None:
    """Binding in one document, advice or permission in another."""
    firm: list[Evidence] = []
    loose: list[Evidence] = []
    for document, read in uses.items():
        for index, use in read.occurrences:
            if index != at or use.confidence == "low" or use.use is UseClass.POSSIBLE:
                continue
            if use.strength == "none" or use.in_name:
                continue
            evidence = Evidence("strength", document, use.place.block, use.sentence)
            (firm if use.strength in _FIRM else loose).append(evidence)
    if {item.document for item in firm} and {item.document for item in loose} - {
        item.document for item in firm
    }:
        for item in (firm[0], loose[0]):
            found.add(term.term, item.kind, item.document, item.block, item.text)


def _add_absence(
    found: _Evidence,
    term: Term,
    at: int,
    documents: Sequence[Document],
    uses: Mapping[str, Uses],
) -> None:
    """In the framework, in a norm at that, and nowhere in the statute."""
    roles = {document.id: document.role for document in documents}
    if Role.STATUTE not in roles.values():
        return
    mine = {
        document: [use for index, use in read.occurrences if index == at]
        for document, read in uses.items()
    }
    if any(mine[document] for document, role in roles.items() if role is Role.STATUTE):
        return
    for document, role in roles.items():
        if role is Role.FRAMEWORK and mine[document]:
            use = next((u for u in mine[document] if u.strength != "none"), mine[document][0])
            found.add(term.term, "not_in_statute", document, use.place.block, use.sentence)
