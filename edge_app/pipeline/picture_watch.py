"""Whether pictures are pictures of the hall, judged over a second and not by one of them.

One thread at a time; the time is the source's own, in seconds.
"""

from __future__ import annotations

from collections import Counter, deque
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from edge_app.domain import Image, LaneFault, SourceState
from edge_app.pipeline.frame_check import check_frame
from edge_app.pipeline.smear import is_smeared

BAD_S = 1.0  # without a usable picture: then it is said what the others are
STILL_S = 3.5  # a camera that repeats itself to the bit for so long stands still
STILL_GROWTH = 3.0  # times as long as one that has repeated itself and gone on by itself
MAX_STILL_S = 30.0
STILL_INTERVAL_S = 0.25  # between comparisons, while the picture moves
CLOCK_HEIGHT = 0.08  # of the picture: a recorder writes the time into a still
CLOCK_MARGIN = 0.12  # of the picture, at its upper and its lower edge, where it is written
FLASH = 0.12  # of the mean light, from one picture to the next, and at least
MIN_FLASH = 8.0  # grey values
FLASH_WINDOW_S = 2.0
MIN_FLASHES = 6  # changes of direction in the window: a lamp that is switched makes one
SMEAR_INTERVAL_S = 0.5
SMEAR_LOOKS, MIN_SMEARED = 20, 5  # of the latest looks: packets are lost now and then


class PictureWatch:
    """Judges the pictures of one source in order."""

    def __init__(self) -> None:
        """Begin without a picture."""
        self.state: SourceState | None = None  # None: not known yet
        self.unusable: Counter[SourceState] = Counter()  # pictures, by what they are
        self._bad_since: float | None = None
        self._still = StillWatch()
        self._flashes = FlashWatch()
        self._smeared: deque[bool] = deque(maxlen=SMEAR_LOOKS)
        self._smear_looked_s = float("-inf")

    def update(self, image: Image | None, time_s: float, live: bool) -> bool:
        """Take a picture (h, w, 3) uint8, None: unreadable; return whether to analyse it.

        `live`: of a camera. A recording may stand still.
        """
        judged = check_frame(image)
        if image is not None and judged is not SourceState.UNREADABLE:
            self._flashes.update(image, time_s)
            if judged is SourceState.LIVE and live and self._still.update(image, time_s):
                judged, self._bad_since = SourceState.FROZEN, float("-inf")
        if judged is SourceState.LIVE and image is not None:
            self.state, self._bad_since = judged, None
            if time_s - self._smear_looked_s >= SMEAR_INTERVAL_S:
                self._smear_looked_s = time_s
                self._smeared.append(is_smeared(image))
            return True
        self.unusable[judged] += 1
        if self._bad_since is None:
            self._bad_since = time_s
        if time_s - self._bad_since >= BAD_S:
            self.state = judged
        return False

    @property
    def faults(self) -> tuple[LaneFault, ...]:
        """Return what is wrong with pictures that are analysed all the same."""
        smeared = sum(self._smeared) >= MIN_SMEARED
        return ((LaneFault.STROBING,) if self._flashes.flashing else ()) + (
            (LaneFault.SMEARED,) if smeared else ()
        )


class StillWatch:
    """Tells a camera that sends one picture for ever from a hall where nothing happens.

    A sensor's noise changes every picture, and what a codec leaves of it changes some. A still that
    was encoded repeats to the bit, but for a clock that a recorder writes over it. None of the real
    recordings that this was measured on repeats one picture; a codec that does so over an empty
    hall, for less than STILL_S, is given more time.
    """

    def __init__(self) -> None:
        """Begin without a picture."""
        self._seen: NDArray[np.uint8] | None = None
        self._since_s = self._looked_s = float("-inf")
        self._patience_s = STILL_S
        self._still = False

    def update(self, image: Image, time_s: float) -> bool:
        """Return whether the camera stands still: `image` is what it has sent for a while."""
        if not self._still and time_s - self._looked_s < STILL_INTERVAL_S:
            return False
        self._looked_s = time_s
        small = np.ascontiguousarray(image[::2, ::2, 1])
        if self._seen is None or not _same_but_for_a_clock(small, self._seen):
            lasted = time_s - self._since_s
            if self._seen is not None and not self._still:
                learnt = min(STILL_GROWTH * lasted, MAX_STILL_S)
                self._patience_s = max(self._patience_s, learnt)
            self._seen, self._since_s, self._still = small, time_s, False
            return False
        self._still = time_s - self._since_s >= self._patience_s
        return self._still


def _same_but_for_a_clock(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> bool:
    if one.shape != other.shape:
        return False
    rows = np.flatnonzero(cv2.absdiff(one, other).any(axis=1))
    if rows.size == 0:
        return True
    height, first, last = one.shape[0], int(rows[0]), int(rows[-1])
    at_the_edge = last < CLOCK_MARGIN * height or first >= (1 - CLOCK_MARGIN) * height
    return bool(at_the_edge and last - first < CLOCK_HEIGHT * height)


class FlashWatch:
    """Tells light that comes and goes from picture to picture."""

    def __init__(self) -> None:
        """Begin without a picture."""
        self._changes: deque[tuple[float, float]] = deque()  # when, by how much
        self._level: float | None = None

    def update(self, image: Image, time_s: float) -> None:
        """Take a picture (h, w, 3) uint8."""
        level = float(image[::32, ::32, 1].mean())
        before, self._level = self._level, level
        if before is not None:
            step = level - before
            if abs(step) >= max(MIN_FLASH, FLASH * max(level, before)):
                self._changes.append((time_s, step))
        while self._changes and time_s - self._changes[0][0] > FLASH_WINDOW_S:
            self._changes.popleft()

    @property
    def flashing(self) -> bool:
        """Return whether the light went up and down again and again in the last seconds.

        From any thread, while another one brings pictures.
        """
        steps = [step > 0 for _, step in tuple(self._changes)]
        return sum(a != b for a, b in pairwise(steps)) >= MIN_FLASHES
