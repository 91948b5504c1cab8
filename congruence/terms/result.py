"""What a term dossier and a list of passages hold; the field names are the contract's keys.

Every item quotes the document: ``start``/``end`` are code points in its block's text, and ``line``
to ``column_end`` say where that stands in a plain-text file (None for other formats).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from congruence import schema
from congruence.model import Block, Document, Span


class UseClass(StrEnum):
    """In which form a term was met; ``possible`` is weak and shown apart."""

    EXACT = "exact"
    INFLECTED = "inflected"
    COMPOUND = "compound"
    SPELLING = "spelling"
    ELLIPSIS = "ellipsis"
    ALIAS = "alias"
    POSSIBLE = "possible"


class UseContext(StrEnum):
    """In which part of the document it stands."""

    TEXT = "text"
    HEADING = "heading"
    TOC = "toc"
    FOOTNOTE = "footnote"
    TABLE = "table"


class Level(StrEnum):
    """How openly an objection is made."""

    EXPLICIT = "explicit"
    HEDGED = "hedged"
    TENSION = "tension"


class Voice(StrEnum):
    """Whether the holder speaks, is spoken about, or is quoted."""

    DIRECT = "direct"
    REPORTED = "reported"
    QUOTED = "quoted"


class QuoteFunction(StrEnum):
    """What quotation marks are there for."""

    CITATION = "citation"
    TITLE = "title"
    NAME = "name"
    SLOGAN = "slogan"
    DISTANCE = "distance"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: document, block, span, page and (plain text) lines."""

    document: str
    block: str | None
    start: int
    end: int
    text: str
    page: int | None
    line: int | None
    column: int | None
    line_end: int | None
    column_end: int | None
    cite: str | None = None


def place_of(document: Document, block: Block, span: Span) -> Place:
    """The place of ``span`` in ``block``, with all a citation needs."""
    located = document.locate(block, span)
    line, column, line_end, column_end = located or (None, None, None, None)
    text = block.text[span.start : span.end]
    return Place(
        document.id, block.id, span.start, span.end, text, block.page,
        line, column, line_end, column_end, block.place,
    )  # fmt: skip


class _Placed:
    """JSON of a result that stands at a place: the place's keys first, then its own."""

    __slots__ = ()

    def json_fields(self) -> dict[str, Any]:
        """Flatten ``place`` into the contract's keys."""
        own = {name: getattr(self, name) for name in self.__dataclass_fields__}  # type: ignore[attr-defined]
        place: Place = own.pop("place")
        return {name: getattr(place, name) for name in Place.__dataclass_fields__} | own


@dataclass(frozen=True, slots=True)
class Occurrence(_Placed):
    """One use of a term.

    ``before`` and ``after`` are the words around it; ``strength`` is the norm label of its
    sentence, ``bearer`` on whom that norm rests, ``sentence`` the sentence as it stands.
    """

    place: Place
    use: UseClass
    context: UseContext
    in_name: bool
    strength: str
    mode: str
    bearer: str | None
    confidence: str
    before: str
    after: str
    sentence: str

    def json_fields(self) -> dict[str, Any]:
        """The contract calls the form ``class``, a word Python keeps for itself."""
        fields = _Placed.json_fields(self)
        return {("class" if key == "use" else key): value for key, value in fields.items()}


@dataclass(frozen=True, slots=True)
class NormPassage(_Placed):
    """One sentence with the norm it carries (label ``none`` included)."""

    place: Place
    label: str
    marker: str | None
    bearer: str | None
    mode: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Definition(_Placed):
    """Words that say what something means; ``tier`` is explicit or like (reads as one)."""

    place: Place
    definiendum: str
    type: str
    marker: str
    tier: str


@dataclass(frozen=True, slots=True)
class Objection(_Placed):
    """Somebody's objection to something, verbatim.

    ``target`` joins several targets with "; "; ``holder`` is whose objection it is.
    """

    place: Place
    target: str | None
    holder: str | None
    level: Level
    voice: Voice
    markers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch that is equal, deleted from the source, or inserted by who quotes."""

    op: str
    text: str


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """A quotation laid against its source: verbatim, altered (with the words) or not found."""

    document: str | None
    block: str | None
    state: str
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation(_Placed):
    """Words in quotation marks, or a passage that names its source."""

    place: Place
    function: QuoteFunction
    contested: bool
    source_check: SourceCheck | None = None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A word that stands near a term, with how often, per document."""

    document: str
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class VersionUse:
    """What became of a term in one document of the corpus, in order of date."""

    document: str
    version: str | None
    date: str | None
    count: int
    strengths: Mapping[str, int]
    replaced: tuple[Replacement, ...] = ()


@dataclass(frozen=True, slots=True)
class Replacement:
    """Between two versions, at an aligned place, these words came for those."""

    old_document: str
    old_block: str
    old_text: str
    new_document: str
    new_block: str
    new_text: str


@dataclass(frozen=True, slots=True)
class Alternative(_Placed):
    """Other wording found in the texts for the same thing; never made up."""

    place: Place
    why: str


@dataclass(frozen=True, slots=True)
class TermDossier:
    """All there is about one term, in the order a lawyer asks for it.

    ``opposites`` counts uses of the term's opposites per document; they are no uses of the term.
    """

    term: str
    aliases: tuple[str, ...]
    note: str | None
    source: str | None
    occurrences: tuple[Occurrence, ...]
    definitions: tuple[Definition, ...]
    objections: tuple[Objection, ...]
    versions: tuple[VersionUse, ...]
    neighbours: tuple[Neighbour, ...]
    alternatives: tuple[Alternative, ...]
    opposites: Mapping[str, int]
    absent_in: tuple[str, ...]
    undefined: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a term may be contested: the kind of evidence and the words."""

    kind: str
    document: str
    block: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A term nobody listed, with the evidence that it may be contested."""

    term: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Dossier:
    """The dossiers of a set of terms over a set of documents."""

    SCHEMA: ClassVar[str] = schema.TERMS

    documents: tuple[Document, ...]
    terms: tuple[TermDossier, ...]
    candidates: tuple[Candidate, ...] = ()
    quotations: tuple[Quotation, ...] = field(default=())


@dataclass(frozen=True)
class Passages:
    """All passages of one kind."""

    SCHEMA: ClassVar[str] = schema.PASSAGES

    kind: str
    documents: tuple[Document, ...]
    passages: tuple[NormPassage | Definition | Objection | Quotation, ...]
