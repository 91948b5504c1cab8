"""In which order the paragraphs and tables of two stories are written into one.

What belongs together stands together, what went stands where it was and what came where it is; a
move has two ends. Blocks come into the content controls that stand around their neighbours.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from congruence.report.tracked.ooxml import Element, local, w
from congruence.versions.align import align
from congruence.versions.units import Unit


@dataclass(frozen=True, slots=True)
class StoryBlock:
    """A paragraph or table, the elements around it (content controls) and just before it."""

    element: Element
    wrappers: tuple[Element, ...] = ()
    before: tuple[Element, ...] = ()

    @property
    def is_table(self) -> bool:
        """Whether it is a table."""
        return local(self.element) == "tbl"


@dataclass(slots=True)
class Step:
    """What to write next: blocks that belong together, or that went, or that came."""

    old: tuple[StoryBlock, ...]
    new: tuple[StoryBlock, ...]
    move: int = 0  # number of the move it is one end of
    wrappers: tuple[Element, ...] = ()

    @property
    def is_table(self) -> bool:
        """Whether it writes a table (tables go and come one by one)."""
        return (self.old or self.new)[0].is_table


def story_blocks(container: Element | None) -> tuple[list[StoryBlock], list[Element]]:
    """Paragraphs and tables in order, and the elements left after the last of them."""
    found: list[StoryBlock] = []
    pending: list[Element] = []

    def walk(parent: Element, wrappers: tuple[Element, ...]) -> None:
        for child in parent:
            name = local(child)
            if name in ("p", "tbl"):
                found.append(StoryBlock(child, wrappers, tuple(pending)))
                pending.clear()
            elif name in ("sdt", "customXml"):
                inner = child.find(w("sdtContent")) if name == "sdt" else child
                if inner is not None:
                    walk(inner, (*wrappers, child))
            elif name not in ("sectPr", "tcPr", "sdtPr", "customXmlPr", "sdtEndPr") and name:
                pending.append(copy.deepcopy(child))

    if container is not None:
        walk(container, ())
    return found, pending


def plan_story(
    old: Sequence[StoryBlock],
    new: Sequence[StoryBlock],
    units: tuple[Sequence[Unit], Sequence[Unit]],
    moves: Iterator[int],
) -> list[Step]:
    """What to write, in order; ``moves`` gives each move its number."""
    alignment = align(*units)
    stays: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = {}
    from_: dict[int, int] = {}
    to: dict[int, int] = {}
    for match in alignment.matches:
        if not match.moved:
            stays[match.old[0]] = (match.old, match.new)
        elif len(match.old) == len(match.new) == 1 and not old[match.old[0]].is_table:
            from_[match.old[0]] = to[match.new[0]] = next(moves)
    _pair_ends(old, new, stays, from_, to)
    inner_old = {at for pair in stays.values() for at in pair[0]}
    inner_new = {at for pair in stays.values() for at in pair[1]}
    plan: list[Step] = []
    at_new = 0
    for at, block in enumerate(old):
        if at in stays:
            places, others = stays[at]
            plan += [Step((), (new[n],), to.get(n, 0)) for n in range(at_new, others[0])
                     if n not in inner_new]  # fmt: skip
            at_new = others[-1] + 1
            plan.append(Step(tuple(old[p] for p in places), tuple(new[n] for n in others)))
        elif at not in inner_old:
            plan.append(Step((block,), (), from_.get(at, 0)))
    plan += [Step((), (new[n],), to.get(n, 0)) for n in range(at_new, len(new))
             if n not in inner_new]  # fmt: skip
    return _without_hanging_moves(_with_wrappers(plan))


def _pair_ends(
    old: Sequence[StoryBlock],
    new: Sequence[StoryBlock],
    stays: dict[int, tuple[tuple[int, ...], tuple[int, ...]]],
    from_: dict[int, int],
    to: dict[int, int],
) -> None:
    """The last paragraphs of two stories share their mark, whatever they say."""
    if not old or not new or old[-1].is_table or new[-1].is_table:
        return
    one, other = len(old) - 1, len(new) - 1
    taken = any(one in pair[0] or other in pair[1] for pair in stays.values())
    if not taken:
        stays[one] = ((one,), (other,))
        for ends, place, others in ((from_, one, to), (to, other, from_)):
            move = ends.pop(place, 0)
            for key in [key for key, number in others.items() if number == move]:
                del others[key]


def _with_wrappers(plan: list[Step]) -> list[Step]:
    """What comes between two blocks in one content control comes into it."""
    following: tuple[Element, ...] | None = None
    after: list[tuple[Element, ...]] = []
    for step in reversed(plan):
        after.append(following or ())
        if step.old:
            following = step.old[0].wrappers
    before: tuple[Element, ...] = ()
    for step, behind in zip(plan, reversed(after), strict=True):
        if step.old:
            before = step.wrappers = step.old[0].wrappers
        elif _same(before, behind):
            step.wrappers = before
    return plan


def stretches(plan: list[Step]) -> list[list[Step]]:
    """The plan cut where paragraphs cannot flow into each other: at tables, around controls."""
    stretches: list[list[Step]] = []
    for step in plan:
        last = stretches[-1][-1] if stretches else None
        if last and not (last.is_table or step.is_table) and _same(last.wrappers, step.wrappers):
            stretches[-1].append(step)
        else:
            stretches.append([step])
    return stretches


def _without_hanging_moves(plan: list[Step]) -> list[Step]:
    """Moves at the end of a stretch become plain changes: their marks cannot be moved."""
    hanging: set[int] = set()
    for stretch in stretches(plan):
        for step in reversed(stretch):
            if step.old and step.new:
                break
            hanging.add(step.move)
    for step in plan:
        if step.move in hanging:
            step.move = 0
    return plan


def _same(one: tuple[Element, ...], other: tuple[Element, ...]) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))
