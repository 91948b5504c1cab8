"""Lines that were broken on purpose: names, addresses and dates below each other."""

from __future__ import annotations

from itertools import pairwise

from congruence.extract.pdf_lines import Line, label_of
from congruence.extract.pdf_paragraphs import Typography, first_word

_LARGE = 1.12
_SMALL = 0.93
_RUNS_ON = frozenset(
    {"aan", "bij", "dat", "de", "den", "der", "die", "door", "een", "en", "het", "in", "met", "of",
     "om", "op", "te", "ten", "ter", "tot", "uit", "van", "voor"}
)  # fmt: skip


def lines_apart(run: list[Line], type_: Typography) -> set[int]:
    """Which lines (by ``id``) are no continuation of the line above, though no white parts them.

    Lines of running text end where the next word does not fit. Where it would have fitted, after
    every line of a block, and every line begins as a name or a sentence does, each line stands
    for itself.

    Args:
        run: the lines of one column.
        type_: what is normal in the document.
    """
    if not run:
        return set()
    left, measure = min(line.x0 for line in run), max(line.x1 for line in run)
    found: set[int] = set()
    for block in _blocks(run, type_):
        if len(block) > 1 and _is_listed(block, left, measure, type_):
            found.update(id(line) for line in block[1:])
    return found


def _blocks(run: list[Line], type_: Typography) -> list[list[Line]]:
    blocks = [run[:1]]
    for above, line in pairwise(run):
        gap = line.base - above.base
        near = 0.4 * line.size < gap <= 1.35 * type_.gap(line.size)
        alike = above.size == line.size and above.bold == line.bold
        if near and alike:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _is_listed(block: list[Line], left: float, measure: float, type_: Typography) -> bool:
    size = block[0].size
    if not _SMALL * type_.body <= size < _LARGE * type_.body:
        return False
    if any(label_of(line.plain) is not None or line.marks for line in block):
        return False
    widest = max(line.x1 for line in block)
    sure = len(block) > 2 and widest - block[0].x0 < 0.5 * (measure - left)
    for above, line in pairwise(block):
        moved = abs(line.x0 - above.x0) > 0.8 * size
        needed = above.x1 + 1.1 * first_word(line)
        if needed + 1.5 * size > measure or _goes_on(above) or not (moved or _begins(line)):
            return False
        sure = sure or moved or needed < widest
    return sure


def _begins(line: Line) -> bool:
    text = line.plain
    return text[:1].isupper() or text[:1].isdigit() or "@" in text or "://" in text


def _goes_on(line: Line) -> bool:
    """Whether a line ends as no name does."""
    text = line.plain
    return text[-1:] in ",-–(/" or text.split()[-1].lower() in _RUNS_ON
