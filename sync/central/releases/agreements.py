"""The days of agreements and visitors, as they turn in Jakarta. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from sync.central.registry.lists import JAKARTA
from sync.protocol.content import Agreement


def today(now: datetime) -> date:
    """The day it is in Jakarta."""
    return now.astimezone(JAKARTA).date()


def begins(agreement: Agreement) -> datetime:
    """The first moment of its first day."""
    return datetime.combine(agreement.starts, time(), JAKARTA)


def next_turn(now: datetime, moments: Iterable[datetime]) -> datetime:
    """When something begins or ends without anybody's doing; at the latest at midnight."""
    midnight = datetime.combine(today(now) + timedelta(days=1), time(), JAKARTA)
    return min([midnight, *(moment for moment in moments if moment > now)])
