"""The data centre signs nothing with a clock that jumped, and says so."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from sync.boot import Boot
from sync.central.exchange.terminal_quota import BURST, INTERVAL_S, heartbeat_quota
from sync.central.registry import audit, clock_readings
from sync.central.registry.database import Registry
from sync.central.registry.errors import OperationRefused
from sync.central.timekeeping.clock_guard import MAX_OFF, TOLERANCE, ClockDoubtful, ClockGuard
from sync.central.timekeeping.network_time import NetworkTime, network_time
from tests.sync.central.registry.conftest import registry

__all__ = ["registry"]
START = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FIRST = Boot("one", 1000.0)
ALONE = NetworkTime(False)


@dataclass
class Machine:
    registry: Registry
    at: datetime = START
    boot: Boot = FIRST
    ntp: NetworkTime = ALONE
    guard: ClockGuard = field(init=False)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """Another process of the data centre, over the same registry."""
        self.guard = ClockGuard(
            lambda: self.registry, lambda: self.at, lambda: self.boot, lambda: self.ntp
        )

    def wait(self, by: timedelta) -> None:
        self.at += by
        self.boot = Boot(self.boot.id, self.boot.uptime + by.total_seconds())

    def signs(self) -> bool:
        try:
            self.guard.require(logs=True)
        except ClockDoubtful:
            return False
        return True


@pytest.fixture
def machine(registry: Registry) -> Machine:
    """Of a data centre that was founded without NTP."""
    with registry.transaction() as session:
        clock_readings.found(session, False, START, audit.CENTRE)
    return Machine(registry)


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize("by", [DAY * 30, DAY * 730, -DAY, timedelta(minutes=5)])
def test_a_clock_that_jumped_signs_nothing_until_it_is_right_again(
    machine: Machine, by: timedelta, restarted: bool, caplog: pytest.LogCaptureFixture
) -> None:
    assert machine.signs()
    machine.wait(timedelta(hours=2))
    assert machine.signs()
    machine.at += by
    if restarted:
        machine.restart()
    for _ in range(3):
        machine.wait(timedelta(seconds=7))
        assert not machine.signs()
    assert caplog.text.count("nothing is signed") == 1, "it is told once"
    assert "jumped" in machine.guard.state().reason
    machine.at -= by
    assert machine.signs(), "without hands"
    caplog.clear()


def test_time_that_passes_is_no_jump(machine: Machine) -> None:
    for hours in (0.001, 1, 24, 24 * 45):
        machine.wait(timedelta(hours=hours))
        assert machine.signs()
        machine.restart()
        assert machine.signs()


def test_many_small_steps_do_not_add_up_to_a_large_one(machine: Machine) -> None:
    caplog = logging.getLogger("sync.central.timekeeping.clock_guard")
    caplog.disabled = True
    try:
        stepped = timedelta(0)
        for _ in range(100):
            machine.wait(timedelta(seconds=20))
            machine.at += timedelta(seconds=9)
            if machine.signs():
                stepped += timedelta(seconds=9)
            else:
                machine.at -= timedelta(seconds=9)
    finally:
        caplog.disabled = False
    assert stepped <= TOLERANCE + timedelta(seconds=9)


def test_after_a_start_it_is_never_behind_and_not_far_ahead_without_a_reason(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    assert machine.signs()
    machine.boot = Boot("two", 20.0)
    machine.restart()
    machine.at = START - timedelta(hours=1)
    assert not machine.signs()
    assert "behind" in machine.guard.state().reason
    machine.at = START + MAX_OFF + DAY
    assert not machine.signs()
    machine.ntp = NetworkTime(True, 0.1)
    assert machine.signs(), "NTP is a reason"
    machine.boot, machine.ntp = Boot("three", 20.0), NetworkTime(False)
    machine.at += DAY
    machine.restart()
    assert machine.signs()
    caplog.clear()


def test_three_days_without_power_need_no_operator(machine: Machine) -> None:
    assert machine.signs()
    machine.boot, machine.at = Boot("two", 60.0), START + timedelta(days=3, hours=8)
    machine.restart()
    assert machine.signs()


def test_an_operator_confirms_the_clock_and_the_audit_log_says_so(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    assert machine.signs()
    machine.at -= DAY * 400  # it had been wrong all the time, and is right now
    assert not machine.signs()
    with pytest.raises(OperationRefused):
        machine.guard.confirm("nobody")
    machine.guard.confirm("sari")
    assert machine.signs()
    with machine.registry.session() as session:
        (row,) = [row for row in audit.entries(session) if row.action == "clock-confirmed"]
    assert (row.actor, row.details) == ("sari", {"seconds": -400 * 86_400})
    caplog.clear()


def test_ntp_is_needed_where_nobody_said_otherwise(
    registry: Registry, caplog: pytest.LogCaptureFixture
) -> None:
    machine = Machine(registry)
    assert not machine.signs()
    assert "`gapura central clock ntp --not-needed`" in caplog.text
    assert "and it is needed" in machine.guard.state().ntp_trouble
    machine.ntp = NetworkTime(None)
    assert not machine.signs(), "a kernel that does not say is no NTP"
    machine.ntp = NetworkTime(True, 0.2)
    assert machine.signs()
    assert machine.guard.state().ntp_trouble == ""
    machine.ntp = ALONE
    with registry.transaction() as session:
        clock_readings.need_ntp(session, False, START, "sari")
    machine.restart()
    assert machine.signs()
    assert machine.guard.state().ntp_trouble == ""
    caplog.clear()


def test_operators_may_ask_for_ntp(machine: Machine, caplog: pytest.LogCaptureFixture) -> None:
    assert machine.signs()
    with machine.registry.transaction() as session:
        clock_readings.need_ntp(session, True, START, "sari")
    machine.wait(timedelta(minutes=1))
    assert not machine.signs()
    assert "no NTP" in machine.guard.state().reason
    machine.ntp = NetworkTime(True, 0.2)
    assert machine.signs()
    caplog.clear()


def test_the_kernel_is_asked_and_not_changed() -> None:
    found = network_time()
    assert found.synchronised in (None, False, True)
    assert found.words
    if found.synchronised:
        assert found.max_error_s is not None


def test_one_terminal_gets_no_more_leases_than_it_needs() -> None:
    now = 100.0
    quota = heartbeat_quota(lambda: now)
    assert sum(quota.take("evil") for _ in range(161)) == BURST
    assert quota.take("good")
    now += 30.0  # an honest one's pace is never refused
    for _ in range(200):
        now += INTERVAL_S + 1
        assert quota.take("good")
