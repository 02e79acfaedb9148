"""Counted hours as the steps of a plot: every hour or day, empty ones too. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from edge_app.store.statistics import HourlyCounts, summed

Hours = tuple[HourlyCounts, ...]


def by_hour(hours: Hours, since: datetime, until: datetime) -> Hours:
    """Return every hour that `since` to `until` touches, empty ones too.

    `hour` is in the zone of `since`.
    """
    found = {one.hour: one for one in hours}
    step = since.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    every = []
    while step < until:
        one = found.get(step, HourlyCounts(step))
        every.append(replace(one, hour=step.astimezone(since.tzinfo)))
        step += timedelta(hours=1)
    return tuple(every)


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
