"""The parts put together: a picture in, faces and templates out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.alignment import align
from models.detector import SURE, Detection, FaceDetector
from models.embedder import Embedder
from models.errors import NoFace, SeveralFaces
from models.geometry import Box
from models.landmarks import Landmarker, Landmarks
from models.occlusion import is_covered
from models.quality import Quality, full
from models.weights import path_of

LANDMARK_WEIGHTS = "face_landmarker.task"
TEMPLATE_WEIGHTS = "sface_2021dec_rewritten.onnx"
USABLE = 0.3  # of quality: less is no reference, and no second person either
SECOND_FACE = 0.4  # of the main face's width: smaller ones are passers-by in the background


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One usable face: what a template was made of, and the template."""

    box: Box
    landmarks: Landmarks
    quality: Quality
    template: NDArray[np.float32]  # (128,), unit length
    covered: bool = False  # something hides the lower face: the template says less


class FaceEngine:
    """Landmarks, alignment and template of faces whose boxes are known. One thread at a time."""

    def __init__(self, threads: int = 1) -> None:
        """`threads`: of one template. Raises WeightsError when the weights are not there."""
        self._landmarker = Landmarker(path_of(LANDMARK_WEIGHTS))
        self._embedder = Embedder(path_of(TEMPLATE_WEIGHTS), threads)

    def sample(self, image: NDArray[np.uint8], box: Box) -> Sample | None:
        """The face in `box` of `image` (h, w, 3) uint8 RGB; None: failure to acquire."""
        landmarks = self._landmarker.find(image, box)
        template = None if landmarks is None else self.template(image, landmarks)
        if landmarks is None or template is None:
            return None
        covered = is_covered(image, landmarks)
        return Sample(box, landmarks, full(image, box, landmarks), template, covered)

    def landmarks(self, image: NDArray[np.uint8], box: Box) -> Landmarks | None:
        """The points alone of the face in `box` of `image` (h, w, 3) uint8 RGB, or None."""
        return self._landmarker.find(image, box)

    def template(
        self, image: NDArray[np.uint8], landmarks: Landmarks
    ) -> NDArray[np.float32] | None:
        """(128,) float32, unit, of the face of `landmarks` in `image`; None: not to be aligned."""
        try:
            aligned = align(image, landmarks.five)
        except ValueError:  # five points on one spot
            return None
        return self._embedder.template(aligned)

    def close(self) -> None:
        """Release the native parts."""
        self._landmarker.close()


def open_detector() -> FaceDetector:
    """The detector with the fetched weights. Raises WeightsError."""
    return FaceDetector(path_of(LANDMARK_WEIGHTS))


def by_prominence(found: list[Detection], width: int, height: int) -> list[Detection]:
    """The faces of a picture, what it is likely a portrait of first: large and near the middle."""

    def prominence(detection: Detection) -> float:
        x, y = detection.box.centre
        return detection.box.w - 2 * float(np.hypot(x - width / 2, y - height / 2))

    return sorted(found, key=prominence, reverse=True)


def enrol(
    detector: FaceDetector, engine: FaceEngine, image: NDArray[np.uint8], origin: str
) -> Sample:
    """The one face of a reference picture (h, w, 3) uint8 RGB; `origin` names it in errors.

    Raises NoFace, or SeveralFaces when a second face is nearly as large.
    """
    found = detector.detect(image)
    if not found:
        raise NoFace(f"{origin}: no face in the picture; a reference shows exactly one")
    sure = [d for d in found if d.score >= SURE] or found[:1]  # a curtain is seldom sure
    samples = [engine.sample(image, d.box) for d in sure]
    faces = [sample for sample in samples if sample and sample.quality.score >= USABLE]
    if not faces:
        raise NoFace(f"{origin}: the face cannot be measured; take a frontal, sharp picture")
    main = max(face.box.w for face in faces)
    faces = [face for face in faces if face.box.w >= SECOND_FACE * main]
    if len(faces) > 1:
        raise SeveralFaces(f"{origin}: {len(faces)} faces in the picture; crop it to one person")
    return faces[0]
