"""How a camera's pictures come to stand upright, with square pixels and whole lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

import cv2
import numpy as np

from edge_app.domain import Image
from edge_app.errors import SourceError
from edge_app.pipeline.picture_source import PictureSource

TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
DEFAULT_SOURCE = "/dev/video0"
NO_CAMERA = "none"  # the source of a desk from which other lanes are watched
WIDEST_ASPECT = 4.0  # a pixel's width to its height, or the other way; more is a mistake
NEARLY_SQUARE = 0.01  # a hundredth narrower or wider is square
ASPECT = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)(?:[:/](\d{1,4}(?:\.\d{1,4})?))?")


@dataclass(frozen=True, slots=True)
class CameraSettings:
    """What a technician says of a camera."""

    rotate: int = 0  # degrees clockwise that bring a picture upright: 0, 90, 180, 270
    pixel_aspect: float | None = None  # a pixel's width to its height; None: as the stream states
    interlaced: bool = False  # every second line is of another moment, and the stream says nothing

    def __post_init__(self) -> None:
        """Raise SourceError for what no camera has."""
        if self.rotate not in (0, *TURNS):
            raise SourceError("a picture is turned by 0, 90, 180 or 270 degrees")
        aspect = self.pixel_aspect
        if aspect is not None and not 1 / WIDEST_ASPECT <= aspect <= WIDEST_ASPECT:
            raise SourceError("a pixel's shape is its width to its height, from 1:4 to 4:1")


AS_IT_IS = CameraSettings()


@dataclass(frozen=True, slots=True)
class Camera:
    """A source, and how its pictures come to stand upright."""

    source: str = DEFAULT_SOURCE  # it may hold a password: `without_password` for showing it
    settings: CameraSettings = AS_IT_IS


def pixel_aspect(text: str) -> float:
    """Return a pixel's width to its height out of `2:1`, `12/11` or `1.5`. Raise SourceError."""
    parts = ASPECT.fullmatch(text.strip())
    height = float(parts[2] or 1) if parts else 0.0
    if parts is None or height == 0:
        raise SourceError(f"{text}: not a pixel's shape; give width to height, as 2:1 or 12:11")
    return float(parts[1]) / height


def adjusted(source: PictureSource, settings: CameraSettings) -> PictureSource:
    """Return `source` with its pictures as `settings` say, and square where it states a shape."""
    aspect = settings.pixel_aspect
    if aspect is None:
        aspect = float(getattr(source, "pixel_aspect", 1.0))
    if abs(aspect - 1) <= NEARLY_SQUARE and not settings.rotate and not settings.interlaced:
        return source
    return AdjustedSource(source, settings.rotate, aspect, settings.interlaced)


class AdjustedSource:
    """A source whose pictures are made upright, square and whole."""

    def __init__(self, source: PictureSource, rotate: int, aspect: float, interlaced: bool) -> None:
        """Take over `source`: `close` closes it."""
        self.live = source.live
        self._source, self._rotate = source, rotate
        self._aspect, self._interlaced = aspect, interlaced

    @property
    def left_out(self) -> tuple[str, ...]:
        """Return what the source left out so far, a line each."""
        return tuple(getattr(self._source, "left_out", ()))

    def read(self) -> tuple[float, Image | None] | None:
        """Return as PictureSource does."""
        got = self._source.read()
        if got is None or got[1] is None:
            return got
        return got[0], upright(got[1], self._rotate, self._aspect, self._interlaced)

    def close(self) -> None:
        """Close the source."""
        self._source.close()


def upright(image: Image, rotate: int, aspect: float, interlaced: bool) -> Image:
    """Return `image` (h, w, 3) uint8 with whole lines, square pixels, and turned, in this order.

    It is never made smaller: a face has the most pixels that the camera gave it.
    """
    height, width = image.shape[:2]
    if interlaced:  # the lines of one moment, and what lies between them
        lines = np.ascontiguousarray(image[::2])
        image = np.asarray(cv2.resize(lines, (width, height)), np.uint8)
    if abs(aspect - 1) > NEARLY_SQUARE:
        size = (round(width * max(aspect, 1)), round(height * max(1 / aspect, 1)))
        image = np.asarray(cv2.resize(image, size), np.uint8)
    if rotate:
        image = np.asarray(cv2.rotate(image, TURNS[rotate]), np.uint8)
    return image
