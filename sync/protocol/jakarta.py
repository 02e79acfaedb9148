"""Days of the law and of the data centre turn at midnight in Jakarta; a gate's: zones.py."""

from __future__ import annotations

from datetime import date, datetime

from sync.protocol.zones import ZONES, gate_day, gate_midnight, gate_text

JAKARTA = ZONES["WIB"]


def jakarta_day(now: datetime) -> date:
    """Return the day that it is in Jakarta."""
    return gate_day(now, "WIB")


def jakarta_text(at: datetime, *, seconds: bool = False) -> str:
    """Return `at` as a person reads it, on every screen and in every command alike."""
    return gate_text(at, "WIB", seconds=seconds)


def jakarta_midnight(day: date) -> datetime:
    """Return the moment at which `day` begins in Jakarta."""
    return gate_midnight(day, "WIB")
