"""A decision that can still be taken back: a sentence and a button. It displaces no other."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from edge_app.ui.kit.halves import towards_hand
from edge_app.ui.kit.shrinking_label import ShrinkingLabel
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.verify.decision_presenter import UndoView

_LINES = 2.4  # of the size of type: three lines a third smaller


class UndoRow(QWidget):
    """`undone` carries the visit whose decision is taken back."""

    undone = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: UndoView | None = None
        self._pressed: int | None = None
        self._text = ShrinkingLabel(TextRole.BODY, lines=3)
        self.button = TouchButton("plain", small=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._text, 3)
        self._row.addWidget(self.button, 2)
        self.button.pressed.connect(self._press)
        self.button.clicked.connect(self._click)
        self.hide()

    def show_undo(self, view: UndoView | None) -> None:
        """Show what may be taken back; hide for nothing."""
        if view != self._view:
            self._view = view
            self._text.setText(view.text if view else "")
            self.button.setText(view.button if view else "")
            self.setVisible(view is not None)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._row.setDirection(towards_hand(style))
        self._row.setSpacing(style.px(theme.GAP))
        self.button.restyle(style)
        words = round(style.font_px(TextRole.BODY) * _LINES) if style.large else 0
        self.setFixedHeight(max(style.touch, words))

    def _press(self) -> None:
        self._pressed = self._view.visit if self._view else None

    def _click(self) -> None:
        """Take it back, unless the finger came down on another decision's button."""
        if self._view is not None and self._view.visit == self._pressed:
            self.undone.emit(self._view.visit)
