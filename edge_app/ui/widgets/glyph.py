"""The signs that stand for a state, drawn as strokes so that they are sharp at every size."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from edge_app.ui import theme
from edge_app.ui.presenters.marks import Shape


def draw_glyph(painter: QPainter, area: QRectF, shape: Shape, colour: str) -> None:
    """Draw `shape` in `colour`, filling the square `area`; the painter's state is kept."""
    side = area.width()
    stroke = side * 0.14
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), stroke)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = area.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2)
    if shape is Shape.TRIANGLE:
        _triangle(painter, inner, colour)
    elif shape is Shape.CROSS:
        arm = inner.adjusted(side * 0.1, side * 0.1, -side * 0.1, -side * 0.1)
        painter.drawLine(arm.topLeft(), arm.bottomRight())
        painter.drawLine(arm.topRight(), arm.bottomLeft())
    elif shape is Shape.TICK:
        painter.drawPolyline(
            QPolygonF([_at(area, 0.12, 0.55), _at(area, 0.40, 0.82), _at(area, 0.90, 0.22)])
        )
    else:
        painter.drawEllipse(inner)
        if shape is Shape.HALF:
            path = QPainterPath(inner.center())
            path.arcTo(inner, 90, 180)
            painter.fillPath(path, QColor(colour))
    painter.restore()


def _triangle(painter: QPainter, area: QRectF, colour: str) -> None:
    corners = [_at(area, 0.5, 0.02), _at(area, 1.0, 0.95), _at(area, 0.0, 0.95)]
    painter.setBrush(QColor(colour))
    painter.drawPolygon(QPolygonF(corners))
    pen = QPen(QColor(theme.BACKGROUND), area.width() * 0.14)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(_at(area, 0.5, 0.38), _at(area, 0.5, 0.62))
    painter.drawPoint(_at(area, 0.5, 0.82))


def _at(area: QRectF, x: float, y: float) -> QPointF:
    return QPointF(area.x() + x * area.width(), area.y() + y * area.height())


class Glyph(QWidget):
    """One sign as a widget."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign: tuple[Shape, str] | None = None

    def show_sign(self, shape: Shape, colour: str) -> None:
        """Show `shape` in `colour`."""
        if self._sign != (shape, colour):
            self._sign = (shape, colour)
            self.update()

    def rescale(self, scale: float) -> None:
        """Take the size that belongs to `scale`."""
        side = round(theme.MARK * scale)
        self.setFixedSize(side, side)

    def paintEvent(self, _event: object) -> None:  # noqa: N802 (Qt's name)
        """Draw the sign."""
        if self._sign is not None:
            painter = QPainter(self)
            draw_glyph(painter, QRectF(self.rect()), *self._sign)
            painter.end()
