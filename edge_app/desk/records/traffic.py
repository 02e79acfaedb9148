"""How many people come through the lane in a day, for what an alert says of false alerts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from edge_app.store.statistics import Statistics

DAY = timedelta(days=1)
SPAN = 7 * DAY
AGAIN = timedelta(hours=1)
MIN_HOURS = 4  # of counts, before they say anything about a day


class Traffic:
    """Answers at once, from any thread; what reads the store is handed to `later`."""

    def __init__(
        self,
        statistics: Statistics,
        now: Callable[[], datetime],
        later: Callable[[Callable[[], object]], object],
    ) -> None:
        """`later` calls soon, on a thread of its own, and again while that raises StoreError."""
        self._statistics, self._now, self._later = statistics, now, later
        self._asked: datetime | None = None
        self._people: float | None = None

    def people_a_day(self) -> float | None:
        """Return the mean of the last seven days; None while too little was counted."""
        now = self._now()
        if self._asked is None or abs(now - self._asked) > AGAIN:
            self._asked = now
            self._later(lambda: self._read(now))
        return self._people

    def _read(self, now: datetime) -> None:
        hours = self._statistics.between(now - SPAN, now)
        days = len({one.hour.date() for one in hours})
        total = sum(one.people for one in hours)
        self._people = total / days if len(hours) >= MIN_HOURS else None
