"""Coverage of the tests by line and branch, a row a room, into ``docs/metingen.md``.

    python scripts/coverage_table.py coverage.json

``make coverage`` runs the tests, makes the JSON and then this. What stands outside the marks in the
document is kept.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "metingen.md"
BEGIN, END = "<!-- make coverage: begin -->", "<!-- make coverage: end -->"
COUNTS = ("num_statements", "covered_lines", "num_branches", "covered_branches")


def room_of(name: str) -> str:
    """The room of the house a module stands in: ``text``, ``extract``; else its own name."""
    parts = name.replace("\\", "/").split("congruence/", 1)[-1].split("/")
    return parts[0].removesuffix(".py")


def table(report: dict[str, dict[str, dict[str, dict[str, int]]]]) -> str:
    """Lines and branches by room, and over all."""
    rooms: dict[str, list[int]] = defaultdict(lambda: [0] * len(COUNTS))
    for name, file in report["files"].items():
        for at, key in enumerate(COUNTS):
            rooms[room_of(name)][at] += file["summary"].get(key, 0)
    packages = {room for room in rooms if (ROOT / "congruence" / room).is_dir()}
    alone = [counts for room, counts in rooms.items() if room not in packages]
    rows = {f"`{room}/`": rooms[room] for room in sorted(packages)}
    rows["losse modules"] = [sum(column) for column in zip(*alone, strict=True)]
    rows["**samen**"] = [sum(column) for column in zip(*rows.values(), strict=True)]
    lines = ["| kamer | regels | geraakt | takken | geraakt |", "|---|---:|---:|---:|---:|"]
    for room, (statements, covered, branches, taken) in rows.items():
        lines.append(
            f"| {room} | {statements} | {percent(covered, statements)} | {branches} | "
            f"{percent(taken, branches)} |"
        )
    return "\n".join(lines)


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%".replace(".", ",") if whole else "-"


def written(page: str, made: str) -> str:
    """``page`` with ``made`` between the marks; they are put at its end where it has none."""
    if BEGIN not in page:
        page = f"{page.rstrip()}\n\n## Wat de toetsen raken\n\n{BEGIN}\n{END}\n"
    head, _, rest = page.partition(BEGIN)
    return f"{head}{BEGIN}\n{made}\n{END}{rest.partition(END)[2]}"


def main() -> None:
    report = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    PAGE.write_text(written(PAGE.read_text("utf-8"), table(report)), encoding="utf-8")


if __name__ == "__main__":
    main()
