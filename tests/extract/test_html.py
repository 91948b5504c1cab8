"""HTML: the main content, its lists and notes; navigation set aside."""

from __future__ import annotations

from congruence.model import BlockKind, FurnitureKind


def page(body: str) -> str:
    head = "<head><title>De titel</title></head>"
    return f"<!DOCTYPE html><html lang='nl'>{head}<body>{body}</body></html>"


def test_navigation_scripts_and_feet_are_set_aside(read_text):
    document = read_text(
        page(
            "<header>Site</header><nav><a>Menu</a></nav><script>var x = 1;</script>"
            "<main><h1>Kop</h1><p>Tekst<!-- niet --> met <b>nadruk</b>.</p>los</main>"
            "<footer>Contact</footer>"
        ),
        "pagina.html",
    )
    assert [(b.kind, b.text) for b in document.blocks] == [
        (BlockKind.HEADING, "Kop"),
        (BlockKind.PARAGRAPH, "Tekst met nadruk."),
        (BlockKind.PARAGRAPH, "los"),
    ]
    assert [f.text for f in document.furniture] == ["Site", "Menu", "Contact"]
    assert (document.title, document.language) == ("De titel", "nl")
    assert document.warnings == ()


def test_lists_have_the_numbers_a_browser_prints(read_text):
    document = read_text(
        page(
            "<p>Het gaat om:</p><ol start='3'><li>drie<ul><li>punt</li></ul></li><li>vier</li></ol>"
            "<ol type='a'><li>eerste</li><li><p>tweede</p><p>vervolg</p></li></ol>"
            "<ol class='toc'><li>1.1 Zelf genummerd</li></ol>"
        ),
        "lijst.html",
    )
    assert [(b.label, b.level, b.text) for b in document.blocks] == [
        (None, None, "Het gaat om:"), ("3.", 1, "drie"), (None, 2, "punt"), ("4.", 1, "vier"),
        ("a.", 1, "eerste"), ("b.", 1, "tweede"), (None, None, "vervolg"),
        ("1.1", 1, "Zelf genummerd"),
    ]  # fmt: skip
    assert document.blocks[1].lead == document.blocks[0].id
    assert document.warnings == ()


def test_tables_notes_and_quotes(read_text):
    document = read_text(
        page(
            "<p>De teams<sup><a href='#fn1'>1</a></sup> werken.</p>"
            "<blockquote>Zo is het.</blockquote>"
            "<table><caption>Eisen</caption><tr><th colspan='2'>a</th><th>b</th></tr>"
            "<tr><td>c</td><td>d</td><td>e</td></tr></table>"
            "<ol><li id='fn1'>Bron van de zin.</li></ol>"
        ),
        "noot.html",
    )
    host, quote, caption, *cells, note = document.blocks
    assert host.text == "De teams¹ werken." and host.notes == (note.id,)
    assert (quote.kind, caption.kind, note.kind) == (
        BlockKind.QUOTE, BlockKind.CAPTION, BlockKind.FOOTNOTE,
    )  # fmt: skip
    assert [(c.row, c.column_index, c.text) for c in cells] == [
        (0, 0, "a"), (0, 2, "b"), (1, 0, "c"), (1, 1, "d"), (1, 2, "e"),
    ]  # fmt: skip


def test_a_contents_list_repeats_what_follows(read_text):
    document = read_text(
        page(
            "<nav class='toc'><h2>Inhoudsopgave</h2><ol class='toc'><li>1. Een</li></ol></nav>"
            "<h2>1. Een</h2><p>Tekst van het eerste hoofdstuk.</p>"
        ),
        "boek.html",
    )
    assert {f.kind for f in document.furniture} == {FurnitureKind.TOC}
    assert [b.text for b in document.blocks] == ["Een", "Tekst van het eerste hoofdstuk."]


def test_old_encodings_and_broken_markup(read_text):
    from congruence.extract import read_bytes

    text = "<html><head><meta charset='iso-8859-1'></head><body><p>Café &amp; co<div>los</body>"
    document = read_bytes(text.encode("cp1252"), name="oud.html")
    assert [b.text for b in document.blocks] == ["Café & co", "los"]
