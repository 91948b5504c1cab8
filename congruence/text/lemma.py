"""Dictionary forms of Dutch words, and the parts of compounds.

simplemma's Dutch table knows the common words and few of a domain's compounds. So a word it does
not know gets the form of its last part (*wijkteams* -> *wijkteam*), and what remains follows the
regular endings. All forms of a word meet in one key; the key itself need not be pretty.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from congruence.text.lexicon import load_lexicon

_VOWELS = "aeiouyáéíóúäëïöüàè"
_SHORTEST = 3
_LONGEST = 60  # longer runs of letters are no words: left as they are


@lru_cache(maxsize=8)
def _list(name: str) -> tuple[str, ...]:
    return tuple(load_lexicon("lemma")[name])


@lru_cache(maxsize=1)
def _table() -> tuple[Callable[[str], str], Callable[[str], bool]]:
    import simplemma

    def look_up(word: str) -> str:
        return str(simplemma.lemmatize(word, lang="nl"))

    def known(word: str) -> bool:
        return bool(word) and bool(simplemma.is_known(word, lang="nl"))

    return look_up, known


@lru_cache(maxsize=200_000)
def is_known(word: str) -> bool:
    """Whether the table of Dutch words holds ``word`` (lower case)."""
    return _table()[1](word)


@lru_cache(maxsize=200_000)
def lemma(word: str) -> str:
    """The key that all forms of ``word`` share, lower case.

    ``lemma("kaders") == lemma("kader")``; a negating prefix is never dropped.
    """
    word = word.lower().replace("’", "'")
    if not word.isalpha() or len(word) > _LONGEST:
        return _lemma_of_joined(word)
    participle = re.fullmatch(r"(\w{3,}end)(?:e|en|er|ere|ers)?", word)
    if participle and _is_participle(participle.group(1)):
        return participle.group(1)
    if is_known(word):
        found = _table()[0](word).lower()
        return found if found.isalpha() else word
    parts = _split(word)
    if parts is not None:
        return parts[0] + lemma(parts[2])
    return _by_ending(word)


def _lemma_of_joined(word: str) -> str:
    """Hyphens, apostrophes, digits: the last piece takes its form, the rest stays."""
    plural = re.fullmatch(r"(.+[aeiouy])'s", word)
    if plural:
        return plural.group(1)
    head, hyphen, tail = word.rpartition("-")
    return f"{head}{hyphen}{lemma(tail)}" if hyphen and tail.isalpha() and tail else word


def _is_participle(word: str) -> bool:
    """*werkend* from *werken*: the stem before -end is a verb's, or the word is unknown."""
    verb = word[:-1]
    return not is_known(word) or (is_known(verb) and _table()[0](verb).lower() == verb)


def _by_ending(word: str) -> str:
    """Regular endings for a word no table knows: plural -en and -s, adjective -e."""
    for ending, least in (("eren", 5), ("en", 4), ("ers", 5), ("s", 4), ("e", 4)):
        stem = word[: -len(ending)]
        if not word.endswith(ending) or len(stem) < least:
            continue
        if (ending == "s" and stem[-1] in "sxzaiouy") or (ending == "e" and stem[-1] == "i"):
            continue
        if ending == "eren":
            return stem + "eer"
        if ending == "ers":
            return stem + "er"
        return _closed(stem) if ending in {"en", "e"} else stem
    return word


def _closed(stem: str) -> str:
    """Spelling of an open syllable that closes: *norme* -> *norm*, *tak|en* -> *taak*."""
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        return stem[:-1]
    if len(stem) > 2 and stem[-1] not in _VOWELS and stem[-2] in "aou" and stem[-3] not in _VOWELS:
        return _devoiced(stem[:-1] + stem[-2:])
    return _devoiced(stem)


def _devoiced(stem: str) -> str:
    return stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1])


@lru_cache(maxsize=200_000)
def compound_parts(word: str) -> tuple[str, ...]:
    """The parts of a compound as lemmas, the head last; the lemma alone where there is one part.

    ``compound_parts("veiligheidsteams") == ("veiligheid", "team")``. Particles and negating
    prefixes are no parts (*toezicht*, *onveiligheid*).
    """
    word = word.lower().replace("’", "'")
    if "-" in word.strip("-"):
        pieces = [piece for piece in word.split("-") if piece]
        return tuple(part for piece in pieces for part in compound_parts(piece))
    if is_known(word):
        word = lemma(word)
    parts = _split(word) if word.isalpha() else None
    if parts is None:
        return (lemma(word),)
    modifier, link, head = parts
    stem = modifier[: len(modifier) - len(link)] if link else modifier
    # A word of the table with a very short first part is rarely a compound: "gem|eente".
    if is_known(word) and len(stem) <= _SHORTEST:
        return (lemma(word),)
    return (*compound_parts(stem), lemma(head))


def _split(word: str) -> tuple[str, str, str] | None:
    """Modifier (with its linking letters), those letters, and head; None for one part.

    The longest known head wins; then the modifier must be known itself or split further.
    """
    for at in range(_SHORTEST, len(word) - _SHORTEST):
        modifier, head = word[:at], word[at:]
        if head in _list("no_part") or not is_known(head) or not _can_stand(head):
            continue
        for link in _list("links"):
            if link and not modifier.endswith(link):
                continue
            stem = modifier[: len(modifier) - len(link)] if link else modifier
            if len(stem) >= _SHORTEST and stem not in _list("no_part") and _is_part(stem):
                return modifier, link, head
    return None


def _can_stand(part: str) -> bool:
    return len(part) > _SHORTEST or part in {
        "wet",
        "wijk",
        "hof",
        "dag",
        "zin",
        "rol",
        "nut",
        "mal",
    }


def _is_part(stem: str) -> bool:
    if stem.startswith(_list("negating")) and not is_known(stem):
        return False
    return (is_known(stem) and any(letter in _VOWELS for letter in stem)) or (
        len(stem) > 6 and _split(stem) is not None
    )
