"""The picture: nothing that a source delivers stops it, and it repaints only when it changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from edge_app.domain import Track, TrackState
from edge_app.ui.kit.picture import displayable
from edge_app.ui.window.application import application
from models.geometry import Box
from tests.edge_app.ui.conftest import Screen
from tests.present import present
from tests.waiting import PATIENCE_MS

GARBAGE = [
    np.zeros((1, 1, 3), np.uint8),
    np.zeros((1, 4000, 3), np.uint8),
    np.zeros((3000, 1, 3), np.uint8),
    np.full((480, 640), 90, np.uint8),
    np.full((480, 640, 1), 90, np.uint8),
    np.full((480, 640, 4), 90, np.uint8),
    np.full((480, 640, 2), 90, np.uint8),
    np.full((480, 640, 3), 0.5, np.float32),
    np.full((2, 480, 640, 3), 90, np.uint8),
    np.zeros((0, 640, 3), np.uint8),
    np.zeros(0, np.uint8),
    np.full((481, 641, 3), 90, np.uint8)[::-1, ::2],
    None,
]


def show_image(screen: Screen, image: Any) -> None:
    frame = present(screen.lane.now_view.frame)
    number = frame.number + 1
    screen.show(frame=replace(frame, image=image, number=number))
    screen.window.grab()


@pytest.mark.parametrize("image", GARBAGE, ids=lambda one: str(getattr(one, "shape", None)))
def test_no_image_crashes_the_screen(
    screen: Screen, image: NDArray[np.float32] | NDArray[np.uint8] | None
) -> None:
    show_image(screen, image)


def test_frames_of_changing_sizes(screen: Screen, portrait: NDArray[np.uint8]) -> None:
    for image in (portrait, portrait[:90, :160], portrait[:300, :10], portrait):
        show_image(screen, image)
        picture = present(screen.window.lane_screen.live_view._picture)
        assert present(picture.image).shape == image.shape


def test_a_frame_is_shown_without_a_copy(portrait: NDArray[np.uint8]) -> None:
    assert displayable(portrait) is portrait or np.shares_memory(displayable(portrait), portrait)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    arrays.arrays(
        st.sampled_from([np.uint8, np.float32, np.uint16, np.bool_]),
        arrays.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=6),
    )
)
def test_displayable_gives_a_picture_or_nothing(array: Any) -> None:
    image = displayable(array)
    if image is not None:
        assert image.ndim == 3
        assert image.shape[2] == 3
        assert image.dtype == np.uint8
        assert image.size > 0
        assert image.flags.c_contiguous


def test_hundred_tracks(screen: Screen) -> None:
    states = list(TrackState)
    tracks = tuple(
        Track(n, Box(n * 9 - 50, n * 7 - 50, n, n), states[n % len(states)], 0.5)
        for n in range(100)
    )
    screen.show(tracks=tracks)
    screen.window.grab()


def test_boxes_outside_the_picture(screen: Screen) -> None:
    boxes = (
        Box(-5000, -5000, 1, 1),
        Box(1e6, 1e6, 50, 50),
        Box(10, 10, -5, -5),
        Box(float("nan"), 0, 10, 10),
        Box(0, 0, 1e7, 1e7),
    )
    screen.show(tracks=tuple(Track(n, box, TrackState.ALERT, 0) for n, box in enumerate(boxes)))
    screen.window.grab()


def at(screen: Screen, x: float, y: float) -> tuple[int, int, int]:
    """The colour on the screen at a share of the live picture's width and height."""
    live = screen.window.lane_screen.live_view
    colour = live.grab().toImage().pixelColor(int(live.width() * x), int(live.height() * y))
    return colour.red(), colour.green(), colour.blue()


@pytest.mark.parametrize("size", [(1280, 720), (640, 480), (320, 240), (2560, 1440)])
def test_a_picture_of_any_size_has_its_own_colours(screen: Screen, size: tuple[int, int]) -> None:
    image = np.zeros((size[1], size[0], 3), np.uint8)
    image[:, : size[0] // 2] = (200, 40, 10)
    image[:, size[0] // 2 :] = (20, 90, 250)
    screen.show(tracks=())
    show_image(screen, image)
    assert at(screen, 0.3, 0.5) == (200, 40, 10)
    assert at(screen, 0.7, 0.5) == (20, 90, 250)


def test_beside_a_narrow_picture_there_is_nothing(screen: Screen) -> None:
    show_image(screen, np.full((720, 1280, 3), 255, np.uint8))
    wide = at(screen, 0.2, 0.5)
    show_image(screen, np.full((400, 100, 3), 255, np.uint8))
    assert at(screen, 0.5, 0.5) == (255, 255, 255)
    assert wide == (255, 255, 255)
    assert at(screen, 0.2, 0.5) != wide


def test_it_repaints_only_when_something_changed(screen: Screen) -> None:
    live = screen.window.lane_screen.live_view
    application().processEvents()
    before = live.repaints
    for _ in range(10):
        screen.window.refresh()
        application().processEvents()
    assert live.repaints == before
    screen.show(frame=replace(present(screen.lane.now_view.frame), number=7))
    assert live.repaints == before + 1
    moved = replace(screen.lane.now_view.tracks[0], state=TrackState.CAPTURED)
    screen.show(tracks=(moved,))
    assert live.repaints == before + 2


def test_it_repaints_when_a_source_counts_anew(screen: Screen, portrait: NDArray[np.uint8]) -> None:
    before = screen.window.lane_screen.live_view.repaints
    screen.show(frame=replace(present(screen.lane.now_view.frame), image=portrait.copy()))
    assert screen.window.lane_screen.live_view.repaints == before + 1


def test_the_window_polls_by_itself(
    screen: Screen, qtbot: QtBot, texts: Callable[..., Any]
) -> None:
    screen.lane.change(fps=15.0)
    qtbot.waitUntil(lambda: "15 gambar per detik" in texts(), timeout=PATIENCE_MS)
