"""The picture source, as the officer is told: a calm full sentence and the next step."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum

from edge_app.domain import Frame, LaneView, SourceState
from edge_app.ui.kit.marks import Severity
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.kit.picture import age_s, displayable, is_old
from edge_app.ui.lane import camera_words
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, age, ago, translate
from edge_app.ui.text.message import Message


class CameraState(Enum):
    """A source's state, and the one that only the screen can see: frames have stopped coming."""

    STARTING = "starting"
    LIVE = "live"
    BLACK = "black"
    UNREADABLE = "unreadable"
    BLANK = "blank"
    FROZEN = "frozen"
    LOST = "lost"
    ENDED = "ended"
    NONE = "none"
    OLD = "old"


_SHORT: dict[CameraState, tuple[Severity, Message]] = {
    CameraState.STARTING: (Severity.ATTENTION, camera_words.CAMERA_STARTING),
    CameraState.LIVE: (Severity.GOOD, camera_words.CAMERA_LIVE),
    CameraState.BLACK: (Severity.FAULT, camera_words.CAMERA_BLACK),
    CameraState.UNREADABLE: (Severity.FAULT, camera_words.CAMERA_UNREADABLE),
    CameraState.BLANK: (Severity.FAULT, camera_words.CAMERA_BLANK),
    CameraState.FROZEN: (Severity.FAULT, camera_words.CAMERA_FROZEN),
    CameraState.LOST: (Severity.FAULT, camera_words.CAMERA_LOST),
    CameraState.ENDED: (Severity.ATTENTION, camera_words.CAMERA_ENDED),
    CameraState.OLD: (Severity.FAULT, camera_words.CAMERA_OLD),
    CameraState.NONE: (Severity.NOTE, camera_words.CAMERA_NONE),
}
_FULL: dict[CameraState, tuple[Message, Message]] = {
    CameraState.STARTING: (camera_words.STARTING, camera_words.STARTING_STEP),
    CameraState.BLACK: (camera_words.BLACK, camera_words.BLACK_STEP),
    CameraState.UNREADABLE: (camera_words.UNREADABLE, camera_words.UNREADABLE_STEP),
    CameraState.BLANK: (camera_words.BLANK, camera_words.BLANK_STEP),
    CameraState.FROZEN: (camera_words.FROZEN, camera_words.FROZEN_STEP),
    CameraState.LOST: (camera_words.LOST, camera_words.LOST_STEP),
    CameraState.ENDED: (camera_words.ENDED, camera_words.ENDED_STEP),
    CameraState.OLD: (camera_words.OLD, camera_words.OLD_STEP),
    CameraState.NONE: (camera_words.NONE, camera_words.NONE_STEP),
}


def camera_state(view: LaneView, now: float) -> CameraState:
    """Return what the camera does; `now` is on the clock of `Frame.captured_at`.

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
    """Return how well it works, and in a few words, for the status bar."""
    severity, message = _SHORT[state]
    return severity, translate(message, language)


def camera_notice(
    state: CameraState, view: LaneView, now: float, language: Language
) -> NoticeView | None:
    """Return the notice in the middle of the picture; None while the picture is live."""
    if state is CameraState.LIVE:
        return None
    sentence, step = _FULL[state]
    details = []
    if is_old(view.frame, now):
        details.append(_picture_age(view.frame, now, language))
    if view.source_detail:
        details.append(
            translate(shared_words.FOR_THE_TECHNICIAN, language, detail=view.source_detail)
        )
    return NoticeView(
        _SHORT[state][0], translate(sentence, language), translate(step, language), tuple(details)
    )


def _picture_age(frame: Frame | None, now: float, language: Language) -> str:
    seconds = age_s(frame, now)
    if seconds < 60:
        since = ago(int(seconds), "second", language)
    else:
        since = age(timedelta(seconds=seconds), language)
    return translate(camera_words.PICTURE_AGE, language, age=since)
