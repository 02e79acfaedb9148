"""Whether this machine's clock may be signed with.

A wrong clock at the data centre used to wipe the fleet. Terminals defend themselves now
(sync/terminal/clock.py); and nothing is signed here while the clock

1. jumped against the kernel's own counter since this boot was first seen,
2. is behind the newest thing that was ever signed,
3. is more days ahead of it after the machine was off, and no NTP says so,
4. stands outside NTP's bounds, unless the operators said that this data centre has no NTP.

A clock that is right again is believed again by itself. One that was wrong before, and is right
now, needs an operator: `gapura central clock confirm`.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sync.boot import Boot
from sync.central.clock import now
from sync.central.errors import CentralError
from sync.central.registry import clock_readings
from sync.central.registry.clock_readings import Readings
from sync.central.registry.database import Registry
from sync.central.timekeeping.network_time import NetworkTime, network_time
from sync.protocol.jakarta import jakarta_text

TOLERANCE = timedelta(seconds=30)
DRIFT = 1e-3  # of the time since this boot was first seen: NTP corrects a bad quartz by less
# Ahead of the newest signature, after a start, without NTP: three days without power, a long
# weekend, need no operator.
MAX_OFF = timedelta(days=4)
LOOK_INTERVAL_S = 5.0  # between two looks into the registry

_UNRELIABLE = "is not to be relied on"
_NTP_ADVICE = (
    "let a time service keep it; where there is no NTP, `gapura central clock ntp --not-needed`"
)

log = logging.getLogger(__name__)


class ClockDoubtful(CentralError):
    """The clock may not be signed with."""


@dataclass(frozen=True, slots=True)
class ClockState:
    """How the clock stands."""

    at: datetime
    reason: str  # why it is not signed with; empty: it is
    moved: timedelta  # from where it should be; zero where that is not known
    ntp: NetworkTime
    needs_ntp: bool
    ntp_decided: bool = True  # somebody said whether NTP is needed

    @property
    def ntp_trouble(self) -> str:
        """Return what operators are told of NTP; empty: it keeps the clock, or there is none."""
        if self.ntp.synchronised or (self.ntp_decided and not self.needs_ntp):
            return ""
        if self.needs_ntp:
            return f"clock: {self.ntp.words}, and it is needed: {_NTP_ADVICE}"
        return f"clock: {self.ntp.words}, and nobody said that it need not: {_NTP_ADVICE}"


def judge(known: Readings, now: datetime, boot: Boot, ntp: NetworkTime) -> ClockState:
    """Return how a clock stands that shows `now`. Pure."""
    moved, reason = timedelta(0), ""
    if known.anchor is not None and boot.id:
        passed = timedelta(seconds=max(0.0, boot.uptime - known.anchor_uptime))
        moved = now - known.anchor - passed
        if abs(moved) > TOLERANCE + DRIFT * passed:  # 1
            reason = f"jumped {_words(moved)} since {jakarta_text(known.anchor)}"
    elif known.newest is not None:
        moved = max(now - known.newest - MAX_OFF, timedelta(0))
        if moved and not ntp.synchronised:  # 3
            reason = f"is {_words(now - known.newest)} of what was last signed"
    if not reason and known.newest is not None and now < known.newest - TOLERANCE:  # 2
        moved = now - known.newest
        reason = f"is {_words(moved)} what was last signed"
    if not reason and known.needs_ntp and not ntp.synchronised:  # 4
        reason = f"{_UNRELIABLE}: {ntp.words}"
    return ClockState(now, reason, moved, ntp, known.needs_ntp, known.ntp_decided)


def _words(by: timedelta) -> str:
    way = "ahead" if by > timedelta(0) else "behind"
    seconds = abs(by.total_seconds())
    if seconds >= 172_800:
        return f"{seconds / 86_400:.0f} days {way}"
    return f"{seconds / 3600:.1f} h {way}" if seconds >= 7200 else f"{seconds:.0f} s {way}"


class ClockGuard:
    """Looks at the clock before anything is signed; from any thread."""

    def __init__(
        self,
        registry: Callable[[], Registry],
        system: Callable[[], datetime] = now,
        boot: Callable[[], Boot] = Boot.read,
        ntp: Callable[[], NetworkTime] = lambda: network_time(),
    ) -> None:
        """Look at nothing yet."""
        self._registry, self._system, self._boot, self._ntp = registry, system, boot, ntp
        self._lock = threading.Lock()
        self._good: tuple[datetime, Boot] | None = None
        self._told = ""

    @property
    def fresh(self) -> bool:
        """Return whether the clock was good a moment ago and has not moved since: no query."""
        good = self._good
        if good is None:
            return False
        at, before = good
        now, boot = self._system(), self._boot()
        passed = boot.uptime - before.uptime
        if boot.id != before.id or not 0 <= passed < LOOK_INTERVAL_S:
            return False
        return abs(now - at - timedelta(seconds=passed)) <= TOLERANCE / 2

    def state(self) -> ClockState:
        """Return how the clock stands, and note nothing. Raise RegistryError."""
        boot, ntp = self._boot(), self._ntp()
        with self._registry().session() as session:
            known = clock_readings.read(session, boot)
        return judge(known, self._system(), boot, ntp)

    def require(self, *, logs: bool = False) -> None:
        """Raise ClockDoubtful where nothing may be signed with this clock, or RegistryError.

        `logs`: a server, which tells it in its log too, once.
        """
        if self.fresh:
            return
        with self._lock:
            boot, ntp = self._boot(), self._ntp()
            state = self._registry().needed(  # leases wait for it
                lambda session: clock_readings.look(
                    session, boot, lambda known: judge(known, self._system(), boot, ntp)
                )
            )
            self._good = None if state.reason else (state.at, boot)
            if logs:
                self._tell(state)
        if state.reason:
            raise ClockDoubtful(refusal(state))

    def confirm(self, operator: str) -> ClockState:
        """Believe the clock as it is now. Raise OperationRefused, RegistryError."""
        before, boot = self.state(), self._boot()
        with self._registry().transaction() as session:
            clock_readings.confirm(session, boot, self._system(), before.moved, operator)
        return before

    def _tell(self, state: ClockState) -> None:
        """Log a change once, and not with each request."""
        if bool(state.reason) != bool(self._told):
            if state.reason:
                log.warning("%s", refusal(state))
            else:
                log.info("the clock is right again: it is signed with")
        self._told = state.reason


def refusal(state: ClockState) -> str:
    """Return the one line that says what is wrong and what to do."""
    if state.reason.startswith(_UNRELIABLE):
        return f"the data centre's clock {state.reason}: nothing is signed; {_NTP_ADVICE}"
    return (
        f"the data centre's clock {state.reason}: nothing is signed. Set it right; if it is right"
        " as it is now, `gapura central clock confirm`"
    )
