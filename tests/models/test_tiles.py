"""No pixel is left out, no face loses its tile, nothing waits for ever."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.geometry import Box
from models.tiles import TileScan, around, pyramid

SIDES = st.integers(64, 4000)
LANE = (1280, 720)


def is_in(picture: tuple[int, int], tile: Box) -> bool:
    whole = all(value == int(value) for value in (tile.x, tile.y, tile.w, tile.h))
    inside = 0 <= tile.x <= picture[0] - tile.w and 0 <= tile.y <= picture[1] - tile.h
    return whole and inside and tile.area > 0


@given(SIDES, SIDES)
def test_every_pixel_is_in_a_tile_of_each_size(width: Any, height: Any) -> None:
    tiles = pyramid(width, height)
    for side in {tile.w for tile in tiles}:
        covered = np.zeros((height // 8 + 1, width // 8 + 1), bool)  # a point every 8 pixels
        for tile in (tile for tile in tiles if tile.w == side):
            left, top = math.ceil(tile.x / 8), math.ceil(tile.y / 8)
            right, bottom = math.ceil((tile.x + side) / 8), math.ceil((tile.y + side) / 8)
            covered[top:bottom, left:right] = True
        rows, columns = math.ceil(height / 8), math.ceil(width / 8)
        assert covered[:rows, :columns].all(), f"side {side}"


@given(SIDES, SIDES)
def test_the_pyramid_stays_in_the_picture_and_shows_all_of_its_height_or_width(
    width: Any, height: Any
) -> None:
    tiles = pyramid(width, height)
    assert all(is_in((width, height), tile) for tile in tiles)
    assert tiles[0].w == min(width, height)


@given(SIDES, SIDES, st.data())
def test_a_face_of_up_to_half_a_tile_is_whole_in_one_of_each_size(
    width: Any, height: Any, data: Any
) -> None:
    tiles = pyramid(width, height)
    for side in {tile.w for tile in tiles}:
        face = side * data.draw(st.floats(0.1, 0.48))
        x, y = (data.draw(st.floats(0, 1)) * (n - face) for n in (width, height))
        box = Box(x, y, face, face)
        shown = max(box.intersection(tile) for tile in tiles if tile.w == side)
        assert shown == pytest.approx(box.area, rel=1e-6)


@st.composite
def pictures_with_faces(draw: Any) -> Any:
    width, height = draw(SIDES), draw(SIDES)
    faces = []
    for _ in range(draw(st.integers(1, 8))):
        side = draw(st.floats(8, min(width, height) * 0.9))
        x, y = (draw(st.floats(0, 1)) * (n - side) for n in (width, height))
        faces.append(Box(x, y, side, side))
    return width, height, faces


@given(pictures_with_faces())
def test_each_face_is_whole_in_a_tile_that_does_not_make_it_small(scene: Any) -> None:
    width, height, faces = scene
    tiles = around(faces, width, height)
    assert len(tiles) <= len(faces)
    assert all(is_in((width, height), tile) for tile in tiles)
    for face in faces:
        holding = [t for t in tiles if face.intersection(t) >= face.area * (1 - 1e-6)]
        assert any(face.w >= max(tile.w, tile.h) / 5 for tile in holding)


def test_neighbours_share_a_tile() -> None:
    assert len(around([Box(400, 300, 100, 100), Box(520, 300, 100, 100)], *LANE)) == 1


def test_a_face_that_is_half_out_of_the_picture_has_its_tile_inside() -> None:
    tiles = around([Box(-50, 690, 100, 100)], *LANE)
    assert len(tiles) == 1
    assert is_in(LANE, tiles[0])
    assert tiles[0].intersection(Box(0, 690, 50, 30)) == 50 * 30


def noisy(rng: np.random.Generator) -> np.ndarray:
    """A grey lane as a small sensor sees it in poor light: sigma 8 grey values."""
    noise = rng.normal(0, 8, (LANE[1], LANE[0], 1))
    return (90 + noise).clip(0, 255).astype(np.uint8).repeat(3, axis=2)


@settings(max_examples=20)
@given(st.integers(1, 8))
def test_every_tile_is_visited_in_time_although_something_always_moves_elsewhere(
    count: Any,
) -> None:
    scan, tiles = TileScan(*LANE), pyramid(*LANE)
    still = np.full((LANE[1], LANE[0], 3), 90, np.uint8)
    turns = count - count // 2
    seen = set()
    for frame in range(math.ceil(len(tiles) / turns)):
        image = still.copy()
        image[500:700, 1000:1200] = 255 * (frame % 2)
        chosen = scan.next_tiles(image, count)
        assert len(chosen) == len(set(chosen)) == count
        seen |= set(chosen)
    assert seen == set(tiles)


def test_where_something_moves_is_looked_at_first() -> None:
    scan, rng = TileScan(*LANE), np.random.default_rng(1)
    for _ in range(30):
        scan.next_tiles(noisy(rng), 4)
    image = noisy(rng)
    walker = Box(960, 440, 120, 200)
    image[440:640, 960:1080] = 200
    first, second, *_ = scan.next_tiles(image, 4)
    assert first.intersection(walker) > 0
    assert second.intersection(walker) > 0


def test_sensor_noise_is_no_motion() -> None:
    noise, still = TileScan(*LANE), TileScan(*LANE)
    rng, grey = np.random.default_rng(2), np.full((LANE[1], LANE[0], 3), 90, np.uint8)
    for _ in range(10):
        assert noise.next_tiles(noisy(rng), 6) == still.next_tiles(grey, 6)


def test_a_frame_of_another_size_is_no_motion_and_no_error() -> None:
    scan = TileScan(*LANE)
    scan.next_tiles(np.zeros((720, 1280, 3), np.uint8), 4)
    assert len(scan.next_tiles(np.full((480, 640, 3), 255, np.uint8), 4)) == 4


def test_more_tiles_than_there_are_means_all_of_them() -> None:
    grey = np.zeros((100, 100, 3), np.uint8)
    assert TileScan(100, 100).next_tiles(grey, 5) == pyramid(100, 100)
