"""Other wording for a term that stands in the texts themselves; nothing is made up here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from congruence.model import Block, Document
from congruence.terms.reading import read_sentences
from congruence.terms.result import Alternative
from congruence.text.lexicon import load_lexicon, pieces


def find_alternatives(document: Document, blocks: Iterable[Block]) -> Iterator[Alternative]:
    """Proposals for other words in ``blocks``: the words proposed, and the phrase that proposes."""
    for sentence in read_sentences(document, blocks):
        low = sentence.text.lower()
        for needs, pattern in _patterns():
            match = pattern.search(sentence.text) if any(map(low.__contains__, needs)) else None
            if match is not None:
                start, end = match.span("other")
                words = sentence.text[start:end].strip(" ‘’“”\"'")
                if len(words.split()) <= 10 and words:
                    why = sentence.text[match.start() : start].strip()
                    yield Alternative(sentence.place(start, end), why)
                break


_WORDS = (
    r"(?P<other>[‘“\"'][^‘’“”\"]{3,90}[’”\"']"
    r"|[^.,;:!?()]{3,70}?(?=\s*(?:[.,;:!?()]|$)|\s+(?:omdat|want|zodat|maar)\b))"
)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    return tuple(
        (
            pieces(entry["needs"]),
            re.compile(entry["pattern"].replace("<Q>", _WORDS), re.IGNORECASE),
        )
        for entry in load_lexicon("alternatives")["patterns"]
    )
