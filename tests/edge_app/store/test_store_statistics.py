"""Figures by hour and shift: they add up, outlive the alerts, and end after 90 days."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_app.domain import Answer, Counts
from edge_app.store.database import StoreDatabase
from edge_app.store.latency_histogram import RATIO, added, histogram, quantile
from edge_app.store.schema import schema
from edge_app.store.shifts import Shifts
from edge_app.store.statistics import (
    KEPT,
    CountsDelta,
    Statistics,
    count_answer,
    count_raised,
    summed,
)
from edge_app.store.writer import StoreWriter
from edge_app.terminal.statistics import (
    PEOPLE_INTERVAL_S,
    POLL_INTERVAL_S,
    WRITE_INTERVAL_S,
    StatisticsRecorder,
)
from sync.protocol.envelope.random_values import random_id
from sync.terminal.spool_file import stamp
from tests.edge_app.store.store_fixtures import NOW, STORE_KEY, Kiosk, alert, decision

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
LATENCIES = st.lists(st.floats(5, 60_000), min_size=1, max_size=60)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[StoreDatabase]:
    with contextlib.closing(StoreDatabase(tmp_path / "store.db", STORE_KEY)) as opened:
        yield opened


@given(LATENCIES, st.sampled_from([0.5, 0.95, 1.0]))
def test_a_quantile_is_read_within_its_class(latencies: Any, share: Any) -> None:
    exact = np.quantile(latencies, share, method="inverted_cdf")
    read = quantile(histogram(latencies), share)
    assert read is not None
    assert exact / RATIO**0.51 <= read <= exact * RATIO**0.51


@given(LATENCIES, LATENCIES)
def test_histograms_add_up_in_any_order(one: Any, other: Any) -> None:
    whole = histogram([*one, *other])
    assert added([histogram(one), histogram(other)]) == whole
    assert added([histogram(other), histogram(one)]) == whole


def test_odd_latencies_do_no_harm() -> None:
    assert quantile((), 0.5) is None
    assert quantile(histogram([float("nan")]), 0.5) is None
    assert sum(histogram([-1.0, 0.0, float("inf"), 1e12])) == 4


def test_an_hours_figures_add_up_and_its_rate_is_known(database: StoreDatabase) -> None:
    tallies = Statistics(database)
    tallies.add(NOW + 5 * MINUTE, CountsDelta(4, 3, 900, histogram([100.0] * 9)))
    tallies.add(NOW + 50 * MINUTE, CountsDelta(6, 6, 900, histogram([400.0])))
    tallies.add(NOW + 60 * MINUTE, CountsDelta(1, 0, 10))
    with database.transaction() as db:
        assert count_raised(db, NOW) == ""
    first, second = tallies.between(NOW, NOW + 3 * HOUR)
    assert (first.hour, first.people, first.captured, first.alerts, first.frames) == (
        NOW,
        10,
        9,
        1,
        1800,
    )
    assert first.capture_rate == 0.9
    assert first.latency_p50 == pytest.approx(100, rel=0.07)
    assert first.latency_p95 == pytest.approx(400, rel=0.07)
    assert (second.people, second.capture_rate, second.latency_p95) == (1, 0.0, None)
    total = summed((first, second))
    assert total is not None
    assert (total.hour, total.people) == (NOW, 11)
    assert tallies.between(NOW - 9 * HOUR, NOW) == ()
    assert summed(()) is None


def test_each_shift_has_figures_of_its_own_within_one_hour(database: StoreDatabase) -> None:
    shifts, tallies = Shifts(database), Statistics(database)
    tallies.add(NOW, CountsDelta(people=1))
    first = shifts.begin("1001", NOW)
    tallies.add(NOW, CountsDelta(people=2))
    second = shifts.begin("1002", NOW + MINUTE)
    tallies.add(NOW + MINUTE, CountsDelta(people=4))
    tallies.add(NOW + MINUTE, CountsDelta(people=8), first.shift_id)
    assert [one.people for one in tallies.between(NOW, NOW + HOUR)] == [15]
    assert [one.people for one in tallies.of_shift(first.shift_id)] == [10]
    assert [one.people for one in tallies.of_shift(second.shift_id)] == [4]


def test_answers_count_also_after_their_alert_is_erased(tmp_path: Path) -> None:
    answers = [*Answer, Answer.CONFIRMED]
    with Kiosk(tmp_path) as kiosk:
        kiosk.store.start()
        for seed, answer in enumerate(answers):
            one = alert(seed)
            kiosk.store.raised(one)
            kiosk.store.answered(decision(one, answer))
            kiosk.store.answered(decision(one, answer))
        kiosk.store.close()
        kiosk.acknowledge(kiosk.results())
        kiosk.clock = NOW + timedelta(days=8)
        assert kiosk.store.forget(timedelta(days=7), kiosk.clock) == len(answers)
        (hour,) = Statistics(kiosk.database).between(NOW, NOW + HOUR)
    assert (hour.confirmed, hour.not_this_person, hour.cannot_tell, hour.unanswered) == (2, 1, 1, 1)


def test_figures_end_after_90_days(database: StoreDatabase) -> None:
    tallies = Statistics(database)
    tallies.add(NOW, CountsDelta(people=1))
    tallies.add(NOW + KEPT - HOUR, CountsDelta(people=2))
    tallies.add(NOW + KEPT + HOUR, CountsDelta(people=3))
    assert [one.people for one in tallies.between(NOW, NOW + 2 * KEPT)] == [2, 3]


class Lane:
    """A lane that counts as told, and a recorder that polls as told."""

    def __init__(self, database: StoreDatabase) -> None:
        self.counts, self.latencies = Counts(), deque[float](maxlen=5000)
        self.elapsed = 0.0
        self.recorder = StatisticsRecorder(
            StoreWriter(),
            Statistics(database),
            Shifts(database),
            lambda: self.counts,
            self.latencies,
            lambda: NOW,
            lambda: self.elapsed,
        )

    def see(self, people: int, after_s: float) -> None:
        self.counts = replace(
            self.counts, people=self.counts.people + people, frames=self.counts.frames + 30
        )
        self.latencies.append(100.0)
        self.elapsed += after_s
        self.recorder.poll()


def people(database: StoreDatabase) -> int:
    return sum(one.people for one in Statistics(database).between(NOW, NOW + HOUR))


def test_what_a_lane_counts_is_taken_once(database: StoreDatabase) -> None:
    lane = Lane(database)
    lane.see(2, POLL_INTERVAL_S)
    assert people(database) == 0
    lane.see(1, PEOPLE_INTERVAL_S)
    assert people(database) == 3
    lane.see(0, PEOPLE_INTERVAL_S)
    lane.see(0, WRITE_INTERVAL_S)
    lane.see(5, POLL_INTERVAL_S)
    lane.recorder.stop()
    (hour,) = Statistics(database).between(NOW, NOW + HOUR)
    assert (hour.people, hour.frames, sum(hour.latencies)) == (8, 150, 5)


def test_what_was_counted_before_a_handover_belongs_to_the_shift_before(
    database: StoreDatabase,
) -> None:
    lane, shifts = Lane(database), Shifts(database)
    first = shifts.begin("1001", NOW)
    lane.see(0, POLL_INTERVAL_S)
    lane.see(3, POLL_INTERVAL_S)
    second = shifts.begin("1002", NOW)
    lane.see(0, POLL_INTERVAL_S)
    lane.see(4, WRITE_INTERVAL_S)
    tallies = Statistics(database)
    assert [one.people for one in tallies.of_shift(first.shift_id)] == [3]
    assert [one.people for one in tallies.of_shift(second.shift_id)] == [4]


def test_what_the_disk_does_not_take_is_taken_later(
    tmp_path: Path, database: StoreDatabase
) -> None:
    lane = Lane(database)
    with contextlib.closing(StoreDatabase(tmp_path / "other.db", STORE_KEY)) as elsewhere:
        tallies = lane.recorder._statistics
        lane.recorder._statistics = Statistics(elsewhere)
    lane.see(3, WRITE_INTERVAL_S)
    lane.recorder._statistics = tallies
    lane.see(1, POLL_INTERVAL_S)
    (hour,) = Statistics(database).between(NOW, NOW + HOUR)
    assert (hour.people, sum(hour.latencies)) == (4, 2)


def test_an_unfinished_transaction_counts_nothing(database: StoreDatabase) -> None:
    with contextlib.suppress(RuntimeError), database.transaction() as db:
        count_answer(db, NOW, Answer.CONFIRMED, "")
        raise RuntimeError
    assert Statistics(database).between(NOW, NOW + HOUR) == ()


def test_a_store_of_before_counts_the_verifications_that_it_keeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store.db"
    before = [one.name for one in schema._migrations].index("verifications_of_a_shift")
    with monkeypatch.context() as older:
        older.setattr(schema, "_migrations", schema._migrations[:before])
        with contextlib.closing(StoreDatabase(path, STORE_KEY)) as database:
            shift = Shifts(database).begin("1001", NOW)
            Statistics(database).add(NOW, CountsDelta(people=5))
            for ago in (2 * HOUR, -MINUTE, -2 * MINUTE, -HOUR):
                _verified_before(database, NOW - ago)
    with contextlib.closing(StoreDatabase(path, STORE_KEY)) as database:
        hours = Statistics(database).of_shift(shift.shift_id)
        assert [(one.people, one.verifications) for one in hours] == [(5, 2), (0, 1)]
        every = Statistics(database).between(NOW - DAY, NOW + DAY)
        assert [one.verifications for one in every] == [1, 2, 1]


def _verified_before(database: StoreDatabase, at: datetime) -> None:
    one = {"verification_id": random_id(), "at": stamp(at), "method": "visitor", "label": ""}
    with database.transaction() as db:
        db.table("verifications").insert(one | {"outcome": "yes", "admitted": True})
