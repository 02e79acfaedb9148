"""The boxes of the people in view: a state is never told by colour alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from enum import Enum

from edge_app.domain import Track, TrackState
from edge_app.ui.kit.marks import Shape
from edge_app.ui.lane import track_words
from edge_app.ui.look.theme import Tone
from edge_app.ui.text.language import Language, clock_time, translate
from edge_app.ui.text.message import Message
from models.geometry import Box


class Outline(Enum):
    """How the box around a person is drawn."""

    DASHED = "dashed"
    CORNERS = "corners"
    ROUNDED = "rounded"
    FULL = "full"


#: Who needs nothing of the officer is not written upon: words are for what wants a hand.
TRACK_MARK: dict[TrackState, tuple[Shape, Outline, Tone, Message | None]] = {
    TrackState.LOOKING: (Shape.RING, Outline.DASHED, Tone.LOOKING, None),
    TrackState.CAPTURED: (Shape.HALF, Outline.CORNERS, Tone.CAPTURED, None),
    TrackState.UNCHECKED: (
        Shape.DASH,
        Outline.DASHED,
        Tone.LOOKING,
        track_words.TRACK_UNCHECKED,
    ),
    TrackState.CLEAR: (Shape.TICK, Outline.ROUNDED, Tone.LOOKING, None),
    TrackState.MUTED: (Shape.NOTE, Outline.CORNERS, Tone.LOOKING, track_words.TRACK_MUTED_HERE),
    TrackState.ALERT: (Shape.STOP, Outline.FULL, Tone.ALERT, track_words.TRACK_ALERT),
}


@dataclass(frozen=True, slots=True)
class TrackMark:
    """The box of one person in view."""

    box: Box  # pixels of the frame
    shape: Shape
    outline: Outline
    tone: Tone
    label: str  # empty: a thin box, and nothing beside it
    in_question: bool  # the alert on the screen is about this person


def present_tracks(
    tracks: Sequence[Track],
    alert_track: int | None,
    language: Language,
    zone: tzinfo | None = None,
) -> tuple[TrackMark, ...]:
    """Return marks in the order of painting: alerts last, so that nothing covers them.

    A box that is nowhere (NaN, infinite) is left out.
    """
    ordered = sorted(
        tracks, key=lambda t: (t.track_id == alert_track, t.state is TrackState.ALERT, t.track_id)
    )
    marks = []
    for track in ordered:
        if not all(map(math.isfinite, (track.box.x, track.box.y, track.box.w, track.box.h))):
            continue
        shape, outline, tone, label = TRACK_MARK[track.state]
        in_question = track.track_id == alert_track
        said = "" if label is None else _label(track, label, language, zone)
        marks.append(TrackMark(track.box, shape, outline, tone, said, in_question))
    return tuple(marks)


def _label(track: Track, label: Message, language: Language, zone: tzinfo | None) -> str:
    """Return what is known of who is in the box; of a mute, who said so and when."""
    mute = track.mute
    if mute is None:
        return translate(label, language, time="")
    time = clock_time(mute.since.astimezone(zone), language)
    if not mute.officers:  # a terminal without accounts
        return translate(track_words.TRACK_MUTED_HERE, language, time=time)
    officers = ", ".join(mute.officers)
    return translate(track_words.TRACK_MUTED, language, officers=officers, time=time)
