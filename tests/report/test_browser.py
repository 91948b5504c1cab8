"""The HTML report in a real headless Chromium: what a reader does, and what must not happen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from congruence.compare.check import Check
from congruence.compare.result import Band, Comparison, Finding, Method, summarise
from congruence.corpus import Corpus
from congruence.model import Block, BlockKind, Document
from congruence.report.html import render_html
from congruence.report.write import view_of
from congruence.terms.dossier import build_dossier, read_passages
from congruence.versions import compare_versions, trace

from .browser import Browser
from .conftest import FRAMEWORK, HOSTILE, STATUTE, heading, link, sample
from .test_matrix import make_matrix

pytestmark = pytest.mark.browser
pytest.importorskip("selenium", reason="selenium is not installed")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    made = Browser(tmp_path_factory.mktemp("profile"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(render_html(view_of(sample())), "utf-8")
    return path


@pytest.fixture(scope="module")
def long_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("long") / "report.html"
    path.write_text(render_html(view_of(long_comparison(2500))), "utf-8")
    return path


def long_comparison(size: int) -> Comparison:
    """Two documents of ``size`` passages; passage n of A lies beside passage n of B."""
    words = "De medewerker bespreekt dit met de inwoner en legt de afspraak vast"

    def document(id: str) -> Document:
        blocks: list[Block] = []
        for at in range(size):
            if at % 50 == 0:
                top = heading(f"{id}-h{at}", f"Deel {at // 50}")
                blocks.append(top)
            text = f"{words}, voor de {at}e keer. " * (1 + at % 3)
            blocks.append(Block(f"{id}-{at}", BlockKind.PARAGRAPH, text, section=(top.id,)))
        return Document(id, f"Document {id}", f"{id}.txt", "txt", id * 64, tuple(blocks))

    a, b = document("a"), document("b")
    bands = (Band.FOUND, Band.FOUND, Band.POSSIBLE, Band.NONE)
    findings = tuple(
        Finding(
            id=f"{side}-{side}-{at}", side=side, block=f"{side}-{at}", label=None,
            text=here.by_id[f"{side}-{at}"].text, band=bands[at % 4], q=0.1, score=1.0,
            stability=1.0, links=(link(there, f"{there.id}-{at}", 1, 1.0),),
        )
        for side, here, there in (("a", a, b), ("b", b, a))
        for at in range(size)
    )  # fmt: skip
    return Comparison(a, b, Method("embedded", ("lexical",)), findings, (), summarise(findings))


def demo(*ids: str) -> list[Document]:
    """Documents of the sample corpus, as read."""
    corpus = Corpus.open(Path(__file__).resolve().parents[2] / "corpora" / "demo")
    return [corpus.read(id) for id in ids]


VERSIONS = ("statuut-0.1", "statuut-1.0")
KINDS: dict[str, Callable[[], Any]] = {
    "compare": sample,
    "matrix": make_matrix,
    "check": lambda: Check(make_matrix()),
    "diff": lambda: compare_versions(*demo(*VERSIONS)),
    "history": lambda: trace(demo(*VERSIONS)),
    "terms": lambda: build_dossier(
        demo(*VERSIONS, "kader-concept", "reactie-juristen"), ["zicht op veiligheid"]
    ),
    "norms": lambda: read_passages(demo("kader-concept"), "norms"),
    "objections": lambda: read_passages(demo("reactie-juristen"), "objections"),
}


@pytest.fixture(scope="module", params=sorted(KINDS))
def any_page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of each kind of report in turn."""
    path = tmp_path_factory.mktemp(request.param) / "report.html"
    path.write_text(render_html(view_of(KINDS[request.param]())), "utf-8")
    return path


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_nothing_serious(
    browser: Browser, any_page: Path, width: int, dark: bool
) -> None:
    browser.open(any_page, width=width, dark=dark)
    browser.js("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert browser.axe() == []
    assert browser.complaints() == []
    if browser.count("#read"):
        browser.click("#read")
        assert browser.axe() == []


def test_a_sortable_table_sorts_and_searches(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(render_html(view_of(KINDS["norms"]())), "utf-8")
    browser.open(path)
    cells = "return [...document.querySelectorAll('tbody tr td:first-child')].map(c => c.innerText)"
    before = browser.js(cells)
    browser.click("thead th button")
    assert browser.js("return document.querySelector('thead th').ariaSort") == "ascending"
    up = browser.js(cells)
    assert up != before and sorted(up) == sorted(before)
    browser.click("thead th button")
    assert browser.js(cells) == up[::-1]
    browser.click("thead th button")
    assert browser.js(cells) == before
    browser.js(
        "const box = document.querySelector('.table-search input'); box.value = 'INWONER';"
        "box.dispatchEvent(new Event('input', {bubbles: true}))"
    )
    shown = browser.count("tbody tr")
    assert 0 < shown < len(before)
    assert f"{shown} van {len(before)}" == browser.js(
        "return document.querySelector('.table-search output').value"
    )


def test_nothing_is_asked_of_the_network_and_nothing_is_refused(
    browser: Browser, page: Path
) -> None:
    browser.open(page)
    browser.click("#read")
    asked = [url for url in browser.requests() if not url.startswith(("file:", "about:"))]
    assert asked == []
    assert browser.complaints() == []


def test_hostile_words_stay_words(browser: Browser, tmp_path: Path) -> None:
    result = sample()
    hostile = replace(
        result.a, title=HOSTILE, holder="<img src=x onerror=alert(1)>",
        blocks=tuple(
            replace(block, text=HOSTILE, path=block.path and f"{block.path} <b>", label="<i>")
            for block in result.a.blocks
        ),
    )  # fmt: skip
    path = tmp_path / "report.html"
    path.write_text(render_html(view_of(replace(result, a=hostile))), "utf-8")
    browser.open(path)
    assert browser.js("return document.scripts.length") == 2
    assert browser.js("return document.querySelectorAll('img, b[onclick], i i').length") == 0
    assert browser.js("return [...document.links].every(l => l.protocol === 'file:')")
    assert browser.complaints() == []


def test_injected_script_would_not_run(browser: Browser, tmp_path: Path) -> None:
    text = render_html(view_of(sample()))
    path = tmp_path / "report.html"
    path.write_text(text.replace("<main", "<script>window.got = 1</script><main", 1), "utf-8")
    browser.open(path)
    assert browser.js("return window.got === undefined")
    assert any("Content Security Policy" in line for line in browser.complaints())


def test_filters_count_and_search(browser: Browser, page: Path) -> None:
    browser.open(page)
    total = len(sample().findings)
    assert browser.count("article.row") == total
    assert f"{total} van {total}" in browser.js("return document.getElementById('shown').value")
    browser.click('input[name="tag"][value="none"]')
    assert browser.count("article.row") == sum(f.band is not Band.NONE for f in sample().findings)
    browser.click("#reset")
    choose(browser, "by-section", "rows-b")
    assert browser.count("article.row") == len(sample().side("b"))
    choose(browser, "by-section", "")
    choose(browser, "by-signal", "strength")
    assert browser.count("article.row") == 1
    choose(browser, "by-signal", "")
    choose(browser, "by-group", "Hoofdstuk 1 Toegang › Artikel 1 Melding")
    assert browser.count("article.row") == 2
    choose(browser, "by-group", "")
    search(browser, "BURGEMEESTER cijfers")
    assert browser.count("article.row") == 1
    search(browser, "bestaat nergens")
    assert browser.count("article.row") == 0
    assert browser.count("#no-match") == 1
    browser.click("#reset")
    assert browser.count("article.row") == total


def choose(browser: Browser, id: str, value: str) -> None:
    browser.js(
        "const box = document.getElementById(arguments[0]); box.value = arguments[1];"
        "box.dispatchEvent(new Event('input', {bubbles: true}))", id, value,
    )  # fmt: skip


def search(browser: Browser, text: str) -> None:
    browser.js(
        "const box = document.getElementById('find'); box.value = arguments[0];"
        "box.dispatchEvent(new Event('input', {bubbles: true}))", text,
    )  # fmt: skip
    time.sleep(0.3)


def test_next_and_previous_by_key_and_button(browser: Browser, page: Path) -> None:
    browser.open(page)
    ids = browser.js("return [...document.querySelectorAll('article.row')].map(r => r.id)")
    here = "return document.querySelector('article.here').id"
    browser.press("n")
    assert browser.js(here) == ids[0]
    browser.press("n")
    assert browser.js(here) == ids[1]
    assert browser.js("return decodeURIComponent(location.hash)") == f"#{ids[1]}"
    assert browser.js("return document.activeElement.id") == ids[1]
    browser.press("p")
    assert browser.js(here) == ids[0]
    browser.click("#previous")
    assert browser.js(here) == ids[-1]
    browser.press("/")
    browser.press("n")
    assert browser.js("return document.getElementById('find').value") == "n"


def test_a_permalink_arrives_also_past_a_filter(browser: Browser, page: Path) -> None:
    browser.open(page, anchor="s1.0-art-1-lid-2")
    assert browser.js("return document.querySelector('article.here').id") == "s1.0-art-1-lid-2"
    assert browser.js(
        "const box = document.getElementById('s1.0-art-1-lid-2').getBoundingClientRect();"
        "return box.top >= document.getElementById('toolbar').getBoundingClientRect().bottom - 1"
        " && box.top < innerHeight"
    )
    browser.click('input[name="tag"][value="found"]')
    browser.js("location.hash = '#s1.0-art-1-lid-1'")
    time.sleep(0.2)
    assert browser.count("[id='s1.0-art-1-lid-1']") == 1


def test_the_rail_marks_every_finding_and_leads_there(browser: Browser, page: Path) -> None:
    browser.open(page)
    assert browser.count("#rail i:not(.here)") == len(sample().findings)
    browser.js(
        "const box = document.getElementById('rail').getBoundingClientRect();"
        "document.getElementById('rail').dispatchEvent("
        "new MouseEvent('click', {clientY: box.bottom - 1, bubbles: true}))"
    )
    last = browser.js("return [...document.querySelectorAll('article.row')].pop().id")
    assert browser.js("return document.querySelector('article.here').id") == last


def test_reading_view_holds_both_texts_whole(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.click("#read")
    for at, document in enumerate((STATUTE, FRAMEWORK)):
        texts = browser.js(
            "return [...document.querySelectorAll('.pane')[arguments[0]]"
            ".querySelectorAll('blockquote')].map(q => q.textContent)", at,
        )  # fmt: skip
        wanted = [block.text.replace("\x0b", "") for block in document.passages()]
        assert [text.replace("\x0b", "").replace("\ufffd", "") for text in texts] == wanted
    assert browser.count(".part") == 0
    browser.click("#read")
    assert browser.count(".part") == 2


MEASURE = """
const panes = [...document.querySelectorAll('.pane')];
const top = panes[0].getBoundingClientRect().top + panes[0].clientHeight / 3;
const left = [...panes[0].querySelectorAll('.item')].filter(
  i => i.getBoundingClientRect().top <= top && i.classList.contains('found')).pop();
const mate = panes[1].querySelector(`.item[data-row="${left.dataset.pair}"]`);
return Math.abs(left.getBoundingClientRect().top - mate.getBoundingClientRect().top);
"""


def test_panes_scroll_together_until_let_go(browser: Browser, long_page: Path) -> None:
    browser.open(long_page)
    browser.click("#read")
    scroll = (
        "const pane = document.querySelectorAll('.pane')[0];"
        "pane.dispatchEvent(new WheelEvent('wheel')); pane.scrollTop = arguments[0];"
    )
    browser.js(scroll, 20000)
    time.sleep(0.4)
    assert browser.js("return document.querySelectorAll('.pane')[1].scrollTop") > 5000
    assert browser.js(MEASURE) < 400
    browser.press("s")
    before = browser.js("return document.querySelectorAll('.pane')[1].scrollTop")
    browser.js(scroll, 60000)
    time.sleep(0.4)
    assert browser.js("return document.querySelectorAll('.pane')[1].scrollTop") == before
    browser.press("s")
    time.sleep(0.4)
    assert browser.js("return document.querySelectorAll('.pane')[1].scrollTop") > before
    assert browser.js(MEASURE) < 400


def test_five_thousand_findings_stay_usable(browser: Browser, long_page: Path) -> None:
    started = time.perf_counter()
    browser.open(long_page)
    loaded = time.perf_counter() - started
    assert browser.count("article.row") == 5000
    spent = browser.js(
        "const start = performance.now();"
        'document.querySelector(\'input[name="tag"][value="none"]\').click();'
        "document.body.offsetHeight; return performance.now() - start"
    )
    step = browser.js(
        "const start = performance.now(); document.getElementById('next').click();"
        "document.body.offsetHeight; return performance.now() - start"
    )
    # Bounds for a slow, shared machine: a few times what was measured on a quiet one.
    assert loaded < 15
    assert spent < 3000
    assert step < 1500


def test_it_reads_without_script(browser: Browser, page: Path) -> None:
    browser.open(page, script=False)
    # Without page scripts the driver cannot ask either; the picture of the tree can.
    tree = browser.cdp("DOMSnapshot.captureSnapshot", computedStyles=["display"])
    strings = tree["strings"]
    document = tree["documents"][0]
    laid_out = [strings[at] for at in document["layout"]["text"] if at >= 0]
    words = " ".join(laid_out)
    assert "De inwoner mag altijd iemand meenemen" in words
    assert "Welk deel waar terechtkomt" in words
    assert "vorige" not in words  # no button that would do nothing
    browser.cdp("Emulation.setScriptExecutionDisabled", value=False)


@pytest.mark.parametrize("width", [320, 375])
def test_a_phone_needs_no_sideways_scrolling(browser: Browser, any_page: Path, width: int) -> None:
    browser.open(any_page, width=width, height=700)
    browser.js("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert browser.js("return document.documentElement.scrollWidth") <= width


def test_print_is_two_columns_on_white_without_the_tools(browser: Browser, page: Path) -> None:
    browser.open(page, media="print", width=680)
    browser.js("window.dispatchEvent(new Event('beforeprint'))")
    for tool in ("#toolbar", ".rail", ".contents", ".side details"):
        assert browser.count(tool) == 0
    assert browser.js("return document.querySelectorAll('.picture details[open]').length") == 1
    browser.js("window.dispatchEvent(new Event('afterprint'))")
    assert browser.js("return document.querySelectorAll('details[open]').length") == 0
    assert browser.js("return getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    tops = browser.js(
        "const row = document.querySelector('article.row');"
        "return [...row.querySelectorAll('.side')].map(s => s.getBoundingClientRect().top)"
    )
    assert tops[0] == tops[1]


def test_paper_holds_every_passage_once_whatever_is_chosen(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.click("#read")
    browser.cdp("Emulation.setEmulatedMedia", media="print")
    assert browser.count("article.row") == len(sample().findings)
    assert browser.count(".reader") == 0
