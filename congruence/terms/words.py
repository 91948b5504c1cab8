"""The word that a definition explains: what it may look like, and how it is written down."""

from __future__ import annotations

import re
from functools import lru_cache

from congruence.text.lexicon import load_lexicon

NAME = r"[^\W_](?:[\w&/’'()-]*[\w)])?"
PHRASE = rf"(?:(?:een|de|het)\s+)?[\"'‘“„«´]?{NAME}(?:\s+{NAME}){{0,5}}?[\"'’”»´]?"
# Words that no term holds: verbs, pronouns, conjunctions.
SUSPECT = re.compile(
    r"(?i)\b(?:is|zijn|wordt|worden|heeft|hebben|kan|kunnen|moet|moeten|dat|die|als|om|omdat|dan|er|"
    r"was|waren|niet|zal|zullen|mag|gaat|vraagt|waar|waarin|wij|we|je|ik|zij|want|maar|omvat|bevat)\b"
)


@lru_cache(maxsize=16)
def words_of(name: str) -> frozenset[str]:
    """One of the word lists for kinds and terms in ``data/definitions.toml``."""
    return frozenset(load_lexicon("definitions")["genus"][name])


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    openers = load_lexicon("norms")["lists"]["openers"]
    return frozenset(openers) - {"een"} | words_of("no_opening")


def opens_nothing(word: str) -> bool:
    """Whether the word opens a sentence without being its subject."""
    return word in _openers()


def tidy(term: str) -> str:
    """The word explained, without quotation marks, brackets and a leading article."""
    bare = term.strip(" \"'‘’“”„,;:*_")
    bare = bare if "(" in bare else bare.rstrip(")")
    bare = bare if ")" in bare else bare.lstrip("(")
    bare = re.sub(r"(?i)^(?:een|het|de|'t|die|deze|dit|dat|zo'n)\s+(?=[\w‘“«\"'])", "", bare)
    return re.sub(r"(?i)^(?:begrip|term)\s+(?=[\"'‘“])", "", bare).strip(" \"'‘’“”„«»´")
