"""Word paragraphs that are several: a title, paragraphs or a list set apart by soft line breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from congruence.extract.docx_styles import Look
from congruence.extract.docx_walk import Paragraph, RunPiece
from congruence.extract.lines import starts
from congruence.extract.titles import Setting
from congruence.text.clean import ink, tidy

_NEARLY_ALL = 0.9
LookOf = Callable[[RunPiece], Look]


def setting_of(paragraph: Paragraph, look_of: LookOf, start: int = 0, end: int = -1) -> Setting:
    """How the letters of a paragraph, or a stretch of it, are set."""
    looks: Counter[Look] = Counter()
    end = len(paragraph.raw) if end < 0 else end
    for run in paragraph.runs:
        length = ink(paragraph.raw[max(start, run.start) : min(end, run.start + run.length)])
        if length:
            looks[look_of(run)] += length
    needed = _NEARLY_ALL * looks.total()
    if not looks:
        return Setting(boxed=paragraph.place.boxed)
    main = looks.most_common(1)[0][0]
    return Setting(
        bold=sum(count for look, count in looks.items() if look.bold) >= needed,
        italic=sum(count for look, count in looks.items() if look.italic) >= needed,
        size=main.size,
        level=main.level if looks[main] >= needed else None,
        boxed=paragraph.place.boxed,
    )


def parts_of(paragraph: Paragraph, look_of: LookOf, *, numbered: bool) -> list[Paragraph]:
    """``paragraph``, cut where its soft line breaks end one paragraph, title or list item."""
    edges = [0, *paragraph.breaks, len(paragraph.raw)]
    lines = [tidy(paragraph.raw[low:high]) for low, high in pairwise(edges)]

    def setting(first: int, end: int) -> Setting:
        return setting_of(paragraph, look_of, edges[first], edges[end])

    begins = [edges[at] for at in starts(lines, setting, numbered=numbered)]
    if len(begins) == 1:
        return [paragraph]
    return [_cut(paragraph, low, high) for low, high in pairwise([*begins, len(paragraph.raw)])]


def _cut(paragraph: Paragraph, low: int, high: int) -> Paragraph:
    """The stretch of a paragraph's raw text as a paragraph of its own, in the same elements."""
    last = high == len(paragraph.raw)

    def opens_here(place: int) -> bool:
        return low <= place < high or (last and place >= high)

    def closes_here(place: int) -> bool:
        return low < place <= high or (low == 0 and place == 0)

    marks = [
        (key, place - low)
        for key, place in zip(paragraph.marks, paragraph.mark_places, strict=True)
        if opens_here(place)
    ]
    return replace(
        paragraph,
        raw=paragraph.raw[low:high],
        runs=[
            run._replace(start=run.start - low) for run in paragraph.runs if low <= run.start < high
        ],
        marks=[key for key, _place in marks],
        mark_places=[place for _key, place in marks],
        anchors=[
            anchor._replace(offset=anchor.offset - low)
            for anchor in paragraph.anchors
            if (opens_here if anchor.opens else closes_here)(anchor.offset)
        ],
        breaks=[],
        boxes=[],
        diagrams=[],
    )
