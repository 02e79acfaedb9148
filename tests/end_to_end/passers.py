"""People who come by a lane, drawn at random: what stands in place of a camera and of networks.

A picture shows six faces without features. In the middle of each a colour says who it is, which
the detector and the engine here read. All that decides behind them is the lane's own.
"""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from edge_app.domain import Image, Template
from models.detector import Detection
from models.embedder import unit_rows
from models.engine import Sample
from models.geometry import Box
from models.quality import Quality
from models.template_model import TemplateModel
from tests.end_to_end.system import MODEL, template

IN_VIEW = 6  # who comes at once
LISTED_EACH = 200  # one of so many is on a list
FACE, APART, MARK = 100, 150, 2  # pixels: a face, from one to the next, half of the colour
SIZE = (200, IN_VIEW * APART)  # height and width of the picture
GOOD = Quality(40.0, 0.0, 0.0, 0.0, 0.1, 0.5, 1.0, 1.0)
_LOOKS = np.random.default_rng(72).standard_normal((64, MODEL.template_size), np.float32)


def listed(passer: int, persons: int) -> int | None:
    """The index, of so many listed persons, of whom this passer is; None: on no list."""
    turn, rest = divmod(passer, LISTED_EACH)
    return turn % persons if rest == 0 else None


def stranger(passer: int) -> Template:
    """(128,) float32, unit: of somebody on no list; the same at each look."""
    row = np.random.default_rng([72, passer]).standard_normal((1, MODEL.template_size), np.float32)
    return cast("Template", unit_rows(row)[0])


def background() -> Image:
    grain = np.random.default_rng(3).integers(40, 216, (*SIZE, 1))
    return grain.repeat(3, 2).astype(np.uint8)


def places() -> list[Box]:
    top, left = (SIZE[0] - FACE) // 2, (APART - FACE) // 2
    return [Box(left + n * APART, top, FACE, FACE) for n in range(IN_VIEW)]


def colour_of(passer: int) -> NDArray[np.uint8]:
    return np.array([passer >> 16 & 255, passer >> 8 & 255, passer & 255], np.uint8)


def shown_in(image: Image, box: Box) -> int:
    """Who stands in `box`."""
    x, y = box.centre
    red, green, blue = (int(value) for value in image[int(y), int(x)])
    return red << 16 | green << 8 | blue


class Hall:
    """What the camera would see."""

    def __init__(self) -> None:
        self._picture = background()

    def picture(self, first: int) -> Image:
        """The passers from number `first` on, side by side."""
        image = self._picture.copy()
        for number, box in enumerate(places(), start=first):
            x, y = (int(value) for value in box.centre)
            image[y - MARK : y + MARK, x - MARK : x + MARK] = colour_of(number)
        return image


class HallDetector:
    """In place of FaceDetector: everybody is seen, where they stand."""

    def detect(self, image: Image) -> list[Detection]:
        height, width = image.shape[:2]  # of an alert's picture, too: nobody's place is in that
        return [
            Detection(box, 0.9, _keypoints(box))
            for box in places()
            if box.x + box.w <= width and box.y + box.h <= height
        ]

    def detect_in(self, image: Image, _tiles: list[Box]) -> list[Detection]:
        return self.detect(image)

    def close(self) -> None:
        """There is nothing to close."""


class HallEngine:
    """In place of FaceEngine: a listed person's template is alike and never the same."""

    model: TemplateModel = MODEL

    def __init__(self, persons: int) -> None:
        self._persons, self._looks = persons, 0

    def sample(self, image: Image, box: Box) -> Sample:
        passer = shown_in(image, box)
        person = listed(passer, self._persons)
        made = stranger(passer) if person is None else self._look(person)
        return Sample(box, cast("Any", None), GOOD, MODEL.model_id, {MODEL.model_id: made})

    def _look(self, person: int) -> Template:
        self._looks += 1
        row = template(person)[None] + 0.05 * _LOOKS[self._looks % len(_LOOKS)]
        return cast("Template", unit_rows(row)[0])

    def close(self) -> None:
        """There is nothing to close."""


def _keypoints(box: Box) -> NDArray[np.float32]:
    """Eyes, nose, mouth and ears of a face that looks into the camera: (6, 2) float32."""
    parts = [(0.3, 0.4), (0.7, 0.4), (0.5, 0.6), (0.5, 0.8), (0.05, 0.45), (0.95, 0.45)]
    return np.array([(box.x + x * box.w, box.y + y * box.h) for x, y in parts], np.float32)
