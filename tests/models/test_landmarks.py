"""The 478 points belong to the face that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from models.detector import FaceDetector
from models.engine import FaceEngine, Sample
from models.geometry import Box
from models.landmarks import Landmarker, cut_square
from models.weights import read_weights
from tests.present import present

PORTRAITS = ("obama.jpg", "obama2.jpg", "obama3.jpg", "biden.jpg", "astronaut.png")


@pytest.fixture(scope="module")
def landmarker(weights: Path) -> Iterator[Landmarker]:
    assert weights.is_dir()
    opened = Landmarker(read_weights("face_landmarker.task"))
    yield opened
    opened.close()


@pytest.fixture
def neighbours(head: Callable[..., Any]) -> tuple[NDArray[np.uint8], dict[str, Box]]:
    """Two men cheek to cheek, and the boxes of their faces by name."""
    one, two = head("obama.jpg", 100, 1.2), head("biden.jpg", 100, 1.2)
    image = np.full((720, 1280, 3), 110, np.uint8)
    boxes, x = {}, 400
    for name, part in (("obama.jpg", one), ("biden.jpg", two)):
        height, width = part.image.shape[:2]
        image[300 : 300 + height, x : x + width] = part.image
        boxes[name] = part.box.moved(x, 300)
        x += width
    return image, boxes


@pytest.mark.parametrize("name", PORTRAITS)
def test_the_five_points_are_in_the_order_of_the_picture(
    samples: dict[str, Sample], name: str
) -> None:
    eye, other_eye, nose, mouth, other_mouth = samples[name].landmarks.five
    assert eye[0] < nose[0] < other_eye[0]
    assert mouth[0] < nose[0] < other_mouth[0]
    assert max(eye[1], other_eye[1]) < nose[1] < min(mouth[1], other_mouth[1])


@pytest.mark.parametrize("name", PORTRAITS)
def test_landmarks_agree_with_the_detector_on_the_eyes(
    detector: FaceDetector,
    samples: dict[str, Sample],
    pictures: dict[str, NDArray[np.uint8]],
    name: str,
) -> None:
    best = detector.detect(pictures[name])[0]
    apart = np.hypot(*(samples[name].landmarks.five[:2] - best.keypoints[:2]).T)
    assert (apart < best.inter_eye / 5).all()


@pytest.mark.parametrize("shift", [(-0.25, 0), (0.25, 0.1), (0, -0.2), (0.1, 0.25)])
def test_a_box_that_is_a_bit_off_gives_the_same_points(
    landmarker: Landmarker,
    pictures: dict[str, NDArray[np.uint8]],
    samples: dict[str, Sample],
    shift: tuple[Any, ...],
) -> None:
    sample = samples["obama.jpg"]
    box = sample.box.moved(shift[0] * sample.box.w, shift[1] * sample.box.h)
    found = landmarker.find(pictures["obama.jpg"], box)
    apart = np.hypot(*(present(found).five - sample.landmarks.five).T)
    assert apart.max() < sample.quality.inter_eye / 10


@pytest.mark.parametrize("side", ["left", "top", "right", "bottom"])
def test_a_face_at_the_border_is_measured(
    landmarker: Landmarker, head: Callable[..., Any], side: str
) -> None:
    part = head("obama.jpg", 200)
    left, top = int(part.box.x), int(part.box.y)
    right, bottom = int(part.box.x + part.box.w), int(part.box.y + part.box.h)
    image = {
        "left": part.image[:, left:],
        "top": part.image[top:],
        "right": part.image[:, :right],
        "bottom": part.image[:bottom],
    }[side]
    box = part.box.moved(-left if side == "left" else 0, -top if side == "top" else 0)
    found = landmarker.find(image, box)
    assert found is not None
    eye, other_eye = found.five[:2]
    assert 60 < other_eye[0] - eye[0] < 110


@pytest.mark.parametrize("box", [Box(5, 900, 200, 200), Box(0, 0, 90, 90)])
def test_a_box_without_a_face_has_no_landmarks(
    landmarker: Landmarker, pictures: dict[str, NDArray[np.uint8]], box: Box
) -> None:
    assert landmarker.find(pictures["obama.jpg"], box) is None


@pytest.mark.parametrize("box", [Box(-900, 50, 100, 100), Box(50, 9000, 100, 100), Box(9, 9, 0, 0)])
def test_a_box_outside_the_picture_or_empty_has_no_landmarks(
    landmarker: Landmarker, pictures: dict[str, NDArray[np.uint8]], box: Box
) -> None:
    assert landmarker.find(pictures["obama.jpg"], box) is None


@pytest.mark.parametrize("asked", ["obama.jpg", "biden.jpg"])
def test_of_two_close_faces_the_asked_one_is_measured(
    engine: FaceEngine,
    samples: dict[str, Sample],
    neighbours: tuple[NDArray[np.uint8], dict[str, Box]],
    asked: str,
) -> None:
    image, boxes = neighbours
    box = boxes[asked]
    sample = present(engine.sample(image, box))
    x, y = sample.landmarks.five.mean(axis=0)
    assert box.x < x < box.x + box.w
    assert box.y < y < box.y + box.h
    scores = {name: float(sample.template @ samples[name].template) for name in boxes}
    assert max(scores, key=scores.__getitem__) == asked


def test_a_small_face_beside_a_large_one_is_measured(
    engine: FaceEngine, samples: dict[str, Sample], head: Callable[..., Any]
) -> None:
    small, large = head("obama.jpg", 70, 1.2), head("biden.jpg", 200, 1.2)
    image = np.full((400, 600, 3), 110, np.uint8)
    image[: large.image.shape[0], 100 : 100 + large.image.shape[1]] = large.image
    x = 100 + large.image.shape[1]
    image[80 : 80 + small.image.shape[0], x : x + small.image.shape[1]] = small.image
    sample = present(engine.sample(image, small.box.moved(x, 80)))
    assert sample.template @ samples["obama.jpg"].template > 0.6


@pytest.mark.parametrize("shift", [-90, 90])
def test_a_box_beside_a_face_is_not_answered_with_that_face(
    landmarker: Landmarker, head: Callable[..., Any], shift: int
) -> None:
    part = head("obama.jpg", 100)
    image = np.full((600, 600, 3), 110, np.uint8)
    image[200 : 200 + part.image.shape[0], 200 : 200 + part.image.shape[1]] = part.image
    beside = part.box.moved(200 + shift, 200).square(1.5)
    assert landmarker.find(image, beside) is None


def test_a_box_between_two_faces_is_not_answered_with_a_neighbour(
    landmarker: Landmarker, neighbours: tuple[NDArray[np.uint8], dict[str, Box]]
) -> None:
    image, boxes = neighbours
    middle = (boxes["obama.jpg"].centre[0] + boxes["biden.jpg"].centre[0]) / 2
    between = Box(middle - 20, boxes["obama.jpg"].y + 30, 40, 40)
    found = landmarker.find(image, between)
    assert found is None or abs(found.points[:, 0].mean() - middle) <= 20


def test_a_square_that_hangs_out_of_the_picture_is_filled_with_black() -> None:
    white = np.full((100, 100, 3), 255, np.uint8)
    part, left, top = cut_square(white, Box(-20, 70, 60, 60))
    assert (part.shape, left, top) == ((60, 60, 3), -20, 70)
    assert (part[:30, 20:] == 255).all()
    assert not part[30:].any()
    assert not part[:, :20].any()
