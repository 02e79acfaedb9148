"""A test alert on the real engine: who comes back is recognised, and the lane raises nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from edge_app.demo.scene import Act, SceneSource
from edge_app.desk.session.views import SessionState, SessionView, SignedIn
from edge_app.desk.sounds import Sound
from edge_app.desk.technician.alert_trial import (
    GONE_S,
    TRIED_S,
    AlertTrialDesk,
    TrialFailure,
    TrialResult,
    TrialStage,
)
from edge_app.domain import Frame
from edge_app.lists.served_list import ServedList, load_calibration
from edge_app.pipeline.lane import Lane
from edge_app.pipeline.live import LiveLane
from sync.protocol.content import OfficerRole

STEP_S = 0.2
PLACE = (0.5, 0.4, 170.0)
BACK_S = 2.0 + GONE_S + 1.0  # of a scene, in which somebody shows their face for two seconds
SESSION = SessionView(
    SessionState.SIGNED_IN,
    SignedIn("9001", "Made", OfficerRole.TECHNICIAN, datetime(2026, 3, 11, tzinfo=UTC)),
)


class Silence:
    """Nobody listens."""

    def play(self, sound: Sound) -> None:
        """Be silent."""

    def quiet(self) -> None:
        """Be silent."""


class Hall:
    """Somebody, then nobody, then somebody, before a lane on whose list the first one is not."""

    def __init__(self, lane: Lane, before: str, after: str) -> None:
        self._scene = SceneSource(
            (
                Act(before, 0.0, 2.0, PLACE, PLACE),
                Act(after, BACK_S, BACK_S + TRIED_S + 4.0, PLACE, PLACE),
            )
        )
        self._lane, self.now = lane, 0.0
        self.told: list[TrialResult | None] = []
        self._live = LiveLane(lane, lambda: self._scene)
        self.desk = AlertTrialDesk(
            self._live,
            lambda: lane.lists,
            load_calibration(),
            lambda: SESSION,
            Silence(),
            self.told.append,
            lambda: self.now,
        )

    def pass_by(self, until_s: float) -> None:
        while self.now < until_s and self.desk.view().stage is not TrialStage.FAILED:
            self.now += STEP_S
            picture = self._scene.draw(self.now)
            self._lane.analyse(Frame(round(self.now / STEP_S), self.now, self.now, picture))
            while self._lane.recognise_pending() is not None:
                pass
            tracks, alerts, counts, _ = self._lane.snapshot()
            view = self._live.view()
            assert alerts == ()
            assert counts.alerts == 0
            self.desk.tick(replace(view, tracks=tracks))


@pytest.mark.slow
def test_who_comes_back_is_recognised_and_no_alert_is_raised(
    lane: Lane, served: ServedList, weights: Path
) -> None:
    assert weights.exists()
    assert served.thresholds.single > 0.3
    hall = Hall(lane, "astronaut.png", "astronaut.png")
    hall.desk.begin()
    hall.pass_by(BACK_S + 3.0)
    view = hall.desk.view()
    assert view.stage is TrialStage.RAISED
    assert view.result is not None
    assert view.result.score > view.result.threshold
    assert hall.told == [view.result]
    hall.desk.end()
    assert lane._recogniser.sampled is None


@pytest.mark.slow
def test_another_person_is_not_taken_for_the_first(lane: Lane) -> None:
    hall = Hall(lane, "astronaut.png", "biden.jpg")
    lane.replace_lists(())
    hall.desk.begin()
    hall.pass_by(BACK_S + TRIED_S + 4.0)
    assert hall.desk.view().failure is TrialFailure.UNLIKE
    assert hall.told == [None]
