"""One document against many as a report: the matrix, then every passage with what answers it."""

from __future__ import annotations

from collections.abc import Iterable

from congruence.compare.matrix import Matrix, MatrixRow
from congruence.compare.result import Band, Finding
from congruence.messages import N_, _, language
from congruence.model import Document, Span
from congruence.report.bands import band_tag
from congruence.report.places import Places, document_keys, source_line
from congruence.report.view import (
    Cell,
    Column,
    Count,
    Digest,
    DigestItem,
    Mark,
    Passage,
    Remark,
    ReportView,
    Row,
    Section,
    Table,
    Tag,
    Tally,
    Tone,
    heading_texts,
    runs_of,
    shorten,
)
from congruence.report.words import decimal, document_card, signal_label

_CLASSES = {
    "none": (N_("no counterpart in any document"), Tone.NONE),
    "possible": (N_("possible counterparts only, to be checked"), Tone.POSSIBLE),
    "one": (N_("counterpart in one document"), Tone.FOUND),
    "several": (N_("counterpart in several documents"), Tone.FOUND),
    "every": (N_("counterpart in every document"), Tone.FOUND),
}
_ORDER = {Band.FOUND: 0, Band.POSSIBLE: 1, Band.NONE: 2}


def view_of(result: Matrix) -> ReportView:
    """The report of ``result``, in the language in use."""
    title = _("{document} beside {count} documents").format(
        document=result.document.title, count=len(result.others)
    )
    return MatrixView(result).view("matrix", title)


class MatrixView:
    """The parts of a matrix as a report; a check is built of them as well."""

    def __init__(self, result: Matrix) -> None:
        self.result = result
        documents = (result.document, *result.others)
        self.keys = document_keys(documents)
        self.places = {
            key: Places(document, key) for key, document in zip(self.keys, documents, strict=True)
        }
        self.documents = dict(zip(self.keys, documents, strict=True))

    def view(
        self,
        kind: str,
        title: str,
        *,
        first: tuple[Digest, ...] = (),
        notes: tuple[str, ...] = (),
    ) -> ReportView:
        """The whole report; ``first`` are digests to put before the others."""
        rows = tuple(self._row(row) for row in self.result.rows)
        method = self.result.comparisons[0].method
        return ReportView(
            kind=kind,
            title=title,
            lead=self._lead(),
            documents=tuple(document_card(self.documents[key], key) for key in self.keys),
            tallies=(self._tally(),),
            digests=(*first, *self._digests(rows)),
            sections=(self._table(), self._rows(rows)),
            legend=(
                (band_tag(Band.FOUND), _("Closer than chance would bring it (q at most {q}): read"
                                         " whether it says the same.")
                 .format(q=decimal(method.q_found))),
                (band_tag(Band.POSSIBLE), _("Perhaps a counterpart (q at most {q}): a person"
                                            " decides.").format(q=decimal(method.q_possible))),
                (band_tag(Band.NONE), _("Nothing came closer than chance would bring it. It may"
                                        " still be there, in other words.")),
            ),
            method=(
                (_("Model"), method.model),
                (_("Thresholds"), _("found: q at most {found}; possible: q at most {possible}")
                 .format(found=decimal(method.q_found), possible=decimal(method.q_possible))),
                (_("Seed"), str(method.seed)),
            ),
            notes=(*notes, *(note.message for note in self.result.notes)),
            language=language(),
        )  # fmt: skip

    def cite(self, block: str) -> tuple[str, str]:
        """How the document's own passage ``block`` is cited, and its anchor."""
        key = self.keys[0]
        found = self.documents[key].by_id[block]
        return (
            source_line(self.places[key].cite(found), found.page),
            self.places[key].anchor(found),
        )

    def _lead(self) -> str:
        summary = self.result.summary
        return _(
            "Of the {total} passages of {name}, {none} have no counterpart in any of the {count}"
            " documents and {one} have one in a single document."
        ).format(
            total=summary["passages"],
            name=self.result.document.name,
            none=summary["none"],
            count=len(self.result.others),
            one=summary["one"],
        )

    def _tally(self) -> Tally:
        summary = self.result.summary
        counts = tuple(
            Count(Tag(kind, _(label), tone), summary[kind])
            for kind, (label, tone) in _CLASSES.items()
            if summary[kind] or kind in ("none", "one")
        )
        return Tally(self.result.document.name, summary["passages"], _("passages"), counts, "rows")

    def _digests(self, rows: Iterable[Row]) -> tuple[Digest, ...]:
        rows = tuple(rows)
        tension = [row for row in rows if row.remarks]
        only = [
            (row, entry)
            for row, entry in zip(rows, self.result.rows, strict=True)
            if len(entry.found_in) == 1 and len(self.result.others) > 1
        ]
        names = {document.id: document.name for document in self.result.others}
        return (
            Digest(
                "tension",
                _("Points of tension"),
                Tag("tension", _("to look at"), Tone.TENSION),
                _("Counterparts that differ in strength, negation, number, term or who acts."),
                tuple(
                    _item(row, ", ".join(dict.fromkeys(r.label for r in row.remarks)))
                    for row in tension
                ),
                _("No signals on the counterparts that were found."),
            ),
            Digest(
                "nowhere",
                _("No counterpart found in any document"),
                band_tag(Band.NONE),
                _("Nothing was found; that is no proof that it is not there."),
                tuple(
                    _item(row)
                    for row, entry in zip(rows, self.result.rows, strict=True)
                    if entry.nowhere
                ),
                _("For every passage at least a possible counterpart was found."),
            ),
            Digest(
                "only-one",
                _("Counterpart in one document only"),
                band_tag(Band.FOUND),
                "",
                tuple(_item(row, names[entry.found_in[0]]) for row, entry in only),
                _("No passage has its counterpart in one document only."),
            ),
        )

    def _table(self) -> Section:
        key = self.keys[0]
        columns = (
            Column(_("Passage"), 14),
            Column(_("Text"), 40),
            *(Column(document.name, 18) for document in self.result.others),
        )
        rows = []
        for row in self.result.rows:
            block = self.documents[key].by_id[row.block]
            place, anchor = self.cite(row.block)
            cells = [Cell.of(place, anchor=anchor), Cell.of(shorten(block.text, 120))]
            for other, finding in zip(self.keys[1:], row.findings, strict=True):
                tag = band_tag(finding.band)
                words = [tag.label]
                if finding.links and finding.band is not Band.NONE:
                    counterpart = self.documents[other].by_id[finding.links[0].block]
                    words.append(
                        source_line(self.places[other].cite(counterpart), counterpart.page)
                    )
                if finding.signals:
                    words.append(_("to look at"))
                cells.append(Cell.of(" · ".join(words), anchor=anchor, tone=tag.tone))
            rows.append(tuple(cells))
        return Section(
            "matrix",
            _("The matrix"),
            _("Matrix"),
            _("Passages down, documents across; a cell leads to the words."),
            table=Table(columns, tuple(rows), header_column=True),
        )

    def _rows(self, rows: tuple[Row, ...]) -> Section:
        name = self.result.document.name
        return Section(
            "rows",
            _("{name}, passage by passage").format(name=name),
            _("Passages"),
            _("On the left every passage of {name}, on the right the best candidate of every"
              " document.").format(name=name),
            columns=(name, _("The other documents")),
            rows=rows,
            empty=_("No passages were read from {name}.").format(name=name),
        )  # fmt: skip

    def _row(self, row: MatrixRow) -> Row:
        key = self.keys[0]
        own = self.documents[key]
        block = own.by_id[row.block]
        beside = sorted(
            zip(self.keys[1:], row.findings, strict=True),
            key=lambda pair: _ORDER[pair[1].band],
        )
        marks = [
            (Span(at, at + len(signal.first)), Mark.SIGNAL)
            for _other, finding in beside
            for signal in finding.signals
            if (at := block.text.find(signal.first)) >= 0
        ]
        best = beside[0][1]
        right = tuple(self._candidate(other, finding) for other, finding in beside if finding.links)
        near = sum(
            bool(finding.links) and finding.band is not Band.NONE for _key, finding in beside
        )
        place, anchor = self.cite(row.block)
        return Row(
            id=row.block,
            anchor=anchor,
            tag=band_tag(best.band),
            left=(
                Passage(key, block.id, self.places[key].cite(block), block.page,
                        runs_of(block.text, marks), block.kind, heading_texts(own, block), anchor),
            ),
            right=right,
            further=len(right) - near,
            empty="" if near else _("No counterpart found in any document."),
            remarks=tuple(
                Remark(
                    signal.kind,
                    signal_label(signal.kind),
                    signal.first,
                    signal.second,
                    f"{self.documents[other].name}: {signal.detail}",
                )
                for other, finding in beside
                for signal in finding.signals
            ),
            question=best.question,
            group=heading_texts(own, block),
        )  # fmt: skip

    def _candidate(self, key: str, finding: Finding) -> Passage:
        document: Document = self.documents[key]
        block = document.by_id[finding.links[0].block]
        marks = [
            (Span(at, at + len(signal.second)), Mark.SIGNAL)
            for signal in finding.signals
            if (at := block.text.find(signal.second)) >= 0
        ]
        return Passage(
            document=key,
            block=block.id,
            place=self.places[key].cite(block),
            page=block.page,
            runs=runs_of(block.text, marks),
            kind=block.kind,
            heading=heading_texts(document, block),
            caption=f"{document.name} · {band_tag(finding.band).label}",
        )


def _item(row: Row, text: str = "") -> DigestItem:
    subject = row.subject
    return DigestItem(
        text=text,
        quote=shorten(subject.text),
        places=((source_line(subject.place, subject.page), row.anchor),),
    )
