"""How honest and how fast a comparison is: false coverage, recall, ranking, growth.

    python benchmarks/comparison.py --data FOLDER [--model NAME] [PART ...]

Parts: honesty, short, ranking, growth. ``--data`` is the folder of real documents (laws/,
links/algoritmekader/); growth needs none.
A statute version is held against a later one, or a law against its successor, with a random
half of the later passages taken out. What a passage's counterpart is, is told by word bigrams,
which no view of ours uses: .50 and up is a counterpart, and a passage has none when its
counterpart was taken out and nothing above .30 is left, or nothing above .15 ever was there.
Passages in between count neither way. See docs/congruentie.md for the figures.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

import congruence
from congruence.compare.comparison import compare
from congruence.compare.result import Band, Comparison
from congruence.embed import Encoder, load_encoder
from congruence.model import Block, BlockKind, Document

PAIRS = (
    ("jeugdwet/2014-03-15", "jeugdwet/2015-01-05"),
    ("wmo-2015/2014-10-08", "wmo-2015/2015-01-05"),
    ("wmo-2007/2010-07-14", "wmo-2007/2014-10-08"),
    ("wet-op-de-jeugdzorg/2011-01-01", "wet-op-de-jeugdzorg/2014-11-03"),
    (
        "uitvoeringsbesluit-wet-op-de-jeugdzorg/2011-01-01",
        "uitvoeringsbesluit-wet-op-de-jeugdzorg/2014-11-24",
    ),
    ("besluit-jeugdwet/2014-11-24", "besluit-jeugdwet/2015-01-06"),
    ("wmo-2007/2014-10-08", "wmo-2015/2015-01-05"),
    ("wet-op-de-jeugdzorg/2014-11-03", "jeugdwet/2015-01-05"),
    ("uitvoeringsbesluit-wet-op-de-jeugdzorg/2014-11-03", "besluit-jeugdwet/2015-01-06"),
)
UNRELATED = (
    ("wmo-2007/2014-10-08", "besluit-verplichte-meldcode/2015-11-13"),
    ("besluit-jeugdwet/2015-01-06", "wmo-2007/2010-07-14"),
)
SEEDS = (0, 1)
SHORT = (1, 3, 5, 8, 15)


def document_of(texts: Iterable[str], name: str) -> Document:
    blocks = tuple(Block(f"p-{at}", BlockKind.PARAGRAPH, text) for at, text in enumerate(texts))
    return Document(name, name, name, "txt", "", blocks)


def without(document: Document, removed: set[str]) -> Document:
    kept = tuple(block for block in document.blocks if block.id not in removed)
    return replace(document, blocks=kept)


def bigram_cosines(first: Sequence[str], second: Sequence[str]) -> np.ndarray:
    from sklearn.feature_extraction.text import TfidfVectorizer

    view = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit([*first, *second])
    return (view.transform(first) @ view.transform(second).T).toarray()


def held_out(old: Document, new: Document, seed: int) -> tuple[Document, dict[str, bool]]:
    """``new`` without a random half, and whether each passage of ``old`` still has an answer."""
    passages = list(new.passages())
    rng = random.Random(seed)
    removed = {p.id for p in rng.sample(passages, len(passages) // 2)}
    similarity = bigram_cosines([p.text for p in old.passages()], [p.text for p in passages])
    kept = similarity[:, [at for at, p in enumerate(passages) if p.id not in removed]]
    answers = {}
    for passage, whole, left in zip(
        old.passages(), similarity.max(axis=1), kept.max(axis=1), strict=True
    ):
        if left >= 0.5:
            answers[passage.id] = True
        elif (whole >= 0.5 and left < 0.3) or whole < 0.15:
            answers[passage.id] = False
    return without(new, removed), answers


def rates(result: Comparison, answers: dict[str, bool], q: float, view: str | None) -> list[float]:
    """False coverage and recall at ``q``: of the bands, or of one view's own null."""
    if view is None:
        found = {f.block for f in result.rebanded(q_found=q, q_possible=max(q, 0.3)).side("a")
                 if f.band is Band.FOUND}  # fmt: skip
    else:
        found = {f.block for f in result.side("a") if f.repeats[view] <= q}
    judged = found & answers.keys()
    wrong = sum(not answers[block] for block in judged)
    right = len(judged) - wrong
    return [wrong / max(1, len(judged)), right / max(1, sum(answers.values()))]


def honesty(data: Path, encoder: Encoder) -> None:
    views: dict[str, str | None] = {"as reported": None, "lexical alone": "lexical",
                                    "semantic alone": "semantic"}  # fmt: skip
    sums = defaultdict(list)
    for first, second in PAIRS:
        old, new = (congruence.read(data / "laws" / f"{name}.txt") for name in (first, second))
        for seed in SEEDS:
            half, answers = held_out(old, new, seed)
            result = compare(old, half, encoder=encoder)
            for name, view in views.items():
                for q in (0.05, 0.10, 0.20, 0.30):
                    sums[name, q].append(rates(result, answers, q, view))
            wrong, recall = sums["as reported", 0.10][-1]
            print(f"{first} - {second} seed {seed}: false coverage {wrong:.3f} recall {recall:.2f}")
    print("view            q    false coverage mean/worst   recall mean/least")
    for (name, q), values in sums.items():
        wrong, recall = np.array(values).T
        print(f"{name:15} {q:.2f} {wrong.mean():.3f} / {wrong.max():.3f}"
              f"            {recall.mean():.3f} / {recall.min():.3f}")  # fmt: skip
    for first, second in UNRELATED:
        a, b = (congruence.read(data / "laws" / f"{name}.txt") for name in (first, second))
        result = compare(a, b, encoder=encoder)
        print(f"unrelated {first} - {second}:", {s: result.summary[s]["found"] for s in "ab"},
              [note.code for note in result.notes])  # fmt: skip


def short(data: Path, encoder: Encoder) -> None:
    """A note of a few passages drawn from the old text, held against half of the new one."""
    draws = 10
    wrong, right, answered, judged = (Counter[int]() for _ in range(4))
    for first, second in PAIRS:
        old, new = (congruence.read(data / "laws" / f"{name}.txt") for name in (first, second))
        half, answers = held_out(old, new, SEEDS[0])
        rng = random.Random(5)
        every = {passage.id for passage in old.passages()}
        for size in SHORT:
            for _ in range(draws):
                drawn = set(rng.sample(sorted(answers), size))
                result = compare(without(old, every - drawn), half, encoder=encoder)
                found = [f.block for f in result.side("a") if f.band is Band.FOUND]
                right[size] += sum(answers[block] for block in found)
                wrong[size] += sum(not answers[block] for block in found)
                answered[size] += sum(answers[block] for block in drawn)
                judged[size] += size
    for size in SHORT:
        found = right[size] + wrong[size]
        print(f"note of {size:2}: {judged[size]} passages, {answered[size]} with a counterpart; "
              f"{found} found, false coverage {wrong[size] / max(1, found):.3f}, "
              f"recall {right[size] / max(1, answered[size]):.2f}")  # fmt: skip


def average_precision(ranked: Sequence[str], gold: set[str]) -> float:
    hits, total = 0, 0.0
    for rank, block in enumerate(ranked, start=1):
        if block in gold:
            hits += 1
            total += hits / rank
    return total / len(gold)


def ranking(data: Path, encoder: Encoder) -> None:
    """Law to measure: mean average precision over all measures, and over the 25 links shown."""
    from congruence.compare import scores

    folder = data / "links" / "algoritmekader"
    gold: dict[str, set[str]] = defaultdict(set)
    with (folder / "links.csv").open(encoding="utf-8") as source:
        for row in csv.DictReader(source):
            gold[row["a_id"]].add(row["b_id"])
    for columns in (("text",), ("text", "toelichting")):
        a, b = (
            read_columns(folder / name, columns)
            for name in ("a_vereisten.csv", "b_maatregelen.csv")
        )
        shown = scores.LINKS
        for name, links in (("all", 10_000), ("the 25 shown", shown)):
            scores.LINKS = links
            result = compare(a, b, encoder=encoder)
            found = [
                average_precision([link.block for link in f.links], gold[f.block])
                for f in result.side("a")
                if f.block in gold
            ]
            print(f"algoritmekader {'+'.join(columns)}: MAP over {name} {np.mean(found):.3f}")
        scores.LINKS = shown


def read_columns(path: Path, columns: Sequence[str]) -> Document:
    with path.open(encoding="utf-8") as source:
        blocks = tuple(
            Block(row["id"], BlockKind.PARAGRAPH, " ".join(row[column] for column in columns))
            for row in csv.DictReader(source)
        )
    return Document(path.stem, path.stem, path.name, "csv", "", blocks)


def made_up(count: int, seed: int) -> list[str]:
    """Paragraphs of 30 words from a vocabulary of 20,000, rare words rare as in prose."""
    rng = np.random.default_rng(seed)
    words = [f"{a}{b}{c}" for a in ("be", "ver", "on", "door", "in")
             for b in ("ling", "zorg", "team", "stuur", "hulp", "plan", "wijk", "recht")
             for c in range(500)]  # fmt: skip
    ranks = np.minimum(rng.zipf(1.3, size=(count, 30)) - 1, len(words) - 1)
    return [" ".join(words[rank] for rank in row) for row in ranks]


def growth(encoder: Encoder, sizes: Sequence[int]) -> None:
    for size in sizes:
        a, b = document_of(made_up(size, 1), "a"), document_of(made_up(size, 2), "b")
        wall, cpu = time.perf_counter(), time.process_time()
        compare(a, b, encoder=encoder)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{size} x {size}: {time.perf_counter() - wall:.1f} s, processor "
              f"{time.process_time() - cpu:.1f} s, peak {peak} MB", flush=True)  # fmt: skip


PARTS: dict[str, Callable[[Path, Encoder], None]] = {
    "honesty": honesty, "short": short, "ranking": ranking,
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("parts", nargs="*", choices=[*PARTS, "growth", []], help="default: all")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--model", default="embedded")
    parser.add_argument("--sizes", type=int, nargs="*", default=[500, 1000, 2000])
    arguments = parser.parse_args()
    encoder = load_encoder(arguments.model)
    print("model:", encoder.id)
    for name in arguments.parts or [*PARTS, "growth"]:
        if name == "growth":
            growth(encoder, arguments.sizes)
        elif arguments.data is None or not arguments.data.is_dir():
            print(f"{name}: skipped, --data is not a folder of real documents")
        else:
            PARTS[name](arguments.data, encoder)


if __name__ == "__main__":
    main()
