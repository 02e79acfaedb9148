"""A version that is ready waits where an officer says so, and as long as operators allow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from edge_app.domain import WaitingUpdate
from edge_app.store.audit_log import AuditLog
from edge_app.store.chain import entries
from edge_app.store.database import StoreDatabase
from edge_app.store.throwaway import throwaway_store
from edge_app.terminal.software_wait import EACH, SoftwareWait
from sync.protocol.wire import SoftwarePlan
from sync.terminal.errors import StateError
from sync.terminal.update_record import Ready, UpdateRecord

START = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
PLAN = SoftwarePlan(version="0.4.0", put_off_hours=6)


class Kiosk:
    """With a clock that a test moves."""

    def __init__(self, database: StoreDatabase) -> None:
        self.database, self.now = database, START
        self.plan: SoftwarePlan | None = PLAN
        self.record: UpdateRecord | None = UpdateRecord(ready=Ready(version="0.4.0", at=START))
        self.restart()

    def restart(self) -> None:
        self.wait = SoftwareWait(
            self.database,
            lambda write: write(),
            AuditLog(self.database, lambda: self.now),
            lambda: self.now,
            lambda: self.plan,
            self.read,
        )
        self.wait.poll()

    def read(self) -> UpdateRecord:
        if self.record is None:
            raise StateError("it cannot be read", "config")
        return self.record

    def view(self, hours: float = 0.0) -> WaitingUpdate | None:
        self.now += timedelta(hours=hours)
        self.wait.poll()
        return self.wait.view()


@pytest.fixture
def kiosk() -> Iterator[Kiosk]:
    with throwaway_store() as database:
        yield Kiosk(database)


def test_each_touch_lets_it_wait_longer_and_the_last_as_long_as_operators_allow(
    kiosk: Kiosk,
) -> None:
    last = START + timedelta(hours=6)
    assert kiosk.view() == WaitingUpdate("0.4.0", None, START + EACH)
    kiosk.wait.put_off("1001")
    assert kiosk.view() == WaitingUpdate("0.4.0", START + EACH, last)
    kiosk.wait.put_off("1001")
    kiosk.wait.put_off("1001")
    assert kiosk.view() == WaitingUpdate("0.4.0", last, None)
    assert kiosk.view(hours=6) is None
    said = [(row.actor, row.action, row.details["version"]) for row in entries(kiosk.database)]
    assert said == [("1001", "software-put-off", "0.4.0")] * 2


def test_it_waits_over_a_restart_and_comes_back_when_its_time_is_over(kiosk: Kiosk) -> None:
    kiosk.wait.put_off("1001")
    kiosk.restart()
    assert kiosk.view() == WaitingUpdate("0.4.0", START + EACH, START + timedelta(hours=6))
    assert kiosk.view(hours=5) == WaitingUpdate("0.4.0", None, START + timedelta(hours=6))


def test_another_version_was_not_put_off(kiosk: Kiosk) -> None:
    kiosk.wait.put_off("1001")
    kiosk.plan = PLAN.model_copy(update={"version": "0.4.1"})
    assert kiosk.view() is None  # what root has is not it
    kiosk.record = UpdateRecord(ready=Ready(version="0.4.1", at=START))
    assert kiosk.view() == WaitingUpdate("0.4.1", None, START + EACH)


@pytest.mark.parametrize("hours", [0, 6])
def test_nothing_is_shown_that_is_not_ready_or_may_not_wait(kiosk: Kiosk, hours: int) -> None:
    kiosk.plan = PLAN.model_copy(update={"put_off_hours": hours})
    kiosk.record = None if hours else kiosk.record
    assert kiosk.view() is None
    kiosk.wait.put_off("1001")
    assert list(entries(kiosk.database)) == []
