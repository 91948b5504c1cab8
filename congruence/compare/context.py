"""What a passage is read with: the sentence an item completes, the heading over a short text.

An item of a list ("c. de wijze van overleg") says nothing without its chapeau, and a passage of
a few words is called rarely and worse; so both are compared with what they lean on. The text of
a finding stays the passage alone.
"""

from __future__ import annotations

from congruence.model import Block, Document
from congruence.text.tokens import words

SHORT_WORDS = 12
"""Up to this many words a passage is read with the heading right above it."""

_LONGEST_LEAD = 60
_DEEPEST = 4


def text_in_context(document: Document, passage: Block) -> str:
    """The words of ``passage`` with its chapeau before it, or its heading where it is short."""
    leads: list[str] = []
    block, seen = passage, {passage.id}
    while block.lead and block.lead not in seen and len(leads) < _DEEPEST:
        if (lead := document.by_id.get(block.lead)) is None:
            break
        block = lead
        seen.add(block.id)
        leads.append(_tail(block.text))
    text = " ".join([*reversed(leads), passage.text])
    if len(words(text)) > SHORT_WORDS or not passage.section:
        return text
    heading = document.by_id.get(passage.section[-1])
    return f"{heading.text}: {text}" if heading is not None and heading.text.strip() else text


def texts_in_context(document: Document) -> list[str]:
    """`text_in_context` of every passage of ``document``, in reading order."""
    return [text_in_context(document, passage) for passage in document.passages()]


def _tail(lead: str) -> str:
    """The end of a chapeau, which is the part that its items complete."""
    parts = lead.split()
    return lead if len(parts) <= _LONGEST_LEAD else " ".join(parts[-_LONGEST_LEAD:])
