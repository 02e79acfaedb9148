"""A roll-out that fails stops itself, and one broken machine does not stop all."""

from __future__ import annotations

from datetime import datetime

import pytest

from sync.central.registry import audit, callers, checkpoints, roll_outs
from sync.central.registry.database import Registry
from sync.central.registry.errors import OperationRefused
from sync.central.registry.roll_outs import FAILED, STOPPED, RollOut
from sync.protocol.waves import goes_first
from sync.protocol.wire import SoftwarePlan
from tests.fakes.heartbeats import heartbeat
from tests.sync.central.registry.shift_rows import add_terminal

NEW = "0.4.0"


class Fleet:
    """Terminals that are told to run a version, and say what came of it."""

    def __init__(self, registry: Registry, now: datetime, count: int) -> None:
        self.registry, self.now = registry, now
        with registry.transaction() as session:
            self.ids = [add_terminal(session, now) for _ in range(count)]

    def plan(self, percent: int, version: str = NEW) -> None:
        change = RollOut(
            checkpoints=("gate-1",), plan=SoftwarePlan(version=version, percent=percent)
        )
        with self.registry.transaction() as session:
            roll_outs.check(session, change)
            roll_outs.apply(session, change, "sari", self.now)

    def says(self, terminal_id: str, *failed: str) -> None:
        said = heartbeat(self.now).model_copy(update={"software_failed": failed})
        with self.registry.transaction() as session:
            callers.keep_heartbeat(session, terminal_id, said, self.now)

    def among_first(self, percent: int) -> list[str]:
        return [each for each in self.ids if goes_first(each, NEW, percent)]

    def planned(self) -> SoftwarePlan | None:
        with self.registry.session() as session:
            return roll_outs.plans(session)["gate-1"]

    def actions(self) -> list[str]:
        with self.registry.session() as session:
            return [each.action for each in audit.entries(session)]


def test_one_failure_in_a_wave_stops_it(registry: Registry, now: datetime) -> None:
    fleet = Fleet(registry, now, 40)
    fleet.plan(50)
    first = fleet.among_first(50)
    fleet.says(first[0])
    assert fleet.planned() is not None
    fleet.says(first[1], NEW)
    assert fleet.planned() is None
    fleet.says(first[1], NEW)  # as each of its heartbeats says from now on
    fleet.says(first[2], NEW)  # which was on its way
    told = fleet.actions()
    assert (told.count(FAILED), told.count(STOPPED)) == (2, 1)


def test_one_failure_stops_a_wave_of_many_too(registry: Registry, now: datetime) -> None:
    fleet = Fleet(registry, now, 150)
    fleet.plan(90)
    fleet.says(fleet.among_first(90)[0], NEW)
    assert fleet.planned() is None


def test_of_all_terminals_one_may_fail_and_two_stop_it(registry: Registry, now: datetime) -> None:
    fleet = Fleet(registry, now, 10)
    fleet.plan(100)
    fleet.says(fleet.ids[0], NEW)
    assert fleet.planned() is not None
    fleet.says(fleet.ids[1], NEW)
    assert fleet.planned() is None


def test_of_many_terminals_one_in_fifty_stops_it(registry: Registry, now: datetime) -> None:
    fleet = Fleet(registry, now, 150)
    fleet.plan(100)
    for each in fleet.ids[:2]:
        fleet.says(each, NEW)
    assert fleet.planned() is not None
    fleet.says(fleet.ids[2], NEW)
    assert fleet.planned() is None


def test_what_failed_of_another_version_stops_nothing(registry: Registry, now: datetime) -> None:
    fleet = Fleet(registry, now, 4)
    fleet.plan(100, "0.4.1")
    for each in fleet.ids:
        fleet.says(each, NEW)
    assert fleet.planned() is not None


def test_a_wave_grows_and_its_first_stay_in_it(registry: Registry, now: datetime) -> None:
    fleet = Fleet(registry, now, 300)
    one, ten, all_of_them = (fleet.among_first(percent) for percent in (1, 10, 100))
    assert set(one) <= set(ten) <= set(all_of_them)
    assert all_of_them == fleet.ids
    assert 3 <= len(ten) <= 90


def test_a_checkpoint_that_is_not_there_is_refused(registry: Registry) -> None:
    plan = SoftwarePlan(version=NEW)
    with registry.session() as session, pytest.raises(OperationRefused):
        roll_outs.check(session, RollOut(checkpoints=("gate-9",), plan=plan))
    with registry.session() as session:
        assert checkpoints.settings_of(session, "gate-1").software is None
