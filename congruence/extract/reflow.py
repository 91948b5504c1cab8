"""Hard-wrapped lines put back into paragraphs, every character keeping its place in the file."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from congruence.text.clean import Traced
from congruence.text.hyphen import HYPHENS, drops_hyphen, ends_broken
from congruence.text.labels import Label, LabelKind, is_first, is_successor, split_label

_WIDEST = 160
_NARROWEST = 30
_CLOSERS = ".;:!?"


@dataclass(frozen=True, slots=True)
class Joined:
    """Lines that were joined into one text; ``extra`` hyphens went with the line ends."""

    text: Traced
    extra: int
    lines: int


def wrap_width(groups: Iterable[list[Traced]]) -> int | None:
    """The width at which a file's lines were wrapped, or None where they were not.

    A wrapped file has runs of lines of nearly one length; a file with one line a paragraph has
    lines of any length.
    """
    lengths = sorted(len(line) for group in groups for line in group[:-1])
    if len(lengths) < 3:
        return None
    width = lengths[int(len(lengths) * 0.85)]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    full = sum(1 for length in lengths if length >= 0.7 * width)
    return width if full >= 0.5 * len(lengths) else None


def paragraphs(
    group: list[Traced], width: int | None, vocabulary: Container[str] = frozenset()
) -> Iterator[Joined]:
    """The paragraphs in a run of lines without a blank line between them."""
    run: list[Traced] = []
    label: Label | None = None
    for line in group:
        if run:
            opened = split_label(line.text)
            if _breaks(run[-1].text, line.text, opened, label, width):
                yield join(run, vocabulary)
                run = []
                label = opened or label
        else:
            label = split_label(line.text)
        run.append(line)
    if run:
        yield join(run, vocabulary)


def _breaks(
    before: str, line: str, opened: Label | None, label: Label | None, width: int | None
) -> bool:
    """Whether a new paragraph begins at ``line``."""
    full = width is not None and len(before) + 1 + len(line.split(maxsplit=1)[0]) > 0.9 * width
    ended = before[-1] in _CLOSERS or before.endswith((" en", " of", ","))
    if opened is not None:
        follows = label is not None and is_successor(label, opened)
        division = opened.kind in (LabelKind.DIVISION, LabelKind.ARTICLE)
        return not full or ended or follows or (is_first(opened) and not division)
    if full:
        return False
    if ends_broken(before) and line[0].islower():
        return False
    flows = line[0].islower() and before[-1] not in _CLOSERS and len(before) > _NARROWEST
    return not flows


def join(lines: list[Traced], vocabulary: Container[str] = frozenset()) -> Joined:
    """``lines`` as one text; a hyphen that only broke a word goes."""
    text = lines[0]
    extra = 0
    for line in lines[1:]:
        if ends_broken(text.text) and line.text:
            if drops_hyphen(text.text, line.text, vocabulary):
                extra += text.text[-1] in HYPHENS[:2]
                text = Traced.joined([text.cut(0, len(text) - 1), line])
            else:
                gap = " " if line.text.split()[0] in ("en", "of", "tot") else ""
                text = Traced.joined([text, line], gap)
        else:
            text = Traced.joined([text, line], " ")
    return Joined(text, extra, len(lines))
