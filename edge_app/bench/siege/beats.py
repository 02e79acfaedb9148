"""Terminals that go on as if nothing were: heartbeats over the agent's own connection, timed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from edge_app.bench.sync.seats import Address, Seat, connect, heartbeat
from sync.protocol.wire import Statement
from sync.terminal.connection import Connection
from sync.terminal.errors import SyncTerminalError

BEAT_INTERVAL_S = 5.0  # of each terminal; the data centre lets it beat every 4
RECONNECT_EVERY = 2  # beats of a terminal over one connection: half of them are a newcomer's
LOST_S = 60.0  # what a heartbeat counts that did not get its answer
LATE_S = 1.0  # one that waits for so long when the time is over counts as it is


@dataclass(frozen=True, slots=True)
class Beats:
    """How long heartbeats took, seconds; one that failed counts LOST_S."""

    taken: tuple[float, ...]

    @property
    def p95(self) -> float:
        """Return the 95th percentile."""
        return float(np.percentile(self.taken, 95)) if self.taken else LOST_S

    @property
    def lost(self) -> int:
        """Return how many failed."""
        return sum(taken == LOST_S for taken in self.taken)


class BeatingTerminals:
    """Some real terminals' heartbeats, in threads."""

    def __init__(self, address: Address, seats: Sequence[Seat]) -> None:
        """Beat for these terminals, at that address."""
        self._address, self._seats = address, seats
        self._taken: list[float] = []
        self._waiting: dict[str, float] = {}  # terminals without an answer yet, since when
        self._ended = threading.Event()

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Beat meanwhile."""
        threads = [
            threading.Thread(target=self._beat, args=(seat, number), daemon=True)
            for number, seat in enumerate(self._seats)
        ]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._ended.set()
            for thread in threads:
                thread.join(2 * LOST_S)

    @contextmanager
    def counted(self) -> Iterator[Callable[[], Beats]]:
        """Yield what returns, after the block, the beats that ended in it or should have."""
        before = len(self._taken)
        found: list[Beats] = []
        yield lambda: found[0]
        now = time.monotonic()
        late = [now - begun for begun in list(self._waiting.values())]
        taken = self._taken[before:] + [each for each in late if each > LATE_S]
        found.append(Beats(tuple(taken)))

    def during(self, seconds: float) -> Beats:
        """Return the beats of so many seconds from now."""
        with self.counted() as counted:
            time.sleep(seconds)
        return counted()

    def _beat(self, seat: Seat, number: int) -> None:
        self._ended.wait(BEAT_INTERVAL_S * number / len(self._seats))
        while not self._ended.is_set():
            with connect(self._address, seat, Connection) as connection:
                for _ in range(RECONNECT_EVERY):
                    begun = self._waiting[seat.terminal_id] = time.monotonic()
                    self._taken.append(_timed(connection))
                    del self._waiting[seat.terminal_id]
                    rest = BEAT_INTERVAL_S - (time.monotonic() - begun)
                    if self._ended.wait(max(0.0, rest)):
                        return


def _timed(connection: Connection) -> float:
    begun = time.monotonic()
    try:
        connection.post("/v1/heartbeat", heartbeat(), Statement)
    except SyncTerminalError:
        return LOST_S
    return time.monotonic() - begun
