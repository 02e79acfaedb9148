"""The one door to MediaPipe: its two face tasks as plain functions of arrays.

Pinned to 0.10.32: later versions send usage metrics home (maintainers' issue 6291), and a security
terminal may not phone anyone; `tests/models/test_no_network.py` proves that this one does not.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import weakref
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.errors import WeightsError
from models.geometry import Box

BLINKS = ("eyeBlinkLeft", "eyeBlinkRight")
SMILES = ("mouthSmileLeft", "mouthSmileRight")
BUNDLE = "face_landmarker.task"
DETECTOR_MEMBER = "face_detector.tflite"
MEMBER_LIMIT = 16_000_000  # bytes; the detector has 229,746

# What the native library says at every start, whatever the log level; anything else is passed on.
CHATTER = (
    "Created TensorFlow Lite XNNPACK delegate",
    "before absl::InitializeLog()",
    "inference_feedback_manager.cc",
    "face_landmarker_graph.cc",
)


class RawDetection(NamedTuple):
    """One face, as the detector gives it, in pixels of the picture it was shown."""

    box: Box
    score: float  # 0..1
    keypoints: NDArray[np.float32]  # (6, 2): right eye, left eye, nose, mouth, right ear, left ear


class RawLandmarks(NamedTuple):
    """One face, as the landmarker gives it, in pixels of the picture it was shown."""

    points: NDArray[np.float32]  # (478, 3), z in the unit of x
    blinks: tuple[float, float]  # the subject's left and right eye; 0 open, 1 closed
    smile: float  # 0..1, the mean of both corners of the mouth


@contextlib.contextmanager
def _without_chatter() -> Iterator[None]:
    """Hold back the native library's start-up lines; pass on every other line of stderr."""
    sys.stderr.flush()
    saved = os.dup(2)
    with tempfile.TemporaryFile() as held:
        os.dup2(held.fileno(), 2)
        try:
            yield
        finally:
            sys.stderr.flush()
            os.dup2(saved, 2)
            os.close(saved)
            held.seek(0)
            for line in held.read(100_000).decode(errors="replace").splitlines():
                if not any(word in line for word in CHATTER):
                    sys.stderr.write(line + "\n")


@contextlib.contextmanager
def _without_plots() -> Iterator[None]:
    """Keep MediaPipe from importing Matplotlib for its drawing helpers, which nothing here uses.

    It takes 0.4 s of a processor and 65 MB of every process that looks for faces.
    """
    package, plots = ModuleType("matplotlib"), ModuleType("matplotlib.pyplot")
    package.pyplot = plots  # type: ignore[attr-defined]
    absent = {one.__name__: one for one in (package, plots) if one.__name__ not in sys.modules}
    sys.modules.update(absent)
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


def _tasks() -> tuple[Any, Any, Any]:
    with _without_plots():
        import mediapipe
        from mediapipe.tasks.python import BaseOptions, vision

    return mediapipe, vision, BaseOptions


def _picture(mediapipe: Any, image: NDArray[np.uint8]) -> Any:
    return mediapipe.Image(mediapipe.ImageFormat.SRGB, np.ascontiguousarray(image))


def _started(create: Callable[[], Any]) -> Any:
    """Return the native task that `create` makes of the bundle. Raise WeightsError."""
    try:
        with _without_chatter():
            return create()
    except (OSError, RuntimeError, ValueError) as error:
        raise WeightsError(
            f"{BUNDLE}: MediaPipe cannot open it; run `gapura models fetch`"
        ) from error


def _close(task: Any) -> None:
    """Release `task`; at the interpreter's end only keep its `__del__` from failing noisily."""
    try:
        task.close()
    except RuntimeError:  # the interpreter has ended the library's thread, and soon the process
        task._handle = None  # noqa: SLF001 -- what 0.10.32 asks whether it is closed


class DetectorTask:
    """The short-range face detector out of the landmarker's bundle; sees 128x128 pixels."""

    def __init__(self, bundle: bytes, minimum_confidence: float) -> None:
        """Open `bundle`, the content of `face_landmarker.task`.

        Raise WeightsError when it holds no detector.
        """
        self._mediapipe, vision, base_options = _tasks()
        try:
            with (
                zipfile.ZipFile(BytesIO(bundle)) as archive,
                archive.open(DETECTOR_MEMBER) as member,
            ):
                model = member.read(MEMBER_LIMIT)
        except (OSError, KeyError, zipfile.BadZipFile) as error:
            raise WeightsError(
                f"{BUNDLE}: no {DETECTOR_MEMBER} in it; run `gapura models fetch`"
            ) from error
        options = vision.FaceDetectorOptions(
            base_options=base_options(model_asset_buffer=model),
            min_detection_confidence=minimum_confidence,
        )
        self._task = _started(lambda: vision.FaceDetector.create_from_options(options))
        self._closed = weakref.finalize(self, _close, self._task)
        with _without_chatter():
            self.detect(np.zeros((128, 128, 3), np.uint8))

    def detect(self, image: NDArray[np.uint8]) -> list[RawDetection]:
        """Return faces in `image` (h, w, 3) uint8 RGB, which the model sees as a whole."""
        height, width = image.shape[:2]
        found = self._task.detect(_picture(self._mediapipe, image))
        return [
            RawDetection(
                Box(
                    float(one.bounding_box.origin_x),
                    float(one.bounding_box.origin_y),
                    float(one.bounding_box.width),
                    float(one.bounding_box.height),
                ),
                float(one.categories[0].score),
                np.array([(p.x * width, p.y * height) for p in one.keypoints], np.float32),
            )
            for one in found.detections
        ]

    def close(self) -> None:
        """Release the native task and its thread."""
        self._closed()


class LandmarkerTask:
    """478 points, blinks and smile of the one most prominent face in a picture."""

    def __init__(self, bundle: bytes, minimum_confidence: float) -> None:
        """Open `bundle`, the content of `face_landmarker.task`.

        Raise WeightsError when it is none. `minimum_confidence`: 0..1, that there is a face.
        """
        self._mediapipe, vision, base_options = _tasks()
        options = vision.FaceLandmarkerOptions(
            base_options=base_options(model_asset_buffer=bundle),
            num_faces=1,
            min_face_detection_confidence=minimum_confidence,
            min_face_presence_confidence=minimum_confidence,
            output_face_blendshapes=True,
        )
        self._task = _started(lambda: vision.FaceLandmarker.create_from_options(options))
        self._closed = weakref.finalize(self, _close, self._task)
        with _without_chatter():
            self.find(np.zeros((128, 128, 3), np.uint8))

    def find(self, image: NDArray[np.uint8]) -> RawLandmarks | None:
        """Return landmarks in `image` (h, w, 3) uint8 RGB, or None when no face is seen."""
        height, width = image.shape[:2]
        found = self._task.detect(_picture(self._mediapipe, image))
        if not found.face_landmarks:
            return None
        points = np.array([(p.x, p.y, p.z) for p in found.face_landmarks[0]], np.float32)
        points *= np.array([width, height, width], np.float32)
        scores = {c.category_name: float(c.score) for c in found.face_blendshapes[0]}
        smile = (scores[SMILES[0]] + scores[SMILES[1]]) / 2
        return RawLandmarks(points, (scores[BLINKS[0]], scores[BLINKS[1]]), smile)

    def close(self) -> None:
        """Release the native task and its thread."""
        self._closed()
