"""The reaction memo: what each document says, the objection on record, and room to react.

One row per contested term and, where a draft was checked, one per passage of it that deserves a
reaction. Word, landscape, ready to edit: *standpunt* and *voorstel* are empty on purpose.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from congruence.compare.check import Check
from congruence.messages import _, language, ngettext
from congruence.model import Role, Span
from congruence.report.memo_passages import MemoPassage, choose_passages
from congruence.report.terms_words import LEVELS, STRENGTHS, Citations, is_set_aside
from congruence.report.wordfile import Element, WordFile, WordTable
from congruence.terms.result import (
    Dossier,
    Level,
    Objection,
    Place,
    TermDossier,
    UseClass,
    place_of,
)

_MOST = 4  # passages of one kind of document in a cell
_LONGEST = 120  # words of a passage that are quoted
_NAME_WIDTH, _OBJECTION_WIDTH, _ROOM = 2.8, 4.6, 18.9  # cm; what is left goes to the rest
_WIDEST_COLUMN = 6.0
_TALL = 500  # characters in a cell; a row with more may go on on the next page
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
        if check and roles[check.draft.id] is not Role.STATUTE:
            roles[check.draft.id] = Role.FRAMEWORK  # whatever its role: this is what is reacted to
        framework = [d for d, role in roles.items() if role is Role.FRAMEWORK]
        law = [d for d, role in roles.items() if role is Role.LAW]
        statutes = [d for d, role in roles.items() if role is Role.STATUTE]
        rest = [d for d, role in roles.items() if role not in _PLACED]
        # Without roles nobody can tell framework from statute: then all stand in one column.
        other = statutes or (rest if check or not framework else [])
        only_draft = check is not None and framework == [check.draft.id]
        columns = (
            (_("Draft") if only_draft else _("Framework"), framework),
            (_("Statute") if statutes or not other else _("Documents"), other),
            (_("Law"), law),
        )
        self.columns = [(head, names) for head, names in columns if names]
        self.absent = [head for head, names in columns if not names]
        if not self.columns:  # reactions only
            self.columns, self.absent = [(_("Documents"), list(roles))], []
        # Objections that a row has quoted, and what that row is about: a later row refers to it.
        self.told: dict[frozenset[tuple[str, str | None, int]], str] = {}
        self.shown = [name for _head, names in self.columns for name in names]

    def render(self) -> bytes:
        self.file.heading(_("Reaction memo"), 0)
        self.file.paragraph(
            _("What each document says, verbatim, and the objection on record. The last two"
              " columns are yours.")
        )  # fmt: skip
        if self.absent:
            kinds = ", ".join(head.lower() for head in self.absent)
            self.file.paragraph(_("Not among the documents read: {kinds}.").format(kinds=kinds))
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
            first, *(head for head, _names in self.columns),
            _("Objection on record"), _("Position"), _("Proposal"),
        )  # fmt: skip
        text = min(_WIDEST_COLUMN, _ROOM * 0.6 / len(self.columns))
        room = (_ROOM - text * len(self.columns)) / 2
        widths = (_NAME_WIDTH, *[text] * len(self.columns), _OBJECTION_WIDTH, room, room)
        return self.file.table(widths, heads, caption)

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
            if not term.occurrences:
                name.append(table.paragraph(_("Not used in the documents read."), "Place"))
            elif term.undefined:
                name.append(table.paragraph(_("Defined nowhere in the documents read."), "Place"))
            if elsewhere := self._elsewhere(term):
                name.append(table.paragraph(elsewhere, "Place"))
            cells = [_cell(table, term, documents, self.cite) for _head, documents in self.columns]
            _add_row(table, [name, *cells, *self._last(table, term.objections)])
            self.told.setdefault(_keys(term.objections), term.term)

    def _elsewhere(self, term: TermDossier) -> str:
        """In which documents that have no column the term stands, and how often."""
        counts = Counter(
            use.place.document
            for use in term.occurrences
            if use.use is not UseClass.POSSIBLE and use.place.document not in self.shown
        )
        named = "; ".join(f"{self.cite.name(name)} ({counts[name]})" for name in counts)
        return _("Also used in: {names}.").format(names=named) if named else ""

    def _passages(self, check: Check) -> None:
        self.file.heading(_("Passages of the draft"), 1)
        beside = [name for name in self.shown if name != check.draft.id]
        for comparison in check.matrix.comparisons:
            if comparison.b.id in beside:
                for note in comparison.notes:
                    self.file.paragraph(f"{comparison.b.name}: {note.message}")
        chosen = choose_passages(check, self.dossier, beside)
        if chosen.passages:
            table = self._table(_("Passage"), _("Passages of the draft"))
            for passage in chosen.passages:
                _add_row(table, self._passage(table, passage, check))
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
        for _head, documents in self.columns:
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
            cells.append(lines)
        told = self.told.get(_keys(passage.objections)) if passage.objections else None
        if told is None:
            self.told[_keys(passage.objections)] = self.cite.where(whole)
            return [name, *cells, *self._last(table, passage.objections)]
        same = table.paragraph(_("See under {row}, above.").format(row=told), "Place")
        return [name, *cells, [same], [table.paragraph("")], [table.paragraph("")]]

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
        given = _together(objections)
        for item, text in given[:_MOST]:
            lead = item.holder or ""
            if item.level is not Level.EXPLICIT:
                lead = ", ".join(part for part in (lead, _(LEVELS[item.level])) if part)
            lines += _quoted(table, item.place, text, self.cite, lead)
        if more := len(given) - _MOST:
            lines += [_more(table, more)] if more > 0 else []
        return [
            lines or [table.paragraph(_("none found"), "Place")],
            [table.paragraph("")],
            [table.paragraph("")],
        ]


def _together(objections: Iterable[Objection]) -> list[tuple[Objection, str]]:
    """Objections with their words; sentences that go on in one passage are one objection."""
    found: list[tuple[Objection, str]] = []
    for item in objections:
        last = found[-1][0] if found else None
        same = last is not None and (last.place.document, last.place.block, last.holder, last.level)
        if same and same == (item.place.document, item.place.block, item.holder, item.level):
            found[-1] = (found[-1][0], f"{found[-1][1]} […] {item.place.text}")
        else:
            found.append((item, item.place.text))
    return found


def _add_row(table: WordTable, cells: list[list[Element]]) -> None:
    """A row that stays whole unless it is so tall that it would leave half a page white."""
    tallest = max(sum(len("".join(part.itertext())) for part in cell) for cell in cells)
    table.row(cells, may_split=tallest > _TALL)


def _keys(objections: Iterable[Objection]) -> frozenset[tuple[str, str | None, int]]:
    return frozenset(
        (item.place.document, item.place.block, item.place.start) for item in objections
    )


def _more(table: WordTable, number: int) -> Element:
    return table.paragraph(_("And {number} more, in the dossier.").format(number=number), "Place")


def _cell(
    table: WordTable, term: TermDossier, documents: list[str], cite: Citations
) -> list[Element]:
    """Definitions first, then the uses that bind, then the other uses; each passage once."""
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
