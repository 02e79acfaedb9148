"""What is wrong with a lane whose camera delivers, the disk or the clock: a sentence and a step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from edge_app.domain import LaneFault, LaneView, SyncView
from edge_app.ui.kit.marks import Severity
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.lane import camera_words
from edge_app.ui.lane import fault_words as words
from edge_app.ui.text.language import Language, date_and_time, duration, number, translate
from edge_app.ui.text.message import Message
from sync.terminal.check.clock import CLOCK_OFF
from sync.terminal.check.disk import MIN_FREE

RATE_STEP = 5  # pictures a second, to which a good rate is rounded: nothing twitches all day


@dataclass(frozen=True, slots=True)
class _Told:
    """How a fault is told: over the picture with what to do, and in a few words in the bar."""

    severity: Severity
    sentence: Message
    step: Message
    short: Message


_FAULTS: dict[LaneFault, _Told] = {
    LaneFault.STALLED: _Told(
        Severity.FAULT, words.STALLED, words.STALLED_STEP, words.STALLED_SHORT
    ),
    LaneFault.STROBING: _Told(
        Severity.FAULT, words.STROBING, words.STROBING_STEP, words.STROBING_SHORT
    ),
    LaneFault.SMEARED: _Told(
        Severity.FAULT, words.SMEARED, words.SMEARED_STEP, words.SMEARED_SHORT
    ),
    LaneFault.SIDEWAYS: _Told(
        Severity.FAULT, words.SIDEWAYS, words.SIDEWAYS_STEP, words.SIDEWAYS_SHORT
    ),
    LaneFault.SQUEEZED: _Told(
        Severity.FAULT, words.SQUEEZED, words.SQUEEZED_STEP, words.SQUEEZED_SHORT
    ),
    LaneFault.DARK: _Told(Severity.FAULT, words.DARK, words.DARK_STEP, words.DARK_SHORT),
    LaneFault.BLURRED: _Told(
        Severity.FAULT, words.BLURRED, words.BLURRED_STEP, words.BLURRED_SHORT
    ),
    LaneFault.MOVED: _Told(Severity.ATTENTION, words.MOVED, words.MOVED_STEP, words.MOVED_SHORT),
    LaneFault.QUEUE: _Told(Severity.ATTENTION, words.QUEUE, words.QUEUE_STEP, words.QUEUE_SHORT),
    LaneFault.SLOW: _Told(Severity.ATTENTION, words.SLOW, words.SLOW_STEP, words.SLOW_SHORT),
    LaneFault.LATE: _Told(Severity.ATTENTION, words.LATE, words.LATE_STEP, words.LATE_SHORT),
    LaneFault.UNREAD: _Told(
        Severity.ATTENTION, words.UNREAD, words.UNREAD_STEP, words.UNREAD_SHORT
    ),
}


@dataclass(frozen=True, slots=True)
class OutdatedListsView:
    """Nobody has confirmed the lists for longer than the operator allows: on the whole screen."""

    title: str
    since: str
    step: str
    go_on: str


def lane_notice(view: LaneView, language: Language) -> NoticeView | None:
    """Return the most pressing fault of the lane itself; None: nothing is wrong."""
    for fault in view.faults:
        told, values = _FAULTS[fault], _figures(view, language)
        sentence = told.sentence
        if fault is LaneFault.SLOW and _skips(view):
            sentence = words.SLOW_OF
        return NoticeView(
            told.severity,
            translate(sentence, language, **values),
            translate(told.step, language),
        )
    sync = view.sync
    if sync is None:
        return None
    if sync.disk_free is not None and sync.disk_free < MIN_FREE:
        size = f"{number(sync.disk_free / 2**20, language)} MB"
        return NoticeView(
            Severity.ATTENTION,
            translate(words.DISK_LOW, language, size=size),
            translate(words.DISK_LOW_STEP, language),
        )
    if abs(sync.clock_doubt) > CLOCK_OFF:
        off = _length(abs(sync.clock_doubt), language)
        return NoticeView(
            Severity.ATTENTION,
            translate(words.CLOCK_DOUBTED, language, duration=off),
            translate(words.CLOCK_DOUBTED_STEP, language),
        )
    if abs(sync.clock_skew) > CLOCK_OFF:
        step = words.CLOCK_OFF_STEP if sync.clock_confirmed else words.CLOCK_UNSURE_STEP
        return NoticeView(
            Severity.ATTENTION,
            translate(words.CLOCK_OFF, language, duration=_length(abs(sync.clock_skew), language)),
            translate(step, language),
        )
    return None


def _length(off: timedelta, language: Language) -> str:
    """Return `off` in whole minutes, hours or days: an empty battery is decades off."""
    if off < timedelta(hours=2):
        return duration(off // timedelta(minutes=1), "minute", language)
    if off < timedelta(days=2):
        return duration(off // timedelta(hours=1), "hour", language)
    return duration(off // timedelta(days=1), "day", language)


def short_fault(view: LaneView, language: Language) -> tuple[Severity, str, str] | None:
    """Return the most pressing fault for the status bar: how bad, what, and a figure."""
    for fault in view.faults:
        told, values = _FAULTS[fault], _figures(view, language)
        figure = rate_figure(view, language, exact=fault is LaneFault.SLOW)
        if fault is LaneFault.LATE:
            figure = translate(words.LATE_FIGURE, language, **values)
        elif fault is LaneFault.UNREAD:
            figure = translate(words.UNREAD_FIGURE, language, **values)
        return told.severity, translate(told.short, language), figure
    return None


def fault_words(fault: LaneFault, language: Language) -> tuple[Severity, str]:
    """Return how bad a fault is, and what it is in a few words."""
    told = _FAULTS[fault]
    return told.severity, translate(told.short, language)


def rate_figure(view: LaneView, language: Language, exact: bool = False) -> str:
    """Return how many pictures a second are looked at; a good rate is rounded."""
    if not exact:
        rate = RATE_STEP * round(view.fps / RATE_STEP) if view.fps > RATE_STEP else view.fps
        return translate(camera_words.RATE, language, rate=number(rate, language))
    text = camera_words.RATE_OF if _skips(view) else camera_words.RATE
    return translate(text, language, **_figures(view, language))


def _skips(view: LaneView) -> bool:
    """Return whether the camera gives more pictures than are looked at."""
    return round(view.camera_fps) > round(view.fps)


def _figures(view: LaneView, language: Language) -> dict[str, str]:
    return {
        "rate": number(view.fps, language),
        "of": number(view.camera_fps, language),
        "seconds": number((view.latency_ms or 0.0) / 1000, language, 1),
        "percent": f"{number(100 * (view.read_share or 0.0), language)}%",
    }


def present_outdated_lists(
    view: LaneView, now: datetime, language: Language
) -> OutdatedListsView | None:
    """Return the page; None while lists are confirmed often enough, or none is served."""
    sync = view.sync
    if sync is None or not view.lists or not _is_outdated(sync, now):
        return None
    since = translate(words.OUTDATED_NEVER, language)
    if sync.confirmed_at is not None:
        date = date_and_time(sync.confirmed_at.astimezone(now.tzinfo), language)
        since = translate(words.OUTDATED_SINCE, language, date=date)
    return OutdatedListsView(
        translate(words.OUTDATED, language),
        since,
        translate(words.OUTDATED_STEP, language),
        translate(words.OUTDATED_GO_ON, language),
    )


def _is_outdated(sync: SyncView, now: datetime) -> bool:
    if sync.outdated_after is None:
        return False
    return sync.confirmed_at is None or now - sync.confirmed_at > sync.outdated_after
