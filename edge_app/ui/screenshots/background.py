"""A plain hall as a camera over a lane sees it, with people at several distances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from edge_app.domain import Image, Track, TrackState
from edge_app.ui.screenshots.portraits import Portrait, cut_out
from models.geometry import Box

WIDTH, HEIGHT = 1280, 720
_BARRIER = 500  # y of the lane's barrier, behind which the far people stand


@dataclass(frozen=True, slots=True)
class StandingPerson:
    """Someone in the hall: the middle of the face in px, its width, and what is known of them."""

    portrait: Portrait
    x: float
    face_width: float
    state: TrackState
    near: bool  # before the barrier


def empty_background() -> Image:
    """Return wall, floor and a soft light from above: (720, 1280, 3) uint8."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    light = 1.0 - 0.45 * np.hypot((x - WIDTH / 2) / WIDTH, (y - 120) / HEIGHT)
    hall = np.array([150.0, 160.0, 168.0]) * light[..., None]
    hall[430:] = hall[430:] * 0.78
    for column in range(80, WIDTH, 280):
        hall[60:430, column : column + 10] *= 0.86
    return np.asarray(cv2.GaussianBlur(hall.clip(0, 255).astype(np.uint8), (0, 0), 2.5), np.uint8)


def fill(
    people: Sequence[StandingPerson], pictures: dict[Portrait, Image]
) -> tuple[Image, tuple[Track, ...]]:
    """Return the hall with `people`, and a track for each, numbered from 1 in their order."""
    canvas = empty_background().astype(np.float32)
    boxes: dict[int, Box] = {}
    for near in (False, True):
        for number, one in enumerate(people, start=1):
            if one.near is near:
                boxes[number] = _place(canvas, one, pictures[one.portrait])
        if not near:
            _draw_barrier(canvas)
    image = np.asarray(canvas.clip(0, 255), np.uint8)
    tracks = tuple(
        Track(number, boxes[number], one.state, 0.9) for number, one in enumerate(people, start=1)
    )
    return image, tracks


def _place(canvas: NDArray[np.float32], one: StandingPerson, picture: Image) -> Box:
    person = cut_out(picture, one.portrait.face, one.face_width)
    bottom = HEIGHT if one.near else _BARRIER + 20
    height, width = person.alpha.shape
    top = bottom - height
    left = round(one.x - person.face.centre[0])
    x0, x1 = max(left, 0), min(left + width, WIDTH)
    y0, y1 = max(top, 0), min(top + height, HEIGHT)
    alpha = person.alpha[y0 - top : y1 - top, x0 - left : x1 - left, None]
    shown = person.image[y0 - top : y1 - top, x0 - left : x1 - left]
    canvas[y0:y1, x0:x1] = canvas[y0:y1, x0:x1] * (1 - alpha) + shown * alpha
    return person.face.moved(left, top)


def _draw_barrier(canvas: NDArray[np.float32]) -> None:
    canvas[_BARRIER:HEIGHT] = (52.0, 60.0, 70.0)
    canvas[_BARRIER : _BARRIER + 6] = (120.0, 132.0, 145.0)
