"""Gestures of one face, told by the lane and read by the desk."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
import pytest

from edge_app.desk.verification.liveness_check import TRIES, LivenessCheck
from edge_app.pipeline.expressions import ExpressionSample
from models.liveness import Expression, LivenessState
from tests.present import present

PERSON = np.full(4, 0.5, np.float32)
CALM = Expression(0.0, 0.05, 0.05, 0.05, 0.0)


class Lane:
    """Says nothing by itself."""

    def __init__(self) -> None:
        self.told: Callable[[ExpressionSample], None] | None = None
        self.watched: int | None = None

    def watch_expressions(
        self, track_id: int | None, told: Callable[[ExpressionSample], None]
    ) -> None:
        self.watched, self.told = track_id, told

    def unwatch_expressions(self) -> None:
        self.watched = None


class Gate:
    def __init__(self) -> None:
        self.lane, self.now = Lane(), 50.0
        self.check = LivenessCheck(self.lane, lambda: self.now, source=random.Random(1))  # noqa: S311

    def begin(self, track_id: int) -> bool:
        return self.check.begin(track_id, lambda template: template is PERSON)

    def look(self, time_s: float, expression: Expression | None = CALM, same: bool = True) -> None:
        assert self.lane.told is not None
        self.lane.told(ExpressionSample(7, time_s, expression, same, PERSON))


@pytest.fixture
def gate() -> Gate:
    return Gate()


def test_before_anything_was_asked_there_is_nothing_to_see(gate: Gate) -> None:
    assert gate.check.poll() is None
    assert gate.check.view() is None
    assert gate.check.passed is False
    assert gate.check.always is False
    gate.check.end()
    assert gate.lane.watched is None


def test_a_face_that_is_not_seen_lets_the_time_go_by(gate: Gate) -> None:
    assert gate.begin(7)
    assert gate.lane.watched == 7
    for tenth in range(200):
        gate.look(3.0 + tenth / 10, None)
    view = gate.check.poll()
    assert present(view).progress.state is LivenessState.TIMED_OUT
    assert present(view).again is True


def test_what_was_seen_last_stays_after_the_end_and_is_gone_for_the_next(gate: Gate) -> None:
    for _ in range(TRIES):
        assert gate.begin(7)
    assert not gate.begin(7)
    gate.look(1.0)
    seen = gate.check.poll()
    gate.check.end()
    assert gate.lane.watched is None
    gate.look(2.0, CALM, same=False)  # the lane's last word, too late
    assert gate.check.poll() == gate.check.view() == seen
    assert present(seen).progress.state is LivenessState.WAITING
    gate.check.reset()
    assert gate.check.poll() is None
    assert gate.begin(8)
