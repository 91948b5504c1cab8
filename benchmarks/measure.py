"""What every benchmark shares: a run measured in a process of its own, tables, growth."""

from __future__ import annotations

import json
import math
import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("congruence", "numpy", "scikit-learn", "PyMuPDF", "lxml", "rapidfuzz", "onnxruntime",
            "torch", "sentence-transformers", "pdfplumber", "pymupdf4llm", "docx2python",
            "redlines", "cydifflib", "diff-match-patch", "python-redlines")  # fmt: skip


class Run(NamedTuple):
    """One run of a command: seconds of the clock and of the processor, peak memory, its end."""

    wall: float
    cpu: float
    peak_mb: int
    status: int
    output: str


# In a small process of its own: the peak of a child includes that of its parent when it began.
_MIDDLE = """
import json, resource, subprocess, sys, time
command, cwd, limit = json.loads(sys.argv[1])
begun = time.perf_counter()
try:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=limit)
    status, said = done.returncode, done.stdout[-20000:] or done.stderr[-2000:]
except subprocess.TimeoutExpired:
    status, said = 124, f"not done after {limit:.0f} s"
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([time.perf_counter() - begun, used.ru_utime + used.ru_stime,
                  used.ru_maxrss // 1024, status, said]))
"""


def measured(command: Sequence[str | Path], cwd: Path | None = None, limit: float = 900) -> Run:
    """Run ``command`` to its end and say what it took, its own children included."""
    task = json.dumps([[str(part) for part in command], str(cwd or Path.cwd()), limit])
    done = subprocess.run([sys.executable, "-S", "-c", _MIDDLE, task], capture_output=True,
                          text=True, check=True, env=environment())  # fmt: skip
    return Run(*json.loads(done.stdout))


def environment() -> dict[str, str]:
    """One thread, this checkout's package."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def congruence(*arguments: str | Path) -> list[str | Path]:
    """The command line of congruence with ``arguments``."""
    return [sys.executable, "-m", "congruence", *arguments]


def exponent(sizes: Sequence[float], values: Sequence[float]) -> float:
    """The power by which ``values`` grow with ``sizes``: the slope of a line through their logs.

    1 is linear, 2 is quadratic.
    """
    points = [(math.log(x), math.log(y)) for x, y in zip(sizes, values, strict=True) if y > 0]
    if len(points) < 2:
        return float("nan")
    x0, y0 = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    return sum((x - x0) * (y - y0) for x, y in points) / sum((x - x0) ** 2 for x, _y in points)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table, all columns but the first to the right."""
    lines = ["| " + " | ".join(columns) + " |", "|---|" + "---:|" * (len(columns) - 1)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def machine() -> str:
    """Processor, cores, memory and system, in one line; no names of people or computers."""
    model = platform.processor() or platform.machine()
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                model = " ".join(line.partition(":")[2].split())
                break
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") >> 30
    except (OSError, ValueError):
        memory = 0
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (f"{model}, {os.cpu_count()} cores, {memory} GB, {platform.system()}, "
            f"Python {platform.python_version()}{load}")  # fmt: skip


def versions() -> str:
    """The releases of what was measured; what is absent is left out."""
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return ", ".join(found)
