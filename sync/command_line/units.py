"""Units of systemd that a command starts for an administrator."""

from __future__ import annotations

import subprocess
from pathlib import Path

from sync.protocol.errors import SyncError

RUNS = Path("/run/systemd/system")  # where systemd is the one that runs


class UnitsError(SyncError):
    """systemd did not do what it was asked for."""


def start_units(*units: str) -> bool:
    """Start `units` now and with the machine; return whether systemd runs here.

    Where it does not, as in a chroot, they are enabled alone. Raise UnitsError.
    """
    runs = RUNS.is_dir()
    if runs:
        _systemctl("daemon-reload")
    _systemctl("enable", *(["--now"] if runs else []), *units)
    return runs


def _systemctl(*arguments: str) -> None:
    try:
        done = subprocess.run(
            ["systemctl", "--quiet", *arguments], capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise UnitsError("systemctl: it is not installed") from error
    if done.returncode != 0:
        said = (done.stderr.strip().splitlines() or ["it gave no reason"])[0]
        units = [f"-u {each}" for each in arguments if "." in each]
        more = f"; `journalctl {' '.join(units)}` says more" if units else ""
        raise UnitsError(f"systemctl {arguments[0]}: {said.rstrip('.')}{more}")
