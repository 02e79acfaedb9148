"""A camera that hangs turned is told by moving faces; a poster, and a demo's hall, tell nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from edge_app.demo.scene import SceneSource, crowd
from edge_app.domain import LaneFault
from edge_app.pipeline import turn_watch
from edge_app.pipeline.lane import Lane
from edge_app.pipeline.shape_watch import ShapeWatch
from edge_app.pipeline.turn_watch import TurnWatch
from models.detector import FaceDetector
from models.engine import open_detector


@pytest.fixture(scope="module")
def detector(weights: Any) -> Iterator[FaceDetector]:  # noqa: ARG001  needed by it
    opened = open_detector()
    yield opened
    opened.close()


@pytest.fixture
def watch(detector: FaceDetector, monkeypatch: pytest.MonkeyPatch) -> TurnWatch:
    monkeypatch.setattr(turn_watch, "TILES", 40)  # what a lane sees in ten looks
    return TurnWatch(detector)


def turned(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    small = cv2.resize(picture, (640, 360))
    return np.asarray(cv2.rotate(small, cv2.ROTATE_90_COUNTERCLOCKWISE), np.uint8)


def test_people_who_walk_on_a_turned_picture_tell_that_it_is(watch: TurnWatch) -> None:
    scene = SceneSource()
    for look in range(12):
        watch.update(turned(scene.draw(3.0 + look / 2)), look / 2)
    assert watch.turn == 90


def test_a_poster_that_lies_on_its_side_tells_nothing(watch: TurnWatch) -> None:
    poster = turned(SceneSource(crowd(1)).draw(1.0))
    for look in range(12):
        picture = poster.copy()
        cv2.rectangle(picture, (10, 10 + 20 * look), (90, 60 + 20 * look), (90, 60, 40), -1)
        watch.update(picture, look / 2)
    assert watch.turn == 0


def test_an_empty_hall_costs_no_look(
    watch: TurnWatch, detector: FaceDetector, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall = SceneSource(()).draw(1.0)
    watch.update(hall, 0.0)
    monkeypatch.setattr(detector, "detect_in", lambda *_: pytest.fail("nothing moves there"))
    for look in range(1, 20):
        watch.update(hall, look / 2)


@pytest.mark.slow
def test_the_demos_people_stand_upright_before_square_pixels(
    lane: Lane, play: Callable[..., Any]
) -> None:
    play(SceneSource(), 6.0, 13.0)
    assert (lane.turning.turn, lane.shape.aspect) == (0, 1.0)
    assert not {LaneFault.SIDEWAYS, LaneFault.SQUEEZED} & {*lane.faults.current}


@pytest.mark.parametrize(
    ("shapes", "aspect"),
    [
        ([0.84, 0.86, 0.80], 1.0),
        ([0.70], 1.0),  # one person may have a long face
        ([0.70, 0.74, 0.72], 1.39),
        ([1.02, 1.05, 1.04], 0.72),
        ([float("nan")] * 5, 1.0),
        ([0.70, 0.84, 0.86, 0.88], 1.0),
    ],
)
def test_a_pixels_shape_is_that_of_several_people(shapes: list[float], aspect: float) -> None:
    watch = ShapeWatch()
    for track_id, shape in enumerate(shapes):
        for _ in range(3):
            watch.update(track_id, shape)
    assert watch.aspect == pytest.approx(aspect, abs=0.01)
