"""When something begins or ends by the calendar alone. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sync.protocol.zones import ZONES, gate_day, gate_midnight


def next_turn(now: datetime, moments: Iterable[datetime]) -> datetime:
    """Return the first of `moments` after `now`, or the next midnight of any zone before it."""
    midnights = (gate_midnight(gate_day(now, each) + timedelta(days=1), each) for each in ZONES)
    return min([*midnights, *(moment for moment in moments if moment > now)])


def days_of(now: datetime) -> tuple[date, ...]:
    """Return the day that it is in each zone: where one turns, visitors' days are over."""
    return tuple(gate_day(now, each) for each in ZONES)
