"""Real faces, found wherever they are, once each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.detector import MIN_SURE_SCORE, Detection, FaceDetector, merged
from models.geometry import Box

PORTRAITS = ("obama.jpg", "obama2.jpg", "obama3.jpg", "biden.jpg", "astronaut.png")
GREY = 110


def lane(*pasted: tuple[NDArray[np.uint8], int, int]) -> np.ndarray:
    """A grey 1280x720 picture with (image, x, y) in it."""
    image = np.full((720, 1280, 3), GREY, np.uint8)
    for part, x, y in pasted:
        image[y : y + part.shape[0], x : x + part.shape[1]] = part
    return image


def sure(found: list[Detection]) -> list[Detection]:
    return [detection for detection in found if detection.score >= MIN_SURE_SCORE]


@pytest.mark.parametrize("across", ["left", "third", "right"])
@pytest.mark.parametrize("down", ["top", "third", "bottom"])
@pytest.mark.parametrize("name", PORTRAITS)
def test_a_face_100_px_wide_is_found_where_it_is(
    detector: FaceDetector, head: Callable[..., Any], name: str, across: str, down: str
) -> None:
    part = head(name, 100)
    height, width = part.image.shape[:2]
    x = {"left": 0, "third": (1280 - width) // 3, "right": 1280 - width}[across]
    y = {"top": 0, "third": (720 - height) // 3, "bottom": 720 - height}[down]
    (face,) = sure(detector.detect(lane((part.image, x, y))))
    assert face.box.iou(part.box.moved(x, y)) >= 0.6
    right_eye, left_eye = face.keypoints[:2]
    assert right_eye[0] < left_eye[0]  # the person's right is on the left of the picture
    assert 25 < face.inter_eye < 60
    nose = face.keypoints[2] - (face.box.x, face.box.y)
    assert (nose > 0.2 * face.box.w).all()
    assert (nose < 0.8 * face.box.w).all()


@pytest.mark.parametrize("width", [60, 200, 300])
def test_nearer_and_farther_faces_are_found_too(
    detector: FaceDetector, head: Callable[..., Any], width: int
) -> None:
    part = head("obama.jpg", width)
    (face,) = sure(detector.detect(lane((part.image, 300, 100))))
    assert face.box.iou(part.box.moved(300, 100)) >= 0.6


def test_two_people_side_by_side_are_two_faces(
    detector: FaceDetector, head: Callable[..., Any]
) -> None:
    one, two = head("obama.jpg", 100, 1.3), head("biden.jpg", 100, 1.3)
    x = 400 + one.image.shape[1]
    found = sure(detector.detect(lane((one.image, 400, 300), (two.image, x, 300))))
    left, right = sorted(found, key=lambda face: face.box.x)
    assert left.box.iou(one.box.moved(400, 300)) >= 0.6
    assert right.box.iou(two.box.moved(x, 300)) >= 0.6


@pytest.mark.parametrize("level", [0, GREY, 255])
def test_an_empty_lane_holds_nobody(detector: FaceDetector, level: int) -> None:
    assert detector.detect(np.full((720, 1280, 3), level, np.uint8)) == []


def test_noise_holds_nobody(detector: FaceDetector) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (720, 1280, 3), np.uint8)
    assert sure(detector.detect(noise)) == []


@pytest.mark.parametrize("size", [(1, 1), (2, 300), (300, 2), (16, 16)])
def test_a_tiny_picture_holds_nobody_and_is_no_error(
    detector: FaceDetector, size: tuple[int, int]
) -> None:
    assert detector.detect(np.zeros((*size, 3), np.uint8)) == []


def test_a_face_outside_the_tiles_is_not_looked_for(
    detector: FaceDetector, head: Callable[..., Any]
) -> None:
    image = lane((head("obama.jpg", 100).image, 900, 300))
    assert detector.detect_in(image, [Box(0, 0, 720, 720)]) == []
    assert len(sure(detector.detect_in(image, [Box(560, 0, 720, 720)]))) == 1


def detection(x: float, y: float, side: float, score: float) -> Detection:
    keypoints = np.array([(x + side * i / 6, y + side / 3) for i in range(6)], np.float32)
    return Detection(Box(x, y, side, side), score, keypoints)


def test_the_same_face_of_two_tiles_becomes_its_weighted_mean() -> None:
    (face,) = merged([detection(100, 100, 80, 0.6), detection(104, 108, 80, 0.9)])
    assert (face.box.x, face.box.y) == pytest.approx((102.4, 104.8))
    assert (face.box.w, face.score) == pytest.approx((80, 0.9))
    assert face.keypoints[0] == pytest.approx((102.4, 104.8 + 80 / 3), abs=1e-3)


def test_a_part_of_a_face_is_no_second_face() -> None:
    (face,) = merged([detection(100, 100, 80, 0.9), detection(130, 130, 30, 0.6)])
    assert face.box == Box(100, 100, 80, 80)


@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 4), st.floats(0.5, 1)),
        min_size=1,
        max_size=30,
    )
)
def test_neighbours_stay_and_duplicates_go_best_first(seen: Any) -> None:
    jitter = np.random.default_rng(0)
    found = [
        detection(120 * column + jitter.uniform(-8, 8), 120 * row, 100, score)
        for column, row, score in seen
    ]
    faces = merged(found)
    cells = [(round(face.box.x / 120), round(face.box.y / 120)) for face in faces]
    assert sorted(cells) == sorted({(column, row) for column, row, _ in seen})
    scores = [face.score for face in faces]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == max(score for *_, score in seen)
