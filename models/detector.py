"""Faces in a picture of any size: MediaPipe's detector over tiles, one answer a face."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.geometry import Box
from models.mediapipe_tasks import DetectorTask
from models.tiles import pyramid

MIN_CONFIDENCE = 0.5  # MediaPipe's own default
# Enough to begin a track, or to be a second person in a reference. Measured at 1280x720: all faces
# 100 px wide score more, and of 0.50 false detections a picture 0.02 do (0.09 at 0.6), with the 24
# largest tiles; 0.14 with all 74.
MIN_SURE_SCORE = 0.65
MIN_SAME_FACE_IOU = 0.3  # IoU; MediaPipe's own suppression threshold
MIN_SAME_BOX_IOU = 0.6  # IoU; near enough to be averaged, others would pull the box off the face
MIN_CONTAINED_SHARE = 0.7  # a part of a face that another tile saw whole


@dataclass(frozen=True, slots=True, eq=False)
class Detection:
    """One face in the pixels of the picture."""

    box: Box  # from the brows to the chin, square
    score: float  # 0..1
    keypoints: NDArray[np.float32]  # (6, 2): right eye, left eye, nose, mouth, right ear, left ear

    @property
    def inter_eye(self) -> float:
        """Return the distance between the eyes in pixels."""
        return float(np.hypot(*(self.keypoints[0] - self.keypoints[1])))


class FaceDetector:
    """The detector with its tiles. One thread at a time."""

    def __init__(self, bundle: bytes, minimum_confidence: float = MIN_CONFIDENCE) -> None:
        """Open `bundle`, the content of `face_landmarker.task`. Raise WeightsError."""
        self._task = DetectorTask(bundle, minimum_confidence)

    def detect(self, image: NDArray[np.uint8]) -> list[Detection]:
        """Return every face in `image` (h, w, 3) uint8 RGB: the whole pyramid in one go."""
        return self.detect_in(image, pyramid(image.shape[1], image.shape[0]))

    def detect_in(self, image: NDArray[np.uint8], tiles: list[Box]) -> list[Detection]:
        """Return the faces in `tiles` (whole pixels, inside the picture), each face once."""
        found = []
        for tile in tiles:
            x, y = int(tile.x), int(tile.y)
            part = image[y : y + int(tile.h), x : x + int(tile.w)]
            found += [
                Detection(
                    raw.box.moved(x, y), raw.score, raw.keypoints + np.array([x, y], np.float32)
                )
                for raw in self._task.detect(part)
            ]
        return merged(found)

    def close(self) -> None:
        """Release the native task."""
        self._task.close()


def merged(found: list[Detection]) -> list[Detection]:
    """Return one detection a face, best first.

    Overlapping ones become their mean, weighted by score.
    """
    rest = sorted(found, key=lambda d: -d.score)
    faces = []
    while rest:
        best = rest[0]
        faces.append(_mean([d for d in rest if d.box.iou(best.box) >= MIN_SAME_BOX_IOU]))
        rest = [d for d in rest if not _same_face(d.box, best.box)]
    return faces


def _same_face(box: Box, best: Box) -> bool:
    return box.iou(best) >= MIN_SAME_FACE_IOU or _part_of(box, best)


def _part_of(box: Box, other: Box) -> bool:
    smaller = min(box.area, other.area)
    return smaller > 0 and box.intersection(other) / smaller >= MIN_CONTAINED_SHARE


def _mean(same: list[Detection]) -> Detection:
    if len(same) == 1:
        return same[0]
    weights = np.array([d.score for d in same])
    weights /= weights.sum()
    x, y, w, h = weights @ np.array([(d.box.x, d.box.y, d.box.w, d.box.h) for d in same])
    keypoints = np.tensordot(weights, np.stack([d.keypoints for d in same]), axes=1)
    box = Box(float(x), float(y), float(w), float(h))
    return Detection(box, same[0].score, keypoints.astype(np.float32))
