"""What the visitor in front of the camera is told. Never what is known of them.

Whoever was compared reads the same thanks, listed or not: only the officer learns the difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from edge_app.domain import Advice, LaneView, Track, TrackState
from edge_app.ui.lane import guidance_words as words
from edge_app.ui.lane.camera_presenter import CameraState
from edge_app.ui.text.language import Language, translate
from edge_app.ui.text.message import Message


class GuidanceIcon(Enum):
    """The large sign beside the words."""

    FORWARD = "forward"
    BACK = "back"
    EYE = "eye"
    STILL = "still"
    FACE = "face"
    LIGHT = "light"
    DONE = "done"
    OFFICER = "officer"


_ADVICE: dict[Advice, tuple[GuidanceIcon, Message]] = {
    Advice.COME_CLOSER: (GuidanceIcon.FORWARD, words.COME_CLOSER),
    Advice.STEP_BACK: (GuidanceIcon.BACK, words.STEP_BACK),
    Advice.LOOK_HERE: (GuidanceIcon.EYE, words.LOOK_HERE),
    Advice.HOLD_STILL: (GuidanceIcon.STILL, words.HOLD_STILL),
    Advice.UNCOVER_FACE: (GuidanceIcon.FACE, words.UNCOVER_FACE),
    Advice.INTO_THE_LIGHT: (GuidanceIcon.LIGHT, words.INTO_THE_LIGHT),
    Advice.OPEN_EYES: (GuidanceIcon.EYE, words.OPEN_EYES),
}
_COMPARED = {TrackState.CLEAR, TrackState.MUTED, TrackState.ALERT, TrackState.UNCHECKED}


@dataclass(frozen=True, slots=True)
class GuidanceView:
    """The sentence in both languages: a visitor has not chosen one."""

    sign: GuidanceIcon
    indonesian: str
    english: str
    track_id: int | None  # whom it is for
    done: bool = False


def present_guidance(view: LaneView, camera: CameraState) -> GuidanceView:
    """Return the guidance for the nearest person in view."""
    if camera is not CameraState.LIVE:
        return _guidance(GuidanceIcon.OFFICER, words.NO_CHECK, None)
    nearest = max(view.tracks, key=_nearness, default=None)
    if nearest is None:
        return _guidance(GuidanceIcon.FORWARD, words.COME_FORWARD, None)
    if nearest.state in _COMPARED:
        return _guidance(GuidanceIcon.DONE, words.FOLLOW_OFFICER, nearest.track_id, done=True)
    if nearest.advice is not None:
        sign, message = _ADVICE[nearest.advice]
        return _guidance(sign, message, nearest.track_id)
    waits = nearest.state is TrackState.CAPTURED
    if waits:
        return _guidance(GuidanceIcon.STILL, words.WAIT, nearest.track_id)
    return _guidance(GuidanceIcon.EYE, words.LOOK_HERE, nearest.track_id)


def _nearness(track: Track) -> float:
    return track.box.w * track.box.h


def _guidance(
    sign: GuidanceIcon, message: Message, track_id: int | None, done: bool = False
) -> GuidanceView:
    indonesian, english = translate(message, Language.ID), translate(message, Language.EN)
    return GuidanceView(sign, indonesian, english, track_id, done)


def greeting(done: bool) -> tuple[str, str]:
    """Return the line over the guidance, in Indonesian and English."""
    message = words.THANK_YOU if done else words.WELCOME
    return translate(message, Language.ID), translate(message, Language.EN)
