"""What an objection is to: quoted words, a known term, the pattern's own words, or the subject.

*Dat*, *ermee* and *deze bepaling* point: at the sentence before, at what it cites, or at the
heading above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from congruence.terms.match import Role, TermIndex
from congruence.terms.reading import Sentence
from congruence.text.lemma import lemma
from congruence.text.lexicon import load_lexicon

QUOTED = re.compile(
    r"‘[^‘’\n]{2,90}?’(?!\w)|‘[^‘’'\n]{2,90}'(?!\w)|“[^“”\n]{2,160}”|\"[^\"\n]{2,160}\"|(?<!\w)'[^'\n]{2,90}?'(?!\w)"
    r"|«[^«»\n]{2,160}»"
)
_LONGEST_QUOTED = 10  # words between quotation marks that can be what is objected to
_POINTER = re.compile(r"^(?:dat|dit|het|er|die|deze|daar\w*|hier\w*|er\w*|zo|zulks)$", re.I)
# Words for a piece of text that was named or quoted before.
_PROVISION = re.compile(
    r"^(?:deze|dit|die|dat|(?:de|het)\s+(?:genoemde|bedoelde|voorgestelde|aangehaalde|geciteerde))\s+"
    r"(?:bepaling|artikel|lid|passage|zin|zinsnede|eis|norm|regel|formulering|omschrijving|definitie|"
    r"alinea|onderdeel|argument|redenering|stelling|aanname|conclusie|indeling|onderscheid|opvatting|uitleg|voorstel|"
    r"naam|benaming|woordkeus|woordkeuze|zienswijze|uitgangspunt|keuze|paragraaf|voorschrift|plicht|verplichting|tekst|term|begrip|woord)$",
    re.I,
)
_CITED = re.compile(
    r"\b(?:artikel(?:en)?|paragraaf|hoofdstuk|bijlage|onderdeel|bouwsteen|punt|lid)\s+(?:\d[\w:.]*\w|\d|[IVX]+)"
    r"(?:,?\s+(?:[a-z]+(?:de|ste)\s+lid|lid\s+\d+|(?:onder|onderdeel|sub)\s+[a-z\d]+))*",
    re.I,
)
_ABOUT = re.compile(
    r"^(?:ten\s+aanzien\s+van|met\s+betrekking\s+tot|wat\s+betreft|inzake|aangaande|omtrent|over)\s+"
    r"(?P<what>.+)$",
    re.I,
)
_PREPOSED = re.compile(
    r"^(?:in|uit|op|bij|met|door|volgens|gelet|gezien|daar\w+|hier\w+|ook|voorts|verder|tevens|"
    r"bovendien|echter|immers|noch|zo(?!['’]n)|dan|nu|toch|wel|voor|na|naast|onder|tot|ten|ter|binnen|zonder)\b",
    re.I,
)
_AFTER_VERB = re.compile(
    r"\b(?:is|zijn|blijft|blijven|lijkt|lijken|wordt|worden|acht|achten|vindt|vinden|besteedt|gaat|"
    r"laat|doet)\s+(?P<what>(?:de|het|een|deze|dit|die)\s+[\w-]+(?:\s+[^\s,.;:!?]+){0,9})",
    re.I,
)
_ADVERB = re.compile(
    r"\s+(?:echter|immers|niet|nog|ook|dan|daarom|dus|onvoldoende|geen|te|wel|namelijk|hier|daar)\b",
    re.I,
)
_NAMED_AS = re.compile(
    r"^(?:term|begrip|woord|formulering|uitdrukking)\s+(?!van\b)(?=\w)", re.IGNORECASE
)
_LEAD = re.compile(
    r"^(?:\W|(?:maar|want|en|dus|ook|daarnaast|bovendien|echter|toch)\s+|[a-z\d]{1,2}[.)]\s+)+",
    re.I,
)
_NO_TARGET = re.compile(
    r"^(?:we|wij|ik|ons|de$|het$|een$|als|indien|wanneer|hoe|wat|waarom|je|u|ze|zij|hij|men|wie|waar|laten|iedereen|niemand)\b",
    re.I,
)
_MEANT = re.compile(
    r"\bmet\s+(?:die|deze|dit|dat|de|het)?\s*(?P<what>[\w\s-]{3,50}?)\s+bedoeld\b", re.I
)
_ARTICLES = frozenset(["de", "het", "een", "deze", "dit", "die", "dat", "elke", "elk", "geen"])
_POINTING = frozenset(["dit", "dat", "deze", "die"])
_FINITE = frozenset(
    [
        "is", "zijn", "was", "waren", "wordt", "worden", "heeft", "hebben", "kan", "kunnen",
        "moet", "moeten", "mag", "mogen", "zal", "zullen", "zou", "zouden", "gaat", "gaan",
        "staan", "passen", "leiden", "werken", "doen", "roepen", "blijven", "lijken", "vormen",
        "dreigen", "dienen", "botsen", "schieten", "voegen", "missen", "krijgen", "vragen",
    ]
)  # fmt: skip


def target_of(
    read: Sequence[Sentence],
    at: int,
    matches: Sequence[re.Match[str]],
    terms: TermIndex | None,
    earlier: str | None,
    heading: str = "",
    speaker: str = "",
) -> str | None:
    """What the objection in ``read[at]`` is to, in the fullest wording that stands before it.

    Args:
        read: sentences in reading order.
        at: which of them objects.
        matches: what the markers matched in it.
        terms: known terms.
        earlier: the target of the objection just before, for a word that points back.
        heading: the heading above, for *deze bepaling* under "Artikel 3".
        speaker: who objects, who is never what is objected to.
    """
    found = _target(read, at, matches, terms, earlier, heading, speaker)
    if not found or ";" in found:
        return found
    # "die gezamenlijke lijst" after ‘gezamenlijke lijst normen’: the whole of what was quoted.
    whole = re.compile(rf"(?<!\w){re.escape(found)}(?!\w)", re.IGNORECASE)
    quoted = (words for sentence in read[:at] for words in quoted_words(sentence.text))
    return next((words for words in quoted if whole.search(words)), found)


def _target(
    read: Sequence[Sentence],
    at: int,
    matches: Sequence[re.Match[str]],
    terms: TermIndex | None,
    earlier: str | None,
    heading: str,
    speaker: str,
) -> str | None:
    """Quoted words, else the pattern's own noun group, else a known term, else the subject."""
    text = read[at].text
    markers = [match.group() for match in matches]
    named = [
        words
        for words in quoted_words(text)
        if len(words.split()) <= _LONGEST_QUOTED and not any(marker in words for marker in markers)
    ]
    if named and not _NICKNAME.search(text):
        return "; ".join(named)
    pointing = ""
    for phrase in _own_words(matches):
        if _PROVISION.match(phrase):
            pointing = pointing or phrase
        elif not _POINTER.match(phrase) and not _same(phrase, speaker):
            return "; ".join(_known(phrase, terms)) or phrase
    if not pointing and (named := _known(text, terms)):
        return "; ".join(named[:3])
    subject = None if pointing else _subject(text, matches[0].start())
    if subject and _PROVISION.match(subject):
        pointing = subject
    elif subject and not _same(subject, speaker):
        return _without_lead(subject)
    before = read[max(0, at - 2) : at]
    if pointing:
        return _provision(before, heading) or _without_lead(pointing)
    return _pointed_at(before, terms, earlier)


def _same(subject: str, speaker: str) -> bool:
    """Whether the subject is the one who speaks."""
    one, other = _without_lead(subject).lower(), _without_lead(speaker).lower()
    return bool(other) and (one.startswith(other) or other.startswith(one))


# What is called a name is what was spoken of before: "noemt het een ‘boekhoudersindeling’".
_NICKNAME = re.compile(
    r"\b(?:noem\w*|vind\w*)\s+(?:het|dit|dat|deze\s+\w+|die\s+\w+)\s+(?:\w+\s+){0,2}[‘“\"']", re.I
)


def _own_words(matches: Sequence[re.Match[str]]) -> Iterator[str]:
    """The noun groups that the patterns themselves name, without a leading article."""
    for match in matches:
        for group in match.re.groupindex:
            words = (match[group] or "").strip(" ,_").split()
            if phrase := _without_lead(" ".join(words[:10])):
                yield phrase


def _pointed_at(
    before: Sequence[Sentence], terms: TermIndex | None, earlier: str | None
) -> str | None:
    """What *dat* or *ermee* takes from the sentences before."""
    for sentence in reversed(before):
        meant = _MEANT.search(sentence.text)
        named = quoted_words(sentence.text) or _known(sentence.text, terms)
        if named or meant or earlier:
            return "; ".join(named) or (meant["what"] if meant else earlier)
        subject = _subject(sentence.text, len(sentence.text))
        if subject and not sentence.text.endswith(subject):  # a subject has a verb behind it
            return _without_lead(subject)
    return None


def _provision(before: Sequence[Sentence], heading: str) -> str | None:
    """The provision or quoted passage that *deze bepaling* means: the nearest one named."""
    for text in (*(sentence.text for sentence in reversed(before)), heading):
        if named := quoted_words(text):
            return named[-1]
        if cited := list(_CITED.finditer(text)):
            return " ".join(cited[-1].group().split())
    return None


def _subject(text: str, stop: int) -> str | None:
    """The subject of a plain or an inverted sentence; None for a word that only points."""
    found = subject_of(text, stop)
    if found is None:
        found = _inverted(text, stop)
    elif about := _ABOUT.match(found):
        found = about["what"]
    elif _PREPOSED.match(found):
        found = _inverted(text, stop)
    if not found or _POINTER.match(found) or _NO_TARGET.match(found):
        return None
    return found


def _inverted(text: str, stop: int) -> str | None:
    """The subject after the verb: "Gelet hierop is de omschrijving te ruim"."""
    match = _AFTER_VERB.search(text, 0, stop)
    if match is None:
        return None
    words = _ADVERB.split(match["what"])[0].split()
    return " ".join(words[:10]) or None


def _without_lead(phrase: str) -> str:
    """Without article and without "the term": *de term outreachend* is about *outreachend*."""
    bare = re.sub(r"^(?:de|het|een)\s+(?=\w)", "", phrase, flags=re.I)
    return re.sub(
        r"^(?:term|begrip|woord|formulering|uitdrukking)\s+(?!van\b)(?=\w)", "", bare, flags=re.I
    )


def quoted_words(text: str) -> list[str]:
    """What stands between quotation marks, without adverbs that are held at a distance."""
    adverbs = load_lexicon("objections")["holders"]["distance_adverbs"]
    words = [match.group().strip("‘’“”\"'«»") for match in QUOTED.finditer(text)]
    return [word for word in dict.fromkeys(words) if word.lower() not in adverbs]


def _known(text: str, terms: TermIndex | None) -> list[str]:
    if terms is None:
        return []
    spans = [hit.span for hit in terms.find(text) if hit.role is not Role.OPPOSITE]
    return list(dict.fromkeys(text[span.start : span.end] for span in spans))


def subject_of(text: str, stop: int) -> str | None:
    """The words before the first verb: what a plain sentence is about."""
    bare = _LEAD.sub("", text[:stop].rpartition("; ")[2])
    before = ""
    for word in re.finditer(r"[^\W\d_][\w'’-]*", bare):
        lower = word.group().lower()
        # "Dit ligt anders": here the pointing word is the subject, not an article.
        pronoun = before in _POINTING and lower.endswith("t")
        if (before not in _ARTICLES or pronoun) and _is_finite(lower):
            bare = bare[: word.start()]
            break
        before = lower
    bare = bare.rpartition(" dat ")[2]
    words = re.split(r"\s(?:die|dat|waar\w*)(?:\s|$)", bare)[0].strip(" ,;:_(").split()
    return " ".join(words[:10]) or None


@lru_cache(maxsize=50_000)
def _is_finite(word: str) -> bool:
    """Whether the word looks like a verb in the present or past tense."""
    if word in _FINITE:
        return True
    base = lemma(word)
    return base != word and base.endswith("en") and (word.endswith("t") or base == word + "en")
