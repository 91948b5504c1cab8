"""Dutch-English sentence pairs from translated software: interfaces, help pages, manuals.

Strings are paired by message id (``.mo`` catalogues, JSON), by paragraph id (LibreOffice help) or
by place in pages of one structure (Mallard help). Placeholders and markup are removed.
"""

from __future__ import annotations

import gettext
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

_MARKUP = (
    re.compile(r"<[^>]+>"),
    re.compile(r"\{\{[^}]*\}\}|\{[^}]*\}|\$\{?\w+\}?"),
    re.compile(r"%\(\w*\)[sdif]|%-?\d*[sdifu]|%\d+(?:\$[sd])?|%l[du]"),
    re.compile(r"&(?=\w)|_(?=\w)|~(?=\w)|\\n|\[\[|\]\]|\|"),
)
_WORD = re.compile(r"[A-Za-zÀ-ÿ]{3,}")
_HELP_PARAGRAPH = re.compile(
    r'<(?:p|h\d)[^>]*id="((?:par|hd)_id\w+)"[^>]*>(.*?)</(?:p|h\d)>', re.DOTALL
)
_CATALOGUES = (
    "usr/share/locale/nl/LC_MESSAGES/*.mo",
    "usr/lib/libreoffice/program/resource/nl/LC_MESSAGES/*.mo",
    "usr/share/wordpress/wp-content/languages/**/nl_NL.mo",
    "usr/share/wordpress/wp-content/languages/nl_NL.mo",
    "usr/share/games/wesnoth/*/locale/nl/LC_MESSAGES/*.mo",
)
# Lists of star, place and language names teach names, which the model does not carry.
_NAMES = {"iso_3166-2", "iso_3166-3", "iso_639-3", "iso_639-5", "freeciv-nations", "iso_15924"}

Pair = tuple[str, str]


def clean(text: str) -> str:
    """Remove markup, placeholders and accelerator marks."""
    text = html.unescape(text)
    for pattern in _MARKUP:
        text = pattern.sub(" " if pattern is not _MARKUP[3] else "", text)
    return " ".join(text.split())


def good(dutch: str, english: str) -> bool:
    """Whether a cleaned pair is a translation worth learning from."""
    words = len(english.split())
    return (
        2 <= words <= 60
        and len(_WORD.findall(dutch)) >= 2
        and dutch.casefold() != english.casefold()
        and 0.4 < len(dutch) / max(1, len(english)) < 2.5
    )


def catalogue_pairs(path: Path) -> Iterator[Pair]:
    """Read the pairs of one compiled gettext catalogue."""
    with path.open("rb") as file:
        messages = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    for key, value in messages.items():
        source = key[0] if isinstance(key, tuple) else key
        if isinstance(source, str) and isinstance(value, str) and source and value:
            yield value, source.rsplit("\x04", 1)[-1]


def json_pairs(dutch: Path) -> Iterator[Pair]:
    """Read the pairs of ``nl.json`` and the ``en.json`` beside it."""
    english = dutch.with_name("en.json")
    if english.is_file():
        theirs = json.loads(english.read_text("utf-8"))
        for key, value in json.loads(dutch.read_text("utf-8")).items():
            if isinstance(value, str) and isinstance(theirs.get(key), str):
                yield value, theirs[key]


def help_pairs(dutch: Path, english: Path) -> Iterator[Pair]:
    """Pair the paragraphs of one LibreOffice help page by their ids."""
    theirs = dict(_HELP_PARAGRAPH.findall(english.read_text("utf-8")))
    for key, value in _HELP_PARAGRAPH.findall(dutch.read_text("utf-8")):
        if key in theirs:
            yield value, theirs[key]


def mallard_pairs(dutch: Path, english: Path) -> Iterator[Pair]:
    """Pair the paragraphs of one Mallard page by order, if both pages have as many."""
    ours, theirs = _mallard(dutch), _mallard(english)
    if len(ours) == len(theirs):
        yield from zip(ours, theirs, strict=True)


def _mallard(path: Path) -> list[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.parse(str(path), parser).getroot()
    wanted = ("p", "title", "desc")
    return [
        " ".join("".join(node.itertext()).split())
        for node in root.iter()
        if isinstance(node.tag, str)
        and etree.QName(node).localname in wanted
        and not any("credit" in str(up.tag) for up in node.iterancestors())
    ]


def raw_pairs(root: Path) -> Iterator[Pair]:
    """All pairs under ``root``, an unpacked tree of packages, in a fixed order."""
    catalogues = {path for pattern in _CATALOGUES for path in root.glob(pattern)}
    for path in sorted(catalogues):
        if path.stem not in _NAMES:
            yield from catalogue_pairs(path)
    for path in sorted(root.glob("usr/share/mediawiki/**/nl.json")):
        yield from json_pairs(path)
    help_root = root / "usr/share/libreoffice/help"
    for path in sorted((help_root / "nl").rglob("*.html")):
        english = help_root / "en-US" / path.relative_to(help_root / "nl")
        if english.is_file():
            yield from help_pairs(path, english)
    mallard = root / "usr/share/help"
    for path in sorted((mallard / "nl").rglob("*.page")):
        english = mallard / "C" / path.relative_to(mallard / "nl")
        if english.is_file():
            yield from mallard_pairs(path, english)


def pairs(root: Path, tatoeba: Path | None = None) -> list[Pair]:
    """Cleaned pairs, each Dutch text once (its first translation)."""
    found: dict[str, Pair] = {}
    sentences = _tsv(tatoeba) if tatoeba else ()
    for dutch, english in (*sentences, *raw_pairs(root)):
        pair = clean(dutch), clean(english)
        if good(*pair):
            found.setdefault(pair[0].casefold(), pair)
    return list(found.values())


def _tsv(path: Path) -> list[Pair]:
    lines = path.read_text("utf-8").splitlines()
    return [(dutch, english) for dutch, english in (line.split("\t") for line in lines)]
