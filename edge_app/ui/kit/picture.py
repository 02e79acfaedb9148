"""Which frames can be shown, and how old the shown one is."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from edge_app.domain import Frame, Image
from edge_app.ui.look import theme


def displayable(image: NDArray[Any] | None) -> Image | None:
    """Return `image` as contiguous (h, w, 3) uint8, the same memory where it is so already.

    Grey pictures, (h, w) or (h, w, 1), get three equal channels, a fourth channel is dropped.
    None for what is no picture: other shapes, other types, no pixels.
    """
    if not isinstance(image, np.ndarray) or image.dtype != np.uint8 or image.size == 0:
        return None
    if image.ndim == 2:
        image = image[:, :, np.newaxis]
    if image.ndim != 3 or image.shape[2] not in (1, 3, 4):
        return None
    if image.shape[2] == 1:
        return np.repeat(image, 3, axis=2)
    return image if is_plain(image) else np.ascontiguousarray(image[:, :, :3])


def is_plain(image: Image) -> bool:
    """Return whether a (h, w, n) picture has three channels, and its pixels lie side by side."""
    return image.shape[2] == 3 and image.flags.c_contiguous


def age_s(frame: Frame | None, now: float) -> float:
    """Return the seconds since the capture, `now` on the same clock; 0 without a frame."""
    return 0.0 if frame is None else max(now - frame.captured_at, 0.0)


def is_old(frame: Frame | None, now: float) -> bool:
    """Return whether the frame no longer shows what is in front of the camera."""
    return age_s(frame, now) > theme.OLD_PICTURE_S
