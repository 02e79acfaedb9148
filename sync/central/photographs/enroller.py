"""Make a reference of a photograph, or refuse it with a reason that says what to do.

The limits, measured on `faces-dev` (608 pictures, every fourth; made smaller and blurred, every
sixteenth): 18 px between the eyes: at 17.6 px 95% of the templates still score 0.95 or more against
the full picture's; at 14 px 0.90. Sharpness 0.005: 0.3% of the pictures have less, and 94% of those
blurred by 2 px of 44 between the eyes. Eyes 0.35 open: 8 pictures have less, on each of the 8 the
eyes are shut or cast down; narrow and laughing eyes begin at 0.36.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from models.engine import FaceEngine, Sample, by_prominence, enrol, open_detector
from models.errors import NoFace, SeveralFaces, UnreadableImage
from models.images import decode_image, jpeg_within
from models.portrait import portrait
from models.quality import Defect, Quality
from sync.central.errors import CentralError
from sync.central.photographs.sizes import MAX_PHOTO, MAX_THUMBNAIL

THUMBNAIL_HEIGHT = 160  # pixels
MIN_INTER_EYE = 18.0  # pixels
MIN_SHARPNESS = 0.005
MIN_EYES = 0.35
_ORIGIN = "the photograph"  # in errors of the engine


class Reason(Enum):
    """Why a photograph cannot be a reference."""

    UNREADABLE = "unreadable"
    NO_FILE = "no-file"
    TOO_LARGE = "too-large"
    NO_FACE = "no-face"
    SEVERAL_FACES = "several-faces"
    TOO_SMALL = "too-small"
    BLURRED = "blurred"
    EYES_CLOSED = "eyes-closed"
    TURNED = "turned"
    DARK = "dark"
    BRIGHT = "bright"
    CUT_OFF = "cut-off"
    DUPLICATE = "duplicate"  # the same photograph belongs to another person
    OTHER = "other"


ADVICE = {
    Reason.UNREADABLE: "no picture that can be read; save it as JPEG or PNG",
    Reason.NO_FILE: "there is no such file beside the CSV",
    Reason.TOO_LARGE: "too large; make it smaller",
    Reason.NO_FACE: "no face; a reference shows exactly one",
    Reason.SEVERAL_FACES: "several faces; crop it to one person",
    Reason.TOO_SMALL: f"less than {MIN_INTER_EYE:.0f} pixels between the eyes; take a larger one",
    Reason.BLURRED: "blurred; take a sharp one",
    Reason.EYES_CLOSED: "the eyes are closed; take one with open eyes",
    Reason.TURNED: "the face is turned away; take a frontal one",
    Reason.DARK: "the face is too dark",
    Reason.BRIGHT: "the face is too bright",
    Reason.CUT_OFF: "the face is cut off at the edge",
    Reason.DUPLICATE: "this very photograph belongs to another person",
    Reason.OTHER: "cannot be enrolled",
}
_OF_DEFECT = {
    Defect.TOO_SMALL: Reason.TOO_SMALL,
    Defect.TURNED: Reason.TURNED,
    Defect.BLURRED: Reason.BLURRED,
    Defect.DARK: Reason.DARK,
    Defect.BRIGHT: Reason.BRIGHT,
    Defect.EYES_CLOSED: Reason.EYES_CLOSED,
    Defect.CUT_OFF: Reason.CUT_OFF,
}


class PhotoRefused(CentralError):
    """A photograph that cannot be a reference; the text names nobody."""

    def __init__(self, reason: Reason, text: str = "") -> None:
        """Take `text` in place of the usual advice."""
        super().__init__(text or ADVICE[reason])
        self.reason = reason


@dataclass(frozen=True, slots=True, eq=False)
class Enrolled:
    """The outcome of a photograph: templates, thumbnail, quality."""

    photo: bytes  # as it came
    thumbnail: bytes  # JPEG, THUMBNAIL_HEIGHT high at most
    templates: Mapping[str, NDArray[np.float32]]  # by model_id, of every model in service: (f,)
    model_id: str  # of the current model
    quality: float  # 0..1

    @property
    def template(self) -> NDArray[np.float32]:
        """Return the template of the current model: (f,) float32, unit."""
        return self.templates[self.model_id]

    @property
    def photo_sha256(self) -> str:
        """Return the hash of the file, hexadecimal."""
        return photo_sha256(self.photo)


def photo_sha256(photo: bytes) -> str:
    """Return the hash that tells whether a photograph is the same file."""
    return hashlib.sha256(photo).hexdigest()


class Enroller:
    """Detector and engine for photographs. One thread at a time; a context manager."""

    def __init__(self, threads: int = 1) -> None:
        """Load the models. `threads`: for one template. Raise WeightsError."""
        self._detector = open_detector()
        self._engine = FaceEngine(threads)
        self.model_id = self._engine.model.model_id

    def enrol(self, photo: bytes) -> Enrolled:
        """Return the reference of a file's bytes. Raise PhotoRefused."""
        if len(photo) > MAX_PHOTO:
            raise PhotoRefused(Reason.TOO_LARGE, f"over {MAX_PHOTO >> 20} MiB; make it smaller")
        try:
            image = decode_image(photo, _ORIGIN)
            sample = enrol(self._detector, self._engine, image, _ORIGIN)
        except UnreadableImage as error:
            why = str(error).removeprefix(f"{_ORIGIN}: ")
            raise PhotoRefused(Reason.UNREADABLE, f"{why}; save it as JPEG or PNG") from error
        except SeveralFaces as error:
            raise PhotoRefused(Reason.SEVERAL_FACES) from error
        except NoFace as error:
            raise PhotoRefused(self._why_none(image)) from error
        reason = reason_of(sample.quality)
        if reason is not None:
            raise PhotoRefused(reason)
        return Enrolled(
            photo,
            jpeg_within(portrait(image, sample), THUMBNAIL_HEIGHT, MAX_THUMBNAIL),
            sample.templates,
            self.model_id,
            sample.quality.score,
        )

    def _why_none(self, image: NDArray[np.uint8]) -> Reason:
        """Return what is most wrong with a picture that gave no usable face."""
        found = by_prominence(self._detector.detect(image), image.shape[1], image.shape[0])
        sample: Sample | None = self._engine.sample(image, found[0].box) if found else None
        if sample is None:
            return Reason.NO_FACE
        return reason_of(sample.quality) or _OF_DEFECT[sample.quality.worst]

    def close(self) -> None:
        """Release the native parts."""
        self._engine.close()
        self._detector.close()

    def __enter__(self) -> Enroller:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def reason_of(quality: Quality) -> Reason | None:
    """Return why such a face is no reference; of a small or blurred one the eyes are not judged."""
    if quality.inter_eye < MIN_INTER_EYE:
        return Reason.TOO_SMALL
    if quality.sharpness < MIN_SHARPNESS:
        return Reason.BLURRED
    if quality.eyes_open < MIN_EYES:
        return Reason.EYES_CLOSED
    return None
