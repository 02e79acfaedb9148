"""Planted alerts in the store: due, put off, ended, summed, gone in time."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from edge_app.store.chain import entries
from edge_app.store.database import StoreDatabase
from edge_app.store.practice import KEPT, Practice, PracticeOutcome, PracticeSums
from edge_app.store.retention import Retention
from tests.edge_app.store.store_fixtures import NOW, STORE_KEY

HOUR = timedelta(hours=1)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[StoreDatabase]:
    with contextlib.closing(StoreDatabase(tmp_path / "store.db", STORE_KEY)) as opened:
        yield opened


def end(practice: Practice, shift: str, officer: str, *outcomes: tuple[str, float]) -> None:
    waiting = [one for one in practice.of_shift(shift) if not one.ended]
    for one, (outcome, seconds) in zip(waiting, outcomes, strict=True):
        practice.end(one.practice_id, officer, NOW, PracticeOutcome(outcome), seconds)


def test_the_sums_are_of_what_was_answered_or_missed(database: StoreDatabase) -> None:
    practice = Practice(database)
    practice.plant("9001", NOW, "s1", [(NOW + n * HOUR, n < 3) for n in range(5)])
    end(
        practice,
        "s1",
        "1001",
        ("confirmed", 4.0),
        ("missed", 30.0),
        ("called", 2.0),
        ("not_this_person", 10.0),
        ("confirmed", 6.0),
    )
    practice.plant("9001", NOW, "s2", [(NOW, True)])
    end(practice, "s2", "1002", ("cannot_tell", 20.0))
    assert practice.sums(NOW, officer="1001") == PracticeSums(2, 1, 2, 1, 1, 6.0, 1)
    assert practice.sums(NOW) == PracticeSums(3, 1, 2, 1, 1, 8.0, 2)
    assert practice.sums(NOW + HOUR) == practice.sums(NOW - HOUR, NOW) == PracticeSums()
    assert practice.sums(NOW, NOW + HOUR).officers == 2


def test_what_is_planted_comes_in_order_and_once_a_shift(database: StoreDatabase) -> None:
    practice = Practice(database)
    practice.plant("9001", NOW, "s1", [(NOW + HOUR, True), (NOW, False)])
    practice.plant("9001", NOW, "s1", [(NOW, True)])  # a second touch
    first, second = practice.of_shift("s1")
    assert (first.genuine, second.genuine) == (False, True)
    practice.put_off(first.practice_id, NOW + 2 * HOUR)
    assert practice.of_shift("s1")[1].practice_id == first.practice_id
    practice.end(second.practice_id, "1001", NOW, PracticeOutcome.CONFIRMED, 3.0)
    practice.end(second.practice_id, "1002", NOW, PracticeOutcome.MISSED, 3.0)
    practice.put_off(second.practice_id, NOW)
    assert practice.sums(NOW, officer="1002") == PracticeSums()
    practice.clear("9001", NOW, "s1")
    practice.clear("9001", NOW, "s1")
    assert [one.ended for one in practice.of_shift("s1")] == [True]
    rows = [(row.action, row.subject) for row in entries(database)]
    assert rows == [("practice-on", "s1"), ("practice-off", "s1")]


def test_an_officers_figures_go_in_time(database: StoreDatabase) -> None:
    practice = Practice(database)
    practice.plant("9001", NOW, "s1", [(NOW, True)])
    end(practice, "s1", "1001", ("confirmed", 4.0))
    retention = Retention(database)
    retention.forget(NOW, NOW + KEPT)
    assert practice.sums(NOW).found == 1
    retention.forget(NOW, NOW + KEPT + HOUR)
    assert database.rows("SELECT 1 FROM practice") == []
