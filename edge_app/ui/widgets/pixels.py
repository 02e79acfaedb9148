"""From NumPy pictures to Qt's, without a copy."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from edge_app.domain import Image


def qimage(image: Image) -> QImage:
    """A QImage over the memory of `image`, (h, w, 3) uint8 contiguous RGB.

    The caller keeps `image` alive, and unchanged, for as long as the QImage is in use.
    """
    height, width = image.shape[:2]
    return QImage(image.data, width, height, 3 * width, QImage.Format.Format_RGB888)


def fitted(width: float, height: float, area: QRectF) -> QRectF:
    """The largest rectangle of the shape `width` x `height` inside `area`, centred."""
    if width <= 0 or height <= 0 or area.isEmpty():
        return QRectF(area.center(), area.center())
    scale = min(area.width() / width, area.height() / height)
    inside = QRectF(0, 0, width * scale, height * scale)
    inside.moveCenter(area.center())
    return inside
