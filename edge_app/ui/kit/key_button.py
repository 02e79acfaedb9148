"""One key on the glass: it answers to every finger by itself, at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEventPoint,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTouchEvent,
)
from PySide6.QtWidgets import QWidget

from edge_app.ui.kit.keypad_layout import DELETE
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole, Tone


class KeyButton(QWidget):
    """Emit `pressed` with its name as a finger comes down, whatever others do on other keys.

    Contacts that are on it at one time are one finger: a thumb in a glove makes several.

    It takes no keyboard focus: a badge reader that types presses nothing.
    """

    pressed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self._label = name, name
        self._style: Style | None = None
        self._down = False
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def text(self) -> str:
        """Return what stands on the key; a name for those who cannot see its sign."""
        return self._label

    def set_label(self, label: str) -> None:
        """Show `label`; the key that deletes keeps its sign."""
        if label != self._label:
            self._label = label
            self.setAccessibleName(label)
            self.update()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        self.update()

    # ---- fingers ---------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Take touches, each finger for itself; Qt makes no mouse of them."""
        if isinstance(event, QTouchEvent):
            self._touched(event)
            return True
        return super().event(event)

    def _touched(self, event: QTouchEvent) -> None:
        if event.type() == QEvent.Type.TouchCancel:
            self._set_down(False)
            return
        down, up = QEventPoint.State.Pressed, QEventPoint.State.Released
        states = {point.state() for point in event.points()}  # of the contacts on this key alone
        if down in states and states <= {down, up} and self.isEnabled():
            self.pressed.emit(self.name)
        self._set_down(self.isEnabled() and states != {up})

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Let a technician's mouse press as a finger does."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._set_down(True)
            self.pressed.emit(self.name)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        """Let the key come up."""
        self._set_down(False)

    def _set_down(self, down: bool) -> None:
        if down != self._down:
            self._down = down
            self.update()

    # ---- what is seen ----------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw the key and what stands on it."""
        style = self._style
        if style is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = style.px(1)
        area = QRectF(self.rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        painter.setPen(QPen(QColor(style.colour(Tone.LINE)), edge))
        painter.setBrush(QColor(style.colour(Tone.PLAIN_PRESSED if self._down else Tone.PLAIN)))
        painter.drawRoundedRect(area, style.px(theme.RADIUS), style.px(theme.RADIUS))
        ink = QColor(style.colour(Tone.TEXT if self.isEnabled() else Tone.TEXT_QUIET))
        if self.name == DELETE:
            side = min(self.width(), self.height()) * 0.42
            _draw_delete(painter, area.center(), side, QPen(ink, max(side * 0.09, 1.0)))
        else:
            painter.setPen(ink)
            painter.setFont(self._font(style))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._label)
        painter.end()

    def _font(self, style: Style) -> QFont:
        """Return the role's font, smaller where the key is too small for the word."""
        font = QFont(self.font())
        role = TextRole.DISPLAY if len(self._label) == 1 else TextRole.BODY
        font.setWeight(QFont.Weight.DemiBold)
        room = self.width() - style.px(theme.GAP)
        font.setPixelSize(max(min(style.font_px(role), round(self.height() * 0.6)), 1))
        wide = QFontMetricsF(font).horizontalAdvance(self._label)
        if wide > room > 0:
            font.setPixelSize(max(int(font.pixelSize() * room / wide), 1))
        return font


def _draw_delete(painter: QPainter, centre: QPointF, side: float, pen: QPen) -> None:
    """Draw the sign on every keyboard: an arrow's head to the left, with a cross in it."""
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half, high = side * 0.62, side * 0.38
    x, y = centre.x(), centre.y()
    outline = [(-half, 0), (-half * 0.4, -high), (half, -high), (half, high), (-half * 0.4, high)]
    painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in outline]))
    arm, at = high * 0.42, x + half * 0.28
    painter.drawLine(QPointF(at - arm, y - arm), QPointF(at + arm, y + arm))
    painter.drawLine(QPointF(at - arm, y + arm), QPointF(at + arm, y - arm))
