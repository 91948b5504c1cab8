"""The reaction memo: what each document says, the objection on record, and room to react.

One row per contested term and, where a draft was checked, one per passage of it that deserves a
reaction. Word, landscape, ready to edit: *standpunt* and *voorstel* are empty on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from congruence.compare.check import Check
from congruence.messages import _, language, ngettext
from congruence.model import Role, Span
from congruence.report.memo_passages import MemoPassage, choose_passages
from congruence.report.terms_words import STRENGTHS, Citations, is_set_aside
from congruence.report.wordfile import Element, WordFile, WordTable
from congruence.terms.result import Dossier, Objection, Place, TermDossier, UseClass, place_of

_MOST = 4  # passages of one kind of document in a cell
_LONGEST = 120  # words of a passage that are quoted
_WIDTHS = (2.6, 5.0, 5.0, 2.8, 4.3, 3.3, 3.3)
_PLACED = frozenset([Role.FRAMEWORK, Role.LAW, Role.REACTION])


def write_memo(dossier: Dossier, path: Path, check: Check | None = None) -> None:
    """Write the reaction memo on the terms of ``dossier`` to ``path``; see `render_memo`."""
    path.write_bytes(render_memo(dossier, check))


def render_memo(dossier: Dossier, check: Check | None = None) -> bytes:
    """The reaction memo as a ``.docx``: contested terms first, then the other listed ones.

    With ``check`` (of a draft that ``dossier`` reads too) a second table holds the passages of
    the draft that deserve a reaction.
    """
    return _Memo(dossier, check).render()


class _Memo:
    def __init__(self, dossier: Dossier, check: Check | None) -> None:
        self.dossier = dossier
        self.check = check
        self.cite = Citations(dossier.documents)
        self.file = WordFile(_("Reaction memo"), language(), landscape=True)
        roles = {document.id: document.role for document in dossier.documents}
        if check and roles[check.draft.id] not in _PLACED | {Role.STATUTE}:
            roles[check.draft.id] = Role.FRAMEWORK  # what is reacted to
        self.framework = [d for d, role in roles.items() if role is Role.FRAMEWORK]
        self.law = [d for d, role in roles.items() if role is Role.LAW]
        statutes = [d for d, role in roles.items() if role is Role.STATUTE]
        rest = [d for d, role in roles.items() if role not in _PLACED]
        # Without roles nobody can tell framework from statute: then all stand in one column.
        self.other = statutes or (rest if check or not self.framework else [])
        self.other_head = _("Statute") if statutes or not self.other else _("Documents")

    def render(self) -> bytes:
        self.file.heading(_("Reaction memo"), 0)
        self.file.paragraph(
            _("What each document says, verbatim, and the objection on record. The last two"
              " columns are yours.")
        )  # fmt: skip
        self._terms()
        if self.check:
            self._passages(self.check)
        self.file.paragraph(
            _("Made on this computer; no text left it. Every quotation is verbatim from the"
              " documents named. The report shows evidence and raises questions; what it means"
              " is for people to decide.")
        )  # fmt: skip
        return self.file.save()

    def _table(self, first: str, caption: str) -> WordTable:
        heads = (
            first, _("Framework"), self.other_head, _("Law"),
            _("Objection on record"), _("Position"), _("Proposal"),
        )  # fmt: skip
        return self.file.table(_WIDTHS, heads, caption)

    def _terms(self) -> None:
        self.file.heading(_("Contested terms"), 1)
        found = len(self.dossier.candidates)
        if found:
            self.file.paragraph(
                _("Nobody listed terms: these are the ones with most evidence, out of {number}"
                  " that may be contested.").format(number=found)
            )  # fmt: skip
        if not self.dossier.terms:
            self.file.paragraph(_("No contested terms were listed or found."))
            return
        table = self._table(_("Term"), _("Contested terms"))
        for term in sorted(self.dossier.terms, key=lambda t: (not t.objections, not t.occurrences)):
            name = [table.paragraph(term.term, "Question")]
            if term.undefined and term.occurrences:
                name.append(table.paragraph(_("Defined nowhere in the documents read."), "Place"))
            cells = [
                _cell(table, term, documents, self.cite)
                for documents in (self.framework, self.other, self.law)
            ]
            table.row([name, *cells, *self._last(table, term.objections)])

    def _passages(self, check: Check) -> None:
        self.file.heading(_("Passages of the draft"), 1)
        beside = [
            name for name in (*self.framework, *self.other, *self.law) if name != check.draft.id
        ]
        for comparison in check.matrix.comparisons:
            if comparison.b.id in beside:
                for note in comparison.notes:
                    self.file.paragraph(f"{comparison.b.name}: {note.message}")
        chosen = choose_passages(check, self.dossier, beside)
        if chosen.passages:
            table = self._table(_("Passage"), _("Passages of the draft"))
            for passage in chosen.passages:
                table.row(self._passage(table, passage, check))
        else:
            self.file.paragraph(_("No passage differs, is objected to, or binds on its own."))
        if chosen.over:
            self.file.paragraph(
                ngettext("Left out here: {count} more passage of this kind; it is in the report.",
                         "Left out here: {count} more passages of this kind; they are in the"
                         " report.", chosen.over).format(count=chosen.over)
            )  # fmt: skip
        if chosen.free:
            self.file.paragraph(
                ngettext("Left out too: {count} passage without a counterpart that binds nobody.",
                         "Left out too: {count} passages without a counterpart that bind nobody.",
                         chosen.free).format(count=chosen.free)
            )  # fmt: skip

    def _passage(self, table: WordTable, passage: MemoPassage, check: Check) -> list[list[Element]]:
        draft = check.draft
        block = draft.by_id[passage.block]
        whole = place_of(draft, block, Span(0, len(block.text)))
        name = [table.paragraph(self.cite.where(whole), "Question")]
        name += [table.paragraph(why, "Place") for why in passage.why]
        cells = []
        for documents in (self.framework, self.other, self.law):
            lines: list[Element] = []
            missing = []
            for document in documents:
                if document == draft.id:
                    lines += self._block(table, document, passage.block)
                elif answer := passage.counterparts.get(document):
                    lines += self._block(table, document, answer)
                else:
                    missing.append(self.cite.name(document))
            if missing:
                text = _("No counterpart found in: {names}.").format(names="; ".join(missing))
                lines.append(table.paragraph(text, "Place"))
            cells.append(lines or [table.paragraph(_("not among the documents read"), "Place")])
        return [name, *cells, *self._last(table, passage.objections)]

    def _block(self, table: WordTable, document: str, block: str) -> list[Element]:
        """The words of a block under its source, after the words that open its list."""
        read = self.cite.documents[document]
        found = read.by_id[block]
        text = found.text
        opening = read.by_id[found.lead].text.rstrip() if found.lead else ""
        if opening.endswith(":"):  # without a colon it is a sentence of its own
            text = f"{opening} […] {text}"
        parts = text.split()
        text = " ".join(parts[:_LONGEST]) + (" […]" if len(parts) > _LONGEST else "")
        place = place_of(read, found, Span(0, len(found.text)))
        return _quoted(table, place, text, self.cite, "")

    def _last(self, table: WordTable, objections: Iterable[Objection]) -> list[list[Element]]:
        """The objections on record, each once, and the two fields to fill in."""
        lines: list[Element] = []
        given = list(objections)
        for item in given[:_MOST]:
            lines += _quoted(table, item.place, item.place.text, self.cite, item.holder or "")
        if more := len(given) - _MOST:
            lines += [_more(table, more)] if more > 0 else []
        return [
            lines or [table.paragraph(_("none found"), "Place")],
            [table.paragraph("")],
            [table.paragraph("")],
        ]


def _more(table: WordTable, number: int) -> Element:
    return table.paragraph(_("And {number} more, in the dossier.").format(number=number), "Place")


def _cell(
    table: WordTable, term: TermDossier, documents: list[str], cite: Citations
) -> list[Element]:
    """Definitions first, then the uses that bind, then the other uses; each passage once."""
    if not documents:
        return [table.paragraph(_("not among the documents read"), "Place")]
    found: list[tuple[int, Place, str, str]] = []
    objected = {_plain(item.place.text) for item in term.objections}
    for item in term.definitions:
        if item.place.document in documents and _plain(item.place.text) not in objected:
            found.append((0, item.place, item.place.text, _("definition")))
    for use in term.occurrences:
        if use.place.document in documents and use.use is not UseClass.POSSIBLE:
            if is_set_aside(use) or _plain(use.sentence) in objected:
                continue
            bound = use.strength != "none"
            found.append((1 if bound else 2, use.place, use.sentence,
                          _(STRENGTHS[use.strength]) if bound else ""))  # fmt: skip
    found.sort(key=lambda item: item[0])
    lines: list[Element] = []
    seen: set[str] = set()
    for _rank, place, text, kind in found:
        if _plain(text) in seen or len(seen) >= _MOST:
            continue
        seen.add(_plain(text))
        lines += _quoted(table, place, text, cite, kind)
    more = len({_plain(text) for _rank, _place, text, _kind in found}) - len(seen)
    if more > 0:
        lines.append(_more(table, more))
    return lines or [table.paragraph(_("not used"), "Place")]


def _plain(text: str) -> str:
    """The words alone, for telling whether two quotations are the same."""
    return " ".join(re.findall(r"[a-zà-ÿ]+", text.lower()))


def _quoted(table: WordTable, place: Place, text: str, cite: Citations, lead: str) -> list[Element]:
    source = cite.source(place)
    return [
        table.paragraph(f"{source} ({lead})" if lead else source, "Place"),
        table.paragraph(f"“{' '.join(text.split())}”", "Passage"),
    ]
