"""How much of one kind of request a terminal may send, so that one in wrong hands costs little.

For each heartbeat the data centre signs a lease and writes a row; a terminal that was broken into
asked for 161 a second.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

BURST = 30  # heartbeats at once, as after a start with many changes
INTERVAL_S = 4.0  # then one in that time
# Messages to other lanes: a desk that watches 63 says 6.3 a second, and a lane that eight desks
# watch 1.6, eight where something changes each second. At once: calls to 63 lanes, and faces.
MESSAGE_BURST = 800
MESSAGE_INTERVAL_S = 0.1
MAX_TERMINALS = 100_000  # remembered; the one that was quiet for longest goes first


class TerminalQuota:
    """Counts in one process, for one thread."""

    def __init__(
        self, burst: int, interval_s: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Let each terminal send `burst` at once, then one in `interval_s`. `clock`: seconds."""
        self._burst, self._interval_s, self._clock = float(burst), interval_s, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, terminal_id: str, count: int = 1) -> bool:
        """Return whether the terminal may send `count` now, and count them."""
        now = self._clock()
        left, since = self._left.pop(terminal_id, (self._burst, now))
        left = min(self._burst, left + (now - since) / self._interval_s)
        allowed = left >= count
        self._left[terminal_id] = (left - count if allowed else left, now)
        if len(self._left) > MAX_TERMINALS:
            self._left.popitem(last=False)
        return allowed


def heartbeat_quota(clock: Callable[[], float] = time.monotonic) -> TerminalQuota:
    """Return the quota of heartbeats: an honest terminal sends two a minute, and news at once."""
    return TerminalQuota(BURST, INTERVAL_S, clock)


def message_quota(clock: Callable[[], float] = time.monotonic) -> TerminalQuota:
    """Return the quota of messages to other lanes."""
    return TerminalQuota(MESSAGE_BURST, MESSAGE_INTERVAL_S, clock)
