"""What each encoder is worth on Dutch, alone and fused with the lexical view, and what it costs.

    python benchmarks/encoding.py [--data FOLDER] [--model NAME_OR_FOLDER ...] [--final]

Every encoder runs in a process of its own, so that memory and start are its own. Without the
folder of real documents only the domain triples and the costs are measured. ``--final`` adds the
held-out sentence pairs, which no choice may be made on.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr

HERE = Path(__file__).parent
LEXICAL = "lexical"
SPEED_WORDS, SPEED_TEXTS = 60, 300

# Wmo 2007 (2014-10-08) to Wmo 2015 (2015-01-05): which article took over which; labelled by hand.
WMO = {
    "3": "2.1.2", "4": "2.3.1 2.3.5 1.2.1", "4a": "2.1.7", "5": "2.1.3", "6": "2.3.6",
    "6a": "2.3.6 2.3.2", "8": "1.2.2", "9": "2.5.1 2.5.3", "9a": "2.1.1", "10": "2.6.4",
    "10a": "2.6.5", "10b": "3.3", "11": "2.1.3", "15": "2.1.4", "16": "2.1.4",
    "18": "5.2.9 5.1.3", "19a": "2.1.6", "21c": "5.1.6", "21d": "5.1.6 5.2.6", "21f": "5.3.1",
    "21g": "5.3.2", "21h": "5.3.3", "21i": "5.3.4", "21j": "5.3.5", "22": "2.5.2",
    "23": "5.2.3", "25": "2.4.2",
}  # fmt: skip

Encode = Callable[[Sequence[str]], np.ndarray]
Pairs = tuple[list[str], list[str], np.ndarray]


def triples() -> list[list[str]]:
    """Read the home-made triples: statement, paraphrase, look-alike."""
    lines = (HERE / "triples.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def sts_pairs(path: Path) -> Pairs:
    """Read (first, second, score) rows of an STS benchmark file."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    return [r[0] for r in rows], [r[1] for r in rows], np.array([float(r[2]) for r in rows])


def sick_pairs(path: Path, part: str) -> Pairs:
    """Read the sentence pairs of one part of SICK-NL with their relatedness."""
    with path.open(encoding="utf-8") as file:
        rows = [
            row
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            if row["SemEval_set"].strip() == part
        ]
    scores = np.array([float(row["relatedness_score"]) for row in rows])
    return [r["sentence_A"] for r in rows], [r["sentence_B"] for r in rows], scores


def articles(path: Path) -> dict[str, str]:
    """Read a statute's articles: number to text."""
    found: dict[str, list[str]] = {}
    number = None
    for line in map(str.strip, path.read_text("utf-8").splitlines()):
        heading = re.fullmatch(r"Artikel (\S+)", line)
        if heading:
            number = heading[1]
            found[number] = []
        elif re.match(r"(?:§|Hoofdstuk) ", line):
            number = None
        elif number and line:
            found[number].append(line)
    return {number: " ".join(lines) for number, lines in found.items() if lines}


def spearman(pairs: Pairs, encode: Encode) -> float:
    """Rank correlation of cosines with people's scores."""
    first, second, scores = pairs
    return float(spearmanr((encode(first) * encode(second)).sum(axis=1), scores).statistic)


def standard(matrix: np.ndarray) -> np.ndarray:
    """A view's similarities as distances from their mean, in standard deviations."""
    return np.asarray((matrix - matrix.mean()) / matrix.std())


def mean_average_precision(scores: np.ndarray, links: list[set[int]]) -> float:
    """MAP over the rows that have a link."""
    found = []
    for row, right in zip(scores, links, strict=True):
        if right:
            order = np.argsort(-row, kind="stable")
            hits = np.cumsum([at in right for at in order])
            found.append(
                np.mean([hits[rank] / (rank + 1) for rank, at in enumerate(order) if at in right])
            )
    return float(np.mean(found))


def first_hits(scores: np.ndarray, links: list[set[int]]) -> float:
    """Share of rows with a link whose nearest column is right."""
    rows = [(row, right) for row, right in zip(scores, links, strict=True) if right]
    return float(np.mean([int(np.argmax(row)) in right for row, right in rows]))


def linked(data: Path) -> dict[str, tuple[list[str], list[str], list[set[int]]]]:
    """The two link tasks: (texts of a, texts of b, right columns of each row)."""
    folder = data / "links" / "algoritmekader"
    tables = {}
    for side in ("a_vereisten", "b_maatregelen"):
        with (folder / f"{side}.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        tables[side] = {r["id"]: f"{r['title']}. {r['text']} {r['toelichting']}" for r in rows}
    ours, theirs = tables["a_vereisten"], tables["b_maatregelen"]
    at = {name: number for number, name in enumerate(theirs)}
    right: dict[str, set[int]] = {name: set() for name in ours}
    with (folder / "links.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            right[row["a_id"]].add(at[row["b_id"]])
    old = articles(data / "laws" / "wmo-2007" / "2014-10-08.txt")
    new = articles(data / "laws" / "wmo-2015" / "2015-01-05.txt")
    number = {name: place for place, name in enumerate(new)}
    taken = [{number[name] for name in WMO[article].split()} for article in WMO]
    return {
        "algoritmekader": (list(ours.values()), list(theirs.values()), list(right.values())),
        "wmo": ([old[article] for article in WMO], list(new.values()), taken),
    }


def shares(scores: np.ndarray) -> np.ndarray:
    """Inverted softmax (Smith et al., 2017), as `congruence.compare` ranks links."""
    weights = np.exp(scores - scores.max())
    return np.asarray(weights / weights.sum(axis=0, keepdims=True))


def lexical_similarity(ours: Sequence[str], theirs: Sequence[str]) -> np.ndarray:
    """Cosines in the lexical view, fitted on both sides."""
    from congruence.embed import LexicalView

    view = LexicalView().fit([*ours, *theirs])
    return np.asarray((view.vectors(ours) @ view.vectors(theirs).T).toarray())


def lexical_pairs(pairs: Pairs) -> float:
    """Rank correlation for the lexical view, fitted on the pairs themselves."""
    from congruence.embed import LexicalView

    first, second, scores = pairs
    view = LexicalView().fit([*first, *second])
    near = np.asarray(view.vectors(first).multiply(view.vectors(second)).sum(axis=1)).ravel()
    return float(spearmanr(near, scores).statistic)


def measure(name: str, data: Path | None, threads: int, final: bool) -> dict[str, object]:
    """All figures of one encoder, in this process."""
    row: dict[str, object] = {"model": name}
    encode: Encode | None = None
    if name != LEXICAL:
        before = time.perf_counter()
        from congruence.embed import load_encoder

        encoder = load_encoder(name, threads=threads)
        encode = encoder.encode
        encode(["warm"])
        row["load_s"] = round(time.perf_counter() - before, 2)
        row |= {"id": encoder.id, "dimensions": encoder.dimensions}
        row |= cost(encode)
    row |= triple_figures(encode)
    if data:
        row |= pair_figures(encode, data, final)
        row |= link_figures(encode, data)
    row["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return row


def cost(encode: Encode) -> dict[str, object]:
    """Sixty-word paragraphs a second (wall clock), on text made of the triples' sentences."""
    words = " ".join(sentence for triple in triples() for sentence in triple).split()
    texts = [
        " ".join(words[(at * 7 + word) % len(words)] for word in range(SPEED_WORDS))
        for at in range(SPEED_TEXTS)
    ]
    encode(texts[:20])
    began = time.perf_counter()
    encode(texts)
    spent = time.perf_counter() - began
    if spent < 0.5:
        began = time.perf_counter()
        encode(texts * 20)
        spent = (time.perf_counter() - began) / 20
    return {"per_second": round(SPEED_TEXTS / spent), "memory_alone_mb": _memory()}


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def triple_figures(encode: Encode | None) -> dict[str, object]:
    """R@1 of the paraphrases, and how often a paraphrase beats its look-alike."""
    said, again, alike = zip(*triples(), strict=True)
    lexical = lexical_similarity(said, [*again, *alike])
    near = lexical
    if encode:
        near = encode(said) @ encode([*again, *alike]).T
    fused = standard(near) + standard(lexical)
    size, own = len(said), np.arange(len(said))
    out: dict[str, object] = {}
    for label, scores in (("", near), ("_fused", fused)) if encode else (("", near),):
        out[f"r1{label}"] = round(float((scores[:, :size].argmax(1) == own).mean()), 3)
        beats = scores[own, own] > scores[own, own + size]
        out[f"beats{label}"] = round(float(beats.mean()), 2)
    return out


def pair_figures(encode: Encode | None, data: Path, final: bool) -> dict[str, object]:
    """Spearman on sentence pairs: the parts to tune on; with ``final`` the held-out ones too."""
    sick = data / "sts" / "sick-nl-train-trial.tsv"
    parts = {
        "stsb_dev": sts_pairs(data / "sts" / "stsb-nl-dev.csv"),
        "sick_trial": sick_pairs(sick, "TRIAL"),
    }
    if final:
        parts["stsb_held"] = sts_pairs(data / "sts" / "stsb-nl-train.csv")
        parts["sick_held"] = sick_pairs(sick, "TRAIN")
    return {
        name: round(spearman(pairs, encode) if encode else lexical_pairs(pairs), 3)
        for name, pairs in parts.items()
    }


def link_figures(encode: Encode | None, data: Path) -> dict[str, object]:
    """MAP and first hits on the link tasks: alone, and fused with the lexical view."""
    out: dict[str, object] = {}
    for task, (ours, theirs, right) in linked(data).items():
        lexical = lexical_similarity(ours, theirs)
        views = {"": encode(ours) @ encode(theirs).T if encode else lexical}
        if encode:
            views["_fused"] = standard(views[""]) + standard(lexical)
        views |= {f"{label}_ranked": shares(standard(scores)) for label, scores in views.items()}
        for label, scores in views.items():
            out[f"{task}_map{label}"] = round(mean_average_precision(scores, right), 3)
            out[f"{task}_first{label}"] = round(first_hits(scores, right), 3)
    return out


def main() -> None:
    """Measure every encoder in its own process and print one Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of real documents")
    parser.add_argument("--model", action="append", default=[], help="a further model")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--final", action="store_true")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one, options.data, options.threads, options.final)))
        return
    rows = []
    for name in (LEXICAL, "embedded", "embedded-context", *options.model):
        command = [sys.executable, __file__, "--one", name, "--threads", str(options.threads)]
        command += ["--data", str(options.data)] if options.data else []
        command += ["--final"] if options.final else []
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            print(f"{name}: not measured", file=sys.stderr)
        else:
            rows.append(json.loads(done.stdout.splitlines()[-1]))
    keys = list(dict.fromkeys(key for row in rows for key in row))
    print("| figure | " + " | ".join(str(row["model"]) for row in rows) + " |")
    print("|---|" + "---|" * len(rows))
    for key in keys[1:]:
        print(f"| {key} | " + " | ".join(str(row.get(key, "")) for row in rows) + " |")


if __name__ == "__main__":
    main()
