"""The head of an alert in its list's colour: what it is, how urgent, how long it has waited."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from edge_app.ui.alert.list_look import ListLook
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.icon import draw_shape
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole

HEIGHT = 64  # px on the design canvas, at the least


class _Sign(QWidget):
    """The sign of a list in its two colours."""

    def __init__(self) -> None:
        super().__init__()
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
        self._sign = _Sign()
        self.title = FittedLabel(TextRole.ON_ALERT, lines=2)
        self.priority = FittedLabel(TextRole.ON_ALERT, lines=2, align=Qt.AlignmentFlag.AlignHCenter)
        self.waited = FittedLabel(TextRole.ON_ALERT, lines=2, align=Qt.AlignmentFlag.AlignRight)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._sign)
        self._row.addWidget(self.title, 4)
        self._row.addWidget(self.priority, 2)
        self._row.addWidget(self.waited, 3)

    def show_head(self, look: ListLook, title: str, priority: str, waited: str) -> None:
        """Show it."""
        self.title.setText(title)
        self.priority.setText(priority)
        self.waited.setText(waited)
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
        margin, side = style.px(theme.MARGIN), style.px(theme.MARK * 1.4)
        self._row.setContentsMargins(margin, 0, margin, 0)
        self._row.setSpacing(style.px(theme.GAP))
        self._sign.setFixedWidth(side)

    def height_for(self, style: Style) -> int:
        """Return the pixels that one line in `style` takes."""
        return max(style.px(HEIGHT), round(style.font_px(TextRole.ON_ALERT) * 1.7))
