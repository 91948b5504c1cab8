"""Telling Dutch from other languages by its function words."""

from __future__ import annotations

import pytest

from congruence.text.language import reads_dutch


@pytest.mark.parametrize(
    ("text", "dutch"),
    [
        ("Het team overlegt iedere maand met het gezin en legt dat vast.", True),
        ("The team meets the family every month and keeps a record of it.", False),
        ("Das Team trifft die Familie in jedem Monat und hält das Ergebnis fest.", False),
        ("L'équipe rencontre la famille chaque mois et consigne les accords par écrit.", False),
        ("Команда встречает семью каждый месяц и записывает все решения вместе.", False),
        ("Zicht op veiligheid", None),
    ],
)
def test_dutch_is_known_by_its_function_words(text, dutch):
    assert reads_dutch(text) is dutch
