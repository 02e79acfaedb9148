"""A camera that freezes inside the process is told from one that is away, and from none."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import pytest

from edge_app.domain import SourceState
from edge_app.errors import SourceError
from edge_app.pipeline.lane import Lane, open_lane
from edge_app.pipeline.live import LiveLane
from edge_app.terminal.lane_progress import LaneProgress
from tests.fakes.camera import FakeCamera
from tests.waiting import until

HALL = np.random.default_rng(1).integers(90, 160, (240, 320, 3)).astype(np.uint8)


@pytest.fixture
def lane(weights: Any) -> Lane:  # noqa: ARG001  needed by it
    return open_lane(())


class Plug:
    """Opens a camera while it is plugged in; `stuck`: opening never returns."""

    def __init__(self) -> None:
        self.camera = FakeCamera()
        self.plugged, self.stuck = True, False
        self.opening, self.let_go = threading.Event(), threading.Event()

    def __call__(self) -> FakeCamera:
        if self.stuck:
            self.opening.set()
            self.let_go.wait()
        if not self.plugged:
            raise SourceError("no camera")
        self.camera = FakeCamera()
        return self.camera


@pytest.fixture
def plug() -> Plug:
    return Plug()


@pytest.fixture
def live(lane: Lane, plug: Plug) -> Iterator[LiveLane]:
    live = LiveLane(lane, plug)
    live.start()
    yield live
    plug.plugged = False
    plug.let_go.set()
    plug.camera.unplug()
    live.stop()


def shown(live: LiveLane, plug: Plug, number: int) -> None:
    """One more picture, analysed."""
    before = live.lane.counts.frames
    plug.camera.show(np.roll(HALL, number, axis=1))
    until(lambda: live.lane.counts.frames > before, "its analysis")


def test_each_frame_counts_once(live: LiveLane, plug: Plug) -> None:
    progress = LaneProgress(live)
    assert not progress.has_moved()  # nothing came yet
    for number in range(3):
        shown(live, plug, number)
        assert progress.has_moved()
        assert not progress.has_moved()
    assert live.source_state is SourceState.LIVE
    assert progress.words() == (
        f"camera live, {live.view().fps:.0f} pictures a second; 0 lists, 0 open alerts"
    )


def test_a_camera_that_is_away_is_looked_for_and_that_is_progress(
    live: LiveLane, plug: Plug
) -> None:
    progress = LaneProgress(live)
    shown(live, plug, 0)
    plug.plugged = False
    plug.camera.unplug()
    until(lambda: live.source_state is SourceState.LOST)
    for _ in range(2):
        until(progress.has_moved, "another try to open it")
    assert progress.words().startswith("camera lost;")


def test_a_camera_whose_opening_hangs_is_none(live: LiveLane, plug: Plug) -> None:
    progress = LaneProgress(live)
    shown(live, plug, 0)
    plug.stuck = True
    plug.camera.unplug()
    until(lambda: live.source_state is SourceState.LOST)
    until(plug.opening.is_set, "the try that hangs")
    progress.has_moved()
    assert not progress.has_moved()


def test_pictures_without_use_are_told_and_waited_out(live: LiveLane, plug: Plug) -> None:
    progress = LaneProgress(live)
    shown(live, plug, 0)
    dark = partial(plug.camera.show, np.zeros_like(HALL))
    until(lambda: live.source_state is SourceState.BLACK, between=dark)
    for _ in range(2):
        until(progress.has_moved, between=dark)


def test_a_desk_without_a_camera_waits_for_nothing(lane: Lane) -> None:
    live = LiveLane(lane, Plug(), has_camera=False)
    live.start()
    try:
        progress = LaneProgress(live)
        assert progress.has_moved()
        assert progress.has_moved()
    finally:
        live.stop()


def test_a_face_that_is_worked_at_for_ever_is_no_progress(
    live: LiveLane, plug: Plug, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Frames go on then, and nobody is recognised."""
    held = threading.Event()
    monkeypatch.setattr(live.lane, "recognise_pending", held.wait)
    monkeypatch.setattr("edge_app.pipeline.live.STALLED_S", 0.05)
    try:
        progress = LaneProgress(live)
        until(lambda: live.is_stalled)
        shown(live, plug, 0)
        assert not progress.has_moved()
    finally:
        held.set()
