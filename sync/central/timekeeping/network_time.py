"""What the kernel knows of NTP: whether a time service keeps this machine's clock, and how well.

`adjtimex` reads what chrony, ntpd and systemd-timesyncd alike tell the kernel; no program is run.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

_ERROR = 5  # TIME_ERROR: the clock is not synchronised
_UNSYNC = 0x0040  # STA_UNSYNC


class _Timex(ctypes.Structure):
    """`struct timex` of Linux, as far as it is read; the rest is room."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_byte * 256),
    )


@dataclass(frozen=True, slots=True)
class NetworkTime:
    """Whether the kernel's clock is within NTP's bounds; None: it does not say."""

    synchronised: bool | None
    max_error_s: float | None = None

    @property
    def words(self) -> str:
        """Return it for a person."""
        if self.synchronised is None:
            return "the kernel does not say whether NTP keeps its clock"
        if not self.synchronised:
            return "no NTP keeps its clock"
        return f"NTP keeps its clock within {self.max_error_s or 0.0:.1f} s"


def network_time() -> NetworkTime:
    """Return how NTP stands on this machine."""
    asked = _Timex()  # modes 0: it reads, and changes nothing
    try:
        state = ctypes.CDLL(None, use_errno=True).adjtimex(ctypes.byref(asked))
    except (OSError, AttributeError):
        return NetworkTime(None)
    if state < 0:
        return NetworkTime(None)
    if state == _ERROR or asked.status & _UNSYNC:
        return NetworkTime(False)
    return NetworkTime(True, asked.maxerror / 1e6)
