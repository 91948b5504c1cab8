"""Write two lists of Dutch verb forms into congruence/data, for reading norms.

    python scripts/build_verb_stems.py

``verb_stems.txt``: stems, the form that an instruction opens with; ``verbs_in_t.txt``: forms in
-t, the present tense of one person ("houdt").

The forms and their infinitives are simplemma's Dutch table (MIT; its data is CC BY-SA and other
free licences). Unpacking that table takes half a second, which every comparison would pay to read
one word of a sentence; the two lists are read in a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from congruence.text.lemma import lemma

DATA = Path(__file__).resolve().parents[1] / "congruence" / "data"
_VOWELS = "aeiou"


def stems_of(infinitive: str) -> frozenset[str]:
    """Every way the stem of a regular infinitive may be spelled ("maken": mak, maak)."""
    if infinitive.endswith("aan"):
        return frozenset((infinitive[:-2],))
    if infinitive.endswith(("ien", "oen")):
        return frozenset((infinitive[:-1],))
    base = infinitive.removesuffix("en")
    if len(base) < 2:
        return frozenset()
    spelled = {base}
    if base[-1] == base[-2] and base[-1] not in _VOWELS:
        spelled.add(base[:-1])
    if base[-1] not in _VOWELS and base[-2] in _VOWELS:
        spelled.add(base[:-1] + base[-2] + base[-1])
    hard = {"v": "f", "z": "s"}
    return frozenset(one[:-1] + hard.get(one[-1], one[-1]) for one in spelled)


def known_forms() -> Iterator[str]:
    """The words of the table that are letters only, lower case."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    for form in DefaultDictionaryFactory().get_dictionary("nl"):
        word = form.decode() if isinstance(form, bytes) else form
        if word.isalpha() and word.islower():
            yield word


def is_stem(word: str) -> bool:
    """Whether ``word`` is the stem of its own infinitive."""
    verb = lemma(word)
    return verb != word and verb.endswith(("en", "aan", "ien", "oen")) and word in stems_of(verb)


def is_present(word: str) -> bool:
    """Whether ``word`` is a form in -t of a verb that begins alike: no past participle with ge-."""
    verb = lemma(word)
    infinitive = verb.endswith(("en", "aan", "ien", "oen"))
    return word.endswith("t") and verb != word and infinitive and verb[:2] == word[:2]


LISTS = {"verb_stems": is_stem, "verbs_in_t": is_present}


def main() -> None:
    """Write both files."""
    forms = sorted(known_forms())
    for name, wanted in LISTS.items():
        text = "".join(f"{word}\n" for word in forms if wanted(word))
        (DATA / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
