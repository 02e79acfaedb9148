"""A document that is held to the lane's camera: where, what of it is kept, its flaws. Pure.

Only what lies in the frame is kept, and of the faces in it only the document's own portrait.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

import cv2
import numpy as np

from edge_app.domain import Image
from edge_app.pipeline.bystanders import HEAD, hide_bystanders
from edge_app.pipeline.focus import steepness
from models.geometry import Box

SHAPE = 1.5  # width to height: between an ID-1 card (1.59) and a passport's page (1.42)
SHARE = 0.84  # of the picture's width or height
# A portrait's face, brow to chin, of the frame's height: at most 36 mm from chin to crown on a page
# of 88 mm (ICAO 9303-3), so that a page that fills the frame has 0.3. A live face that fits into
# the frame beside a card is larger, as it is nearer than a card's portrait is small.
MAX_PORTRAIT = 0.45
DARK = 40.0  # mean grey value: paper in usable light is above 90
GLARE_VALUE, GLARE_SHARE = 250, 0.25  # white paper stays below; a lamp in a laminate does not
# Of an edge in one pixel, across or down, whichever is less. Measured on a card of 907 pixels, with
# noise of up to 3 grey values: sharp 0.37, out of focus by 2 pixels 0.22, by 2.5 0.18; moved by 5
# pixels 0.23, by 9 0.15.
BLURRED = 0.18
# Times its face is a portrait's photograph. What the detector finds in it, a chin, is a part of it.
PHOTOGRAPH = 2.0
NOBODY = Box(0.0, 0.0, 0.0, 0.0)


class Flaw(Enum):
    """Why a picture is of no use to whoever reads the document."""

    DARK = "dark"
    GLARE = "glare"
    EMPTY = "empty"  # nothing with an edge
    BLURRED = "blurred"


@dataclass(frozen=True, slots=True, eq=False)
class DocumentPicture:
    """What was in the frame."""

    image: Image = field(repr=False)
    flaw: Flaw | None
    hidden: int  # faces that were made unrecognisable


def document_frame(width: int, height: int) -> Box:
    """Return where the document is held, in a picture of `width` x `height`; whole pixels."""
    wide = min(SHARE * width, SHARE * height * SHAPE)
    high = wide / SHAPE
    return Box(
        float(round((width - wide) / 2)),
        float(round((height - high) / 2)),
        float(round(wide)),
        float(round(high)),
    )


def cut(image: Image) -> Image:
    """Return what of `image`, (h, w, 3) uint8 RGB, lies in the frame."""
    box = document_frame(image.shape[1], image.shape[0])
    left, top = int(box.x), int(box.y)
    return np.ascontiguousarray(image[top : top + int(box.h), left : left + int(box.w)])


def taken(image: Image, faces: Iterable[Box]) -> DocumentPicture:
    """Return what may be kept of `image`, (h, w, 3) uint8 RGB; `faces`: all that are in it."""
    frame, inside = document_frame(image.shape[1], image.shape[0]), cut(image)
    height, width = inside.shape[:2]
    here = [
        face.moved(-frame.x, -frame.y)
        for face in faces
        if face.square(HEAD).intersection(frame) > 0
    ]
    own = portrait(here, width, height) or NOBODY
    around = own.square(PHOTOGRAPH)
    others = [face for face in here if Box(*face.centre, 1.0, 1.0).intersection(around) == 0]
    hidden = hide_bystanders(inside, own, others)
    return DocumentPicture(hidden, flaw(inside), len(others))


def portrait(faces: Iterable[Box], width: int, height: int) -> Box | None:
    """Return the face that is the document's own: the largest that can be one; None: none can."""
    fitting = [
        face
        for face in faces
        if face.h <= MAX_PORTRAIT * height
        and min(face.x, face.y, width - face.x - face.w, height - face.y - face.h) >= 0
    ]
    return max(fitting, key=lambda face: face.area, default=None)


def flaw(image: Image) -> Flaw | None:
    """Return what is wrong with the picture of a document; None: nothing is."""
    green = image[::4, ::4, 1]
    if float(green.mean()) < DARK:
        return Flaw.DARK
    if float((green >= GLARE_VALUE).mean()) > GLARE_SHARE:
        return Flaw.GLARE
    smooth = np.asarray(cv2.blur(image, (3, 3)), np.uint8)  # noise is sharper than any print
    across, down = steepness(smooth, "across"), steepness(smooth, "down")
    if across is None or down is None:
        return Flaw.EMPTY
    return Flaw.BLURRED if min(across, down) < BLURRED else None
