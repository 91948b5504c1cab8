"""Every package that comes along with congruence stands in the list of licences, and no other."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution, requires

import pytest

from tests.conftest import ROOT

PAGE = ROOT / "docs" / "licenties.md"
# Extras of congruence itself that a user may ask for, beside what always comes along.
EXTRAS = ("context", "transformers")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def needed(name: str, extra: str = "") -> set[str]:
    """The direct requirements of a distribution that hold on this system and Python."""
    markers = pytest.importorskip("packaging.requirements")
    found = set()
    for line in requires(name) or ():
        requirement = markers.Requirement(line)
        if requirement.marker is None:
            take = not extra
        else:
            take = requirement.marker.evaluate({"extra": extra}) and (
                not extra or not requirement.marker.evaluate({"extra": ""})
            )
        if take:
            found.add(plain(requirement.name))
    return found


def tree(first: set[str]) -> set[str]:
    """``first`` and all that they need, as far as it is installed."""
    found: set[str] = set()
    todo = list(first)
    while todo:
        name = todo.pop()
        if name in found:
            continue
        try:
            distribution(name)
        except PackageNotFoundError:
            continue
        found.add(name)
        todo.extend(needed(name))
    return found


def listed() -> dict[str, str]:
    """Package and licence, from the table."""
    rows: dict[str, str] = {}
    for line in PAGE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|") or len(cells) != 3 or set(cells[0]) <= {"-", ":"}:
            continue
        for name in re.sub(r"\(.*?\)", "", cells[0]).split(","):
            rows[plain(name.strip())] = cells[2]
    rows.pop("pakket", None)
    return rows


def own_needs(extra: str = "") -> set[str]:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return {plain(NAME.match(line)[0]) for line in lines}


def test_every_dependency_is_listed_with_its_licence():
    # What the transformers bring along changes with their releases: there only our own choice.
    always = tree(own_needs()) | tree(own_needs("context")) | own_needs("transformers")
    rows = listed()
    assert always - rows.keys() == set()
    assert all(rows.values())


def test_nothing_is_listed_that_does_not_come_along():
    named = own_needs().union(*map(own_needs, EXTRAS))
    if not named <= tree(named):
        pytest.skip("not every extra is installed here")
    assert listed().keys() - tree(named) == set()


def test_a_licence_that_is_listed_is_the_one_the_package_tells():
    families = {"mit": "MIT", "bsd": "BSD", "apache": "Apache", "agpl": "AGPL", "affero": "AGPL",
                "psf": "PSF", "mpl": "MPL", "mozilla": "MPL"}  # fmt: skip
    for name, licence in listed().items():
        try:
            meta = distribution(name).metadata
        except PackageNotFoundError:
            continue
        told = f"{meta.get('License-Expression') or ''} {(meta.get('License') or '')[:300]} " + (
            " ".join(c for c in meta.get_all("Classifier") or () if c.startswith("License"))
        )
        families_told = {family for word, family in families.items() if word in told.lower()}
        if families_told:
            assert any(family in licence for family in families_told), (name, licence, told)
