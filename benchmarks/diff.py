"""Versions: are planted edits called by their names, and how long does it take, peers beside us.

    python benchmarks/diff.py [--data FOLDER] [--quality] [--speed] [--scale] [--docx]

Quality: edits planted in the sample statute and, with the folder of real documents, in statutes;
the key of the sample corpus. Speed: a pair of 50,000 words with 300 edits and a block of 3,000
words moved, against difflib, cydifflib, redlines,
diff-match-patch and (``--docx``) DocxDiff, each in this run.
"""

from __future__ import annotations

import argparse
import difflib
import importlib
import random
import re
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from congruence.model import Block, BlockKind, Document
from congruence.versions import ChangeKind, VersionDiff, compare_versions

ROOT = Path(__file__).resolve().parents[1]
SEED = 20240131
PLANTED = ("moved", "moved_edited", "split", "merged", "relabelled", "inserted", "deleted",
           "edited")  # fmt: skip

# -- planted edits ------------------------------------------------------------------------------

Truth = set[tuple[str, tuple[str, ...], tuple[str, ...]]]


def plant(document: Document, random_: random.Random) -> tuple[Document, Document, Truth]:
    """Two versions made of ``document`` and the changes between them."""
    garden = Garden(document, random_)
    for _number in range(max(2, len(garden.good) // 40)):
        garden.edit()
        garden.delete()
        garden.insert()
        garden.move("moved")
        garden.move("moved_edited")
        garden.split()
        garden.merge()
        garden.renumber()
    return garden.versions()


class Garden:
    """A document in which edits are planted, no two of them beside each other."""

    def __init__(self, document: Document, random_: random.Random) -> None:
        kept = [b for b in document.blocks if b.kind is not BlockKind.TABLE_CELL]
        self.document, self.random = document, random_
        self.old = [replace(b, id=f"o{at}", notes=(), section=()) for at, b in enumerate(kept)]
        self.new: list[Block | None] = [replace(b, id=f"n{at}") for at, b in enumerate(self.old)]
        self.extra: dict[int, list[Block]] = {}  # blocks put in before a place
        self.truth: Truth = set()
        self.taken: set[int] = set()
        times = Counter(block.text for block in self.old)
        self.good = [
            at for at, block in enumerate(self.old)
            if not block.is_heading and block.kind is not BlockKind.FOOTNOTE
            and 12 <= len(block.text.split()) <= 120 and times[block.text] == 1
        ]  # fmt: skip
        random_.shuffle(self.good)

    def take(self, needs: Callable[[int], bool] = lambda at: True) -> int | None:
        """A passage that no edit has touched."""
        for at in self.good:
            if not self.taken & {at - 1, at, at + 1} and needs(at):
                self.taken.add(at)
                return at
        return None

    def reworded(self, text: str) -> str:
        """The text with one word or verb changed."""
        for one, other in (("moet", "kan"), ("kan", "moet"), ("worden", "zijn"), ("is ", "was ")):
            if one in text:
                return text.replace(one, other, 1)
        words = text.split()
        words[self.random.randrange(2, len(words) - 1)] = self.random.choice(ADVERBS)
        return " ".join(words)

    def edit(self) -> None:
        """Change a word."""
        if (at := self.take()) is not None:
            self.new[at] = replace(self.old[at], id=f"n{at}", text=self.reworded(self.old[at].text))
            self.truth.add(("edited", (f"o{at}",), (f"n{at}",)))

    def delete(self) -> None:
        """Take a passage out."""
        if (at := self.take()) is not None:
            self.new[at] = None
            self.truth.add(("deleted", (f"o{at}",), ()))

    def insert(self) -> None:
        """Put a passage in."""
        if (at := self.take()) is not None:
            one, two, three = (self.random.choice(NOUNS) for _number in range(3))
            text = f"Het bestuur legt over {one} en {two} elk jaar rekenschap af aan {three}."
            self.extra.setdefault(at, []).append(Block(f"x{at}", BlockKind.PARAGRAPH, text))
            self.truth.add(("inserted", (), (f"x{at}",)))

    def move(self, kind: str) -> None:
        """Put a passage elsewhere, reworded or not."""
        if (at := self.take()) is None or (to := self.take()) is None:
            return
        text = self.old[at].text if kind == "moved" else self.reworded(self.old[at].text)
        self.extra.setdefault(to, []).append(replace(self.old[at], id=f"n{at}", text=text))
        self.new[at] = None
        self.truth.add((kind, (f"o{at}",), (f"n{at}",)))

    def split(self) -> None:
        """Make two passages of one."""
        cut = re.compile(r"(?<=[a-z]{3}\.) (?=[A-Z])")
        at = self.take(lambda place: cut.search(self.old[place].text) is not None)
        if at is None:
            return
        first, rest = cut.split(self.old[at].text, maxsplit=1)
        self.new[at] = replace(self.old[at], id=f"n{at}", text=first)
        self.extra.setdefault(at + 1, []).insert(0, Block(f"s{at}", BlockKind.PARAGRAPH, rest))
        self.truth.add(("split", (f"o{at}",), (f"n{at}", f"s{at}")))

    def merge(self) -> None:
        """Make one passage of two."""

        def joinable(at: int) -> bool:
            after = self.old[at + 1] if at + 1 < len(self.old) else None
            free = not {at + 1, at + 2} & self.taken
            return free and after is not None and not after.is_heading and (
                len(after.text.split()) > 6
            )  # fmt: skip

        if (at := self.take(joinable)) is not None:
            self.taken.add(at + 1)
            text = f"{self.old[at].text} {self.old[at + 1].text}"
            self.new[at] = replace(self.old[at], id=f"n{at}", text=text)
            self.new[at + 1] = None
            self.truth.add(("merged", (f"o{at}", f"o{at + 1}"), (f"n{at}",)))

    def renumber(self) -> None:
        """Give a passage another number."""
        at = self.take(lambda place: bool(re.search(r"\d", self.old[place].label or "")))
        if at is not None:
            label = self.old[at].label or ""
            label = re.sub(r"\d+", lambda m: str(int(m.group()) + 1), label, count=1)
            self.new[at] = replace(self.old[at], id=f"n{at}", label=label)
            self.truth.add(("relabelled", (f"o{at}",), (f"n{at}",)))

    def versions(self) -> tuple[Document, Document, Truth]:
        """The two versions and the truth."""
        blocks: list[Block] = []
        for at in range(len(self.new) + 1):
            blocks += self.extra.get(at, [])
            block = self.new[at] if at < len(self.new) else None
            blocks += [block] if block is not None else []
        return (
            replace(self.document, blocks=tuple(self.old)),
            replace(self.document, blocks=tuple(blocks)),
            self.truth,
        )


TURNS = (("moet", "kan"), ("kan", "moet"), ("moeten", "kunnen"), ("kunnen", "moeten"),
         ("mag", "moet"))  # fmt: skip
ADVERBS = ("gezamenlijk", "schriftelijk", "onverwijld", "jaarlijks")
NOUNS = ("tariefafspraken", "wachttijden", "scholing", "huisvesting", "klachten", "cliëntenraden",
         "onderaannemers", "vervoer", "archivering", "nascholing")  # fmt: skip


def found(diff: VersionDiff) -> Truth:
    """The changes that were named, in the form of the truth."""
    return {
        (change.kind.value, change.old, change.new)
        for change in diff.changes
        if change.kind is not ChangeKind.UNCHANGED
    }


def quality(data: Path | None) -> None:
    """Print precision and recall per kind over seeded trials."""
    from congruence.extract import read

    sources = [ROOT / "corpora/demo/statuut-1.0.docx"]
    if data:
        sources += sorted((data / "laws").glob("*/*.txt"))[::4]
        sources += sorted((data / "policy/logboek-juridisch-beleidskader").glob("*.md"))[:1]
    right: Counter[str] = Counter()
    named: Counter[str] = Counter()
    planted: Counter[str] = Counter()
    confused: Counter[tuple[str, str]] = Counter()
    for number, source in enumerate(sources):
        document = read(source)
        for trial in range(3):
            old, new, truth = plant(document, random.Random(SEED + 100 * number + trial))
            seen = found(compare_versions(old, new))
            for kind in PLANTED:
                planted[kind] += sum(t[0] == kind for t in truth)
                named[kind] += sum(t[0] == kind for t in seen)
                right[kind] += sum(t[0] == kind for t in truth & seen)
            kinds = {block: kind for kind, olds, news in seen for block in (*olds, *news)}
            for kind, olds, news in truth - seen:
                confused[kind, kinds.get((*olds, *news)[0], "unchanged")] += 1
    print(f"planted edits in {len(sources)} documents, three trials each")
    print(f"{'kind':14}{'planted':>9}{'named':>7}{'precision':>11}{'recall':>8}")
    for kind in PLANTED:
        precision = right[kind] / named[kind] if named[kind] else 0
        recall = right[kind] / planted[kind] if planted[kind] else 0
        print(f"{kind:14}{planted[kind]:9}{named[kind]:7}{precision:11.3f}{recall:8.3f}")
    print("taken for another:", dict(confused.most_common(12)))
    strength(sources)
    key_of_the_sample()


def strength(sources: Sequence[Path]) -> None:
    """Print how well a duty turned into a power, or back, is seen, among as many other edits."""
    from congruence.extract import read

    seen: Counter[tuple[bool, bool]] = Counter()  # (strength changed, strength signal)
    for number, source in enumerate(sources):
        document = read(source)
        texts = sorted({b.text for b in document.blocks if 12 <= len(b.text.split()) <= 120})
        random_ = random.Random(SEED + number)
        for verb, other in TURNS:
            turned = [text for text in texts if len(re.findall(rf"\b{verb}\b", text)) == 1]
            for text in random_.sample(turned, min(10, len(turned))):
                words = text.split()
                words.insert(random_.randrange(2, len(words) - 1), random_.choice(ADVERBS))
                for changed, new in ((True, re.sub(rf"\b{verb}\b", other, text)),
                                     (False, " ".join(words))):  # fmt: skip
                    diff = compare_versions(document_of("o", [text]), document_of("n", [new]))
                    signals = {s.kind for change in diff.changes for s in change.signals}
                    seen[changed, "strength" in signals] += 1
    planted = seen[True, True] + seen[True, False]
    named = seen[True, True] + seen[False, True]
    print(f"strength turned (moet, kan, mag): {planted} of {seen.total()} edits, {named} named; "
          f"precision {seen[True, True] / max(named, 1):.3f}, "
          f"recall {seen[True, True] / max(planted, 1):.3f}")  # fmt: skip


def key_of_the_sample() -> None:
    """Hold the diff of the sample statute against its key."""
    from congruence.extract import read

    folder = ROOT / "corpora/demo"
    key = tomllib.loads((folder / "key.toml").read_text("utf-8"))
    diff = compare_versions(read(folder / "statuut-0.1.docx"), read(folder / "statuut-1.0.docx"))
    kinds, weights, signals = Counter(), Counter(), Counter()
    for wanted in key["change"]:
        changes = [c for c in diff.changes
                   if all(_plain(s) in _plain(c.old_text) for s in wanted["old"])
                   and all(_plain(s) in _plain(c.new_text) for s in wanted["new"])]  # fmt: skip
        hit = next((c for c in changes if c.kind.value == wanted["kind"]), None)
        kinds[hit is not None] += 1
        if hit is None:
            print("  not so named:", wanted["kind"], wanted["old"] or wanted["new"],
                  [c.kind.value for c in changes])  # fmt: skip
            continue
        if "weight" in wanted:
            weights[hit.weight.value == wanted["weight"]] += 1
            if hit.weight.value != wanted["weight"]:
                print("  weight:", hit.weight.value, "for", wanted["weight"], wanted["old"])
        for signal in wanted.get("signals", ()):
            signals[signal in {s.kind for s in hit.signals}] += 1
            if signal not in {s.kind for s in hit.signals}:
                print("  signal not seen:", signal, wanted["new"])
    references = Counter()
    for wanted in key.get("reference", ()):
        hit = any(
            r.state.value == wanted["state"] and r.text == wanted["text"]
            and (r.target_old or "") == wanted["target_old"]
            and (r.target_new or "") == wanted["target_new"] for r in diff.references
        )  # fmt: skip
        references[hit] += 1
    for title, counts in (("kinds", kinds), ("weights", weights), ("signals", signals),
                          ("references", references)):  # fmt: skip
        print(f"key of the sample, {title}: {counts[True]} of {counts.total()}")


def _plain(text: str) -> str:
    return " ".join(re.sub("[\u00b9\u00b2\u00b3\u2070-\u2079]", "", text).split())


# -- speed --------------------------------------------------------------------------------------


def synthetic(words: int, random_: random.Random) -> list[str]:
    """Paragraphs of made-up prose: word frequencies fall off as in real text (Zipf)."""
    parts = ["zorg", "hulp", "team", "wijk", "plan", "raad", "taak", "jeugd", "gezin", "veilig"]
    ends = ["", "en", "ing", "heid", "lijk", "dienst", "kader", "overleg", "verslag", "besluit"]
    rare = [a + b + c for a in parts for b in parts for c in ends]
    common = ["de", "het", "een", "van", "en", "in", "op", "te", "dat", "die", "voor", "met"]
    vocabulary = common + rare
    weights = [1 / (rank + 1) for rank in range(len(vocabulary))]
    paragraphs: list[str] = []
    left = words
    while left > 0:
        size = min(left, random_.randint(20, 100))
        chosen = random_.choices(vocabulary, weights, k=size)
        sentences = [" ".join(chosen[at : at + 15]).capitalize() for at in range(0, size, 15)]
        paragraphs.append(". ".join(sentences) + ".")
        left -= size
    return paragraphs


def pair(words: int, edits: int, moved: int, random_: random.Random) -> tuple[list[str], list[str]]:
    """Two versions: ``edits`` changes of a word or two, and a block of ``moved`` words moved."""
    old = synthetic(words, random_)
    new = [paragraph.split() for paragraph in old]
    for _number in range(edits):
        paragraph = random_.choice(new)
        place = random_.randrange(len(paragraph))
        put_in = random_.choices(["nieuwe", "andere", "zulke"], k=random_.randint(1, 2))
        paragraph[place : place + random_.randint(0, 2)] = put_in
    start = len(new) // 4
    end, held = start, 0
    while held < moved:
        held += len(new[end])
        end += 1
    block = new[start:end]
    del new[start:end]
    target = len(new) * 3 // 4
    new[target:target] = block
    return old, [" ".join(paragraph) for paragraph in new]


def document_of(name: str, paragraphs: Sequence[str]) -> Document:
    """The paragraphs as a document."""
    blocks = tuple(
        Block(f"{name}{at}", BlockKind.PARAGRAPH, text) for at, text in enumerate(paragraphs)
    )
    return Document(name, name, f"{name}.txt", "text", "0" * 64, blocks)


def timed(work: Callable[[], object]) -> float:
    """Seconds of the better of two runs (the first one also loads what is loaded lazily)."""
    best = float("inf")
    for _run in range(2):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def speed() -> None:
    """Print seconds and ratios on the agreed pair."""
    old, new = pair(50_000, 300, 3_000, random.Random(SEED))
    old_document, new_document = document_of("o", old), document_of("n", new)
    left = [word for paragraph in old for word in (*paragraph.split(), "\n")]
    right = [word for paragraph in new for word in (*paragraph.split(), "\n")]
    diff = compare_versions(old_document, new_document)
    print("ours:", {kind: count for kind, count in diff.summary.items() if count})
    runs: dict[str, Callable[[], object]] = {
        "congruence": lambda: compare_versions(old_document, new_document),
        "difflib": lambda: difflib.SequenceMatcher(None, left, right).get_opcodes(),
    }
    one, other = "\n\n".join(old), "\n\n".join(new)
    peers: dict[str, Callable[[Any], object]] = {
        "cydifflib": lambda m: m.SequenceMatcher(None, left, right).get_opcodes(),
        "redlines": lambda m: m.Redlines(one, other).output_markdown,
        "diff_match_patch": lambda m: by_word(m, one, other),
    }
    for name, work in peers.items():
        try:
            module = importlib.import_module(name)
        except ImportError:
            print(f"{name}: not installed")
            continue
        runs[name] = lambda work=work, module=module: work(module)
    show({name: timed(work) for name, work in runs.items()})


def by_word(module: Any, one: str, other: str) -> object:  # noqa: ANN401 - an optional peer
    """diff-match-patch over words, each word a character as its makers advise for lines."""
    differ = module.diff_match_patch()
    differ.Diff_Timeout = 0  # by default it gives up after a second and answers roughly
    numbers: dict[str, str] = {}
    sides = []
    for text in (one, other):
        words = re.findall(r"\S+|\s+", text)
        sides.append("".join(numbers.setdefault(word, chr(0x1000 + len(numbers)))
                             for word in words))  # fmt: skip
    return differ.diff_main(*sides, False)


def show(seconds: dict[str, float]) -> None:
    """Print seconds, and each as a multiple of ours."""
    ours = seconds["congruence"]
    for name, value in seconds.items():
        print(f"  {name:18}{value:8.2f} s{value / ours:8.1f} x")


def docx_speed() -> None:
    """Tracked changes of the same pair as Word files: ours and DocxDiff."""
    try:
        import docx
        from python_redlines.engines import DocxodusEngine
    except ImportError:
        print("DocxDiff: not installed")
        return

    from congruence.report.tracked import write_tracked

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        versions = pair(50_000, 300, 3_000, random.Random(SEED))
        for file, lines in zip(("old.docx", "new.docx"), versions, strict=True):
            made = docx.Document()
            for line in lines:
                made.add_paragraph(line)
            made.save(folder / file)
        old, new = folder / "old.docx", folder / "new.docx"
        date = datetime(2024, 1, 31, tzinfo=UTC)
        engine = DocxodusEngine()
        show(
            {
                "congruence": timed(
                    lambda: write_tracked(old, new, folder / "out.docx", date=date)
                ),
                "DocxDiff": timed(
                    lambda: engine.run_redline("bench", old.read_bytes(), new.read_bytes())
                ),
            }
        )


def scale() -> None:
    """Print how time grows with length, and what two unrelated texts cost."""
    for words in (50_000, 100_000, 200_000, 500_000):
        old, new = pair(words, words // 160, 3_000, random.Random(SEED))
        a, b = document_of("o", old), document_of("n", new)
        start = time.perf_counter()
        compare_versions(a, b)
        print(f"  {words:8} words, edited   {time.perf_counter() - start:7.2f} s")
    for words in (50_000, 200_000):
        a = document_of("o", synthetic(words, random.Random(1)))
        b = document_of("n", synthetic(words, random.Random(2)))
        start = time.perf_counter()
        compare_versions(a, b)
        print(f"  {words:8} words, unrelated{time.perf_counter() - start:7.2f} s")


def main() -> None:
    """Run the parts that were asked for (all but ``--docx`` when none is)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of real documents")
    for name in ("quality", "speed", "scale", "docx"):
        parser.add_argument(f"--{name}", action="store_true")
    asked = parser.parse_args()
    every = not (asked.quality or asked.speed or asked.scale or asked.docx)
    if asked.quality or every:
        quality(asked.data)
    if asked.speed or every:
        speed()
    if asked.scale or every:
        scale()
    if asked.docx:
        docx_speed()


if __name__ == "__main__":
    main()
