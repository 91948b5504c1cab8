"""Which paragraph mark stays where paragraphs went or came at the end of a story.

The last paragraph before a table, and of a story, keeps its mark: there is nothing after it to
flow into.
"""

from __future__ import annotations

from dataclasses import dataclass

from congruence.report.tracked.ooxml import Element
from congruence.report.tracked.plan import Step
from congruence.versions.result import Op


@dataclass(slots=True)
class Written:
    """A paragraph on its way out: its content, its mark, its properties in either version."""

    content: list[Element]
    op: Op
    old: Element | None
    new: Element | None
    move: int = 0
    before: tuple[Element, ...] = ()


def settled(written: list[Written]) -> list[Written]:
    """The same paragraphs, the last of which keeps its mark if one of them does.

    What went or came at the end hands its mark back: "one[mark went]two-that-went[mark stays]"
    reads, when accepted, as "one" with a mark.
    """
    kept = max((at for at, item in enumerate(written) if item.op is Op.EQUAL), default=-1)
    tail = written[kept + 1 :]
    gone = [item for item in tail if item.op is Op.DELETE]
    come = [item for item in tail if item.op is Op.INSERT]
    if gone and come:
        come[0].content = [*gone[-1].content, *come[0].content]
        come[0].before = (*gone[-1].before, *come[0].before)
        come[-1].op, come[-1].old = Op.EQUAL, gone[-1].old
        return [*written[: kept + 1], *gone[:-1], *come]
    if tail and kept >= 0:
        _hand_mark(written[kept], tail[-1])
    return written


def settle_end(written: list[list[Written]], stretches: list[list[Step]]) -> None:
    """The last paragraph of a story keeps its mark, even where only tables stand before it.

    A table and a paragraph put behind the last paragraph give: its mark came, the rows came, and
    the new paragraph ends with the mark that was there. So Word writes it too.
    """
    if not written or not written[-1] or any(item.op is Op.EQUAL for item in written[-1]):
        return
    last = written[-1][-1]
    for lines, stretch in zip(reversed(written[:-1]), reversed(stretches[:-1]), strict=True):
        if lines and lines[-1].op is Op.EQUAL:
            _hand_mark(lines[-1], last)
            return
        if stretch[0].is_table and stretch[0].old and stretch[0].new:
            break
    last.op = Op.EQUAL


def _hand_mark(anchor: Written, last: Written) -> None:
    """Let ``last``, which came or went, end with the mark of ``anchor``, which stays."""
    if last.op is Op.DELETE:
        last.op, last.new = Op.EQUAL, anchor.new
        anchor.op, anchor.new = Op.DELETE, None
    else:
        last.op, last.old = Op.EQUAL, anchor.old
        anchor.op, anchor.old = Op.INSERT, None
