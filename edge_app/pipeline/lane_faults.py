"""What is wrong with a lane whose camera delivers, in the time of the pictures.

Two looks a second: 0.16 ms a frame on average at 30 frames/s, 3 ms at the most (1280x720).
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np

from edge_app.domain import Image, LaneFault
from edge_app.pipeline.camera_shift import CHECK_INTERVAL_S as VIEW_INTERVAL_S
from edge_app.pipeline.camera_shift import CameraShift
from edge_app.pipeline.focus import steepness
from edge_app.pipeline.steady import Steady
from models.geometry import Box

CHECK_INTERVAL_S = 0.5
GAP_S = 3.0  # without a picture: what was about to change begins anew
DARK_PICTURE = 24.0  # mean grey value; a night camera's picture is above
DARK_FACE = 0.07  # luminance, 0..1: below any skin in usable light (ISO/IEC 29794-5, exposure)
BLURRED = 0.15  # of an edge in one pixel; a camera in focus has 0.65 to 0.75, 3 pixels of blur 0.16
MAX_PEOPLE = 6  # in view at once: more are a queue
DARK_S, BLURRED_S, MOVED_S, QUEUE_S = 3.0, 4.0, 4.0, 20.0  # so long before it is told
SIDEWAYS_S, SQUEEZED_S = 0.5, 0.5  # what says so has waited already


class LaneFaults:
    """Judges frames in order; one thread, `accept_view` and `current` any."""

    def __init__(self) -> None:
        """Start without faults."""
        self._view = CameraShift()
        self._last_s = self._viewed_s = float("-inf")
        self._steady = {  # the most pressing first
            LaneFault.DARK: Steady(DARK_S),
            LaneFault.SIDEWAYS: Steady(SIDEWAYS_S),
            LaneFault.SQUEEZED: Steady(SQUEEZED_S),
            LaneFault.BLURRED: Steady(BLURRED_S),
            LaneFault.MOVED: Steady(MOVED_S),
            LaneFault.QUEUE: Steady(QUEUE_S),
        }
        self.current: tuple[LaneFault, ...] = ()

    def accept_view(self) -> None:
        """Learn what the camera sees now: it looks where it should."""
        self._view.accept()
        self._steady[LaneFault.MOVED] = Steady(MOVED_S)
        self.current = tuple(fault for fault in self.current if fault is not LaneFault.MOVED)

    def update(
        self,
        image: Image,
        time_s: float,
        faces: Sequence[Box],
        light: Sequence[float],
        sideways: bool = False,
        squeezed: bool = False,
    ) -> None:
        """Judge a frame (h, w, 3) uint8, where people's faces are, and their luminance, 0..1.

        `sideways`, `squeezed`: what TurnWatch and ShapeWatch make of the faces so far.
        """
        if time_s - self._last_s < CHECK_INTERVAL_S:
            return
        if time_s - self._last_s > GAP_S:
            for steady in self._steady.values():
                steady.since_s = None
        self._last_s = time_s
        self._steady[LaneFault.SIDEWAYS].update(sideways, time_s)
        self._steady[LaneFault.SQUEEZED].update(squeezed, time_s)
        dark = is_dark(image, light)
        self._steady[LaneFault.DARK].update(dark, time_s)
        steep = None if dark else steepness(image)
        self._steady[LaneFault.BLURRED].update(None if steep is None else steep < BLURRED, time_s)
        self._steady[LaneFault.QUEUE].update(len(faces) > MAX_PEOPLE, time_s)
        if time_s - self._viewed_s >= VIEW_INTERVAL_S:
            self._viewed_s = time_s
            moved = None if dark else self._view.update(image, faces)
            self._steady[LaneFault.MOVED].update(moved, time_s)
        self.current = tuple(fault for fault, steady in self._steady.items() if steady.current)


def is_dark(image: Image, light: Sequence[float]) -> bool:
    """Return whether the picture is too dark, or all faces are: `light`, their luminance, 0..1."""
    if float(np.mean(image[::16, ::16, 1])) < DARK_PICTURE:
        return True
    return bool(light) and median(light) < DARK_FACE
