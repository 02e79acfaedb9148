"""The audit chain: what breaks it, and who writes it at the same time."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import text

from sync.central.registry import audit
from sync.central.registry.database import Registry


def written(registry: Registry, now: datetime, rows: Any = 5) -> None:
    with registry.transaction() as session:
        for number in range(rows):
            audit.append(session, now, "sari", "tested", "x", {"number": number, "share": 0.1})


def test_an_untouched_chain_is_whole(registry: Registry, now: datetime) -> None:
    written(registry, now)
    with registry.session() as session:
        verdict = audit.verify(session)
    assert (verdict.rows, verdict.broken) == (6, None)  # the fixture's checkpoint is the first


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit SET actor = 'budi' WHERE sequence = 4",
        "UPDATE audit SET details = '{}' WHERE sequence = 4",
        "UPDATE audit SET at = '2020-01-01 00:00:00+00' WHERE sequence = 4",
        "DELETE FROM audit WHERE sequence = 4",
    ],
    ids=["actor", "details", "time", "deleted"],
)
def test_the_first_row_that_was_touched_is_found(
    registry: Registry, now: datetime, tampering: str
) -> None:
    written(registry, now)
    if registry.is_sqlite:
        tampering = tampering.replace("00:00:00+00", "00:00:00.000000")
    with registry.transaction() as session:
        session.execute(text(tampering))
    with registry.session() as session:
        verdict = audit.verify(session)
    assert (verdict.rows, verdict.broken) == (3, 4)


def test_an_entry_goes_with_its_transaction(registry: Registry, now: datetime) -> None:
    def write() -> None:
        with registry.transaction() as session:
            audit.append(session, now, "sari", "tested", "x")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()
    with registry.session() as session:
        assert audit.verify(session).rows == 1


def test_many_writers_make_one_chain(registry: Registry, now: datetime) -> None:
    def write() -> None:
        for _ in range(5):
            with registry.transaction() as session:
                audit.append(session, now, "sari", "tested", "x")

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with registry.session() as session:
        verdict = audit.verify(session)
    assert (verdict.rows, verdict.broken) == (21, None)


def test_a_time_in_another_zone_is_the_same_time(registry: Registry, now: datetime) -> None:
    with registry.transaction() as session:
        audit.append(session, now.astimezone(timezone(timedelta(hours=7))), "sari", "tested", "x")
    with registry.session() as session:
        assert audit.verify(session).broken is None


@pytest.mark.parametrize("field", ["actor", "action", "subject"])
@pytest.mark.parametrize("value", ["", "x" * 129])
def test_an_entry_without_a_name_or_with_a_long_one_is_a_fault_of_ours(
    registry: Registry, now: datetime, field: Any, value: Any
) -> None:
    entry = {"actor": "sari", "action": "tested", "subject": "x"} | {field: value}
    with registry.transaction() as session:
        with pytest.raises(ValueError, match=f"an audit entry's {field}"):
            audit.append(session, now, **entry)
        assert audit.verify(session).rows == 1


def test_the_rows_of_one_actor_object_or_time_are_found(registry: Registry, now: datetime) -> None:
    hour = timedelta(hours=1)
    with registry.transaction() as session:
        for number, (actor, subject) in enumerate(
            [("sari", "aa1"), ("budi", "aa2"), ("sari", "b")]
        ):
            audit.append(session, now + number * hour, actor, "tested", subject, {})

    def found(**chosen: Any) -> list[str]:
        with registry.session() as session:
            rows = audit.entries(session, **chosen)
            return [row.subject for row in rows if row.action == "tested"]

    assert found() == ["aa1", "aa2", "b"]
    assert found(actor="sari") == ["aa1", "b"]
    assert found(subject="aa") == ["aa1", "aa2"]
    assert found(subject="%") == []
    assert found(since=now + hour) == ["aa2", "b"]
    assert found(since=now, until=now + 2 * hour) == ["aa1", "aa2"]


def test_what_a_terminal_brings_about_is_told_some_times_a_day(
    registry: Registry, now: datetime
) -> None:
    def told(at: datetime, subject: str) -> int:
        with registry.transaction() as session:
            audit.append_told(session, at, "cut", subject, {})
            return sum(row.subject == subject for row in audit.entries(session))

    counted = [told(now, "a" * 32) for _ in range(audit.TOLD_A_DAY + 2)]
    assert counted[-3:] == [audit.TOLD_A_DAY] * 3
    assert told(now, "b" * 32) == 1
    assert told(now + timedelta(days=1, seconds=1), "a" * 32) == audit.TOLD_A_DAY + 1
