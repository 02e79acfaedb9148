"""Which of the people in a picture is meant: everybody else is dimmed, an arrow points at them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import Tone

_VEIL = 0.62  # how much of the others' light is taken
_AROUND = 0.35  # of the face's size is left bright around it
_ARROW = 0.16  # of the picture's height, at least as high
_MIN_HEIGHT = 44  # px on the design canvas


def paint_focus(painter: QPainter, face: QRectF, picture: QRectF, style: Style) -> None:
    """Dim `picture` but for `face`, frame that, and point at it; the painter's state is kept."""
    margin = _AROUND * max(face.width(), face.height())
    bright = face.adjusted(-margin, -margin, margin, margin).intersected(picture)
    radius = style.px(theme.RADIUS)
    veil = QPainterPath()
    veil.addRect(picture)
    window = QPainterPath()
    window.addRoundedRect(bright, radius, radius)
    dark = QColor(style.colour(Tone.BACKGROUND))
    dark.setAlphaF(_VEIL)
    painter.save()
    painter.setClipRect(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(veil.subtracted(window), dark)
    ground, ink = QColor(style.colour(Tone.BACKGROUND)), QColor(style.colour(Tone.ALERT))
    stroke = style.px(theme.ALERT_STROKE)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((ground, stroke + style.px(4)), (ink, stroke)):
        painter.setPen(QPen(colour, width))
        painter.drawRoundedRect(bright, radius, radius)
    painter.setPen(QPen(ground, style.px(4)))
    painter.setBrush(ink)
    painter.drawPolygon(_arrow(bright, picture, style))
    painter.restore()


def _arrow(bright: QRectF, picture: QRectF, style: Style) -> QPolygonF:
    """Return an arrow to `bright` from where there is most room: above, else below or beside."""
    high = max(picture.height() * _ARROW, style.px(_MIN_HEIGHT))
    above, below = bright.top() - picture.top(), picture.bottom() - bright.bottom()
    left, right = bright.left() - picture.left(), picture.right() - bright.right()
    tip, way = {
        above: (QPointF(bright.center().x(), bright.top()), QPointF(0, -1)),
        below: (QPointF(bright.center().x(), bright.bottom()), QPointF(0, 1)),
        left: (QPointF(bright.left(), bright.center().y()), QPointF(-1, 0)),
        right: (QPointF(bright.right(), bright.center().y()), QPointF(1, 0)),
    }[above if above >= high else max(above, below, left, right)]
    across = QPointF(way.y(), way.x())
    head, shaft = high * 0.55, high * 0.2
    neck, tail = tip + way * head, tip + way * high
    return QPolygonF(
        [
            tip,
            neck + across * head,
            neck + across * shaft,
            tail + across * shaft,
            tail - across * shaft,
            neck - across * shaft,
            neck - across * head,
        ]
    )
