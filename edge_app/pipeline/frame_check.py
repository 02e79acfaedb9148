"""What a raw picture is: usable, or why not. Pure."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from edge_app.domain import Image, SourceState

SMALLEST_SIDE = 64  # pixels; no face in it could be compared
LARGEST_SIDE = 8192  # pixels
BLACK_MEAN, BLACK_PEAK = 6.0, 40.0  # grey values: a covered lens with its noise stays below both


def as_rgb(raw: NDArray[Any] | None) -> Image | None:
    """Return OpenCV's grey, BGR or BGRA picture as RGB (h, w, 3) uint8; None: it is no picture."""
    if raw is None or raw.dtype != np.uint8 or raw.size == 0:
        return None
    if raw.ndim == 2:
        raw = raw[:, :, None]
    if raw.ndim != 3 or raw.shape[2] not in (1, 3, 4):
        return None
    if raw.shape[2] == 1:
        return np.ascontiguousarray(np.broadcast_to(raw, (*raw.shape[:2], 3)))
    return np.ascontiguousarray(raw[:, :, 2::-1])


def check_frame(image: Image | None) -> SourceState:
    """Return LIVE for a picture worth analysing, else UNREADABLE or BLACK."""
    if image is None or not min(image.shape[:2]) >= SMALLEST_SIDE:
        return SourceState.UNREADABLE
    if max(image.shape[:2]) > LARGEST_SIDE:
        return SourceState.UNREADABLE
    sample = image[::8, ::8]
    if float(sample.mean()) < BLACK_MEAN and float(np.percentile(sample, 99.5)) < BLACK_PEAK:
        return SourceState.BLACK
    return SourceState.LIVE
