"""The terminal's trusted time.

A system clock may be set back by an empty battery or by somebody, or far forward by mistake. So
the time is anchored once, when the process starts, and from then on a clock that nobody can set
counts (CLOCK_BOOTTIME). A signed lease anchors it anew, whichever way the clock was wrong. What was
seen is remembered, so that a restart with a clock set back goes on from there: an expired list
stays expired. A clock far in the future makes lists look expired until the next lease, and no
longer.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

KEEP_EVERY = 10.0  # seconds between two writings
BROKEN = timedelta(days=1)  # an offset beyond it is no drift: that clock was not set at all
EARLIEST = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ClockState:
    """What outlives the process."""

    proven: datetime = EARLIEST  # the latest time that a signed lease stated; it only grows
    seen: datetime = EARLIEST  # the latest trusted time; a signed lease may correct it
    offset: timedelta = timedelta(0)  # trusted time less the system's clock, when last kept

    def facts(self) -> dict[str, str]:
        """Return what Spool.put_facts keeps."""
        return {
            "clock.proven": self.proven.isoformat(),
            "clock.seen": self.seen.isoformat(),
            "clock.offset": str(self.offset.total_seconds()),
        }

    @classmethod
    def of_facts(cls, fact: Callable[[str], str | None]) -> ClockState:
        """Read Spool.fact; what is missing or unreadable is as on the first day."""
        first = cls()
        try:
            proven, seen, offset = (fact(f"clock.{name}") for name in ("proven", "seen", "offset"))
            return cls(
                datetime.fromisoformat(proven) if proven else first.proven,
                datetime.fromisoformat(seen) if seen else first.seen,
                timedelta(seconds=float(offset)) if offset else first.offset,
            )
        except (ValueError, OverflowError):
            return first


def restarted_time(state: ClockState, system: datetime) -> datetime:
    """Return the trusted time of a process that starts when the system's clock shows `system`.

    Corrected by a drift that a lease showed; of a clock that had not been set at all, it is open
    whether it has been set since, and the earliest time that is possible is taken.
    """
    floor = max(state.proven, state.seen)
    try:
        corrected = system + state.offset
    except OverflowError:
        corrected = system
    if abs(state.offset) <= BROKEN:
        return max(floor, corrected)
    return min((time for time in (system, corrected) if time >= floor), default=floor)


class TrustedClock:
    """Trusted time from anchors and a counter; may be used by several threads."""

    def __init__(
        self,
        state: ClockState,
        keep: Callable[[ClockState], None],
        system: Callable[[], datetime] = lambda: datetime.now(UTC),
        elapsed: Callable[[], float] = lambda: time.clock_gettime(time.CLOCK_BOOTTIME),
    ) -> None:
        """Start from `state`.

        `elapsed`: seconds that only grow. `keep` stores the state; it is called now and then.
        """
        self._lock = threading.RLock()
        self._system, self._elapsed, self._keep = system, elapsed, keep
        self._state = state
        self._anchor = restarted_time(state, system())
        self._anchored = elapsed()
        self._proven_at = self._anchored
        self._signing: timedelta | None = None
        self._kept = -KEEP_EVERY
        self.now()

    @property
    def skew(self) -> timedelta:
        """Trusted time less the system's clock."""
        return self.now() - self._system()

    def now(self) -> datetime:
        """Return the trusted time: never earlier than it was, unless a signed lease said so."""
        with self._lock:
            elapsed = self._elapsed()
            now = self._anchor + timedelta(seconds=max(0.0, elapsed - self._anchored))
            if elapsed - self._kept >= KEEP_EVERY or self._kept < 0:
                self._remember(now, elapsed)
            return now

    def certain(self) -> datetime:
        """Return a time that has passed for certain: a signed lease stated it.

        For what must not depend on a clock that may be far ahead, as the way to the data centre
        must not.
        """
        with self._lock:
            return self._state.proven + timedelta(seconds=self._elapsed() - self._proven_at)

    def signing_time(self) -> datetime:
        """Return what to date requests with: the trusted time, or what the centre called it."""
        with self._lock:
            return self.now() + (self._signing or timedelta(0))

    def adopt(self, at: datetime, fresh: bool = True) -> bool:
        """Take `at`, which a signed lease states; False: an old one, which changes nothing.

        `fresh`: its nonce was that of a request sent just now, so that it may also set the time
        back. Without that it may only set it forward.
        """
        with self._lock:
            now = self.now()
            if at < self._state.proven or (not fresh and at <= now):
                return False
            self._anchor, self._anchored = at, self._elapsed()
            self._proven_at = self._anchored
            self._signing = None
            self._state = ClockState(at, at, timedelta(0))
            self._remember(at, self._anchored)
            return True

    def adopt_for_signing(self, at: datetime) -> None:
        """Date requests by `at`, which the data centre says unproven, until there is a lease."""
        with self._lock:
            self._signing = at - self.now()

    def _remember(self, now: datetime, elapsed: float) -> None:
        self._kept = max(elapsed, 0.0)
        self._state = ClockState(
            self._state.proven, max(self._state.seen, now), now - self._system()
        )
        self._keep(self._state)
