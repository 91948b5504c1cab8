"""Readers under damage: mutated files must end in a Document or one clear error.

The test runs a bounded number of mutations of documents made on the spot. As a script it runs as
many as wanted, on any files, each batch in a process of its own so that an abort is seen too::

    python -m tests.extract.fuzz --runs 2000 FILE...
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
import zipfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from copy import deepcopy
from multiprocessing import get_context
from pathlib import Path

from congruence.errors import CongruenceError
from congruence.extract import read_bytes
from congruence.model import View

BATCH = 25
SLOW = 10.0  # seconds of processor time


def mutate(data: bytes, rng: random.Random) -> bytes:
    """One damaged copy: of the bytes, or (in an archive) of the bytes of one part."""
    if data.startswith(b"PK\x03\x04") and rng.random() < 0.8:
        return _mutate_part(data, rng)
    return _mutate_bytes(data, rng)


def _mutate_bytes(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    if not out:
        return data
    kind = rng.randrange(6)
    at = rng.randrange(len(out))
    length = rng.choice((1, 8, 64, 2000))
    if kind == 0:
        del out[at:]
    elif kind == 1:
        del out[at : at + length]
    elif kind == 2:
        other = rng.randrange(len(out))
        out[at:at] = out[other : other + length]
    elif kind == 3:
        out[at : at + length] = rng.randbytes(min(length, 64))
    else:
        for _time in range(rng.choice((1, 4, 40, 400))):
            out[rng.randrange(len(out))] = rng.choice((0, 60, 62, 34, rng.randrange(256)))
    return bytes(out)


def _mutate_part(data: bytes, rng: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    texts = sorted(name for name in parts if name.endswith((".xml", ".rels")))
    name = rng.choice(texts or sorted(parts))
    parts[name] = _mutate_xml(parts[name], rng)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return stream.getvalue()


def _mutate_xml(data: bytes, rng: random.Random) -> bytes:
    """Damage that mostly stays well-formed: elements dropped, doubled, renamed; values changed."""
    from lxml import etree

    if rng.random() < 0.25:
        return _mutate_bytes(data, rng)
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return _mutate_bytes(data, rng)
    for _time in range(rng.choice((1, 3, 20))):
        elements = list(root.iter(etree.Element))
        element, other = rng.choice(elements), rng.choice(elements)
        parent = element.getparent()
        match rng.randrange(5):
            case 0 if parent is not None:
                parent.remove(element)
            case 1 if element is not root:
                other.append(deepcopy(element))
            case 2:
                element.tag = other.tag
            case 3 if element.attrib:
                key = rng.choice(sorted(element.attrib))
                element.set(key, rng.choice(("", "-1", "0", "99999999999", "x", "\u00e9", "1.5")))
            case _:
                element.text = rng.choice(("", "\u202e", "-", "1.", "\ufb01" * 50, "a" * 5000))
    return etree.tostring(root)


def outcome(data: bytes, name: str, view: View) -> str:
    """How reading ends: ``document``, or the class of the error.

    Raises:
        Exception: anything that is no `CongruenceError`: a bug.
    """
    try:
        document = read_bytes(data, name=name, view=view)
    except CongruenceError as error:
        assert str(error).startswith(name)
        return type(error).__name__
    ids = [block.id for block in document.blocks]
    assert len(ids) == len(set(ids))
    known = set(ids)
    for block in document.blocks:
        assert known.issuperset(block.section) and known.issuperset(block.notes)
        assert block.lead is None or block.lead in known
    return "document"


def batch(path: str, seed: int, runs: int) -> tuple[Counter[str], float]:
    """``runs`` mutations of one file: how they ended, and the slowest in seconds."""
    data = Path(path).read_bytes()
    rng = random.Random(seed)
    ends: Counter[str] = Counter()
    slowest = 0.0
    for _time in range(runs):
        damaged = mutate(data, rng)
        view = rng.choice(list(View))
        begun = time.process_time()
        ends[outcome(damaged, Path(path).name, view)] += 1
        slowest = max(slowest, time.process_time() - begun)
    return ends, slowest


def say(line: str) -> None:
    """Write one line at once, for whoever watches a long run."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(arguments: list[str] | None = None) -> int:
    """Run many mutations; 1 when one of them ended badly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    total: Counter[str] = Counter()
    bad = 0
    worst = 0.0
    for number in range(-(-options.runs // BATCH)):
        path = options.files[number % len(options.files)]
        seed = options.seed + number
        with ProcessPoolExecutor(1, mp_context=get_context("fork")) as pool:
            try:
                ends, slowest = pool.submit(batch, path, seed, BATCH).result(timeout=300)
            except (Exception, BrokenProcessPool) as error:
                bad += 1
                say(f"BAD {path} seed {seed}: {type(error).__name__}: {error}")
                continue
        total.update(ends)
        worst = max(worst, slowest)
        if slowest > SLOW:
            bad += 1
            say(f"SLOW {path} seed {seed}: {slowest:.1f} s")
    say(f"{dict(sorted(total.items()))} slowest {worst:.2f} s, bad {bad}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
