"""When something begins or ends by the calendar alone. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sync.protocol.jakarta import jakarta_day, jakarta_midnight


def next_turn(now: datetime, moments: Iterable[datetime]) -> datetime:
    """Return the first of `moments` after `now`, or the next midnight in Jakarta before it."""
    midnight = jakarta_midnight(jakarta_day(now) + timedelta(days=1))
    return min([midnight, *(moment for moment in moments if moment > now)])
