"""Every raw picture is usable, or said to be what it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from edge_app.domain import SourceState
from edge_app.pipeline.frame_check import LARGEST_SIDE, SMALLEST_SIDE, as_rgb, check_frame
from models.images import read_image
from tests.present import present


def grey(value: float, height: int = 480, width: int = 640, noise: float = 0.0) -> np.ndarray:
    rng = np.random.default_rng(1)
    picture = value + noise * rng.standard_normal((height, width, 3))
    return picture.clip(0, 255).astype(np.uint8)


def ramp(height: int = 480, width: int = 640) -> np.ndarray:
    """A wall in a lamp's light."""
    row = np.linspace(90, 180, width).astype(np.uint8)
    return np.broadcast_to(row[None, :, None], (height, width, 3)).copy()


def titled(colour: tuple[int, int, int]) -> np.ndarray:
    """What a recorder draws for a camera that it lost."""
    picture = np.full((480, 640, 3), colour, np.uint8)
    white = (255, 255, 255)
    cv2.putText(picture, "NO SIGNAL", (200, 250), cv2.FONT_HERSHEY_SIMPLEX, 1.5, white, 3)
    return picture


def bars(count: int) -> np.ndarray:
    colours = [(191, 191, 0), (0, 191, 191), (0, 191, 0), (191, 0, 191), (191, 0, 0), (0, 0, 191)]
    colours = [(191, 191, 191), *colours][:count] if count > 6 else colours[:count]
    stripes = np.repeat(np.array(colours, np.uint8), 640 // count, axis=0)
    return np.broadcast_to(stripes[None], (480, *stripes.shape)).copy()


def as_jpeg(picture: np.ndarray) -> np.ndarray:
    there, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 60])
    assert there
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR))


@pytest.mark.parametrize(
    ("picture", "state"),
    [
        (None, SourceState.UNREADABLE),
        (grey(120, SMALLEST_SIDE - 1, 640), SourceState.UNREADABLE),
        (grey(120, 640, SMALLEST_SIDE - 1), SourceState.UNREADABLE),
        (grey(120, 1, 1), SourceState.UNREADABLE),
        (grey(120, SMALLEST_SIDE, LARGEST_SIDE + 1), SourceState.UNREADABLE),
        (ramp(SMALLEST_SIDE, SMALLEST_SIDE), SourceState.LIVE),
        (ramp(SMALLEST_SIDE, LARGEST_SIDE), SourceState.LIVE),
        (grey(0), SourceState.BLACK),
        (grey(2, noise=4), SourceState.BLACK),
        (grey(20, noise=4), SourceState.LIVE),
        (grey(255), SourceState.BLANK),
        (grey(120), SourceState.BLANK),
        (grey(120, noise=6), SourceState.BLANK),
        (titled((0, 0, 190)), SourceState.BLANK),
        (titled((90, 90, 90)), SourceState.BLANK),
        (bars(7), SourceState.BLANK),
        (bars(3), SourceState.BLANK),
        (as_jpeg(bars(7)), SourceState.BLANK),
        (as_jpeg(titled((0, 0, 190))), SourceState.BLANK),
    ],
)
def test_a_picture_is_what_it_is(picture: NDArray[np.uint8] | None, state: SourceState) -> None:
    assert check_frame(picture) is state


def test_a_dark_lane_with_a_face_in_it_is_no_covered_lens(portraits: dict[str, Path]) -> None:
    dark = (read_image(portraits["obama.jpg"]) * 0.12).astype(np.uint8)
    assert check_frame(dark) is SourceState.LIVE


def test_a_dark_hall_with_one_lamp_is_no_covered_lens() -> None:
    hall = grey(1)
    hall[40:100, 40:120] = 230
    assert check_frame(hall) is SourceState.LIVE


def test_a_face_before_a_bare_wall_is_seen(portraits: dict[str, Path]) -> None:
    for wall in (255, 128):
        hall = grey(wall)
        face = cv2.resize(read_image(portraits["obama.jpg"]), (90, 110))
        hall[200:310, 300:390] = face
        assert check_frame(ramp() // 4 + (hall // 4) * 3) is SourceState.LIVE


def test_a_colourful_hall_is_no_test_pattern(portraits: dict[str, Path]) -> None:
    hall = read_image(portraits["astronaut.png"])
    for shift in ((60, 0, 0), (0, 90, 0), (0, 0, 120)):
        tinted = np.clip(hall.astype(int) + shift, 0, 255).astype(np.uint8)
        assert check_frame(tinted) is SourceState.LIVE


def test_opencvs_blue_comes_out_as_blue() -> None:
    blue = np.zeros((4, 5, 3), np.uint8)
    blue[..., 0] = 200
    assert present(as_rgb(blue))[0, 0].tolist() == [0, 0, 200]


def test_transparency_is_left_out() -> None:
    raw = np.dstack([np.full((4, 5), v, np.uint8) for v in (10, 20, 30, 99)])
    assert present(as_rgb(raw))[0, 0].tolist() == [30, 20, 10]


@pytest.mark.parametrize("shape", [(4, 5), (4, 5, 1)])
def test_grey_gets_three_channels(shape: tuple[Any, ...]) -> None:
    picture = present(as_rgb(np.full(shape, 77, np.uint8)))
    assert picture.shape == (4, 5, 3)
    assert np.all(picture == 77)


@given(
    st.none()
    | arrays.arrays(
        st.sampled_from([np.uint8, np.uint16, np.float32, np.bool_]),
        arrays.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=6),
    )
)
def test_nothing_but_a_picture_comes_through(raw: Any) -> None:
    picture = as_rgb(raw)
    if picture is not None:
        assert picture.dtype == np.uint8
        assert picture.shape == (*raw.shape[:2], 3)
        assert picture.size
        assert picture.flags.c_contiguous
    else:
        assert (
            raw is None
            or raw.dtype != np.uint8
            or raw.ndim not in (2, 3)
            or raw.size == 0
            or (raw.ndim == 3 and raw.shape[2] not in (1, 3, 4))
        )
