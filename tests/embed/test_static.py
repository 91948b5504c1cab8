"""The embedded static model: what every encoder promises, and compounds it never saw."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from congruence.embed import Encoder, load_encoder
from congruence.embed.static import StaticEncoder, split_compound
from congruence.errors import ModelError


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder("embedded")


def test_is_an_encoder_with_a_content_hash(encoder):
    assert isinstance(encoder, Encoder)
    name, _at, digest = encoder.id.partition("@")
    assert name == "embedded"
    assert len(digest) == 12


def test_a_paraphrase_is_nearer_than_an_unrelated_sentence(encoder):
    said, again, other = encoder.encode(
        [
            "De hulpverlener overlegt met de ouders over de veiligheid van het kind.",
            "Met vader en moeder bespreekt de jeugdwerker of hun dochter veilig is.",
            "De aanbesteding van het wegenonderhoud wordt gepubliceerd.",
        ]
    )
    assert said @ again > said @ other + 0.2


def test_unknown_words_and_nothing_give_zero_rows(encoder):
    rows = encoder.encode(["", "  \n", "12345 !!", "veiligheid"])
    assert not rows[:3].any()
    assert np.linalg.norm(rows[3]) == pytest.approx(1, abs=1e-5)
    assert encoder.encode([]).shape == (0, encoder.dimensions)


def test_case_hyphens_and_unicode_form_do_not_matter(encoder):
    rows = encoder.encode(
        ["Coördinatie jeugd-zorg", "coo\u0308rdinatie JEUGD zorg", "co\xadördinatie jeugd zorg"]
    )
    assert rows[0] @ rows[1] == pytest.approx(1, abs=1e-5)
    assert rows[0] @ rows[2] == pytest.approx(1, abs=1e-5)


def test_a_compound_nobody_listed_lies_near_its_parts(encoder):
    compound, parts, other = encoder.encode(
        ["huisbezoekverslagen", "huisbezoek verslagen", "belastingaangifte"]
    )
    assert compound @ parts > 0.9 > compound @ other


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("veiligheidsplan", ("veiligheid", "plan")),
        ("plankast", ("plan", "kast")),
        ("veiligheidsplankast", ("veiligheid", "plan", "kast")),
        ("veiligheid", ()),
        ("plan", ()),
        ("kastbaar", ()),
    ],
)
def test_compounds_are_split_in_known_parts(word, parts):
    known = frozenset({"veiligheid", "plan", "kast", "baar", "heid", "veilig"})
    assert split_compound(word, known) == parts


def test_memory_of_new_words_is_bounded_and_forgetting_changes_nothing(encoder):
    fresh = StaticEncoder()
    before = fresh.encode(["huisbezoekverslagen en veiligheid"])
    grown = len(fresh._rows)
    fresh._rows.forget()
    assert len(fresh._rows) < grown
    assert np.array_equal(fresh.encode(["huisbezoekverslagen en veiligheid"]), before)


@given(st.lists(st.text(max_size=60), max_size=6))
def test_rows_are_unit_or_zero_and_do_not_depend_on_company(texts):
    encoder = _shared()
    rows = encoder.encode(texts)
    assert rows.dtype == np.float32
    assert rows.shape == (len(texts), encoder.dimensions)
    lengths = np.linalg.norm(rows, axis=1)
    assert np.all((np.abs(lengths - 1) < 1e-4) | (lengths == 0))
    for text, row in zip(texts, rows, strict=True):
        assert np.array_equal(encoder.encode([text])[0], row)


_loaded: list[Encoder] = []


def _shared() -> Encoder:
    if not _loaded:
        _loaded.append(StaticEncoder())
    return _loaded[0]


def test_absent_and_damaged_files_say_so_in_one_sentence(tmp_path: Path):
    with pytest.raises(ModelError, match="is niet gevonden; installeer congruence opnieuw"):
        StaticEncoder(tmp_path / "geen.npz")
    broken = tmp_path / "kapot.npz"
    broken.write_bytes(b"PK\x03\x04 half a file")
    with pytest.raises(ModelError, match="beschadigd"):
        StaticEncoder(broken)
    np.savez(broken, rows=np.ones((2, 3), np.int8), scales=np.ones(2), words=np.zeros(0, np.uint8))
    with pytest.raises(ModelError, match="beschadigd"):
        StaticEncoder(broken).encode(["veiligheid"])


def test_importing_and_using_the_static_model_loads_nothing_heavy():
    script = (
        "import sys; from congruence.embed import load_encoder; "
        "load_encoder('embedded').encode(['veiligheid']); "
        "print([m for m in ('torch','sklearn','scipy','onnxruntime','transformers') "
        "if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
