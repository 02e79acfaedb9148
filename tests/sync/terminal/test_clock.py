"""Trusted time, whatever the system's clock, a data centre or a thief of its key does."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.boot import Boot
from sync.terminal.clock import (
    DRIFT,
    EARLIEST,
    KEEP_EVERY,
    TOLERANCE,
    Adoption,
    ClockState,
    TrustedClock,
)

START = datetime(2026, 11, 22, tzinfo=UTC)
SYSTEM = st.timedeltas(timedelta(0), timedelta(days=84_000)).map(
    lambda since: datetime(1970, 1, 1, tzinfo=UTC) + since
)
SECOND = timedelta(seconds=1)
LIFE = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.floats(0, 1e6)),
        st.tuples(st.just("set"), SYSTEM),
        st.tuples(st.just("restart"), SYSTEM),
    ),
    max_size=30,
)


class Machine:
    """A device whose clock can be set by anybody."""

    def __init__(self, system: datetime = START) -> None:
        self.system, self.elapsed, self.disk = system, 1000.0, ClockState()
        self.boot()

    def boot(self, boot: Boot | None = None) -> None:
        self.clock = TrustedClock(
            self.disk, self.keep, lambda: self.system, lambda: self.elapsed, boot
        )

    def keep(self, state: ClockState) -> None:
        self.disk = state

    def lease(self, ahead: timedelta = timedelta(0), wait: float = 30.0) -> Adoption:
        """A fresh lease of a data centre whose clock is `ahead` of this machine's."""
        self.pass_(wait)
        return self.clock.adopt(self.system + ahead)

    def pass_(self, seconds: float) -> None:
        self.system += timedelta(seconds=seconds)
        self.elapsed += seconds


def live(machine: Machine, life: list[Any]) -> Iterator[Any]:
    for what, value in life:
        if what == "wait":
            machine.pass_(value)
        elif what == "set":
            machine.system = value
        else:
            machine.system, machine.elapsed = value, 5.0
            machine.boot()
        yield what, machine.clock.now()


LOST = timedelta(seconds=KEEP_EVERY)  # at most, when a process is killed between two writings


@given(LIFE)
def test_without_a_lease_it_never_goes_back(life: Any) -> None:
    machine = Machine()
    last = machine.clock.now()
    for what, now in live(machine, life):
        assert now >= last - (LOST if what == "restart" else timedelta(0))
        last = now


@given(LIFE)
def test_what_has_expired_while_it_was_on_stays_expired(life: Any) -> None:
    machine = Machine()
    machine.clock.adopt(START)
    for _ in live(machine, life):
        pass
    running = sum((timedelta(seconds=value) for what, value in life if what == "wait"), SECOND)
    lost = sum((LOST for what, _ in life if what == "restart"), 2 * SECOND)
    assert machine.clock.now() >= START + running - lost


def test_leases_that_the_systems_clock_confirms_are_taken_from_anywhere() -> None:
    machine = Machine(datetime(2000, 1, 1, tzinfo=UTC))
    machine.clock.adopt(START)
    machine.system = START + timedelta(days=700)  # the battery was changed, the clock set
    assert machine.clock.adopt(START + timedelta(days=700)) is Adoption.TAKEN
    assert machine.clock.now() == machine.clock.judged() == START + timedelta(days=700)


@pytest.mark.parametrize("days", [0.1, 10, 730, 27_000])
def test_a_data_centre_ahead_moves_no_clock_that_was_witnessed(days: float) -> None:
    machine = Machine()
    assert machine.lease() is Adoption.TAKEN
    for _ in range(100):
        assert machine.lease(timedelta(days=days)) is Adoption.DOUBTED
    assert machine.clock.now() == machine.system
    assert abs(machine.clock.doubt - timedelta(days=days)) < SECOND
    machine.boot(Boot())  # and no restart helps it
    for _ in range(3):
        machine.lease(timedelta(days=days))
    assert machine.clock.judged() <= machine.system + SECOND
    assert machine.clock.certain() <= machine.system + SECOND
    assert machine.lease() is Adoption.TAKEN
    assert abs(machine.clock.now() - machine.system) < SECOND
    assert machine.clock.doubt == timedelta(0)


def test_a_quartz_that_is_a_hundredth_fast_is_in_doubt_after_a_day() -> None:
    machine = Machine()
    machine.lease()
    behind = timedelta(0)
    for _ in range(24 * 60):
        behind += timedelta(seconds=0.6)
        machine.lease(-behind, wait=60.6)
    assert machine.clock.skew > -timedelta(minutes=5), "its own two clocks agree"
    assert machine.clock.doubt < -timedelta(minutes=5)


def test_leases_push_no_faster_than_the_stated_tolerance() -> None:
    machine = Machine()
    machine.lease()
    pushed = timedelta(0)
    for number in range(2000):
        if machine.lease(pushed + timedelta(seconds=number % 7)) is Adoption.TAKEN:
            pushed = machine.clock.now() - machine.system
    assert timedelta(0) < pushed <= TOLERANCE + timedelta(seconds=DRIFT * 60_000 + 1)


def test_a_restart_of_the_process_is_not_fooled_by_the_systems_clock() -> None:
    machine = Machine()
    machine.boot(Boot("one", 500.0))
    machine.lease()
    machine.clock._remember(machine.clock.now(), machine.elapsed)
    at = machine.clock.now()
    for system in (START + timedelta(days=10), START - timedelta(days=10)):
        machine.system = system
        machine.boot(Boot("one", 500.0 + 30.0 + 60.0))
        assert machine.clock.now() == at + timedelta(seconds=60)
        assert not machine.clock.confirmed, "no lease since the start of this process"
        machine.disk = dataclasses.replace(machine.disk, seen=at, uptime=530.0)
    machine.system = at + timedelta(days=3)
    machine.boot(Boot("another", 20.0))
    assert machine.clock.now() == at + timedelta(days=3), "off for three days"


def test_who_reads_within_the_hundredth_in_which_it_was_kept_sees_no_restart() -> None:
    """A check beside a running agent; the kernel tells its uptime in hundredths, cut off."""
    machine = Machine()
    machine.boot(Boot("one", 500.0))
    machine.lease()
    machine.pass_(0.007)
    machine.clock._remember(machine.clock.now(), machine.elapsed)
    at, kept = machine.clock.now(), machine.disk
    machine.system += timedelta(hours=1)
    machine.boot(Boot("one", 530.0))
    assert machine.clock.now() == at
    machine.disk = kept
    machine.boot(Boot("one", 529.9))  # of a disk that was written elsewhere
    assert machine.clock.now() == at + timedelta(hours=1), "as after a restart"


def test_with_an_empty_battery_two_leases_date_rows_and_end_nothing() -> None:
    machine = Machine(datetime(2000, 1, 1, tzinfo=UTC))
    ahead = START - machine.system
    assert machine.lease(ahead) is Adoption.DOUBTED
    assert machine.clock.now() < START
    assert machine.lease(ahead) is Adoption.TAKEN
    assert machine.clock.now() == START + timedelta(minutes=1)
    assert machine.clock.judged() < EARLIEST + timedelta(minutes=5)
    for _ in range(2):  # a data centre that is wrong now, and right again
        machine.lease(ahead + timedelta(days=730))
    assert machine.clock.judged() < EARLIEST + timedelta(minutes=5)
    assert machine.lease(ahead) is Adoption.TAKEN
    assert abs(machine.clock.now() - (machine.system + ahead)) < SECOND


def test_a_clock_ahead_is_set_back_by_the_first_lease_but_not_behind_what_passed() -> None:
    machine = Machine()
    machine.lease()
    machine.pass_(86_400)
    machine.clock.now()
    passed = machine.system
    machine.system += timedelta(days=4000)
    machine.boot()
    assert machine.clock.adopt(passed - timedelta(hours=20)) is Adoption.DOUBTED
    assert machine.clock.now() >= passed + timedelta(days=3999)
    assert machine.clock.adopt(passed) is Adoption.TAKEN
    assert machine.clock.now() == passed


def test_a_lease_that_took_long_says_less() -> None:
    machine = Machine()
    machine.lease()
    machine.pass_(3600)
    now = machine.clock.now()
    assert machine.clock.adopt(now - timedelta(minutes=50), age=3000) is Adoption.TAKEN
    assert machine.clock.now() == now, "it is now what it said, or up to fifty minutes later"
    assert machine.clock.adopt(now - timedelta(hours=2), age=3000) is Adoption.DOUBTED


def test_a_higher_time_epoch_forgets_what_was_pushed() -> None:
    machine = Machine(START + timedelta(days=730))  # both clocks were wrong, so it was believed
    machine.lease()
    machine.system = START
    assert machine.clock.certain() > START + timedelta(days=700)
    assert not machine.clock.forget(0)
    assert machine.clock.forget(1)
    assert not machine.clock.forget(1)
    assert machine.clock.now() == START
    assert machine.clock.certain() < START
    assert machine.lease() is Adoption.TAKEN
    machine.boot()
    assert (machine.clock.epoch, machine.clock.now()) == (1, machine.system)


def test_setting_the_clock_changes_nothing_while_it_runs() -> None:
    machine = Machine()
    machine.clock.adopt(START)
    for system in (START - timedelta(days=9999), START + timedelta(days=9999)):
        machine.system = system
        machine.pass_(30)
    assert machine.clock.now() == START + timedelta(minutes=1)


def test_a_lease_whose_freshness_nobody_knows_only_sets_forward() -> None:
    machine = Machine(START + timedelta(days=5))
    assert machine.clock.adopt(START + timedelta(days=4), fresh=False) is Adoption.OLD
    later = START + timedelta(days=5, minutes=1)
    assert machine.clock.adopt(later, fresh=False) is Adoption.TAKEN
    assert machine.clock.now() == later


def test_an_unproven_time_is_for_signatures_alone() -> None:
    machine = Machine()
    machine.clock.adopt_for_signing(START - timedelta(days=100))
    assert machine.clock.signing_time() == START - timedelta(days=100)
    assert machine.clock.now() == START
    machine.clock.adopt(START + timedelta(minutes=1))
    assert machine.clock.signing_time() == START + timedelta(minutes=1)
    machine.clock.adopt(START + timedelta(days=1))
    assert machine.clock.now() == START + timedelta(minutes=1)
    assert machine.clock.signing_time() == START + timedelta(days=1)


@pytest.mark.parametrize("hours", [-5, 3])
def test_lanes_share_what_the_last_lease_said_and_nothing_unproven(hours: int) -> None:
    machine, ahead = Machine(), timedelta(hours=hours)
    machine.lease()
    machine.clock.adopt_for_signing(START - timedelta(days=100))
    assert machine.clock.shared() == machine.clock.now() == machine.system
    assert machine.lease(ahead) is Adoption.DOUBTED
    machine.pass_(60.0)
    assert machine.clock.now() == machine.system
    assert machine.clock.shared() == machine.system + ahead
    machine.lease()
    assert machine.clock.shared() == machine.system


def test_a_clock_that_runs_wrong_by_an_hour_is_corrected_after_a_restart() -> None:
    machine = Machine(START + timedelta(hours=1))
    machine.clock.adopt(START)
    machine.pass_(86_400)
    machine.boot()
    assert machine.clock.now() == START + timedelta(days=1)


def test_a_dead_battery_starts_where_it_stopped() -> None:
    machine = Machine(datetime(2000, 1, 1, tzinfo=UTC))
    for _ in range(2):
        machine.clock.adopt(START)
    machine.pass_(3600)
    machine.clock.now()
    machine.system, machine.elapsed = datetime(2000, 1, 1, tzinfo=UTC), 5.0
    machine.boot()
    assert machine.clock.now() == START + timedelta(hours=1)


def test_a_clock_that_was_set_right_after_a_dead_battery_counts() -> None:
    machine = Machine(datetime(2000, 1, 1, tzinfo=UTC))
    for _ in range(2):
        machine.clock.adopt(START)
    machine.system, machine.elapsed = START + timedelta(days=2), 5.0
    machine.boot()
    assert machine.clock.now() == START + timedelta(days=2)


def test_it_is_written_at_most_every_ten_seconds() -> None:
    machine = Machine()
    kept: list[Any] = []
    machine.clock = TrustedClock(
        ClockState(), kept.append, lambda: machine.system, lambda: machine.elapsed
    )
    for _ in range(100):
        machine.pass_(1)
        machine.clock.now()
    assert len(kept) == 11


@given(
    st.builds(
        ClockState,
        seen=SYSTEM,
        floor=SYSTEM,
        offset=st.timedeltas(timedelta(days=-40_000), timedelta(days=40_000)),
        boot=st.uuids().map(str),
        uptime=st.floats(0, 1e9),
        witnessed=st.booleans(),
        followed=st.booleans(),
        epoch=st.integers(0, 2**40),
    )
)
def test_what_is_kept_comes_back(state: ClockState) -> None:
    back = ClockState.of_facts(state.facts().get)
    assert dataclasses.replace(back, offset=state.offset) == state
    assert abs(back.offset - state.offset) < timedelta(milliseconds=1)


def test_nothing_or_nonsense_kept_is_a_first_day() -> None:
    assert ClockState.of_facts(lambda _: None) == ClockState()
    assert ClockState.of_facts(lambda _: "yesterday") == ClockState()
