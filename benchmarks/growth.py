"""How time and memory grow with the work: 1x, 2x, 4x and 8x, each in a process of its own.

    python benchmarks/growth.py [--svg FILE] [--parts NAME...]

Everything measured here is made up by the seeded makers of the other benchmarks; it needs no
documents of anybody. The picture has logarithmic axes: a slope of one is linear growth.
"""

from __future__ import annotations

import argparse
import html
import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from measure import exponent, measured, table

SIZES = {
    "extraction": ("pages of a PDF", (50, 100, 200, 400)),
    "diff": ("words of two versions", (12_500, 25_000, 50_000, 100_000)),
    "comparison": ("passages on each side", (125, 250, 500, 1_000)),
    "terms": ("words read for 50 terms", (25_000, 50_000, 100_000, 200_000)),
    "encoding": ("paragraphs of 60 words", (2_000, 4_000, 8_000, 16_000)),
}


def _extraction(size: int) -> Callable[[], object]:
    import pymupdf
    from load import paragraphs

    from congruence.extract import read_bytes

    with pymupdf.open() as made:
        for number in range(size):
            page = made.new_page()
            page.insert_text((72, 40), "Kwaliteitsstatuut", fontsize=8)
            text = "\n\n".join(text for _heading, text in paragraphs(number)[:12])
            page.insert_textbox((72, 72, 520, 770), text, fontsize=9)
            page.insert_text((300, 820), str(number + 1))
        data = made.tobytes()
    return lambda: read_bytes(data, name="lang.pdf")


def _diff(size: int) -> Callable[[], object]:
    from diff import SEED, document_of, pair

    from congruence.versions import compare_versions

    old, new = pair(size, size // 160, 3_000, random.Random(SEED))
    one, other = document_of("o", old), document_of("n", new)
    return lambda: compare_versions(one, other)


def _comparison(size: int) -> Callable[[], object]:
    from comparison import document_of, made_up

    from congruence.compare.comparison import compare
    from congruence.embed import load_encoder

    one, other = (document_of(made_up(size, seed), name) for seed, name in ((1, "a"), (2, "b")))
    encoder = load_encoder("embedded")
    return lambda: compare(one, other, encoder=encoder)


def _terms(size: int) -> Callable[[], object]:
    from load import paragraphs

    from congruence.model import Block, BlockKind, Document
    from congruence.terms.dossier import build_dossier

    texts: list[str] = []
    words, number = 0, 0
    while words < size:
        for _heading, text in paragraphs(number):
            texts.append(text)
            words += len(text.split())
        number += 1
    blocks = tuple(Block(f"b{at}", BlockKind.PARAGRAPH, text) for at, text in enumerate(texts))
    every = sorted({word.strip(".,").lower() for text in texts[:400] for word in text.split()})
    terms = [word for word in every if len(word) > 5][:50]
    document = Document("woorden", "woorden", "woorden.txt", "txt", "", blocks)
    return lambda: build_dossier([document], terms)


def _encoding(size: int) -> Callable[[], object]:
    from comparison import made_up

    from congruence.embed import load_encoder

    texts = [
        f"{one} {other}" for one, other in zip(made_up(size, 1), made_up(size, 2), strict=True)
    ]
    encoder = load_encoder("embedded")
    encoder.encode(["warm"])
    return lambda: encoder.encode(texts)


MAKERS = {"extraction": _extraction, "diff": _diff, "comparison": _comparison,
          "terms": _terms, "encoding": _encoding}  # fmt: skip


def one(part: str, size: int) -> None:
    """Measure in this process, and print the seconds of the work alone."""
    work = MAKERS[part](size)
    begun = time.process_time()
    work()
    print(json.dumps(time.process_time() - begun))


def picture(curves: dict[str, tuple[tuple[int, ...], list[float]]]) -> str:
    """Time against size, both as multiples of the first, on logarithmic axes."""
    import math

    width, height, edge = 460, 320, 50
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
             'font-family="sans-serif" font-size="11" role="img">',
             "<title>Groei van de rekentijd bij 1, 2, 4 en 8 keer zoveel werk</title>",
             f'<rect width="{width}" height="{height}" fill="white"/>']  # fmt: skip

    def at(times: float, grown: float) -> tuple[float, float]:
        x = edge + math.log2(times) / 3 * (width - 170 - edge)
        return x, height - edge - math.log2(max(grown, 0.5)) / 6 * (height - 2 * edge)

    for grown in (1, 2, 4, 8, 16, 32, 64):
        x, y = at(1, grown)
        lines.append(f'<line x1="{x:.0f}" y1="{y:.0f}" x2="{at(8, 1)[0]:.0f}" y2="{y:.0f}" '
                     'stroke="#ddd"/>')  # fmt: skip
        lines.append(f'<text x="{x - 6:.0f}" y="{y + 4:.0f}" text-anchor="end">{grown}x</text>')
    for times in (1, 2, 4, 8):
        x, y = at(times, 1)
        lines.append(f'<text x="{x:.0f}" y="{y + 16:.0f}" text-anchor="middle">{times}x</text>')
    for slope, name in ((1, "lineair"), (2, "kwadratisch")):
        (x1, y1), (x2, y2) = at(1, 1), at(8, 8**slope)
        lines.append(f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" '
                     'stroke="#999" stroke-dasharray="4 3"/>')  # fmt: skip
        lines.append(f'<text x="{x2 + 6:.0f}" y="{y2 + 4:.0f}" fill="#666">{name}</text>')
    colours = ("#1b6ca8", "#b3541e", "#3a7d44", "#8e3b8e", "#a01a3c")
    for number, ((name, (sizes, seconds)), colour) in enumerate(
        zip(curves.items(), colours, strict=False)
    ):
        points = [at(size / sizes[0], value / seconds[0])
                  for size, value in zip(sizes, seconds, strict=True)]  # fmt: skip
        path = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
        lines.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        y = 20 + 15 * number
        lines.append(f'<rect x="{edge + 8}" y="{y - 8}" width="10" height="10" fill="{colour}"/>')
        lines.append(f'<text x="{edge + 24}" y="{y + 1}">{html.escape(name)}</text>')
    lines.append(f'<text x="{edge}" y="{height - 12}">hoeveelheid werk, en rekentijd daarbij '
                 "(beide als veelvoud)</text></svg>")  # fmt: skip
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts", nargs="*", choices=[*SIZES], default=[*SIZES])
    parser.add_argument("--svg", type=Path, help="where the picture goes")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        one(asked.one[0], int(asked.one[1]))
        return
    rows, curves = [], {}
    for part in asked.parts:
        what, sizes = SIZES[part]
        runs = [measured([sys.executable, __file__, "--one", part, str(size)]) for size in sizes]
        if any(run.status for run in runs):
            rows.append([part, what, *["-"] * len(sizes), "failed", "-"])
            continue
        seconds = [float(json.loads(run.output)) for run in runs]
        curves[part] = (sizes, seconds)
        cells = [f"{size:,}: {value:.2f} s" for size, value in zip(sizes, seconds, strict=True)]
        peaks = f"{runs[0].peak_mb} - {runs[-1].peak_mb}"
        rows.append([part, what, *cells, f"{exponent(sizes, seconds):.2f}", peaks])
    columns = ["part", "work", "1x", "2x", "4x", "8x", "power", "peak MB, 1x - 8x"]
    print(table(columns, rows))
    if asked.svg and curves:
        asked.svg.write_text(picture(curves), encoding="utf-8")


if __name__ == "__main__":
    main()
