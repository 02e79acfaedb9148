"""Takes what a running lane counts into the store's figures, apart for each shift."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from datetime import datetime

from edge_app.domain import Counts
from edge_app.errors import StoreError
from edge_app.store.latency_histogram import Histogram, added, histogram
from edge_app.store.shifts import Shifts
from edge_app.store.statistics import CountsDelta, Statistics

POLL_INTERVAL_S = 1.0  # whoever takes over gets nothing of the shift before but what fell in that
PEOPLE_INTERVAL_S = 10.0  # that a new person waits at most to be in a summary
WRITE_INTERVAL_S = 60.0

log = logging.getLogger(__name__)


class StatisticsRecorder:
    """`start` and `stop` once; `stop` takes the rest, also where nothing was started."""

    def __init__(
        self,
        tallies: Statistics,
        shifts: Shifts,
        counts: Callable[[], Counts],
        latencies_ms: deque[float],
        now: Callable[[], datetime],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`counts` are a lane's, from its start; its `latencies_ms` are taken out as they come.

        `now` is the trusted time.
        """
        self._tallies, self._shifts, self._counts = tallies, shifts, counts
        self._latencies, self._now, self._clock = latencies_ms, now, clock
        self._taken = Counts()
        self._measured: Histogram = ()
        self._shift_id = ""
        self._added = clock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="tallying", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, and take what was counted last."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()
        self.look(last=True)

    def _run(self) -> None:
        while not self._stopping.wait(POLL_INTERVAL_S):
            self.look()

    def look(self, last: bool = False) -> None:
        """Look once; what the disk does not take is taken with a later look."""
        try:
            going = self._shifts.current()
            shift_id = going.shift_id if going is not None else ""
            counts, waited = self._counts(), self._clock() - self._added
            people = difference(counts, self._taken)
            seen = any((people.people, people.captured, people.alerts))
            due = waited >= (PEOPLE_INTERVAL_S if seen else WRITE_INTERVAL_S)
            if due or last or shift_id != self._shift_id:
                self._add(counts)
                self._shift_id = shift_id
        except StoreError as error:
            log.info("figures wait: %s", error)

    def _add(self, counts: Counts) -> None:
        fresh = [self._latencies.popleft() for _ in range(len(self._latencies))]
        self._measured = added((self._measured, histogram(fresh)))
        tally = difference(counts, self._taken, self._measured)
        if tally != CountsDelta():
            self._tallies.add(self._now(), tally, self._shift_id)
        self._taken, self._measured, self._added = counts, (), self._clock()


def difference(counts: Counts, before: Counts, latencies: Histogram = ()) -> CountsDelta:
    """What was counted since `before`."""
    return CountsDelta(
        people=counts.people - before.people,
        captured=counts.captured - before.captured,
        alerts=counts.alerts - before.alerts,
        frames=counts.frames - before.frames,
        latencies=latencies,
    )
