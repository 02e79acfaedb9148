"""What is said of false alerts rests on who came, and keeps no screen waiting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from edge_app.desk.records.traffic import Traffic
from edge_app.store.statistics import CountsDelta, Statistics
from edge_app.store.throwaway import throwaway_store

NOW = datetime(2026, 3, 11, 6, 32, tzinfo=UTC)


@pytest.fixture
def tallies() -> Iterator[Statistics]:
    with throwaway_store() as database:
        yield Statistics(database)


def test_the_store_is_read_on_another_thread_and_once_an_hour(tallies: Statistics) -> None:
    for hour in range(4):
        at = NOW - timedelta(hours=hour + 1)
        tallies.add(at, CountsDelta(people=100, captured=90, frames=1000))
    reads: list[Any] = []
    clock = [NOW]
    traffic = Traffic(tallies, lambda: clock[0], reads.append)
    assert traffic.people_a_day() is None
    assert traffic.people_a_day() is None
    assert len(reads) == 1
    reads.pop()()
    assert traffic.people_a_day() == 400
    clock[0] += timedelta(hours=2)
    assert traffic.people_a_day() == 400
    assert len(reads) == 1


def test_too_little_was_counted_to_speak_of_a_day(tallies: Statistics) -> None:
    tallies.add(NOW, CountsDelta(people=100, captured=90, frames=1000))
    traffic = Traffic(tallies, lambda: NOW + timedelta(hours=1), lambda read: read())
    assert traffic.people_a_day() is None
