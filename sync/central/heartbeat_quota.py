"""How many heartbeats one terminal may send: an honest one sends two a minute, and news at once.

For each the data centre signs a lease and writes a row; a terminal that was broken into asked for
161 a second.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

BURST = 30  # heartbeats at once, as after a start with many changes
INTERVAL_S = 4.0  # then one in that time
MAX_TERMINALS = 100_000  # remembered; the one that was quiet for longest goes first


class HeartbeatQuota:
    """Counts in one process, for one thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Know of no heartbeat. `clock`: seconds."""
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, terminal_id: str) -> bool:
        """Return whether the terminal may send one now, and count it."""
        now = self._clock()
        left, since = self._left.pop(terminal_id, (float(BURST), now))
        left = min(float(BURST), left + (now - since) / INTERVAL_S)
        allowed = left >= 1.0
        self._left[terminal_id] = (left - 1.0 if allowed else left, now)
        if len(self._left) > MAX_TERMINALS:
            self._left.popitem(last=False)
        return allowed
