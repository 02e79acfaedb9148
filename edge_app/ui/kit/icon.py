"""The signs that stand for a state, drawn as strokes so that they are sharp at every size."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from edge_app.ui.kit.marks import Shape
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import Tone


def draw_shape(painter: QPainter, area: QRectF, shape: Shape, colour: str, ground: str) -> None:
    """Draw `shape` in `colour` on `ground`, filling `area`; the painter's state is kept."""
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
        _triangle(painter, inner, colour, ground)
    elif shape is Shape.CROSS:
        arm = inner.adjusted(side * 0.1, side * 0.1, -side * 0.1, -side * 0.1)
        painter.drawLine(arm.topLeft(), arm.bottomRight())
        painter.drawLine(arm.topRight(), arm.bottomLeft())
    elif shape is Shape.TICK:
        painter.drawPolyline(
            QPolygonF([_at(area, 0.12, 0.55), _at(area, 0.40, 0.82), _at(area, 0.90, 0.22)])
        )
    elif shape is Shape.NOTE:
        painter.drawEllipse(inner)
        painter.drawPoint(_at(area, 0.5, 0.3))
        painter.drawLine(_at(area, 0.5, 0.5), _at(area, 0.5, 0.72))
    elif shape is Shape.STOP:
        _stop(painter, inner, colour, ground)
    elif shape is Shape.DASH:
        painter.drawLine(_at(area, 0.18, 0.5), _at(area, 0.82, 0.5))
    elif shape is Shape.QUESTION:
        hook = QPainterPath(_at(area, 0.26, 0.30))
        hook.cubicTo(_at(area, 0.26, -0.02), _at(area, 0.78, -0.02), _at(area, 0.74, 0.32))
        hook.cubicTo(_at(area, 0.72, 0.50), _at(area, 0.50, 0.46), _at(area, 0.50, 0.66))
        painter.drawPath(hook)
        painter.drawPoint(_at(area, 0.5, 0.9))
    elif shape is Shape.PART:
        painter.drawRect(inner)
        lower = QRectF(inner)
        lower.setTop(inner.center().y())
        painter.fillRect(lower, QColor(colour))
    else:
        painter.drawEllipse(inner)
        if shape is Shape.HALF:
            path = QPainterPath(inner.center())
            path.arcTo(inner, 90, 180)
            painter.fillPath(path, QColor(colour))
    painter.restore()


def _triangle(painter: QPainter, area: QRectF, colour: str, ground: str) -> None:
    corners = [_at(area, 0.5, 0.02), _at(area, 1.0, 0.95), _at(area, 0.0, 0.95)]
    painter.setBrush(QColor(colour))
    painter.drawPolygon(QPolygonF(corners))
    pen = QPen(QColor(ground), area.width() * 0.14)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(_at(area, 0.5, 0.38), _at(area, 0.5, 0.62))
    painter.drawPoint(_at(area, 0.5, 0.82))


def _stop(painter: QPainter, area: QRectF, colour: str, ground: str) -> None:
    near, far = 0.29, 0.71
    corners = ((near, 0), (far, 0), (1, near), (1, far), (far, 1), (near, 1), (0, far), (0, near))
    painter.setBrush(QColor(colour))
    painter.drawPolygon(QPolygonF([_at(area, x, y) for x, y in corners]))
    pen = QPen(QColor(ground), area.width() * 0.14)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(_at(area, 0.5, 0.22), _at(area, 0.5, 0.54))
    painter.drawPoint(_at(area, 0.5, 0.78))


def _at(area: QRectF, x: float, y: float) -> QPointF:
    return QPointF(area.x() + x * area.width(), area.y() + y * area.height())


class Icon(QWidget):
    """One sign as a widget."""

    def __init__(self, size: float = 1.0, parent: QWidget | None = None) -> None:
        """Make an icon of `size` times the size of a mark."""
        super().__init__(parent)
        self._size = size
        self._sign: tuple[Shape, Tone] | None = None
        self._style: Style | None = None

    def show_icon(self, shape: Shape, tone: Tone) -> None:
        """Show `shape` in the colour of `tone`."""
        if self._sign != (shape, tone):
            self._sign = (shape, tone)
            self.update()

    def restyle(self, style: Style) -> None:
        """Take size and colours of `style`."""
        self._style = style
        side = style.px(theme.MARK * self._size)
        self.setFixedSize(side, side)
        self.update()

    def paintEvent(self, _event: object) -> None:  # noqa: N802 (Qt's name)
        """Draw the sign."""
        if self._sign is None or self._style is None:
            return
        shape, tone = self._sign
        ground = Tone.ALERT_SURFACE if tone is Tone.ON_COLOUR else Tone.BACKGROUND
        painter = QPainter(self)
        area, colour = QRectF(self.rect()), self._style.colour
        draw_shape(painter, area, shape, colour(tone), colour(ground))
        painter.end()
