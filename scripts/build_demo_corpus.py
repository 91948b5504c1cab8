"""Make the Word and PDF files of ``corpora/demo`` from the texts in ``scripts/demo_corpus``."""

from __future__ import annotations

import argparse
from pathlib import Path

from demo_corpus.markup import read_text
from demo_corpus.pdf import typeset
from demo_corpus.word import write_docx

HERE = Path(__file__).resolve().parent
TEXTS = HERE / "demo_corpus" / "texts"
DEMO = HERE.parent / "corpora" / "demo"
WORD = ("statuut-0.1", "statuut-1.0", "kader-concept")
PDF = ("kader-concept", "onderzoek")


def build(folder: Path) -> list[Path]:
    """Write the files into ``folder``; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {f"{name}.docx": write_docx(read_text(TEXTS / f"{name}.txt")) for name in WORD}
    made |= {f"{name}.pdf": typeset(read_text(TEXTS / f"{name}.txt")) for name in PDF}
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in made]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=DEMO, help="folder to write into")
    for path in build(parser.parse_args().out):
        print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
