"""Extraction measured: characters lost, likeness to a reference, pages a second, peers beside us.

Run on the shared real documents (``CONGRUENCE_SHARED``, else ``../shared/data``)::

    python benchmarks/extraction.py > table.md

Peers (pdfplumber, pymupdf4llm) are measured where they are installed. All times are processor
time of one run on the same machine, best of three for what takes under a second.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pymupdf
from rapidfuzz.distance import Indel

from congruence.extract import read
from congruence.model import Document, View

DATA = Path(os.environ.get("CONGRUENCE_SHARED", Path(__file__).parents[2] / "shared" / "data"))
MARKS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# Document, view, and the text it must equal.
REFERENCES = (
    ("pdf/bomos-fundament-3.0.0.pdf", "accepted", "policy/bomos-fundament/3.0.0.html"),
    ("pdf/gebruiksvoorwaarden-na.pdf", "accepted", "pdf/gebruiksvoorwaarden-na.txt"),
    ("pdf/gebruiksvoorwaarden-redline.pdf", "accepted", "pdf/gebruiksvoorwaarden-na.txt"),
    ("pdf/gebruiksvoorwaarden-redline.pdf", "original", "pdf/gebruiksvoorwaarden-voor.txt"),
    (
        "docx/vng-burgerpeiling-modelvragenlijst.docx",
        "accepted",
        "docx/vng-burgerpeiling-modelvragenlijst/after.txt",
    ),
    (
        "docx/vng-burgerpeiling-modelvragenlijst.docx",
        "original",
        "docx/vng-burgerpeiling-modelvragenlijst/before.txt",
    ),
)


def words(text: str) -> list[str]:
    """The words of a text; a note mark is a word of its own, in plain digits."""
    loose = MARKS.sub(lambda mark: f" {mark.group().translate(DIGITS)} ", text)
    return loose.replace("\u00ad", "").split()


def body(document: Document) -> str:
    """All blocks in order, labels before their text."""
    return "\n".join(f"{block.label or ''} {block.text}" for block in document.blocks)


def reference(path: Path) -> str:
    """The reference text: a page is read as we read pages (both without contents list)."""
    return body(read(path)) if path.suffix == ".html" else path.read_text(encoding="utf-8")


def alike(first: list[str], second: list[str]) -> float:
    """How many words two texts have in common in one order, from 0 to 1."""
    return Indel.normalized_similarity(first, second)


def seconds(work: Callable[[], object]) -> float:
    best = float("inf")
    for _time in range(3):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
        if best > 1:
            break
    return max(best, 1e-6)


def plain(path: Path, *, sort: bool = False) -> str:
    with pymupdf.open(path) as document:
        return "\n".join(page.get_text("text", sort=sort) for page in document)


def _pdfplumber(path: Path) -> str:
    import pdfplumber

    with pdfplumber.open(path) as document:
        return "\n".join(page.extract_text() or "" for page in document.pages)


@contextlib.contextmanager
def _silenced() -> Iterator[None]:
    """Standard output closed to whoever writes to it, libraries in C too."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
        sys.stdout.flush()
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def _pymupdf4llm(path: Path) -> str:
    with _silenced():  # it reports on its text recognition
        import pymupdf4llm

        return str(pymupdf4llm.to_markdown(str(path), show_progress=False))


PEERS: dict[str, Callable[[Path], str]] = {
    "pdfplumber": _pdfplumber,
    "pymupdf4llm": _pymupdf4llm,
}


def peer_seconds(name: str, path: Path) -> float | None:
    try:
        begun = time.process_time()
        PEERS[name](path)
        return time.process_time() - begun
    except ImportError:
        return None
    except Exception as error:  # a peer that fails on a file is a row of the table, not its end
        print(f"{name} on {path.name}: {type(error).__name__}: {error}", file=sys.stderr)
        return None


def speeds() -> None:
    print(
        "| PDF | pages | plain p/s | ours p/s | ours / plain | pdfplumber p/s | pymupdf4llm p/s |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|")
    for path in sorted((DATA / "pdf").glob("*.pdf")):
        with pymupdf.open(path) as document:
            pages = document.page_count
        base = seconds(lambda path=path: plain(path))
        ours = seconds(lambda path=path: read(path))
        peers = [peer_seconds(name, path) for name in PEERS]
        shown = [f"{pages / value:.1f}" if value else "-" for value in peers]
        print(
            f"| {path.stem} | {pages} | {pages / base:.0f} | {pages / ours:.0f} | "
            f"{ours / base:.1f}x slower | {shown[0]} | {shown[1]} |"
        )


def route(path: Path) -> str:
    """How a PDF is read: by its tags or by its geometry."""
    if path.suffix != ".pdf":
        return "XML"
    from congruence.extract.pdf import read_pdf

    return read_pdf(path.read_bytes(), name=path.name, view=View.ACCEPTED).route or "-"


def losses() -> None:
    print("| document | route | pages | source characters | body | furniture | lost | warnings |")
    print("|---|---|---:|---:|---:|---:|---:|---|")
    suffixes = {".pdf", ".docx"}
    for folder in ("pdf", "docx"):
        for path in sorted((DATA / folder).iterdir()):
            if path.suffix not in suffixes:
                continue
            document = read(path)
            counts = document.counts
            lost = counts.source_characters - counts.body_characters - counts.furniture_characters
            codes = ", ".join(sorted({warning.code for warning in document.warnings})) or "-"
            print(
                f"| {path.name} | {route(path)} | {document.pages or '-'} | "
                f"{counts.source_characters} | {counts.body_characters} | "
                f"{counts.furniture_characters} | {lost} | {codes} |"
            )


def likeness() -> None:
    print("| document | view | ours | plain | plain, sorted |")
    print("|---|---|---:|---:|---:|")
    for name, view, other in REFERENCES:
        path = DATA / name
        text = words(reference(DATA / other))
        ours = alike(words(body(read(path, view=view))), text)
        if path.suffix == ".pdf":
            rest = [f"{alike(words(plain(path, sort=sort)), text):.4f}" for sort in (False, True)]
        else:
            rest = ["-", "-"]
        print(f"| {path.name} | {view} | {ours:.4f} | {rest[0]} | {rest[1]} |")


def hunks(first: list[str], second: list[str]) -> list[tuple[list[str], list[str]]]:
    """Where two lists of words differ: the words of the one and of the other, place by place."""
    found: list[tuple[list[str], list[str]]] = []
    equal = True
    for step in Indel.opcodes(first, second):
        if step.tag == "equal":
            equal = True
            continue
        if equal:
            found.append(([], []))
        equal = False
        found[-1][0].extend(first[step.src_start : step.src_end])
        found[-1][1].extend(second[step.dest_start : step.dest_end])
    return found


def differences() -> None:
    """What the differing words are: page numbers, words with one letter more or less, or others.

    A reference that was made with the stroke flags of a PDF reader is one letter off where two
    strokes meet; whether that is so was looked up on the rendered pages.
    """
    print(
        "| document | view | words alike | letters alike | page numbers in the reference |"
        " letters at the edge of a word | other words |"
    )
    print("|---|---|---:|---:|---:|---:|---:|")
    for name, view, other in REFERENCES:
        if not other.endswith(".txt") or not name.endswith(".pdf"):
            continue
        document = read(DATA / name, view=view)
        ours, theirs = words(body(document)), words(reference(DATA / other))
        numbers = {item.text for item in document.furniture}
        pages = edges = rest = 0
        for left, right in hunks(ours, theirs):
            kept = [word for word in right if word not in numbers]
            pages += len(right) - len(kept)
            if "".join(left) == "".join(kept):
                continue
            apart = Indel.distance("".join(left), "".join(kept))
            if apart <= max(len(left), len(kept)):
                edges += apart
            else:
                rest += max(len(left), len(kept))
        letters = Indel.normalized_similarity("".join(ours), "".join(theirs))
        print(
            f"| {name.rpartition('/')[2]} | {view} | {alike(ours, theirs):.4f} | {letters:.4f} | "
            f"{pages} | {edges} | {rest} |"
        )


def growth() -> None:
    print("| pages | seconds | pages/s | peak memory (MB) |")
    print("|---:|---:|---:|---:|")
    import resource

    source = DATA / "pdf" / "raad-van-state-advies.pdf"
    for pages in (100, 500, 2000):
        with pymupdf.open() as long, pymupdf.open(source) as one:
            while long.page_count < pages:
                long.insert_pdf(one)
            long.select(range(pages))
            data = long.tobytes()
        from congruence.extract import read_bytes

        begun = time.process_time()
        read_bytes(data, name="lang.pdf")
        spent = time.process_time() - begun
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"| {pages} | {spent:.2f} | {pages / spent:.0f} | {peak:.0f} |")


def main() -> None:
    if not DATA.is_dir():
        sys.exit("the folder of real documents is not on this machine")
    for title, table in (
        ("Words alike", likeness),
        ("What differs", differences),
        ("Characters", losses),
        ("Growth", growth),  # before the peers: their memory is not ours
        ("Speed", speeds),
    ):
        print(f"\n### {title}\n")
        table()
        sys.stdout.flush()


if __name__ == "__main__":
    main()
