"""Pictures as they are kept and sent: JPEG, bounded in bytes and in pixels."""

from __future__ import annotations

import io
import warnings
from functools import cache

import cv2
import numpy as np
from PIL import Image as Pillow

from edge_app.domain import Image

MAX_SIDE = 512  # pixels of the longer side; a best shot is sharp enough then for an officer's eyes
QUALITY = 90
MAX_BYTES = 512 * 1024  # of one picture, as the protocol allows
MAX_DECODED = 4_000_000  # pixels of a picture from elsewhere


def to_jpeg(image: Image, max_side: int = MAX_SIDE) -> bytes:
    """Return `image`, (h, w, 3) uint8 RGB, as less than MAX_BYTES; made smaller where needed.

    `max_side`: pixels of its longer side, at most.
    """
    while len(coded := _coded(image, max_side)) > MAX_BYTES:
        max_side = max_side * 3 // 4
    return coded


def _coded(image: Image, max_side: int) -> bytes:
    scale = max_side / max(image.shape[:2])
    if scale < 1:
        size = [max(1, round(side * scale)) for side in image.shape[1::-1]]
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    bgr = np.ascontiguousarray(image[:, :, ::-1])
    _, coded = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return bytes(coded)  # 512 x 512 of pure noise is 360 kB at this quality


def from_jpeg(data: bytes) -> Image:
    """Return the picture, (h, w, 3) uint8 RGB; `no_picture` where it is missing or broken."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of odd metadata; pixels decide here
            with Pillow.open(io.BytesIO(data), formats=("JPEG",)) as picture:
                if picture.width * picture.height > MAX_DECODED:
                    return no_picture()
                return np.array(picture.convert("RGB"), np.uint8)
    except (OSError, SyntaxError, ValueError, Pillow.DecompressionBombError):
        return no_picture()


@cache
def no_picture() -> Image:
    """Return a head and shoulders in grey: somebody without a photograph."""
    image = np.full((256, 256, 3), 200, np.uint8)
    cv2.circle(image, (128, 104), 44, (150, 150, 150), -1)
    cv2.ellipse(image, (128, 256), (88, 92), 0, 180, 360, (150, 150, 150), -1)
    image.flags.writeable = False
    return image
