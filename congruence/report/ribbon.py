"""The ribbon map: which part of one document lands where in the other, drawn as SVG.

Either document is a bar of its passages in reading order, cut into its main parts; a ribbon joins
two counterparts. What has no ribbon has no counterpart. The same facts stand in a table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.etree import ElementTree as ET

from congruence.messages import _
from congruence.report.view import Cell, Column, Picture, Table, Tone, shorten

_WIDTH, _LABEL, _BAR = 960, 250, 14
_LEFT, _RIGHT = _LABEL + 14, _WIDTH - _LABEL - 14 - _BAR
_GAP, _LINE, _TOP = 5, 15, 26
_MOST_PARTS = 40
_MOST_RIBBONS = 3000


@dataclass(frozen=True, slots=True)
class Tick:
    """One passage on a bar; ``heading`` is the path of headings above it."""

    anchor: str
    tone: Tone
    heading: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """One document: its name and its passages in reading order."""

    name: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """Two counterparts, by their position on either strip."""

    a: int
    b: int
    tone: Tone


@dataclass(frozen=True, slots=True)
class _Part:
    title: str
    start: int
    end: int  # exclusive


def ribbon_map(a: Strip, b: Strip, ties: Sequence[Tie]) -> Picture:
    """The map of ``a`` (left) on ``b`` (right)."""
    parts = (_parts(a.ticks), _parts(b.ticks))
    longest = max(len(a.ticks), len(b.ticks), 1)
    height = min(1200, max(240, longest * 7, *(len(side) * (_LINE + _GAP) for side in parts)))
    found = sum(tie.tone is Tone.FOUND for tie in ties)
    description = _(
        "On the left {a} with {a_count} passages, on the right {b} with {b_count}, both from top"
        " to bottom. {found} ribbons join passages with a counterpart found, {possible} lighter"
        " ones join possible counterparts. The table below says the same in words."
    ).format(
        a=a.name, b=b.name, a_count=len(a.ticks), b_count=len(b.ticks),
        found=found, possible=len(ties) - found,
    )  # fmt: skip
    title = _("Where which part lands")
    svg = ET.Element(
        "svg",
        {
            "viewBox": f"0 0 {_WIDTH} {height + _TOP + 8}",
            "role": "img",
            "aria-labelledby": "ribbon-title ribbon-description",
            "class": "ribbon",
        },
    )
    ET.SubElement(svg, "title", {"id": "ribbon-title"}).text = title
    ET.SubElement(svg, "desc", {"id": "ribbon-description"}).text = description
    left, right = _ys(a.ticks, parts[0], height), _ys(b.ticks, parts[1], height)
    ribbons = ET.SubElement(svg, "g")
    # Found ribbons are drawn last, so that they lie over the lighter ones.
    drawn = sorted(ties, key=lambda tie: tie.tone is Tone.FOUND)[-_MOST_RIBBONS:]
    for tie in drawn:
        path = _ribbon(left[tie.a], right[tie.b])
        ET.SubElement(ribbons, "path", {"d": path, "class": f"tie {tie.tone.value}"})
    _bar(svg, a, parts[0], left, at_left=True)
    _bar(svg, b, parts[1], right, at_left=False)
    return Picture(
        id="ribbon",
        title=title,
        svg=ET.tostring(svg, encoding="unicode"),
        description=description,
        table=_table(a, b, parts, ties),
    )


def _parts(ticks: Sequence[Tick]) -> tuple[_Part, ...]:
    """Cut at the outermost level of headings that gives at least three parts (or the most)."""
    depth = max((len(tick.heading) for tick in ticks), default=0)
    best: tuple[_Part, ...] = ()
    for level in range(1, max(depth, 1) + 1):
        parts = []
        at = 0
        for heading, group in groupby(ticks, key=lambda tick: tick.heading[:level]):
            size = len(list(group))
            parts.append(_Part(heading[-1] if heading else "", at, at + size))
            at += size
        if len(parts) > _MOST_PARTS and best:
            break
        best = tuple(parts)
        if len(best) >= 3:
            break
    return best


def _ys(ticks: Sequence[Tick], parts: Sequence[_Part], height: float) -> list[tuple[float, float]]:
    """Top and bottom of every passage, the gaps between parts taken off first."""
    room = height - _GAP * max(0, len(parts) - 1)
    unit = room / max(1, len(ticks))
    spans = []
    for number, part in enumerate(parts):
        top = _TOP + number * _GAP
        spans += [(top + at * unit, top + (at + 1) * unit) for at in range(part.start, part.end)]
    return spans


def _ribbon(left: tuple[float, float], right: tuple[float, float]) -> str:
    x0, x1 = _LEFT + _BAR, _RIGHT
    middle = (x0 + x1) / 2
    (y0, y1), (z0, z1) = left, right
    return (
        f"M{x0},{y0:.1f}C{middle:.0f},{y0:.1f} {middle:.0f},{z0:.1f} {x1},{z0:.1f}"
        f"V{z1:.1f}C{middle:.0f},{z1:.1f} {middle:.0f},{y1:.1f} {x0},{y1:.1f}Z"
    )


def _bar(
    svg: ET.Element, strip: Strip, parts: Sequence[_Part], ys: list[tuple[float, float]],
    *, at_left: bool,
) -> None:  # fmt: skip
    x = _LEFT if at_left else _RIGHT
    label_x = _LABEL if at_left else _WIDTH - _LABEL
    align = "end" if at_left else "start"
    # The names stand at the outer edges: there they have the most room.
    edge, align_name = ("0", "start") if at_left else (str(_WIDTH), "end")
    head = ET.SubElement(
        svg, "text", {"x": edge, "y": "14", "text-anchor": align_name, "class": "strip"}
    )
    head.text = shorten(strip.name, 52)
    last = float("-inf")
    for part in parts:
        top, bottom = ys[part.start][0], ys[part.end - 1][1]
        _rect(svg, x, top, bottom, "stretch")
        for tick, (top, bottom) in zip(
            strip.ticks[part.start : part.end], ys[part.start : part.end], strict=True
        ):
            if tick.tone is not Tone.NONE:
                _rect(svg, x, top, bottom, f"tick {tick.tone.value}")
        middle = (ys[part.start][0] + ys[part.end - 1][1]) / 2 + 4
        if middle - last < _LINE or not part.title:
            continue
        last = middle
        text = ET.SubElement(
            svg, "text", {"x": str(label_x), "y": f"{middle:.1f}", "text-anchor": align}
        )
        text.text = shorten(part.title, 36)


def _rect(svg: ET.Element, x: float, top: float, bottom: float, look: str) -> None:
    ET.SubElement(
        svg,
        "rect",
        {
            "x": str(x),
            "y": f"{top:.1f}",
            "width": str(_BAR),
            "height": f"{bottom - top:.1f}",
            "class": look,
        },
    )


def _table(
    a: Strip, b: Strip, parts: tuple[Sequence[_Part], Sequence[_Part]], ties: Sequence[Tie]
) -> Table:
    rows = []
    for here, there, ours, theirs, forward in (
        (a, b, parts[0], parts[1], True),
        (b, a, parts[1], parts[0], False),
    ):
        home = {at: part.title for part in theirs for at in range(part.start, part.end)}
        for part in ours:
            ticks = here.ticks[part.start : part.end]
            lands = Counter(
                home[tie.b if forward else tie.a]
                for tie in ties
                if tie.tone is Tone.FOUND and part.start <= (tie.a if forward else tie.b) < part.end
            )
            where = "; ".join(
                f"{title or there.name} ({count})" for title, count in lands.most_common()
            )
            rows.append(
                (
                    Cell.of(here.name),
                    Cell.of(part.title or _("(before the first heading)"), anchor=ticks[0].anchor),
                    Cell.of(len(ticks)),
                    Cell.of(where or _("nowhere found")),
                    Cell.of(sum(tick.tone is Tone.NONE for tick in ticks)),
                )
            )
    return Table(
        columns=(
            Column(_("Document"), 24),
            Column(_("Part"), 34),
            Column(_("Passages"), 10, numeric=True),
            Column(_("Counterparts found in"), 50),
            Column(_("No counterpart found"), 12, numeric=True),
        ),
        rows=tuple(rows),
        empty=_("There are no passages to draw."),
    )
