"""From NumPy pictures to Qt's."""

from __future__ import annotations

import cv2
import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from edge_app.domain import Image


def qimage(image: Image) -> QImage:
    """Return a QImage over the memory of `image`, (h, w, 3) uint8 contiguous RGB; no copy.

    The caller keeps `image` alive, and unchanged, for as long as the QImage is in use.
    """
    height, width = image.shape[:2]
    return QImage(image.data, width, height, 3 * width, QImage.Format.Format_RGB888)


class ScreenPicture:
    """A frame as the screen holds it: the screen's size, its order of bytes, memory used again.

    Qt's painter scales and reorders an RGB picture at every repaint, on 1280x720 scaled to
    1920x1080 in 5.2 ms of processor time; this takes 2.0 ms, once a frame, and Qt copies the
    result in 0.15 ms. Bilinear: a screen is rarely half as large as the camera's picture.
    """

    def __init__(self) -> None:
        self._source: Image | None = None  # held, so that no other frame takes its address
        self._pixels = np.empty((0, 0, 4), np.uint8)
        self._sized = np.empty((0, 0, 3), np.uint8)
        self._shown = QImage()

    def of(self, image: Image, width: int, height: int) -> QImage:
        """Return `image`, (h, w, 3) uint8 contiguous RGB, as `width` x `height` pixels of RGB32.

        The QImage is good until the next call.
        """
        resized = self._pixels.shape[:2] != (height, width)
        if resized:
            self._pixels = np.empty((height, width, 4), np.uint8)
            self._shown = QImage(
                self._pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32
            )
        if resized or image is not self._source:
            if image.shape[:2] != (height, width):
                if self._sized.shape[:2] != (height, width):
                    self._sized = np.empty((height, width, 3), np.uint8)
                cv2.resize(image, (width, height), self._sized, interpolation=cv2.INTER_LINEAR)
            sized = image if image.shape[:2] == (height, width) else self._sized
            cv2.cvtColor(sized, cv2.COLOR_RGB2BGRA, self._pixels)
            self._source = image
        return self._shown


def fitted(width: float, height: float, area: QRectF) -> QRectF:
    """Return the largest rectangle of the shape `width` x `height` inside `area`, centred."""
    if width <= 0 or height <= 0 or area.isEmpty():
        return QRectF(area.center(), area.center())
    scale = min(area.width() / width, area.height() / height)
    inside = QRectF(0, 0, width * scale, height * scale)
    inside.moveCenter(area.center())
    return inside
