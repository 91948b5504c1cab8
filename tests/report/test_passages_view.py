"""The report of passages: what binds comes first, in reading order."""

from __future__ import annotations

import congruence
from congruence.model import Block, BlockKind, Document
from congruence.report.passages_view import view_of


def test_norms_come_before_sentences_that_bind_nobody():
    texts = (
        "De bijeenkomst was in Utrecht.",
        "Het wijkteam moet het plan met het gezin bespreken.",
        "Er kwamen veertig mensen.",
        "De medewerker mag daarbij om advies vragen.",
    )
    blocks = tuple(Block(f"p-{n}", BlockKind.PARAGRAPH, text) for n, text in enumerate(texts))
    document = Document("stuk", "stuk", "stuk", "txt", "", blocks)
    [section] = view_of(congruence.passages([document], kind="norms")).sections
    assert section.table is not None
    shown = ["".join(run.text for run in row[0].runs) for row in section.table.rows]
    assert shown == [texts[1], texts[3], texts[0], texts[2]]
