"""A question to discuss per finding, made from its evidence: never a verdict, never an answer."""

from __future__ import annotations

from congruence.compare.result import Band, Finding
from congruence.messages import _
from congruence.model import Block, Document, Signal
from congruence.text.quoting import shortened

# Coverage from which a counterpart says nearly the same in nearly the same words.
_NEARLY_SAME = 0.9


def question_for(finding: Finding, other: Document, counterpart: Block | None) -> str:
    """Ask what a reader has to settle about ``finding``.

    Args:
        finding: with its band, coverage and signals.
        other: the document on the other side.
        counterpart: the block of the first link, or None where there is no candidate.
    """
    if counterpart is None:
        return _("Does {other} deal with this at all?").format(other=other.name)
    place = place_of(counterpart, other)
    if finding.q is None:
        return _("Is {place} about the same matter as this passage?").format(place=place)
    if finding.band is Band.NONE:
        return _(
            "No counterpart was found in {other}; the nearest passage is {place}. Is that meant "
            "so, or does it stand there in other words?"
        ).format(other=other.name, place=place)
    if finding.band is Band.POSSIBLE:
        return _(
            "Is {place} about the same matter as this passage, and if so: do both say the same?"
        ).format(place=place)
    if finding.signals:
        return signal_question(finding.signals[0], place)
    if finding.uncovered:
        return uncovered_question(finding.uncovered[0].text, place)
    if finding.coverage is not None and finding.coverage >= _NEARLY_SAME:
        return _("{place} says this in nearly the same words: is it needed in both?").format(
            place=place
        )
    return _(
        "{place} is about the same matter in other words: are the differences in wording meant?"
    ).format(place=place)


def place_of(block: Block, document: Document) -> str:
    """How a reader finds ``block``: its place, else its page, else its first words."""
    if block.place:
        return _("{place} of {document}").format(place=block.place, document=document.name)
    opening = " ".join(block.text.split()[:6])
    if block.page:
        return _("“{opening} …” (page {page} of {document})").format(
            opening=opening, page=block.page, document=document.name
        )
    return _("“{opening} …” ({document})").format(opening=opening, document=document.name)


def uncovered_question(clause: str, place: str) -> str:
    """Ask about a clause that the counterpart at ``place`` leaves open."""
    return _("{place} seems to leave “{clause}” open: does that belong there as well?").format(
        place=place, clause=shortened(clause.rstrip(" ,;:."))
    )


def signal_question(signal: Signal, place: str) -> str:
    """Ask about one signal; ``signal.first`` are the words of the passage's own side."""
    questions = {
        "strength": _(
            "Here it says “{here}”, in {place} “{there}”: how binding is this meant to be?"
        ),
        "negation": _("Here it says “{here}”, in {place} “{there}”: can both be followed at once?"),
        "actor": _("Here “{here}” acts, in {place} “{there}”: who is to do this?"),
        "number": _("Here it says “{here}”, in {place} “{there}”: which number is meant?"),
        "deadline": _("Here it says “{here}”, in {place} “{there}”: which term applies?"),
        "term": _("Here it says “{here}”, in {place} “{there}”: is the same thing meant?"),
        "setting": _(
            "Here it says “{here}”, in {place} “{there}”: does this stay within voluntary help?"
        ),
    }
    return questions[signal.kind].format(
        here=shortened(signal.first), there=shortened(signal.second), place=place
    )
