"""Days of the law: agreements, manifests and reports turn at midnight in Jakarta, on every gate."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

JAKARTA = timezone(timedelta(hours=7), "WIB")  # Asia/Jakarta has no summer time


def jakarta_day(now: datetime) -> date:
    """Return the day that it is in Jakarta."""
    return now.astimezone(JAKARTA).date()


def jakarta_text(at: datetime, *, seconds: bool = False) -> str:
    """Return `at` as a person reads it, on every screen and in every command alike."""
    clock = "%H:%M:%S" if seconds else "%H:%M"
    return at.astimezone(JAKARTA).strftime(f"%Y-%m-%d {clock} WIB")


def jakarta_midnight(day: date) -> datetime:
    """Return the moment at which `day` begins in Jakarta."""
    return datetime.combine(day, time(), JAKARTA)
