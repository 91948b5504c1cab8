"""A term dossier as a report: for every term the seven parts in the order a lawyer asks for them.

1 where it stands and where not, 2 definitions, 3 objections, 4 weight, 5 versions, 6 other wording
found in the texts, 7 what to read oneself.
"""

from __future__ import annotations

from collections import Counter

from congruence.messages import _, language, ngettext
from congruence.report.terms_parts import TermParts, part_id
from congruence.report.terms_picture import version_picture
from congruence.report.terms_word import render_word
from congruence.report.terms_words import (
    STATES,
    USES,
    Citations,
    in_detail,
    is_set_aside,
    names_of,
)
from congruence.report.view import (
    Cell,
    Column,
    Count,
    Digest,
    DigestItem,
    Mark,
    ReportView,
    Run,
    Section,
    Table,
    Tag,
    Tally,
    Tone,
    shorten,
)
from congruence.report.words import document_card
from congruence.terms.discover import evidence_name
from congruence.terms.result import (
    Dossier,
    Quotation,
    TermDossier,
    UseClass,
)

__all__ = ["render_word", "view_of"]

_TONES = {UseClass.POSSIBLE: Tone.POSSIBLE}
_MOST_TALLIES = 12


def view_of(result: Dossier) -> ReportView:
    """The report of ``result``, in the language in use."""
    return _TermsView(result).view()


def title_of(result: Dossier) -> str:
    """The title: the term itself, or the number of terms."""
    if len(result.terms) == 1:
        return _("Term dossier: {term}").format(term=result.terms[0].term)
    if not result.terms:
        return _("Contested terms")
    return _("Term dossier: {count} terms").format(count=len(result.terms))


class _TermsView:
    def __init__(self, result: Dossier) -> None:
        self.result = result
        self.cite = Citations(result.documents)

    def view(self) -> ReportView:
        result = self.result
        documents = tuple(
            document_card(document, f"d{at}") for at, document in enumerate(result.documents, 1)
        )
        parts = TermParts(result, self.cite)
        sections = [part for term in in_detail(result.terms) for part in parts.sections(term)]
        if result.candidates:
            sections.append(self._candidates())
        altered = [q for q in result.quotations if q.source_check]
        if altered:
            sections.append(self._quotations(altered))
        return ReportView(
            kind="terms",
            title=title_of(result),
            lead=self._lead(),
            documents=documents,
            tallies=tuple(self._tally(term) for term in result.terms[:_MOST_TALLIES]),
            digests=self._digests(),
            pictures=tuple(
                version_picture(term, self.cite.name) for term in result.terms if term.occurrences
            ),
            sections=tuple(sections),
            method=self._method(),
            language=language(),
        )

    def _lead(self) -> str:
        count = len(self.result.documents)
        read = ngettext("{count} document was read.", "{count} documents were read.", count)
        unused = [t.term for t in self.result.terms if len(t.absent_in) == count]
        undefined = [t.term for t in self.result.terms if t.undefined and len(t.absent_in) < count]
        parts = [read.format(count=count)]
        if undefined:
            parts.append(_("Used and defined nowhere: {terms}.").format(terms=names_of(undefined)))
        if unused:
            parts.append(_("Not used at all: {terms}.").format(terms=names_of(unused)))
        return " ".join(parts)

    def _tally(self, term: TermDossier) -> Tally:
        counts = Counter(use.use for use in term.occurrences)
        return Tally(
            title=term.term,
            total=len(term.occurrences),
            unit=ngettext("place", "places", len(term.occurrences)),
            counts=tuple(
                Count(Tag(use.value, _(USES[use]), _TONES.get(use, Tone.PLAIN)), counts[use])
                for use in UseClass
                if counts[use]
            ),
            section=part_id(term, 1),
        )

    def _digests(self) -> tuple[Digest, ...]:
        seen: dict[str, DigestItem] = {}
        for term in self.result.terms:
            for item in term.objections:
                holder = item.holder or _("unknown")
                text = _("{holder} on {target}").format(holder=holder, target=item.target or "?")
                seen.setdefault(
                    self.cite.source(item.place) + item.place.text,
                    DigestItem(text, shorten(item.place.text, 300),
                               ((self.cite.source(item.place), part_id(term, 3)),)),
                )  # fmt: skip
        asked = [
            DigestItem(text=question, places=((term.term, part_id(term, 1)),))
            for term in self.result.terms
            for question in questions(term)
        ]
        return (
            Digest(
                "objections",
                _("Objections on record"),
                Tag("tension", _("to look at"), Tone.TENSION),
                items=tuple(seen.values()),
                empty=_("No objections to these terms were found in the documents read."),
            ),
            Digest(
                "questions",
                _("Questions to discuss"),
                Tag("question", _("question"), Tone.PLAIN),
                _("Raised by the evidence; the answers are yours."),
                tuple(asked),
                _("This dossier raises no questions."),
            ),
        )

    def _method(self) -> tuple[tuple[str, str], ...]:
        return (
            (
                _("Uses"),
                _("All forms of each term by lemma; compounds, brackets, hyphens and halves that"
                  " are left out included. The opposite of a term is never counted as a use."),
            ),
            (
                _("Definitions, objections, weight"),
                _("Found by patterns of Dutch that can be read and changed (data/*.toml); what"
                  " they miss is not proven absent."),
            ),
        )  # fmt: skip

    def _candidates(self) -> Section:
        rows = [
            (
                Cell.of(candidate.term if at == 0 else ""),
                Cell.of(evidence_name(item.kind)),
                Cell.of(item.text),
                Cell.of(self.cite.name(item.document)),
            )
            for candidate in self.result.candidates
            for at, item in enumerate(candidate.evidence)
        ]
        return Section(
            id="candidates",
            title=_("Perhaps contested, not on the list"),
            short=_("Perhaps contested"),
            intro=_("Ranked by kinds of evidence. An objection is enough; else two kinds are."),
            table=Table(
                (Column(_("Term"), 22), Column(_("Evidence"), 26), Column(_("Verbatim"), 60),
                 Column(_("Document"), 28)),
                tuple(rows),
                header_column=False,
            ),
        )  # fmt: skip

    def _quotations(self, checked: list[Quotation]) -> Section:
        rows = []
        for quote in checked:
            check = quote.source_check
            if check is None:
                continue
            marks = {"delete": (Mark.DELETE,), "insert": (Mark.INSERT,)}
            runs = tuple(Run(f"{w.text} ", marks.get(w.op, ())) for w in check.words)
            rows.append(
                (
                    Cell.of(_(STATES[check.state]),
                            tone=Tone.TENSION if check.state == "altered" else None),
                    Cell(runs or (Run(quote.place.text),)),
                    Cell.of(self.cite.source(quote.place)),
                    Cell.of(self.cite.name(check.document) if check.document else ""),
                )
            )  # fmt: skip
        return Section(
            id="quotations",
            title=_("Quotations laid against their source"),
            short=_("Quotations"),
            intro=_("Struck words stand in the source, inserted ones in the quotation."),
            table=Table(
                (Column(_("Outcome"), 20), Column(_("Words"), 60), Column(_("Quoted in"), 30),
                 Column(_("Source"), 28)),
                tuple(rows),
            ),
        )  # fmt: skip


def questions(term: TermDossier) -> list[str]:
    """What the evidence on a term asks; never an answer."""
    asked = []
    used = bool(term.occurrences)
    if used and term.undefined:
        asked.append(_("What does “{term}” mean here, and who says so?").format(term=term.term))
    if len({item.place.text for item in term.definitions}) > 1:
        asked.append(_("Which description of “{term}” holds, and for whom?").format(term=term.term))
    strengths = {
        use.strength for use in term.occurrences
        if use.strength != "none" and not is_set_aside(use)
    }  # fmt: skip
    if len(strengths) > 1:
        asked.append(_("How binding is “{term}” meant to be, and on whom?").format(term=term.term))
    if term.objections:
        asked.append(_("What would meet the objections to “{term}”?").format(term=term.term))
    if not used:
        asked.append(_("Is it known why “{term}” stands in none of these documents?")
                     .format(term=term.term))  # fmt: skip
    return asked
