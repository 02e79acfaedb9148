"""The zones of Indonesia. A gate's day turns at its own midnight; that of the law in Jakarta."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

Zone = Literal["WIB", "WITA", "WIT"]

ZONES: Mapping[Zone, ZoneInfo] = {
    "WIB": ZoneInfo("Asia/Jakarta"),
    "WITA": ZoneInfo("Asia/Makassar"),
    "WIT": ZoneInfo("Asia/Jayapura"),
}


def gate_day(now: datetime, zone: Zone) -> date:
    """Return the day that it is at a gate of that zone."""
    return now.astimezone(ZONES[zone]).date()


def gate_hour(now: datetime, zone: Zone) -> int:
    """Return the hour that it is at a gate of that zone, 0 to 23."""
    return now.astimezone(ZONES[zone]).hour


def gate_midnight(day: date, zone: Zone) -> datetime:
    """Return the moment at which `day` begins at a gate of that zone."""
    return datetime.combine(day, time(), ZONES[zone])


def gate_text(at: datetime, zone: Zone, *, seconds: bool = False) -> str:
    """Return `at` as a person at a gate of that zone reads it, with the zone's name."""
    clock = "%H:%M:%S" if seconds else "%H:%M"
    return at.astimezone(ZONES[zone]).strftime(f"%Y-%m-%d {clock} {zone}")
