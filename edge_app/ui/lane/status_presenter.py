"""The texts of the status bar and of the counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from edge_app.desk.session.views import OPEN, SessionView
from edge_app.domain import Counts, LaneView
from edge_app.ui.kit.marks import Severity
from edge_app.ui.lane import camera_words as camera_phrases
from edge_app.ui.lane import count_words as counts_phrases
from edge_app.ui.lane import list_words as lists_phrases
from edge_app.ui.lane.camera_presenter import CameraState, short_status
from edge_app.ui.lane.centre_presenter import sync_status
from edge_app.ui.lane.lists_presenter import lists_status
from edge_app.ui.text import frame_words as frame_phrases
from edge_app.ui.text.language import Language, clock_time, day, number, say


@dataclass(frozen=True, slots=True)
class StatusItem:
    """One part of the lane: how well it works, what it does, and a figure."""

    condition: Severity
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


@dataclass(frozen=True, slots=True)
class CountView:
    """One number of the shift."""

    value: str
    label: str


def present_status(
    view: LaneView,
    camera: CameraState,
    now: datetime,
    stale_after: timedelta,
    language: Language,
    session: SessionView = OPEN,
) -> StatusView:
    """The status bar; `now` carries the time zone in which times are shown."""
    camera_condition, camera_text = short_status(camera, language)
    lists_condition, lists_text = lists_status(view.lists, now, stale_after, language)
    rate = number(view.fps, language, 1)
    people = number(view.references, language)
    references = lists_phrases.REFERENCE_ONE if view.references == 1 else lists_phrases.REFERENCES
    centre = None
    if view.sync is not None:
        centre = StatusItem(*sync_status(view.sync, now, language))
    return StatusView(
        camera=StatusItem(
            camera_condition, camera_text, say(camera_phrases.RATE, language, rate=rate)
        ),
        lists=StatusItem(lists_condition, lists_text, say(references, language, count=people)),
        centre=centre,
        time=clock_time(now, language),
        date=day(now, language),
        other_language=say(frame_phrases.OTHER_LANGUAGE, language),
        officer=_officer(session, language),
    )


def _officer(session: SessionView, language: Language) -> str:
    if session.open_mode:
        return say(frame_phrases.NO_ACCOUNTS, language)
    if session.officer is None:
        return ""
    return say(frame_phrases.ON_DUTY, language, name=session.officer.name)


def present_counts(counts: Counts, language: Language) -> tuple[CountView, ...]:
    """People, captured faces, capture rate and alerts."""
    rate = f"{number(100 * counts.captured / counts.people, language)}%" if counts.people else "–"
    return (
        CountView(number(counts.people, language), say(counts_phrases.PEOPLE, language)),
        CountView(number(counts.captured, language), say(counts_phrases.CAPTURED, language)),
        CountView(rate, say(counts_phrases.CAPTURE_RATE, language)),
        CountView(number(counts.alerts, language), say(counts_phrases.ALERTS, language)),
    )
