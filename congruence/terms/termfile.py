"""The term file: which terms are looked for, under which other names, and what they are not."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from congruence.errors import CongruenceError
from congruence.messages import _

MOST_TERMS = 10_000
LONGEST = 200
_SYMBOLS = frozenset(["So", "Sk", "Cs", "Co", "Cc", "Cn"])  # emoji, pictures, control characters
_KEYS = {"term", "aliases", "never", "opposites", "note", "source"}


class TermError(CongruenceError):
    """A term or a term file cannot be used."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term to look for.

    Attributes:
        term: the preferred form.
        aliases: other words that count as the same term.
        never: words that look like the term and are not.
        opposites: words for the opposite; counted apart.
    """

    term: str
    aliases: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    opposites: tuple[str, ...] = ()
    note: str | None = None
    source: str | None = None


def make_terms(words: Iterable[str]) -> tuple[Term, ...]:
    """Terms without aliases, checked; a word that stands twice counts once."""
    return _unique(Term(_checked(word)) for word in words)


def read_term_file(path: str | Path) -> tuple[Term, ...]:
    """The terms of a ``terms.toml``: tables ``[[term]]`` with ``term`` and optional lists.

    Raises:
        TermError: the file is missing, no TOML, empty, or a table is wrong; it says where.
    """
    path = Path(path)
    remedy = _('write tables [[term]] with term = "..." in it')
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise TermError(
            _("this term file does not exist"), file=path, remedy=_("check the name")
        ) from None
    except IsADirectoryError:
        raise TermError(
            _("this is a folder, not a term file"), file=path, remedy=_("name the file in it")
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise TermError(
            _("this term file cannot be read as text"), file=path, remedy=_("save it as UTF-8 text")
        ) from error
    except (ValueError, RecursionError) as error:  # also numbers and nesting without end
        where = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = where.groups() if where else (None, None)
        raise TermError(
            _("this term file is no valid TOML"),
            file=path,
            place=_("line {line}, character {column}").format(line=line, column=column)
            if where
            else (_("at the end") if isinstance(error, tomllib.TOMLDecodeError) else None),
            remedy=_("mend that line; a word stands between double quotation marks"),
        ) from error
    tables = data.get("term")
    if not isinstance(tables, list) or not tables:
        raise TermError(_("this term file holds no terms"), file=path, remedy=remedy)
    return _unique(_term(table, path, at) for at, table in enumerate(tables, 1))


def _term(table: Any, path: Path, at: int) -> Term:  # noqa: ANN401 - as TOML gives it
    place = _("term {number}").format(number=at)
    if isinstance(table, dict) and "term" in table and not isinstance(table["term"], str):
        raise TermError(
            _("what stands after term = is no text"),
            file=path,
            place=place,
            remedy=_("put it between double quotation marks"),
        )
    if not isinstance(table, dict) or "term" not in table:
        raise TermError(
            _('a table [[term]] lacks term = "..."'), file=path, place=place, remedy=_("add it")
        )
    unknown = sorted(set(table) - _KEYS)
    if unknown:
        raise TermError(
            _("unknown key '{key}'").format(key=unknown[0]),
            file=path,
            place=place,
            remedy=_("use {keys}").format(keys=", ".join(sorted(_KEYS))),
        )
    lists = {
        key: tuple(
            _checked(word, path, place) for word in _strings(table.get(key, []), key, path, place)
        )
        for key in ("aliases", "never", "opposites")
    }
    note, source = (
        str(table[key]) if table.get(key) not in (None, "") else None for key in ("note", "source")
    )
    return Term(_checked(table["term"], path, place), **lists, note=note, source=source)


def _strings(value: Any, key: str, path: Path, place: str) -> list[str]:  # noqa: ANN401
    if isinstance(value, list) and all(isinstance(word, str) for word in value):
        return value
    raise TermError(
        _("'{key}' is no list of words").format(key=key),
        file=path,
        place=place,
        remedy=_('write {key} = ["...", "..."]').format(key=key),
    )


def _checked(word: str, path: Path | None = None, place: str | None = None) -> str:
    """The term with single spaces; TermError where no word could ever match it."""
    clean = " ".join(word.split())
    problem = remedy = None
    if not clean:
        problem, remedy = _("a term is empty"), _("give a word or a phrase")
    elif len(clean) > LONGEST:
        problem = _("this term is longer than {count} characters").format(count=LONGEST)
        remedy = _("give a word or a short phrase")
    elif re.search(r"[\\^$*+?\[\]{}|<>]|\.\*|\(\?", clean):
        problem = _("'{term}' looks like a search pattern").format(term=clean[:60])
        remedy = _("give the words themselves; all their forms are found")
    elif odd := next((mark for mark in clean if unicodedata.category(mark) in _SYMBOLS), None):
        problem = _("'{term}' holds a sign that stands in no word ({sign})").format(
            term=clean[:60], sign=odd
        )
        remedy = _("give the words without it")
    elif sum(letter.isalnum() for letter in clean) < 2:
        problem = _("'{term}' has fewer than two letters").format(term=clean[:20])
        remedy = _("give a word or a phrase")
    if problem:
        raise TermError(problem, file=path, place=place, remedy=remedy)
    return clean


def _unique(terms: Iterable[Term]) -> tuple[Term, ...]:
    found: dict[str, Term] = {}
    for term in terms:
        found.setdefault(term.term.casefold(), term)
        if len(found) > MOST_TERMS:
            raise TermError(
                _("more than {count} terms").format(count=MOST_TERMS),
                remedy=_("split the list"),
            )
    return tuple(found.values())
