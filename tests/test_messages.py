"""One catalogue: everything a user may read is there in Dutch, with the same fields."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from congruence.messages import LOCALE_DIR, _, language, set_language, using_language

PACKAGE = LOCALE_DIR.parent
METHODS = [("**.py", "python"), ("**.j2", "jinja2.ext:babel_extract")]
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "gettext": None}
# Words that would pass judgement where a person decides.
VERDICTS = re.compile(r"\b(voldoe(t|n|nde)|ontbre(ekt|ken)|compliant)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def used() -> set[str]:
    found = set()
    for _file, _line, message, _comments, _context in extract_from_dir(
        str(PACKAGE), method_map=METHODS, keywords=KEYWORDS
    ):
        found.add(message[0] if isinstance(message, tuple) else message)
    return found


def texts(catalogue) -> dict[str, str | tuple[str, ...]]:
    """Translations by singular source text."""
    return {
        m.id if isinstance(m.id, str) else m.id[0]: m.string
        if isinstance(m.string, str)
        else tuple(m.string)
        for m in catalogue
        if m.id
    }


@pytest.fixture(scope="module")
def dutch():
    with (LOCALE_DIR / "nl" / "LC_MESSAGES" / "congruence.po").open("rb") as stream:
        return texts(read_po(stream, locale="nl"))


def forms(text) -> list[str]:
    return list(text) if isinstance(text, tuple) else [text]


def fields(text: str) -> set[str]:
    return {name for _text, name, _spec, _conv in string.Formatter().parse(text) if name}


def test_every_message_has_its_dutch(used, dutch):
    assert sorted(message for message in used if not all(forms(dutch.get(message, "")))) == []


def test_a_translation_names_the_same_fields(used, dutch):
    wrong = [m for m in used if any(fields(f) - fields(m) for f in forms(dutch.get(m, "")))]
    assert wrong == []


def test_no_translation_passes_judgement(dutch):
    assert [t for text in dutch.values() for t in forms(text) if VERDICTS.search(t or "")] == []


def test_the_compiled_catalogue_is_the_written_one(dutch):
    path = Path(LOCALE_DIR / "nl" / "LC_MESSAGES" / "congruence.mo")
    with path.open("rb") as stream:
        compiled = texts(read_mo(stream))
    assert compiled == {key: value for key, value in dutch.items() if all(forms(value))}


def test_english_is_the_source_and_dutch_the_default():
    assert language() == "nl"
    assert _("Options") == "Opties"
    with using_language("en"):
        assert _("Options") == "Options"
    assert language() == "nl"
    with pytest.raises(ValueError, match="language"):
        set_language("fr")
