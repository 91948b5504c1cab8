"""Sentences of Dutch statutes and policy, each once: what the models are taught the field with.

    python -m training.statutes FOLDER > statute_sentences.txt

``FOLDER`` holds plain texts, in folders of their own: ``laws/`` (laws-markdown) and ``policy/``
(BOMOS, Logboek Dataverwerkingen); `sources.toml` names where they come from and pins the outcome.
The two Wmo's are left out: links between them measure the models.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

_PATTERNS = (
    "laws/*/*.txt",
    "policy/bomos-fundament/*.txt",
    "policy/logboek-juridisch-beleidskader/*.md",
)
_MEASURES = "wmo"
_ENDS = re.compile(r"(?<=[.!?;:])\s+|\n+")
_MARKUP = re.compile(r"https?://\S+|\[\^?\d+\]|[*_`#|>]")
_NUMBER = re.compile(r"^(?:[a-z]|\d+)[.)°º]\s+")
_WORD = re.compile(r"[A-Za-zà-öø-ÿÀ-Ö]{2,}")
_SHORTEST, _LONGEST = 5, 40
_WORDS_SHARE = 0.7


def statute_files(folder: Path) -> Iterator[Path]:
    """The texts in ``folder``, in a fixed order, without those that measure."""
    for pattern in _PATTERNS:
        for path in sorted(folder.glob(pattern)):
            if not path.parent.name.startswith(_MEASURES):
                yield path


def sentences_of(texts: Iterable[str]) -> list[str]:
    """Sentences of 5 to 40 words that are mostly words, in alphabetical order.

    Of those that differ in case or punctuation only, the first.
    """
    seen: dict[str, str] = {}
    for text in texts:
        for piece in _ENDS.split(text):
            sentence = _NUMBER.sub("", " ".join(_MARKUP.sub(" ", piece).split()))
            words = _WORD.findall(sentence)
            joined = " ".join(words)
            if _SHORTEST <= len(words) <= _LONGEST and len(joined) > _WORDS_SHARE * len(sentence):
                seen.setdefault(joined.lower(), sentence)
    return sorted(seen.values(), key=str.lower)


def main() -> None:
    """Write the sentences of a folder of texts to standard output."""
    texts = (path.read_text("utf-8") for path in statute_files(Path(sys.argv[1])))
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.write("".join(f"{sentence}\n" for sentence in sentences_of(texts)))


if __name__ == "__main__":
    main()
