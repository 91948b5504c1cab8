"""What each encoder is worth on Dutch, alone and fused with the lexical view, and what it costs.

    python benchmarks/encoding.py [--data FOLDER] [--model NAME_OR_FOLDER ...] [--final] [--write]

Every encoder runs in a process of its own, so that memory and start are its own. Without the
folder of real documents only the domain triples and the costs are measured. ``--final`` adds the
held-out sentence pairs, which no choice may be made on. ``--write`` puts the table of the shipped
encoders in the model card and in docs/modellen.md, between their two marks.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr

from congruence.embed import Encoder

HERE = Path(__file__).parent
LEXICAL = "lexical"
SHIPPED = (LEXICAL, "embedded", "embedded-context")
SPEED_WORDS, SPEED_TEXTS = 60, 300
MARKS = "<!-- figures: benchmarks/encoding.py --write -->", "<!-- end of figures -->"

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
    return _table("triples.tsv")


def reworded() -> list[list[str]]:
    """Read the statements that nothing is trained on: two rewordings and a look-alike each."""
    return _table("reworded.tsv")


def _table(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text("utf-8").splitlines()
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
    taken = {article: {number[name] for name in WMO[article].split()} for article in WMO}
    whole = [taken.get(article, set()) for article in old]
    return {
        "algoritmekader": (list(ours.values()), list(theirs.values()), list(right.values())),
        "wmo": ([old[article] for article in WMO], list(new.values()), list(taken.values())),
        # As in a comparison, where the articles without a successor take part in the ranking.
        "wmo_whole": (list(old.values()), list(new.values()), whole),
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
        from congruence.embed import load_encoder

        before = time.perf_counter()
        encoder = load_encoder(name, threads=threads)
        encoder.encode(["warm"])
        row["load_s"] = round(time.perf_counter() - before, 2)
        row |= {"id": encoder.id, "dimensions": encoder.dimensions}
        row |= cost(encoder, load_encoder(name, threads=1), threads)
        encode = encoder.encode
    row |= triple_figures(encode)
    row |= reworded_figures(encode)
    if data:
        row |= pair_figures(encode, data, final)
        row |= link_figures(encode, data)
    row["memory_mb"] = _memory()
    return row


def cost(encoder: Encoder, single: Encoder, threads: int) -> dict[str, object]:
    """Sixty-word paragraphs a second, on text made of the triples' sentences.

    By the clock and by the processor's time, which a busy machine does not change; then what the
    cache gives back of texts it has seen.
    """
    from congruence.embed import CachedEncoder, VectorCache

    words = " ".join(sentence for triple in triples() for sentence in triple).split()
    texts = [
        " ".join(words[(at * 7 + word) % len(words)] for word in range(SPEED_WORDS))
        for at in range(SPEED_TEXTS)
    ]
    out: dict[str, object] = {"memory_alone_mb": _memory()}
    for label, each in ((f"{threads}_threads", encoder), ("1_thread", single)):
        out[f"per_second_{label}"] = _rate(each.encode, texts, time.perf_counter)
    out["per_processor_second"] = _rate(single.encode, texts, time.process_time)
    with tempfile.TemporaryDirectory() as folder:
        cached = CachedEncoder(single, VectorCache(Path(folder) / "vectors.sqlite"))
        out["per_second_cached"] = _rate(cached.encode, texts, time.perf_counter)
    out["load_average"] = round(os.getloadavg()[0], 1)
    return out


def _rate(encode: Encode, texts: list[str], clock: Callable[[], float]) -> int:
    encode(texts)
    began, rounds = clock(), 0
    while clock() - began < 0.5:
        encode(texts)
        rounds += 1
    return round(SPEED_TEXTS * rounds / (clock() - began))


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


def first_of(scores: np.ndarray, size: int = 60) -> float:
    """How often the own column is best of ``size`` drawn at random with it: mean over the rows."""
    others = len(scores) - 1
    better = (scores > scores.diagonal()[:, None]).sum(axis=1)
    # The chance that none of the better columns is among those drawn.
    drawn = np.arange(min(size - 1, others))
    left = np.maximum(others - better[:, None] - drawn, 0) / (others - drawn)
    return float(left.prod(axis=1).mean())


def reworded_figures(encode: Encode | None) -> dict[str, object]:
    """As `triple_figures`, on far more statements: each rewording among 60, and look-alikes."""
    said, formal, plain, alike = (list(column) for column in zip(*reworded(), strict=True))
    if encode:
        rows = [encode(texts) for texts in (said, formal, plain, alike)]
        near = [rows[0] @ other.T for other in rows[1:]]
    else:
        whole = lexical_similarity(said, [*formal, *plain, *alike])
        near = np.split(whole, 3, axis=1)
    beats = near[0].diagonal() > near[2].diagonal()
    return {
        "reworded_first": round((first_of(near[0]) + first_of(near[1])) / 2, 3),
        "reworded_beats": round(float(beats.mean()), 3),
    }


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


Row = dict[str, object]
# Dutch label, English label, figures.
LINES = (
    ("STSb-nl, dev / achtergehouden", "STSb-nl dev / held out", "stsb_dev stsb_held"),
    ("SICK-NL, trial / achtergehouden", "SICK-NL trial / held out", "sick_trial sick_held"),
    ("parafrase als eerste gevonden, van 60", "triples: paraphrase first of 60", "r1"),
    ("parafrase wint van dubbelganger", "triples: paraphrase beats look-alike", "beats"),
    (
        "1.142 andere beweringen: omschrijving als eerste van 60 / wint van dubbelganger",
        "1,142 other statements: rewording first of 60 / beats look-alike",
        "reworded_first reworded_beats",
    ),
    (
        "Algoritmekader, eis bij maatregel (MAP), alleen / fusie",
        "Algoritmekader, MAP alone / fused",
        "algoritmekader_map algoritmekader_map_fused",
    ),
    (
        "dezelfde, als koppelingen gerangschikt",
        "the same, as ranked links",
        "algoritmekader_map_ranked algoritmekader_map_fused_ranked",
    ),
    (
        "Wmo 2007 bij 2015, 27 artikelen (MAP), alleen / fusie",
        "Wmo 2007 to 2015, 27 articles, MAP alone / fused",
        "wmo_map wmo_map_fused",
    ),
    (
        "dezelfde, als koppelingen gerangschikt",
        "the same, as ranked links",
        "wmo_map_ranked wmo_map_fused_ranked",
    ),
    (
        "dezelfde, gerangschikt tussen alle artikelen",
        "the same, ranked among all articles",
        "wmo_whole_map_ranked wmo_whole_map_fused_ranked",
    ),
    ("getallen per alinea", "numbers a paragraph", "dimensions"),
    ("openen, seconden", "load, seconds", "load_s"),
    ("geheugen met geopend model, MB", "memory with the model open, MB", "memory_alone_mb"),
    (
        "alinea's van 60 woorden per seconde, één / twee threads",
        "60-word paragraphs a second, one / two threads",
        "per_second_1_thread per_second_2_threads",
    ),
    (
        "dezelfde, per seconde processortijd",
        "the same, per second of processor time",
        "per_processor_second",
    ),
    ("dezelfde, uit de bewaarde vectoren", "the same, from the cache", "per_second_cached"),
    ("drukte van de computer (gemiddelde rij)", "load average meanwhile", "load_average"),
)


def figure(row: Row, key: str) -> str:
    """One figure as the tables print it: a share without its nought."""
    value = row.get(key)
    if value is None:
        return "–"
    if isinstance(value, float) and 0 <= value < 1 and not key.startswith("load"):
        return f"{value:.3f}".removeprefix("0")
    return f"{value:,}".replace(",", "\u202f") if isinstance(value, int) else str(value)


def table(rows: Sequence[Row], dutch: bool) -> str:
    """Lay the figures of the shipped encoders out as a Markdown table."""
    names = {LEXICAL: "letterlijk"} if dutch else {}
    heads = [names.get(str(row["model"]), str(row["model"])) for row in rows]
    lines = ["| | " + " | ".join(heads) + " |", "|---|" + "---|" * len(rows)]
    for nl, en, keys in LINES:
        cells = [
            " / ".join(figure(row, key) for key in keys.split())
            if any(key in row for key in keys.split())
            else ""
            for row in rows
        ]
        lines.append(f"| {nl if dutch else en} | " + " | ".join(cells) + " |")
    ids = ", ".join(f"`{row['id']}`" for row in rows if "id" in row)
    lines.append(f"\n{'Gemeten modellen' if dutch else 'Models measured'}: {ids}.")
    return "\n".join(lines)


def write(rows: Sequence[Row], root: Path = HERE.parent) -> None:
    """Put the tables between the marks of the model card and of docs/modellen.md."""
    for file, dutch in (("docs/modellen.md", True), ("congruence/data/model/README.md", False)):
        path = root / file
        before, _mark, rest = path.read_text("utf-8").partition(MARKS[0])
        _old, _mark, after = rest.partition(MARKS[1])
        middle = "\n".join((MARKS[0], table(rows, dutch), MARKS[1]))
        path.write_text(before + middle + after, "utf-8")


def in_own_process(name: str, options: argparse.Namespace) -> Row | None:
    """Measure one encoder in a fresh process; None where it cannot be opened."""
    command = [sys.executable, __file__, "--one", name, "--threads", str(options.threads)]
    command += ["--data", str(options.data)] if options.data else []
    command += ["--final"] if options.final else []
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        print(f"{name}: not measured", file=sys.stderr)
        return None
    row: Row = json.loads(done.stdout.splitlines()[-1])
    return row


def called(row: Row) -> str:
    """The model of a row by name; one in a folder by the package that holds it."""
    name = Path(str(row["model"]))
    return name.parent.name if name.is_dir() else str(name)


def main() -> None:
    """Measure every encoder in its own process and print one Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of real documents")
    parser.add_argument("--model", action="append", default=[], help="a further model")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--final", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one, options.data, options.threads, options.final)))
        return
    measured = (in_own_process(name, options) for name in (*SHIPPED, *options.model))
    rows = [row for row in measured if row]
    if options.write:
        write(rows[: len(SHIPPED)])
    keys = list(dict.fromkeys(key for row in rows for key in row))
    print("| figure | " + " | ".join(called(row) for row in rows) + " |")
    print("|---|" + "---|" * len(rows))
    for key in keys[1:]:
        print(f"| {key} | " + " | ".join(str(row.get(key, "")) for row in rows) + " |")


if __name__ == "__main__":
    main()
