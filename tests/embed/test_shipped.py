"""The shipped models: the files of the model card, and what they say about a few sentences."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys

import numpy as np
import pytest

from congruence.embed import load_encoder
from congruence.embed.loading import default_name
from congruence.embed.static import MODEL_DIR

SENTENCES = [
    "De hulpverlener overlegt met de ouders over de veiligheid van het kind.",
    "Met vader en moeder bespreekt de jeugdwerker of hun dochter veilig is.",
    "De aanbesteding van het wegenonderhoud wordt gepubliceerd.",
    "Wie weken niet in de klas verschijnt, wordt doorgegeven aan de gemeente.",
    "Scholen melden langdurig verzuim bij de leerplichtambtenaar.",
]
MODELS = ["embedded", "embedded-context"]


@pytest.fixture(scope="module", params=MODELS)
def encoder(request):
    if request.param == "embedded-context":
        pytest.importorskip("onnxruntime", reason="the extra 'context' is not installed")
    return load_encoder(request.param, threads=1)


def test_the_files_are_those_of_the_model_card():
    card = (MODEL_DIR / "README.md").read_text("utf-8")
    told = dict(re.findall(r"`([\w-]+\.(?:npz|onnx))`[^\n]*?`([0-9a-f]{64})`", card))
    files = {path.name: path for path in MODEL_DIR.iterdir() if path.suffix in (".npz", ".onnx")}
    assert set(told) == set(files)
    for name, path in files.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == told[name], name


def test_files_stay_small():
    size = {path.name: path.stat().st_size for path in MODEL_DIR.iterdir()}
    assert size["static.npz"] <= 16_000_000
    assert size["context-words.npz"] + size["context-layers.onnx"] <= 25_000_000


def test_paraphrases_lie_nearer_than_other_subjects(encoder):
    rows = encoder.encode(SENTENCES)
    near = rows @ rows.T
    assert near[0, 1] > max(near[0, 2:]) + 0.1


def test_a_vector_does_not_depend_on_its_neighbours_or_order(encoder):
    rows = encoder.encode(SENTENCES)
    assert np.array_equal(encoder.encode(SENTENCES[::-1])[::-1], rows)
    assert np.array_equal(encoder.encode(SENTENCES[2:3])[0], rows[2])


def test_threads_change_nothing_but_time():
    pytest.importorskip("onnxruntime")
    one, two = (load_encoder("embedded-context", threads=threads) for threads in (1, 2))
    assert np.array_equal(one.encode(SENTENCES), two.encode(SENTENCES))


def test_the_end_of_a_long_paragraph_counts(encoder):
    start = SENTENCES[2] + " "
    long = start * 30
    one, other = encoder.encode([long + SENTENCES[0] * 8, long])
    assert one @ other < 0.995


def test_empty_texts_and_strange_signs_are_no_trouble(encoder):
    rows = encoder.encode(["", " \n\t", "\x00\ud83d\ude00 €", "veiligheid" * 40])
    assert rows.shape == (4, encoder.dimensions)
    assert np.isfinite(rows).all()
    assert not rows[:2].any()


def test_the_contextual_model_needs_no_torch():
    pytest.importorskip("onnxruntime")
    script = (
        "import sys; from congruence.embed import load_encoder; "
        "load_encoder('embedded-context').encode(['veiligheid']); "
        "print([m for m in ('torch', 'transformers', 'tokenizers', 'sklearn') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


def test_the_default_is_the_static_model():
    assert default_name() == "embedded"
    assert load_encoder().id == load_encoder("embedded").id
