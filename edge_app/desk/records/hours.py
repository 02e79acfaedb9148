"""Counted hours as the steps of a plot: every hour or day, empty ones too. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

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
    """Return every day from that of `since` to `until`, empty ones too, and all that were counted.

    `hour` is its midnight, in the zone of `since`, which is a midnight.
    """
    every: dict[datetime, list[HourlyCounts]] = {}
    day = since
    while day < until:
        every[day] = []
        day += timedelta(days=1)
    for one in hours:
        midnight = datetime.combine(one.hour.astimezone(since.tzinfo), time(), since.tzinfo)
        every.setdefault(max(midnight, since), []).append(one)
    return tuple(
        replace(summed(counted) or HourlyCounts(day), hour=day)
        for day, counted in sorted(every.items())
    )
