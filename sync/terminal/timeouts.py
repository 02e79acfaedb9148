"""How fast bytes may go, and how slow they must not be."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds and bytes a second."""

    connect: float = 10.0
    silence: float = 30.0  # between two pieces
    answer: float = 60.0  # from the end of a request to the head of its answer
    events: float = 45.0  # the data centre gives a sign of life every 15
    window: float = 30.0  # in each of them `min_rate` must be reached
    min_rate: float = 1_000.0  # a second; slower is no retrieval but a way to keep us waiting


class TokenBucket:
    """So many bytes a second, one second's worth at once; shared by all threads that send."""

    def __init__(
        self,
        rate: int | None,
        elapsed: Callable[[], float],
        sleep: Callable[[float], object],
    ) -> None:
        """Take a `rate` in bytes a second, None for no limit."""
        self._rate, self._elapsed, self._sleep = rate, elapsed, sleep
        self._lock = threading.Lock()
        self._free_at = elapsed()  # when all that was taken so far will have been paid

    def consume(self, size: int) -> float:
        """Wait until `size` more bytes may go; returns the seconds waited."""
        if self._rate is None:
            return 0.0
        with self._lock:
            now = self._elapsed()
            self._free_at = max(self._free_at, now - 1.0) + size / self._rate
            wait = self._free_at - now
        if wait <= 0:
            return 0.0
        self._sleep(wait)
        return wait
