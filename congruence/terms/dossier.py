"""The dossiers of terms over documents, and lists of passages: what the commands ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from congruence.model import Block, Document
from congruence.terms.alternatives import find_alternatives
from congruence.terms.definitions import find_definitions
from congruence.terms.discover import find_candidates
from congruence.terms.history import in_order, replacements, version_pairs
from congruence.terms.match import Role, TermIndex
from congruence.terms.objections import find_objections
from congruence.terms.quotes import find_quotations
from congruence.terms.reading import genre_of
from congruence.terms.result import (
    Alternative,
    Candidate,
    Definition,
    Dossier,
    Neighbour,
    NormPassage,
    Objection,
    Occurrence,
    Passages,
    Quotation,
    Replacement,
    TermDossier,
    UseClass,
    VersionUse,
    place_of,
)
from congruence.terms.sources import SourceIndex
from congruence.terms.termfile import Term, make_terms
from congruence.terms.uses import Uses, find_uses
from congruence.text.norms import read_norms

KINDS = ("norms", "definitions", "objections", "quotes")
_FOUND = 8  # terms taken up where nobody listed any
_NEIGHBOURS = 8  # words shown for each document
_SURE = frozenset(UseClass) - {UseClass.POSSIBLE}
_OWN = frozenset([UseClass.EXACT, UseClass.INFLECTED, UseClass.SPELLING, UseClass.ALIAS,
                  UseClass.ELLIPSIS])  # fmt: skip

T = TypeVar("T")
Progress = Callable[[str], None]


def build_dossier(
    documents: Sequence[Document],
    terms: Iterable[Term | str] = (),
    *,
    discover: bool = False,
    progress: Progress | None = None,
) -> Dossier:
    """The dossier of every term over ``documents``.

    Args:
        documents: in any order; results name them by id, versions are put in order of date.
        terms: terms as read from a term file, or words.
        discover: also look for contested terms nobody listed.
        progress: told the title of each document before it is read.

    Raises:
        TermError: a word cannot be a term.
    """
    wanted = _as_terms(terms)
    index = TermIndex(wanted)
    sources = SourceIndex(documents)
    read: dict[str, _Reading] = {}
    for document in documents:
        if progress:
            progress(document.title)
        read[document.id] = _Reading.of(document, index, sources, whole=discover)
    replaced: dict[int, list[Replacement]] = {}
    if wanted:
        for at, replacement in replacements(version_pairs(documents), index):
            replaced.setdefault(at, []).append(replacement)
    everything = list(read.values())
    candidates: tuple[Candidate, ...] = ()
    if discover:
        candidates = find_candidates(
            documents,
            [item for reading in everything for item in reading.objections],
            [item for reading in everything for item in reading.quotations],
            [item for reading in everything for item in reading.definitions],
            wanted,
        )
    dossiers = tuple(
        _dossier(term, at, documents, read, replaced.get(at, [])) for at, term in enumerate(wanted)
    )
    quotations = tuple(item for reading in everything for item in reading.quotations)
    return Dossier(tuple(documents), dossiers, candidates, quotations)


def contested_dossier(
    documents: Sequence[Document],
    listed: Sequence[Term] = (),
    *,
    progress: Progress | None = None,
) -> Dossier:
    """The dossier of the listed terms; of those found best supported where none is listed."""
    if listed:
        return build_dossier(documents, listed, progress=progress)
    found = build_dossier(documents, discover=True, progress=progress).candidates
    made = build_dossier(documents, [candidate.term for candidate in found[:_FOUND]])
    return replace(made, candidates=found)


def _as_terms(terms: Iterable[Term | str]) -> tuple[Term, ...]:
    given = list(terms)
    words = iter(make_terms([item for item in given if isinstance(item, str)]))
    made = {word.term.casefold(): word for word in words}
    found: dict[str, Term] = {}
    for item in given:
        term = item if isinstance(item, Term) else made[" ".join(item.split()).casefold()]
        found.setdefault(term.term.casefold(), term)
    return tuple(found.values())


class _Reading:
    """What was read in one document: uses, and the passages that bear on them."""

    def __init__(
        self,
        document: Document,
        uses: Uses,
        definitions: Sequence[tuple[Definition, frozenset[int]]],
        objections: Sequence[tuple[Objection, frozenset[int]]],
        quotations: Sequence[Quotation],
        alternatives: Sequence[Alternative],
    ) -> None:
        self.document = document
        self.definitions = [item for item, _terms in definitions]
        self.objections = [item for item, _terms in objections]
        # By term: each dossier reads only its own, so that thousands cost little more than one.
        self.uses_of = _grouped(uses.occurrences)
        self.near_of = _grouped(uses.neighbours)
        self.opposites = Counter(uses.opposites)
        self.definitions_of = _grouped((at, item) for item, found in definitions for at in found)
        self.objections_of = _grouped((at, item) for item, found in objections for at in found)
        self.quotations = quotations
        self.alternatives = alternatives

    @classmethod
    def of(
        cls, document: Document, index: TermIndex, sources: SourceIndex, *, whole: bool
    ) -> _Reading:
        """Read ``document``: only the blocks in which a term stands, unless ``whole``."""
        uses = find_uses(document, index)
        blocks: Sequence[Block] = document.blocks if whole else uses.blocks
        definitions = find_definitions(document, blocks)
        objections = find_objections(document, blocks, terms=index)
        return cls(
            document,
            uses,
            [(item, _terms_in(item.definiendum, index)) for item in definitions],
            [
                (item, _terms_in(item.place.text, index) | _terms_in(item.target or "", index))
                for item in objections
            ],
            find_quotations(document, blocks, sources=sources),
            tuple(find_alternatives(document, uses.blocks)),
        )


def _grouped(items: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {}
    for at, item in items:
        found.setdefault(at, []).append(item)
    return found


def _terms_in(text: str, index: TermIndex) -> frozenset[int]:
    """Terms that stand in ``text`` themselves, not as part of a compound."""
    return frozenset(
        hit.term for hit in index.find(text) if hit.role is not Role.OPPOSITE and hit.use in _OWN
    )


def _dossier(
    term: Term,
    at: int,
    documents: Sequence[Document],
    read: dict[str, _Reading],
    replaced: Sequence[Replacement],
) -> TermDossier:
    occurrences = {document.id: read[document.id].uses_of.get(at, []) for document in documents}
    sure = {
        document: [use for use in uses if use.use in _SURE]
        for document, uses in occurrences.items()
    }
    definitions = tuple(x for d in documents for x in read[d.id].definitions_of.get(at, ()))
    blocks = {(use.place.document, use.place.block) for uses in sure.values() for use in uses}
    return TermDossier(
        term=term.term,
        aliases=term.aliases,
        note=term.note,
        source=term.source,
        occurrences=tuple(use for document in documents for use in occurrences[document.id]),
        definitions=definitions,
        objections=tuple(x for d in documents for x in read[d.id].objections_of.get(at, ())),
        versions=tuple(
            _version(document, sure[document.id], replaced) for document in in_order(documents)
        ),
        neighbours=tuple(
            neighbour for document in documents for neighbour in _neighbours(at, read[document.id])
        ),
        alternatives=tuple(
            item
            for document in documents
            for item in read[document.id].alternatives
            if (item.place.document, item.place.block) in blocks
        ),
        opposites={
            document.id: count
            for document in documents
            if (count := read[document.id].opposites[at])
        },
        absent_in=tuple(document.id for document in documents if not sure[document.id]),
        undefined=not definitions,
    )


def _version(
    document: Document, uses: Sequence[Occurrence], replaced: Sequence[Replacement]
) -> VersionUse:
    strengths = Counter(use.strength for use in uses)
    return VersionUse(
        document.id,
        document.version,
        document.date,
        len(uses),
        dict(sorted(strengths.items())),
        tuple(item for item in replaced if item.old_document == document.id),
    )


def _neighbours(at: int, reading: _Reading) -> list[Neighbour]:
    counts = Counter(reading.near_of.get(at, ()))
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_NEIGHBOURS]
    return [Neighbour(reading.document.id, word, count) for word, count in best]


def read_passages(documents: Sequence[Document], kind: str) -> Passages:
    """Every passage of one kind: norms, definitions, objections or quotes.

    ``norms`` holds every sentence, with label ``none`` where it asks nothing.
    """
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {KINDS}, not {kind!r}")
    found: list[NormPassage | Definition | Objection | Quotation] = []
    sources = SourceIndex(documents)
    for document in documents:
        if kind == "norms":
            found.extend(_norms(document))
        elif kind == "definitions":
            found.extend(find_definitions(document))
        elif kind == "objections":
            found.extend(find_objections(document))
        else:
            found.extend(find_quotations(document, sources=sources))
    return Passages(kind, tuple(documents), tuple(found))


def _norms(document: Document) -> list[NormPassage]:
    genre = genre_of(document)
    return [
        NormPassage(
            place_of(document, block, norm.span),
            norm.label.value,
            norm.marker,
            norm.bearer,
            norm.mode.value,
            norm.confidence.value,
        )
        for block in document.passages()
        for norm in read_norms(block.text, genre=genre)
    ]
