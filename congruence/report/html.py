"""The report as one HTML file: no remote resource, strict content policy, usable without script.

Jinja2 escapes every text; style and script are allowed by their SHA-256 only, so that markup
that came in with a document could never run.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from markupsafe import Markup

from congruence import __version__
from congruence.messages import N_, _, ngettext
from congruence.report.safe import closed
from congruence.report.view import ReportView, Tag, Tally, Tone, shorten

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
SCRIPTS = ("print.js", "tables.js", "report.js", "reader.js")
KIND_NAMES = {
    "compare": N_("Comparison"),
    "matrix": N_("Matrix"),
    "check": N_("Check of a draft"),
    "diff": N_("Two versions"),
    "history": N_("Successive versions"),
    "terms": N_("Term dossier"),
    "passages": N_("Passages"),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader can choose from; only classes that occur are offered."""

    tags: tuple[tuple[Tag, int], ...]
    sections: tuple[tuple[str, str], ...]
    groups: tuple[str, ...]
    remarks: tuple[tuple[str, str], ...]
    reading: bool

    @property
    def any(self) -> bool:
        """Whether there is something to filter."""
        return bool(self.tags)


def render_html(view: ReportView) -> str:
    """``view`` as one self-contained HTML document, in the view's language."""
    style = _static("report.css")
    script = "\n".join(_static(name) for name in SCRIPTS)
    template = _environment().get_template("report.html.j2")
    return template.render(
        view=view,
        kind_name=_(KIND_NAMES.get(view.kind, "Report")),
        policy=_policy(style, script),
        style=Markup(style),
        script=Markup(script),
        icons=Markup(_static("icons.svg")),
        filters=filters_of(view),
        words=Markup(_words()),
        version=__version__,
    )


def filters_of(view: ReportView) -> Filters:
    """The choices that the rows of ``view`` offer, in order of first appearance."""
    rows = tuple(view.rows())
    counts = Counter(row.tag.key for row in rows)
    order = list(Tone)
    tags = {row.tag.key: row.tag for row in sorted(rows, key=lambda row: order.index(row.tag.tone))}
    return Filters(
        tags=tuple((tag, counts[key]) for key, tag in tags.items()),
        sections=tuple((part.id, part.short) for part in view.sections if part.rows),
        groups=tuple(dict.fromkeys(" › ".join(row.group) for row in rows if row.group)),
        remarks=tuple({r.key: r.label for row in rows for r in row.remarks}.items()),
        reading=len(view.documents) == 2
        and {card.key for card in view.documents}
        <= {p.document for row in rows for p in (*row.left, *row.right) if p.at},
    )


def _words() -> str:
    """The sentences the script needs, as JSON that cannot end its element."""
    words = {
        "shown": _("{shown} of {total}"),
        "at": _("{at} of {shown}"),
        "sort": _("Sort by {column}"),
        "search": _("Search in this table"),
    }
    return json.dumps(words, ensure_ascii=True).replace("<", "\\u003c")


def _bar(tally: Tally) -> Markup:
    """The counts of ``tally`` as one bar; the list beside it says the same in words."""
    svg = ET.Element(
        "svg",
        {"class": "bar", "viewBox": "0 0 1000 10", "preserveAspectRatio": "none",
         "aria-hidden": "true"},
    )  # fmt: skip
    x = 0.0
    for count in tally.counts:
        width = 1000 * count.value / max(1, tally.total)
        ET.SubElement(
            svg, "rect",
            {"x": f"{x:.1f}", "y": "0", "width": f"{max(0.0, width - 2):.1f}", "height": "10",
             "class": f"tick {count.tag.tone.value}"},
        )  # fmt: skip
        x += width
    return Markup(ET.tostring(svg, encoding="unicode"))


def _policy(style: str, script: str) -> str:
    def allowed(source: str) -> str:
        digest = hashlib.sha256(source.encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'"

    return (
        f"default-src 'none'; style-src {allowed(style)}; script-src {allowed(script)};"
        " base-uri 'none'; form-action 'none'"
    )


@lru_cache
def _static(name: str) -> str:
    # A carriage return in the file would change under the browser's newline rules, and with it
    # the hash in the content policy.
    return (HERE / "static" / name).read_text("utf-8").replace("\r\n", "\n")


@lru_cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: closed(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=_, ngettext=ngettext)
    environment.filters.update(shorten=shorten, bar=_bar)
    return environment
