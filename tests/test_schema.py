"""JSON by parts is the JSON of the whole."""

from __future__ import annotations

import json

import congruence
from congruence import schema
from tests.conftest import ROOT

DEMO = ROOT / "corpora" / "demo"


def whole(value) -> str:
    return json.dumps(schema.jsonable(value), ensure_ascii=False, allow_nan=False)


def test_a_result_is_written_as_if_at_once():
    old, new = (congruence.read(DEMO / f"statuut-{version}.docx") for version in ("0.1", "1.0"))
    made = (
        congruence.diff(old, new),
        congruence.terms([old, new], ["outreachend"], discover=True),
        congruence.passages([old], kind="norms"),
        congruence.compare(old, new),
        congruence.check(old, [new]),
        schema.document_json(old),
        {"rows": [1, {"a": (2, None)}], "é": "ü\u2028"},
        [old, "tekst"],
        old,
        None,
        {},
    )
    for value in made:
        assert schema.dumps(value) == whole(value)
