"""Formulas of a Word file on one line: "1/2" for a fraction, "r^2" for a power.

Half of a formula's meaning stands in no text element (ECMA-376 part 1, 22.1): the bar of a
fraction, brackets, roots, sums. Without them one half would read as twelve.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ROOT, _INTEGRAL = "√", "∫"
_RAISED = {"sup": "^", "sub": "_"}


def signs_around(element: Element) -> tuple[str, str]:
    """What is to stand before and after the text of an element of a formula."""
    name = element.tag.removeprefix(MATH)
    if name in ("num", "den"):
        opens, closes = _brackets(element)
        bar = "/" if _has_bar(element.getparent()) else "¦"
        return (bar if name == "den" else "") + opens, closes
    if name in _RAISED:
        opens, closes = _brackets(element)
        return (_RAISED[name] + opens, closes) if _text(element) else ("", "")
    if name == "rad":
        return f"{_ROOT}(", ")"
    if name == "nary":
        return _property(element, "naryPr", "chr", _INTEGRAL), ""
    if name == "d":
        return _property(element, "dPr", "begChr", "("), _property(element, "dPr", "endChr", ")")
    if name == "e" and element.getprevious() is not None:
        parent, before = element.getparent(), element.getprevious()
        if parent is not None and parent.tag == f"{MATH}d" and before.tag == element.tag:
            return _property(parent, "dPr", "sepChr", "|"), ""
    return "", ""


def _property(element: Element, holder: str, name: str, default: str) -> str:
    found = element.find(f"{MATH}{holder}/{MATH}{name}")
    if found is None:
        return default
    value = found.get(f"{MATH}val") or ""
    return value[:1] if value.isprintable() else ""


def _has_bar(fraction: Element | None) -> bool:
    """Whether numerator and denominator are divided, not merely stacked ("n over k")."""
    kind = fraction.find(f"{MATH}fPr/{MATH}type") if fraction is not None else None
    return kind is None or kind.get(f"{MATH}val") != "noBar"


def _brackets(element: Element) -> tuple[str, str]:
    return ("(", ")") if len(_text(element)) > 1 and not _text(element).isdigit() else ("", "")


def _text(element: Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{MATH}t")).strip()
