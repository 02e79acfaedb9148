"""Somebody shows their face, goes, and comes back: a test alert, of which nothing is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from edge_app.desk.session.views import SessionState, SessionView, SignedIn
from edge_app.desk.sounds import Sound
from edge_app.desk.technician.alert_trial import (
    GONE_S,
    SHOWN_S,
    STAGE_LIMIT_S,
    TRIED_S,
    AlertTrialDesk,
    TrialFailure,
    TrialResult,
    TrialStage,
)
from edge_app.domain import (
    Alert,
    Counts,
    FaceSample,
    LaneView,
    SourceState,
    Template,
    Track,
    TrackState,
)
from edge_app.lists.served_list import load_calibration
from models.geometry import Box
from sync.protocol.content import OfficerRole
from tests.edge_app.desk.alerts.alerts_fixtures import alert

NOW = datetime(2026, 3, 11, 7, tzinfo=UTC)
ONE = Track(1, Box(0, 0, 90, 120), TrackState.CLEAR, 0.9)
EMPTY = LaneView(
    frame=None,
    source_state=SourceState.LIVE,
    source_detail="",
    tracks=(),
    open_alerts=(),
    counts=Counts(),
    fps=25.0,
    lists=(),
    references=0,
)


def template(*values: float) -> Template:
    found = np.zeros(8, np.float32)
    found[: len(values)] = values
    return found / np.linalg.norm(found)


ME, OTHER = template(1.0), template(0.0, 1.0)


class Bench:
    """A desk, the lane that gives it samples, and what is heard and told."""

    def __init__(self, role: OfficerRole = OfficerRole.TECHNICIAN) -> None:
        self.now = 100.0
        self.sampled: Callable[[FaceSample], None] | None = None
        self.looked_anew = 0
        self.heard: list[Sound] = []
        self.told: list[TrialResult | None] = []
        session = SessionView(SessionState.SIGNED_IN, SignedIn("9001", "Made", role, NOW))
        self.desk = AlertTrialDesk(
            self,
            tuple,
            load_calibration(),
            lambda: session,
            self,
            self.told.append,
            lambda: self.now,
        )

    def watch_samples(self, told: Callable[[FaceSample], None]) -> None:
        self.sampled = told
        self.looked_anew += 1

    def unwatch_samples(self) -> None:
        self.sampled = None

    def play(self, sound: Sound) -> None:
        self.heard.append(sound)

    def quiet(self) -> None:
        """Nothing is heard here."""

    def stage(self) -> TrialStage:
        return self.desk.view().stage

    def see(self, *tracks: Track, seconds: float = 0.1, alerts: tuple[Alert, ...] = ()) -> None:
        self.now += seconds
        self.desk.tick(replace(EMPTY, tracks=tracks, open_alerts=alerts))

    def sample(self, of: Template, at: float | None = None) -> None:
        if self.sampled is not None:
            taken = self.now if at is None else at
            self.sampled(FaceSample(1, np.zeros((4, 4, 3), np.uint8), "sface", of, taken))

    def show_and_leave(self) -> None:
        self.desk.begin()
        self.see(ONE)
        self.sample(ME)
        self.see(ONE)
        assert self.stage() is TrialStage.LEAVE
        self.see(seconds=GONE_S)
        self.see()
        assert self.stage() is TrialStage.RETURN


def test_who_comes_back_is_recognised_by_a_sample_of_then() -> None:
    bench = Bench()
    bench.show_and_leave()
    bench.see(ONE, seconds=1.0)
    bench.sample(ME, at=bench.now - 0.2)
    bench.see(ONE)
    view = bench.desk.view()
    assert view.stage is TrialStage.RAISED
    assert view.result is not None
    assert view.result.score == pytest.approx(1.0)
    assert view.result.threshold > 0.3
    assert view.result.latency_ms == pytest.approx(200.0)
    assert bench.heard == [Sound.NORMAL]
    assert bench.told == [view.result]
    assert bench.sampled is None, "nobody is looked at any more"
    assert bench.looked_anew == 2


def test_a_sample_from_before_they_left_proves_nothing() -> None:
    bench = Bench()
    bench.desk.begin()
    bench.see(ONE)
    bench.sample(ME)
    for _ in range(5):
        bench.see(ONE)
        bench.sample(ME)
    assert bench.stage() is TrialStage.LEAVE, "whoever stays was not recognised again"
    bench.see(seconds=GONE_S / 2)
    bench.see(ONE)
    bench.see(seconds=GONE_S / 2)
    assert bench.stage() is TrialStage.LEAVE, "they were lost for a moment only"
    old = bench.now
    bench.see(seconds=GONE_S)
    bench.see(ONE)
    bench.sample(ME, at=old)
    assert bench.stage() is TrialStage.RETURN


def test_somebody_else_is_not_recognised_and_that_is_told() -> None:
    bench = Bench()
    bench.show_and_leave()
    bench.see(ONE)
    bench.sample(OTHER)
    assert bench.stage() is TrialStage.RETURN, "a first picture may be a poor one"
    bench.see(ONE, seconds=TRIED_S)
    bench.sample(OTHER)
    bench.see(ONE)
    assert bench.desk.view().failure is TrialFailure.UNLIKE
    assert bench.told == [None]
    assert bench.heard == []


def test_it_waits_until_one_person_is_alone() -> None:
    bench = Bench()
    bench.desk.begin()
    bench.see(ONE, replace(ONE, track_id=2))
    assert bench.desk.view().several
    bench.sample(ME)
    assert bench.stage() is TrialStage.SHOW
    bench.see(ONE)
    bench.sample(ME)
    assert bench.stage() is TrialStage.LEAVE


def test_a_real_alert_ends_it_and_nobody_in_time_too() -> None:
    bench = Bench()
    bench.show_and_leave()
    bench.see(ONE, alerts=(alert("a"),))
    assert bench.desk.view().failure is TrialFailure.REAL_ALERT
    assert bench.desk.view().shown is None
    bench.desk.begin()
    bench.see(seconds=STAGE_LIMIT_S)
    assert bench.desk.view().failure is TrialFailure.NOBODY
    assert bench.told == [], "neither says anything of the lane"


@pytest.mark.parametrize("leaves", [True, False])
def test_no_face_is_left(leaves: bool) -> None:
    bench = Bench()
    bench.show_and_leave()
    bench.see(ONE)
    bench.sample(ME)
    bench.see(ONE)
    assert bench.desk.view().shown is not None
    assert bench.desk.view().seen is not None
    if leaves:
        bench.desk.end()
        assert bench.stage() is TrialStage.IDLE
    else:
        bench.see(seconds=SHOWN_S)
        assert bench.desk.view().result is not None
    assert bench.desk.view().shown is None
    assert bench.desk.view().seen is None
    held = [value for value in vars(bench.desk).values() if isinstance(value, np.ndarray)]
    assert held == []


@pytest.mark.parametrize("role", [OfficerRole.OFFICER, OfficerRole.SUPERVISOR])
def test_nobody_else_begins_one(role: OfficerRole) -> None:
    bench = Bench(role)
    bench.desk.begin()
    assert bench.stage() is TrialStage.IDLE
    assert bench.sampled is None
