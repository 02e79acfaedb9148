"""How good a sample is, component by component, in the spirit of ISO/IEC 29794-5. Pure NumPy.

`coarse` needs no landmarks, so that every face of every frame can be judged; `full` has them. Both
give the same components in the same units; eyes and pitch are unknown (NaN) to `coarse`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from models.detector import Detection
from models.geometry import Box
from models.landmarks import CHIN, EYE_CORNERS, FOREHEAD, SIDES, Landmarks

GRID = 64  # a face is judged on 64x64 points, about what the 112x112 template input shows of it


FRONTAL = 20.0  # degrees of yaw and of pitch: the outline says how wide the face is


class Defect(Enum):
    """What is most wrong with a sample."""

    TOO_SMALL = "too_small"
    TURNED = "turned"
    BLURRED = "blurred"
    DARK = "dark"
    BRIGHT = "bright"
    EYES_CLOSED = "eyes_closed"
    CUT_OFF = "cut_off"


@dataclass(frozen=True, slots=True)
class Quality:
    """The components of one sample. NaN: not known."""

    inter_eye: float  # pixels between the eyes
    yaw: float  # degrees, absolute; 0 looks into the camera
    pitch: float  # degrees, absolute
    roll: float  # degrees, absolute
    sharpness: float  # energy of the Laplacian over the variance of the face, 0..
    brightness: float  # mean luminance of the face, 0..1
    eyes_open: float  # 0 closed, 1 open; the less open eye
    inside: float  # share of the face inside the picture, 0..1
    shape: float = float("nan")  # width to height of a face seen from the front

    def utilities(self) -> dict[Defect, float]:
        """Return each component as 0 (useless) to 1 (as good as it gets), but for unknown ones.

        The corners were set by judgement, not fitted. On every fourth picture of `faces-dev` (608)
        the score has a median of 0.86 and a fifth percentile of 0.71; 1 is below 0.3.
        """
        pose = max(self.yaw, 0.0 if np.isnan(self.pitch) else self.pitch * 1.2, self.roll * 0.6)
        values = {
            Defect.TOO_SMALL: _ramp(self.inter_eye, 10, 40),
            Defect.TURNED: _ramp(pose, 60, 15),
            Defect.BLURRED: _ramp(self.sharpness, 0.004, 0.05),
            Defect.DARK: _ramp(self.brightness, 0.04, 0.22),
            Defect.BRIGHT: _ramp(self.brightness, 0.98, 0.80),
            Defect.EYES_CLOSED: 0.4 + 0.6 * _ramp(self.eyes_open, 0.2, 0.6),
            Defect.CUT_OFF: _ramp(self.inside, 0.7, 0.98),
        }
        return {defect: value for defect, value in values.items() if not np.isnan(value)}

    @property
    def score(self) -> float:
        """Return the utility of the whole sample, 0..1.

        The geometric mean of the components' utilities; 0 when one of them is.
        """
        values = list(self.utilities().values())
        return float(np.prod(values) ** (1 / len(values)))

    @property
    def worst(self) -> Defect:
        """Return the component that costs the most."""
        utilities = self.utilities()
        return min(utilities, key=lambda defect: utilities[defect])


def _ramp(value: float, useless: float, good: float) -> float:
    """Return 0 at `useless`, 1 at `good`, straight between; either may be the larger."""
    if np.isnan(value):
        return float("nan")
    return float(np.clip((value - useless) / (good - useless), 0.0, 1.0))


def coarse(image: NDArray[np.uint8], detection: Detection) -> Quality:
    """Judge by the detector's six keypoints in `image` (h, w, 3) uint8 RGB."""
    right_eye, left_eye, nose = detection.keypoints[:3]
    eyes = left_eye - right_eye
    across = float(np.dot(nose - (right_eye + left_eye) / 2, eyes) / max(np.dot(eyes, eyes), 1e-6))
    # The nose tip stands out about 0.6 inter-eye distances from the line of the eyes.
    yaw = float(np.degrees(np.arctan(abs(across) / 0.6)))
    roll = abs(float(np.degrees(np.arctan2(eyes[1], eyes[0]))))
    return _judge(image, detection.box, float(np.hypot(*eyes)), (yaw, float("nan"), roll))


def full(image: NDArray[np.uint8], box: Box, landmarks: Landmarks) -> Quality:
    """Judge by the 478 points of the face in `box` of `image` (h, w, 3) uint8 RGB."""
    five = landmarks.five
    inter_eye = float(np.hypot(*(five[1] - five[0])))
    pose = head_pose(landmarks)
    judged = _judge(image, box, inter_eye, pose, eyes_open=1 - max(landmarks.blinks))
    return replace(judged, shape=face_shape(landmarks)) if max(pose[:2]) <= FRONTAL else judged


def face_shape(landmarks: Landmarks) -> float:
    """Return the width to the height of the face's outline in the picture."""
    points = landmarks.points[:, :2].astype(np.float64)
    width = np.hypot(*(points[SIDES[1]] - points[SIDES[0]]))
    height = np.hypot(*(points[CHIN] - points[FOREHEAD]))
    return float(width / height) if height else float("nan")


def head_pose(landmarks: Landmarks) -> tuple[float, float, float]:
    """Return absolute yaw, pitch and roll in degrees.

    From the plane of eye corners, forehead and chin.
    """
    points = landmarks.points.astype(np.float64)
    across = points[EYE_CORNERS[1]] - points[EYE_CORNERS[0]]
    down = points[CHIN] - points[FOREHEAD]
    yaw = abs(signed_yaw(landmarks))
    pitch = np.degrees(np.arctan2(abs(down[2]), np.hypot(down[0], down[1])))
    roll = abs(np.degrees(np.arctan2(across[1], across[0])))
    return float(yaw), float(pitch), float(roll)


def signed_yaw(landmarks: Landmarks) -> float:
    """Return yaw in degrees.

    Above 0: the head is turned to the person's own left, the right of the picture.
    """
    across = np.diff(landmarks.points[list(EYE_CORNERS)].astype(np.float64), axis=0)[0]
    return float(np.degrees(np.arctan2(across[2], np.hypot(across[0], across[1]))))


def _judge(
    image: NDArray[np.uint8],
    box: Box,
    inter_eye: float,
    pose: tuple[float, float, float],
    eyes_open: float = float("nan"),
) -> Quality:
    height, width = image.shape[:2]
    inside = box.clipped(width, height)
    if inside.w < 2 or inside.h < 2:
        sharpness, brightness = 0.0, 0.0
    else:
        grey = _sampled(image, inside)
        sharpness, brightness = _sharpness(grey), float(grey.mean())
    share = min(inside.area / box.area, 1.0) if box.area else 0.0
    return Quality(inter_eye, *pose, sharpness, brightness, eyes_open, share)


def _sampled(image: NDArray[np.uint8], box: Box) -> NDArray[np.float32]:
    """Return the luminance (ITU-R BT.601) of GRID x GRID points of `box`, 0..1, float32."""
    rows = (box.y + (np.arange(GRID) + 0.5) * box.h / GRID).astype(np.intp)
    columns = (box.x + (np.arange(GRID) + 0.5) * box.w / GRID).astype(np.intp)
    points = image[np.ix_(rows, columns)].astype(np.float32)
    return np.asarray(points @ np.array([0.299, 0.587, 0.114], np.float32) / 255, np.float32)


def _sharpness(grey: NDArray[np.float32]) -> float:
    centre = grey[1:-1, 1:-1]
    around = grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:]
    variance = float(grey.var())
    return float(((around - 4 * centre) ** 2).mean() / (16 * variance)) if variance > 1e-6 else 0.0
