"""Where a term stands over the documents: a small picture, with the same facts in a table."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree as ET

from congruence.messages import _
from congruence.report.places import slug
from congruence.report.terms_words import STRENGTHS
from congruence.report.view import Cell, Column, Picture, Series, Table, shorten
from congruence.terms.result import TermDossier

_WIDTH, _LABEL, _ROW, _TOP = 960, 330, 26, 6
_TONE = {"obligation": "found", "prohibition": "tension", "recommendation": "moved",
         "permission": "possible", "none": "plain"}  # fmt: skip


def version_picture(term: TermDossier, name: Callable[[str], str]) -> Picture:
    """A bar for each document, in order of date: as long as the number of uses, by weight."""
    most = max((version.count for version in term.versions), default=0)
    unit = (_WIDTH - _LABEL - 60) / max(most, 4)
    svg = ET.Element(
        "svg",
        {"viewBox": f"0 0 {_WIDTH} {_TOP + _ROW * (len(term.versions) + 1)}", "class": "ribbon",
         "role": "img", "aria-label": _("Uses of {term} in each document").format(term=term.term)},
    )  # fmt: skip
    for at, version in enumerate(term.versions):
        y = _TOP + at * _ROW
        label = ET.SubElement(
            svg, "text", {"x": str(_LABEL - 10), "y": str(y + 15), "text-anchor": "end"}
        )
        label.text = shorten(name(version.document), 48)
        x = float(_LABEL)
        for strength in STRENGTHS:
            count = version.strengths.get(strength, 0)
            if count:
                ET.SubElement(
                    svg,
                    "rect",
                    {"x": f"{x:.1f}", "y": str(y + 2), "width": f"{max(2.0, count * unit - 1):.1f}",
                     "height": "16", "class": f"tick {_TONE[strength]}"},
                )  # fmt: skip
                x += count * unit
        count_text = ET.SubElement(svg, "text", {"x": f"{x + 8:.1f}", "y": str(y + 15)})
        count_text.text = str(version.count)
    _legend(svg, _TOP + len(term.versions) * _ROW + 6)
    columns = (
        Column(_("Document"), 40),
        Column(_("Uses"), 8, numeric=True),
        *(Column(_(label), 12, numeric=True) for label in STRENGTHS.values()),
    )
    rows = tuple(
        (
            Cell.of(name(version.document)),
            Cell.of(version.count),
            *(Cell.of(version.strengths.get(strength, 0)) for strength in STRENGTHS),
        )
        for version in term.versions
    )
    return Picture(
        id=f"picture-{slug(term.term) or 'x'}",
        title=_("{term} in each document").format(term=term.term),
        svg=ET.tostring(svg, encoding="unicode"),
        description=_("Number of uses in each document, in order of date, by weight."),
        table=Table(
            columns,
            rows,
            header_column=True,
            series=Series(_("In each document"), _("Term"), term.term),
        ),  # fmt: skip
    )


def _legend(svg: ET.Element, y: int) -> None:
    """What the shades mean, under the bars; the table beside the picture says it in figures."""
    x = _LABEL
    for strength, label in STRENGTHS.items():
        words = _(label)
        ET.SubElement(
            svg,
            "rect",
            {"x": str(x), "y": str(y + 4), "width": "10", "height": "10",
             "class": f"tick {_TONE[strength]}"},
        )  # fmt: skip
        text = ET.SubElement(svg, "text", {"x": str(x + 14), "y": str(y + 13)})
        text.text = words
        x += 30 + 7 * len(words)
