"""The reaction memo: per contested term what each document says, the objection, and room to react.

Word, landscape, ready to edit: the fields *standpunt* and *voorstel* are empty on purpose.
"""

from __future__ import annotations

import re
from pathlib import Path

from congruence.messages import _, language
from congruence.model import Role
from congruence.report.terms_words import STRENGTHS, Citations, is_set_aside
from congruence.report.wordfile import Element, WordFile, WordTable
from congruence.terms.result import Dossier, Place, TermDossier, UseClass

_MOST = 4  # passages of one kind of document in a cell
_WIDTHS = (2.6, 5.0, 5.0, 2.8, 4.3, 3.3, 3.3)


_PLACED = frozenset([Role.FRAMEWORK, Role.LAW, Role.REACTION])


def write_memo(dossier: Dossier, path: Path) -> None:
    """Write the reaction memo on the terms of ``dossier`` to ``path``."""
    path.write_bytes(render_memo(dossier))


def render_memo(dossier: Dossier) -> bytes:
    """The reaction memo as a ``.docx``: contested terms first, then the other listed ones."""
    title = _("Reaction memo")
    file = WordFile(title, language(), landscape=True)
    file.heading(title, 0)
    file.paragraph(
        _("Per term: what each document says, verbatim, and the objection on record. The last two"
          " columns are yours.")
    )  # fmt: skip
    cite = Citations(dossier.documents)
    heads = (
        _("Term"), _("Framework"), _("Statute"), _("Law"),
        _("Objection on record"), _("Position"), _("Proposal"),
    )  # fmt: skip
    table = file.table(_WIDTHS, heads, title)
    ordered = sorted(dossier.terms, key=lambda term: (not term.objections, not term.occurrences))
    for term in ordered:
        table.row(_row(table, term, dossier, cite))
    file.paragraph(
        _("Made on this computer; no text left it. Every quotation is verbatim from the documents"
          " named. The report shows evidence and raises questions; what it means is for people"
          " to decide.")
    )  # fmt: skip
    return file.save()


def _row(
    table: WordTable, term: TermDossier, dossier: Dossier, cite: Citations
) -> list[list[Element]]:
    roles = {document.id: document.role for document in dossier.documents}
    framework = [d for d, role in roles.items() if role is Role.FRAMEWORK]
    law = [d for d, role in roles.items() if role is Role.LAW]
    own = [d for d, role in roles.items() if role is Role.STATUTE]
    rest = [d for d, role in roles.items() if role not in _PLACED]
    # Without roles nobody can tell framework from statute: then all stand in one column.
    other = own or (rest if not framework else [])
    name = [table.paragraph(term.term, "Question")]
    if term.undefined and term.occurrences:
        name.append(table.paragraph(_("Defined nowhere in the documents read."), "Place"))
    objections = [
        line
        for item in term.objections
        for line in _quoted(table, item.place, item.place.text, cite, item.holder or "")
    ]
    return [
        name,
        _cell(table, term, framework, cite),
        _cell(table, term, other, cite),
        _cell(table, term, law, cite),
        objections or [table.paragraph(_("none found"), "Place")],
        [table.paragraph("")],
        [table.paragraph("")],
    ]


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
        lines.append(
            table.paragraph(_("And {number} more, in the dossier.").format(number=more), "Place")
        )
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
