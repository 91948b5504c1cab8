"""Clauses of Dutch prose, read without a parser.

Where one begins, who its subject is, whether it stands on its own or hangs on a relative pronoun
or condition, and whether it is an instruction. Word lists are in ``data/norms.toml``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from congruence.model import Span
from congruence.text.lemma import is_known, lemma
from congruence.text.lexicon import load_lexicon, load_words

PASSIVE = "(passief)"
BOUNDARY = re.compile(r"[,;:()–—]|\s-\s")
WORDS = re.compile(r"[^\W\d_][\w'’-]*")
# What stands between dashes or brackets interrupts a clause and does not end it.
_ASIDE = re.compile(r"\s[–—-]\s[^–—]{1,160}?\s[–—-](?=\s)|\([^()]{0,160}\)")
# "Dat de gemeente dit moet, ...": a clause in the place of the subject.
_SUBJECT_CLAUSE = re.compile(r"\W*dat\s+(?:de|het|een|deze|die|er|wij|we|zij|ze|hij|u|je)\b", re.I)
PASSIVE_VERB = re.compile(r"\b(?:word(?:t|en))\b", re.IGNORECASE)
_ADVERBS = frozenset(
    ["altijd", "dit", "dat", "dan", "steeds", "vaker", "zich", "niet", "geen", "er", "hun", "haar"]
)
_IMPERATIVE = re.compile(
    r"(?:^|:\s+|,\s+(?:maar\s+)?)[\W_]*(?:(?:dus|en|maar|verder)\s+(?=[a-z]))?"
    r"(?P<verb>[^\W\d_]+)(?=\s+(?P<next>[^\W\d_]+))",
    re.I,
)


@lru_cache(maxsize=32)
def word_list(name: str) -> frozenset[str]:
    """One of the word lists of ``data/norms.toml``."""
    return frozenset(load_lexicon("norms")["lists"][name])


@lru_cache(maxsize=2)
def actors(text_is_contract: bool = False) -> re.Pattern[str]:
    """Words for who can hold a duty or a power; in a contract also for its parties."""
    words = word_list("contract_parties" if text_is_contract else "actors")
    ends = "|".join(sorted(words, key=lambda word: (-len(word), word)))
    return re.compile(rf"\b\w*(?:{ends})\b", re.IGNORECASE)


def clause_start(sentence: str, at: int) -> int:
    """Where the clause that holds ``at`` begins; what stands in brackets or dashes ends none."""
    marks = [mark.end() for mark in BOUNDARY.finditer(_without_asides(sentence, at), 0, at)]
    return marks[-1] if marks else 0


def _without_asides(sentence: str, at: int) -> str:
    """The sentence with what stands between dashes or brackets before ``at`` blanked."""
    return _ASIDE.sub(lambda m: " " * len(m.group()), sentence[:at]) + sentence[at:]


def is_embedded(sentence: str, at: int) -> bool:
    """Whether the modal verb stands in a condition, an indirect question or a relative clause."""
    start = clause_start(sentence, at)
    opening = _without_asides(sentence, at)
    words = WORDS.finditer(opening, start, at)
    before = [match.group().lower().replace("ó", "o") for match in words]
    follows = WORDS.search(sentence, at)
    follows = WORDS.search(sentence, follows.end()) if follows else None
    following = follows.group().lower() if follows else ""
    # "…, moet je" and "moet de gemeente": the verb before its subject opens a main clause.
    # "zijn" after the verb is the infinitive: "die duidelijk moet zijn".
    subject_follows = following != "zijn" and (
        following in word_list("pronouns") or following in word_list("determiners")
    )
    if subject_follows and before[:1] not in (["of"], ["die"]):
        return False
    if start == 0 and _SUBJECT_CLAUSE.match(sentence) and len(before) > 2:
        return True
    openers = [at for at, word in enumerate(before) if word in word_list("subordinators")]
    if not openers:
        return False
    first = openers[0]
    if first == 0 and len(before) == 1 and start == 0:  # "Die moet", "Wat moet": verb second
        return False
    if before[first] in word_list("continuing") and first == 0 and start > 0 and len(openers) == 1:
        return False
    # "Stukken die hij heeft moet hij tonen": the relative clause has had its verb already.
    if before[openers[-1]] in word_list("relatives") and _finite_among(before[openers[-1] + 1 :]):
        return False
    # "die organisaties moeten", "of jongere": only a clause opener when the verb comes last.
    if start == 0 and first == 0 and before[0] == "die" and len(before) <= 2:
        return False
    if before[first] in {"of", "als", "dan", "zoals", "waar"} and first > 0:
        return before[first] == "of" and before[first - 1] in {
            "vraag", "na", "onderzocht", "bekijken", "overwegen", "beoordelen", "weten", "bepalen",
            "is", "onderzoeken", "nagaan", "twijfel", "ook", "verkend",
        }  # fmt: skip
    return True


def _finite_among(words: list[str]) -> bool:
    """Whether a clause that opens with a relative pronoun has had its verb."""
    return any(
        word in word_list("auxiliaries") or word in load_words("verbs_in_t") for word in words[1:]
    )


def is_actor(subject: str) -> bool:
    """Whether the head of a noun group can act: in "hulp aan burgers" the burgers do not."""
    words = [match.group().lower() for match in WORDS.finditer(subject)]
    if not words:
        return False
    head = re.split(r"\s(?:van|voor|aan|in|op|met|bij|uit|tussen|over)\s", subject)[0]
    return words[0] in word_list("pronouns") or bool(actors().search(head))


def bearer_of(sentence: str, start: int, end: int) -> str | None:
    """The subject: before the verb in a plain sentence, after it when something else opens."""
    low = clause_start(sentence, start)
    before = sentence[low:start].strip().strip("\x00*_\"'‘’“” ")
    low_words = before.split()
    after = sentence[start:]
    follow = re.match(
        r"\S+\s+((?:je|jij|u|we|wij|zij|ze|men|ik|iedereen)\b"
        r"|(?:de|het|een|elk|elke|ieder|iedere|alle|deze|dit)\s+[\w-]+(?:\s+(?:van|voor)\s+(?:de\s+)?[\w-]+)?)",
        after,
        re.IGNORECASE,
    )
    main = re.sub(r"^(?:en|maar|want|dus|dat|omdat)\s+", "", before, flags=re.IGNORECASE)
    opener = main.split()[0].lower() if main.split() else ""
    if " dat " in f" {main} " and main.lower() != "dat":
        return _first_group(f" {main}".rpartition(" dat ")[2]) or None
    if main and opener not in word_list("openers") and len(low_words) <= 16:
        if opener in {"er", "dat", "dit", "het"} and len(main.split()) == 1:
            return main if not PASSIVE_VERB.search(after) else PASSIVE
        return " ".join(main.split()[:12])
    if follow:
        return follow.group(1)
    actor = actors().search(after)
    if actor and not PASSIVE_VERB.search(after):
        return actor.group()
    return PASSIVE if PASSIVE_VERB.search(after) else None


def _first_group(clause: str) -> str:
    """The noun group that opens a clause whose verb comes last."""
    group: list[str] = []
    for word in clause.split()[:6]:
        if group and (word.lower() in word_list("openers") or word.lower() in _ADVERBS):
            break
        group.append(word)
    return " ".join(group)


def instruction_in(sentence: str) -> Span | None:
    """An imperative: it opens the sentence, or its main clause after a colon or condition."""
    for match in _IMPERATIVE.finditer(sentence):
        word, following = match.group("verb").lower(), match.group("next").lower()
        after_comma = sentence[match.start()] == ","
        goes_on = after_comma and "maar" not in match.group().lower()
        if goes_on and sentence.split(maxsplit=1)[0].lower() not in word_list("conditions"):
            continue
        listed = word in word_list("imperatives") and following in word_list("imperative_follow")
        if listed or (not after_comma and _is_stem(word, following)):
            return Span(*match.span("verb"))
    return None


def _is_stem(word: str, following: str) -> bool:
    """Whether the word is the stem of a verb and nothing else, as an imperative is."""
    return (
        word in load_words("verb_stems")
        and word not in word_list("no_imperatives")
        and following not in word_list("no_object")
    )


def is_name(text: str) -> bool:
    """Whether the text opens with a proper name: a capital, and no word of the language."""
    first = WORDS.match(text.lstrip("\x00 *_"))
    if first is None or len(first.group()) < 3 or not first.group()[0].isupper():
        return False
    word = first.group().lower()
    return not is_known(word) and lemma(word) == word


def finite_after(sentence: str, actor: re.Match[str] | None) -> re.Match[str] | None:
    """The first word after the subject that has the shape of a present-tense verb."""
    if actor is None:
        return None
    for word in WORDS.finditer(sentence, actor.end()):
        lower = word.group().lower()
        if lower in word_list("determiners") or lower in word_list("openers") or len(lower) < 3:
            continue
        plural = lower.endswith("en") and lemma(lower) == lower
        if plural or lower in load_words("verbs_in_t"):
            return word
    return None
