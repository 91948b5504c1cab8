"""The short lists that open a comparison: tension, gaps both ways, overlaps, questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from congruence.compare.result import Band
from congruence.messages import _
from congruence.report.bands import band_tag
from congruence.report.places import source_line
from congruence.report.view import Digest, DigestItem, Passage, Remark, Row, Tag, Tone, shorten

WEIGHTY_WORDS = 8


def tension(rows: Iterable[Row]) -> Digest:
    """The pairs that carry signals, those with most kinds of signal first."""
    pairs = _pairs_once(row for row in rows if row.remarks)
    pairs.sort(key=lambda row: -len({remark.key for remark in row.remarks}))
    return Digest(
        id="tension",
        title=_("Points of tension"),
        tag=Tag("tension", _("to look at"), Tone.TENSION),
        intro=_("Counterparts that differ in strength, negation, number, term or who acts."),
        items=tuple(
            _item(row, "; ".join(_remark_words(remark) for remark in row.remarks)) for row in pairs
        ),
        empty=_("No signals on the counterparts that were found."),
    )


def gaps(side: str, name: str, other: str, rows: Iterable[Row]) -> Digest:
    """What stands in ``name`` without a counterpart found in ``other``."""
    alone = sorted((row for row in rows if _band(row) is Band.NONE), key=_slight)
    return Digest(
        id=f"gap-{side}",
        title=_("In {letter}: no counterpart found").format(letter=side.upper()),
        tag=band_tag(Band.NONE),
        intro=_(
            "From {name}; nothing was found in {other}, which is no proof that it is not there."
            " Short lines come last."
        ).format(name=name, other=other),
        items=tuple(_item(row) for row in alone),
        empty=_("For every passage at least a possible counterpart was found."),
    )


def nowhere(name: str, rows: Iterable[Row]) -> Digest:
    """What stands in ``name`` without so much as a possible counterpart in any document."""
    alone = sorted(rows, key=_slight)
    return Digest(
        id="nowhere",
        title=_("No counterpart found in any document"),
        tag=band_tag(Band.NONE),
        intro=_(
            "From {name}; that nothing was found is no proof that it is not there."
            " Short lines come last."
        ).format(name=name),
        items=tuple(_item(row) for row in alone),
        empty=_("For every passage at least a possible counterpart was found."),
    )


def overlap(rows: Iterable[Row]) -> Digest:
    """The pairs of counterparts that were found, each once."""
    found = _pairs_once(row for row in rows if _band(row) is Band.FOUND)
    return Digest(
        id="overlap",
        title=_("Overlaps"),
        tag=band_tag(Band.FOUND),
        intro=_("Passages with a counterpart on the other side."),
        items=tuple(_item(row) for row in found),
        empty=_("No counterparts found, in either direction."),
    )


def questions(rows: Sequence[Row]) -> Digest:
    """The questions on counterparts, each with the places that raise it; tension comes first.

    A passage without a counterpart has its question beside it: there may be hundreds.
    """
    asked: dict[str, dict[str, str]] = {}  # question -> citation -> permalink
    beside = [row for row in rows if row.remarks or _band(row) is not Band.NONE]
    for row in _pairs_once(sorted(beside, key=_urgency)):
        if row.question:
            asked.setdefault(row.question, {}).update(_places(row))
    return Digest(
        id="questions",
        title=_("Questions to discuss"),
        tag=Tag("question", _("question"), Tone.PLAIN),
        intro=_(
            "Raised by the counterparts; the answers are yours. Where none was found, the question"
            " stands beside the passage."
        ),
        items=tuple(
            DigestItem(
                text=question,
                places=tuple(places.items()),
            )
            for question, places in asked.items()
        ),
        empty=_("This comparison raises no questions."),
    )


def _band(row: Row) -> Band:
    return Band(row.tag.key)


def _slight(row: Row) -> bool:
    """For sorting: lines of a few words (a date, a name) after the full passages."""
    return len(row.subject.text.split()) < WEIGHTY_WORDS


def _urgency(row: Row) -> int:
    """Tension before doubt, doubt before what was found."""
    return 0 if row.remarks else 1 if _band(row) is Band.POSSIBLE else 2


def _remark_words(remark: Remark) -> str:
    if not (remark.first and remark.second):
        detail = remark.detail.rstrip(".")  # others may follow on the same line
        return f"{remark.label}: {detail}" if detail else remark.label
    return _("{label}: “{first}” against “{second}”").format(
        label=remark.label, first=shorten(remark.first, 60), second=shorten(remark.second, 60)
    )


def _cited(passage: Passage) -> str:
    return f"{passage.document.upper()}, {source_line(passage.place, passage.page)}"


def _item(row: Row, text: str = "") -> DigestItem:
    return DigestItem(text=text, quote=shorten(row.subject.text), places=_places(row))


def _places(row: Row) -> tuple[tuple[str, str], ...]:
    """Citation and permalink of the passage, and of its best counterpart where it has one."""
    own = (_cited(row.subject), row.anchor)
    if row.empty or not row.right:
        return (own,)
    best = row.right[0]
    return own, (_cited(best), best.anchor or row.anchor)


def _pairs_once(rows: Iterable[Row]) -> list[Row]:
    """The first row of each pair of counterparts: the other direction says the same again."""
    seen: set[frozenset[tuple[str, str]]] = set()
    once = []
    for row in rows:
        passages = (row.subject, *row.right[:1])
        pair = frozenset((passage.document, passage.block) for passage in passages)
        if pair not in seen:
            seen.add(pair)
            once.append(row)
    return once
