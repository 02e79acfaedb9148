"""Who stands in front of the camera now, for a comparison on request; more shots of an alert."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from edge_app.demo.scene import Act, SceneSource
from edge_app.domain import Answer, Frame, Track, TrackState
from edge_app.lists.served_list import ServedList
from edge_app.pipeline.lane import Lane
from edge_app.pipeline.live import LiveLane
from edge_app.pipeline.nearest import nearest
from edge_app.pipeline.open_alerts import ALERTS_WITH_SHOTS, FURTHER_SHOTS, FURTHER_SIDE
from models.geometry import Box
from tests.present import present

GONE_S = 2.0
MIDDLE, FAR_LEFT = (0.5, 0.4, 170.0), (0.2, 0.4, 110.0)


def standing(portrait: str, place: tuple[float, float, float]) -> Act:
    return Act(portrait, 0.0, 50.0, place, place)


def track(track_id: int, x: float, width: float) -> Track:
    return Track(track_id, Box(x - width / 2, 300, width, width), TrackState.CLEAR, 0.9)


@pytest.mark.parametrize(
    ("tracks", "expected"),
    [
        ((), None),
        ((track(1, 100, 60),), 1),
        ((track(1, 640, 100), track(2, 700, 140)), 2),
        ((track(1, 640, 100), track(2, 40, 140)), 1),
        ((track(1, 640, 100), track(2, 40, 300)), 2),
    ],
)
def test_the_nearest_is_the_largest_near_the_middle(
    tracks: tuple[Any, ...], expected: int | None
) -> None:
    assert nearest(tracks, 1280, 720) == expected


@pytest.fixture(scope="module")
def two(weights: Path) -> SceneSource:  # noqa: ARG001  needed by it
    return SceneSource((standing("astronaut.png", MIDDLE), standing("obama2.jpg", FAR_LEFT)))


@pytest.fixture(scope="module")
def empty_background(weights: Path) -> SceneSource:  # noqa: ARG001
    return SceneSource(())


def test_the_probe_is_of_the_person_in_front(
    play: Callable[..., Any], two: SceneSource, lane: Lane, served: ServedList
) -> None:
    play(two, 0, 1)
    probe = present(lane.probe())
    other = next(t.track_id for t in lane.snapshot()[0] if t.track_id != probe.track_id)
    assert probe.template.shape == (128,)
    assert float(np.linalg.norm(probe.template)) == pytest.approx(1, abs=1e-5)
    assert probe.portrait.shape[0] == probe.portrait.shape[1] > 200
    assert probe.shots >= 2
    assert 0.5 < probe.quality <= 1
    assert served.candidates(probe.template, probe.shots) == []
    (candidate, *_) = served.candidates(present(lane.probe(other)).template, 2)
    assert candidate.reference.reference_id == "Barack_Obama"


def test_there_is_no_probe_of_nobody_and_none_before_a_template(
    play: Callable[..., Any], two: SceneSource, empty_background: SceneSource, lane: Lane
) -> None:
    assert lane.probe() is None
    for number in range(3):
        picture = two.draw(number / 10)
        lane.analyse(Frame(number, number / 10, time.monotonic(), picture))
    assert lane.snapshot()[0]
    assert lane.probe() is None
    play(empty_background, 0, 0.3, at_s=0.4)
    assert lane.probe() is None
    assert lane.probe(12345) is None


def test_a_probe_is_forgotten_with_its_track(
    play: Callable[..., Any], two: SceneSource, empty_background: SceneSource, lane: Lane
) -> None:
    play(two, 0, 1)
    track_id = present(lane.probe()).track_id
    play(empty_background, 0, GONE_S, at_s=1.0)
    assert lane.probe() is None
    assert lane.probe(track_id) is None
    assert lane._recogniser._faces == {}


def test_who_comes_back_has_the_template_of_the_visit(
    play: Callable[..., Any], two: SceneSource, empty_background: SceneSource, lane: Lane
) -> None:
    play(two, 0, 1)
    before = present(lane.probe())
    play(empty_background, 0, GONE_S, at_s=1.0)
    play(two, 0, 1, at_s=1.0 + GONE_S)
    after = present(lane.probe())
    assert after.track_id != before.track_id
    assert after.shots > before.shots


def test_a_lane_without_a_live_picture_gives_no_probe(
    play: Callable[..., Any], two: SceneSource, lane: Lane
) -> None:
    live = LiveLane(lane, lambda: two)
    play(two, 0, 1)
    assert lane.probe() is not None
    assert live.probe() is None


def test_a_waiting_alert_gathers_a_bounded_number_of_further_shots(
    play: Callable[..., Any],
    weights: Path,  # noqa: ARG001
    lane: Lane,
) -> None:
    listed = SceneSource((standing("obama2.jpg", MIDDLE),))
    before = datetime.now(UTC)
    (alert,) = play(listed, 0, 1)
    assert before <= alert.raised_at <= datetime.now(UTC)
    play(listed, 1, 12)
    (waiting,) = lane.snapshot()[1]
    assert (waiting.alert_id, waiting.raised_at) == (alert.alert_id, alert.raised_at)
    assert len(waiting.shots) == FURTHER_SHOTS
    assert waiting.quality >= alert.quality
    for shot in waiting.shots:
        assert shot.shape[0] == shot.shape[1] <= FURTHER_SIDE
        assert 60 < shot.mean() < 200
    lane.answer(alert.alert_id, Answer.CONFIRMED)
    assert lane._open._further == {}


def test_of_very_many_waiting_alerts_the_oldest_keep_one_picture(
    play: Callable[..., Any],
    weights: Path,  # noqa: ARG001
    lane: Lane,
) -> None:
    listed = SceneSource((standing("obama2.jpg", MIDDLE),))
    play(listed, 0, 5)
    (oldest,) = lane.snapshot()[1]
    assert oldest.shots
    more = [replace(oldest, alert_id=f"n{n}", track_id=900 + n) for n in range(ALERTS_WITH_SHOTS)]
    lane._open._alerts.extend(more)
    play(listed, 5, 8)
    waiting = lane.snapshot()[1]
    assert len(waiting) == ALERTS_WITH_SHOTS + 1
    assert waiting[0].shots == ()
    assert all(a.shots for a in waiting[1:])
