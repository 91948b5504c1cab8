"""Sentence pairs out of catalogues, JSON and help pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training import parallel

HELP = '<html><p id="par_id1" class="a">{first}</p><h2 id="hd_id2">{second}</h2></html>'
PAGE = (
    '<page xmlns="http://projectmallard.org/1.0/"><info><credit><p>Name of someone</p></credit>'
    "<desc>{desc}</desc></info><title>{title}</title><p>{text}</p></page>"
)


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("<b>Open</b> the _file", "Open the file"),
        ("Delete %d of %(name)s?", "Delete of ?"),
        ("Save &amp;As…", "Save As…"),
        ("{{PLURAL:$1|one|two}} left in ${folder}", "left in"),
    ],
)
def test_markup_and_placeholders_go(raw, plain):
    assert parallel.clean(raw) == plain


@pytest.mark.parametrize(
    ("dutch", "english", "kept"),
    [
        ("Het bestand openen", "Open the file", True),
        ("OK", "OK then", False),
        ("Open the file", "open the file", False),
        ("Ja hoor", "This is a very long sentence that says much more", False),
    ],
)
def test_only_translations_are_kept(dutch, english, kept):
    assert parallel.good(dutch, english) is kept


def test_all_kinds_of_pairs_are_found(tmp_path: Path):
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    messages = tmp_path / "usr/share/locale/nl/LC_MESSAGES"
    messages.mkdir(parents=True)
    catalogue = Catalog(locale="nl")
    catalogue.add("Open the file", "Het bestand openen")
    catalogue.add("Save all changes", "Alle wijzigingen opslaan", context="menu")
    for name in ("program", "iso_639-3"):
        with (messages / f"{name}.mo").open("wb") as file:
            write_mo(file, catalogue)
    wiki = tmp_path / "usr/share/mediawiki/i18n"
    wiki.mkdir(parents=True)
    (wiki / "nl.json").write_text(json.dumps({"a": "De pagina bestaat niet", "@b": {}}))
    (wiki / "en.json").write_text(json.dumps({"a": "The page does not exist"}))
    office = tmp_path / "usr/share/libreoffice/help"
    mallard = tmp_path / "usr/share/help"
    for language, texts in (
        ("nl", ("Kies het bestand", "Over deze hulp", "Tips voor uw accu", "De accu duurt langer")),
        ("en", ("Choose the file", "About this help", "Tips for your battery", "It lasts longer")),
    ):
        page = office / {"nl": "nl", "en": "en-US"}[language] / "text/a.html"
        page.parent.mkdir(parents=True)
        page.write_text(HELP.format(first=texts[0], second=texts[1]))
        page = mallard / {"nl": "nl", "en": "C"}[language] / "gnome-help/a.page"
        page.parent.mkdir(parents=True)
        page.write_text(PAGE.format(desc=texts[2], title=texts[2] + "!", text=texts[3]))
    tatoeba = tmp_path / "tatoeba.tsv"
    tatoeba.write_text("Wie weet dat?\tWho knows that?\n")
    found = parallel.pairs(tmp_path, tatoeba)
    assert found[0] == ("Wie weet dat?", "Who knows that?")
    assert ("Het bestand openen", "Open the file") in found
    assert ("Alle wijzigingen opslaan", "Save all changes") in found
    assert ("De pagina bestaat niet", "The page does not exist") in found
    assert ("Kies het bestand", "Choose the file") in found
    assert ("De accu duurt langer", "It lasts longer") in found
    assert not any("someone" in english for _dutch, english in found)
    assert len({dutch.casefold() for dutch, _english in found}) == len(found)
