"""What a person is asked to do, as a face that does it; seen as in the picture, not in a mirror."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import Tone
from models.liveness import Gesture

_STROKE = 0.045  # of the side


class GestureIcon(QWidget):
    """A face that makes a gesture; None: it looks straight into the camera."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._gesture: Gesture | None = None
        self._style: Style | None = None

    def show_gesture(self, gesture: Gesture | None) -> None:
        """Show a face that makes `gesture`."""
        if gesture is not self._gesture:
            self._gesture = gesture
            self.update()

    @property
    def gesture(self) -> Gesture | None:
        """Return the gesture that is shown."""
        return self._gesture

    def restyle(self, style: Style) -> None:
        """Take colours."""
        self._style = style
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the face."""
        if self._style is None:
            return
        side = min(self.width(), self.height()) * 0.9
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(QPointF(self.rect().center()))
        painter.scale(side, side)
        pen = QPen(QColor(self._style.colour(Tone.CAPTURED)), _STROKE)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawEllipse(QRectF(-0.3, -0.4, 0.6, 0.8))
        _draw(painter, self._gesture)
        painter.end()


def _draw(painter: QPainter, gesture: Gesture | None) -> None:
    """Draw the features, in a square of side 1 around 0."""
    turn = {Gesture.TURN_LEFT: 1.0, Gesture.TURN_RIGHT: -1.0}.get(gesture, 0.0) if gesture else 0.0
    shift = 0.11 * turn  # the person's own left is on the right of the picture
    for x in (-0.12, 0.12):
        eye = QPointF(x + shift, -0.1)
        if gesture is Gesture.BLINK:
            painter.drawArc(QRectF(eye.x() - 0.06, eye.y() - 0.05, 0.12, 0.08), 180 * 16, 180 * 16)
        else:
            painter.drawPoint(eye)
    painter.drawLine(QLineF(shift, -0.04, shift + 0.04 * turn, 0.07))
    if gesture is Gesture.SMILE:
        painter.drawArc(QRectF(-0.16, -0.02, 0.32, 0.28), 190 * 16, 160 * 16)
    else:
        painter.drawLine(QLineF(shift - 0.09, 0.2, shift + 0.09, 0.2))
    if turn:
        tip = QPointF(0.49 * turn, 0.0)
        painter.drawLine(QLineF(0.36 * turn, 0.0, tip.x(), 0.0))
        painter.drawPolyline(
            QPolygonF([tip + QPointF(-0.06 * turn, -0.06), tip, tip + QPointF(-0.06 * turn, 0.06)])
        )
