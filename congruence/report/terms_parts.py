"""The seven parts of a term's dossier: a table each, in the order a lawyer asks for them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from congruence.messages import _, ngettext
from congruence.report.places import slug
from congruence.report.terms_marks import marked, unlike, words_in
from congruence.report.terms_words import (
    CONTEXTS,
    DEFINITIONS,
    LEVELS,
    MODES,
    STRENGTHS,
    USES,
    VOICES,
    Citations,
    is_set_aside,
)
from congruence.report.view import Cell, Column, Mark, Run, Section, Series, Table, Tone
from congruence.terms.result import (
    Definition,
    Dossier,
    Occurrence,
    TermDossier,
    UseClass,
    UseContext,
)


def part_id(term: TermDossier, number: int) -> str:
    """The permalink of part ``number`` (from 1) of a term."""
    return f"t-{slug(term.term) or 'x'}-{number}"


class TermParts:
    """Makes the parts of the terms of one dossier."""

    def __init__(self, result: Dossier, cite: Citations) -> None:
        self.result = result
        self.cite = cite

    def sections(self, term: TermDossier) -> list[Section]:
        """The parts of one term, in order; uses in names and titles come after the first."""
        shown = [use for use in term.occurrences if not is_set_aside(use)]
        aside = [use for use in term.occurrences if is_set_aside(use)]
        parts = [
            self._section(term, 1, _("Where it stands, and where not"), _("Uses"),
                          self._uses(shown), self._presence(term)),
            self._section(term, 2, _("Definitions side by side"), _("Definitions"),
                          self._definitions(term)),
            self._section(term, 3, _("Who objects, who doubts"), _("Objections and doubts"),
                          self._objections(term)),
            self._section(term, 4, _("The weight of each use, and on whom"), _("Weight"),
                          self._weight(term)),
            self._section(term, 5, _("From version to version"), _("Versions"),
                          self._versions(term), self._neighbours(term)),
            self._section(term, 6, _("Other wording found in the texts"), _("Other wording"),
                          self._other(term)),
            self._section(term, 7, _("To read yourself"), _("To read yourself"),
                          self._doubts(term)),
        ]  # fmt: skip
        if aside:
            title = _("Also in names, titles and tables of contents")
            sheet = _("In names and titles")
            names = self._section(term, 1, title, sheet, self._uses(aside), tail="-names")
            parts.insert(1, names)
        return parts

    def _section(
        self, term: TermDossier, number: int, title: str, sheet: str, table: Table,
        intro: str = "", tail: str = "",
    ) -> Section:  # fmt: skip
        """A part of one term; ``sheet`` is what a workbook calls that part of all terms."""
        return Section(
            id=part_id(term, number) + tail,
            title=f"{term.term}: {number} {title}",
            short=f"{number}{'b' if tail else ''} {term.term}",
            intro=intro,
            table=replace(table, series=Series(sheet, _("Term"), term.term)),
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
                Column(_("Words"), 18),
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
                    Cell((Run(use.after),), sort=" ".join(words_in(use.after)[:4])),
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


def _reversed(before: str) -> str:
    """The words before a term, last first: what a reader sorts the left context by."""
    return " ".join(reversed(words_in(before)[-4:]))


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
