"""How well and how fast contested terms are read: ``python benchmarks/terms.py [DATA]``.

DATA is a folder with ``wijkteams/`` (the papers) and ``terms-gold/`` (hand-made gold: occurrences,
norms, definitions, objections, quotations; lines and columns from 1, ends inclusive). Tiers marked
optional there (optional, B, H) count neither way. Speed is measured on the laws and policy papers
beside them, repeated up to the number of tokens asked for.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from congruence.extract import read
from congruence.model import Block, BlockKind, Document
from congruence.terms.definitions import find_definitions
from congruence.terms.dossier import build_dossier, read_passages
from congruence.terms.match import TermIndex
from congruence.terms.objections import find_objections
from congruence.terms.quotes import find_quotations
from congruence.terms.result import Level, Place
from congruence.terms.sources import SourceIndex
from congruence.terms.termfile import make_terms

Row = dict[str, str]


def rows(folder: Path, name: str) -> list[Row]:
    with (folder / f"{name}.tsv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def touches(place: Place, row: Row) -> bool:
    """Whether a place and a gold row share a character (rows of one line)."""
    line = row.get("line") or row["line_start"]
    return (
        place.line is not None
        and place.line <= int(line) <= (place.line_end or place.line)
        and (place.line != int(line) or (place.column or 0) <= int(row["col_end"]))
        and (place.line_end != int(line) or (place.column_end or 0) >= int(row.get("col_start", 1)))
    )


def say(name: str, hit: int, of: int, right: int, given: int, target: str) -> None:
    recall = hit / of if of else 1.0
    precision = right / given if given else 1.0
    print(f"{name:34} recall {hit:3}/{of:<3} {recall:.3f}   precision {right:3}/{given:<3}"
          f" {precision:.3f}   (to reach {target})")  # fmt: skip


def uses(papers: dict[str, Document], gold: list[Row]) -> None:
    names = {row["term_id"]: row["term"] for row in gold}
    ids = sorted(names)
    index = TermIndex(make_terms(names[key] for key in ids))
    found = []
    for name, paper in papers.items():
        for block in paper.blocks:
            for hit in index.find(block.text):
                if hit.use.value != "possible":
                    place = paper.locate(block, hit.span)
                    found.append((name, ids[hit.term], place))
    core = [row for row in gold if row["tier"] == "core"]

    def same(item: tuple[str, str, Any], row: Row) -> bool:
        name, key, place = item
        return (
            name == row["file"] and key == row["term_id"] and place.line == int(row["line"])
            and place.column <= int(row["col_end"]) and place.column_end >= int(row["col_start"])
        )  # fmt: skip

    met = sum(any(same(item, row) for item in found) for row in core)
    right = sum(any(same(item, row) for row in gold) for item in found)
    say("uses (core)", met, len(core), right, len(found), ".98 / .98")


def passages(
    name: str, found: dict[str, list[Any]], gold: list[Row], must: Iterable[str], key: str,
    target: str,
) -> None:  # fmt: skip
    """Recall on the rows whose ``key`` is in ``must``; precision against all rows."""
    wanted = [row for row in gold if row[key] in set(must)]
    hit = sum(any(touches(i.place, row) for i in found[row["file"]]) for row in wanted)
    items = [(file, item) for file, group in found.items() for item in group]
    right = sum(any(touches(i.place, r) for r in gold if r["file"] == f) for f, i in items)
    say(name, hit, len(wanted), right, len(items), target)


def quality(data: Path) -> None:
    gold_folder = data / "terms-gold"
    names = ("occurrences", "norms", "definitions", "contest", "contest_negatives", "quotes")
    gold = {name: rows(gold_folder, name) for name in names}
    papers = {path.name: read(path) for path in sorted((data / "wijkteams").glob("*.txt"))}
    judged = {row["file"] for row in gold["occurrences"]}
    part = {name: paper for name, paper in papers.items() if name in judged}
    uses(part, gold["occurrences"])
    passages("definitions (A)", {n: list(find_definitions(p)) for n, p in part.items()},
             gold["definitions"], "A", "tier", ".80 / .70")  # fmt: skip
    objections = {n: list(find_objections(p)) for n, p in part.items()}
    explicit = {
        n: [o for o in group if o.level is Level.EXPLICIT] for n, group in objections.items()
    }
    passages("objections (explicit)", explicit, gold["contest"], "E", "strength", ".75 / .75")
    taken = sum(any(touches(o.place, row) for o in objections[row["file"]])
                for row in gold["contest_negatives"])  # fmt: skip
    print(f"{'look-alikes taken':34} {taken}/{len(gold['contest_negatives'])}   (to reach 1 in 5)")
    sources = SourceIndex(papers.values())
    quotes = {n: list(find_quotations(p, sources=sources)) for n, p in part.items()}
    contested = {n: [q for q in group if q.contested] for n, group in quotes.items()}
    disputed = [row for row in gold["quotes"] if row["contested"] == "1"]
    passages("quotations (contested)", contested, disputed, "1", "contested", ".70 / .60")
    altered = [q for group in quotes.values() for q in group
               if q.source_check and q.source_check.state == "altered"]  # fmt: skip
    print(f"{'altered quotations found':34} {len(altered)}")
    strength(part, gold["norms"])
    found = build_dossier(list(papers.values()), discover=True).candidates
    print(f"{'candidates nobody listed':34} {', '.join(candidate.term for candidate in found)}")


def strength(papers: dict[str, Document], gold: list[Row]) -> None:
    right = 0
    norms = {name: read_passages([paper], "norms").passages for name, paper in papers.items()}
    for row in gold:
        here = [norm for norm in norms[row["file"]] if touches(norm.place, row)]
        best = max(here, key=lambda norm: _shared(norm.place, row), default=None)
        right += best is not None and getattr(best, "label", "") in (
            row["label"],
            row["accept_also"],
        )
    print(f"{'strength of the gold sentences':34} {right}/{len(gold)} {right / len(gold):.3f}"
          "   (to reach .85)")  # fmt: skip


def _shared(place: Place, row: Row) -> int:
    return min(place.column_end or 0, int(row["col_end"])) - max(
        place.column or 0, int(row["col_start"])
    )


def speed(data: Path, tokens: int) -> None:
    """All of a dossier over ``tokens`` tokens; how the cost grows with terms and with uses.

    First the terms grow and their uses with them; then the uses stay those of 50 terms, and the
    other terms stand nowhere in the texts. Seconds are of one core (process time).
    """
    folders = (data / "laws", data / "policy", data / "wijkteams")
    lines = [
        line for path in sorted(path for folder in folders for path in folder.rglob("*.txt"))
        for line in path.read_text("utf-8").splitlines() if line.strip()
    ]  # fmt: skip
    paper = _paper(lines, tokens)
    count = sum(len(block.text.split()) for block in paper.blocks)
    words = sorted({word.lower() for line in lines for word in line.split() if word.isalpha()
                    and len(word) > 5})  # fmt: skip
    build_dossier([_paper(lines, 1000)], ["warming"])  # word tables and patterns are read once
    for number in COUNTS:
        few = words[:: max(1, len(words) // number)][:number]
        more = [f"{word}zegswijze" for word in words[: number - len(few)]]
        _timed(paper, count, [*few, *more], "terms and their uses")
    fifty = words[:: len(words) // 50][:50]
    for number in COUNTS[1:]:
        others = [f"{one}kwartjes{at}" for at in range(10) for one in words][: number - 50]
        _timed(paper, count, [*fifty, *others], "terms, the uses of 50")


COUNTS = (1, 50, 500, 2000, 10_000)


def _paper(lines: list[str], tokens: int) -> Document:
    blocks: list[Block] = []
    count = 0
    while count < tokens:
        for line in lines:
            blocks.append(Block(f"b{len(blocks)}", BlockKind.PARAGRAPH, line))
            count += len(line.split())
            if count >= tokens:
                break
    return Document("speed", "speed", "speed.txt", "txt", "", tuple(blocks))


def _timed(paper: Document, tokens: int, terms: list[str], what: str) -> None:
    used = time.process_time()
    dossier = build_dossier([paper], terms)
    used = time.process_time() - used
    hits = sum(len(term.occurrences) for term in dossier.terms)
    print(f"{tokens} tokens, {len(terms):5} {what:22}: {used:6.2f} s of one core, {hits:6} uses")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path(__file__).resolve().parents[2] / "shared" / "data"
    parser.add_argument("data", nargs="?", type=Path, default=default)
    parser.add_argument("--tokens", type=int, default=0, help="also measure speed on this many")
    options = parser.parse_args()
    if not options.data.is_dir():
        sys.exit(f"{options.data} is not there: give the folder with terms-gold and wijkteams")
    quality(options.data)
    if options.tokens:
        speed(options.data, options.tokens)


if __name__ == "__main__":
    main()
