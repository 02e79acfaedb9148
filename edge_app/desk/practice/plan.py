"""When planted alerts come up, which of them are genuine, and whose month is summed. Pure."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from sync.protocol.zones import Zone, gate_day, gate_midnight

PLANTED = 4  # in a shift: rare enough to be met like a real one
OVER = timedelta(hours=6)  # most of a shift; the rest is for what had to give way
PUT_OFF = timedelta(minutes=10)  # one that gave way to a real alert, or found no faces


def draw_plan(rng: random.Random, begin: datetime) -> tuple[tuple[datetime, bool], ...]:
    """Return when each is due, the first first, and whether it is genuine.

    One lies in each part of `OVER`. At least one is genuine and one is not; the others are as a
    coin falls, so that those that are left cannot be reckoned from those that came.
    """
    kinds = [True, False, *(rng.random() < 0.5 for _ in range(PLANTED - 2))]
    rng.shuffle(kinds)
    part = OVER / PLANTED
    return tuple(
        (begin + part * place + part * rng.random(), genuine) for place, genuine in enumerate(kinds)
    )


def last_month(now: datetime, zone: Zone) -> tuple[datetime, datetime]:
    """Return when the calendar month before this one began and ended at the gate."""
    first = gate_day(now, zone).replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    return gate_midnight(before, zone), gate_midnight(first, zone)
