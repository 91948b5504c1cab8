"""The dossier as a memo in Word: the seven parts of every term, sources in footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from congruence.messages import _, ngettext
from congruence.report.footnotes import Footnotes
from congruence.report.safe import xml_text
from congruence.report.terms_words import (
    CONTEXTS,
    DEFINITIONS,
    LEVELS,
    STRENGTHS,
    USES,
    VOICES,
    Citations,
    in_detail,
    is_set_aside,
)
from congruence.report.view import ReportView
from congruence.report.wordfile import Element, WordFile
from congruence.terms.discover import evidence_name
from congruence.terms.history import version_pairs
from congruence.terms.result import Dossier, Occurrence, Place, TermDossier, UseClass, UseContext

_MOST_QUOTED = 60  # uses quoted for one term; the workbook holds them all


def render_word(result: Dossier, view: ReportView) -> bytes:
    """``result`` as a ``.docx`` memo, in the view's language."""
    return _Memo(result, view).render()


class _Memo:
    def __init__(self, result: Dossier, view: ReportView) -> None:
        self.result = result
        self.view = view
        self.cite = Citations(result.documents)
        self.file = WordFile(view.title, view.language, landscape=False)
        self.notes = Footnotes(self.file)

    def render(self) -> bytes:
        self.file.heading(self.view.title, 0)
        self.file.paragraph(self.view.lead)
        self._documents()
        for term in in_detail(self.result.terms):
            self._term(term)
        if self.result.candidates:
            self._candidates()
        self._quotations()
        self.file.heading(_("How this was made"), 1)
        for label, value in self.view.method:
            self.file.paragraph(f"{label}: {value}")
        self.file.paragraph(
            _("Made on this computer; no text left it. Every quotation is verbatim from the"
              " documents named. The report shows evidence and raises questions; what it means is"
              " for people to decide.")
        )  # fmt: skip
        return self.notes.save()

    # -- pieces -------------------------------------------------------------------------------

    def _say(self, text: str, style: str = "Normal") -> Element:
        paragraph: Element = self.file.document.add_paragraph(xml_text(text))._p
        paragraph.style = self.file.style_id(style)  # by id: python-docx seeks a name each time
        return paragraph

    def _quote(
        self,
        place: Place,
        words: str,
        ours: str = "",
        *,
        weak: bool = False,
        bold: Sequence[str] = (),
    ) -> None:
        """Our words, the verbatim quotation with ``bold`` words in it, its source in a note."""
        paragraph = self.file.document.add_paragraph()
        paragraph._p.style = self.file.style_id("List Bullet")
        if ours:
            lead = paragraph.add_run(xml_text(f"{ours}: "))
            lead.italic = weak
        pattern = "|".join(re.escape(" ".join(word.split())) for word in bold) or r"(?!)"
        for piece in re.split(f"({pattern})", f"“{' '.join(words.split())}”"):
            if piece:
                run = paragraph.add_run(xml_text(piece))
                run.italic, run.bold = weak, piece in bold
        self.notes.add(paragraph._p, f"{self.cite.source(place)}.")

    def _documents(self) -> None:
        self.file.heading(_("Documents read"), 2)
        for document in self.result.documents:
            facts = [part for part in (document.version and _("version {version}").format(
                version=document.version), document.date, document.holder) if part]  # fmt: skip
            tail = f" ({', '.join(facts)})" if facts else ""
            self._say(f"{document.title}{tail}", "List Bullet")

    def _term(self, term: TermDossier) -> None:
        heading = self.file.document.add_heading(xml_text(term.term), 1)
        if term.occurrences and term is not self.result.terms[0]:
            heading.paragraph_format.page_break_before = True  # a page to hand over
        shown = [
            u for u in term.occurrences if u.use is not UseClass.POSSIBLE and not is_set_aside(u)
        ]
        self._presence(term, shown)
        if not term.occurrences and not term.objections and not term.definitions:
            self._say(
                _("This term is not used, so there is nothing to show under the other heads.")
            )
            return
        self._definitions(term)
        self._objections(term)
        self._weight(shown)
        self._versions(term)
        self._other(term)
        self._doubts(term)

    def _part(self, number: int, title: str) -> None:
        self.file.heading(f"{number}  {title}", 2)

    def _presence(self, term: TermDossier, shown: list[Occurrence]) -> None:
        self._part(1, _("Where it stands, and where not"))
        counts = Counter(
            u.place.document for u in term.occurrences if u.use is not UseClass.POSSIBLE
        )
        heads = (_("Document"), _("Uses"), _("Forms"))
        table = self.file.table((8.4, 2.6, 6.6), heads, term.term)
        for document in self.result.documents:
            forms: Counter[UseClass] = Counter(
                u.use for u in term.occurrences
                if u.place.document == document.id and u.use is not UseClass.POSSIBLE
            )  # fmt: skip
            words = ", ".join(f"{_(USES[use])} ({forms[use]})" for use in UseClass if forms[use])
            number = counts[document.id]
            cells = (document.name, str(number), words if number else _("not used"))
            table.row([[table.paragraph(text)] for text in cells])
        if term.note:
            self._say(_("From the term file: {note}").format(note=term.note))
        quoted = _once(shown)
        for use, found in quoted[:_MOST_QUOTED]:
            context = "" if use.context is UseContext.TEXT else _(CONTEXTS[use.context])
            self._quote(use.place, use.sentence, context, bold=found)
        more = len(quoted) - _MOST_QUOTED
        if more > 0:
            self._say(_("And {number} more, in the workbook.").format(number=more))
        aside = sum(counts.values()) - len(shown)
        if aside > 0:
            self._say(
                ngettext("{count} more use stands in a name, a title or a table of contents.",
                         "{count} more uses stand in names, titles or tables of contents.",
                         aside).format(count=aside)
            )  # fmt: skip

    def _definitions(self, term: TermDossier) -> None:
        self._part(2, _("Definitions side by side"))
        if not term.definitions:
            self._say(_("Defined nowhere in the documents read."), "Question")
        for item in term.definitions:
            kind = f"{item.definiendum}, {_(DEFINITIONS[item.type])}"
            self._quote(item.place, item.place.text, kind, weak=item.tier != "explicit")

    def _objections(self, term: TermDossier) -> None:
        self._part(3, _("Who objects, who doubts"))
        if not term.objections:
            self._say(_("No objection, doubt or tension was found where this term stands."))
        for item in term.objections:
            how = f"{_(LEVELS[item.level])}, {_(VOICES[item.voice])}"
            ours = _("{holder} on {target} ({how})").format(
                holder=item.holder or _("unknown"), target=item.target or "?", how=how
            )
            self._quote(item.place, item.place.text, ours, weak=item.level.value != "explicit")

    def _weight(self, shown: list[Occurrence]) -> None:
        self._part(4, _("The weight of each use, and on whom"))
        binding = [use for use in shown if use.strength != "none"]
        if not binding:
            self._say(_("No sentence with this term binds, advises or permits."))
            return
        heads = (_("Weight"), _("On whom"), _("Sentence"))
        table = self.file.table((3.2, 3.8, 10.6), heads, _("Weight"))
        for use in binding:
            label = _(STRENGTHS[use.strength])
            if use.confidence == "low":
                label = f"{label} ({_('judge for yourself')})"
            bearer = use.bearer or _("not named")
            if use.bearer == "(passief)":
                bearer = _("not named (passive)")
            sentence = table.paragraph(f"“{use.sentence}”", "Passage")
            self.notes.add(sentence, f"{self.cite.source(use.place)}.")
            table.row([[table.paragraph(label)], [table.paragraph(bearer)], [sentence]])

    def _versions(self, term: TermDossier) -> None:
        self._part(5, _("From version to version"))
        replaced = [item for version in term.versions for item in version.replaced]
        if not replaced and not version_pairs(self.result.documents):
            self._say(_("No two versions of one document were read."))
        elif not replaced:
            self._say(_("No change between versions was found at the places of this term."))
        for item in replaced:
            words = (
                _("In {document}, “{old}” became “{new}”.") if item.new_text
                else _("In {document}, “{old}” was dropped.")
            )  # fmt: skip
            self._say(
                words.format(document=self.cite.name(item.new_document), old=item.old_text,
                             new=item.new_text),
                "List Bullet",
            )  # fmt: skip

    def _other(self, term: TermDossier) -> None:
        self._part(6, _("Other wording found in the texts"))
        replaced = [i for version in term.versions for i in version.replaced if i.new_text]
        if not term.alternatives and not replaced:
            self._say(_("No other wording was proposed or put in its place in the documents read."))
        for alternative in term.alternatives:
            self._quote(alternative.place, alternative.place.text, alternative.why)
        for item in replaced:
            self._say(f"“{item.new_text}” ({self.cite.name(item.new_document)})", "List Bullet")

    def _doubts(self, term: TermDossier) -> None:
        self._part(7, _("To read yourself"))
        possible = [use for use in term.occurrences if use.use is UseClass.POSSIBLE]
        unsure = [
            use for use in term.occurrences if use.confidence == "low" and use not in possible
        ]
        for use in possible:
            self._quote(use.place, use.sentence, _("possibly a use"), weak=True)
        for use in unsure:
            self._quote(use.place, use.sentence, _("weight unclear"), weak=True)
        warnings = [
            f"{document.name}: {warning.message}"
            for document in self.result.documents
            for warning in document.warnings
        ]
        for text in warnings:
            self._say(text, "List Bullet")
        if not (possible or unsure or warnings):
            self._say(_("Nothing uncertain."))

    def _candidates(self) -> None:
        self.file.heading(_("Perhaps contested, not on the list"), 1)
        for candidate in self.result.candidates:
            self.file.heading(candidate.term, 3)
            for item in candidate.evidence:
                paragraph = self._say(f"{evidence_name(item.kind)}: “{item.text}”", "List Bullet")
                self.notes.add(paragraph, f"{self.cite.name(item.document)}.")

    def _quotations(self) -> None:
        altered = [
            (quote, quote.source_check) for quote in self.result.quotations
            if quote.source_check and quote.source_check.state == "altered"
        ]  # fmt: skip
        if not altered:
            return
        self.file.heading(_("Quotations that differ from their source"), 1)
        for quote, check in altered:
            changed = "; ".join(_changes(check.words))
            source = self.cite.name(check.document) if check.document else "?"
            ours = _("against {document}, changed: {words}").format(document=source, words=changed)
            self._quote(quote.place, quote.place.text, ours)


def _once(uses: Sequence[Occurrence]) -> list[tuple[Occurrence, list[str]]]:
    """Each sentence once, with the words of all uses in it."""
    found: dict[tuple[str, str | None, str], tuple[Occurrence, list[str]]] = {}
    for use in uses:
        key = (use.place.document, use.place.block, use.sentence)
        found.setdefault(key, (use, []))[1].append(use.place.text)
    return list(found.values())


def _changes(words: Iterable[object]) -> list[str]:
    """Each change as "old became new", in order."""
    found: list[str] = []
    inserted = deleted = ""
    for word in (*words, None):
        op, text = getattr(word, "op", "equal"), getattr(word, "text", "")
        if op == "insert":
            inserted = text
        elif op == "delete":
            deleted = text
        elif inserted or deleted:
            found.append(f"“{deleted or '-'}” > “{inserted or '-'}”")
            inserted = deleted = ""
    return found
