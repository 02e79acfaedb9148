"""Where a search is read while it is typed; touching it opens or closes the pad."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import Tone


class SearchField(TouchButton):
    """A button that shows a text as it is typed, its end always in view, or a hint while empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("quiet", parent=parent)
        self._style: Style | None = None
        self._query, self._hint, self._open = "", "", False

    def show_query(self, query: str, hint: str, typing: bool) -> None:
        """Show `query`, with a caret while `typing`; `hint` while it is empty."""
        if (query, hint, typing) != (self._query, self._hint, self._open):
            self._query, self._hint, self._open = query, hint, typing
            self.setText(query or hint)
            self.update()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        super().restyle(style)

    def write(self, painter: QPainter, area: QRectF, text: str) -> None:
        """Draw a magnifying glass, the text at the left, and the caret."""
        style = self._style
        if style is None:
            return
        side = style.px(theme.MARK)
        glass = QRectF(area.left() + style.px(theme.GAP) / 2, 0, side, side)
        glass.moveCenter(QPointF(glass.center().x(), area.center().y()))
        self._draw_glass(painter, glass, QColor(style.colour(Tone.TEXT_QUIET)))
        room = area.adjusted(side + style.px(theme.GAP) * 1.5, 0, -style.px(theme.GAP), 0)
        font = QFont(self.font())
        font.setPixelSize(
            style.font_px(theme.TextRole.HEADING if self._query else theme.TextRole.BODY)
        )
        font.setWeight(QFont.Weight.DemiBold if self._query else QFont.Weight.Normal)
        wide = QFontMetricsF(font).horizontalAdvance(text)
        if not self._query and wide > room.width() > 0:
            font.setPixelSize(max(int(font.pixelSize() * room.width() / wide), 1))
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideLeft, room.width())
        painter.setFont(font)
        painter.setPen(QColor(style.colour(Tone.TEXT if self._query else Tone.TEXT_QUIET)))
        line = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(line | Qt.TextFlag.TextSingleLine), shown)
        if self._open:
            x = room.left() + (metrics.horizontalAdvance(shown) if self._query else 0) + 2
            half = metrics.height() / 2
            painter.setPen(QPen(QColor(style.colour(Tone.CAPTURED)), style.px(3)))
            painter.drawLine(
                QPointF(x, area.center().y() - half), QPointF(x, area.center().y() + half)
            )

    @staticmethod
    def _draw_glass(painter: QPainter, area: QRectF, colour: QColor) -> None:
        pen = QPen(colour, area.width() * 0.12)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        lens = QRectF(area.left(), area.top(), area.width() * 0.7, area.height() * 0.7)
        painter.drawEllipse(lens)
        painter.drawLine(
            QPointF(area.left() + area.width() * 0.62, area.top() + area.height() * 0.62),
            area.bottomRight(),
        )
