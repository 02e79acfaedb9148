"""The terminal's trusted time.

A system clock may be set back by an empty battery or by somebody, or far forward by mistake; and a
data centre's clock may be wrong too, or the key that states its time in a thief's hands. So nobody
is believed alone:

- From the start of a process on, a clock that nobody can set counts (CLOCK_BOOTTIME), also across
  restarts of the process; across a restart of the machine, the system's clock.
- A lease moves it by TOLERANCE, and by DRIFT of the time since it was last witnessed. What says
  more is **doubted**: the lease serves, and the time stays.
- Two that agree are believed: a lease, and the system's clock beside it.
- Where the system's clock says nothing (an empty battery), two leases in a row that agree are
  **followed**: rows and alerts are dated by them. What ends is not judged by them (`judged`).
- Before the first lease since the start, a lease may set back a clock that was ahead, but not
  before what has passed for certain.

A higher time epoch of the offline role (`forget`) begins anew, as on the first day.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum

from sync.boot import Boot, boot_seconds

KEEP_EVERY = 10.0  # seconds between two writings
BROKEN = timedelta(days=1)  # an offset beyond it is no drift: that clock was not set at all
EARLIEST = datetime(2020, 1, 1, tzinfo=UTC)
TOLERANCE = timedelta(minutes=2)  # that two clocks may differ and still agree
DRIFT = 1e-3  # of the time since the last witness: ten times what a bad quartz does
CONSISTENT = timedelta(seconds=10)  # between what two doubted leases say and what passed
FACT = "clock"  # the name under which the state is kept; older versions kept theirs elsewhere


class Adoption(Enum):
    """What became of the time that a lease states."""

    TAKEN = "taken"
    DOUBTED = "doubted"  # nobody else says so: it moves nothing
    OLD = "old"  # it tells nothing new


@dataclass(frozen=True, slots=True)
class ClockState:
    """What outlives the process."""

    seen: datetime = EARLIEST  # the trusted time when it was kept
    floor: datetime = EARLIEST  # what had passed for certain then: no lease alone raises it
    offset: timedelta = timedelta(0)  # trusted time less the system's clock
    boot: str = ""  # of the kernel, and for how many seconds it had run
    uptime: float = 0.0
    witnessed: bool = False  # two clocks agreed on `seen`
    followed: bool = False  # `seen` is the data centre's word alone
    epoch: int = 0  # of the offline role's

    def facts(self) -> dict[str, str]:
        """Return what Spool.put_facts keeps."""
        kept = asdict(self) | {
            "seen": self.seen.isoformat(),
            "floor": self.floor.isoformat(),
            "offset": self.offset.total_seconds(),
        }
        return {FACT: json.dumps(kept)}

    @classmethod
    def of_facts(cls, fact: Callable[[str], str | None]) -> ClockState:
        """Read Spool.fact; what is missing or unreadable is as on the first day."""
        text = fact(FACT)
        try:
            kept = json.loads(text) if text else {}
            return cls(
                seen=datetime.fromisoformat(kept["seen"]),
                floor=datetime.fromisoformat(kept["floor"]),
                offset=timedelta(seconds=float(kept["offset"])),
                boot=str(kept["boot"]),
                uptime=float(kept["uptime"]),
                witnessed=bool(kept["witnessed"]),
                followed=bool(kept["followed"]),
                epoch=int(kept["epoch"]),
            )
        except (ValueError, KeyError, TypeError, OverflowError):
            return cls()


def restarted_time(state: ClockState, system: datetime) -> datetime:
    """Return the trusted time of a machine that starts when the system's clock shows `system`.

    Corrected by a drift that a lease showed; of a clock that had not been set at all, it is open
    whether it has been set since, and the earliest time that is possible is taken.
    """
    floor = max(state.floor, state.seen)
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
        system: Callable[[], datetime] | None = None,
        elapsed: Callable[[], float] = boot_seconds,
        boot: Boot | None = None,
    ) -> None:
        """Start from `state`.

        `system`: another clock than the system's, which then says nothing of a restart. `elapsed`:
        seconds that only grow. `keep` stores the state; it is called now and then.
        """
        self._lock = threading.RLock()
        self._system = system or (lambda: datetime.now(UTC))
        self._elapsed, self._keep = elapsed, keep
        self._boot = boot or (Boot.read() if system is None else Boot())
        self._began = self._anchored = self._floored = elapsed()
        passed = self._boot.uptime - state.uptime
        if self._boot.id and self._boot.id == state.boot and passed > -Boot.STEP_S:
            since = timedelta(seconds=max(passed, 0.0))
            self._anchor, floor = state.seen + since, state.floor + since
            witnessed = state.witnessed
        else:
            self._anchor, floor = restarted_time(state, self._system()), state.floor
            witnessed = False
        self._state = replace(state, floor=floor, witnessed=witnessed)
        self._witness = self._anchor, self._anchored
        self._doubted: tuple[datetime, float] | None = None
        self._confirmed = False
        self._signing: timedelta | None = None
        self._kept = -KEEP_EVERY
        self.now()

    @property
    def skew(self) -> timedelta:
        """Trusted time less the system's clock."""
        return self.now() - self._system()

    @property
    def confirmed(self) -> bool:
        """Return whether a lease has confirmed the time since the start of the process."""
        return self._confirmed

    @property
    def doubt(self) -> timedelta:
        """Return what the last lease said more than this clock; zero: it is believed."""
        with self._lock:
            if self._doubted is None:
                return timedelta(0)
            said, at = self._doubted
            return said + timedelta(seconds=self._elapsed() - at) - self.now()

    @property
    def epoch(self) -> int:
        """Return the time epoch of the offline role that is in force."""
        return self._state.epoch

    def now(self) -> datetime:
        """Return the trusted time: never earlier than it was, unless a signed lease said so."""
        with self._lock:
            elapsed = self._elapsed()
            now = self._anchor + timedelta(seconds=max(0.0, elapsed - self._anchored))
            if elapsed - self._kept >= KEEP_EVERY or self._kept < 0:
                self._remember(now, elapsed)
            return now

    def certain(self) -> datetime:
        """Return a time that has passed for certain: two clocks agreed on it, or it was counted.

        For what must not depend on a clock that may be far ahead, as the way to the data centre
        must not.
        """
        with self._lock:
            return self._state.floor + timedelta(seconds=self._elapsed() - self._floored)

    def judged(self) -> datetime:
        """Return the time by which agreements, lists and metadata end: no lease alone pushes it."""
        with self._lock:
            return self.certain() if self._state.followed else self.now()

    def shared(self) -> datetime:
        """Return the time that the lanes of a checkpoint share: what the last signed lease said.

        Also where it is doubted: lanes whose clocks are hours apart hear each other all the same.
        """
        with self._lock:
            return self.now() + self.doubt

    def signing_time(self) -> datetime:
        """Return what to date requests with: the trusted time, or what the centre called it."""
        with self._lock:
            return self.now() + (self._signing or timedelta(0))

    def adopt(self, at: datetime, age: float = 0.0, fresh: bool = True) -> Adoption:
        """Take `at`, which a signed lease states, as far as it can be believed.

        `fresh`: it answers a nonce that was given out `age` seconds ago, so that it is now `at`, or
        up to `age` seconds later. Without that, it is `at` or any time later.
        """
        with self._lock:
            now, elapsed = self.now(), self._elapsed()
            if not fresh and at <= now:
                return Adoption.OLD
            latest = at + timedelta(seconds=max(0.0, age))
            target = min(max(now, at), latest) if fresh else at
            adopted = self._judge(target, now, elapsed)
            if adopted is Adoption.TAKEN:
                self._doubted, self._signing, self._confirmed = None, None, True
            else:
                self._doubted, self._signing = (at, elapsed), at - now
            return adopted

    def _judge(self, target: datetime, now: datetime, elapsed: float) -> Adoption:
        state, certain, step = self._state, self.certain(), target - now
        witness, since = self._witness
        passed = elapsed - since
        allowed = TOLERANCE + timedelta(seconds=DRIFT * passed)
        if abs(target - witness - timedelta(seconds=passed)) <= allowed:
            witnessed = not state.followed
            floor = max(certain, min(target, now)) if witnessed else certain
            anew = witnessed and not state.witnessed
            self._set(target, elapsed, floor, witnessed, state.followed, anew)
        elif abs(target - self._system()) <= TOLERANCE:
            floor = target if step < timedelta(0) else max(certain, target)
            self._set(target, elapsed, floor, True, False, True)
        elif step < timedelta(0) and not state.witnessed and target >= certain - TOLERANCE:
            self._set(target, elapsed, max(certain, target), False, True, True)
        elif not state.witnessed and step > timedelta(0) and self._said_again(target, elapsed):
            floor = certain if state.followed else max(certain, min(now, target))
            self._set(target, elapsed, floor, False, True, True)
        else:
            return Adoption.DOUBTED
        return Adoption.TAKEN

    def _said_again(self, at: datetime, elapsed: float) -> bool:
        """Return whether the doubted lease before said the same, as far as time passed since."""
        if self._doubted is None:
            return False
        said, when = self._doubted
        return abs(at - said - timedelta(seconds=elapsed - when)) <= CONSISTENT

    def _set(
        self,
        target: datetime,
        elapsed: float,
        floor: datetime,
        witnessed: bool,
        followed: bool,
        anew: bool,
    ) -> None:
        """Set the clock. `anew`: later leases are measured by what it shows now."""
        self._anchor = target
        self._anchored = self._floored = elapsed
        if anew:
            self._witness = target, elapsed
        self._state = replace(
            self._state, seen=target, floor=floor, witnessed=witnessed, followed=followed
        )
        self._remember(target, elapsed)

    def adopt_for_signing(self, at: datetime) -> None:
        """Date requests by `at`, which the data centre says unproven, until there is a lease."""
        with self._lock:
            self._signing = at - self.now()

    def forget(self, epoch: int) -> bool:
        """Begin anew where the offline role's time epoch is higher than the one in force.

        Return whether it was. What was pushed is gone; the next leases say what time it is.
        """
        with self._lock:
            if epoch <= self._state.epoch:
                return False
            now, elapsed = self.now(), self._elapsed()
            self._doubted, self._confirmed = None, False
            self._witness, self._floored = (now, elapsed), elapsed
            self._state = ClockState(epoch=epoch)
            system = max(EARLIEST, self._system())
            if system < now:
                self._anchor, self._anchored = system, elapsed
                self._witness = system, elapsed
            self._remember(self.now(), elapsed)
            return True

    def _remember(self, now: datetime, elapsed: float) -> None:
        self._kept = max(elapsed, 0.0)
        passed = timedelta(seconds=elapsed - self._floored)
        self._state = replace(
            self._state,
            seen=now,
            floor=self._state.floor + passed,
            offset=now - self._system(),
            boot=self._boot.id,
            uptime=self._boot.uptime + elapsed - self._began,
        )
        self._floored = elapsed
        self._keep(self._state)
