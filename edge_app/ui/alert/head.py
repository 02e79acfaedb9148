"""The head of an alert in its list's colour: whose list, how urgent, how long it has waited."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from edge_app.ui.alert.list_look import ListLook
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.icon import draw_shape
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style, style_for
from edge_app.ui.look.theme import TextRole

_TITLE = 0.5  # of the height


class _Sign(QWidget):
    """The sign of a list in its two colours."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.look: ListLook | None = None

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        if self.look is None:
            return
        painter = QPainter(self)
        side = min(self.width(), self.height())
        area = QRectF(0, (self.height() - side) / 2, side, side)
        draw_shape(painter, area, self.look.sign, self.look.ink, self.look.ground)
        painter.end()


class AlertHead(QFrame):
    """Words and a shape on the colour; nothing here flashes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("alert_head")
        self._look: ListLook | None = None
        self._style = style_for(1280, 800)
        self._room = QRect()
        self._sign = _Sign(self)
        self.title = FittedLabel(TextRole.ON_ALERT, lines=2, parent=self)
        self.urgency = FittedLabel(TextRole.ON_ALERT_QUIET, lines=2, parent=self)

    def show_head(self, look: ListLook, title: str, urgency: str) -> None:
        """Show it."""
        self.title.setText(title)
        self.urgency.setText(urgency)
        if look != self._look:
            self._look = self._sign.look = look
            self.setStyleSheet(
                f"QFrame#alert_head {{ background: {look.ground}; }}"
                f"QFrame#alert_head QLabel {{ color: {look.ink}; }}"
            )
            self._sign.update()

    @property
    def look(self) -> ListLook | None:
        """Return what it is painted in; None before the first alert."""
        return self._look

    def restyle(self, style: Style) -> None:
        """Take sizes of `style`."""
        self._style = style
        self._place()

    def leave_to_others(self, room: QRect) -> None:
        """Keep the words within `room`; other things stand on the colour beside it."""
        if room != self._room:
            self._room = room
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay the words out anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        style = self._style
        gap, margin, side = style.px(theme.GAP), style.px(theme.MARGIN), style.px(theme.MARK * 1.4)
        room = self._room if self._room.isValid() else self.rect()
        room = room.adjusted(margin, gap // 2, -gap, -gap // 2)
        self._sign.setGeometry(room.left(), room.top(), side, room.height())
        left = room.left() + side + gap
        wide, title = max(room.right() + 1 - left, 1), round(room.height() * _TITLE)
        self.title.setGeometry(left, room.top(), wide, title)
        self.urgency.setGeometry(left, room.top() + title, wide, room.height() - title)
