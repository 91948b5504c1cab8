"""Highlights with notes in a copy of a PDF draft; the pages themselves are not rewritten."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from congruence.errors import InputError, OutputError
from congruence.messages import _
from congruence.model import Document
from congruence.report.annotate import AUTHOR, Remark, placed

_COLOUR = (1.0, 0.86, 0.4)


def annotate_pdf(source: Path, document: Document, remarks: Sequence[Remark], out: Path) -> int:
    """Write ``source`` with ``remarks`` as highlights to ``out``; how many missed their words.

    The copy is the original with an update appended, so that what is there stays byte for byte.

    Raises:
        InputError: the PDF is damaged so far that no copy can be made of it.
        OutputError: ``out`` cannot be written.
    """
    import pymupdf

    try:
        shutil.copyfile(source, out)
        with pymupdf.open(out) as file:
            words = _words(file)
            characters = "".join(word for _page, _box, word in words)
            starts: list[int] = []
            length = 0
            for _page, _box, word in words:
                starts.append(length)
                length += len(word)
            places, strays = placed(document, remarks, characters)
            for place in places:
                chosen = [
                    (page, box)
                    for (page, box, word), start in zip(words, starts, strict=True)
                    if start < place.end and start + len(word) > place.start
                ]
                _highlight(file, chosen, place.text)
            mended = None  # a PDF that had to be repaired can only be written whole
            if file.can_save_incrementally():
                file.saveIncr()
            else:
                mended = file.tobytes()
        if mended is not None:
            out.write_bytes(mended)
    except pymupdf.mupdf.FzErrorBase as error:  # it could be read, but not be written again
        raise InputError(
            _("this PDF is too damaged to be copied with highlights"),
            file=source,
            remedy=_("open it, print it to a new PDF and check that one"),
        ) from error
    except (OSError, RuntimeError) as error:
        raise OutputError(
            _("the copy with highlights cannot be written ({reason})").format(reason=error),
            file=out,
            remedy=_("check that the disk has room and the PDF is not locked against notes"),
        ) from error
    return strays


def _words(file: Any) -> list[tuple[int, Any, str]]:  # noqa: ANN401 - PyMuPDF has no types
    """Page, box and text of every word, in the order of the pages."""
    import pymupdf

    return [
        (number, pymupdf.Rect(word[:4]), word[4])
        for number, page in enumerate(file)
        for word in page.get_text("words")
    ]


def _highlight(file: Any, chosen: Sequence[tuple[int, Any]], text: str) -> None:  # noqa: ANN401
    """One highlight a page; the note hangs on the first."""
    for at, number in enumerate(dict.fromkeys(page for page, _box in chosen)):
        boxes = _lines([box for page, box in chosen if page == number])
        # An annotation lives as long as its page object does.
        page = file[number]
        annotation = page.add_highlight_annot([box.quad for box in boxes])
        annotation.set_colors(stroke=_COLOUR)
        annotation.set_info(title=AUTHOR, content=text if at == 0 else "")
        annotation.update()


def _lines(boxes: Sequence[Any]) -> list[Any]:
    """The boxes of words joined to boxes of lines."""
    lines: list[Any] = []
    for box in boxes:
        previous = lines[-1] if lines else None
        if previous is not None and _same_line(previous, box):
            lines[-1] = previous | box
        else:
            lines.append(+box)
    return lines


def _same_line(left: Any, right: Any) -> bool:  # noqa: ANN401
    middle = (right.y0 + right.y1) / 2
    return bool(left.y0 <= middle <= left.y1 and right.x0 >= left.x0)
