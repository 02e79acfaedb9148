"""The picture source, as the officer is told: a calm full sentence and the next step."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum

from edge_app.domain import Frame, LaneView, SourceState
from edge_app.ui.kit.marks import Severity
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.kit.picture import age_s, displayable, is_old
from edge_app.ui.lane import camera_words as camera_phrases
from edge_app.ui.text import frame_words as frame_phrases
from edge_app.ui.text.language import Language, age, number, say
from edge_app.ui.text.source import Source


class CameraState(Enum):
    """A source's state, and the one that only the screen can see: frames have stopped coming."""

    STARTING = "starting"
    LIVE = "live"
    BLACK = "black"
    UNREADABLE = "unreadable"
    LOST = "lost"
    ENDED = "ended"
    OLD = "old"


_SHORT: dict[CameraState, tuple[Severity, Source]] = {
    CameraState.STARTING: (Severity.ATTENTION, camera_phrases.CAMERA_STARTING),
    CameraState.LIVE: (Severity.GOOD, camera_phrases.CAMERA_LIVE),
    CameraState.BLACK: (Severity.FAULT, camera_phrases.CAMERA_BLACK),
    CameraState.UNREADABLE: (Severity.FAULT, camera_phrases.CAMERA_UNREADABLE),
    CameraState.LOST: (Severity.FAULT, camera_phrases.CAMERA_LOST),
    CameraState.ENDED: (Severity.ATTENTION, camera_phrases.CAMERA_ENDED),
    CameraState.OLD: (Severity.FAULT, camera_phrases.CAMERA_OLD),
}
_FULL: dict[CameraState, tuple[Source, Source]] = {
    CameraState.STARTING: (camera_phrases.STARTING, camera_phrases.STARTING_STEP),
    CameraState.BLACK: (camera_phrases.BLACK, camera_phrases.BLACK_STEP),
    CameraState.UNREADABLE: (camera_phrases.UNREADABLE, camera_phrases.UNREADABLE_STEP),
    CameraState.LOST: (camera_phrases.LOST, camera_phrases.LOST_STEP),
    CameraState.ENDED: (camera_phrases.ENDED, camera_phrases.ENDED_STEP),
    CameraState.OLD: (camera_phrases.OLD, camera_phrases.OLD_STEP),
}


def camera_state(view: LaneView, now: float) -> CameraState:
    """What the camera does; `now` is on the clock of `Frame.captured_at`.

    A source that calls itself live is believed only as long as its pictures are readable and new.
    """
    if view.source_state is not SourceState.LIVE:
        return CameraState(view.source_state.value)
    if view.frame is None:
        return CameraState.STARTING
    if displayable(view.frame.image) is None:
        return CameraState.UNREADABLE
    return CameraState.OLD if is_old(view.frame, now) else CameraState.LIVE


def short_status(state: CameraState, language: Language) -> tuple[Severity, str]:
    """For the status bar."""
    condition, phrase = _SHORT[state]
    return condition, say(phrase, language)


def camera_notice(
    state: CameraState, view: LaneView, now: float, language: Language
) -> NoticeView | None:
    """For the middle of the picture; None while the picture is live."""
    if state is CameraState.LIVE:
        return None
    sentence, step = _FULL[state]
    details = []
    if is_old(view.frame, now):
        details.append(_picture_age(view.frame, now, language))
    if view.source_detail:
        details.append(say(frame_phrases.FOR_THE_TECHNICIAN, language, detail=view.source_detail))
    return NoticeView(
        _SHORT[state][0], say(sentence, language), say(step, language), tuple(details)
    )


def _picture_age(frame: Frame | None, now: float, language: Language) -> str:
    seconds = age_s(frame, now)
    if seconds < 60:
        return say(camera_phrases.PICTURE_AGE, language, seconds=number(int(seconds), language))
    return say(
        camera_phrases.PICTURE_AGE_LONG, language, age=age(timedelta(seconds=seconds), language)
    )
