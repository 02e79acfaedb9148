"""What of a picture is kept of a document that is held to the camera, and when it is of no use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from edge_app.domain import Image
from edge_app.pipeline.document_picture import Flaw, cut, document_frame, flaw, portrait, taken
from edge_app.ui.screenshots.portraits import BARACK_OBAMA, close_up, load
from edge_app.ui.screenshots.specimen_card import held, specimen_card
from models.detector import FaceDetector
from models.engine import open_detector
from models.geometry import Box
from tests.present import present


@pytest.fixture(scope="module")
def card(portraits: dict[str, Path]) -> Image:
    return specimen_card(close_up(load(portraits["obama.jpg"]), BARACK_OBAMA.face))


@pytest.fixture(scope="module")
def lane(portraits: dict[str, Path], card: Image) -> Image:
    """A card before the camera, and somebody's face beside it, within the frame."""
    hall = np.full((720, 1280, 3), 120, np.uint8)
    seen = held(hall, card)
    face = close_up(load(portraits["biden.jpg"]), Box(429, 176, 276, 382))
    box = document_frame(1280, 720)
    left, top = int(box.x) + 20, int(box.y + box.h) - 180
    seen[top : top + 160, left : left + 160] = cv2.resize(face, (160, 160))
    return seen


@pytest.fixture(scope="module")
def detector(weights: Path) -> Iterator[FaceDetector]:  # noqa: ARG001
    made = open_detector()
    yield made
    made.close()


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280), (640, 480), (1920, 1080), (64, 64)])
def test_the_frame_lies_within_any_picture(size: tuple[int, int]) -> None:
    box = document_frame(*size)
    assert box.clipped(*size) == box
    assert box.w / box.h == pytest.approx(1.5, abs=0.05)
    x, y = box.centre
    assert (x, y) == pytest.approx((size[0] / 2, size[1] / 2), abs=1)
    assert cut(np.zeros((size[1], size[0], 3), np.uint8)).shape == (int(box.h), int(box.w), 3)


def test_the_own_portrait_stays_and_a_bystander_does_not(
    lane: Image, detector: FaceDetector
) -> None:
    inside, frame = cut(lane), document_frame(1280, 720)
    faces = [found.box for found in detector.detect(lane)]
    found = taken(lane, faces)
    moved = [face.moved(-frame.x, -frame.y) for face in faces]
    own = present(portrait(moved, inside.shape[1], inside.shape[0]))
    assert own.x > inside.shape[1] / 2, "the card's portrait is at its right"
    assert (found.hidden, found.flaw) == (1, None)
    left = [each.box for each in detector.detect(found.image)]
    assert [each.iou(own) > 0.5 for each in left] == [True]
    x, y = int(own.x), int(own.y)
    part = slice(y, y + int(own.h)), slice(x, x + int(own.w))
    assert np.array_equal(found.image[part], inside[part])


def test_a_live_face_is_no_portrait() -> None:
    near, cut_off, small = Box(300, 100, 330, 330), Box(-10, 50, 90, 90), Box(500, 200, 80, 80)
    assert portrait([near, cut_off, small], 907, 605) == small
    assert portrait([near, cut_off], 907, 605) is None
    noise = np.random.default_rng(0).integers(0, 255, (720, 1280, 3), np.uint8)
    beside, far = Box(100, 200, 80, 80), Box(10, 10, 50, 50)  # a head that the frame's edge cuts
    picture = taken(noise, [near, beside, far])
    assert picture.hidden == 2
    left = picture.image[130:240, :14]
    assert len(np.unique(left.reshape(-1, 3), axis=0)) <= 16, "coarse"


def test_what_cannot_be_read_is_told(lane: Image) -> None:
    inside = cut(lane)
    assert flaw(inside) is None
    assert flaw((inside * 0.15).astype(np.uint8)) is Flaw.DARK
    assert flaw(cv2.GaussianBlur(inside, (0, 0), 4).astype(np.uint8)) is Flaw.BLURRED
    smeared = cv2.blur(inside, (25, 1)).astype(np.uint8)  # it moved
    assert flaw(smeared) is Flaw.BLURRED
    assert flaw(np.full_like(inside, 128)) is Flaw.EMPTY
    lamp = inside.copy()
    cv2.circle(lamp, (450, 300), 240, (255, 255, 255), -1)
    assert flaw(lamp) is Flaw.GLARE
