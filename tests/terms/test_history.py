"""What became of a term from one version to the next."""

from __future__ import annotations

from congruence.model import Role
from congruence.terms.dossier import build_dossier
from congruence.terms.history import in_order, version_pairs
from tests.terms.documents import document

OLD = """# Statuut

## Artikel 1

Het team werkt outreachend en bezoekt gezinnen thuis als zij dat goed vinden.

## Artikel 2

Het team houdt elke week zicht op herstel en bespreekt dat met de ouders.

## Artikel 3

De raad stelt elk jaar een verslag vast dat openbaar is.
"""
NEW = OLD.replace("outreachend", "nabij").replace(
    "Het team houdt elke week zicht op herstel en bespreekt dat met de ouders.",
    "Het team houdt elke week contact en bespreekt dat met de ouders.",
)


def papers():
    facts = {"role": Role.STATUTE, "title": "Statuut"}
    return [
        document(NEW, "nieuw", version="1.0", date="2023-01-01", **facts),
        document(OLD, "oud", version="0.1", date="2022-01-01", **facts),
        document("# Kader\n\nIets heel anders.\n", "kader", role=Role.FRAMEWORK, version="2"),
    ]


def test_versions_of_one_document_are_paired_in_order():
    pairs = version_pairs(papers())
    assert [(old.id, new.id) for old, new in pairs] == [("oud", "nieuw")]
    assert [d.id for d in in_order(papers())] == ["oud", "nieuw", "kader"]


def test_what_came_for_a_term_is_named_with_both_wordings():
    term, other = build_dossier(papers(), ["outreachend", "zicht op herstel"]).terms
    (change,) = (item for version in term.versions for item in version.replaced)
    assert (change.old_text, change.new_text) == ("outreachend", "nabij")
    assert (change.old_document, change.new_document) == ("oud", "nieuw")
    (change,) = (item for version in other.versions for item in version.replaced)
    assert "zicht op herstel" in change.old_text
    assert change.new_text == "contact"


def test_a_term_that_stays_is_not_called_replaced():
    (term,) = build_dossier(papers(), ["verslag"]).terms
    assert all(not version.replaced for version in term.versions)
    assert [version.count for version in term.versions] == [1, 1, 0]
