"""The texts of the status bar: what it says is at most 5 s old, and has thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from edge_app.desk.session.views import OPEN, SessionView
from edge_app.desk.sounds import Sounds
from edge_app.domain import LaneView
from edge_app.ui.kit.marks import Severity
from edge_app.ui.lane.camera_presenter import CameraState, short_status
from edge_app.ui.lane.centre_presenter import sync_status
from edge_app.ui.lane.faults_presenter import rate_figure, short_fault
from edge_app.ui.lane.lists_presenter import lists_status
from edge_app.ui.text.language import Language, clock_time, day, translate
from edge_app.ui.text.names import set_apart
from edge_app.ui.window import words

BRAND = "Gapura"


@dataclass(frozen=True, slots=True)
class StatusItem:
    """One part of the lane: how well it works, what it does, and a figure."""

    severity: Severity
    text: str
    figure: str


@dataclass(frozen=True, slots=True)
class StatusView:
    """The status bar."""

    place: str  # which lane, of which checkpoint
    camera: StatusItem
    lists: StatusItem
    centre: StatusItem | None  # None: a terminal without a data centre
    sound: StatusItem | None  # None: alerts are heard
    time: str
    date: str
    other_language: str
    officer: str  # who is on duty; empty: nobody


def present_status(
    view: LaneView,
    camera: CameraState,
    now: datetime,
    stale_after: timedelta,
    language: Language,
    session: SessionView = OPEN,
    sound: StatusItem | None = None,
) -> StatusView:
    """Return the status bar; `now` carries the time zone in which times are shown."""
    centre = None
    if view.sync is not None:
        centre = StatusItem(*sync_status(view.sync, now, language))
    return StatusView(
        place=" · ".join(filter(None, (view.lane_name, view.checkpoint_name))) or BRAND,
        camera=_camera(view, camera, language),
        lists=StatusItem(
            *lists_status(view.lists, now, stale_after, language, view.references, view.opening)
        ),
        centre=centre,
        sound=sound,
        time=clock_time(now, language),
        date=day(now, language),
        other_language=translate(words.OTHER_LANGUAGE, language),
        officer=_officer(session, language),
    )


def present_sound(sounds: Sounds, language: Language) -> StatusItem | None:
    """Return that alerts are not heard here; None: they are."""
    if not sounds.silence:
        return None
    text = words.SOUND_FAULT if sounds.fault else words.SOUND_OFF
    return StatusItem(
        Severity.ATTENTION,
        translate(text, language),
        translate(words.SOUND_STEP, language),
    )


def _camera(view: LaneView, camera: CameraState, language: Language) -> StatusItem:
    """Return the camera, or what is wrong with the lane though the camera works."""
    fault = short_fault(view, language) if camera is CameraState.LIVE else None
    if fault is not None:
        return StatusItem(*fault)
    severity, text = short_status(camera, language)
    if camera is CameraState.STARTING and view.opening:
        severity = Severity.NOTE
    figure = rate_figure(view, language) if camera is CameraState.LIVE else ""
    return StatusItem(severity, text, figure)


def _officer(session: SessionView, language: Language) -> str:
    if session.open_mode:
        return translate(words.NO_ACCOUNTS, language)
    if session.officer is None:
        return ""
    return translate(words.ON_DUTY, language, name=set_apart(session.officer.name, language))
