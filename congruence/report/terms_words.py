"""What a reader calls the classes of a term dossier, and how its passages are cited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from congruence.messages import N_, _
from congruence.model import Document
from congruence.report.places import Places, document_keys, source_line
from congruence.terms.result import Occurrence, Place, TermDossier, UseClass, UseContext

USES: Mapping[str, str] = {
    UseClass.EXACT: N_("as written"),
    UseClass.INFLECTED: N_("inflected"),
    UseClass.COMPOUND: N_("in a compound"),
    UseClass.SPELLING: N_("other spelling"),
    UseClass.ELLIPSIS: N_("partly left out"),
    UseClass.ALIAS: N_("other name"),
    UseClass.POSSIBLE: N_("possible"),
}
CONTEXTS: Mapping[str, str] = {
    UseContext.TEXT: N_("running text"),
    UseContext.HEADING: N_("heading"),
    UseContext.TOC: N_("table of contents"),
    UseContext.FOOTNOTE: N_("footnote"),
    UseContext.TABLE: N_("table"),
}
STRENGTHS: Mapping[str, str] = {
    "obligation": N_("obligation"),
    "prohibition": N_("prohibition"),
    "recommendation": N_("recommendation"),
    "permission": N_("permission"),
    "none": N_("no norm"),
}
MODES: Mapping[str, str] = {
    "direct": N_("in its own voice"),
    "embedded": N_("in a subordinate clause"),
    "question": N_("as a question"),
    "reported": N_("reported"),
}
LEVELS: Mapping[str, str] = {
    "explicit": N_("said outright"),
    "hedged": N_("said with caution"),
    "tension": N_("tension"),
}
VOICES: Mapping[str, str] = {
    "direct": N_("in its own words"),
    "reported": N_("reported by others"),
    "quoted": N_("quoted"),
}
DEFINITIONS: Mapping[str, str] = {
    "meaning": N_("meaning"),
    "genus": N_("what it is"),
    "naming": N_("naming"),
    "synonym": N_("other word"),
    "gloss": N_("explanation in passing"),
    "contrast": N_("what it is not"),
    "extension": N_("what falls under it"),
    "purpose": N_("purpose or function"),
    "interpretation": N_("how it is read"),
    "characterisation": N_("how it is described"),
}
QUOTES: Mapping[str, str] = {
    "citation": N_("citation"),
    "title": N_("title"),
    "name": N_("name"),
    "slogan": N_("slogan"),
    "distance": N_("held at a distance"),
    "term": N_("term"),
}
STATES: Mapping[str, str] = {
    "verbatim": N_("word for word as in the source"),
    "altered": N_("differs from the source"),
    "not_found": N_("not found in the other documents"),
}

MOST_UNUSED = 25  # more terms without a use than this are named in a row, not one by one


def is_set_aside(use: Occurrence) -> bool:
    """Whether a use stands in a name, a title or a table of contents: shown apart."""
    return use.in_name or use.context is UseContext.TOC


def in_detail(terms: Sequence[TermDossier]) -> list[TermDossier]:
    """The terms that get parts of their own: all, unless many of a long list are not used."""
    used = [term for term in terms if term.occurrences or term.objections or term.definitions]
    return list(terms) if len(terms) - len(used) <= MOST_UNUSED else used


def names_of(terms: Sequence[str]) -> str:
    """Names in a row; of a long list the first, and how many follow."""
    more = len(terms) - MOST_UNUSED
    named = ", ".join(terms[:MOST_UNUSED])
    if more <= 0:
        return named
    return _("{names} and {count} more (all are in the JSON)").format(names=named, count=more)


class Citations:
    """Places of several documents as a report cites them."""

    def __init__(self, documents: Sequence[Document]) -> None:
        keys = document_keys(documents)
        self.documents = {document.id: document for document in documents}
        self._places = {
            document.id: Places(document, key)
            for document, key in zip(documents, keys, strict=True)
        }

    def name(self, document: str) -> str:
        """The document's title with its version."""
        return self.documents[document].name

    def where(self, place: Place) -> str:
        """Article or paragraph, page or line; the table of contents where it is no block."""
        if place.block is None:
            return source_line(_("table of contents"), place.page)
        block = self.documents[place.document].by_id[place.block]
        cited = source_line(self._places[place.document].cite(block), place.page)
        if place.line is not None:
            return f"{cited}, {_('line {line}').format(line=place.line)}"
        return cited

    def source(self, place: Place) -> str:
        """The full source: document, date, place."""
        document = self.documents[place.document]
        dated = f"{document.name}, {document.date}" if document.date else document.name
        return f"{dated}, {self.where(place)}"

    def headings(self, place: Place) -> str:
        """The heading the passage stands under, or ""."""
        if place.block is None:
            return ""
        document = self.documents[place.document]
        above = document.headings_above(document.by_id[place.block])
        return above[-1].text if above else ""
