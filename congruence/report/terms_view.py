"""A term dossier as a report: for every term the seven parts in the order a lawyer asks for them.

1 where it stands and where not, 2 definitions, 3 objections, 4 weight, 5 versions, 6 other wording
found in the texts, 7 what to read oneself.
"""

from __future__ import annotations

import re
from collections import Counter

from congruence.messages import _, language, ngettext
from congruence.model import Span
from congruence.report.places import slug
from congruence.report.terms_picture import version_picture
from congruence.report.terms_word import render_word
from congruence.report.terms_words import (
    CONTEXTS,
    DEFINITIONS,
    LEVELS,
    MODES,
    STATES,
    STRENGTHS,
    USES,
    VOICES,
    Citations,
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
    runs_of,
    shorten,
)
from congruence.report.words import document_card
from congruence.terms.discover import evidence_name
from congruence.terms.result import (
    Definition,
    Dossier,
    Occurrence,
    Quotation,
    TermDossier,
    UseClass,
    UseContext,
)

__all__ = ["render_word", "view_of"]

_TONES = {UseClass.POSSIBLE: Tone.POSSIBLE}
_MOST_TALLIES = 12


def view_of(result: Dossier) -> ReportView:
    """The report of ``result``, in the language in use."""
    return _TermsView(result).view()


def is_set_aside(use: Occurrence) -> bool:
    """Whether a use stands in a name, a title or a table of contents: shown apart."""
    return use.in_name or use.context is UseContext.TOC


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
        sections = [part for term in result.terms for part in self._parts(term)]
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

    # -- head ---------------------------------------------------------------------------------

    def _lead(self) -> str:
        count = len(self.result.documents)
        read = ngettext("{count} document was read.", "{count} documents were read.", count)
        unused = [t.term for t in self.result.terms if len(t.absent_in) == count]
        undefined = [t.term for t in self.result.terms if t.undefined and t.term not in unused]
        parts = [read.format(count=count)]
        if undefined:
            parts.append(_("Used and defined nowhere: {terms}.").format(terms=", ".join(undefined)))
        if unused:
            parts.append(_("Not used at all: {terms}.").format(terms=", ".join(unused)))
        return " ".join(parts)

    def _tally(self, term: TermDossier) -> Tally:
        counts = Counter(use.use for use in term.occurrences)
        return Tally(
            title=term.term,
            total=len(term.occurrences),
            unit=_("places"),
            counts=tuple(
                Count(Tag(use.value, _(USES[use]), _TONES.get(use, Tone.PLAIN)), counts[use])
                for use in UseClass
                if counts[use]
            ),
            section=_id(term, 1),
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
                               ((self.cite.source(item.place), _id(term, 3)),)),
                )  # fmt: skip
        asked = [
            DigestItem(text=question, places=((term.term, _id(term, 1)),))
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

    # -- the seven parts ----------------------------------------------------------------------

    def _parts(self, term: TermDossier) -> list[Section]:
        shown = [use for use in term.occurrences if not is_set_aside(use)]
        aside = [use for use in term.occurrences if is_set_aside(use)]
        parts = [
            self._section(term, 1, _("Where it stands, and where not"), self._uses(shown),
                          self._presence(term)),
            self._section(term, 2, _("Definitions side by side"), self._definitions(term)),
            self._section(term, 3, _("Who objects, who doubts"), self._objections(term)),
            self._section(term, 4, _("The weight of each use, and on whom"), self._weight(term)),
            self._section(term, 5, _("From version to version"), self._versions(term),
                          self._neighbours(term)),
            self._section(term, 6, _("Other wording found in the texts"), self._other(term)),
            self._section(term, 7, _("To read yourself"), self._doubts(term)),
        ]  # fmt: skip
        if aside:
            title = _("Also in names, titles and tables of contents")
            parts.insert(1, self._section(term, 1, title, self._uses(aside), "", tail="-names"))
        return parts

    def _section(
        self, term: TermDossier, number: int, title: str, table: Table, intro: str = "",
        tail: str = "",
    ) -> Section:  # fmt: skip
        return Section(
            id=_id(term, number) + tail,
            title=f"{term.term}: {number} {title}",
            short=f"{number}{'b' if tail else ''} {term.term}",
            intro=intro,
            table=table,
            listed=number == 1 and not tail,
            nav=term.term,
        )

    def _presence(self, term: TermDossier) -> str:
        counts = Counter(
            use.place.document for use in term.occurrences if use.use is not UseClass.POSSIBLE
        )
        each = "; ".join(
            f"{document.name}: {counts[document.id]}" for document in self.result.documents
        )
        parts = [_("Uses in each document: {counts}.").format(counts=each)]
        if term.aliases:
            parts.append(_("Also counted: {aliases}.").format(aliases=", ".join(term.aliases)))
        if term.opposites:
            number = sum(term.opposites.values())
            parts.append(
                ngettext("The opposite stands there {count} time and is not counted.",
                         "The opposite stands there {count} times and is not counted.",
                         number).format(count=number)
            )  # fmt: skip
        if term.note:
            parts.append(_("From the term file: {note}").format(note=term.note))
        return " ".join(parts)

    def _uses(self, uses: list[Occurrence]) -> Table:
        ordered = sorted(uses, key=lambda use: use.use is UseClass.POSSIBLE)
        return Table(
            columns=(
                Column(_("Before"), 34),
                Column(_("Term"), 18),
                Column(_("After"), 34),
                Column(_("Form"), 14),
                Column(_("Document"), 26),
                Column(_("Place"), 24),
            ),
            rows=tuple(
                (
                    Cell((Run(use.before),), sort=_reversed(use.before)),
                    Cell(
                        (Run(use.place.text, (Mark.TERM,)),),
                        tone=Tone.POSSIBLE if use.use is UseClass.POSSIBLE else None,
                    ),
                    Cell((Run(use.after),), sort=" ".join(_words(use.after)[:4])),
                    Cell.of(_form(use)),
                    Cell.of(self.cite.name(use.place.document)),
                    Cell.of(self.cite.where(use.place)),
                )
                for use in ordered
            ),
            empty=_("Not used in the documents read."),
            sortable=True,
        )

    def _definitions(self, term: TermDossier) -> Table:
        first = term.definitions[0].place.text if term.definitions else ""
        return Table(
            columns=(
                Column(_("Word explained"), 20),
                Column(_("Verbatim; words that the first definition lacks are marked"), 60),
                Column(_("Kind"), 18),
                Column(_("Source"), 30),
            ),
            rows=tuple(
                (
                    Cell.of(
                        item.definiendum, tone=None if item.tier == "explicit" else Tone.POSSIBLE
                    ),
                    Cell(unlike(item, first)),
                    Cell.of(_kind(item)),
                    Cell.of(self.cite.source(item.place)),
                )
                for item in term.definitions
            ),
            empty=_("Defined nowhere in the documents read."),
        )

    def _objections(self, term: TermDossier) -> Table:
        return Table(
            columns=(
                Column(_("Who"), 20),
                Column(_("Against"), 22),
                Column(_("Verbatim"), 56),
                Column(_("How"), 18),
                Column(_("Source"), 30),
            ),
            rows=tuple(
                (
                    Cell.of(item.holder or _("unknown")),
                    Cell.of(item.target or _("unclear: read it yourself")),
                    Cell(marked(item.place.text, item.markers)),
                    Cell.of(
                        f"{_(LEVELS[item.level])}, {_(VOICES[item.voice])}",
                        tone=None if item.level.value == "explicit" else Tone.POSSIBLE,
                    ),
                    Cell.of(self.cite.source(item.place)),
                )
                for item in term.objections
            ),
            empty=_("No objection, doubt or tension was found where this term stands."),
        )

    def _weight(self, term: TermDossier) -> Table:
        uses = [
            use for use in term.occurrences if use.use is not UseClass.POSSIBLE
            and not is_set_aside(use) and use.strength != "none"
        ]  # fmt: skip
        return Table(
            columns=(
                Column(_("Weight"), 16),
                Column(_("On whom"), 20),
                Column(_("Sentence"), 60),
                Column(_("How"), 20),
                Column(_("Source"), 30),
            ),
            rows=tuple(
                (
                    Cell.of(
                        _(STRENGTHS[use.strength]),
                        tone=Tone.POSSIBLE if use.confidence == "low" else None,
                    ),
                    Cell.of(_bearer(use)),
                    Cell.of(use.sentence),
                    Cell.of(
                        f"{_(MODES[use.mode])}; {_('judge for yourself')}"
                        if use.confidence == "low"
                        else _(MODES[use.mode])
                    ),
                    Cell.of(self.cite.source(use.place)),
                )
                for use in uses
            ),
            empty=_("No sentence with this term binds, advises or permits."),
        )

    def _versions(self, term: TermDossier) -> Table:
        rows = []
        for version in term.versions:
            weights = "; ".join(
                f"{_(STRENGTHS[label])}: {count}" for label, count in version.strengths.items()
            )
            changes = "; ".join(
                _("“{old}” became “{new}” in {document}").format(
                    old=item.old_text, new=item.new_text, document=self.cite.name(item.new_document)
                )
                if item.new_text
                else _("“{old}” was dropped in {document}").format(
                    old=item.old_text, document=self.cite.name(item.new_document)
                )
                for item in version.replaced
            )
            rows.append(
                (
                    Cell.of(self.cite.name(version.document)),
                    Cell.of(version.date),
                    Cell.of(version.count),
                    Cell.of(weights),
                    Cell.of(changes),
                )
            )
        return Table(
            columns=(
                Column(_("Document"), 30),
                Column(_("Date"), 12),
                Column(_("Uses"), 8, numeric=True),
                Column(_("Weight"), 24),
                Column(_("In the next version"), 50),
            ),
            rows=tuple(rows),
            header_column=True,
        )

    def _neighbours(self, term: TermDossier) -> str:
        near: dict[str, list[str]] = {}
        for item in term.neighbours:
            near.setdefault(item.document, []).append(f"{item.word} ({item.count})")
        if not near:
            return ""
        each = "; ".join(
            f"{self.cite.name(name)}: {', '.join(words)}" for name, words in near.items()
        )
        return _("Words that stand near it: {words}.").format(words=each)

    def _other(self, term: TermDossier) -> Table:
        rows = [
            (Cell.of(item.place.text), Cell.of(item.why), Cell.of(self.cite.source(item.place)))
            for item in term.alternatives
        ]
        for version in term.versions:
            rows.extend(
                (
                    Cell.of(item.new_text),
                    Cell.of(_("came in the place of “{old}”").format(old=item.old_text)),
                    Cell.of(self.cite.name(item.new_document)),
                )
                for item in version.replaced
                if item.new_text
            )
        return Table(
            columns=(
                Column(_("Wording"), 40),
                Column(_("How it comes up"), 36),
                Column(_("Source"), 34),
            ),
            rows=tuple(rows),
            empty=_("No other wording was proposed or put in its place in the documents read."),
        )

    def _doubts(self, term: TermDossier) -> Table:
        rows = [
            (
                Cell.of(
                    _("possibly a use: {word}").format(word=use.place.text), tone=Tone.POSSIBLE
                ),
                Cell.of(f"{use.before} {use.place.text} {use.after}"),
                Cell.of(self.cite.source(use.place)),
            )
            for use in term.occurrences
            if use.use is UseClass.POSSIBLE
        ]
        rows += [
            (
                Cell.of(_("weight unclear: {label}").format(label=_(STRENGTHS[use.strength])),
                        tone=Tone.POSSIBLE),
                Cell.of(use.sentence),
                Cell.of(self.cite.source(use.place)),
            )
            for use in term.occurrences
            if use.confidence == "low" and not is_set_aside(use)
        ]  # fmt: skip
        for document in self.result.documents:
            rows.extend(
                (
                    Cell.of(_("remark on reading")),
                    Cell.of(warning.message),
                    Cell.of(document.name),
                )
                for warning in document.warnings
            )
        return Table(
            columns=(Column(_("What"), 30), Column(_("Words"), 60), Column(_("Source"), 34)),
            rows=tuple(rows),
            empty=_("Nothing uncertain."),
        )

    # -- candidates, quotations ---------------------------------------------------------------

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


def unlike(item: Definition, first: str) -> tuple[Run, ...]:
    """The definition with the words marked that the first one does not have."""
    known = {word.lower() for word in _words(first)}
    text = item.place.text
    spans = [
        (Span(*match.span()), Mark.SIGNAL)
        for match in re.finditer(r"[^\W_][\w'’-]*", text)
        if match.group().lower() not in known
    ]
    return runs_of(text, spans)


def marked(text: str, words: tuple[str, ...]) -> tuple[Run, ...]:
    """``text`` with the first place of each of ``words`` marked."""
    spans = [
        (Span(at, at + len(word)), Mark.SIGNAL) for word in words if (at := text.find(word)) >= 0
    ]
    return runs_of(text, spans)


def _words(text: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[^\W_][\w'’-]*", text)]


def _reversed(before: str) -> str:
    """The words before a term, last first: what a reader sorts the left context by."""
    return " ".join(reversed(_words(before)[-4:]))


def _form(use: Occurrence) -> str:
    form = _(USES[use.use])
    return form if use.context is UseContext.TEXT else f"{form}; {_(CONTEXTS[use.context])}"


def _kind(item: Definition) -> str:
    kind = _(DEFINITIONS[item.type])
    return kind if item.tier == "explicit" else f"{kind} ({_('reads as one')})"


def _bearer(use: Occurrence) -> str:
    if use.bearer == "(passief)":
        return _("not named (passive)")
    return use.bearer or _("not named")


def _id(term: TermDossier, number: int) -> str:
    return f"t-{slug(term.term) or 'x'}-{number}"
