"""A row of the manifest: name, documents and party, and how they stand."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.icon import Icon
from edge_app.ui.kit.row_view import RowView
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole, Tone

_LINE = 1.3  # times the type
_STATE = 3  # parts of the width for the state, of 10


def row_height(style: Style, details: int = 1) -> int:
    """Return the height of every row with so many lines of detail: a finger's, or the type's."""
    # Upright, words wrap; at a small panel's normal type a finger's height has room for them.
    details += style.upright and (style.large or not style.close)
    lines = _LINE * (style.font_px(TextRole.INSTRUCTION) + details * style.font_px(TextRole.QUIET))
    return max(style.touch, round(lines) + 2 * style.px(theme.GAP)) + style.px(theme.GAP / 2)


class ListRow(QWidget):
    """Show a RowView."""

    def __init__(self, details: int = 1, parent: QWidget | None = None) -> None:
        """Make a row with so many lines of detail."""
        super().__init__(parent)
        self._style: Style | None = None
        self._pressed = False
        self._icon = Icon()
        self._name = FittedLabel(TextRole.INSTRUCTION, lines=2)
        self._detail = FittedLabel(TextRole.QUIET, lines=details + 2)
        self._state = FittedLabel(TextRole.QUIET, lines=5, align=Qt.AlignmentFlag.AlignRight)
        self._texts = QVBoxLayout()
        self._texts.addStretch(1)
        self._texts.addWidget(self._name)
        self._texts.addWidget(self._detail)
        self._texts.addStretch(1)
        self._line = QHBoxLayout(self)
        self._line.addLayout(self._texts, 10 - _STATE)
        self._line.addWidget(self._state, _STATE)
        self._line.addWidget(self._icon)

    def show_row(self, view: RowView) -> None:
        """Show `view`."""
        self._name.setText(view.name)
        self._detail.setText(view.detail)
        self._detail.setVisible(bool(view.detail))
        self._state.setText(view.state)
        self._icon.show_icon(view.shape, view.tone)

    def set_pressed(self, pressed: bool) -> None:
        """Show that a finger rests on the row."""
        if pressed != self._pressed:
            self._pressed = pressed
            self.update()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        self._line.setContentsMargins(margin, gap // 2, margin + gap // 2, gap)
        self._line.setSpacing(margin)
        self._texts.setSpacing(0)
        self._icon.restyle(style)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the row's card; the gap to the next one stays free."""
        if self._style is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        tone = Tone.PLAIN_PRESSED if self._pressed else Tone.SURFACE
        painter.setBrush(QColor(self._style.colour(tone)))
        gap, radius = self._style.px(theme.GAP / 2), self._style.px(theme.RADIUS)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 0, -gap * 2, -gap), radius, radius)
        painter.end()
