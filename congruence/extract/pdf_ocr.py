"""Pages without text, recognised from their image with tesseract and its Dutch data."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from congruence.extract.pdf_grid import grids_on
from congruence.extract.pdf_lines import Line, join_labels, joined, parts_of
from congruence.extract.pdf_page import Page
from congruence.extract.pdf_tags import tagged_lines
from congruence.extract.pieces import Reading
from congruence.messages import _
from congruence.model import ReadWarning
from congruence.text.clean import ink

_RESOLUTION = 300  # dots per inch, where the page is no larger than paper
_MOST_PIXELS = 35_000_000  # of the picture that is recognised: an A2 page at 300 dots per inch
_LARGEST_IMAGE = 150_000_000  # pixels of an image on the page, which is unpacked whole
_SAME_SIZE = 0.18
_FEW_LETTERS = 8
_AROUND = 8.0  # how far up and down the rows are asked for a column, in type sizes
_MOST_CROSSING = 0.25
_STRETCHED = 5.0  # the widest space of a justified line, in type sizes
_GAP = 0.8
_MISREAD = re.compile(r"^(?:e|¢|©|«|»|®|°)(?:\s+_?(?=[^\W_])|\s*$)")
_LANGUAGES = ("nld", "eng")
_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    r"C:\Program Files\Tesseract-OCR\tessdata",
)


def recognise(document: Any, pages: list[Page], reading: Reading) -> list[Page]:  # noqa: ANN401
    """The pages, those without text recognised; warns of each, for the words may be misread.

    Without tesseract the pages stay empty and one warning says how to get it.
    """
    empty = [page for page in pages if not page.lines]
    if not empty:
        return pages
    folder = language_folder()
    language = "+".join(name for name in _LANGUAGES if folder and _has(folder, name))
    if folder is None or not language:
        message = _(
            "pages without text cannot be recognised: install tesseract with its Dutch data"
        )
        reading.warnings.append(ReadWarning("ocr_absent", message))
        return pages
    found: dict[int, Page] = {}
    for page in empty:
        if _is_too_large(document, page.number):
            message = _("page {page} holds an image too large to recognise; scan it at 300 dpi")
            warning = ReadWarning("ocr_size", message.format(page=page.number), page.number)
            reading.warnings.append(warning)
        else:
            found[page.number] = _recognised(document, page, language, folder)
    for number, page in sorted(found.items()):
        if page.lines:
            message = _("page {page} was recognised from an image: words may be misread")
            reading.warnings.append(ReadWarning("ocr", message.format(page=number), number))
    return [found.get(page.number, page) for page in pages]


def resolution_for(width: float, height: float) -> int:
    """The dots per inch to recognise a page at, so that its picture keeps within bounds.

    Args:
        width: of the page, in points.
        height: of the page, in points.
    """
    inches = max(width, 1.0) * max(height, 1.0) / 72**2
    return max(1, min(_RESOLUTION, int((_MOST_PIXELS / inches) ** 0.5)))


def _is_too_large(document: Any, number: int) -> bool:  # noqa: ANN401
    """Whether an image on a page would take more memory than is reasonable to unpack."""
    try:
        images = document.get_page_images(number - 1, full=True)
    except Exception:  # a damaged list of images; the page is recognised as far as it goes
        return False
    return any(image[2] * image[3] > _LARGEST_IMAGE for image in images)


def language_folder() -> str | None:
    """Where tesseract keeps its languages: as it says itself, else the usual places."""
    named = os.environ.get("TESSDATA_PREFIX")
    candidates = [named] if named else []
    program = shutil.which("tesseract")
    if program:
        try:
            listed = subprocess.run(
                [program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
            )
            first = (listed.stdout or listed.stderr).partition("\n")[0]
            candidates.append(first.partition('"')[2].rpartition('"')[0])
        except (OSError, subprocess.TimeoutExpired):
            pass
    candidates.extend(_FOLDERS)
    return next((c for c in candidates if c and any(_has(c, name) for name in _LANGUAGES)), None)


def _has(folder: str, language: str) -> bool:
    return (Path(folder) / f"{language}.traineddata").is_file()


def _recognised(document: Any, page: Page, language: str, folder: str) -> Page:  # noqa: ANN401
    try:
        loaded = document.load_page(page.number - 1)
        text = loaded.get_textpage_ocr(
            dpi=resolution_for(page.width, page.height),
            full=True,
            language=language,
            tessdata=folder,
        )
        blocks: list[dict[str, Any]] = text.extractDICT()["blocks"]
        counted = ink(text.extractText())
    except Exception:  # an image that cannot be decoded stays a page without text
        return page
    lines = straightened(parts_of(page.number, tagged_lines(blocks)))
    found = Page(page.number, page.width, page.height, lines, counted, ocr=bool(lines))
    found.tables = grids_on(lines, [])
    return found


def straightened(parts: list[Line]) -> list[Line]:
    """The lines of a recognised page: in type of one size, stretched lines and list marks whole.

    Each word is measured by itself, so that sizes differ from word to word and a justified line
    falls apart; a list mark is often read as a letter.
    """
    if not parts:
        return parts
    size = median(line.size for line in parts)
    even = joined([_evened(line, size) for line in parts], gap=_GAP)
    found: list[Line] = []
    for line in even:
        last = found[-1] if found else None
        if last is not None and _goes_on(last, line) and not _opens_column(line, even):
            found[-1] = replace(
                last, text=f"{last.text} {line.text}", x1=line.x1, y0=min(last.y0, line.y0),
                y1=max(last.y1, line.y1), ink=last.ink + line.ink,
            )  # fmt: skip
        else:
            found.append(line)
    marks = [line for line in found if _MISREAD.match(line.text)]
    misread = {id(line) for line in marks} if len(marks) > 1 else set()
    return join_labels([_with_mark(line) if id(line) in misread else line for line in found])


def _evened(line: Line, size: float) -> Line:
    """A part of a line in the size of the page, unless it differs more than reading does."""
    slack = _SAME_SIZE if line.ink > _FEW_LETTERS else 2 * _SAME_SIZE
    return replace(line, size=size) if abs(line.size - size) < slack * size else line


def _with_mark(line: Line) -> Line:
    """A line with the letter that a list mark was read as put right."""
    text = _MISREAD.sub("• ", line.text)
    return replace(line, text=text, extra=line.extra + ink(line.text) - ink(text))


def _opens_column(line: Line, lines: list[Line]) -> bool:
    """Whether the rows around a line leave white before it, as the rows of a column do."""
    x = line.x0 - 0.5 * line.size
    near = [
        other
        for other in lines
        if other is not line and abs(other.base - line.base) < _AROUND * line.size
    ]
    crossing = sum(other.x0 < x < other.x1 for other in near)
    return crossing <= _MOST_CROSSING * len({round(other.base) for other in near})


def _goes_on(last: Line, line: Line) -> bool:
    """Whether a line stands on the row of another, a stretched space away."""
    level = abs(line.base - last.base) < 0.4 * line.size and line.upright and last.upright
    return level and 0 < line.x0 - last.x1 < _STRETCHED * line.size
