"""Two Word files as one with real tracked changes: reject all gives the old, accept all the new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree

from congruence.errors import InputError, OutputError
from congruence.files import whole_file
from congruence.messages import _
from congruence.model import ReadWarning
from congruence.report.tracked.carry import Carrier
from congruence.report.tracked.notes import Notes
from congruence.report.tracked.ooxml import Element, Package, R, w
from congruence.report.tracked.revisions import Revisions, accept_all, has_revisions
from congruence.report.tracked.stream import Things
from congruence.report.tracked.weave import Shared, Weaver

_STORIES = ("footnotes", "endnotes", "header", "footer")
_AUTHOR = "congruence"


@dataclass(frozen=True, slots=True)
class TrackedFile:
    """A written file: how many revision marks it holds, and what its reader must know."""

    path: Path
    revisions: int
    warnings: tuple[ReadWarning, ...] = ()


def write_tracked(
    old: Path, new: Path, out: Path, *, author: str = _AUTHOR, date: datetime | None = None
) -> TrackedFile:
    """Write ``old`` with tracked changes that turn it into ``new``.

    The old package is kept (styles, comments, bookmarks, fields, images); body, tables, notes,
    headers, footers and text boxes are woven. Changes that either file already held are taken
    as accepted.

    Args:
        old: the Word file (``.docx``) to begin with.
        new: the Word file it became.
        out: where to write; replaced only when the new file is whole.
        author: whose name the changes bear.
        date: when they were made (default: now); given in tests.

    Raises:
        InputError: a file is no Word document or is damaged.
        OutputError: ``out`` cannot be written.
    """
    for path in (old, new):
        if not path.is_file():
            raise InputError(_("the file does not exist"), file=path)
    ours, theirs = Package(old), Package(new)
    warnings = [*_accepted(ours), *_accepted(theirs)]
    stamp = (date or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
    revisions = Revisions(author, stamp, (ours.root(part) for part in _story_parts(ours)))
    notes = {
        "footnoteReference": Notes(ours, theirs, "footnotes"),
        "endnoteReference": Notes(ours, theirs, "endnotes"),
    }
    shared = Shared(Carrier(ours, theirs, revisions), revisions, Things(), notes)
    _weave_body(shared, ours, theirs)
    _weave_margins(shared, ours, theirs)
    for kind in notes.values():
        kind.put_in_order()
    if theirs.related(theirs.main, "comments"):
        warnings.append(
            ReadWarning(
                "comments",
                _("Comments of {new} are not taken over; those of {old} are kept.").format(
                    new=new.name, old=old.name
                ),
            )
        )
    _save(ours, out)
    return TrackedFile(out, revisions.count, tuple(warnings))


def _story_parts(package: Package) -> list[str]:
    parts = [package.main]
    for _id, kind, target, external in package.relationships(package.main):
        if kind.rpartition("/")[2] in _STORIES and not external and target in package.parts:
            parts.append(target)
    return list(dict.fromkeys(parts))


def _accepted(package: Package) -> Iterator[ReadWarning]:
    found = False
    for part in _story_parts(package):
        root = package.root(part)
        if has_revisions(root):
            found = True
            accept_all(root)
    if found:
        yield ReadWarning(
            "tracked_input",
            _("{file} already held tracked changes: its accepted text was compared.").format(
                file=package.path.name
            ),
        )


def _weave_body(shared: Shared, ours: Package, theirs: Package) -> None:
    old = ours.root(ours.main).find(w("body"))
    new = theirs.root(theirs.main).find(w("body"))
    if old is None or new is None:
        broken = ours if old is None else theirs
        raise InputError(_("the file is damaged"), file=broken.path, place=broken.main)
    _refill(old, Weaver(shared, ours.main, theirs.main).story(old, new))


def _weave_margins(shared: Shared, ours: Package, theirs: Package) -> None:
    """Headers and footers: the ones with the same place in the same section belong together."""
    old, new = _margins(ours), _margins(theirs)
    done: set[str] = set()
    for place, part in old.items():
        if part in done:
            continue
        done.add(part)
        other = new.get(place)
        root = ours.root(part)
        weaver = Weaver(shared, part, other or theirs.main)
        _refill(root, weaver.story(root, theirs.root(other) if other else None))
    for place, other in new.items():
        if place not in old:
            _add_margin(shared, ours, theirs, place, other)


Place = tuple[int, str, str]  # section, headerReference or footerReference, type


def _margins(package: Package) -> dict[Place, str]:
    targets = {id_: target for id_, _kind, target, _ext in package.relationships(package.main)}
    found: dict[Place, str] = {}
    for at, section in enumerate(package.root(package.main).iter(w("sectPr"))):
        for name in ("headerReference", "footerReference"):
            for reference in section.findall(w(name)):
                target = targets.get(reference.get(f"{{{R}}}id"))
                if target in package.parts:
                    found[at, name, reference.get(w("type"), "default")] = str(target)
    return found


def _add_margin(shared: Shared, ours: Package, theirs: Package, place: Place, other: str) -> None:
    """A header that only the new version has: an empty one whose text came."""
    sections = list(ours.root(ours.main).iter(w("sectPr")))
    if place[0] >= len(sections):
        return
    source = theirs.root(other)
    root = etree.Element(source.tag, dict(source.attrib), nsmap=source.nsmap)
    name = ours.new_name(other) if other in ours.parts else other
    kind = "header" if place[1] == "headerReference" else "footer"
    ours.add(name, root, theirs.content_type(other) or "application/xml")
    root.extend(Weaver(shared, name, other).story(None, source))
    reference = etree.Element(w(place[1]))
    reference.set(w("type"), place[2])
    reference.set(f"{{{R}}}id", ours.relate(ours.main, f"{R}/{kind}", name))
    sections[place[0]].insert(0, reference)


def _refill(container: Element, content: list[Element]) -> None:
    for child in list(container):
        container.remove(child)
    container.extend(content)


def _save(package: Package, out: Path) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(out) as filled:
            package.save(filled)
    except OSError as error:
        raise OutputError(_("the file cannot be written"), file=out) from error
