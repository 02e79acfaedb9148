"""What is wrong with a lane is said after a while, withdrawn after one, never for nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from edge_app.demo.scene import SceneSource, crowd
from edge_app.domain import Frame, LaneFault
from edge_app.pipeline import live as live_module
from edge_app.pipeline.lane import Lane
from edge_app.pipeline.lane_faults import MAX_PEOPLE, QUEUE_S, LaneFaults
from edge_app.pipeline.live import LiveLane
from models.geometry import Box
from tests.fakes.camera import Recording
from tests.waiting import PATIENCE_S, until

RNG = np.random.default_rng


class Watching:
    """Faults fed with pictures, ten a second."""

    def __init__(self) -> None:
        self.faults, self.time_s = LaneFaults(), 0.0
        self.ever: set[LaneFault] = set()

    def show(
        self,
        draw: Callable[..., Any] | np.ndarray,
        seconds: float,
        faces: list[Box] | tuple[Any, ...] = (),
        light: Sequence[float] = (),
    ) -> tuple[LaneFault, ...]:
        for _ in range(round(seconds * 4)):
            self.time_s += 0.25
            image = draw(self.time_s) if callable(draw) else draw
            self.faults.update(image, self.time_s, faces, light)
            self.ever |= {*self.faults.current}
        return self.faults.current


@pytest.fixture
def watching() -> Watching:
    return Watching()


@pytest.fixture(scope="module")
def scene(weights: Path) -> SceneSource:  # noqa: ARG001  needed by it
    return SceneSource()


@pytest.fixture(scope="module")
def hall(scene: SceneSource) -> np.ndarray:
    return scene.draw(27.5)  # nobody is there


def moved(image: np.ndarray, right: float, down: float, angle: float = 0, nearer: float = 1) -> Any:
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, nearer)
    matrix[:, 2] += np.array((right, down))
    return cv2.warpAffine(image, matrix, (width, height), borderMode=cv2.BORDER_REFLECT)


def test_a_minute_of_the_demo_s_hall_has_no_fault(watching: Watching, scene: SceneSource) -> None:
    boxes: list[Any] = []

    def draw(time_s: Any) -> Any:
        boxes[:] = [box for _, box in scene.present(time_s)]
        return scene.draw(time_s)

    for _ in range(240):
        watching.show(draw, 0.25, tuple(boxes))
    assert watching.ever == set()


def test_people_who_walk_through_are_not_the_view_even_when_nobody_finds_their_faces(
    watching: Watching, scene: SceneSource
) -> None:
    watching.show(scene.draw, 60)
    assert LaneFault.MOVED not in watching.ever


@pytest.mark.parametrize(
    "how",
    [(60, 0), (0, 60), (-140, 50), (300, 0), (0, 0, 15), (0, 0, 0, 1.25), (0, 0, 180)],
)
def test_a_camera_that_was_moved_is_told(
    watching: Watching, hall: NDArray[np.uint8], how: tuple[Any, ...]
) -> None:
    assert watching.show(hall, 15) == ()
    assert watching.show(moved(hall, *how), 15) == (LaneFault.MOVED,)


def test_a_camera_that_trembles_or_sees_the_evening_was_not_moved(
    watching: Watching, hall: NDArray[np.uint8]
) -> None:
    watching.show(hall, 15)
    watching.show(moved(hall, 6, 4), 15)
    watching.show((hall * 0.4).astype(np.uint8), 15)
    noise = RNG(1).normal(0, 8, hall.shape)
    watching.show(np.clip(hall + noise, 0, 255).astype(np.uint8), 15)
    assert watching.ever == set()


def test_a_new_view_is_accepted_and_the_old_one_is_then_wrong(
    watching: Watching, hall: NDArray[np.uint8]
) -> None:
    other = moved(hall, 140, 40)
    watching.show(hall, 15)
    assert watching.show(other, 15) == (LaneFault.MOVED,)
    watching.faults.accept_view()
    assert watching.faults.current == ()
    assert watching.show(other, 20) == ()
    assert watching.show(hall, 15) == (LaneFault.MOVED,)


def test_a_camera_that_is_put_back_is_right_again(
    watching: Watching, hall: NDArray[np.uint8]
) -> None:
    watching.show(hall, 15)
    watching.show(moved(hall, 140, 40), 15)
    assert watching.show(hall, 15) == ()


def test_a_short_knock_is_not_told(watching: Watching, hall: NDArray[np.uint8]) -> None:
    watching.show(hall, 15)
    watching.show(moved(hall, 200, 0), 3)
    watching.show(hall, 10)
    assert watching.ever == set()


def test_a_blank_wall_has_no_view_to_lose(watching: Watching) -> None:
    wall = np.full((720, 1280, 3), 150, np.uint8)
    watching.show(wall, 15)
    watching.show(np.full((720, 1280, 3), 90, np.uint8), 15)
    assert watching.ever == set()


def test_the_view_is_not_learnt_from_a_crowd(
    watching: Watching,
    hall: NDArray[np.uint8],
    weights: Path,  # noqa: ARG001
) -> None:
    scene = SceneSource(crowd(8))
    boxes = [box for _, box in scene.present(1.0)]
    watching.show(scene.draw, 20, boxes)
    watching.show(hall, 30)
    assert LaneFault.MOVED not in watching.ever


def test_another_size_of_picture_is_another_view(
    watching: Watching, hall: NDArray[np.uint8]
) -> None:
    watching.show(hall, 15)
    watching.show(cv2.resize(hall, (640, 480)), 15)
    assert watching.ever == set()


def test_a_dark_hall_is_told_and_light_ends_it(watching: Watching, hall: NDArray[np.uint8]) -> None:
    assert watching.show((hall * 0.1).astype(np.uint8), 2) == ()
    assert watching.show((hall * 0.1).astype(np.uint8), 5) == (LaneFault.DARK,)
    assert watching.show(hall, 1) == (LaneFault.DARK,)
    assert watching.show(hall, 5) == ()


def test_faces_against_the_light_are_too_dark_in_a_bright_hall(
    watching: Watching, hall: NDArray[np.uint8]
) -> None:
    assert watching.show(hall, 6, light=[0.04, 0.05]) == (LaneFault.DARK,)
    assert watching.show(hall, 6, light=[0.04, 0.3, 0.35]) == ()
    assert watching.show(hall, 6, light=[0.10]) == ()  # a dark skin in usable light


@pytest.mark.parametrize("time_s", [7.0, 27.5, 35.0])
def test_a_dirty_lens_is_told_whoever_is_in_view(
    watching: Watching, scene: SceneSource, time_s: float
) -> None:
    picture = scene.draw(time_s)
    assert watching.show(picture, 8) == ()
    assert watching.show(cv2.GaussianBlur(picture, (0, 0), 9), 8) == (LaneFault.BLURRED,)
    assert watching.show(picture, 8) == ()


def test_a_blurred_person_before_a_sharp_hall_is_no_dirty_lens(
    watching: Watching, hall: NDArray[np.uint8]
) -> None:
    picture = hall.copy()
    picture[150:650, 400:900] = cv2.GaussianBlur(hall, (0, 0), 12)[150:650, 400:900]
    assert watching.show(picture, 10) == ()


def test_a_large_picture_out_of_focus_is_told_too(
    watching: Watching, hall: NDArray[np.uint8]
) -> None:
    large = cv2.resize(hall, (2560, 1440))
    assert watching.show(large, 8) == ()
    assert watching.show(cv2.GaussianBlur(large, (0, 0), 18), 8) == (LaneFault.BLURRED,)


def test_many_people_for_a_while_are_a_queue(watching: Watching, hall: NDArray[np.uint8]) -> None:
    few = [Box(n * 150, 300, 80, 80) for n in range(MAX_PEOPLE)]
    many = [*few, Box(10, 500, 80, 80)]
    watching.show(hall, QUEUE_S + 5, few)
    assert watching.ever == set()
    watching.show(hall, QUEUE_S - 5, many)
    assert watching.ever == set()
    assert watching.show(hall, 10, many) == (LaneFault.QUEUE,)
    assert watching.show(hall, 5, few) == ()


def test_the_most_pressing_comes_first(watching: Watching, hall: NDArray[np.uint8]) -> None:
    many = [Box(n * 150, 300, 80, 80) for n in range(8)]
    said = watching.show((hall * 0.1).astype(np.uint8), QUEUE_S + 5, many)
    assert said == (LaneFault.DARK, LaneFault.QUEUE)


def test_a_gap_in_the_pictures_is_not_time_that_a_fault_lasted(
    watching: Watching, hall: NDArray[np.uint8]
) -> None:
    dark = (hall * 0.1).astype(np.uint8)
    for _ in range(5):
        watching.show(dark, 1)
        watching.time_s += 60
    assert watching.ever == set()


# ---- the lane ------------------------------------------------------------------------------------


def test_a_lane_tells_of_a_crowd_in_the_dark(lane: Lane, weights: Path) -> None:  # noqa: ARG001
    scene = SceneSource(crowd(2))
    for number in range(10):
        picture = (scene.draw(number / 2) * 0.1).astype(np.uint8)
        lane.analyse(Frame(number, number / 2, time.monotonic(), picture))
    assert lane.faults.current == (LaneFault.DARK,)


def test_pictures_that_nobody_looks_at_are_told(
    lane: Lane, hall: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_module, "STALLED_S", 0.05)
    hold, held = threading.Event(), threading.Event()
    find = lane._finder.find

    def slow(frame: Any) -> Any:
        held.set()
        hold.wait(PATIENCE_S)
        return find(frame)

    monkeypatch.setattr(lane._finder, "find", slow)
    live = LiveLane(lane, lambda: Recording([(n / 10, hall) for n in range(20)]), paced=False)
    live.start()
    try:
        assert held.wait(PATIENCE_S)
        until(lambda: live.view().faults == (LaneFault.STALLED,))
        hold.set()
        until(lambda: live.view().faults == ())
        live.accept_view()
    finally:
        hold.set()
        live.stop()
