"""Masks painted on faces, over the lower half that the 478 points enclose."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from models.landmarks import Landmarks

JAW = (
    *(234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288),
    *(361, 323, 454),
)
NOSE_BRIDGE = (447, 345, 346, 347, 348, 195, 119, 118, 117, 116, 227)
COLOURS = {"blue": (120, 170, 205), "white": (228, 228, 226), "black": (28, 28, 30)}
KINDS = (*COLOURS, "patterned")


def masked(image: NDArray[np.uint8], landmarks: Landmarks, kind: str) -> NDArray[np.uint8]:
    """`image` (h, w, 3) uint8 with a mask of `kind` on the face, rounded off by its shade."""
    height, width = image.shape[:2]
    points = landmarks.points[:, :2]
    area = Image.new("L", (width, height))
    ImageDraw.Draw(area).polygon([tuple(points[i]) for i in (*JAW, *NOSE_BRIDGE)], fill=255)
    alpha = np.asarray(area.filter(ImageFilter.GaussianBlur(1)), np.float32)[..., None] / 255
    rows, columns = np.mgrid[:height, :width]
    across = np.hypot(*(points[454] - points[234]))
    if kind in COLOURS:
        cloth = np.broadcast_to(np.array(COLOURS[kind], np.float32), image.shape)
    else:
        checks = (rows // (across / 12) + columns // (across / 12)) % 2
        light, dark = np.array((200, 60, 70), np.float32), np.array((230,) * 3, np.float32)
        cloth = np.where(checks[..., None] > 0, light, dark)
    shade = 1 - 0.35 * ((columns - points[1, 0]) / (across / 2)) ** 2
    shaded = cloth * np.clip(shade, 0.4, 1)[..., None]
    return np.asarray(image * (1 - alpha) + shaded * alpha, np.uint8)
