"""One document against many as a report: passages down, documents across, each cell a link."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from string import ascii_lowercase

from congruence.compare.matrix import Matrix, MatrixRow
from congruence.compare.result import Band, Comparison
from congruence.messages import N_, _, language, ngettext
from congruence.report import digests
from congruence.report.bands import band_tag, found_and_not
from congruence.report.findings import Side, finding_row, legend, method_lines
from congruence.report.places import Places, document_keys, source_line
from congruence.report.view import (
    Cell,
    Column,
    Count,
    Digest,
    ReportView,
    Row,
    Section,
    Table,
    Tag,
    Tally,
    Tone,
    shorten,
)
from congruence.report.words import document_card

_SHORT = {
    Band.FOUND: N_("found"),
    Band.POSSIBLE: N_("to check"),
    Band.NONE: N_("none found"),
}
_CLASSES = {
    "every": (N_("in every document"), Tone.FOUND),
    "several": (N_("in several documents"), Tone.FOUND),
    "one": (N_("in one document"), Tone.FOUND),
    "possible": (N_("possible only, to be checked"), Tone.POSSIBLE),
    "none": (N_("in none of the documents"), Tone.NONE),
}


def view_of(result: Matrix) -> ReportView:
    """The report of ``result``, in the language in use."""
    return MatrixView(result).view()


class MatrixView:
    """The parts of the report of a matrix; a check is built from the same ones."""

    def __init__(self, result: Matrix) -> None:
        self.result = result
        documents = (result.document, *result.others)
        letters = [*ascii_lowercase, *(f"d{at}" for at in range(27, len(documents) + 1))]
        sides = [
            Side(letter, Places(document, key), own_rows=False)
            for letter, document, key in zip(
                letters, documents, document_keys(documents), strict=False
            )
        ]
        self.side, self.others = sides[0], tuple(sides[1:])

    @cached_property
    def rows(self) -> Mapping[str, tuple[Row, ...]]:
        """Per other document, by letter: the rows of our passages held against it."""
        return {
            other.letter: tuple(
                finding_row(finding, self.side, other, f"-{other.letter}")
                for finding in comparison.side("a")
            )
            for other, comparison in zip(self.others, self.result.comparisons, strict=True)
        }

    def view(self) -> ReportView:
        """The whole report."""
        result = self.result
        return ReportView(
            kind="matrix",
            title=ngettext(
                "{name} beside {count} document", "{name} beside {count} documents",
                len(self.others),
            ).format(name=result.document.headline, count=len(self.others)),
            lead=self.lead(),
            documents=tuple(
                document_card(side.document, side.letter) for side in (self.side, *self.others)
            ),
            tallies=self.tallies(),
            digests=self.digests(),
            sections=(self.grid(), *self.sections()),
            legend=legend(result.comparisons[0].method),
            method=method_lines(result.comparisons[0].method),
            notes=tuple(note.message for note in result.notes),
            language=language(),
        )  # fmt: skip

    def lead(self) -> str:
        """What a reader must know first, in a sentence."""
        summary = self.result.summary
        if len(self.others) == 1:
            return found_and_not(self.result.document.name, self.result.comparisons[0].side("a"))
        return _(
            "Of the {total} passages of {name}, {found} have a counterpart in at least one of the"
            " {others} documents; for {none} none was found in any of them."
        ).format(
            total=summary["passages"],
            name=self.result.document.name,
            others=len(self.others),
            found=summary["one"] + summary["several"] + summary["every"],
            none=summary["none"],
        )

    def tallies(self) -> tuple[Tally, ...]:
        """The passages by how many documents have a counterpart, then by document."""
        summary = self.result.summary
        whole = Tally(
            title=_("{name}, in how many documents").format(name=self.result.document.name),
            total=summary["passages"],
            unit=ngettext("passage", "passages", summary["passages"]),
            counts=tuple(
                Count(Tag(key, _(label), tone), summary[key])
                for key, (label, tone) in _CLASSES.items()
            ),
            section="grid",
        )
        each = tuple(map(self._tally, self.others, self.result.comparisons))
        return each if len(each) == 1 else (whole, *each)

    def _tally(self, other: Side, comparison: Comparison) -> Tally:
        bands = [finding.band for finding in comparison.side("a")]
        return Tally(
            title=_("Beside {letter} · {name}").format(
                letter=other.letter.upper(), name=other.document.name
            ),
            total=len(bands),
            unit=ngettext("passage", "passages", len(bands)),
            counts=tuple(Count(band_tag(band), bands.count(band)) for band in Band),
            section=f"rows-{other.letter}",
        )

    def digests(self) -> tuple[Digest, ...]:
        """Tension in any of the documents, what stands nowhere, and the questions."""
        rows = [row for part in self.rows.values() for row in part]
        first = self.rows[self.others[0].letter]
        nowhere = [row for row, line in zip(first, self.result.rows, strict=True) if line.nowhere]
        return (
            digests.tension(rows),
            digests.nowhere(self.result.document.name, nowhere),
            digests.questions(rows),
        )

    def grid(self) -> Section:
        """The matrix itself."""
        columns = (
            Column(_("Place"), 20),
            Column(_("Passage"), 60),
            *(
                Column(f"{other.letter.upper()} · {other.document.name}", 16)
                for other in self.others
            ),
        )
        return Section(
            id="grid",
            title=_("Passages down, documents across"),
            short=_("Matrix"),
            intro=_("Each cell opens the passages."),
            table=Table(
                columns=columns,
                rows=tuple(self._line(at, line) for at, line in enumerate(self.result.rows)),
                empty=_("No passages were read from {name}.").format(
                    name=self.result.document.name
                ),
                header_column=True,
            ),
        )

    def _line(self, at: int, line: MatrixRow) -> tuple[Cell, ...]:
        block = self.side.document.by_id[line.block]
        cells = (
            Cell.of(
                _(_SHORT[finding.band]),
                anchor=self.rows[other.letter][at].anchor,
                tone=band_tag(finding.band).tone,
            )
            for other, finding in zip(self.others, line.findings, strict=True)
        )
        place = source_line(self.side.places.cite(block), block.page)
        return (Cell.of(place), Cell.of(shorten(line.text, 140)), *cells)

    def sections(self) -> tuple[Section, ...]:
        """The passages beside each document, document by document."""
        ours = self.result.document.name
        return tuple(
            Section(
                id=f"rows-{other.letter}",
                title=_("{name}, passage by passage").format(name=other.document.name),
                short=f"A → {other.letter.upper()}",
                intro=_(
                    "On the left every passage of {name}, on the right what {other} lays beside it."
                ).format(name=ours, other=other.document.name),
                columns=(f"A · {ours}", f"{other.letter.upper()} · {other.document.name}"),
                rows=self.rows[other.letter],
                empty=_("No passages were read from {name}.").format(name=ours),
            )
            for other in self.others
        )
