"""Which start of the kernel this is: what tells a clock that was set from time that passed."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar


def boot_seconds() -> float:
    """Return the seconds since the kernel started: they only grow, also while it sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


@dataclass(frozen=True, slots=True)
class Boot:
    """A start of the kernel, and for how many seconds it had run; "": unknown."""

    id: str = ""
    uptime: float = 0.0

    # The kernel tells it in hundredths, cut off: a reader may seem to be that much before a writer.
    STEP_S: ClassVar[float] = 0.011

    @classmethod
    def read(cls) -> Boot:
        """Read it from the kernel, whatever the process' own clocks are made to say."""
        try:
            boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
            uptime = Path("/proc/uptime").read_text("ascii").split()[0]
            return cls(boot, float(uptime))
        except (OSError, ValueError, IndexError):
            return cls()
