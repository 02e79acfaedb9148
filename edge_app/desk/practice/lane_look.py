"""A photograph as a camera at a lane would have taken it. Pure NumPy and OpenCV."""

from __future__ import annotations

import random

import cv2
import numpy as np

from edge_app.domain import Image

SIDE = 256  # pixels, as a best shot has
_TURN = 5.0  # degrees, at most
_CLOSER = (1.1, 1.25)
_SHIFT = 0.04  # of the side
_SMALL = (80, 120)  # pixels of the side, as somebody two or three metres away
_GAMMA = (0.75, 1.4)
_TINT = 0.07  # of each colour
_BLUR = (0.4, 1.0)  # pixels of the small picture
_NOISE = 4.0  # of 255, one standard deviation
_HEAD = (0.34, 0.47)  # half axes, of the side
_EDGE = 0.06  # of the side: how softly the head ends
_HALL = (95, 150)  # grey of the wall behind, of 255


def as_the_lane_sees(photograph: Image, rng: random.Random) -> Image:
    """Return `photograph` turned, lit, blurred and coarse, (SIDE, SIDE, 3) uint8 RGB.

    What stands behind the head is a grey wall: the same background would tell the same photograph.
    """
    height, width = photograph.shape[:2]
    side = min(height, width)
    scale = SIDE / side * rng.uniform(*_CLOSER)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), rng.uniform(-_TURN, _TURN), scale)
    turn[:, 2] += [
        SIDE / 2 - width / 2 + rng.uniform(-_SHIFT, _SHIFT) * SIDE,
        SIDE / 2 - height / 2 + rng.uniform(-_SHIFT, _SHIFT) * SIDE,
    ]
    picture = cv2.warpAffine(
        photograph, turn, (SIDE, SIDE), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE
    )
    picture = _before_a_wall(np.asarray(picture, np.uint8), rng)
    small = rng.randint(*_SMALL)
    picture = cv2.resize(picture, (small, small), interpolation=cv2.INTER_AREA)
    picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(*_BLUR))
    light = (picture / np.float32(255)) ** np.float32(rng.uniform(*_GAMMA))
    tint = np.array([1 + rng.uniform(-_TINT, _TINT) for _ in range(3)], np.float32)
    grain = np.random.default_rng(rng.getrandbits(32)).normal(0, _NOISE, picture.shape)
    coarse = np.clip(light * tint * 255 + grain, 0, 255).astype(np.uint8)
    return np.asarray(cv2.resize(coarse, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC), np.uint8)


def _before_a_wall(picture: Image, rng: random.Random) -> Image:
    head = np.zeros((SIDE, SIDE), np.float32)
    axes = (round(_HEAD[0] * SIDE), round(_HEAD[1] * SIDE))
    cv2.ellipse(head, (SIDE // 2, SIDE // 2), axes, 0, 0, 360, 1.0, -1)
    cv2.rectangle(head, (0, round(0.88 * SIDE)), (SIDE, SIDE), 1.0, -1)  # shoulders
    share = np.asarray(cv2.GaussianBlur(head, (0, 0), _EDGE * SIDE), np.float32)[:, :, None]
    light = np.linspace(rng.uniform(0.85, 1.0), rng.uniform(0.85, 1.0), SIDE, dtype=np.float32)
    wall = np.full((SIDE, SIDE, 3), rng.randint(*_HALL), np.float32) * light[None, :, None]
    return np.asarray(picture * share + wall * (1 - share), np.uint8)
