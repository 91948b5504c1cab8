"""Entries of a list of terms: lines, table rows, and what stands under a question.

"Respijtzorg: zorg die ...", "Uitstroom – het moment waarop ...", a table with the columns *begrip*
and *betekenis*, a term that is itself the heading, "Wat is casusregie?" with its answer.
"""

from __future__ import annotations

import re

from congruence.model import Block, BlockKind, Document
from congruence.terms.reading import Sentence
from congruence.terms.result import Definition
from congruence.terms.words import NAME, PHRASE, SUSPECT, opens_nothing, tidy, words_of
from congruence.text.lexicon import load_lexicon, load_words

# An entry of a list of definitions: "Sociaal team (ST): ...", "meldcode – ...".
_LISTED = re.compile(
    rf"^(?P<dash>[–—-]\s*)?(?:(?P<named>[^\W_][^:;.?!]{{0,70}}?)\s*:|(?P<term>{PHRASE})\s*(?:–|—|\s-))"
    r"\s*(?!https?:|www\.)(?=[\w(]|$)"
)
# In a list of definitions the term may run on into its meaning: "Community Elke groep die ..."
_RUN_IN = re.compile(
    rf"^(?P<term>{PHRASE})\s+(?=(?:Elke?|Een|Alle|De|Het|Betekent|Betreft|Zijn|Is|Wordt)\s)"
)
_OPENS_LIST = re.compile(
    r"(?i)(?:\bverst(?:aan|aat)\b|\bvolgende\s+betekenis|\b(?:begrippen|definities|termen|afkortingen)"
    r"\b[^.]*\b(?:gelden|gehanteerd|gebruikt|betekenis))[^.]*:\s*$"
)
# Outside such a list a line is an entry only when a kind and its difference follow.
_LINE = re.compile(
    rf"^(?P<term>{NAME}(?:\s+{NAME}){{0,4}}?)(?:\s*\([^()]{{1,30}}\))?\s*(?::|\s[–—-])\s+"
    r"(?P<kind>(?:(?:een|het|de|elke?|ieder|iedere|alle|al)\s+)?[a-zà-ÿ][\w-]*(?:\s+[\w-]+){0,5}?)\s+"
    r"(?P<clause>die|dat|waar\w*|wie|om|wat|van|voor|tussen|bij)\s+\S+\s+\S+"
    r"|^(?P<term2>" + NAME + r")\s*(?::|\s[–—-])\s+(?:dat|als|wanneer)(?:\s+\S+){4,}",
)
_BARE = frozenset(["die", "dat", "om", "wie", "wat"])
_ASKS = re.compile(
    rf"^(?:\W|\d+[.)]\s)*(?:wat|wie)\s+(?:(?:bedoelen|verstaan|bedoelt|verstaat)\s+\w+\s+(?:precies\s+)?"
    rf"(?:met|onder)|(?:is|zijn|betekent|houdt)|wordt\s+(?:er\s+)?(?:bedoeld|verstaan)\s+(?:met|onder)|"
    rf"wordt\s+(?:met|onder))\s+(?P<term>{PHRASE})(?:\s+(?:in|bedoeld|verstaan|eigenlijk|precies))?\s*\?\s*$",
    re.I,
)
_ANSWERS = re.compile(
    r"^(?:Dat\s+(?:is|zijn)\s+|Daar(?:mee|onder)\s+|Hier(?:mee|onder)\s+)?(?:een|het|de|elke?|ieder|iedere|"
    r"alle|alles|iemand|degene|wie|bedoelen|verstaan|wordt)\s+(?:\S+\s+){2,}",
    re.I,
)


def opens_list(block: Block) -> bool:
    """Whether the passage announces definitions: "In deze regeling wordt verstaan onder:"."""
    return bool(_OPENS_LIST.search(block.text))


def goes_on(block: Block) -> bool:
    """Whether a list of definitions goes on: sub-items, or a page number or blank between two."""
    listed = block.kind is BlockKind.LIST_ITEM or block.kind is BlockKind.TABLE_CELL
    return listed or len(block.text.split()) < 3


def in_glossary(document: Document, block: Block) -> bool:
    """Whether a heading above says that this is a list of terms."""
    return any(is_glossary(heading) for heading in document.headings_above(block))


def is_glossary(heading: Block) -> bool:
    """Whether the heading opens a list of terms: "Begrippenlijst"."""
    sections = load_lexicon("definitions")["lists"]["sections"]
    return not {word.strip(".:,;").lower() for word in heading.text.split()}.isdisjoint(sections)


def listed(sentence: Sentence, *, announced: bool) -> Definition | None:
    """An entry of a list of definitions, ``announced`` by a sentence or only by a heading."""
    match = _LISTED.match(sentence.text)
    term = (match["named"] or match["term"]) if match else ""
    if match is None or not term or len(term.split()) > 8 or SUSPECT.search(term):
        return None
    if match.end() == len(sentence.text) and not (
        match["dash"] or announced
    ):  # the meaning stands in sub-items
        return None
    return _entry(sentence, term)


def run_in(
    document: Document, block: Block, sentence: Sentence, *, first: bool
) -> Definition | None:
    """An entry of a glossary whose term runs on into its meaning, or is the heading above."""
    match = _RUN_IN.match(sentence.text)
    if match and not SUSPECT.search(match["term"]) and not opens_nothing(match["term"].lower()):
        return _entry(sentence, match["term"])
    heading = document.headings_above(block)[-1]
    opening = sentence.text.split(maxsplit=1)[0].lower().strip(",")
    says_more = opens_nothing(opening) or opening in words_of("no_subject")
    words = len(heading.text.split())
    if not first or says_more or is_glossary(heading) or not 0 < words <= 6:
        return None
    return _entry(sentence, heading.text)


def line(sentence: Sentence) -> Definition | None:
    """A line of its own that explains a word: "Respijtzorg: zorg die ..."."""
    match = _LINE.match(sentence.text) if sentence.number == 0 else None
    if match is None:
        return None
    if match["term2"]:
        return (
            None
            if words_of("no_entry") & {match["term2"].lower()}
            else _entry(sentence, match["term2"])
        )
    term, kind = match["term"], match["kind"].split()
    words = term.lower().split()
    stop = (
        words_of("no_entry") | words_of("no_head") | words_of("no_subject") | words_of("instance")
    )
    if stop.intersection(words) or SUSPECT.search(term) or opens_nothing(words[0]):
        return None
    if any(word in load_words("verbs_in_t") or word in _verbs() for word in words[1:]):
        return None
    if SUSPECT.search(" ".join(kind)) or term.isupper() and len(term) > 12:
        return None
    with_article = kind[0].lower() in {"een", "het", "de", "elk", "elke", "ieder", "iedere", "alle"}
    relative = match["clause"].lower() in _BARE or match["clause"].lower().startswith("waar")
    if not (with_article or relative):
        return None
    if not with_article and kind[0].lower() in words_of("no_subject") - {"iemand"}:
        return None
    return _entry(sentence, term)


def _verbs() -> frozenset[str]:
    return frozenset(load_lexicon("norms")["lists"]["auxiliaries"])


def table_row(
    document: Document, block: Block, cells: Row, sentence: Sentence
) -> Definition | None:
    """The meaning in a table of terms: the cell after the term, under *betekenis*."""
    if block.column_index != 1 or not cells:
        return None
    term = cells[0]
    header = cells[1] or in_glossary(document, block)
    meaning = sentence.text.lower()
    if not header or sentence.number or len(meaning.split()) < 2 or meaning.startswith("zie "):
        return None
    if not term or len(term.split()) > 8 or _is_header(term):
        return None
    return _entry(sentence, term)


Row = tuple[str, bool]  # the first cell of the row, and whether the table's head names terms


class TableReader:
    """Walks the cells of tables and knows for each cell its row's first cell and its head."""

    def __init__(self) -> None:
        self._table: int | None = None
        self._terms = False
        self._first = ""
        self._row: int | None = None

    def cell(self, block: Block) -> Row | None:
        """What stands before this cell in its row; None where it is no table cell."""
        if block.kind is not BlockKind.TABLE_CELL:
            self._table = self._row = None
            return None
        if block.table != self._table:
            self._table, self._terms, self._row = block.table, False, None
        if block.row != self._row:
            self._row, self._first = block.row, ""
        if block.column_index == 0:
            self._first = " ".join(block.text.split())
        if block.row == 0:
            self._terms = self._terms or (block.column_index == 0 and _is_header(block.text))
        return self._first, self._terms


def _is_header(text: str) -> bool:
    return text.strip(" *_:").lower() in load_lexicon("definitions")["lists"]["columns"]


def asked(text: str) -> str | None:
    """The word that a question asks the meaning of: "Wat bedoelen we met een veilige plek?"."""
    match = _ASKS.match(text)
    if match is None or SUSPECT.search(match["term"]):
        return None
    term = tidy(match["term"])
    stop = words_of("no_subject") | words_of("no_head") | words_of("instance")
    return None if stop.intersection(term.lower().split()) else term


def answer(sentence: Sentence, term: str) -> Definition | None:
    """The sentence after such a question, where it says what the word means."""
    if not _ANSWERS.match(sentence.text):
        return None
    return Definition(sentence.place(), term, "meaning", "?", "explicit")


def _entry(sentence: Sentence, term: str) -> Definition:
    return Definition(sentence.place(), tidy(term), "meaning", ":", "explicit")
