"""A gate's day is its own zone's calendar date; Indonesia has no summer time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.zones import ZONES, Zone, gate_day, gate_midnight

HOURS: dict[Zone, int] = {"WIB": 7, "WITA": 8, "WIT": 9}
INSTANTS = st.builds(
    lambda seconds: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds),
    st.integers(0, 100 * 365 * 86_400),
)
EACH = pytest.mark.parametrize("zone", HOURS)


def test_the_three_zones_of_the_country_are_known() -> None:
    assert set(ZONES) == set(get_args(Zone)) == set(HOURS)


@EACH
@given(now=INSTANTS)
def test_a_day_is_the_calendar_date_of_the_zone(zone: Zone, now: datetime) -> None:
    assert gate_day(now, zone) == (now + timedelta(hours=HOURS[zone])).date()
    there = now.astimezone(timezone(timedelta(hours=-9)))
    assert gate_day(there, zone) == gate_day(now, zone), "however the instant is written"


@EACH
@given(now=INSTANTS)
def test_a_day_begins_at_its_midnight_and_not_before(zone: Zone, now: datetime) -> None:
    day = gate_day(now, zone)
    begins, ends = gate_midnight(day, zone), gate_midnight(day + timedelta(days=1), zone)
    assert begins <= now < ends
    assert ends.astimezone(UTC) - begins.astimezone(UTC) == timedelta(days=1)
    assert gate_day(begins - timedelta(microseconds=1), zone) == day - timedelta(days=1)
