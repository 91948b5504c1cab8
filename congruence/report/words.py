"""The words for things that every kind of report names: roles, signals, documents, figures."""

from __future__ import annotations

import re

from congruence.messages import N_, _, language
from congruence.model import Document, Role, View
from congruence.report.places import page_words
from congruence.report.view import DocumentCard

_ROLES = {
    Role.STATUTE: N_("statute"),
    Role.FRAMEWORK: N_("framework"),
    Role.RESEARCH: N_("research"),
    Role.REACTION: N_("reaction"),
    Role.LAW: N_("law"),
    Role.OTHER: N_("other"),
}
_VIEWS = {
    View.ACCEPTED: N_("tracked changes accepted"),
    View.ORIGINAL: N_("without the tracked changes"),
    View.MARKED: N_("with the tracked changes marked"),
}
_SIGNALS = {
    "strength": N_("Strength of the norm"),
    "negation": N_("Negation"),
    "actor": N_("Who"),
    "number": N_("Number"),
    "deadline": N_("Deadline"),
    "term": N_("Term"),
    "setting": N_("Voluntary or compulsory"),
}


def signal_label(kind: str) -> str:
    """What a reader calls a signal of ``kind``."""
    return _(_SIGNALS[kind]) if kind in _SIGNALS else kind


def role_name(role: Role) -> str:
    """What a reader calls a document of ``role``."""
    return _(_ROLES[role])


def decimal(value: float, places: int = 2) -> str:
    """``value`` with the decimal sign of the language in use."""
    text = f"{value:.{places}f}"
    return text.replace(".", ",") if language() == "nl" else text


def document_card(document: Document, key: str) -> DocumentCard:
    """What a report says of a document it was made from, the warnings of reading included."""
    counts = document.counts
    facts = [
        (_("Version"), document.version),
        (_("Date"), document.date),
        (_("Holder"), document.holder),
        (_("Role"), document.role and role_name(document.role)),
        (_("File"), re.split(r"[\\/]", document.path)[-1]),
        (_("Pages"), document.pages),
        (_("Passages read"), sum(1 for _block in document.passages())),
        (_("Read"), _(_VIEWS[document.view]) if document.format == "docx" else None),
        (
            _("Characters"),
            _("{source} in the file, {body} read as text, {furniture} set aside").format(
                source=counts.source_characters,
                body=counts.body_characters,
                furniture=counts.furniture_characters,
            )
            if counts.source_characters
            else None,
        ),
        ("SHA-256", document.sha256),
    ]
    warnings = tuple(
        f"{page_words(warning.page)}: {warning.message}" if warning.page else warning.message
        for warning in document.warnings
    )
    return DocumentCard(
        key=key,
        title=document.title,
        name=document.name,
        facts=tuple((label, str(value)) for label, value in facts if value not in (None, "")),
        warnings=warnings,
    )
