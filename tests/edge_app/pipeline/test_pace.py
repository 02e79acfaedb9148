"""A lane that does not keep up says so; one that does stays silent."""

from __future__ import annotations

from edge_app.domain import Counts, LaneFault
from edge_app.pipeline.pace import (
    LATE_MS,
    MIN_PEOPLE,
    MIN_RATE,
    READ_PEOPLE,
    READ_WINDOW_S,
    Pace,
    PaceView,
    Rate,
)

STEP_S = 0.25  # between two looks of a screen
SEEN_S = 5.0  # at most, until a lane that has become too slow says so


class Watched:
    """A Pace, looked at four times a second."""

    def __init__(self) -> None:
        self.pace, self.now = Pace(), 1000.0
        self.counts = Counts()

    def look(self, rate: float = 30.0, live: bool = True) -> PaceView:
        self.now += STEP_S
        return self.pace.judge(self.now, live, rate, self.counts)

    def go_on(self, seconds: float, rate: float = 30.0) -> PaceView:
        for _ in range(round(seconds / STEP_S)):
            seen = self.look(rate)
        return seen

    def until(self, fault: LaneFault, rate: float = 30.0) -> float:
        """Seconds until `fault` is told."""
        begun = self.now
        while fault not in self.look(rate).faults:
            assert self.now < begun + 60
        return self.now - begun

    def decide(self, milliseconds: float, times: int = 3) -> None:
        for _ in range(times):
            self.pace.decided(self.now, milliseconds)

    def pass_by(self, people: int, captured: int) -> None:
        """One after the other, a second each."""
        for n in range(people):
            read = self.counts.captured + (n < captured)
            self.counts = Counts(people=self.counts.people + 1, captured=read)
            self.go_on(1.0)


def test_a_rate_is_counted_over_two_seconds() -> None:
    rate = Rate()
    for n in range(100):
        rate.tick(n / 10)
    assert rate.a_second(9.9) == 10.5
    assert rate.a_second(20.0) == 0


def test_too_few_pictures_are_seen_in_time_and_withdrawn_later() -> None:
    lane = Watched()
    assert lane.go_on(20).faults == ()
    assert lane.until(LaneFault.SLOW, rate=3.0) + 2.0 <= SEEN_S  # the rate itself is of 2 s
    assert lane.go_on(1.0).faults == (LaneFault.SLOW,)
    assert lane.go_on(5.0).faults == ()


def test_just_enough_pictures_are_enough() -> None:
    assert Watched().go_on(20, rate=MIN_RATE).faults == ()


def test_the_first_seconds_of_a_camera_are_no_fault() -> None:
    lane = Watched()
    for rate in (0.5, 2.0, 5.0, 7.0):  # the window fills
        assert lane.go_on(0.5, rate).faults == ()


def test_a_camera_that_is_lost_is_not_slow() -> None:
    lane = Watched()
    lane.go_on(10, rate=3.0)
    assert lane.look(rate=0.0, live=False).faults == ()


def test_late_decisions_are_told_and_a_single_one_is_not() -> None:
    lane = Watched()
    lane.decide(LATE_MS * 3, times=2)
    assert lane.go_on(3).faults == ()
    assert lane.look().latency_ms is None
    lane.decide(LATE_MS * 3, times=3)
    assert lane.until(LaneFault.LATE) <= SEEN_S
    assert lane.look().latency_ms == LATE_MS * 3
    assert lane.go_on(15).faults == ()


def test_prompt_decisions_are_no_fault() -> None:
    lane = Watched()
    lane.decide(LATE_MS - 1, times=50)
    assert lane.go_on(5).faults == ()


def test_faces_that_cannot_be_read_are_told_once_enough_people_came() -> None:
    lane = Watched()
    lane.pass_by(MIN_PEOPLE, captured=0)
    assert lane.look().read_share is None
    lane.pass_by(1, captured=0)
    assert lane.look().read_share == 0.0
    assert lane.look().faults == (LaneFault.UNREAD,)


def test_the_share_is_of_the_latest_people() -> None:
    lane = Watched()
    lane.pass_by(MIN_PEOPLE * 3, captured=0)
    lane.pass_by(READ_PEOPLE, captured=READ_PEOPLE)
    assert lane.look().read_share == 1.0
    assert lane.look().faults == ()


def test_who_came_long_ago_counts_no_more() -> None:
    lane = Watched()
    lane.pass_by(MIN_PEOPLE + 1, captured=0)
    assert lane.look().read_share == 0.0
    lane.go_on(READ_WINDOW_S)
    assert lane.look().read_share is None
