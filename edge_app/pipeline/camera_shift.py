"""Whether the camera still looks where it was set up to look.

The view is learnt as a small grey picture of the hall without its people: the median over a few
seconds, so that whoever walks through leaves nothing, with the bodies below the faces in view left
out. It is held in memory, changes slowly with the daylight, and goes with the process.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from edge_app.domain import Image
from models.geometry import Box

SIDE = 160  # pixels of the small picture's longer side
CHECK_INTERVAL_S = 1.0
SAMPLES = 9  # of which the median is what stands still
STRONGEST = 0.9  # quantile: the edges above it are the view's own
MIN_EDGE = 6.0  # Sobel, grey values: weaker ones are noise
MIN_EDGES = 60  # pixels of such edges: a blank view says nothing
DIRECTION = 0.8  # cosine: an edge that is still there runs the same way
FAINT = 0.15  # of its strength: light comes and goes, an edge stays
# Shares of the view's edges that are left. Measured on the drawn hall and on recordings at
# 1280x720: 0.5 and more with three people or a crowd of eight in front, up to 16 px of shift, in a
# fifth of the light, or blurred; 0.35 and less from 32 px of shift, 15 degrees, or a tenth nearer.
GONE = 0.38  # of all edges; or
GONE_ONE_WAY = 0.2  # of the level ones, or of the upright ones: a hall has many pillars
MIN_ONE_WAY = 0.1  # of all edges: fewer of one direction say nothing
DRIFT = 1 / 300  # share of the view that each look renews: furniture, the sun
MAX_PEOPLE = 0.5  # of the picture: when they hide more, nothing can be said
MAX_LEARN_PEOPLE = 0.25  # nor is it learnt with so many before it

Grey = NDArray[np.float32]


class CameraShift:
    """One camera's view. One thread at a time; `accept` from any."""

    def __init__(self) -> None:
        """Start without a view."""
        self._samples: deque[Grey] = deque(maxlen=SAMPLES)
        self._view: Grey | None = None
        self._accept = False

    def accept(self) -> None:
        """Learn anew: what is seen from now on is how it should be."""
        self._accept = True

    def update(self, image: Image, faces: Sequence[Box]) -> bool | None:
        """Return whether the camera shows another view than it did; None: not known.

        Judged once in CHECK_INTERVAL_S.

        `faces`: where people are in `image` (h, w, 3) uint8.
        """
        small = _small(image)
        if self._accept or (self._view is not None and self._view.shape != small.shape):
            self._accept, self._view = False, None
            self._samples.clear()
        hidden = _bodies(faces, image.shape[1], image.shape[0], small)
        if hidden.mean() > (MAX_LEARN_PEOPLE if self._view is None else MAX_PEOPLE):
            return None
        self._samples.append(small if self._view is None else np.where(hidden, self._view, small))
        if len(self._samples) < SAMPLES:
            return None
        now = np.median(np.stack(list(self._samples)), axis=0).astype(np.float32)
        if self._view is None:
            self._view = now
            return None
        moved = has_moved(self._view, now)
        if moved is False:
            self._view += DRIFT * (now - self._view)
        return moved


def has_moved(view: Grey, now: Grey) -> bool | None:
    """Return whether `now` shows another view than `view`, both (h, w); None: too few edges.

    Of the view's strongest edges, how many are still there, whatever else has come?
    """
    (across, down), (across_now, down_now) = _edges(view), _edges(now)
    strength, strength_now = cv2.magnitude(across, down), cv2.magnitude(across_now, down_now)
    strong = strength >= max(float(np.quantile(strength, STRONGEST)), MIN_EDGE)
    if int(strong.sum()) < MIN_EDGES or float(strength_now.max()) < MIN_EDGE:
        return None
    along = across * across_now + down * down_now
    left = (along > DIRECTION * strength * strength_now) & (strength_now > FAINT * strength)
    upright = np.abs(across) > np.abs(down)
    ways = (strong & upright, strong & ~upright)
    enough = [way for way in ways if way.sum() >= MIN_ONE_WAY * strong.sum()]
    one_way = any(float(left[way].mean()) < GONE_ONE_WAY for way in enough)
    return one_way or float(left[strong].mean()) < GONE


def _small(image: Image) -> Grey:
    factor = SIDE / max(image.shape[:2])
    size = (max(8, round(image.shape[1] * factor)), max(8, round(image.shape[0] * factor)))
    green = np.ascontiguousarray(image[::2, ::2, 1])
    return cv2.resize(green, size, interpolation=cv2.INTER_AREA).astype(np.float32)


def _edges(grey: Grey) -> tuple[Grey, Grey]:
    """Return the steps of grey values to the right and down."""
    smooth = cv2.GaussianBlur(grey, (0, 0), 1.0)
    across, down = cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
    return across.astype(np.float32), down.astype(np.float32)


def _bodies(faces: Sequence[Box], width: int, height: int, small: Grey) -> NDArray[np.bool_]:
    """Return where people hide the view: from above the head to the floor."""
    hidden = np.zeros(small.shape, bool)
    x_scale, y_scale = small.shape[1] / width, small.shape[0] / height
    for face in faces:
        left, right = face.x - face.w, face.x + 2 * face.w
        top = face.y - 0.7 * face.h
        columns = slice(max(round(left * x_scale), 0), max(round(right * x_scale), 0))
        hidden[max(round(top * y_scale), 0) :, columns] = True
    return hidden
