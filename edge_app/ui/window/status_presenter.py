"""The texts of the status bar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from edge_app.desk.session.views import OPEN, SessionView
from edge_app.domain import LaneView
from edge_app.ui.kit.marks import Severity
from edge_app.ui.lane import camera_words, list_words
from edge_app.ui.lane.camera_presenter import CameraState, short_status
from edge_app.ui.lane.centre_presenter import sync_status
from edge_app.ui.lane.lists_presenter import lists_status
from edge_app.ui.text.language import Language, clock_time, day, number, translate
from edge_app.ui.window import words


@dataclass(frozen=True, slots=True)
class StatusItem:
    """One part of the lane: how well it works, what it does, and a figure."""

    severity: Severity
    text: str
    figure: str


@dataclass(frozen=True, slots=True)
class StatusView:
    """The status bar."""

    camera: StatusItem
    lists: StatusItem
    centre: StatusItem | None  # None: a terminal without a data centre
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
) -> StatusView:
    """Return the status bar; `now` carries the time zone in which times are shown."""
    camera_severity, camera_text = short_status(camera, language)
    lists_severity, lists_text = lists_status(view.lists, now, stale_after, language)
    rate = number(view.fps, language, 1)
    people = number(view.references, language)
    references = list_words.REFERENCE_ONE if view.references == 1 else list_words.REFERENCES
    centre = None
    if view.sync is not None:
        centre = StatusItem(*sync_status(view.sync, now, language))
    return StatusView(
        camera=StatusItem(
            camera_severity, camera_text, translate(camera_words.RATE, language, rate=rate)
        ),
        lists=StatusItem(lists_severity, lists_text, translate(references, language, count=people)),
        centre=centre,
        time=clock_time(now, language),
        date=day(now, language),
        other_language=translate(words.OTHER_LANGUAGE, language),
        officer=_officer(session, language),
    )


def _officer(session: SessionView, language: Language) -> str:
    if session.open_mode:
        return translate(words.NO_ACCOUNTS, language)
    if session.officer is None:
        return ""
    return translate(words.ON_DUTY, language, name=session.officer.name)
