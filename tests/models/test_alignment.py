"""Five points to 112x112: exact where it can be, near where pixels are interpolated."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from models import alignment
from models.engine import Sample
from models.manifest import load_manifest
from tests.models.resizing import resized

ANGLES = st.floats(-np.pi, np.pi)
MODEL = load_manifest().model
POINTS, SIDE = MODEL.reference_points, MODEL.input_size


def align(image: np.ndarray, points: np.ndarray) -> np.ndarray:
    return alignment.align(image, points, POINTS, SIDE)


def similarity(points: np.ndarray) -> np.ndarray:
    return alignment.similarity(points, POINTS)


def turned(
    points: np.ndarray, angle: float, scale: float, shift: tuple[float, float]
) -> NDArray[np.float32]:
    matrix = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    moved: NDArray[np.float32] = (points @ matrix.T * scale + shift).astype(np.float32)
    return moved


def difference(first: np.ndarray, second: np.ndarray) -> float:
    """Mean grey values between two pictures."""
    return float(np.abs(first.astype(float) - second.astype(float)).mean())


@given(ANGLES, st.floats(0.1, 20), st.floats(-3000, 3000), st.floats(-3000, 3000))
def test_turned_scaled_and_shifted_points_come_back_exactly(
    angle: Any, scale: Any, dx: Any, dy: Any
) -> None:
    points = turned(POINTS, angle, scale, (dx, dy))
    matrix = similarity(points)
    back = points @ matrix[:, :2].T + matrix[:, 2]
    assert np.abs(back - POINTS).max() < 0.02  # float32 points at 3000 px, by 10


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 500)), min_size=5, max_size=5))
def test_whatever_the_points_the_picture_is_never_sheared_nor_mirrored(points: Any) -> None:
    points = np.array(points, np.float32)
    if points.std(axis=0).max() < 1:
        points[0] += 100
    a, b = similarity(points)[:, :2]
    assert a @ b == pytest.approx(0, abs=1e-9 + 1e-6 * (a @ a))
    assert a @ a == pytest.approx(b @ b)
    assert np.linalg.det([a, b]) >= 0


@pytest.mark.parametrize("value", [0, 250.5, np.nan])
def test_five_points_on_one_spot_cannot_be_aligned(value: float) -> None:
    with pytest.raises(ValueError, match="no alignment"):
        align(np.zeros((300, 300, 3), np.uint8), np.full((5, 2), value, np.float32))


def test_a_picture_already_in_place_is_unchanged(
    pictures: dict[str, NDArray[np.uint8]], samples: dict[str, Sample]
) -> None:
    face = align(pictures["biden.jpg"], samples["biden.jpg"].landmarks.five)
    assert difference(align(face, POINTS.astype(np.float32)), face) < 0.5


@pytest.mark.parametrize("side", [56, 160, 224])
def test_a_model_with_another_input_size_gets_the_same_face_in_proportion(
    pictures: dict[str, NDArray[np.uint8]], samples: dict[str, Sample], side: int
) -> None:
    image, five = pictures["obama.jpg"], samples["obama.jpg"].landmarks.five
    points = MODEL.alignment.reference_points(side)
    face = alignment.align(image, five, points, side)
    assert face.shape == (side, side, 3)
    back = alignment.similarity(five, points) * (SIDE / side)
    assert back == pytest.approx(similarity(five), abs=1e-9)
    small = min(side, SIDE)
    expected = resized(align(image, five), small / SIDE)
    assert difference(resized(face, small / side), expected) < 6


@pytest.mark.parametrize("factor", [0.35, 0.5, 0.8])
def test_a_smaller_copy_gives_nearly_the_same_face(
    pictures: dict[str, NDArray[np.uint8]], samples: dict[str, Sample], factor: float
) -> None:
    image, five = pictures["obama.jpg"], samples["obama.jpg"].landmarks.five
    small = align(resized(image, factor), (five + 0.5) * factor - 0.5)
    assert difference(small, align(image, five)) < 4


@pytest.mark.parametrize("degrees", [-90, -30, 10, 45, 180])
def test_a_turned_copy_gives_nearly_the_same_face(
    pictures: dict[str, NDArray[np.uint8]], samples: dict[str, Sample], degrees: int
) -> None:
    image, five = pictures["obama.jpg"], samples["obama.jpg"].landmarks.five
    centre = five.mean(axis=0)
    across, down = map(float, centre + 0.5)
    rotated = Image.fromarray(image).rotate(
        degrees, Image.Resampling.BICUBIC, center=(across, down)
    )
    points = turned(five - centre, -np.radians(degrees), 1, tuple(centre))
    assert difference(align(np.asarray(rotated), points), align(image, five)) < 3


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("shift", [-60.5, -60.25, 148.5, 148.75])
def test_what_lies_outside_the_picture_is_black(axis: int, shift: float) -> None:
    moved = np.zeros(2)
    moved[axis] = shift
    white = np.full((200, 200, 3), 255, np.uint8)
    face = align(white, (POINTS + moved).astype(np.float32))
    line = face[:, 56, 0] if axis else face[56, :, 0]
    position = np.arange(SIDE) + shift
    assert (line[(position < -1) | (position > 200)] == 0).all()
    assert (line[(position > 0) & (position < 199)] == 255).all()


@pytest.mark.parametrize("shift", [(-900, 50), (50, 900), (4000, -4000)])
def test_a_face_wholly_outside_is_black(shift: tuple[int, int]) -> None:
    white = np.full((200, 200, 3), 255, np.uint8)
    face = align(white, (POINTS + shift).astype(np.float32))
    assert face.shape == (SIDE, SIDE, 3)
    assert not face.any()


def test_a_huge_face_is_averaged_and_not_sampled_with_gaps() -> None:
    chequered = (np.indices((1200, 1200)).sum(axis=0) % 2 * 255).astype(np.uint8)
    image = chequered[:, :, None].repeat(3, axis=2)
    face = align(image, (POINTS * 10 + 20).astype(np.float32))
    assert np.abs(face.astype(int) - 127).max() <= 1


@given(st.integers(1, 40), st.integers(1, 40), st.floats(0.01, 50), ANGLES)
def test_any_small_picture_and_any_face_in_it_gives_a_face(
    width: Any, height: Any, scale: Any, angle: Any
) -> None:
    points = turned(POINTS - 56, angle, scale, (width / 2, height / 2))
    assert align(np.full((height, width, 3), 200, np.uint8), points).shape == (SIDE, SIDE, 3)
