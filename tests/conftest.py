"""What every test may ask for: the shared real documents, and programs that may be absent."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
# A loaded machine is no failure; CI tries the same examples every time, a developer new ones.
settings.register_profile("developer", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "developer")

PROGRAMS = {
    "office": ("soffice", "libreoffice"),
    "browser": ("chromium", "google-chrome"),
    "ocr": ("tesseract",),
}


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real documents that some tests run on; skips where it is absent."""
    folder = Path(os.environ.get("CONGRUENCE_SHARED", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("the folder of real documents is not on this machine")
    return folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, with the reason, what needs a program that this machine lacks."""
    for marker, programs in PROGRAMS.items():
        if any(shutil.which(program) for program in programs):
            continue
        skip = pytest.mark.skip(reason=f"{programs[0]} is not installed")
        for item in items:
            if marker in item.keywords:
                item.add_marker(skip)
