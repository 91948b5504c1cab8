"""Every text a user sees, in Dutch (default) or English: one gettext catalogue.

Source strings are English; ``locale/nl/LC_MESSAGES/congruence.po`` holds the Dutch, and
``make messages`` compiles it. Use ``_("…{name}…").format(name=…)``: never an f-string, so that
the sentence can be looked up.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("nl", "en")
DOMAIN = "congruence"
LOCALE_DIR = Path(__file__).parent / "locale"

_language: ContextVar[str] = ContextVar("language", default="nl")


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, LOCALE_DIR, languages=[language])


def language() -> str:
    """The language in use: ``"nl"`` or ``"en"``."""
    return _language.get()


def set_language(code: str) -> None:
    """Use ``code`` (one of `LANGUAGES`) from here on in this context."""
    if code not in LANGUAGES:
        raise ValueError(f"language must be one of {LANGUAGES}, not {code!r}")
    _language.set(code)


@contextmanager
def using_language(code: str) -> Iterator[None]:
    """Use ``code`` for the length of a ``with`` block."""
    before = _language.get()
    set_language(code)
    try:
        yield
    finally:
        _language.set(before)


def _(message: str) -> str:
    """``message`` in the language in use."""
    return _catalogue(_language.get()).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of the message that fits ``count``, in the language in use."""
    return _catalogue(_language.get()).ngettext(singular, plural, count)


def N_(message: str) -> str:
    """Mark ``message`` for the catalogue and leave it as it is (it is looked up later)."""
    return message
