"""A corpus of hundreds of documents: what every command takes, and how that grows.

    python benchmarks/load.py [--sizes 125 250 500] [--workers N]

The documents are made here, seeded, in five formats; nobody wrote them.
"""

from __future__ import annotations

import argparse
import html
import random
import tempfile
from pathlib import Path

from measure import congruence, exponent, measured, table

SUBJECTS = ("het buurtteam", "de gemeente", "de inwoner", "de aanbieder", "het bestuur",
            "de regisseur", "de vereniging", "de huisarts")  # fmt: skip
VERBS = ("moet", "kan", "mag", "zal", "hoeft niet", "behoort")
ACTS = ("overleggen over", "besluiten tot", "verslag doen van", "bezwaar maken tegen",
        "zicht houden op", "afspraken maken over", "instemmen met",
        "informatie delen over")  # fmt: skip
THINGS = ("de veiligheid", "het gezinsplan", "de termijn", "een huisbezoek", "de indicatie",
          "de klacht", "het dossier", "de vrijwillige hulp", "outreachend werk",
          "de evaluatie")  # fmt: skip
TAILS = ("binnen {n} werkdagen", "na overleg met de ouders", "tenzij artikel {n} anders bepaalt",
         "zo vaak als nodig is", "met behoud van de eigen regie",
         "op verzoek van de raad")  # fmt: skip
SYLLABLES = ("wer", "ken", "zorg", "dee", "lijk", "hui", "stel", "baar", "plaats", "vor", "ming")
PARAGRAPHS = 30
SUFFIXES = (".txt", ".md", ".html", ".docx", ".txt", ".md", ".docx", ".pdf")


def sentence(rng: random.Random) -> str:
    """One sentence of policy prose, with a word of its own."""
    own = "".join(rng.choices(SYLLABLES, k=3))
    tail = rng.choice(TAILS).format(n=rng.randint(2, 60))
    words = (rng.choice(SUBJECTS), rng.choice(VERBS), rng.choice(ACTS), rng.choice(THINGS))
    text = f"{words[0]} {words[1]} {words[2]} {words[3]} en {own}, {tail}."
    return text[0].upper() + text[1:]


def paragraphs(number: int) -> list[tuple[bool, str]]:
    """The headings (True) and paragraphs of document ``number``."""
    rng = random.Random(number)
    found: list[tuple[bool, str]] = []
    for at in range(PARAGRAPHS):
        if at % 6 == 0:
            found.append((True, f"Hoofdstuk {at // 6 + 1} {rng.choice(THINGS).title()}"))
        found.append((False, " ".join(sentence(rng) for _time in range(rng.randint(1, 3)))))
    return found


def make_corpus(folder: Path, count: int) -> None:
    """Write ``count`` documents and the ``congruence.toml`` and term file that go with them."""
    folder.mkdir(parents=True)
    lines = ['[corpus]\ntitle = "Groot corpus"\nterms = "terms.toml"\n']
    for number in range(count):
        suffix = SUFFIXES[number % len(SUFFIXES)]
        name = f"stuk-{number:03}{suffix}"
        write(folder / name, paragraphs(number))
        lines.append(f'[[document]]\nid = "stuk-{number:03}"\npath = "{name}"\nrole = "other"\n')
    (folder / "congruence.toml").write_text("\n".join(lines), encoding="utf-8")
    terms = ("zicht op veiligheid", "outreachend", "eigen regie", "huisbezoek", "gezinsplan")
    (folder / "terms.toml").write_text(
        "\n".join(f'[[term]]\nterm = "{term}"\n' for term in terms), encoding="utf-8"
    )


def write(path: Path, content: list[tuple[bool, str]]) -> None:
    """Write a document in the format of its name."""
    if path.suffix == ".docx":
        import docx

        made = docx.Document()
        for heading, text in content:
            made.add_heading(text, 1) if heading else made.add_paragraph(text)
        made.save(path)
    elif path.suffix == ".pdf":
        import pymupdf

        with pymupdf.open() as made:
            for at in range(0, len(content), 12):
                page = made.new_page()
                text = "\n\n".join(text for _heading, text in content[at : at + 12])
                page.insert_textbox((72, 72, 520, 770), text, fontsize=9)
            made.save(path)
    elif path.suffix == ".html":
        tags = "".join(f"<{t}>{html.escape(s)}</{t}>" for s, t in
                       ((text, "h1" if heading else "p") for heading, text in content))  # fmt: skip
        path.write_text(f"<html><body>{tags}</body></html>", encoding="utf-8")
    else:
        mark = "# " if path.suffix == ".md" else ""
        text = "\n\n".join(f"{mark if heading else ''}{text}" for heading, text in content)
        path.write_text(text, encoding="utf-8")


def commands(count: int, workers: int | None) -> dict[str, list[str | Path]]:
    """What is run in a corpus of ``count`` documents, by the name of its row."""
    spread = ["--workers", str(workers)] if workers else []
    others = [f"stuk-{number:03}" for number in range(1, count)]
    return {
        "list": congruence("list"),
        "add (one more)": congruence("add", Path("..") / "nieuw.md", "--role", "other"),
        "extract (by id)": congruence("extract", f"stuk-{count - 1:03}", "--json"),
        "embed, cold": congruence("embed", ".", *spread),
        "embed, cached": congruence("embed", ".", *spread),
        "terms": congruence("terms", "--out", "termen", *spread),
        "terms --discover": congruence("terms", "--discover", "--out", "ontdekt", *spread),
        "passages norms": congruence("passages", "--kind", "norms", "--out", "normen", *spread),
        "matrix": congruence("matrix", "stuk-000", *others, "--out", "matrix", *spread),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[125, 250, 500])
    parser.add_argument("--workers", type=int, help="default: as the command chooses")
    parser.add_argument("--only", help="rows whose name begins so")
    asked = parser.parse_args()
    rows: dict[str, list[list[str]]] = {}
    seconds: dict[str, list[float]] = {}
    for count in asked.sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "corpus"
            make_corpus(folder, count)
            write(Path(name) / "nieuw.md", paragraphs(count))
            for row, command in commands(count, asked.workers).items():
                if asked.only and not row.startswith(asked.only):
                    continue
                run = measured(command, cwd=folder)
                cells = rows.setdefault(row, [])
                if run.status:
                    last = (run.output.strip().splitlines() or ["no word"])[-1]
                    cells.append([f"exit {run.status}: {last[:80]}", ""])
                else:
                    cells.append([f"{run.cpu:.2f}", str(run.peak_mb)])
                    seconds.setdefault(row, []).append(run.cpu)
                print(f"{count} {row}: {cells[-1]}", flush=True) if asked.only else None
    columns = ["command"]
    for count in asked.sizes:
        columns += [f"{count}: processor s", "peak MB"]
    grown = {
        row: f"{exponent(asked.sizes, seconds[row]):.2f}"
        for row in rows
        if len(seconds.get(row, ())) == len(asked.sizes) > 1
    }
    print(table([*columns, "growth"], [
        [row, *(cell for pair in cells for cell in pair), grown.get(row, "-")]
        for row, cells in rows.items()
    ]))  # fmt: skip


if __name__ == "__main__":
    main()
