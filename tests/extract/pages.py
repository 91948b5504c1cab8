"""PDF pages set on the spot: columns, running heads, notes, rulings, redlines, scans."""

from __future__ import annotations

import pymupdf

WIDTH, HEIGHT = 595.0, 842.0


def wrap(text: str, width: float, size: float = 10.0, font: str = "helv") -> list[str]:
    """``text`` in lines no wider than ``width`` points."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and pymupdf.get_text_length(joined, font, size) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def put(
    page: pymupdf.Page,
    at: tuple[float, float],
    lines: list[str],
    *,
    size: float = 10.0,
    font: str = "helv",
    leading: float = 12.0,
) -> float:
    """Print lines from ``at`` (left, baseline) down; returns the baseline below them."""
    x, y = at
    for line in lines:
        page.insert_text((x, y), line, fontsize=size, fontname=font)
        y += leading
    return y


def running_heads(document: pymupdf.Document, head: str) -> None:
    """A head above and a number below every page."""
    for number, page in enumerate(document, 1):
        page.insert_text((72, 40), head, fontsize=8)
        page.insert_text((290, 815), f"pagina {number}", fontsize=8)


def redline(
    parts: list[tuple[str, str]], *, colour: tuple[float, float, float] = (1, 0, 0)
) -> bytes:
    """One line of ``(kind, text)`` parts: ``same``, ``old`` (struck) or ``new`` (underlined)."""
    document = pymupdf.open()
    page = document.new_page(width=1400, height=400)
    x, y = 40.0, 100.0
    for kind, text in parts:
        width = pymupdf.get_text_length(text, "helv", 10)
        shade = (0, 0, 0) if kind == "same" else colour
        page.insert_text((x, y), text, fontsize=10, color=shade)
        height = {"old": y - 3, "new": y + 1.2}.get(kind)
        if height is not None:
            page.draw_line((x, height), (x + width, height), color=shade, width=0.6)
        x += width
    return document.tobytes()
