"""How the kiosk is, in a file of its own folder: for whoever installs software on this machine.

The spool says as much, and more; but the agent, which has the network, writes there too. What root
reads is written by the kiosk alone, small, and no database.
"""

from __future__ import annotations

import os
from typing import Annotated

from pydantic import Field

from models.regular_file import open_regular
from models.whole_file import write_whole
from sync.protocol.errors import PackageError
from sync.protocol.message import Time, Wire
from sync.protocol.wire import Count, Name, SoftwareVersion, Text
from sync.terminal.state import TerminalState

INTERVAL_S = 5.0  # between two of them
_LIMIT = 64 * 1024  # bytes
_Seconds = Annotated[float, Field(ge=0, le=1e9)]


class KioskHealth(Wire):
    """What the kiosk says. No word about anybody."""

    software: Name  # sync.software's
    boot: Name  # which start of the kernel: sync.boot
    boot_s: _Seconds  # sync.boot's seconds, when it was written: no clock can be set under it
    started_s: _Seconds  # the same, when the process started
    frames: Count  # looked at, since it started
    camera: bool  # it delivers, or there is none at this desk
    contact: bool  # the data centre is in reach
    lists: Count  # served
    fault: Text = ""  # what is wrong inside; the lane's own faults are not
    quiet_s: _Seconds  # for how long nobody is in view, and no officer at a case
    put_off: SoftwareVersion | None = None  # that an officer put off
    put_off_until: Time | None = None  # by the trusted time; root holds the plan's limit against it


def write_health(state: TerminalState, health: KioskHealth) -> None:
    """Replace what stood there. Raise OSError."""
    write_whole(state.kiosk_health, health.to_json())


def read_health(state: TerminalState) -> KioskHealth | None:
    """Return what the kiosk wrote last; None: nothing that can be read."""
    try:
        with os.fdopen(open_regular(state.kiosk_health), "rb") as file:
            data = file.read(_LIMIT + 1)
        return KioskHealth.from_json(data) if len(data) <= _LIMIT else None
    except (OSError, PackageError):
        return None
