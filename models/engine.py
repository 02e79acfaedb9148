"""The parts put together: a picture in, faces and templates out."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.alignment import align
from models.detector import MIN_SURE_SCORE, Detection, FaceDetector
from models.embedder import Embedder, Template
from models.errors import NoFace, SeveralFaces
from models.geometry import Box
from models.landmarks import Landmarker, Landmarks
from models.manifest import load_manifest
from models.occlusion import is_covered
from models.onnx_embedder import OnnxEmbedder
from models.quality import Quality, full
from models.template_model import Alignment, TemplateModel
from models.weights import LANDMARK_WEIGHTS, read_weights

MIN_QUALITY = 0.3  # of quality: less is no reference, and no second person either
MIN_SECOND_FACE = 0.4  # of the main face's width: smaller ones are passers-by in the background


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One usable face: what templates were made of, and the templates."""

    box: Box
    landmarks: Landmarks
    quality: Quality
    model_id: str  # of the model that new references are made with
    templates: Mapping[str, Template]  # by model_id: (template_size,) float32, unit length
    covered: bool = False  # something hides the lower face: the template says less

    @property
    def template(self) -> Template:
        """Return the template of the current model."""
        return self.templates[self.model_id]


def open_embedder(model: TemplateModel, threads: int = 1) -> Embedder:
    """Open the model's weights, `threads` for one template. Raise WeightsError, ManifestError."""
    return OnnxEmbedder(model, read_weights(model.weights), threads)


def open_embedders(threads: int = 1) -> tuple[Embedder, ...]:
    """Open every model of the manifest, the current one first. Raise WeightsError, ManifestError.

    While a list moves from one model to another, faces are compared by both.
    """
    manifest = load_manifest()
    others = [model for model in manifest.models if model is not manifest.model]
    return tuple(open_embedder(model, threads) for model in (manifest.model, *others))


class FaceEngine:
    """Landmarks, alignment and templates of faces whose boxes are known. One thread at a time."""

    def __init__(self, threads: int = 1, embedders: Sequence[Embedder] | None = None) -> None:
        """Open the parts; `threads` are of one template.

        `embedders`: at least one, the current model's first; those of the manifest where they are
        not given. Raise WeightsError when the weights are not there, ManifestError when they are
        not what the manifest says.
        """
        opened = open_embedders(threads) if embedders is None else embedders
        self._landmarker = Landmarker(read_weights(LANDMARK_WEIGHTS))
        self._current = opened[0]
        self._embedders = {each.model.model_id: each for each in opened}
        _return_freed_memory()

    @property
    def model(self) -> TemplateModel:
        """Return the current model: new references are made with it."""
        return self._current.model

    def sample(self, image: NDArray[np.uint8], box: Box) -> Sample | None:
        """Return the face in `box` of `image` (h, w, 3) uint8 RGB; None: failure to acquire.

        It holds a template of each model in service.
        """
        landmarks = self._landmarker.find(image, box)
        if landmarks is None:
            return None
        templates = self._templates(image, landmarks, list(self._embedders.values()))
        if templates is None:
            return None
        quality, covered = full(image, box, landmarks), is_covered(image, landmarks)
        return Sample(box, landmarks, quality, self.model.model_id, templates, covered)

    def landmarks(self, image: NDArray[np.uint8], box: Box) -> Landmarks | None:
        """Return the points alone of the face in `box` of `image` (h, w, 3) uint8 RGB, or None."""
        return self._landmarker.find(image, box)

    def template(self, image: NDArray[np.uint8], landmarks: Landmarks) -> Template | None:
        """Return the current model's template of the face of `landmarks` in `image`.

        (template_size,) float32, unit; None: not to be aligned.
        """
        templates = self._templates(image, landmarks, [self._current])
        return None if templates is None else templates[self.model.model_id]

    def _templates(
        self, image: NDArray[np.uint8], landmarks: Landmarks, embedders: Sequence[Embedder]
    ) -> dict[str, Template] | None:
        """Return a template of each by model_id; those with the same alignment share the face."""
        aligned: dict[tuple[Alignment, int], NDArray[np.uint8]] = {}
        templates: dict[str, Template] = {}
        for embedder in embedders:
            model = embedder.model
            key = model.alignment, model.input_size
            if key not in aligned:
                try:
                    aligned[key] = align(
                        image, landmarks.five, model.reference_points, model.input_size
                    )
                except ValueError:  # five points on one spot
                    return None
            templates[model.model_id] = embedder.template(aligned[key])
        return templates

    def close(self) -> None:
        """Release the native parts."""
        self._landmarker.close()


def _return_freed_memory() -> None:
    """Give back what reading the networks took for a moment: glibc would keep 46 MB of copies."""
    with suppress(AttributeError):  # another libc
        ctypes.CDLL(None).malloc_trim(0)


def open_detector() -> FaceDetector:
    """Open the detector with the fetched weights. Raise WeightsError."""
    return FaceDetector(read_weights(LANDMARK_WEIGHTS))


def by_prominence(found: list[Detection], width: int, height: int) -> list[Detection]:
    """Return the faces of a picture, first what it likely portrays: large and near the middle."""

    def prominence(detection: Detection) -> float:
        x, y = detection.box.centre
        return detection.box.w - 2 * float(np.hypot(x - width / 2, y - height / 2))

    return sorted(found, key=prominence, reverse=True)


def enrol(
    detector: FaceDetector, engine: FaceEngine, image: NDArray[np.uint8], origin: str
) -> Sample:
    """Return the one face of a reference picture (h, w, 3) uint8 RGB; `origin` names it in errors.

    Raise NoFace, or SeveralFaces when a second face is nearly as large.
    """
    found = detector.detect(image)
    if not found:
        raise NoFace(f"{origin}: no face in the picture; a reference shows exactly one")
    sure = [d for d in found if d.score >= MIN_SURE_SCORE] or found[:1]  # a curtain is seldom sure
    samples = [engine.sample(image, d.box) for d in sure]
    faces = [sample for sample in samples if sample and sample.quality.score >= MIN_QUALITY]
    if not faces:
        raise NoFace(f"{origin}: the face cannot be measured; take a frontal, sharp picture")
    main = max(face.box.w for face in faces)
    faces = [face for face in faces if face.box.w >= MIN_SECOND_FACE * main]
    if len(faces) > 1:
        raise SeveralFaces(f"{origin}: {len(faces)} faces in the picture; crop it to one person")
    return faces[0]
