"""The demo left alone: nobody answers, and the desk is not flooded."""

from __future__ import annotations

import time
from collections.abc import Collection
from concurrent.futures import Future
from datetime import timedelta

import pytest

from edge_app.demo.scene import ROUND_S, SceneSource
from edge_app.desk.alerts.desk import AlertDesk
from edge_app.desk.session.views import SecondCheck, SessionState, SessionView
from edge_app.desk.sounds import Sounds
from edge_app.domain import Frame, LaneView, SourceState, utc_now
from edge_app.lists.served_list import ServedList
from edge_app.pipeline.lane import Lane, open_lane

FPS = 3.0
UNATTENDED_S = 600.0
ROUNDS = UNATTENDED_S / ROUND_S


class Nobody:
    """The lane as the desk asks it, and nobody who works here."""

    def __init__(self, lane: Lane) -> None:
        self.lane = lane
        self.escalations: list[str] = []

    def view(self) -> LaneView:
        tracks, alerts, counts, fps = self.lane.snapshot()
        return LaneView(None, SourceState.LIVE, "", tracks, alerts, counts, fps, (), 2)

    def answer(self, *_: object) -> None:
        raise AssertionError("an alert was closed")

    def unmute(self, mute_id: str) -> bool:
        raise AssertionError(mute_id)

    def escalated(self, alert_id: str, *_: object) -> None:
        self.escalations.append(alert_id)

    def withdrawn(self, *_: object) -> None:
        raise AssertionError("nobody answers")

    def unmuted(self, *_: object) -> None:
        raise AssertionError("nobody answers")


class Locked:
    """A session without anybody."""

    def view(self) -> SessionView:
        return SessionView(SessionState.WAITING)

    def check_second(self, number: str, pin: str, first: Collection[str]) -> Future[SecondCheck]:
        raise AssertionError((number, pin, first))


@pytest.mark.slow
@pytest.mark.usefixtures("weights")
def test_ten_minutes_are_two_cases_and_whoever_is_in_view_is_first(served: ServedList) -> None:
    now = [0.0]
    began = utc_now()
    scene = SceneSource(seconds=None)
    lane = open_lane((served,), now=lambda: began + timedelta(seconds=now[0]))
    nobody = Nobody(lane)
    desk = AlertDesk(
        nobody,
        Locked(),
        nobody,
        Sounds(0.0),
        lambda: now[0],
        now=lambda: began + timedelta(seconds=now[0]),
    )
    raised = []
    try:
        for number in range(int(UNATTENDED_S * FPS)):
            now[0] = number / FPS
            lane.analyse(Frame(number, now[0], time.monotonic(), scene.draw(now[0])))
            while (result := lane.recognise_pending()) is not None:
                raised += [alert.candidate.reference.reference_id for alert in result.alerts]
            desk.tick(now[0])
            cases = desk.view().open
            assert not any(case.here for case in cases) or not cases[0].gone
        cases = desk.view().open
    finally:
        lane.close()
    assert sorted(raised) == sorted({*raised})
    assert len(cases) == 2
    for case in cases:  # each round is a visit
        assert len(case.alert.sightings) >= ROUNDS - 2
    assert sorted(nobody.escalations) == sorted(case.alert.alert_id for case in cases)
