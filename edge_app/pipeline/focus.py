"""Whether a picture is sharp anywhere. Pure."""

from __future__ import annotations

from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from edge_app.domain import Image

BLOCK = 32  # pixels
CONTRAST = 40.0  # grey values within a block: noise stays below
MIN_BLOCKS = 6  # with so much contrast; a blank wall says nothing
SHARPEST = 0.9  # the quantile of the blocks: one sharp plane is enough, a burnt-in clock is not
WIDEST = 1280  # pixels: a larger picture is judged on every second pixel, or third


def steepness(image: Image, way: Literal["any", "across", "down"] = "any") -> float | None:
    """Return how much of a block's contrast one pixel's step takes, 0..1, in the sharpest blocks.

    An edge blurred by a Gaussian of s pixels has 0.4 / s; (h, w, 3) uint8. None: no contrast.
    `way`: of the step. What moved is as sharp as before in one of the two.
    """
    step = max(1, round(image.shape[1] / WIDEST))
    green = np.ascontiguousarray(image[::step, ::step, 1])
    rows, columns = green.shape[0] // BLOCK, green.shape[1] // BLOCK
    green = green[: rows * BLOCK, : columns * BLOCK]
    taken = np.zeros_like(green)
    if way != "down":
        cv2.absdiff(green[:, 1:], green[:, :-1], dst=taken[:, :-1])
    if way != "across":
        taken[:-1] = np.maximum(taken[:-1], cv2.absdiff(green[1:], green[:-1]))
    steps = _largest(taken, rows, columns)
    contrasts = _largest(green, rows, columns) + (_largest(~green, rows, columns) - 255.0)
    enough = contrasts >= CONTRAST
    if int(enough.sum()) < MIN_BLOCKS:
        return None
    return float(np.quantile(np.minimum(steps[enough] / contrasts[enough], 1.0), SHARPEST))


def _largest(values: NDArray[np.uint8], rows: int, columns: int) -> NDArray[np.float64]:
    """Return the largest value of each block, (rows * columns,).

    Down the columns first: NumPy compares a row at a time there, 16 values in one instruction.
    """
    down: NDArray[np.uint8] = values.reshape(rows, BLOCK, columns * BLOCK).max(axis=1)
    across: NDArray[np.uint8] = down.reshape(rows * columns, BLOCK).max(axis=1)
    return across.astype(np.float64)
