"""Lines within one paragraph, as a soft line break makes them: where a new one really begins.

Word, OpenDocument and HTML alike let an author break a line without ending the paragraph; many
do so between a title and its text, between paragraphs, and between the items of a list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from congruence.extract.titles import Setting, is_title
from congruence.text.labels import LabelKind, is_successor, split_label


def starts(
    lines: Sequence[str], setting_of: Callable[[int, int], Setting], *, numbered: bool
) -> list[int]:
    """The lines at which a paragraph begins, in order; the first of them is 0.

    An empty line ends a paragraph, but not in an item with a number of its own; lines that begin
    with the marks or numbers of one list are its items; a first line that is set as a title, with
    text set otherwise below it, is one.

    Args:
        lines: the text of each, cleaned.
        setting_of: how the lines from the first index up to the second (exclusive) are set.
        numbered: whether the paragraph has a number or mark of its own.
    """
    found = {0} | _items(lines)
    if not numbered:
        found |= {at for at in range(1, len(lines)) if lines[at] and not lines[at - 1]}
        begins = sorted(found)
        for first, end in zip(begins, [*begins[1:], len(lines)], strict=True):
            if _is_title_above(lines, first, end, setting_of):
                found.add(first + 1)
    return sorted(found)


def _items(lines: Sequence[str]) -> set[int]:
    """The lines that begin the items of a list."""
    labels = [split_label(line) for line in lines]
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


def _is_title_above(
    lines: Sequence[str], first: int, end: int, setting_of: Callable[[int, int], Setting]
) -> bool:
    if not is_title(lines[first]) or not any(lines[first + 1 : end]):
        return False
    title, rest = setting_of(first, first + 1), setting_of(first + 1, end)
    return (
        title.bold > rest.bold
        or title.italic > rest.italic
        or title.size > rest.size
        or (title.level is not None and rest.level is None)
    )
