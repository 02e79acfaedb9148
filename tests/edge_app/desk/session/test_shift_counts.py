"""What an officer sees of their shift: not the last one's people, and all of their own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from edge_app.desk.session.shift_counts import ShiftCounts
from edge_app.desk.session.views import ShiftView
from edge_app.domain import Counts
from edge_app.store.database import StoreDatabase
from edge_app.store.shifts import Shifts
from edge_app.store.statistics import CountsDelta, Statistics, count_raised
from edge_app.store.throwaway import throwaway_store

NOW = datetime(2026, 3, 11, 6, 32, tzinfo=UTC)


@pytest.fixture
def database() -> Iterator[StoreDatabase]:
    with throwaway_store() as opened:
        yield opened


def shift_of(shifts: Shifts, officer: str) -> ShiftView:
    shift = shifts.begin(officer, NOW)
    return ShiftView(shift.shift_id, officer, officer, NOW)


def test_a_new_shift_begins_at_nothing(database: StoreDatabase) -> None:
    counts, shifts = (
        ShiftCounts(Statistics(database).of_shift, lambda read: read()),
        Shifts(database),
    )
    first = shift_of(shifts, "1001")
    assert counts.of(first, Counts(500, 40, 38, 2)) == Counts()
    assert counts.of(first, Counts(900, 50, 47, 3)) == Counts(400, 10, 9, 1)
    shifts.end(NOW)
    second = shift_of(shifts, "1002")
    assert counts.of(second, Counts(950, 55, 50, 3)).people == 0
    assert counts.of(second, Counts(990, 57, 52, 4)) == Counts(40, 2, 2, 1)


def test_a_restart_keeps_what_the_shift_had_counted(database: StoreDatabase) -> None:
    shift = shift_of(Shifts(database), "1001")
    Statistics(database).add(NOW, CountsDelta(people=120, captured=118, frames=9000))
    with database.transaction() as db:
        assert count_raised(db, NOW) == count_raised(db, NOW) == shift.shift_id
    counts = ShiftCounts(Statistics(database).of_shift, lambda read: read())
    assert counts.of(shift, Counts()) == Counts(0, 120, 118, 2)
    assert counts.of(shift, Counts(30, 3, 3, 1)) == Counts(30, 123, 121, 3)


def test_without_accounts_the_lane_counts_for_itself(database: StoreDatabase) -> None:
    counts = ShiftCounts(Statistics(database).of_shift, lambda read: read())
    assert counts.of(None, Counts(5, 4, 3, 2)) == Counts(5, 4, 3, 2)
