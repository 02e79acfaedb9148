"""The lane in numbers: by hour and shift, on the screen and as a report."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Protocol

from edge_app.desk.readers import ReaderPool
from edge_app.desk.records.export import NOTHING, Exporter, ExportView
from edge_app.desk.records.hours import by_day, by_hour
from edge_app.desk.records.interval import Interval
from edge_app.desk.records.report import ReportFacts, ReportOfficer
from edge_app.desk.records.span import Span, bounds
from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.views import SessionView
from edge_app.domain import WatchList
from edge_app.errors import StoreError
from edge_app.store.alert_sums import NO_SUMS, AlertSums, ShiftAlerts
from edge_app.store.statistics import HourlyCounts, summed

POLL_INTERVAL_S = 2.0  # until the store is read again, while somebody looks
INSTANT = timedelta(seconds=1)
LATEST = datetime(9999, 1, 1, tzinfo=UTC)


class CountsRecord(Protocol):
    """What is asked of `edge_app.store.statistics.Statistics`; every method raises StoreError."""

    def between(self, start: datetime, end: datetime) -> tuple[HourlyCounts, ...]:
        """Return the hours in which anything was."""

    def of_shift(self, shift_id: str) -> tuple[HourlyCounts, ...]:
        """Return the hours of a shift, with what was counted in it alone."""

    def alerts_of_shift(self, shift_id: str) -> ShiftAlerts:
        """Return what became of the alerts of the shift that goes on."""

    def alerts_since(self, since: datetime) -> AlertSums:
        """Return what became of the alerts from the hour of `since` until now."""


@dataclass(frozen=True, slots=True)
class StatisticsView:
    """All that a screen needs of the statistics, taken in one moment."""

    allowed: bool
    span: Span = Span.SHIFT
    since: datetime | None = None  # None: not read yet
    until: datetime | None = None
    steps: tuple[HourlyCounts, ...] = ()  # hours of the span, of a week days; oldest first
    total: HourlyCounts | None = None  # None: nothing was counted
    alerts: AlertSums = NO_SUMS  # of the span; they add up
    of_shift: bool = False  # the span is a shift; False where SHIFT was asked and there is none
    verifications: int = 0
    may_export: bool = False
    export: ExportView = NOTHING
    fault: str = ""  # why they cannot be read, in English, for the technician
    clock_moved: bool = False  # the time was set in this shift: what it began at may lie ahead


class StatisticsDesk:
    """Commands from any thread; they return at once, and a reader does them in order."""

    def __init__(
        self,
        statistics: CountsRecord,
        exporter: Exporter,
        session: Callable[[], SessionView],
        now: Callable[[], datetime],
        readers: ReaderPool,
        lane: str,
        terminal_id: str = "",
        post: Callable[[], str] = str,
        officers: Callable[[datetime, datetime], tuple[ReportOfficer, ...]] = lambda *_: (),
        zone: tzinfo | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`now` is the trusted time, `zone` None the system's; without an id there is no centre.

        `post` is the checkpoint's name; `officers` had a shift between two times (StoreError).
        """
        self._statistics, self._exporter = statistics, exporter
        self._session, self._now, self._zone = session, now, zone
        self._lane, self._terminal_id = lane, terminal_id
        self._post, self._officers = post, officers
        self._lock = threading.Lock()  # guards what follows
        self._span = Span.SHIFT
        self._found: StatisticsView | None = None
        self._reads = Interval(POLL_INTERVAL_S, clock)
        self.commands = readers.queue(on_fault=exporter.failed)

    # ---- what the window asks --------------------------------------------------------------------

    def view(self) -> StatisticsView:
        """Return it as it was a moment ago; read the store anew where that is too long ago."""
        session = self._session()
        if not _allowed(session):
            return StatisticsView(allowed=False)
        with self._lock:
            read = self._reads.begin_if_due()
            found = self._found
            if found is None or found.span is not self._span:
                found = StatisticsView(allowed=True, span=self._span)
        if read:
            self.commands.submit(self._read)
        return replace(
            found,
            export=self._exporter.view(),
            may_export=self._exporter.ready and may(session.role, Action.EXPORT_REPORT),
        )

    def choose(self, span: Span) -> None:
        """Show another stretch of time."""
        with self._lock:
            self._span = span
        self.commands.submit(self._read)

    def export(self, lists: tuple[WatchList, ...]) -> None:
        """Write the report of what is shown; `lists` are those that are served now."""
        if self._exporter.begin():
            self.commands.submit(lambda: self._write(lists))

    def clear_export(self) -> None:
        """Forget how the report ended: the officer has read it."""
        self._exporter.clear()

    # ---- on a reader's thread --------------------------------------------------------------------

    def _read(self) -> None:
        with self._lock:
            span = self._span
        found = self._count(span)
        with self._lock:
            self._found = found
            self._reads.begin()

    def _count(self, span: Span) -> StatisticsView:
        session, now = self._session(), self._now().astimezone(self._zone)
        shift = session.shift
        since, until = bounds(span, now, shift.began_at if shift else None)
        of_shift = span is Span.SHIFT and shift is not None
        try:
            if of_shift and shift is not None:
                hours = self._statistics.of_shift(shift.shift_id)
                alerts = self._statistics.alerts_of_shift(shift.shift_id).total
            else:
                hours = self._statistics.between(since, LATEST)  # a clock may have been ahead
                alerts = self._statistics.alerts_since(since)
        except StoreError as error:
            return StatisticsView(True, span, since, until, fault=str(error))
        steps = by_day(hours, since, until) if span is Span.WEEK else by_hour(hours, since, until)
        total = summed(hours)
        made = 0 if total is None else total.verifications
        moved = until < since or (of_shift and shift is not None and shift.clock_moved)
        found = StatisticsView(True, span, since, until, steps, total, alerts, of_shift, made)
        return replace(found, clock_moved=moved)

    def _write(self, lists: tuple[WatchList, ...]) -> None:
        with self._lock:
            span = self._span
        self._exporter.write(self._session(), span.value, lambda: self._facts(span, lists))

    def _facts(self, span: Span, lists: tuple[WatchList, ...]) -> ReportFacts | None:
        found = self._count(span)
        if found.fault or found.since is None or found.until is None:
            return None
        return ReportFacts(
            post=self._post(),
            lane=self._lane,
            terminal_id=self._terminal_id,
            officers=self._officers(found.since, max(found.until, found.since + INSTANT)),
            since=found.since,
            until=found.until,
            made_at=self._now().astimezone(self._zone),
            total=found.total or HourlyCounts(found.since),
            alerts=found.alerts,
            hours=found.steps,
            by_day=span is Span.WEEK,
            verifications=found.verifications,
            lists=lists,
            clock_moved=found.clock_moved,
        )


def _allowed(session: SessionView) -> bool:
    return session.working and may(session.role, Action.SEE_STATISTICS)
