"""Whatever lanes do and whenever they look, two of a gate never change their software at once."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.turns import BEGIN_S, MIN_LANES, SLOT_S, is_turn
from sync.terminal.software_update import PATIENCE_S

START = datetime(2026, 11, 27, tzinfo=UTC)
DPKG_S, OFF_S = 90.0, 60.0  # the longest of one run of dpkg; by which two lanes' clocks differ
LONGEST_S = DPKG_S + PATIENCE_S + DPKG_S  # chosen, shown not to work, and back


def ids(count: int) -> tuple[str, ...]:
    return tuple(f"{number:032x}" for number in range(count))


def test_what_begins_in_a_turn_is_over_before_the_next_one_begins() -> None:
    assert BEGIN_S + LONGEST_S + 2 * OFF_S <= SLOT_S


@given(
    seed=st.integers(0, 2**32),
    count=st.integers(1, 20),
    joins=st.integers(0, 3),
)
def test_two_lanes_never_change_at_once(seed: int, count: int, joins: int) -> None:
    """Each looks when it likes, by a clock of its own, and takes as long as it takes."""
    chosen = random.Random(seed)  # noqa: S311  no secret
    room = MIN_LANES
    while room < count:
        room *= 2
    lanes = ids(min(room, count + joins))
    switching: list[tuple[float, float]] = []
    for index in range(count):
        # It has not heard of those who joined, or it has.
        known = lanes[: chosen.randint(count, len(lanes))]
        off, at, done = chosen.uniform(-OFF_S, OFF_S) / 2, chosen.uniform(0, 3600), False
        while not done and at < 30 * 86_400:
            at += chosen.uniform(30, 90)  # root's timer
            if chosen.random() < 0.3:
                at += chosen.uniform(0, 6 * 3600)  # it was off, or nobody left the lane
            if is_turn(known, lanes[index], START + timedelta(seconds=at + off)):
                begun, at = at, at + chosen.uniform(5, LONGEST_S)
                switching.append((begun, at))
                done = chosen.random() < 0.8  # else it goes back, and another version is planned
    switching.sort()
    for (_, ended), (following, _) in pairwise(switching):
        assert ended <= following


@given(count=st.integers(1, 40), from_hour=st.integers(0, 23), hours=st.integers(3, 24))
def test_every_lane_comes_to_its_turn_within_the_planned_hours(
    count: int, from_hour: int, hours: int
) -> None:
    lanes, waiting = ids(count), set(ids(count))
    for day in range(32):
        for minute in range(0, hours * 60, 3):
            at = START + timedelta(days=day, hours=from_hour, minutes=minute)
            waiting -= {each for each in waiting if is_turn(lanes, each, at)}
        if not waiting:
            return
    raise AssertionError(f"{len(waiting)} of {count} never had a turn")


def test_a_lane_that_the_plan_does_not_name_waits_and_without_turns_nobody_does() -> None:
    assert is_turn((), ids(1)[0], START)
    day = [START + timedelta(minutes=minute) for minute in range(24 * 60)]
    assert not any(is_turn(ids(3), "f" * 32, each) for each in day)
