"""What a process that holds keys or faces does about its memory, and what the machine does.

A core file of a kiosk held names of listed people and every key. So such a process can leave none,
and no other one of its user may look into it; where it may, it locks its memory, so that nothing
of it is written to swap.
"""

from __future__ import annotations

import ctypes
import logging
import resource
from dataclasses import dataclass
from pathlib import Path

_PR_SET_DUMPABLE = 4
_MCL_CURRENT, _MCL_FUTURE, _MCL_ONFAULT = 1, 2, 4
_SWAPS = Path("/proc/swaps")
_STATUS = Path("/proc/self/status")
_BLOCK = Path("/sys/class/block")


def keep_memory_private() -> bool:
    """Leave no core file, let nobody look in, and lock what may be locked.

    Return whether memory is locked. To be called once, first of all; it lasts for the process.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    if not may_lock():
        return False
    return bool(libc.mlockall(_MCL_CURRENT | _MCL_FUTURE | _MCL_ONFAULT) == 0)


def may_lock() -> bool:
    """Return whether this user may lock all of a process' memory (`LimitMEMLOCK=infinity`).

    Below that limit, a locked process would fail where it asks for more memory.
    """
    return resource.getrlimit(resource.RLIMIT_MEMLOCK)[0] == resource.RLIM_INFINITY


@dataclass(frozen=True, slots=True)
class Swap:
    """Where the machine swaps to."""

    places: tuple[str, ...]
    in_the_clear: tuple[str, ...]  # those that are neither in memory nor encrypted

    @property
    def words(self) -> str:
        """Return it for a technician."""
        if not self.places:
            return "none"
        if not self.in_the_clear:
            return "encrypted, or in memory"
        return f"in the clear: {', '.join(self.in_the_clear)}; turn it off, or encrypt it"


def swap(swaps: Path = _SWAPS, block: Path = _BLOCK) -> Swap:
    """Return where the machine swaps to; none where the kernel does not say."""
    try:
        lines = swaps.read_text("utf-8", "replace").splitlines()[1:]
    except OSError:
        lines = []
    places = tuple(line.split()[0] for line in lines if line.split())
    return Swap(places, tuple(each for each in places if not _is_safe(each, block)))


def exposure(status: Path = _STATUS, swaps: Path = _SWAPS) -> str:
    """Return why what this process holds may be written to a disk; empty: it may not."""
    clear = swap(swaps).in_the_clear
    if not clear or _is_locked(status):
        return ""
    return f"its memory is not locked, and swap is in the clear: {', '.join(clear)}"


def warn_of_exposure(log: logging.Logger, why: str | None = None) -> None:
    """Say in the log that what this process holds may be written to a disk; `why`: exposure()."""
    why = exposure() if why is None else why
    if why:
        log.warning("keys and faces may be written to the disk: %s", why)


def _is_locked(status: Path) -> bool:
    """Return whether the kernel keeps this process' memory from swap."""
    try:
        text = status.read_text("ascii", "replace")
    except OSError:
        return False
    found = (line.split()[1] for line in text.splitlines() if line.startswith("VmLck:"))
    return int(next(found, "0")) > 0


def _is_safe(place: str, block: Path) -> bool:
    """Return whether `place` is compressed memory, or a device that dm-crypt encrypts."""
    name = Path(place).resolve().name
    if name.startswith("zram"):
        return True
    try:
        return (block / name / "dm" / "uuid").read_text("ascii").startswith("CRYPT-")
    except (OSError, UnicodeDecodeError):
        return False
