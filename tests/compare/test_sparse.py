"""One quotation in a long text that is about something else must not drown in coarse rates."""

from __future__ import annotations

from congruence.compare.comparison import compare
from congruence.compare.null import draws_for
from congruence.compare.result import Band
from congruence.embed import load_encoder
from tests.compare.conftest import document
from tests.compare.test_comparison import SHARED

TOPICS = ("bibliotheek", "sporthal", "zwembad", "kantine", "tuin", "werkplaats", "fietsenstalling")
ACTIONS = ("opent in mei", "krijgt nieuwe stoelen", "sluit om tien uur", "wordt geverfd",
           "heeft een spreekuur", "verkoopt oude boeken", "ontvangt een schoolklas")  # fmt: skip


def test_a_single_quotation_is_found():
    fill = [f"De {topic} {action}, zegt de beheerder." for topic in TOPICS for action in ACTIONS]
    a = document([*fill, SHARED[0]], "a")
    b = document(
        [SHARED[0], *(f"Tabel {n} toont de uitkomst van vraag {n}." for n in range(40))], "b"
    )
    finding = compare(a, b, encoder=load_encoder("embedded")).side("a")[-1]
    assert finding.band is Band.FOUND


def test_short_documents_get_more_draws_within_bounds():
    assert [draws_for(n) for n in (10, 100, 500, 2_000, 20_000)] == [100, 100, 40, 10, 10]
