"""A photograph as a camera at a lane would have taken it. Pure NumPy and OpenCV."""

from __future__ import annotations

import random

import cv2
import numpy as np

from edge_app.domain import Image

SIDE = 256  # pixels, as a best shot has
_TURN = 5.0  # degrees, at most
_CLOSER = (1.0, 1.15)
_SHIFT = 0.04  # of the side
_SMALL = (80, 120)  # pixels of the side, as somebody two or three metres away
_GAMMA = (0.75, 1.4)
_TINT = 0.07  # of each colour
_BLUR = (0.4, 1.0)  # pixels of the small picture
_NOISE = 4.0  # of 255, one standard deviation


def as_the_lane_sees(photograph: Image, rng: random.Random) -> Image:
    """Return `photograph` turned, lit, blurred and coarse, (SIDE, SIDE, 3) uint8 RGB."""
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
    small = rng.randint(*_SMALL)
    picture = cv2.resize(picture, (small, small), interpolation=cv2.INTER_AREA)
    picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(*_BLUR))
    light = (picture / np.float32(255)) ** np.float32(rng.uniform(*_GAMMA))
    tint = np.array([1 + rng.uniform(-_TINT, _TINT) for _ in range(3)], np.float32)
    grain = np.random.default_rng(rng.getrandbits(32)).normal(0, _NOISE, picture.shape)
    coarse = np.clip(light * tint * 255 + grain, 0, 255).astype(np.uint8)
    return np.asarray(cv2.resize(coarse, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC), np.uint8)
