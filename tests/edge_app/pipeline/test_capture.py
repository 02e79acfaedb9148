"""The newest frame only, and what the source is doing, whatever it does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from edge_app.domain import Frame, SourceState
from edge_app.errors import SourceError
from edge_app.pipeline import capture as module
from edge_app.pipeline import picture_watch
from edge_app.pipeline.capture import Capture
from edge_app.pipeline.picture_watch import PictureWatch
from tests.fakes.camera import FakeCamera, Recording
from tests.waiting import PATIENCE_S


def picture(value: int, height: int = 120, width: int = 160) -> np.ndarray:
    image = np.full((height, width, 3), value, np.uint8)
    if value:  # a hall has more than one colour
        image += np.linspace(0, 100, width).astype(np.uint8)[:, None]
    return image


def value(frame: Frame) -> int:
    return int(frame.image[0, 0, 0])


def until_changed(capture: Capture, true: Any) -> None:
    """Wait for a change that makes `true()` true."""
    with capture._changed:
        assert capture._changed.wait_for(true, PATIENCE_S), (capture.state, capture.detail)


def until_state(capture: Capture, state: SourceState) -> None:
    until_changed(capture, lambda: capture.state is state)


@pytest.fixture(autouse=True)
def quick_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_watch, "BAD_S", 0.0)
    monkeypatch.setattr(module, "FIRST_RETRY_S", 0.01)
    monkeypatch.setattr(module, "LAST_RETRY_S", 0.02)


@pytest.fixture
def running() -> Iterator[Callable[..., Any]]:
    """Start a Capture on what is given; all are stopped in the end."""
    started = []

    def start(open_source: Any, paced: bool = True) -> Capture:
        capture = Capture(open_source, paced)
        capture.start()
        started.append(capture)
        return capture

    yield start
    for capture in started:
        capture._stopping.set()
        capture.stop()


@pytest.fixture
def camera() -> Iterator[Any]:
    camera = FakeCamera()
    yield camera
    camera.unplug()


def test_a_slow_taker_gets_the_newest_frame_and_no_older_one(
    running: Callable[..., Any], camera: Any
) -> None:
    capture = running(lambda: camera)
    for shown in (50, 51, 52, 53):
        camera.show(picture(shown))
    until_changed(capture, lambda: capture.newest is not None and capture.newest.number == 3)
    assert value(capture.take(PATIENCE_S)) == 53
    assert capture.take(0.0) is None
    camera.show(picture(54))
    assert value(capture.take(PATIENCE_S)) == 54


def test_before_the_first_picture_the_camera_is_starting(
    running: Callable[..., Any], camera: Any
) -> None:
    capture = running(lambda: camera)
    assert capture.state is SourceState.STARTING
    assert capture.newest is None
    assert capture.take(0.0) is None


def test_a_camera_that_vanishes_is_lost_and_live_again_when_it_is_back(
    running: Callable[..., Any],
) -> None:
    cameras = [FakeCamera(), FakeCamera()]
    back = threading.Event()
    waiting = list(cameras)

    def open_source() -> Any:
        if len(waiting) == 1 and not back.is_set():
            raise SourceError("/dev/video0: the camera does not answer")
        return waiting.pop(0)

    capture = running(open_source)
    cameras[0].show(picture(50))
    until_state(capture, SourceState.LIVE)
    cameras[0].unplug()
    until_changed(capture, lambda: capture.detail == "/dev/video0: the camera does not answer")
    assert capture.state is SourceState.LOST
    assert cameras[0].closed.is_set()
    back.set()
    cameras[1].show(picture(60))
    until_state(capture, SourceState.LIVE)
    assert capture.detail == ""
    assert value(capture.newest) == 60
    assert capture.newest.number == 1
    cameras[1].unplug()


def test_a_camera_that_just_stops_is_lost(
    running: Callable[..., Any], camera: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FIRST_RETRY_S", 1000.0)
    capture = running(lambda: camera)
    camera.show(picture(50))
    until_state(capture, SourceState.LIVE)
    camera.unplug()
    until_state(capture, SourceState.LOST)
    assert capture.detail == "the camera stopped sending pictures"
    assert capture.newest is not None


@pytest.mark.parametrize(
    "error", [SourceError("the cable is out"), OSError(5, "x"), RuntimeError()]
)
def test_a_camera_whose_read_fails_is_lost_and_comes_back(
    running: Callable[..., Any],
    caplog: pytest.LogCaptureFixture,
    error: OSError | RuntimeError | SourceError,
) -> None:
    cameras = [FakeCamera(), FakeCamera()]
    waiting = list(cameras)
    capture = running(lambda: waiting.pop(0))
    cameras[0].show(picture(50))
    until_state(capture, SourceState.LIVE)
    cameras[0].fail(error)
    until_state(capture, SourceState.LOST)
    assert capture.detail
    cameras[1].show(picture(60))
    until_state(capture, SourceState.LIVE)
    assert cameras[0].closed.is_set()
    logged = [line.partition(" at edge_app/pipeline/capture.py:")[0] for line in caplog.messages]
    bug = not isinstance(error, SourceError)
    assert logged == [f"a source failed: {type(error).__name__}"] * bug
    caplog.clear()
    cameras[1].unplug()


@pytest.mark.parametrize(
    ("bad", "state", "detail"),
    [
        (picture(0), SourceState.BLACK, "160x120"),
        (np.full((120, 160, 3), 90, np.uint8), SourceState.BLANK, "160x120"),
        (None, SourceState.UNREADABLE, ""),
        (picture(90, 10, 12), SourceState.UNREADABLE, "12x10"),
    ],
)
def test_a_picture_without_use_is_said_to_be_so_until_a_good_one_comes(
    running: Callable[..., Any],
    camera: Any,
    bad: NDArray[np.uint8] | None,
    state: SourceState,
    detail: str,
) -> None:
    capture = running(lambda: camera)
    camera.show(picture(50))
    camera.show(bad)
    until_state(capture, state)
    assert capture.detail == detail
    assert value(capture.newest) == 50
    camera.show(picture(60))
    until_state(capture, SourceState.LIVE)
    assert value(capture.take(PATIENCE_S)) == 60


def test_one_picture_without_use_among_good_ones_is_passed_over_and_counted(
    running: Callable[..., Any], camera: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture_watch, "BAD_S", 1000.0)
    capture = running(lambda: camera)
    for shown in (picture(50), None, picture(0), picture(60)):
        camera.show(shown)
    until_changed(capture, lambda: capture.newest is not None and value(capture.newest) == 60)
    assert (capture.state, capture.unusable) == (SourceState.LIVE, 2)


def test_a_camera_that_sends_one_picture_for_ever_stands_still(
    running: Callable[..., Any], camera: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture_watch, "STILL_INTERVAL_S", 0.0)
    capture = running(lambda: camera)
    camera.show(picture(50))
    until_state(capture, SourceState.LIVE)
    capture._watch._still._patience_s = 0.0
    camera.show(picture(50))
    until_state(capture, SourceState.FROZEN)
    assert capture.newest.number == 0
    camera.show(picture(51))
    until_state(capture, SourceState.LIVE)
    assert value(capture.take(PATIENCE_S)) == 51


def test_a_camera_may_change_its_size(running: Callable[..., Any], camera: Any) -> None:
    capture = running(lambda: camera)
    for height, width in ((120, 160), (480, 640), (100, 100)):
        camera.show(picture(50, height, width))
        assert capture.take(PATIENCE_S).image.shape == (height, width, 3)


def test_another_camera_is_looked_through_at_once(running: Callable[..., Any], camera: Any) -> None:
    capture = running(lambda: camera)
    camera.show(picture(50))
    until_state(capture, SourceState.LIVE)
    other = FakeCamera()
    capture.reopen(lambda: other)
    assert capture.state is SourceState.STARTING
    camera.show(picture(51))  # what was waited for
    other.show(picture(60))
    until_changed(capture, lambda: value(capture.newest) == 60)
    assert camera.closed.is_set()
    assert capture.newest.number == 1
    other.unplug()


def test_a_picture_under_way_is_not_shown_for_the_camera_chosen_meanwhile(
    running: Callable[..., Any], camera: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, judged = FakeCamera(), PictureWatch.update

    def chosen_meanwhile(watch: PictureWatch, *picture_and_time: Any) -> bool:
        usable = judged(watch, *picture_and_time)
        if not chosen.is_set():
            capture.reopen(lambda: other)  # as the screen's thread does
            chosen.set()
        return usable

    chosen = threading.Event()
    monkeypatch.setattr(PictureWatch, "update", chosen_meanwhile)
    capture = running(lambda: camera)
    camera.show(picture(50))
    assert camera.closed.wait(PATIENCE_S)
    assert (capture.state, capture.newest) == (SourceState.STARTING, None)
    other.show(picture(60))
    until_changed(capture, lambda: capture.newest is not None)
    assert value(capture.newest) == 60
    other.unplug()


def test_after_a_recording_a_camera_can_be_chosen(running: Callable[..., Any], camera: Any) -> None:
    capture = running(lambda: Recording([(0.0, picture(50))]))
    until_state(capture, SourceState.ENDED)
    capture.reopen(lambda: camera)
    camera.show(picture(60))
    until_state(capture, SourceState.LIVE)
    assert value(capture.newest) == 60


def test_a_camera_that_is_away_is_not_waited_for_once_another_is_chosen(
    running: Callable[..., Any], camera: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FIRST_RETRY_S", 1000.0)

    def away() -> None:
        raise SourceError("gone")

    capture = running(away)
    until_state(capture, SourceState.LOST)
    capture.reopen(lambda: camera)
    camera.show(picture(60))
    until_state(capture, SourceState.LIVE)


def test_a_recording_that_is_over_has_ended(running: Callable[..., Any]) -> None:
    recording = Recording([(0.0, picture(50)), (0.01, picture(51))])
    capture = running(lambda: recording)
    until_state(capture, SourceState.ENDED)
    assert value(capture.newest) == 51
    assert recording.closed.is_set()


def test_a_recording_keeps_its_own_times(running: Callable[..., Any]) -> None:
    capture = running(lambda: Recording([(7.25, picture(50))]))
    until_state(capture, SourceState.ENDED)
    assert capture.newest.time_s == 7.25


def test_unpaced_no_frame_is_lost(running: Callable[..., Any]) -> None:
    recording = Recording([(n * 1000.0, picture(50 + n)) for n in range(30)])
    capture = running(lambda: recording, paced=False)
    taken = [value(capture.take(PATIENCE_S)) for _ in range(30)]
    assert taken == list(range(50, 80))


def stops(capture: Capture) -> bool:
    """Whether `stop` comes back and leaves no thread."""
    capture.stop()
    return not capture._thread.is_alive()


def test_stop_before_start_and_twice() -> None:
    capture = Capture(lambda: Recording([]))
    assert stops(capture)
    assert stops(capture)


def test_stop_while_the_camera_is_lost(
    running: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FIRST_RETRY_S", 1000.0)

    def open_source() -> None:
        raise SourceError("gone")

    capture = running(open_source)
    until_state(capture, SourceState.LOST)
    assert stops(capture)


def test_stop_between_two_frames_of_a_slow_recording(running: Callable[..., Any]) -> None:
    recording = Recording([(0.0, picture(50)), (1000.0, picture(51))])
    capture = running(lambda: recording)
    until_state(capture, SourceState.LIVE)
    assert stops(capture)
    assert recording.closed.is_set()


def test_stop_while_an_unpaced_frame_waits_to_be_taken(running: Callable[..., Any]) -> None:
    recording = Recording([(0.0, picture(50)), (1.0, picture(51))])
    capture = running(lambda: recording, paced=False)
    until_state(capture, SourceState.LIVE)
    assert stops(capture)
    assert recording.closed.is_set()


def test_stop_after_the_end(running: Callable[..., Any]) -> None:
    capture = running(lambda: Recording([(0.0, picture(50))]))
    until_state(capture, SourceState.ENDED)
    assert stops(capture)
    assert capture.state is SourceState.ENDED


def test_stop_while_the_camera_delivers(running: Callable[..., Any], camera: Any) -> None:
    capture = running(lambda: camera)
    camera.show(picture(50))
    until_state(capture, SourceState.LIVE)
    capture._stopping.set()
    camera.show(picture(51))
    assert stops(capture)
    assert camera.closed.is_set()
