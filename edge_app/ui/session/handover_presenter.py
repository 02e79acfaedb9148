"""The end of a shift: what it came to, and what the next officer must know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from edge_app.desk.session.shift_summary import ShiftSummary
from edge_app.desk.session.views import SessionView
from edge_app.domain import SyncView
from edge_app.store.alert_sums import AlertSums, ShiftAlerts
from edge_app.ui.kit.marks import Severity
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.kit.tile_view import TileView
from edge_app.ui.session import handover_words as words
from edge_app.ui.session import note_words, sign_in_words
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, duration, moment, number, translate
from edge_app.ui.text.message import Message
from edge_app.ui.text.names import set_apart


@dataclass(frozen=True, slots=True)
class SumsView:
    """A table whose last line and last column are sums."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    note: str


@dataclass(frozen=True, slots=True)
class HandoverView:
    """The texts of the screen."""

    title: str
    whose: str
    tiles: tuple[TileView, ...]
    alerts: SumsView | None  # None: not read yet
    notice: NoticeView | None
    back: str
    lock: str
    note: str
    end: str


def present_handover(
    session: SessionView,
    summary: ShiftSummary | None,
    failed: bool,
    open_alerts: int,
    sync: SyncView | None,
    language: Language,
    wall: datetime,
) -> HandoverView:
    """Return the texts at the end of a shift; times are in the zone of `wall`.

    `summary` is of any shift; it is shown when it is of this one.
    """
    shift, whose = session.shift, ""
    if shift is not None:
        since = moment(shift.began_at, language, wall)
        whose = translate(
            sign_in_words.ON_SHIFT, language, name=set_apart(shift.name, language), time=since
        )
    tiles: tuple[TileView, ...] = ()
    alerts = None
    if shift is not None and summary is not None and summary.shift.shift_id == shift.shift_id:
        tiles = (*_tiles(summary, language), *_waiting(sync, language))
        alerts = present_sums(summary.alerts, language)
    return HandoverView(
        title=translate(words.TITLE, language),
        whose=whose,
        tiles=tiles,
        alerts=alerts,
        notice=_notice(open_alerts, failed, bool(tiles), language),
        back=translate(shared_words.BACK, language),
        lock=translate(words.LOCK, language),
        note=translate(note_words.WRITE, language),
        end=translate(words.END, language),
    )


def _notice(alerts: int, failed: bool, read: bool, language: Language) -> NoticeView | None:
    if alerts:
        sentence = translate(words.OPEN_ALERT, language)
        if alerts > 1:
            sentence = translate(words.OPEN_ALERTS, language, n=number(alerts, language))
        return NoticeView(Severity.ATTENTION, sentence, translate(words.OPEN_STEP, language))
    if failed:
        return NoticeView(Severity.ATTENTION, translate(words.NOT_READ, language), "")
    return None if read else NoticeView(Severity.NOTE, translate(words.READING, language), "")


def _tiles(summary: ShiftSummary, language: Language) -> tuple[TileView, ...]:
    rate = translate(shared_words.NONE_YET, language)
    if summary.people:
        percent = number(100 * summary.captured / summary.people, language, digits=1)
        rate = f"{percent}%"
    captured = translate(
        shared_words.SO_MANY_FACES_CAPTURED, language, n=number(summary.captured, language)
    )
    return (
        _duration(summary, language),
        TileView(
            translate(shared_words.PEOPLE_SEEN, language),
            number(summary.people, language),
            captured,
        ),
        TileView(translate(shared_words.CAPTURE_RATE, language), rate),
        TileView(
            translate(shared_words.VERIFICATIONS, language), number(summary.verifications, language)
        ),
        TileView(translate(words.OPEN_CASES, language), number(summary.cases, language)),
    )


def present_sums(alerts: ShiftAlerts, language: Language) -> SumsView:
    """Return the alerts of a shift as a table that adds up, across and down."""
    columns = (alerts.own, alerts.earlier, alerts.total)

    def row(name: Message, figure: Callable[[AlertSums], int]) -> tuple[str, tuple[str, ...]]:
        cells = tuple(number(figure(one), language) for one in columns)
        return translate(name, language), cells

    heads = (shared_words.THIS_SHIFT, words.EARLIER, words.TOTAL)
    return SumsView(
        translate(shared_words.ALERTS, language),
        tuple(translate(head, language) for head in heads),
        (
            row(shared_words.CONFIRMED, lambda one: one.confirmed),
            row(shared_words.NOT_THIS_PERSON, lambda one: one.not_this_person),
            row(shared_words.CANNOT_TELL, lambda one: one.cannot_tell),
            row(shared_words.NOT_ANSWERED, lambda one: one.unanswered),
            row(shared_words.STILL_OPEN, lambda one: one.open),
            row(words.TOTAL, lambda one: one.came),
        ),
        translate(words.SUMS_NOTE, language),
    )


def _duration(summary: ShiftSummary, language: Language) -> TileView:
    title = translate(words.DURATION, language)
    if summary.clock_moved:
        unknown = translate(words.UNKNOWN_DURATION, language)
        return TileView(title, unknown, translate(shared_words.CLOCK_MOVED, language))
    hours, rest = divmod(int((summary.until - summary.shift.began_at).total_seconds() // 60), 60)
    if not hours:
        return TileView(title, duration(rest, "minute", language))
    length = translate(words.HOURS_MINUTES, language, hours=str(hours), minutes=str(rest))
    return TileView(title, length)


def _waiting(sync: SyncView | None, language: Language) -> tuple[TileView, ...]:
    if sync is None:
        return ()
    waiting = sync.waiting + sync.unwritten
    detail = words.SENT_LATER if waiting else words.ALL_SENT
    return (
        TileView(
            translate(words.WAITING, language),
            number(waiting, language),
            translate(detail, language),
        ),
    )
