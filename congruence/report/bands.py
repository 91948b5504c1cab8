"""What the bands of a comparison are called and how they look."""

from __future__ import annotations

from congruence.compare.result import Band
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
