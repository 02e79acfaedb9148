"""The keys to the other screens: a column at the side, a row at the foot of an upright window."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from edge_app.ui.kit.place import Place
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.records import history_words, statistics_words
from edge_app.ui.session import handover_words, settings_words
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, translate
from edge_app.ui.text.message import Message
from edge_app.ui.visitors import words as visitors_words

LABELS: dict[Place, Message] = {
    Place.LANE: shared_words.LANE,
    Place.VERIFY: shared_words.VERIFY,
    Place.VISITORS: visitors_words.LABEL,
    Place.HISTORY: history_words.TITLE,
    Place.FIGURES: statistics_words.TITLE,
    Place.SETTINGS: settings_words.LABEL,
    Place.HANDOVER: handover_words.LABEL,
}


class RailKey(TouchButton):
    """A sign over a word."""

    def __init__(self, place: Place) -> None:
        super().__init__("toggle", small=True)
        self.place = place

    def write(self, painter: QPainter, area: QRectF, text: str) -> None:
        """The sign above, the word below."""
        draw_place(painter, self._sign(area), self.place, painter.pen().color())
        super().write(painter, area, text)

    def text_area(self, area: QRectF) -> QRectF:
        """Below the sign."""
        below = area.adjusted(-theme.GAP / 2, 0, theme.GAP / 2, 0)
        below.setTop(self._sign(area).bottom() + area.height() * 0.04)
        return below

    @staticmethod
    def _sign(area: QRectF) -> QRectF:
        side = min(area.height() * 0.42, area.width() * 0.6)
        return QRectF(area.center().x() - side / 2, area.top() + area.height() * 0.1, side, side)


class Rail(QFrame):
    """`wanted` carries the place that a key leads to."""

    wanted = Signal(Place)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self.keys: dict[Place, RailKey] = {}
        for place in LABELS:
            key = self.keys[place] = RailKey(place)
            key.clicked.connect(lambda _=False, place=place: self.wanted.emit(place))
            self._row.addWidget(key, 1)
        self._shown: tuple[object, ...] = ()

    def show_places(self, places: tuple[Place, ...], now: Place | None, language: Language) -> None:
        """Keys to `places`; the one to `now` is marked."""
        shown = (places, now, language)
        if shown == self._shown:
            return
        self._shown = shown
        for place, key in self.keys.items():
            key.setVisible(place in places)
            key.setText(translate(LABELS[place], language))
            key.setChecked(place is now)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        across = style.upright
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
        )
        gap = style.px(theme.GAP / 2)
        self._row.setSpacing(gap)
        self._row.setContentsMargins(gap, gap, gap, gap)
        for key in self.keys.values():
            key.restyle(style)
            key.setMaximumHeight(style.px(140))
            policy = key.sizePolicy()
            policy.setVerticalPolicy(policy.Policy.Expanding)
            # In a row all keys are as wide as each other, whatever stands on them.
            policy.setHorizontalPolicy(policy.Policy.Ignored if across else policy.Policy.Expanding)
            key.setSizePolicy(policy)
        breadth = max(style.touch, style.px(theme.RAIL * (0.6 + 0.4 * style.text)))
        self.setMaximumSize(16_777_215, 16_777_215)
        self.setMinimumSize(0, 0)
        if across:
            self.setFixedHeight(style.touch + 2 * gap + style.px(16))
        else:
            self.setFixedWidth(breadth)


def draw_place(painter: QPainter, area: QRectF, place: Place, colour: QColor) -> None:
    """The sign of `place` in the square `area`; the painter's state is kept."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, max(area.width() * 0.085, 1.0))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _SIGNS[place](painter, area)
    painter.restore()


def _at(area: QRectF, x: float, y: float) -> QPointF:
    return QPointF(area.x() + x * area.width(), area.y() + y * area.height())


def _box(area: QRectF, left: float, top: float, right: float, bottom: float) -> QRectF:
    return QRectF(_at(area, left, top), _at(area, right, bottom))


def _line(area: QRectF, *ends: float) -> QLineF:
    return QLineF(_at(area, ends[0], ends[1]), _at(area, ends[2], ends[3]))


def _lane(painter: QPainter, area: QRectF) -> None:
    painter.drawEllipse(_box(area, 0.34, 0.18, 0.66, 0.5))
    painter.drawArc(_box(area, 0.2, 0.58, 0.8, 1.18), 0, 180 * 16)
    for x, y, dx, dy in ((0, 0, 1, 1), (1, 0, -1, 1), (0, 1, 1, -1), (1, 1, -1, -1)):
        painter.drawLine(_line(area, x, y, x + dx * 0.2, y))
        painter.drawLine(_line(area, x, y, x, y + dy * 0.2))


def _verify(painter: QPainter, area: QRectF) -> None:
    painter.drawRoundedRect(_box(area, 0, 0.15, 1, 0.85), 3, 3)
    painter.drawEllipse(_box(area, 0.14, 0.3, 0.38, 0.54))
    painter.drawArc(_box(area, 0.1, 0.58, 0.42, 0.9), 0, 180 * 16)
    painter.drawLine(_line(area, 0.55, 0.38, 0.86, 0.38))
    painter.drawLine(_line(area, 0.55, 0.6, 0.86, 0.6))


def _visitors(painter: QPainter, area: QRectF) -> None:
    painter.drawEllipse(_box(area, 0.24, 0.08, 0.56, 0.4))
    painter.drawArc(_box(area, 0.08, 0.48, 0.72, 1.3), 0, 180 * 16)
    painter.drawArc(_box(area, 0.56, 0.14, 0.84, 0.42), -90 * 16, 180 * 16)
    painter.drawArc(_box(area, 0.5, 0.5, 1.0, 1.2), 0, 80 * 16)


def _history(painter: QPainter, area: QRectF) -> None:
    painter.drawEllipse(_box(area, 0.05, 0.05, 0.95, 0.95))
    painter.drawPolyline(QPolygonF([_at(area, 0.5, 0.26), _at(area, 0.5, 0.54)]))
    painter.drawLine(_line(area, 0.5, 0.54, 0.7, 0.66))


def _figures(painter: QPainter, area: QRectF) -> None:
    painter.drawLine(_line(area, 0.04, 0.96, 0.96, 0.96))
    for x, top in ((0.2, 0.6), (0.5, 0.2), (0.8, 0.42)):
        painter.drawRect(_box(area, x - 0.1, top, x + 0.1, 0.96))


def _settings(painter: QPainter, area: QRectF) -> None:
    for y, knob in ((0.2, 0.7), (0.5, 0.3), (0.8, 0.58)):
        painter.drawLine(_line(area, 0.04, y, 0.96, y))
        painter.setBrush(painter.pen().color())
        painter.drawEllipse(_at(area, knob, y), area.width() * 0.1, area.width() * 0.1)


def _handover(painter: QPainter, area: QRectF) -> None:
    painter.drawPolyline(
        QPolygonF(
            [_at(area, x, y) for x, y in ((0.55, 0.08), (0.08, 0.08), (0.08, 0.92), (0.55, 0.92))]
        )
    )
    painter.drawLine(_line(area, 0.38, 0.5, 0.96, 0.5))
    painter.drawPolyline(
        QPolygonF([_at(area, 0.74, 0.28), _at(area, 0.96, 0.5), _at(area, 0.74, 0.72)])
    )


_SIGNS = {
    Place.LANE: _lane,
    Place.VERIFY: _verify,
    Place.VISITORS: _visitors,
    Place.HISTORY: _history,
    Place.FIGURES: _figures,
    Place.SETTINGS: _settings,
    Place.HANDOVER: _handover,
}
