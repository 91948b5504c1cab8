"""What the bands of a comparison are called and how they look."""

from __future__ import annotations

from collections.abc import Sequence

from congruence.compare.result import Band, Finding
from congruence.messages import N_, _
from congruence.report.view import Tag, Tone

_BANDS = {
    Band.FOUND: (N_("counterpart found"), Tone.FOUND),
    Band.POSSIBLE: (N_("possible counterpart, to be checked"), Tone.POSSIBLE),
    Band.NONE: (N_("no counterpart found"), Tone.NONE),
}


def band_tag(band: Band) -> Tag:
    """The tag of a band, in the language in use."""
    label, tone = _BANDS[band]
    return Tag(band.value, _(label), tone)


def found_and_not(name: str, findings: Sequence[Finding]) -> str:
    """The sentence that opens a comparison: how many passages of ``name`` are in which band."""
    bands = [finding.band for finding in findings]
    return _(
        "Of the {total} passages of {name}, a counterpart was found for {found} and none"
        " for {none}; to be checked: {possible}."
    ).format(
        total=len(bands),
        name=name,
        found=bands.count(Band.FOUND),
        none=bands.count(Band.NONE),
        possible=bands.count(Band.POSSIBLE),
    )
