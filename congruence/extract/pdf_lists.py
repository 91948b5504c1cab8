"""How deep list items stand, as their indents on the page show."""

from __future__ import annotations

from typing import NamedTuple

from congruence.extract.pdf_lines import label_of
from congruence.extract.pdf_paragraphs import Paragraph
from congruence.model import BlockKind
from congruence.text.labels import Label, LabelKind, is_successor

_SAME = 0.45  # how far two marks of one level may stand apart, in type sizes
_ALIGNED_RIGHT = 1.3  # and where the second counts on from the first
_ITEMS = (
    LabelKind.BULLET, LabelKind.NUMBER, LabelKind.LETTER, LabelKind.ROMAN, LabelKind.DEGREE,
)  # fmt: skip
_SURE = (LabelKind.BULLET, LabelKind.NUMBER)


class _Item(NamedTuple):
    paragraph: Paragraph
    label: Label
    indent: float
    hang: float | None  # the indent of its second line


def level_lists(paragraphs: list[Paragraph]) -> None:
    """Give the list items of a document the level that their indent shows.

    A list ends at a heading, a table, and a paragraph at its own left edge. Where marks of several
    kinds share one indent the kinds say more than the page, and no level is given: then `Trail`
    follows the labels.

    Args:
        paragraphs: in reading order, already classified.
    """
    open_: list[_Item] = []
    numbered = False  # whether numbers were met since the last heading
    for paragraph in paragraphs:
        label = _label(paragraph)
        if label is not None:
            open_.append(_item(paragraph, label))
        elif _closes(paragraph, open_):
            _level(open_, numbered)
            numbered = numbered or any(item.label.kind is LabelKind.NUMBER for item in open_)
            numbered = numbered and paragraph.kind is not BlockKind.HEADING
            open_ = []
    _level(open_, numbered)


def _label(paragraph: Paragraph) -> Label | None:
    if paragraph.kind is not BlockKind.PARAGRAPH or paragraph.unit is not None:
        return None
    text = paragraph.lines[0].plain
    label = label_of(text)
    if label is None or label.kind not in _ITEMS:
        return None
    return None if label.end >= len(text) and len(paragraph.lines) == 1 else label


def _item(paragraph: Paragraph, label: Label) -> _Item:
    first, *more = paragraph.lines
    hangs = bool(more) and more[0].page == first.page and more[0].base > first.base
    hang = more[0].x0 - paragraph.left if hangs else None
    return _Item(paragraph, label, first.x0 - paragraph.left, hang)


def _closes(paragraph: Paragraph, items: list[_Item]) -> bool:
    if paragraph.kind in (BlockKind.HEADING, BlockKind.TABLE_CELL, BlockKind.CAPTION):
        return True
    if not items or paragraph.kind is not BlockKind.PARAGRAPH or paragraph.unit is not None:
        return False
    outermost = min(item.indent for item in items)
    return paragraph.lines[0].x0 - paragraph.left <= outermost + 0.3 * paragraph.size


def _level(items: list[_Item], numbered: bool) -> None:
    if not items:
        return
    levels = _levels(items)
    kinds: dict[int, set[LabelKind]] = {}
    for item, level in zip(items, levels, strict=True):
        kinds.setdefault(level, set()).add(item.label.kind)
    if any(len(found) > 1 for found in kinds.values()):
        return
    if len(kinds) == 1 and numbered and not kinds[1] <= set(_SURE):
        return  # (a) below the number before the paragraph above, perhaps
    for item, level in zip(items, levels, strict=True):
        item.paragraph.level = level


def _levels(items: list[_Item]) -> list[int]:
    stack: list[_Item] = []
    levels = []
    for item in items:
        size = item.paragraph.size
        beside = [at for at, above in enumerate(stack) if _is_beside(above, item, size)]
        if beside:
            del stack[beside[-1] :]
        else:
            while stack and item.indent <= stack[-1].indent + _SAME * size:
                stack.pop()
        stack.append(item)
        levels.append(len(stack))
    return levels


def _is_beside(above: _Item, item: _Item, size: float) -> bool:
    """Whether an item stands on the level of one above though their marks are not aligned."""
    if abs(above.indent - item.indent) > _ALIGNED_RIGHT * size:
        return False
    if above.hang is not None and item.hang is not None and abs(above.hang - item.hang) < 1:
        return True
    counts = above.label.kind is not LabelKind.BULLET
    return counts and is_successor(above.label, item.label)
