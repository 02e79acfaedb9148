"""How a camera hangs, by the faces in its pictures: upright, on their side, or on their head.

The detector takes some faces that lie on their side for upright ones, and no template of those is
worth anything. So parts of the picture are looked at in all four ways, where something moves.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from edge_app.domain import Image
from edge_app.pipeline.camera_settings import TURNS
from models.detector import Detection, FaceDetector
from models.tiles import TileScan

LOOK_INTERVAL_S, SURE_INTERVAL_S = 0.5, 5.0  # 10 to 20 ms a look; less often once faces are upright
TILES = 4  # a look and a way
SURE_SCORE = 0.7  # of a face that counts; patterns score less
MAX_ROLL = 25.0  # degrees; heads tilt by less
FADING = 0.95  # of what earlier looks saw
# Faces, and times as many as in any other way: of faces on their head the detector takes every
# second or third for one that stands upright, measured on the demo's people.
ENOUGH, TIMES = 5.0, 1.6
MAX_A_PLACE = 3  # of the faces on one spot: a poster, or a stain that looks like one, stays there
MAX_PLACES = 1000  # that are remembered
MOTION, MOVING_SHARE = 12, 0.004  # grey values, and the share of the picture that changed by them


class TurnWatch:
    """One lane's. The thread of the detector."""

    def __init__(self, detector: FaceDetector) -> None:
        """Know nothing yet; the caller closes `detector`."""
        self._detector = detector
        self._scans: dict[int, TileScan] = {}
        self._seen = dict.fromkeys((0, *TURNS), 0.0)
        self._places: Counter[tuple[int, int, int]] = Counter()  # turn, column and row of a face
        self._last_s = float("-inf")
        self._small: NDArray[np.int16] | None = None
        self.turn: int = 0  # degrees clockwise that bring the picture upright; as far as is known

    @property
    def sideways(self) -> bool:
        """Return whether faces lie on their side or stand on their head."""
        return self.turn != 0

    def update(self, image: Image, time_s: float) -> None:
        """Take a picture (h, w, 3) uint8."""
        sure = self._seen[0] >= ENOUGH and self.turn == 0
        if time_s - self._last_s < (SURE_INTERVAL_S if sure else LOOK_INTERVAL_S):
            return
        if not self._moves(image):
            return
        self._last_s = time_s
        seen = {}
        for turn in self._seen:  # the same number of looks each
            turned = image if turn == 0 else np.asarray(cv2.rotate(image, TURNS[turn]), np.uint8)
            size = (turned.shape[1], turned.shape[0])
            if turn not in self._scans or self._scans[turn].size != size:
                self._scans[turn] = TileScan(*size)
            tiles = self._scans[turn].next_tiles(turned, TILES)
            seen[turn] = self._fresh(turn, _upright(self._detector.detect_in(turned, tiles)))
        if any(seen.values()):
            self._seen = {turn: FADING * self._seen[turn] + seen[turn] for turn in seen}
        best = max(self._seen, key=self._seen.__getitem__)
        others = max(count for turn, count in self._seen.items() if turn != best)
        if self._seen[best] >= ENOUGH and self._seen[best] >= TIMES * others:
            self.turn = best
        if len(self._places) > MAX_PLACES:
            self._places.clear()

    def _fresh(self, turn: int, faces: Sequence[Detection]) -> int:
        """Return how many faces are where not too many were already."""
        fresh = 0
        for face in faces:
            x, y = face.box.centre
            place = turn, int(x / face.box.w), int(y / face.box.w)
            self._places[place] += 1
            fresh += self._places[place] <= MAX_A_PLACE
        return fresh

    def _moves(self, image: Image) -> bool:
        small = image[::16, ::16, 1].astype(np.int16)
        before, self._small = self._small, small
        if before is None or before.shape != small.shape:
            return True
        return float((np.abs(small - before) > MOTION).mean()) >= MOVING_SHARE


def _upright(found: Sequence[Detection]) -> list[Detection]:
    """Return the sure faces that stand upright."""
    return [each for each in found if each.score >= SURE_SCORE and abs(_roll(each)) <= MAX_ROLL]


def _roll(face: Detection) -> float:
    """Return how far a face is tilted, in degrees, from -180 to 180."""
    across, down = (face.keypoints[1] - face.keypoints[0]).astype(float)
    return math.degrees(math.atan2(down, across))
