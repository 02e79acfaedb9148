"""What is wrong with a lane whose camera delivers, the disk or the clock: a sentence and a step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from edge_app.domain import LaneFault, LaneView, SyncView
from edge_app.ui.kit.marks import Severity
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.lane import fault_words as words
from edge_app.ui.text.language import Language, date_and_time, number, translate
from edge_app.ui.text.message import Message

DISK_LOW = 512 * 2**20  # bytes
CLOCK_OFF = timedelta(minutes=5)

_FAULTS: dict[LaneFault, tuple[Severity, Message, Message]] = {
    LaneFault.STALLED: (Severity.FAULT, words.STALLED, words.STALLED_STEP),
    LaneFault.STROBING: (Severity.FAULT, words.STROBING, words.STROBING_STEP),
    LaneFault.SMEARED: (Severity.FAULT, words.SMEARED, words.SMEARED_STEP),
    LaneFault.SIDEWAYS: (Severity.FAULT, words.SIDEWAYS, words.SIDEWAYS_STEP),
    LaneFault.SQUEEZED: (Severity.FAULT, words.SQUEEZED, words.SQUEEZED_STEP),
    LaneFault.DARK: (Severity.FAULT, words.DARK, words.DARK_STEP),
    LaneFault.BLURRED: (Severity.FAULT, words.BLURRED, words.BLURRED_STEP),
    LaneFault.MOVED: (Severity.ATTENTION, words.MOVED, words.MOVED_STEP),
    LaneFault.QUEUE: (Severity.ATTENTION, words.QUEUE, words.QUEUE_STEP),
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
        severity, sentence, step = _FAULTS[fault]
        return NoticeView(severity, translate(sentence, language), translate(step, language))
    sync = view.sync
    if sync is None:
        return None
    if sync.disk_free is not None and sync.disk_free < DISK_LOW:
        size = f"{number(sync.disk_free / 2**20, language)} MB"
        return NoticeView(
            Severity.ATTENTION,
            translate(words.DISK_LOW, language, size=size),
            translate(words.DISK_LOW_STEP, language),
        )
    if abs(sync.clock_skew) > CLOCK_OFF:
        minutes = number(abs(sync.clock_skew) // timedelta(minutes=1), language)
        return NoticeView(
            Severity.ATTENTION,
            translate(words.CLOCK_OFF, language, minutes=minutes),
            translate(words.CLOCK_OFF_STEP, language),
        )
    return None


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
