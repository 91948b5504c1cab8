"""Sentences of statutes: each once, mostly words, and none of the laws that measure."""

from __future__ import annotations

from training.statutes import sentences_of, statute_files


def test_sentences_are_cut_cleaned_and_kept_once():
    text = (
        "a. Het bestuur stelt ieder jaar een verslag op; de raad krijgt daarvan een afschrift.\n"
        "Het bestuur stelt ieder jaar een verslag op;\n"
        "Kort lid.\n"
        "12 13 14 15 16 17 18 19 20 dagen per jaar voor ieder lid van de commissie 21 22 23 24\n"
        "**Zie** https://voorbeeld.nl voor het hele besluit van de commissie.[^3]"
    )
    assert sentences_of([text]) == [
        "de raad krijgt daarvan een afschrift.",
        "Het bestuur stelt ieder jaar een verslag op;",
        "Zie voor het hele besluit van de commissie.",
    ]


def test_laws_that_measure_are_left_out(tmp_path):
    for name in ("jeugdwet", "wmo-2015"):
        (tmp_path / "laws" / name).mkdir(parents=True)
        (tmp_path / "laws" / name / "2015.txt").write_text("Een zin.", encoding="utf-8")
    assert [path.parent.name for path in statute_files(tmp_path)] == ["jeugdwet"]
