"""What a raw picture is: usable, or why not. Pure."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from edge_app.domain import Image, SourceState

SMALLEST_SIDE = 64  # pixels; no face in it could be compared
LARGEST_SIDE = 8192  # pixels
BLACK_MEAN, BLACK_PEAK = 6.0, 40.0  # grey values: a covered lens with its noise stays below both
NIGHT = 24.0  # the usual value of the brightest colour: below it is the night, or a covered lens
FLAT = 3  # grey values: what a codec makes of a drawn surface
DRAWN_SHARE = 0.93  # of the picture in one drawn colour: the rest may be a text
ONE_COLOUR = 8.0  # grey values from the darkest to the brightest part, noise taken away
BARS_CHROMA = 50.0  # mean distance of the colours: halls stay below 40
BARS_FLAT, BARS_EDGES = 0.85, 0.7  # of the picture without a step, the two ways


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
    """Return LIVE for a picture worth analysing, else UNREADABLE, BLACK or BLANK."""
    if image is None or not min(image.shape[:2]) >= SMALLEST_SIDE:
        return SourceState.UNREADABLE
    if max(image.shape[:2]) > LARGEST_SIDE:
        return SourceState.UNREADABLE
    sample = image[::8, ::8]
    if float(sample.mean()) < BLACK_MEAN and float(np.percentile(sample, 99.5)) < BLACK_PEAK:
        return SourceState.BLACK
    return SourceState.BLANK if _is_blank(image) else SourceState.LIVE


def _is_blank(image: Image) -> bool:
    """Return whether a picture shows no place: one colour, a text on one, or colour bars.

    A dark one is none of these: a face may be all that is seen in it.
    """
    if not _may_be_blank(image[::16, ::16]):
        return False
    sample = image[::8, ::8].astype(np.int16)
    colour = np.median(sample, axis=(0, 1))
    if float(colour.max()) >= NIGHT:
        off = np.abs(sample - colour.astype(np.int16)).max(axis=2)
        if float((off <= FLAT).mean()) >= DRAWN_SHARE:
            return True
        small = cv2.resize(image, (80, 48), interpolation=cv2.INTER_AREA)  # without the noise
        low, high = np.percentile(small, (0.5, 99.5), axis=(0, 1))
        if float((high - low).max()) <= ONE_COLOUR:
            return True
    if float(np.ptp(sample, axis=2).mean()) < BARS_CHROMA:
        return False
    ways = [
        float((np.abs(np.diff(sample, axis=axis)).max(axis=2) <= FLAT).mean()) for axis in (0, 1)
    ]
    return max(ways) >= BARS_FLAT and min(ways) >= BARS_EDGES  # across the bars there are edges


def _may_be_blank(coarse: Image) -> bool:
    """Return whether a closer look is worth its time (0.1 ms for this one): most halls end here."""
    green = coarse[..., 1].astype(np.int16)
    near = np.abs(green - int(np.median(green))) <= 2 * FLAT
    return (
        float(near.mean()) >= 0.8
        or float(green.std()) <= 2 * ONE_COLOUR
        or float(np.ptp(coarse, axis=2).mean()) >= 0.8 * BARS_CHROMA
    )
