"""Which software this terminal shall run: the plan of its checkpoint, judged here. Pure but `here`.

The online keys say which release shall run, the release keys which may. Neither can lead back: a
terminal goes to no version that is older than one that worked on it.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sync.protocol.software_releases import SoftwareRelease, SoftwareReleases
from sync.protocol.waves import goes_first
from sync.protocol.wire import SoftwarePlan
from sync.protocol.zones import Zone, gate_hour

VERSIONS = Path("/opt/gapura")  # a folder for each, and the link `current`
_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}  # Debian's names


@dataclass(frozen=True, slots=True)
class Machine:
    """What a release must be for."""

    distribution: str  # VERSION_CODENAME of /etc/os-release
    architecture: str  # Debian's


def here() -> Machine | None:
    """Return this machine; None: Gapura was not installed by its packages, or is no Debian's."""
    if not Path(sys.prefix).is_relative_to(VERSIONS):
        return None
    return machine()


def machine() -> Machine | None:
    """Return what this machine is; None: no Debian, or of an architecture that has no packages."""
    try:
        codename = platform.freedesktop_os_release().get("VERSION_CODENAME")
    except OSError:
        return None
    architecture = _ARCHITECTURES.get(platform.machine())
    return Machine(codename, architecture) if codename and architecture else None


def as_numbers(version: str) -> tuple[int, ...]:
    """Return what versions are compared by: 0.10.0 is newer than 0.9."""
    numbers = [int(part) for part in version.split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def is_newer(version: str, than: str) -> bool:
    """Return whether one version is newer than another."""
    return as_numbers(version) > as_numbers(than)


def is_hour(plan: SoftwarePlan, now: datetime, zone: Zone) -> bool:
    """Return whether the plan's hours hold `now`, by the gate's clock."""
    if plan.from_hour == plan.until_hour:
        return True
    hour = gate_hour(now, zone)
    if plan.from_hour < plan.until_hour:
        return plan.from_hour <= hour < plan.until_hour
    return hour >= plan.from_hour or hour < plan.until_hour


def put_off_at_most(plan: SoftwarePlan, ready_at: datetime) -> datetime:
    """Return until when officers may put off a version that is ready since `ready_at`."""
    return ready_at + timedelta(hours=plan.put_off_hours)


def planned_release(
    plan: SoftwarePlan | None,
    releases: Callable[[], SoftwareReleases | None],
    on: Machine | None,
    terminal_id: str,
    runs: str,
) -> SoftwareRelease | None:
    """Return the release that the terminal shall come to, from `runs`; None: what runs stays.

    `releases` are asked for by whoever needs one: they may have ended since what runs was released.
    """
    if plan is None or on is None or not is_newer(plan.version, runs):
        return None
    if not goes_first(terminal_id, plan.version, plan.percent):
        return None
    found = releases()
    return found.find(plan.version, on.distribution, on.architecture) if found else None
