"""Other wording for a term that stands in the texts themselves; nothing is made up here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from congruence.model import Block, Document
from congruence.terms.reading import read_sentences
from congruence.terms.result import Alternative
from congruence.text.lexicon import load_lexicon


def find_alternatives(document: Document, blocks: Iterable[Block]) -> Iterator[Alternative]:
    """Proposals for other words in ``blocks``: the words proposed, and the phrase that proposes."""
    patterns = [
        re.compile(entry["pattern"].replace("<Q>", _WORDS), re.IGNORECASE)
        for entry in load_lexicon("alternatives")["patterns"]
    ]
    for sentence in read_sentences(document, blocks):
        for pattern in patterns:
            match = pattern.search(sentence.text)
            if match is not None:
                low, high = match.span("other")
                words = sentence.text[low:high].strip(" ‘’“”\"'")
                if len(words.split()) <= 10 and words:
                    why = sentence.text[match.start() : low].strip()
                    yield Alternative(sentence.place(low, high), why)
                break


_WORDS = (
    r"(?P<other>[‘“\"'][^‘’“”\"]{3,90}[’”\"']"
    r"|[^.,;:!?()]{3,70}?(?=\s*(?:[.,;:!?()]|$)|\s+(?:omdat|want|zodat|maar)\b))"
)
