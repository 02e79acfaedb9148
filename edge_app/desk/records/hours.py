"""Counted hours as the steps of a plot: every hour or day, empty ones too. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from edge_app.store.statistics import HourlyCounts, summed

Hours = tuple[HourlyCounts, ...]


def by_hour(hours: Hours, since: datetime, until: datetime) -> Hours:
    """Return every hour that `since` to `until` touches, empty ones too, and all that were counted.

    Where the clock was set meanwhile, a shift has counted hours beyond. `hour` is in the zone of
    `since`.
    """
    every = {one.hour: one for one in hours}
    step = since.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    while step < until:
        every.setdefault(step, HourlyCounts(step))
        step += timedelta(hours=1)
    return tuple(replace(every[hour], hour=hour.astimezone(since.tzinfo)) for hour in sorted(every))


def by_day(hours: Hours, since: datetime, until: datetime) -> Hours:
    """Return every day from that of `since`, empty ones too.

    `hour` is its midnight, in the zone of `since`.
    """
    every = []
    day = since
    while day < until:
        following = day + timedelta(days=1)
        total = summed(one for one in hours if day <= one.hour < following)
        every.append(replace(total or HourlyCounts(day), hour=day))
        day = following
    return tuple(every)
