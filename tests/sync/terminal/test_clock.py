"""Trusted time, whatever the system's clock does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sync.terminal.clock import KEEP_EVERY, ClockState, TrustedClock

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

    def boot(self) -> None:
        self.clock = TrustedClock(self.disk, self.keep, lambda: self.system, lambda: self.elapsed)

    def keep(self, state: ClockState) -> None:
        self.disk = state

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


@given(LIFE, st.timedeltas(timedelta(0), timedelta(days=4000)))
def test_a_fresh_lease_sets_it_right_from_anywhere(life: Any, later: Any) -> None:
    machine = Machine()
    machine.clock.adopt(START)
    for _ in live(machine, life):
        pass
    assert machine.clock.adopt(START + later)
    assert machine.clock.now() == START + later
    machine.pass_(60)
    assert machine.clock.now() == START + later + timedelta(seconds=60)


def test_setting_the_clock_changes_nothing_while_it_runs() -> None:
    machine = Machine()
    machine.clock.adopt(START)
    for system in (START - timedelta(days=9999), START + timedelta(days=9999)):
        machine.system = system
        machine.pass_(30)
    assert machine.clock.now() == START + timedelta(minutes=1)


def test_an_old_lease_changes_nothing() -> None:
    machine = Machine()
    machine.clock.adopt(START + timedelta(days=3))
    assert not machine.clock.adopt(START + timedelta(days=2))
    assert machine.clock.now() == START + timedelta(days=3)


def test_a_lease_whose_freshness_nobody_knows_only_sets_forward() -> None:
    machine = Machine(START + timedelta(days=5))
    assert not machine.clock.adopt(START + timedelta(days=4), fresh=False)
    assert machine.clock.adopt(START + timedelta(days=6), fresh=False)
    assert machine.clock.now() == START + timedelta(days=6)


def test_an_unproven_time_is_for_signatures_alone() -> None:
    machine = Machine()
    machine.clock.adopt_for_signing(START - timedelta(days=100))
    assert machine.clock.signing_time() == START - timedelta(days=100)
    assert machine.clock.now() == START
    machine.clock.adopt(START + timedelta(days=1))
    assert machine.clock.signing_time() == START + timedelta(days=1)


def test_a_clock_that_runs_wrong_by_an_hour_is_corrected_after_a_restart() -> None:
    machine = Machine(START + timedelta(hours=1))
    machine.clock.adopt(START)
    machine.pass_(86_400)
    machine.boot()
    assert machine.clock.now() == START + timedelta(days=1)


def test_a_dead_battery_starts_where_it_stopped() -> None:
    machine = Machine(datetime(2000, 1, 1, tzinfo=UTC))
    machine.clock.adopt(START)
    machine.pass_(3600)
    machine.clock.now()
    machine.system, machine.elapsed = datetime(2000, 1, 1, tzinfo=UTC), 5.0
    machine.boot()
    assert machine.clock.now() == START + timedelta(hours=1)


def test_a_clock_that_was_set_right_after_a_dead_battery_counts() -> None:
    machine = Machine(datetime(2000, 1, 1, tzinfo=UTC))
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


@given(SYSTEM, SYSTEM, st.timedeltas(timedelta(days=-40_000), timedelta(days=40_000)))
def test_what_is_kept_comes_back(proven: Any, seen: Any, offset: Any) -> None:
    state = ClockState(proven, seen, offset)
    back = ClockState.of_facts(state.facts().get)
    assert (back.proven, back.seen) == (proven, seen)
    assert abs(back.offset - offset) < timedelta(milliseconds=1)


def test_nothing_or_nonsense_kept_is_a_first_day() -> None:
    assert ClockState.of_facts(lambda _: None) == ClockState()
    assert ClockState.of_facts(lambda _: "yesterday") == ClockState()
