"""An icon of lines, as data: sharp at every size, in any colour."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom
Arc = tuple[float, float, float, float, int, int]  # its ellipse's box, start and span in degrees

_STROKE = 0.085  # of the icon's side
_CORNER = 3  # pixels


@dataclass(frozen=True, slots=True)
class LineIcon:
    """Shapes in the unit square, (0, 0) at the top left; they are drawn in this order."""

    cards: tuple[Box, ...] = ()  # boxes with round corners
    boxes: tuple[Box, ...] = ()
    ellipses: tuple[Box, ...] = ()
    arcs: tuple[Arc, ...] = ()
    lines: tuple[tuple[Point, ...], ...] = ()
    dots: tuple[tuple[float, float, float], ...] = ()  # filled: centre and radius

    def draw(self, painter: QPainter, area: QRectF, colour: QColor) -> None:
        """Draw it in the square `area`; the painter's state is kept."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colour, max(area.width() * _STROKE, 1.0))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for card in self.cards:
            painter.drawRoundedRect(_box(area, card), _CORNER, _CORNER)
        for box in self.boxes:
            painter.drawRect(_box(area, box))
        for ellipse in self.ellipses:
            painter.drawEllipse(_box(area, ellipse))
        for left, top, right, bottom, start, span in self.arcs:
            # Qt counts in sixteenths of a degree.
            painter.drawArc(_box(area, (left, top, right, bottom)), start * 16, span * 16)
        for line in self.lines:
            painter.drawPolyline(QPolygonF([_at(area, x, y) for x, y in line]))
        painter.setBrush(colour)
        for x, y, radius in self.dots:
            painter.drawEllipse(_at(area, x, y), radius * area.width(), radius * area.width())
        painter.restore()


def _at(area: QRectF, x: float, y: float) -> QPointF:
    return QPointF(area.x() + x * area.width(), area.y() + y * area.height())


def _box(area: QRectF, box: Box) -> QRectF:
    left, top, right, bottom = box
    return QRectF(_at(area, left, top), _at(area, right, bottom))
