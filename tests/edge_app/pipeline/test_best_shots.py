"""Few samples of each track get a template: soon, good, different, and now and then anew."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from edge_app.domain import Frame
from edge_app.pipeline.best_shots import FIRST_SHOTS, REFRESH_S, BestShots
from edge_app.pipeline.tracker import LOST_FOR_S, Tracker
from models.detector import Detection
from models.engine import open_detector
from models.images import read_image

FPS = 25


@pytest.fixture(scope="module")
def sharp(portraits: dict[str, Path]) -> NDArray[np.uint8]:
    return read_image(portraits["astronaut.png"])


@pytest.fixture(scope="module")
def blurred(sharp: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.asarray(cv2.GaussianBlur(sharp, (0, 0), 1.5), np.uint8)


@pytest.fixture(scope="module")
def hopeless(sharp: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.asarray(cv2.GaussianBlur(sharp, (0, 0), 14), np.uint8)


@pytest.fixture(scope="module")
def face(sharp: NDArray[np.uint8]) -> Detection:
    detector = open_detector()
    (found,) = detector.detect(sharp)
    detector.close()
    return found


@pytest.fixture
def shots() -> BestShots:
    return BestShots()


@pytest.fixture
def show(shots: BestShots, face: Detection) -> Callable[..., Any]:
    """Show a picture at a time; the shots that it gives. `there`: whether the face is seen."""
    tracker = Tracker()

    def show(image: np.ndarray, time_s: float, there: bool = True) -> Any:
        tracks = tracker.update([face] if there else [], time_s)
        return shots.choose(Frame(round(time_s * FPS), time_s, 0.0, image), tracks)

    return show


def test_the_first_usable_sample_is_taken_at_once(
    show: Callable[..., Any], sharp: NDArray[np.uint8]
) -> None:
    (shot,) = show(sharp, 3.0)
    assert (shot.track_id, shot.time_s, shot.frame) == (1, 3.0, 75)


def test_a_hopeless_sample_is_not_taken(
    show: Callable[..., Any], hopeless: NDArray[np.uint8], sharp: NDArray[np.uint8]
) -> None:
    assert show(hopeless, 0.0) == []
    assert len(show(sharp, 0.04)) == 1


def test_a_clearly_better_sample_is_taken_at_once(
    show: Callable[..., Any], blurred: NDArray[np.uint8], sharp: NDArray[np.uint8]
) -> None:
    assert len(show(blurred, 0.0)) == 1
    assert len(show(sharp, 0.04)) == 1


def test_a_worse_sample_is_not_one_of_the_first(
    show: Callable[..., Any], sharp: NDArray[np.uint8], blurred: NDArray[np.uint8]
) -> None:
    show(sharp, 0.0)
    assert show(blurred, 1.0) == []


def test_a_person_who_stays_costs_a_template_now_and_then(
    show: Callable[..., Any], sharp: NDArray[np.uint8]
) -> None:
    times = [n / FPS for n in range(10 * FPS) if show(sharp, n / FPS)]
    assert FIRST_SHOTS <= len(times) <= FIRST_SHOTS + 10 / REFRESH_S
    assert times[FIRST_SHOTS - 1] < 1.0
    assert all(b - a >= REFRESH_S for a, b in pairwise(times[FIRST_SHOTS - 1 :]))


def test_who_stays_is_looked_at_anew_when_asked(
    show: Callable[..., Any], shots: BestShots, sharp: NDArray[np.uint8]
) -> None:
    at = [show(sharp, i / FPS) != [] for i in range(60)]
    assert at[-1] is False
    shots.request_shots()
    assert len(show(sharp, 60 / FPS)) == 1
    assert show(sharp, 61 / FPS) == []


def test_who_is_hidden_gives_no_shot(
    show: Callable[..., Any], sharp: NDArray[np.uint8], blurred: NDArray[np.uint8]
) -> None:
    assert len(show(blurred, 0.0)) == 1
    assert show(sharp, 0.2, there=False) == []


def test_a_track_that_ended_leaves_nothing(
    show: Callable[..., Any], shots: BestShots, sharp: NDArray[np.uint8]
) -> None:
    show(sharp, 0.0)
    (shot,) = show(sharp, 2 * LOST_FOR_S)
    assert set(shots.quality) == {shot.track_id} == {2}


def test_a_shot_holds_the_face_and_not_its_frame(
    show: Callable[..., Any], sharp: NDArray[np.uint8], face: Detection
) -> None:
    frame = sharp.copy()
    (shot,) = show(frame, 0.0)
    frame[:] = 0
    x, y, w, h = (round(v) for v in (shot.box.x, shot.box.y, shot.box.w, shot.box.h))
    shown = shot.image[y : y + h, x : x + w]
    assert shown.mean() > 60
    assert shot.image.nbytes < sharp.nbytes / 2
    assert shot.frame_box == face.box
