"""The clocks of one terminal in days that pass as fast as its work is done.

They lie in a file that all processes share, so that a process that is killed takes no time along.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

DAY_S, HOUR_S = 86_400.0, 3600.0
COUNTER_DRIFT = 40 / DAY_S  # of the kernel's counter: 40 s a day too fast
SYSTEM_DRIFT = -40 / DAY_S  # of the system's clock, another quartz: 40 s a day too slow
_START, _PASSED, _SINCE, _RATE, _BOOTED, _STEPPED, _PASSERS = range(7)


class SimulatedDays:
    """True time, which nobody in there knows, and the two clocks that a terminal has."""

    def __init__(self, path: Path, start: datetime | None = None) -> None:
        """Open the file; `start`: make it, at this time."""
        if start is not None:
            values = np.zeros(7)
            values[_START] = start.timestamp()
            path.write_bytes(values.tobytes())
        self._values = np.memmap(path, np.float64, "r+", shape=(7,))

    @property
    def passed(self) -> float:
        """Seconds since the start, in truth."""
        values = self._values
        return float(values[_PASSED] + values[_RATE] * (time.monotonic() - values[_SINCE]))

    @property
    def passers(self) -> int:
        """How many came by so far."""
        return int(self._values[_PASSERS])

    def count(self, passers: int) -> None:
        self._values[_PASSERS] += passers

    def advance(self, seconds: float) -> None:
        self._values[_PASSED] += seconds

    def run_by_itself(self) -> None:
        """From now on time passes as it does here."""
        self._values[_SINCE] = time.monotonic()
        self._values[_RATE] = 1.0

    def start_machine(self) -> None:
        """The kernel's counter begins anew."""
        self._values[_BOOTED] = self.passed

    def set_system_clock(self) -> None:
        """As NTP steps it: it is right at this moment, and drifts on."""
        self._values[_STEPPED] = self.passed

    def at(self, passed: float) -> datetime:
        """The true time so many seconds after the start."""
        start = datetime.fromtimestamp(float(self._values[_START]), UTC)
        return start + timedelta(seconds=passed)

    def true(self) -> datetime:
        return self.at(self.passed)

    def system(self) -> datetime:
        """What the terminal's system clock shows."""
        passed = self.passed
        return self.at(passed + SYSTEM_DRIFT * (passed - float(self._values[_STEPPED])))

    def elapsed(self) -> float:
        """What the kernel's counter shows: seconds since the machine was started."""
        return 10.0 + (self.passed - float(self._values[_BOOTED])) * (1 + COUNTER_DRIFT)
