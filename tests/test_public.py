"""The public verbs, as the contract's Python example calls them."""

from __future__ import annotations

import pytest

import congruence
from congruence.cli.demo import sample_corpus
from congruence.compare.result import Band
from congruence.embed import load_encoder


@pytest.fixture(scope="module")
def documents():
    names = ("statuut-0.1.docx", "statuut-1.0.docx", "kader-concept.docx")
    return [congruence.read(sample_corpus() / name) for name in names]


def test_the_verbs_are_functions_though_packages_bear_their_names(documents):
    old, new, framework = documents
    encoder = load_encoder("embedded")
    result = congruence.compare(new, framework, encoder=encoder)
    assert any(finding.band is Band.FOUND for finding in result.findings)
    assert result.rebanded(q_found=0.01, q_possible=0.02).method.q_found == 0.01
    assert congruence.check(framework, [new], encoder=encoder).remarks
    assert congruence.diff(old, new).changes
    dossier = congruence.terms(documents, ["zicht op veiligheid"])
    assert dossier.terms[0].occurrences
    assert congruence.passages([new], kind="norms").passages
    assert callable(congruence.compare)
    assert callable(congruence.terms)


def test_the_embedded_model_gives_unit_rows():
    rows = load_encoder("embedded").encode(["zicht op veiligheid", ""])
    assert rows.dtype.name == "float32"
    assert (rows**2).sum(axis=1) == pytest.approx([1, 0], abs=1e-5)
