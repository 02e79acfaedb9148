"""A number with what it is of, and small print."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import Role


class NumberTile(QFrame):
    """Shows one figure."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._caption = FittedLabel(Role.QUIET, lines=2)
        self._value = FittedLabel(Role.FIGURE, lines=2)
        self._detail = FittedLabel(Role.CAPTION, lines=3)
        self._column = QVBoxLayout(self)
        for label in (self._caption, self._value, self._detail):
            self._column.addWidget(label)
        self._column.addStretch(1)

    def show_figure(self, caption: str, value: str, detail: str) -> None:
        """Show it; no detail, no line for one."""
        self._caption.setText(caption)
        self._value.setText(value)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))

    def restyle(self, style: Style) -> None:
        """Take sizes."""
        gap = style.px(theme.GAP)
        self._column.setContentsMargins(gap, gap, gap, gap)
        self._column.setSpacing(gap // 3)
