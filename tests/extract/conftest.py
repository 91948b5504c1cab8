"""Small documents made on the spot, one for each format."""

from __future__ import annotations

import pytest

from congruence.extract import read_bytes


@pytest.fixture
def read_text():
    """Read a text as if it stood in a file of that name."""

    def reader(text: str, name: str = "stuk.txt", **options):
        return read_bytes(text.encode("utf-8"), name=name, **options)

    return reader
