"""The lane in its own threads: what the screen reads meanwhile, and what one bad frame does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from edge_app.demo.scene import OBAMA, Act, SceneSource
from edge_app.domain import Answer, LaneView, SourceState
from edge_app.pipeline.lane import Lane
from edge_app.pipeline.live import LiveLane
from tests.fakes.camera import FakeCamera, Recording
from tests.waiting import PATIENCE_S, until

LEFT, RIGHT = (0.25, 0.4, 150.0), (0.75, 0.4, 150.0)


@pytest.fixture(scope="module")
def hall(weights: Path) -> SceneSource:  # noqa: ARG001  needed by it
    return SceneSource(
        (Act("obama2.jpg", 0, 50, LEFT, LEFT), Act("astronaut.png", 0, 50, RIGHT, RIGHT))
    )


@pytest.fixture
def start(lane: Lane) -> Iterator[Callable[..., Any]]:
    """Run the lane on a source; it is stopped in the end."""
    running = []

    def start(source: Any, paced: bool = False) -> LiveLane:
        live = LiveLane(lane, lambda: source, paced)
        live.start()
        running.append(live)
        return live

    yield start
    for live in running:
        live.stop()


def frames(hall: SceneSource, count: int) -> list[tuple[float, NDArray[np.uint8] | None]]:
    return [(n / 10, hall.draw(n / 10)) for n in range(count)]


def test_a_recording_runs_to_its_end_and_alerts_for_the_listed_alone(
    start: Callable[..., Any], hall: SceneSource
) -> None:
    live = start(Recording(frames(hall, 25)))
    until(lambda: live.view().open_alerts)
    until(lambda: live.ended and live.view().counts.frames == 25)
    view = live.view()
    assert [a.candidate.reference.reference_id for a in view.open_alerts] == [OBAMA]
    assert (view.source_state, view.tracks) == (SourceState.ENDED, ())
    assert [one.name for one in view.lists] == ["Daftar Peragaan"]
    assert view.references == 2
    live.answer(view.open_alerts[0].alert_id, Answer.CONFIRMED)
    assert live.view().open_alerts == ()


def test_the_screen_may_ask_at_any_time(start: Callable[..., Any], hall: SceneSource) -> None:
    live = start(Recording(frames(hall, 25)))
    views: list[LaneView] = []
    unbroken = []

    def hammer() -> None:
        while not live.ended:
            views.append(live.view())
            for alert in views[-1].open_alerts:
                live.answer(alert.alert_id, Answer.NOT_THIS_PERSON)
            time.sleep(0.001)
        unbroken.append(True)

    threads = [threading.Thread(target=hammer) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    assert unbroken == [True, True]
    counted = [view.counts.frames for view in views]
    assert max(counted) > 10
    assert any(view.tracks for view in views)
    assert any(view.fps > 0 for view in views)
    assert len(live.lane.decisions) <= 1


def test_one_frame_that_fails_is_passed_over_and_says_nothing_of_people(
    start: Callable[..., Any],
    hall: SceneSource,
    lane: Lane,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    detect_in = lane._detector.detect_in
    failed: list[bool] = []

    def fails_once(image: Any, tiles: Any) -> Any:
        if not failed:
            failed.append(True)
            raise RuntimeError("Barack Obama at [0.25, 0.4]")
        return detect_in(image, tiles)

    monkeypatch.setattr(lane._detector, "detect_in", fails_once)
    live = start(Recording(frames(hall, 25)))
    until(lambda: live.view().open_alerts)
    until(lambda: live.ended)
    assert live.faults == 1
    (line,) = caplog.messages
    assert line.startswith("a frame was passed over: RuntimeError at models/detector.py:")
    assert "Obama" not in caplog.text
    caplog.clear()


def test_a_shot_that_fails_does_not_end_the_comparisons(
    start: Callable[..., Any],
    hall: SceneSource,
    lane: Lane,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sample = lane._engine.sample
    failed: list[bool] = []

    def fails_once(image: Any, box: Any) -> Any:
        if not failed:
            failed.append(True)
            raise ValueError("Barack Obama")
        return sample(image, box)

    monkeypatch.setattr(lane._engine, "sample", fails_once)
    live = start(Recording(frames(hall, 25)))
    until(lambda: live.view().open_alerts)
    (line,) = caplog.messages
    assert line.startswith("a frame was passed over: ValueError at ")
    assert "Obama" not in caplog.text
    caplog.clear()


def test_a_lost_camera_shows_no_one(start: Callable[..., Any], hall: SceneSource) -> None:
    camera = FakeCamera()
    live = start(camera)
    shown = hall.draw(1.0)

    def somebody_in_view() -> Any:
        camera.show(shown)
        time.sleep(0.03)
        return live.view().tracks

    until(somebody_in_view)
    camera.unplug()
    until(lambda: live.view().source_state is SourceState.LOST)
    view = live.view()
    assert view.tracks == ()
    assert view.source_detail == "the camera stopped sending pictures"
    assert view.frame is not None
    camera.unplug()  # opened again meanwhile: so that the end need not wait for a picture


def test_a_lane_that_never_started_can_be_stopped(lane: Lane) -> None:
    live = LiveLane(lane, lambda: Recording([]))
    assert live.view().source_state is SourceState.STARTING
    live.stop()
    live.stop()
