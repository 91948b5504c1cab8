"""Word paragraphs that are several: a title, paragraphs or a list set apart by soft line breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from congruence.extract.docx_styles import Look
from congruence.extract.docx_walk import Paragraph, RunPiece
from congruence.extract.titles import Setting, is_title
from congruence.text.clean import ink, tidy
from congruence.text.labels import Label, LabelKind, is_successor, split_label

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
    """``paragraph``, cut where its soft line breaks end one paragraph, title or list item.

    An empty line ends a paragraph, but not in an item with a number of its own; lines that begin
    with the marks or numbers of one list are its items; a first line that is set as a title, with
    text set otherwise below it, is one.
    """
    edges = [0, *paragraph.breaks, len(paragraph.raw)]
    lines = list(zip(edges, edges[1:], strict=False))
    labels = [split_label(tidy(paragraph.raw[low:high])) for low, high in lines]
    begins = _items(labels)
    if not numbered:
        begins |= _after_blanks(paragraph, lines)
        begins |= set(_below_titles(paragraph, lines, sorted({0, *begins}), look_of))
    starts = [lines[at][0] for at in sorted({0, *begins})]
    if len(starts) == 1:
        return [paragraph]
    return [
        _cut(paragraph, low, high)
        for low, high in zip(starts, [*starts[1:], len(paragraph.raw)], strict=True)
    ]


def _items(labels: list[Label | None]) -> set[int]:
    """The lines that begin the items of a list, and the line after which they begin."""
    items: list[int] = []
    for at, label in enumerate(labels):
        if label is None or label.kind in (LabelKind.DIVISION, LabelKind.ARTICLE):
            continue
        before = labels[items[-1]] if items else None
        if before is None or is_successor(before, label):
            items.append(at)
        elif len(items) == 1:
            items = [at]
    return set(items) if len(items) > 1 else set()


def _after_blanks(paragraph: Paragraph, lines: list[tuple[int, int]]) -> set[int]:
    blank = [not tidy(paragraph.raw[low:high]) for low, high in lines]
    return {at for at in range(1, len(lines)) if blank[at - 1] and not blank[at]}


def _below_titles(
    paragraph: Paragraph, lines: list[tuple[int, int]], begins: list[int], look_of: LookOf
) -> Iterator[int]:
    """The lines right below a first line that is set as a title."""
    for first, last in zip(begins, [*begins[1:], len(lines)], strict=True):
        low, high = lines[first]
        end = lines[last - 1][1]
        if last - first < 2 or not is_title(tidy(paragraph.raw[low:high])):
            continue
        title = setting_of(paragraph, look_of, low, high)
        rest = setting_of(paragraph, look_of, high, end)
        if not tidy(paragraph.raw[high:end]):
            continue
        stands_out = (
            title.bold > rest.bold
            or title.italic > rest.italic
            or title.size > rest.size
            or (title.level is not None and rest.level is None)
        )
        if stands_out:
            yield first + 1


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
