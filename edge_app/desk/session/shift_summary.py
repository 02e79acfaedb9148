"""What a shift came to, for whoever takes over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.views import ShiftView
from edge_app.store.alert_sums import NO_SHIFT_ALERTS, ShiftAlerts
from edge_app.store.cases import Cases
from edge_app.store.database import StoreDatabase
from edge_app.store.statistics import HourlyCounts, Statistics, summed


@dataclass(frozen=True, slots=True)
class ShiftSummary:
    """Numbers of one shift; of people who match nothing there is no more than these."""

    shift: ShiftView
    until: datetime  # trusted time
    people: int = 0
    captured: int = 0  # of those, with a usable template
    alerts: ShiftAlerts = NO_SHIFT_ALERTS
    verifications: int = 0
    cases: int = 0  # confirmed and not closed, of any shift

    @property
    def clock_moved(self) -> bool:
        """Return whether the time was set meanwhile, so that the shift's length is not known."""
        return self.shift.clock_moved or self.until < self.shift.began_at


def summarise(database: StoreDatabase, shift: ShiftView, until: datetime) -> ShiftSummary:
    """Return the numbers of a shift so far. Raise StoreError."""
    statistics = Statistics(database)
    counted = summed(statistics.of_shift(shift.shift_id)) or HourlyCounts(shift.began_at)
    return ShiftSummary(
        shift,
        until,
        counted.people,
        counted.captured,
        statistics.alerts_of_shift(shift.shift_id),
        counted.verifications,
        Cases(database).count(),
    )


class Summaries:
    """Reads on a thread of its own; `view` says what was read last."""

    def __init__(
        self, database: StoreDatabase, now: Callable[[], datetime], readers: ReaderPool
    ) -> None:
        """`now`: trusted time."""
        self._database, self._now = database, now
        self._found: ShiftSummary | None = None
        self._failed = False
        self._commands = readers.queue(on_fault=self._fail)

    def ask(self, shift: ShiftView) -> None:
        """Read anew; return at once."""
        self._commands.submit(lambda: self._read(shift), first=True)

    def view(self) -> ShiftSummary | None:
        """Return what was read last; None: nothing yet."""
        return self._found

    @property
    def failed(self) -> bool:
        """Return whether the last reading failed."""
        return self._failed

    def _read(self, shift: ShiftView) -> None:
        self._found = summarise(self._database, shift, self._now())
        self._failed = False

    def _fail(self) -> None:
        self._failed = True
