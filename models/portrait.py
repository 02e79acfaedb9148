"""The cut of a picture that a person compares a face with. Pure NumPy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.engine import Sample
from models.landmarks import cut_square

SQUARE, RAISED = 1.85, 0.12  # times the face: the hair belongs to the portrait


def portrait(image: NDArray[np.uint8], sample: Sample) -> NDArray[np.uint8]:
    """Cut the face of `sample` out of `image` (h, w, 3) uint8 RGB, for somebody's eyes."""
    square = sample.box.square(SQUARE).moved(0, -RAISED * sample.box.h)
    part, _, _ = cut_square(image, square)
    return part.copy()
