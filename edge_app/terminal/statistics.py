"""Write what a running lane counts into the store's statistics, apart for each shift."""

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
from edge_app.store.writer import StoreWriter

POLL_INTERVAL_S = 1.0  # counts in the last second of a shift may go to the next one
PEOPLE_INTERVAL_S = 10.0  # until a new person is in a summary, at most
WRITE_INTERVAL_S = 60.0

log = logging.getLogger(__name__)


class StatisticsRecorder:
    """Write on the store writer's thread.

    `start` once; `stop` writes the rest, also where nothing was started.
    """

    def __init__(
        self,
        writer: StoreWriter,
        statistics: Statistics,
        shifts: Shifts,
        counts: Callable[[], Counts],
        latencies_ms: deque[float],
        now: Callable[[], datetime],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Write nothing yet. `now` is the trusted time.

        `counts` returns a lane's, from its start; its `latencies_ms` are taken out as they come.
        """
        self._writer, self._statistics, self._shifts = writer, statistics, shifts
        self._counts, self._latencies, self._now, self._clock = counts, latencies_ms, now, clock
        self._lock = threading.Lock()  # guards all below: `stop` is of another thread
        self._written = Counts()
        self._measured: Histogram = ()
        self._shift_id = ""
        self._written_at = clock()
        self._end: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Begin."""
        self._end = self._writer.every(POLL_INTERVAL_S, self.poll)

    def stop(self) -> None:
        """End, and write what was counted last."""
        self._end()
        self.poll(last=True)

    def poll(self, last: bool = False) -> None:
        """Read the lane's counts, and write them when it is time.

        What the disk does not take is written with a later poll.
        """
        with self._lock:
            self._poll(last)

    def _poll(self, last: bool) -> None:
        try:
            going = self._shifts.current()
            shift_id = going.shift_id if going is not None else ""
            counts, waited = self._counts(), self._clock() - self._written_at
            people = difference(counts, self._written)
            seen = people.people or people.captured
            due = waited >= (PEOPLE_INTERVAL_S if seen else WRITE_INTERVAL_S)
            if due or last or shift_id != self._shift_id:
                self._write(counts)
                self._shift_id = shift_id
        except StoreError as error:
            log.info("statistics wait: %s", error)

    def _write(self, counts: Counts) -> None:
        fresh = [self._latencies.popleft() for _ in range(len(self._latencies))]
        self._measured = added((self._measured, histogram(fresh)))
        delta = difference(counts, self._written, self._measured)
        if delta != CountsDelta():
            self._statistics.add(self._now(), delta, self._shift_id)
        self._written, self._measured, self._written_at = counts, (), self._clock()


def difference(counts: Counts, before: Counts, latencies: Histogram = ()) -> CountsDelta:
    """Return what was counted since `before`."""
    return CountsDelta(
        people=counts.people - before.people,
        captured=counts.captured - before.captured,
        frames=counts.frames - before.frames,
        latencies=latencies,
    )
