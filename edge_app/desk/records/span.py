"""Which stretch of time an officer looks back at. Pure."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import Enum

WEEK_DAYS = 7  # today and the six days before


class Span(Enum):
    """What can be chosen."""

    SHIFT = "shift"  # without a shift: today
    TODAY = "today"
    WEEK = "week"
    KEPT = "kept"  # whatever the terminal still holds


def bounds(span: Span, now: datetime, shift_began: datetime | None) -> tuple[datetime, datetime]:
    """Return beginning and end. The zone of `now` decides what a day is.

    The end is a little after `now`, so that what happens now is in it.
    """
    midnight = datetime.combine(now.date(), time(), now.tzinfo)
    end = now + timedelta(seconds=1)
    if span is Span.KEPT:
        return datetime(1970, 1, 2, tzinfo=now.tzinfo), end
    if span is Span.WEEK:
        return midnight - timedelta(days=WEEK_DAYS - 1), end
    if span is Span.SHIFT and shift_began is not None:
        return shift_began.astimezone(now.tzinfo), end
    return midnight, end
