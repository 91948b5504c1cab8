"""Whose words these are: the document's author, or somebody the text reports or quotes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from congruence.model import Document
from congruence.terms.result import Voice
from congruence.text.clauses import word_list
from congruence.text.lexicon import load_lexicon

_NAME = (
    r"(?:(?:[Dd]e|[Hh]et|[Ee]en)\s+)?"
    r"(?:[A-ZÀ-Þ][\w'’-]+(?:\s+(?:van|de|den|der|ter|ten|voor|en)){0,3}\s*){1,4}"
)
_PRONOUN = re.compile(r"\b(?:volgens|aldus)\s+(?:haar|hem|hen)\b", re.IGNORECASE)
_NOBODY = re.compile(
    r"^(?:we|wij|ik|je|u|dat|dit|het|er|waar|wat|wie|hoe|waarom|wanneer|als|daar|hier|toch|ook|"
    r"dus|en|maar|deze|die|men|zo|dan|nu|in|op|voor|volgens|voorts|verder|tevens|bovendien|echter|"
    r"tegelijk|immers|evenwel|niettemin|desalniettemin|hoewel|omdat|bij|met|door|na|tot|ten|uit|"
    r"daar\w+|hier\w+)\b",
    re.IGNORECASE,
)

_SELF = re.compile(r"\b(?:we|wij|ik)$", re.IGNORECASE)  # a title run on: "Kosten We vrezen"


@lru_cache(maxsize=1)
def _papers() -> re.Pattern[str]:
    return re.compile(rf"\b{load_lexicon('objections')['holders']['paper']}\b")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody whose words the text gives."""

    name: str
    voice: Voice


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    lists = load_lexicon("objections")["holders"]
    role = rf"(?:[Dd]e|[Hh]et)\s+[a-zà-ÿ-]*{lists['roles']}|[Ee]en\s+[a-zà-ÿ-]{{5,}}"
    who = rf"(?P<who>{_NAME}|{role})"
    return (
        re.compile(
            rf"(?:^|[,;:]\s+|\bdat\s+){who}\s*(?:\([^()]{{1,20}}\)\s*)?(?:zelf\s+|van\s+(?:\w+\s+){{1,6}}?)?\b{lists['saying']}\b"
        ),
        re.compile(
            rf"(?:\b[Vv]olgens|\b[Aa]ldus|\bin\s+de\s+ogen\s+van|\b{lists['inverted']})\s+{who}"
        ),
        re.compile(rf"{who}\s*(?:\w+\s+){{0,3}}?{lists['writing']}\b.*\b{lists['paper']}\b"),
        re.compile(rf"\b{lists['paper']}\s+van\s+(?:de\s+|het\s+)?{who}"),
    )


def speaker_of(text: str, marker: int, before: str = "") -> Speaker | None:
    """Who is said to say the sentence, if it is not the author himself.

    *Volgens haar* is whoever the sentence ``before`` begins with.
    """
    if _PRONOUN.search(text):
        named = re.match(r"(?:De|Het|Een)\s+[a-zà-ÿ-]+|" + _NAME, before)
        return Speaker((_tidy(named.group()) if named else "") or "?", Voice.REPORTED)
    saying, according, _wrote, _paper = _patterns()
    for pattern in (saying, according):
        match = pattern.search(text)
        if match is None or match.start() > marker + 40:
            continue
        name = _tidy(match["who"])
        if not name or _NOBODY.match(name) or _SELF.search(name):
            continue
        rest = text[match.end() : match.end() + 40]
        quoted = re.match(r"[^.]{0,25}?:?\s*[‘“\"']", rest) is not None
        return Speaker(name, Voice.QUOTED if quoted and ":" in rest[:30] else Voice.REPORTED)
    return None


def subject_speaker(text: str, marker: int) -> Speaker | None:
    """Who the sentence opens with, when what follows can only be said of a person.

    "De adviesraad is positief, maar kan niet instemmen", "Meerdere ouders vinden dit onmenselijk".
    """
    match = _person().match(text)
    if match is None or match.start("who") >= marker or re.search(_OWN, text[:marker]):
        return None
    if _ITSELF.fullmatch(match["who"]):
        return None
    return Speaker(_tidy(match["who"]), Voice.REPORTED)


# A body that speaks of itself: "de vereniging is kritisch".
_ITSELF = re.compile(
    r"(?:de|het)\s+(?:vereniging|associatie|stichting|bond|\w*kring|netwerk|coöperatie|werkgroep)",
    re.I,
)
_OWN = r"\b(?:[Ww]e|[Ww]ij|[Ii]k)\b"


@lru_cache(maxsize=1)
def _person() -> re.Pattern[str]:
    roles = load_lexicon("objections")["holders"]["roles"]
    ends = f"(?:{roles}|{'|'.join(sorted(word_list('actors'), key=len, reverse=True))})"
    many = (
        r"[Dd]e|[Hh]et|[Ee]en|[Mm]eerdere|[Vv]eel|[Ee]nkele|[Ss]ommige|[Bb]ijna\s+alle|[Aa]lle|"
        r"[Tt]wee|[Dd]rie"
    )
    named = r"(?:\s+(?:[A-ZÀ-Þ][\w-]+|van\s+[\w-]+(?:\s+[A-ZÀ-Þ][\w-]+)?))?"
    before = rf"(?:(?!\w*{ends}\b)[\wà-ÿ-]+\s+){{0,2}}?"
    group = rf"(?:(?:{many})\s+)?{before}[\w-]*(?i:{ends})\b{named}"
    titled = rf"(?:[Dd]e\s+heer|[Mm]evrouw|[Mm]eneer|[Dd]hr\.|[Mm]w\.|[Mm]r\.|[Dd]r\.)\s+{_NAME}"
    return re.compile(rf"^\W*(?:(?:[Mm]aar|[Ee]n|[Oo]ok)\s+)?(?P<who>{titled}|{group})")


def carried_speaker(before: str, carried: Speaker | None) -> Speaker | None:
    """Who goes on speaking: the writer of a paper that ``before`` names, until "wij" returns."""
    _saying, _according, wrote, paper = _patterns()
    match = None
    if _papers().search(before):  # names are costly to look for: only beside a word for a paper
        match = wrote.search(before) or paper.search(before)
    if match is not None and (name := _tidy(match["who"])):
        if carried is not None and carried.name.lower().endswith(name.split()[-1].lower()):
            return carried  # "de juristen" after "het Netwerk Juristen": the same, named in full
        return Speaker(name, Voice.REPORTED)
    return None if re.search(r"\b(?:we|wij|ons|onze)\b", before, re.IGNORECASE) else carried


def _tidy(name: str) -> str:
    words = name.split()
    while words and words[-1].lower() in {"van", "de", "den", "der", "ter", "ten", "voor", "en"}:
        words.pop()
    bare = " ".join(words)
    return re.sub(r"^(?:[Dd]e|[Hh]et|[Ee]en)\s+(?=[A-ZÀ-Þ])", "", bare)


def author_of(document: Document) -> str | None:
    """The holder the corpus names, else who heads or signs the paper, else whom it names most."""
    if document.holder:
        return document.holder
    if named := _headed(document) or _signed(document):
        return named
    organisation = load_lexicon("objections")["holders"]["organisation"]
    pattern = re.compile(
        rf"\b{organisation}(?:[ ]+(?:van[ ]+|voor[ ]+|der[ ]+)?[A-ZÀ-Þ][\w-]+){{1,3}}"
    )
    counts: Counter[str] = Counter()
    for block in document.blocks:
        counts.update(" ".join(match.group().split()) for match in pattern.finditer(block.text))
    if not counts:
        return None
    return min(counts.items(), key=lambda item: (-item[1], item[0]))[0]


_HEAD, _FOOT = 8, 8  # blocks at the top and at the end where a paper says whose it is
_FROM = re.compile(r"^\W*(?:van|afzender|auteur|auteurs|opgesteld\s+door|door)\s*[:|]?\s*$", re.I)
_SENDER = re.compile(
    r"(?im)^\W*(?:(?:van|afzender|auteur|auteurs|opgesteld\s+door)\s*:\s*|door\s+(?=(?-i:[A-Z])))"
    r"(?P<who>[^\n,;:.]{3,60})$"
)
_SIGNS = re.compile(r"(?m)^\W*[Nn]amens\s+(?:de|het)\s+(?P<who>[^\n,.;:]{4,60})")


def _headed(document: Document) -> str | None:
    """Who stands at the head: "Van: ...", or a line that is the name of a body and no more."""
    roles = load_lexicon("objections")["holders"]
    body = re.compile(
        rf"(?m)^(?P<who>(?:{roles['organisation']}|[A-ZÀ-Þ][a-zà-ÿ]*{roles['roles']})\b"
        r"(?:[ ](?!Aan\b)[^\s.,;:!?]+){0,8}?)(?=\s*$|\s+Aan\b)"
    )
    head = document.blocks[:_HEAD]
    for at, block in enumerate(head):
        if _FROM.match(block.text) and at + 1 < len(head):
            return " ".join(head[at + 1].text.split()[:10])
        if block.is_heading:
            continue
        if match := _SENDER.search(block.text) or body.search(block.text):
            return " ".join(match["who"].split())
    return None


def _signed(document: Document) -> str | None:
    found = (_SIGNS.search(block.text) for block in document.blocks[-_FOOT:])
    return next((" ".join(match["who"].split()) for match in found if match), None)
