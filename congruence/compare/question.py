"""A question to discuss per finding, made from its evidence: never a verdict, never an answer."""

from __future__ import annotations

from congruence.compare.result import Band, Finding
from congruence.messages import _
from congruence.model import Block, BlockKind, Document, Signal
from congruence.text.quoting import shortened

# Coverage from which a counterpart says nearly the same in nearly the same words.
_NEARLY_SAME = 0.9
_OPENING = 6  # words by which a passage without a number is known


def question_for(finding: Finding, other: Document, counterpart: Block | None) -> str:
    """Ask what a reader has to settle about ``finding``.

    Args:
        finding: with its band, coverage and signals.
        other: the document on the other side.
        counterpart: the block of the first link, or None where there is no candidate.
    """
    if counterpart is None:
        return _("Does {other} deal with this at all?").format(other=other.name)
    place = spot_of(counterpart)
    if finding.q is None:
        return _("Is {place} about the same matter as this passage?").format(place=place)
    if finding.band is Band.NONE:
        return _(
            "No counterpart was found: is that meant so, or does it stand there in other words, "
            "perhaps in {place}?"
        ).format(place=place)
    if finding.band is Band.POSSIBLE:
        return _(
            "Is {place} about the same matter as this passage, and if so: do both say the same?"
        ).format(place=place)
    if finding.signals:
        return signal_question(finding.signals[0])
    if finding.uncovered:
        return uncovered_question(finding.uncovered[0].text, place)
    if finding.coverage is not None and finding.coverage >= _NEARLY_SAME:
        return _("{place} says this in nearly the same words: is it needed in both?").format(
            place=place
        )
    return _(
        "{place} is about the same matter in other words: are the differences in wording meant?"
    ).format(place=place)


def spot_of(block: Block) -> str:
    """What to call ``block`` where its document is named beside it: its place or first words."""
    if block.kind is BlockKind.FOOTNOTE and block.label:
        return _("footnote {label}").format(label=block.label)
    if block.place:
        return block.place
    words = block.text.split()
    return _("“{opening}”").format(
        opening=" ".join(words[:_OPENING]) + (" …" if len(words) > _OPENING else "")
    )


def place_of(block: Block, document: Document) -> str:
    """How a reader finds ``block`` where nothing else is said: place or page, and document."""
    if block.place:
        return _("{place} of {document}").format(place=spot_of(block), document=document.name)
    if block.page:
        return _("page {page} of {document}").format(page=block.page, document=document.name)
    return document.name


def uncovered_question(clause: str, place: str) -> str:
    """Ask about a clause that the counterpart at ``place`` leaves open."""
    return _("{place} seems to leave “{clause}” open: does that belong there as well?").format(
        place=place, clause=shortened(clause.rstrip(" ,;:."))
    )


def signal_question(signal: Signal) -> str:
    """Ask about one signal; ``signal.first`` are the words of the passage's own side."""
    questions = {
        "strength": _("Here it says “{here}”, there “{there}”: how binding is this meant to be?"),
        "negation": _("Here it says “{here}”, there “{there}”: can both be followed at once?"),
        "actor": _("Here “{here}” acts, there “{there}”: who is to do this?"),
        "number": _("Here it says “{here}”, there “{there}”: which number is meant?"),
        "deadline": _("Here it says “{here}”, there “{there}”: which term applies?"),
        "term": _("Here it says “{here}”, there “{there}”: is the same thing meant?"),
        "setting": _(
            "Here it says “{here}”, there “{there}”: does this stay within voluntary help?"
        ),
    }
    return questions[signal.kind].format(
        here=shortened(signal.first), there=shortened(signal.second)
    )
