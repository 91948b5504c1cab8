"""``congruence.toml``: a typing error is named with its place and its remedy."""

from __future__ import annotations

import pytest

from congruence.config import DocumentEntry, entry_toml, read_config
from congruence.errors import CorpusError
from congruence.model import Role

GOOD = """
[corpus]
title = "Proef"

[[document]]
id = "statuut-0.1"
path = "statuut.docx"
role = "statute"
version = 0.1
date = 2022-02-17
"""


def write(tmp_path, text):
    path = tmp_path / "congruence.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_corpus_file_is_read_with_dates_and_numbers_as_text(tmp_path):
    config = read_config(write(tmp_path, GOOD))
    assert config.title == "Proef"
    assert config.documents == (
        DocumentEntry(
            "statuut-0.1", "statuut.docx", role=Role.STATUTE, version="0.1", date="2022-02-17"
        ),
    )


def test_a_byte_order_mark_from_notepad_is_no_error(tmp_path):
    path = tmp_path / "congruence.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert read_config(path).title == "Proef"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('title = "Proef"', 'titel = "Proef"', "'titel' is niet bekend; schrijf 'title'"),
        ('role = "statute"', 'rol = "statute"', "document 1 (statuut-0.1): de sleutel 'rol'"),
        ('role = "statute"', 'role = "statuut"', "de rol 'statuut' is niet bekend"),
        ('id = "statuut-0.1"', "", "de sleutel 'id' is niet ingevuld"),
        ('id = "statuut-0.1"', 'id = "a/b"', "een id bestaat alleen uit letters"),
        ('"statuut.docx"', '"../statuut.docx"', "buiten de corpusmap"),
        ('"statuut.docx"', '"kaders\\kader.docx"', "in een pad \\ in plaats van /"),
        ('"statuut.docx"', '"/etc/passwd"', "buiten de corpusmap"),
        ('"statuut.docx"', "'C:\\\\geheim.docx'", "buiten de corpusmap"),
        ('"statuut.docx"', "'..\\\\geheim.docx'", "buiten de corpusmap"),
        ('"statuut.docx"', "[1]", "bevat geen tekst"),
        ('title = "Proef"', 'title = "Proef', "geen geldige TOML"),
        ("[[document]]", "[document]", "dubbele rechte haken"),
        ("[corpus]", "[korpus]", "'korpus' is niet bekend; schrijf 'corpus'"),
    ],
)
def test_a_mistake_is_named(tmp_path, old, new, says):
    assert old in GOOD
    with pytest.raises(CorpusError) as caught:
        read_config(write(tmp_path, GOOD.replace(old, new)))
    assert says in str(caught.value)
    assert "congruence.toml" in str(caught.value)


def test_an_id_stands_once(tmp_path):
    twice = GOOD + GOOD.split("\n\n")[-1]
    with pytest.raises(CorpusError, match="twee keer"):
        read_config(write(tmp_path, twice))


def test_a_written_entry_is_read_back_whole(tmp_path):
    entry = DocumentEntry(
        "a.1", "map/een \\ twee.md", title='Zegt "ja"\nen nee\x7f', role=Role.LAW, holder="Ünï"
    )
    config = read_config(write(tmp_path, entry_toml(entry)))
    assert config.documents == (entry,)
