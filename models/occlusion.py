"""Whether something covers the lower face: a mask, a scarf, a hand. Pure NumPy.

The 478 points say where nostrils, lips and chin must be; an open face is light and dark there in
nearly the same way in everybody (`lower_face.py`), whatever colour the skin is, in daylight and
under infrared. What covers it is not, or is far darker than the face above it.

Measured on 396 pictures of people of `faces-dev` who are not in the table, all grey, on which
masks were painted and the points looked for anew: 2.3% of open faces are called covered; of blue,
white, black, patterned and skin-coloured masks 95%, 94%, 100%, 94% and 92% are found in one
picture. In a lane several pictures of a person decide. 0.5 ms a face.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.landmarks import Landmarks
from models.lower_face import LIGHT, LOWER_FACE, NOSE, UPPER_FACE

ALIKE = 0.25  # correlation with LIGHT, -1..1: less is covered
DARKER = 0.4  # of the nose to the face above: less is covered; the darkest noses are at 0.46
PATCH = 0.03  # of the distance between the eyes: what is averaged around a point


def is_covered(image: NDArray[np.uint8], landmarks: Landmarks) -> bool:
    """Return whether the lower half of the face is hidden in `image` (h, w, 3) uint8 RGB."""
    nose = float(np.median(_luminances(image, landmarks, NOSE)))
    above = float(np.median(_luminances(image, landmarks, UPPER_FACE)))
    return nose < DARKER * above or openness(image, landmarks) < ALIKE


def openness(image: NDArray[np.uint8], landmarks: Landmarks) -> float:
    """Return how much the lower face looks like one, -1..1; open faces have a median of 0.7."""
    values = _luminances(image, landmarks, LOWER_FACE)
    spread = float(values.std())
    if spread < 1e-3:
        return 0.0
    usual = np.array(LIGHT, np.float32) / 100
    return float(((values - values.mean()) / spread) @ usual / len(usual))


def _luminances(
    image: NDArray[np.uint8], landmarks: Landmarks, indices: Sequence[int]
) -> NDArray[np.float32]:
    """Return the luminance (ITU-R BT.601) around each of the points, (n,) float32, 0..255."""
    eyes = landmarks.five[:2]
    step = max(float(np.hypot(*(eyes[1] - eyes[0]))) * PATCH, 0.5)
    offsets = np.array([(x, y) for y in (-step, 0, step) for x in (-step, 0, step)], np.float32)
    places = landmarks.points[list(indices), None, :2] + offsets
    columns = places[..., 0].round().clip(0, image.shape[1] - 1).astype(np.intp)
    rows = places[..., 1].round().clip(0, image.shape[0] - 1).astype(np.intp)
    weights = np.array([0.299, 0.587, 0.114], np.float32)
    return np.asarray((image[rows, columns] @ weights).mean(axis=1), np.float32)
