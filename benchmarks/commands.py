"""Start-up and whole commands, as a user waits for them: a new process each, best of three.

    python benchmarks/commands.py [--data FOLDER]

On the sample corpus; with the folder of real documents also on two versions of a law and on its
largest PDF. ``cold`` is without vectors kept from before.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from measure import ROOT, Run, congruence, measured, table

DEMO = ROOT / "corpora" / "demo"
TIMES = 3
QUIET = ("--force", "--quiet")


def sample(corpus: Path) -> dict[str, list[str | Path]]:
    """Commands on the sample corpus, by what they are called in the table."""
    return {
        "--version": congruence("--version"),
        "--help": congruence("--help"),
        "list": congruence("list"),
        "extract, Word": congruence("extract", "statuut-1.0", "--json"),
        "extract, PDF": congruence("extract", "onderzoek", "--json"),
        "compare, cold": congruence("compare", "statuut-1.0", "kader-concept", *QUIET),
        "compare, cached": congruence("compare", "statuut-1.0", "kader-concept", *QUIET),
        "matrix, cached": congruence("matrix", "statuut-1.0", "kader-concept", "onderzoek",
                                     "reactie-juristen", *QUIET),
        "check, cached": congruence("check", "kader-concept", "--against", "statuut-1.0", *QUIET),
        "diff --tracked": congruence("diff", "statuut-0.1", "statuut-1.0", "--tracked",
                                     corpus / "uit.docx", *QUIET),
        "terms --discover --memo": congruence("terms", "--discover", "--memo", *QUIET),
        "passages norms": congruence("passages", "--kind", "norms", *QUIET),
        "demo (all of it)": congruence("demo", "--out", corpus / "demo", *QUIET),
    }  # fmt: skip


def real(data: Path) -> dict[str, list[str | Path]]:
    """Commands on real documents, where they are."""
    law = data / "laws" / "jeugdwet"
    versions = sorted(law.glob("*.txt"))
    pdfs = sorted((data / "pdf").glob("*.pdf"), key=lambda path: path.stat().st_size)
    found: dict[str, list[str | Path]] = {}
    if len(versions) > 1:
        pair = (versions[0], versions[-1])
        found["diff, first and last version of a law"] = congruence("diff", *pair, *QUIET)
        found["compare, the same two"] = congruence("compare", *pair, *QUIET)
        found["terms --discover, the last"] = congruence(
            "terms", versions[-1], "--discover", *QUIET
        )
    if pdfs:
        found["extract, the largest PDF"] = congruence("extract", pdfs[-1], "--json")
    return found


def best(command: list[str | Path], cwd: Path, *, cold: bool) -> Run:
    """The best of some runs by the clock; a cold one begins without kept vectors."""
    runs = []
    for _time in range(TIMES):
        if cold:
            shutil.rmtree(cwd / ".congruence", ignore_errors=True)
        runs.append(measured(command, cwd=cwd))
        if runs[-1].wall > 10 or runs[-1].status:
            break
    return min(runs, key=lambda run: run.wall)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of real documents")
    asked = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        corpus = Path(name) / "corpus"
        shutil.copytree(DEMO, corpus, ignore=shutil.ignore_patterns(".congruence"))
        commands = sample(corpus)
        if asked.data and asked.data.is_dir():
            commands |= real(asked.data.resolve())
        for row, command in commands.items():
            run = best(command, corpus, cold="cold" in row)
            end = "" if run.status == 0 else f"exit {run.status}"
            rows.append([row, f"{run.wall:.2f}", f"{run.cpu:.2f}", run.peak_mb, end])
    if not (asked.data and asked.data.is_dir()):
        rows.append(["real documents", "-", "-", "-", "absent"])
    print(table(["command", "seconds", "processor s", "peak MB", "remark"], rows))


if __name__ == "__main__":
    main()
