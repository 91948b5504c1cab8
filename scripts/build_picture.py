"""Make docs/rapport.png: a report of the sample corpus as headless Chromium shows it."""

from __future__ import annotations

import base64
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def main() -> None:
    """Compare the sample statute with the sample framework and picture the points of tension."""
    from congruence.compare.comparison import compare
    from congruence.corpus import Corpus
    from congruence.embed import load_encoder
    from congruence.report.html import render_html
    from congruence.report.write import view_of
    from tests.report.browser import Browser

    corpus = Corpus.open(ROOT / "corpora" / "demo")
    result = compare(
        corpus.read("statuut-1.0"), corpus.read("kader-concept"), encoder=load_encoder("embedded")
    )
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        page.write_text(render_html(view_of(result)), "utf-8")
        browser = Browser(Path(folder) / "profile")
        try:
            browser.open(page, width=1280, height=900)
            browser.js(
                "const box = document.getElementById('by-signal'); box.value = '*';"
                "box.dispatchEvent(new Event('input', {bubbles: true}));"
                "document.querySelector('article.row:not([hidden])').scrollIntoView()"
            )
            time.sleep(0.5)
            shot = browser.cdp("Page.captureScreenshot", format="png")
        finally:
            browser.close()
    (ROOT / "docs" / "rapport.png").write_bytes(base64.b64decode(shot["data"]))


if __name__ == "__main__":
    main()
